//! The sentences of the kept text.

mod border;
mod kept;

use std::borrow::Cow;

use icu_segmenter::options::SentenceBreakInvariantOptions;
use icu_segmenter::{SentenceSegmenter, SentenceSegmenterBorrowed};
use schemars::JsonSchema;
use serde::Deserialize;

use self::border::Block;
use self::kept::Kept;
use super::{Settings, Stage};
use crate::document::{Document, Findings, Kind, NodeId, Span};
use crate::rules::abbreviations::Abbreviations;

/// Finds the sentences of the kept text, for the tools that come after pumice.
///
/// A sentence ends where Unicode Standard Annex 29 says, but not behind an abbreviation, an initial,
/// an ordinal or the number of a heading, by the rules of the block's language; what closes a
/// quotation or a bracket belongs to the sentence that it closes. A line break ends a sentence unless
/// the next line goes on in lower case. No sentence crosses a block, and code has none. Thai, Lao,
/// Khmer and Burmese put no mark behind a sentence: a block of them is as many sentences as its marks
/// tell.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Sentences {}

/// The segmenter, made once.
pub struct SentenceFinder(SentenceSegmenterBorrowed<'static>);

impl Settings for Sentences {
    const NAME: &'static str = "sentences";
    const AFTER: &'static [&'static str] =
        &["metadata", "consent", "share", "furniture", "repeats", "content", "language"];
    type Stage = SentenceFinder;

    fn build(self) -> anyhow::Result<SentenceFinder> {
        Ok(SentenceFinder(SentenceSegmenter::new(SentenceBreakInvariantOptions::default())))
    }
}

impl Stage for SentenceFinder {
    fn inspect(&self, doc: &Document, out: &mut Findings) {
        let mut sentences = Vec::new();
        for (leaf, node) in doc.blocks() {
            if node.kind != Kind::Code {
                self.block(doc, leaf, &mut sentences);
            }
        }
        out.sentences(sentences);
    }
}

impl SentenceFinder {
    /// Adds the sentences of a leaf block.
    fn block(&self, doc: &Document, leaf: NodeId, out: &mut Vec<Span>) {
        let kept = Kept::of(doc, leaf);
        let language = doc.language(leaf).map_or("und", |language| language.lang.primary());
        let rules = Abbreviations::of(language);
        let text = marked(kept.text(), rules);
        let block = Block::new(&text, rules);
        let mut from = 0;
        for at in self.0.segment_str(&text) {
            let at = block.before_opening(at);
            if at == text.len() || (at > from && !kept.holds(at) && block.is_border(from, at)) {
                add(&kept, from, at, out);
                from = at;
            }
        }
    }
}

/// The text with the marks that the annex knows to end sentences in place of others that do; each
/// takes as many bytes as the one it stands for.
fn marked(text: &str, rules: Abbreviations) -> Cow<'_, str> {
    let asks = rules.semicolon_asks() && text.contains([';', '\u{37E}']);
    if !asks && !text.contains('…') {
        return Cow::Borrowed(text);
    }
    let text = text.replace('…', "...");
    Cow::Owned(if asks { text.replace(';', "?").replace('\u{37E}', "??") } else { text })
}

/// Adds a sentence without the white space around it. Signs without a word belong to the sentence
/// before them, where there is one in the block.
fn add(kept: &Kept<'_>, from: usize, to: usize, out: &mut Vec<Span>) {
    let text = &kept.text()[from..to];
    let start = from + text.len() - text.trim_start().len();
    let end = from + text.trim_end().len();
    if start >= end {
        return;
    }
    let span = kept.span(start, end);
    match out.last_mut().filter(|last| kept.has(last.start)) {
        Some(last) if !text.contains(char::is_alphanumeric) => last.end = span.end,
        _ => out.push(span),
    }
}

#[cfg(test)]
mod tests;
