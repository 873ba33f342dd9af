//! Texts whose language is known.

use std::fs;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

/// One text.
#[derive(Debug, Deserialize)]
pub(super) struct Row {
    /// Its language.
    pub(super) lang: String,
    /// Where it is from.
    #[serde(rename = "src")]
    pub(super) source: String,
    /// How many characters it was cut to.
    #[serde(rename = "len_bucket")]
    pub(super) length: u32,
    /// Itself.
    pub(super) text: String,
}

impl Row {
    /// Whether a tag names its language: `no` is what Bokmål is often called, `zh` either
    /// orthography, and what a tag says beyond the language is not asked for.
    pub(super) fn is(&self, tag: &str) -> bool {
        let primary = |tag: &'_ str| tag.split('-').next().unwrap_or_default().to_owned();
        match (self.lang.as_str(), tag) {
            ("nb", "no") | ("no", "nb") => true,
            (mine, _) if mine.starts_with("zh-") && tag.starts_with("zh-") => mine == tag,
            (mine, _) => primary(mine) == primary(tag),
        }
    }
}

/// The rows of a file of JSON lines.
pub(super) fn read(file: &Path) -> anyhow::Result<Vec<Row>> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let rows = text.lines().map(serde_json::from_str);
    rows.collect::<Result<_, _>>().with_context(|| file.display().to_string())
}
