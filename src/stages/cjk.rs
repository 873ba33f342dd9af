//! Finds runs of Chinese, Japanese and Korean characters and their language.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Findings};

/// Finds runs of Chinese, Japanese and Korean characters and their language.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Cjk {}

impl Settings for Cjk {
    const NAME: &'static str = "cjk";
    type Stage = Cjk;

    fn build(self) -> anyhow::Result<Cjk> {
        Ok(self)
    }
}

impl Stage for Cjk {
    fn inspect(&self, _doc: &Document, _out: &mut Findings) {}
}
