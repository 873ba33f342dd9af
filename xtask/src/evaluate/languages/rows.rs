//! Texts whose language is known.

use std::fs;
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;

use crate::languages;

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

/// Snippets of the declarations in languages that are strange to the table.
pub(super) fn strange(folder: &Path, wanted: &dyn Fn(&str) -> bool) -> anyhow::Result<Vec<Row>> {
    /// So many of each length from every declaration.
    const EACH: usize = 3;
    let mut rows = Vec::new();
    for (lang, text) in languages::left_for_measuring(folder)? {
        let words: Vec<&str> = text.split_whitespace().collect();
        for (length, at) in
            super::LENGTHS.into_iter().flat_map(|n| (1..=EACH).map(move |at| (n, at)))
        {
            let text = words[words.len() * at / (EACH + 1)..].join(" ");
            let text: String = text.chars().take(length as usize).collect();
            if wanted(&lang) && text.chars().count() == length as usize {
                rows.push(Row { lang: lang.clone(), source: "udhr".to_owned(), length, text });
            }
        }
    }
    Ok(rows)
}

/// The rows of a file of JSON lines.
pub(super) fn read(file: &Path) -> anyhow::Result<Vec<Row>> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let rows = text.lines().map(serde_json::from_str);
    rows.collect::<Result<_, _>>().with_context(|| file.display().to_string())
}
