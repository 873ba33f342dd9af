//! Finds cookie banners and consent dialogs.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Findings};

/// Finds cookie banners and consent dialogs.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Consent {}

impl Settings for Consent {
    const NAME: &'static str = "consent";
    type Stage = Consent;

    fn build(self) -> anyhow::Result<Consent> {
        Ok(self)
    }
}

impl Stage for Consent {
    fn inspect(&self, _doc: &Document, _out: &mut Findings) {}
}
