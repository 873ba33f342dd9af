//! Finds what stands more than once.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Findings};

/// Finds what stands more than once.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Repeats {}

impl Settings for Repeats {
    const NAME: &'static str = "repeats";
    type Stage = Repeats;

    fn build(self) -> anyhow::Result<Repeats> {
        Ok(self)
    }
}

impl Stage for Repeats {
    fn inspect(&self, _doc: &Document, _out: &mut Findings) {}
}
