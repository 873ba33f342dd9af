//! JSON, a document a file or a line.

use std::io;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Format, Writer};
use crate::document::Document;

/// JSON, one document a file.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Json {}

impl Format for Json {
    const NAME: &'static str = "json";
    const EXTENSION: &'static str = ".json";
}

impl Writer for Json {
    fn write(&self, doc: &Document, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(doc.clean_text().text.as_bytes())
    }
}

/// JSON lines, one document a line.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct JsonLines {}

impl Format for JsonLines {
    const NAME: &'static str = "jsonl";
    const EXTENSION: &'static str = "documents.jsonl";
    const LINES: bool = true;
}

impl Writer for JsonLines {
    fn write(&self, doc: &Document, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(doc.clean_text().text.as_bytes())
    }
}
