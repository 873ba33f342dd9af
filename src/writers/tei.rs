//! TEI P5.

use std::io;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Format, Writer};
use crate::document::Document;

/// TEI P5, one document a file.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Tei {}

impl Format for Tei {
    const NAME: &'static str = "tei";
    const EXTENSION: &'static str = ".tei.xml";
}

impl Writer for Tei {
    fn write(&self, doc: &Document, out: &mut dyn io::Write) -> io::Result<()> {
        out.write_all(doc.clean_text().text.as_bytes())
    }
}
