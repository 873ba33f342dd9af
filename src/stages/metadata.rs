//! Finds the title, authors, dates and other metadata.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Findings};

/// Finds the title, authors, dates and other metadata.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Metadata {}

impl Settings for Metadata {
    const NAME: &'static str = "metadata";
    type Stage = Metadata;

    fn build(self) -> anyhow::Result<Metadata> {
        Ok(self)
    }
}

impl Stage for Metadata {
    fn inspect(&self, _doc: &Document, _out: &mut Findings) {}
}
