//! Finds share bars and save, print and e-mail buttons.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Findings};

/// Finds share bars and save, print and e-mail buttons.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Share {}

impl Settings for Share {
    const NAME: &'static str = "share";
    type Stage = Share;

    fn build(self) -> anyhow::Result<Share> {
        Ok(self)
    }
}

impl Stage for Share {
    fn inspect(&self, _doc: &Document, _out: &mut Findings) {}
}
