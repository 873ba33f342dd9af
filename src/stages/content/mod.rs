//! Finds what of the rest is the article.

mod context;
mod features;
mod measure;
mod page;

pub use features::Features;
pub use page::{Measured, measure};

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Findings};

/// Finds what of the rest is the article.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Content {}

impl Settings for Content {
    const NAME: &'static str = "content";
    type Stage = Content;

    fn build(self) -> anyhow::Result<Content> {
        Ok(self)
    }
}

impl Stage for Content {
    fn inspect(&self, _doc: &Document, _out: &mut Findings) {}
}
