//! Finds the sections that the headings open.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Findings};

/// Finds the sections that the headings open.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Sections {}

impl Settings for Sections {
    const NAME: &'static str = "sections";
    type Stage = Sections;

    fn build(self) -> anyhow::Result<Sections> {
        Ok(self)
    }
}

impl Stage for Sections {
    fn inspect(&self, _doc: &Document, _out: &mut Findings) {}
}
