//! Plain text: the kept blocks and nothing else.

use std::io;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Format, Writer};
use crate::document::Document;

/// Plain text: the kept blocks, separated by blank lines.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Text {}

impl Format for Text {
    const NAME: &'static str = "text";
    const EXTENSION: &'static str = ".txt";
}

impl Writer for Text {
    fn write(&self, doc: &Document, out: &mut dyn io::Write) -> io::Result<()> {
        let clean = doc.clean_text();
        out.write_all(clean.text.as_bytes())?;
        if clean.text.is_empty() { Ok(()) } else { out.write_all(b"\n") }
    }
}
