//! Writers: a [`Document`] in, bytes of one format out.

mod code;
pub mod json;
pub mod markdown;
pub mod tei;
pub mod text;

use std::io;

use schemars::{JsonSchema, Schema};
use serde::de::DeserializeOwned;

use crate::document::Document;

/// Turns a document into bytes of one format.
pub trait Writer: Send + Sync {
    /// Writes the document.
    ///
    /// # Errors
    /// When `out` cannot be written.
    fn write(&self, doc: &Document, out: &mut dyn io::Write) -> io::Result<()>;
}

/// What a format is called and how `pipeline.toml` sets it up. Its doc comment is its manual.
pub trait Format: DeserializeOwned + JsonSchema + Default + Writer + 'static {
    /// The name that `format = "…"` gives in `pipeline.toml`.
    const NAME: &'static str;
    /// What is added to the path of the input: `.tei.xml`.
    const EXTENSION: &'static str;
    /// Whether all documents go into one file, a line each.
    const LINES: bool = false;
}

/// A row of the table of writers.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The name of the format.
    pub name: &'static str,
    /// What is added to the path of the input, or the name of the one file.
    pub extension: &'static str,
    /// Whether all documents go into one file, a line each.
    pub lines: bool,
    /// Makes the writer from its table in `pipeline.toml`.
    pub build: fn(toml::Table) -> anyhow::Result<Box<dyn Writer>>,
    /// The JSON Schema of its settings.
    pub schema: fn() -> Schema,
}

const fn entry<F: Format>() -> Entry {
    Entry {
        name: F::NAME,
        extension: F::EXTENSION,
        lines: F::LINES,
        build: |table| Ok(Box::new(F::deserialize(table)?)),
        schema: || schemars::schema_for!(F),
    }
}

/// Every writer.
pub const WRITERS: &[Entry] = &[
    entry::<tei::Tei>(),
    entry::<json::Json>(),
    entry::<json::JsonLines>(),
    entry::<text::Text>(),
    entry::<markdown::Markdown>(),
];

/// The row of a format.
pub fn find(name: &str) -> Option<&'static Entry> {
    WRITERS.iter().find(|entry| entry.name == name)
}
