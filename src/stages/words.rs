//! The words of the kept text.

use icu_segmenter::options::{WordBreakInvariantOptions, WordType};
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Findings, Kind, NodeId, Span, Word, WordKind};
use crate::rules::abbreviations::Abbreviations;

/// Finds the words, numbers and punctuation marks of the kept text, for the tools that come after
/// pumice.
///
/// Words end where Unicode Standard Annex 29 says; those of Chinese, Japanese, Thai, Lao, Khmer and
/// Burmese, which write no spaces, are looked up in the dictionaries of ICU4X. An abbreviation has its
/// full stop. No word crosses a block or what was removed, and code has none.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Words {}

/// The segmenter, made once.
pub struct WordFinder(WordSegmenterBorrowed<'static>);

impl Settings for Words {
    const NAME: &'static str = "words";
    const AFTER: &'static [&'static str] = &[
        "metadata",
        "consent",
        "share",
        "furniture",
        "repeats",
        "content",
        "language",
        "sentences",
    ];
    type Stage = WordFinder;

    fn build(self) -> anyhow::Result<WordFinder> {
        Ok(WordFinder(WordSegmenter::new_dictionary(WordBreakInvariantOptions::default())))
    }
}

impl Stage for WordFinder {
    fn inspect(&self, doc: &Document, out: &mut Findings) {
        let mut words = Vec::new();
        for (leaf, node) in doc.blocks() {
            if node.kind == Kind::Code {
                continue;
            }
            let language = doc.language(leaf).map_or("und", |language| language.lang.primary());
            let rules = Abbreviations::of(language);
            for stretch in stretches(doc, leaf) {
                self.stretch(doc, stretch, rules, &mut words);
            }
        }
        out.words(words);
    }
}

/// What of a leaf block is kept and no code, each piece as long as it can be.
fn stretches(doc: &Document, leaf: NodeId) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut code_end = leaf;
    for (id, node) in doc.descendants(leaf) {
        match node.kind {
            Kind::CodeSpan => code_end = code_end.max(doc.end(id)),
            Kind::Text | Kind::Break if id >= code_end && doc.is_kept(id) => {
                match found.last_mut().filter(|last| last.end == node.text.start) {
                    Some(last) => last.end = node.text.end,
                    None => found.push(node.text),
                }
            }
            _ => {}
        }
    }
    found
}

impl WordFinder {
    /// Adds the words of a piece of the text.
    fn stretch(&self, doc: &Document, span: Span, rules: Abbreviations, out: &mut Vec<Word>) {
        let text = &doc.full_text()[span.range()];
        let first = out.len();
        let mut from = 0;
        for (to, kind) in self.0.segment_str(text).iter_with_word_type() {
            let piece = &text[std::mem::replace(&mut from, to)..to];
            if piece.trim().is_empty() {
                continue;
            }
            let end = span.start + to as u32;
            let word = Word {
                span: Span { start: end - piece.len() as u32, end },
                kind: match kind {
                    WordType::Letter => WordKind::Word,
                    WordType::Number => WordKind::Number,
                    _ => WordKind::Punctuation,
                },
            };
            match out[first..].last_mut().filter(|last| last.span.end == word.span.start) {
                Some(last) if joins(doc, *last, piece, &text[to..], rules) => last.span.end = end,
                _ => out.push(word),
            }
        }
    }
}

/// Whether a sign belongs to the word right before it: the full stop of an abbreviation, the next of
/// several that are the same.
fn joins(doc: &Document, last: Word, sign: &str, after: &str, rules: Abbreviations) -> bool {
    let word = &doc.full_text()[last.span.range()];
    if last.kind == WordKind::Punctuation {
        let mark = sign.chars().next();
        return matches!(mark, Some('.' | '…' | '!' | '?' | '-' | '—' | '！' | '？' | '─'))
            && word.ends_with(sign);
    }
    let next = after.trim_start().chars().next();
    let is_initial = || {
        let mut chars = word.rsplit('.').next().unwrap_or(word).chars();
        let cased = chars.next().is_some_and(|c| c.is_lowercase() || c.is_uppercase());
        cased && chars.next().is_none() && !rules.is_word(word)
    };
    let with_number = || next.is_some_and(char::is_numeric) && rules.goes_on_with_number(word);
    sign == "."
        && last.kind == WordKind::Word
        && next.is_some()
        && (rules.goes_on(word) || is_initial() || with_number())
}

#[cfg(test)]
mod tests;
