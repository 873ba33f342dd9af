//! Finds the language of the document and of its blocks.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Findings};

/// Finds the language of the document and of its blocks.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Languages {}

impl Settings for Languages {
    const NAME: &'static str = "language";
    type Stage = Languages;

    fn build(self) -> anyhow::Result<Languages> {
        Ok(self)
    }
}

impl Stage for Languages {
    fn inspect(&self, _doc: &Document, _out: &mut Findings) {}
}
