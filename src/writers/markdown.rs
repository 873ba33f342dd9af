//! Markdown.

use std::io;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Format, Writer};
use crate::document::Document;

/// CommonMark with tables.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Markdown {}

impl Format for Markdown {
    const NAME: &'static str = "markdown";
    const EXTENSION: &'static str = ".md";
}

impl Writer for Markdown {
    fn write(&self, doc: &Document, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(doc.clean_text().text.as_bytes())
    }
}
