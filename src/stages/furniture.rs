//! Finds navigation, advertisements and other furniture of the page.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Findings};

/// Finds navigation, advertisements and other furniture of the page.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Furniture {}

impl Settings for Furniture {
    const NAME: &'static str = "furniture";
    type Stage = Furniture;

    fn build(self) -> anyhow::Result<Furniture> {
        Ok(self)
    }
}

impl Stage for Furniture {
    fn inspect(&self, _doc: &Document, _out: &mut Findings) {}
}
