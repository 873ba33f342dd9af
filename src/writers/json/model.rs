//! The shape of the JSON document: what users rely on, and what the JSON Schema is made of.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::marks::{JsonRuby, JsonSentence, JsonWord};
use crate::document::{BlockKind, Cluster, Status};

/// A cleaned document. Offsets count Unicode code points of `text`, from zero, end exclusive.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonDocument {
    /// Always `pumice-document/1`.
    pub schema: &'static str,
    /// The document's id: the same for the same bytes.
    pub id: String,
    /// How it came out: `ok`, `empty` or `limited`.
    pub status: Status,
    /// Why the status is not `ok`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Where it comes from.
    pub source: JsonSource,
    /// What it says of itself.
    pub metadata: JsonMetadata,
    /// Where each field of `metadata` was found.
    pub metadata_from: BTreeMap<&'static str, String>,
    /// The languages of `text` with their shares.
    pub languages: Vec<JsonLanguage>,
    /// The kept blocks in document order, joined by blank lines.
    pub text: String,
    /// Where each block stands in `text` and what it is.
    pub blocks: Vec<JsonBlock>,
    /// The sections that the headings open.
    pub sections: Vec<JsonSection>,
    /// The runs of Chinese, Japanese and Korean characters.
    pub segments: Vec<JsonSegment>,
    /// Readings that stand beside characters (furigana, bopomofo).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ruby: Vec<JsonRuby>,
    /// Everything that is not kept, with who removed it and why.
    pub removed: Vec<JsonRemoved>,
    /// Every decision in the order they were made, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decisions: Option<Vec<JsonDecision>>,
    /// Characters, white space left out: kept and removed add up to what came in.
    pub counts: JsonCounts,
    /// Fields of the input record that pumice does not know.
    pub extra: Map<String, Value>,
    /// The documents that it nearly repeats, or is nearly repeated by, where they were looked for and
    /// there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cluster: Option<Cluster>,
    /// The sentences of `text`, where the stage `sentences` ran.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sentences: Option<Vec<JsonSentence>>,
    /// The words of `text`, where the stage `words` ran.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Vec<JsonWord>>,
}

/// Where a document comes from.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonSource {
    /// The path of the input as it was given, with `/` between its parts.
    pub path: String,
    /// The id of the record, where the input is a container.
    pub record: Option<String>,
    /// The address that it was fetched from.
    pub url: Option<String>,
    /// `text/html` or `text/plain`.
    pub media_type: &'static str,
    /// The name of the encoding that it was decoded from (WHATWG Encoding Standard).
    pub encoding: &'static str,
    /// What told the encoding: `bom`, `http`, `meta`, `valid-utf8`, `detected` or `given`.
    pub encoding_from: &'static str,
    /// Text that had been decoded in a wrong encoding before it was written down, the outermost layer
    /// first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mojibake: Vec<JsonMojibake>,
    /// Bytes of the input.
    pub bytes: u64,
    /// SHA-256 of the input, in hexadecimal.
    pub sha256: String,
    /// What a web archive says of the record.
    pub warc: Option<Value>,
}

/// A layer of mojibake.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonMojibake {
    /// The encoding that the text was read in (WHATWG Encoding Standard).
    pub read_as: &'static str,
    /// The encoding that it was written in.
    pub encoding: &'static str,
    /// Whether `text` has what was meant; otherwise it has what was found.
    pub repaired: bool,
    /// The pieces, in the order in which they were met.
    pub pieces: Vec<JsonMangled>,
}

/// A piece of mojibake.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonMangled {
    /// What stood there.
    pub found: String,
    /// What it should have been.
    pub meant: String,
    /// How often, here and nearby.
    pub count: u32,
}

/// What a document says of itself.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonMetadata {
    /// The title.
    pub title: Option<String>,
    /// The subtitle.
    pub subtitle: Option<String>,
    /// Who wrote it, in the order in which they stand there.
    pub authors: Vec<String>,
    /// The name of the site or brand.
    pub site: Option<String>,
    /// The day of publication (ISO 8601).
    pub published: Option<String>,
    /// That day as the source writes it.
    pub published_text: Option<String>,
    /// The day of the last change (ISO 8601).
    pub modified: Option<String>,
    /// The category.
    pub category: Option<String>,
    /// Tags or keywords.
    pub tags: Vec<String>,
    /// What it is about, in the words of its head.
    pub description: Option<String>,
    /// The licence: its address or its name.
    pub licence: Option<String>,
    /// The language of the document (BCP 47), `und` where it could not be told.
    pub language: Option<String>,
    /// The address that it gives itself.
    pub url: Option<String>,
}

/// A language and its share of the text, 0 to 1.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonLanguage {
    /// BCP 47.
    pub tag: String,
    /// Its share, 0 to 1.
    pub share: f64,
}

/// A kept block.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonBlock {
    /// `b1`, `b2`, … in document order.
    pub id: String,
    /// What it is.
    pub kind: BlockKind,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The level of a heading in its source, 1 to 6.
    pub level: Option<u8>,
    /// Its language (BCP 47).
    pub lang: Option<String>,
    /// The innermost section that it belongs to.
    pub section: Option<String>,
}

/// A section.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonSection {
    /// `s1`, `s2`, … in document order.
    pub id: String,
    /// The section that holds it.
    pub parent: Option<String>,
    /// Depth, from 1.
    pub level: u8,
    /// The text of its heading.
    pub heading: String,
    /// First code point: that of the heading.
    pub start: u32,
    /// One past the last code point, subsections included.
    pub end: u32,
}

/// A run of CJK characters.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonSegment {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The run.
    pub text: String,
    /// ISO 15924.
    pub script: &'static str,
    /// BCP 47.
    pub lang: String,
    /// Probability of `lang`.
    pub confidence: f64,
    /// Every language considered and its probability.
    pub candidates: BTreeMap<String, f64>,
}

/// What one decision removed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonRemoved {
    /// `r1`, `r2`, … in document order.
    pub id: String,
    /// Of what kind it was.
    pub kind: &'static str,
    /// The stage that decided.
    pub stage: &'static str,
    /// The rule that it followed.
    pub rule: String,
    /// How sure it was, 0 to 1.
    pub score: f64,
    /// What it saw.
    pub evidence: String,
    /// The text, a line for each block.
    pub text: String,
    /// Where it stood in the source.
    pub path: String,
    /// The block after which it stood.
    pub after: Option<String>,
}

/// A decision.
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonDecision {
    /// The stage that decided.
    pub stage: &'static str,
    /// Where in the source.
    pub path: String,
    /// `keep`, `drop` or `refused`.
    pub verdict: &'static str,
    /// The kind of boilerplate, for a drop or a refusal.
    pub kind: Option<&'static str>,
    /// The rule.
    pub rule: String,
    /// How sure, 0 to 1.
    pub score: f64,
    /// What it saw.
    pub evidence: String,
}

/// Characters without white space.
#[expect(clippy::struct_field_names, reason = "the names are what users rely on")]
#[derive(Debug, Serialize, JsonSchema)]
pub struct JsonCounts {
    /// Of the whole text.
    pub chars_in: u32,
    /// Of the kept text.
    pub chars_kept: u32,
    /// Of the removed text.
    pub chars_removed: u32,
}
