//! JSON: the schema `pumice-document/1`, a document a file or a line.

mod fill;
mod marks;
mod model;

use std::io;

use schemars::{JsonSchema, Schema, schema_for};
use serde::Deserialize;

use super::{Format, Writer};
use crate::document::Document;

pub use fill::rounded;
pub use model::JsonDocument;

/// JSON, one document a file, indented.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Json {
    /// Adds `decisions`: every decision of every stage in the order they were made, the overruled
    /// and the refused ones too.
    pub decisions: bool,
}

/// JSON lines, one document a line, all in one file.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct JsonLines {
    /// Adds `decisions`, as for `json`.
    pub decisions: bool,
}

impl Format for Json {
    const NAME: &'static str = "json";
    const EXTENSION: &'static str = ".json";
}

impl Format for JsonLines {
    const NAME: &'static str = "jsonl";
    const EXTENSION: &'static str = "documents.jsonl";
    const LINES: bool = true;
}

impl Writer for Json {
    fn write(&self, doc: &Document, out: &mut dyn io::Write) -> io::Result<()> {
        let mut json = buffer(doc);
        serde_json::to_writer_pretty(&mut json, &JsonDocument::of(doc, self.decisions))?;
        json.push(b'\n');
        out.write_all(&json)
    }
}

impl Writer for JsonLines {
    fn write(&self, doc: &Document, out: &mut dyn io::Write) -> io::Result<()> {
        let mut json = buffer(doc);
        serde_json::to_writer(&mut json, &JsonDocument::of(doc, self.decisions))?;
        json.push(b'\n');
        out.write_all(&json)
    }
}

/// Where JSON is written before it goes out as a whole: it comes in tens of thousands of small pieces.
fn buffer(doc: &Document) -> Vec<u8> {
    // The text stands there whole, the kept part of it twice.
    Vec::with_capacity(2 * doc.full_text().len() + (16 << 10))
}

/// The JSON Schema of a document.
pub fn schema() -> Schema {
    let mut schema = schema_for!(JsonDocument);
    schema.insert("title".to_owned(), "A document of pumice (pumice-document/1)".into());
    schema
}

#[cfg(test)]
mod tests;
