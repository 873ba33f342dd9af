//! Plain text to a document.

use super::Limits;
use crate::document::{Builder, Document, Source};

/// Reads a decoded text. Cannot fail: whatever stands in the source, something comes of it.
pub fn read(text: &str, source: Source, limits: &Limits) -> Document {
    let mut builder = Builder::new(source, text.len(), limits.nodes as usize);
    builder.text(text);
    builder.finish()
}
