//! What is marked out in the text: readings, sentences, words.

use schemars::JsonSchema;
use serde::Serialize;

use crate::document::{Attr, CleanText, Document, Kind, NodeId, Reading, Span, WordKind};

/// A reading beside characters, or behind them in brackets.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonRuby {
    /// First code point of the base.
    pub start: u32,
    /// One past the last code point of the base.
    pub end: u32,
    /// The base.
    pub base: String,
    /// The reading.
    pub reading: String,
    /// Where the reading stands in `text` with its brackets, when it stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notation: Option<JsonSpan>,
}

/// A piece of `text`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonSpan {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

/// A sentence. None crosses a block.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonSentence {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// Its language (BCP 47).
    pub lang: Option<String>,
}

/// A word, a number or a punctuation mark.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonWord {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// Which of them it is.
    pub kind: WordKind,
    /// Its language (BCP 47): that of the CJK run that it stands in, or of its block.
    pub lang: Option<String>,
}

/// The readings of a document, those of HTML and those of the text itself.
pub(super) fn ruby(doc: &Document, clean: &CleanText) -> Vec<JsonRuby> {
    let of = |(id, node): (NodeId, &crate::document::Node)| {
        let reading = doc.attr(id, Attr::Reading)?;
        let (start, end) = clean.locate(doc, node.text)?;
        let (base, reading) = (doc.text(id).to_owned(), reading.to_owned());
        Some(JsonRuby { start, end, base, reading, notation: None })
    };
    let beside = doc.nodes().filter(|(_, node)| node.kind == Kind::Ruby).filter_map(of);
    let behind = doc.readings().iter().filter_map(|reading| notation(doc, clean, reading));
    let mut all: Vec<JsonRuby> = beside.chain(behind).collect();
    all.sort_by_key(|ruby| ruby.start);
    all
}

fn notation(doc: &Document, clean: &CleanText, reading: &Reading) -> Option<JsonRuby> {
    let text = |span: Span| doc.full_text()[span.range()].to_owned();
    let (start, end) = clean.locate(doc, reading.base)?;
    let place = clean.locate(doc, reading.notation)?;
    Some(JsonRuby {
        start,
        end,
        base: text(reading.base),
        reading: text(reading.text),
        notation: Some(JsonSpan { start: place.0, end: place.1 }),
    })
}

/// The sentences, as far as they are kept.
pub(super) fn sentences(doc: &Document, clean: &CleanText) -> Option<Vec<JsonSentence>> {
    let mut offsets = clean.offsets(doc);
    let of = |&span: &Span| {
        let (start, end) = offsets.of(span)?;
        Some(JsonSentence { start, end, lang: language(doc, clean, start, span) })
    };
    Some(doc.sentences()?.iter().filter_map(of).collect())
}

/// The words, as far as they are kept.
pub(super) fn words(doc: &Document, clean: &CleanText) -> Option<Vec<JsonWord>> {
    let mut offsets = clean.offsets(doc);
    let of = |word: &crate::document::Word| {
        let (start, end) = offsets.of(word.span)?;
        let lang = language(doc, clean, start, word.span);
        Some(JsonWord { start, end, kind: word.kind, lang })
    };
    Some(doc.marked_words()?.iter().filter_map(of).collect())
}

/// The language of what begins at a code point of the clean text.
fn language(doc: &Document, clean: &CleanText, start: u32, span: Span) -> Option<String> {
    let after = clean.blocks.partition_point(|block| block.start <= start);
    let block = clean.blocks.get(after.checked_sub(1)?)?;
    doc.language_of(block.node, span).map(ToString::to_string)
}
