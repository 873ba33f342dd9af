//! The shape of the JSON document, and how a [`Document`] is brought into it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};

use super::marks::{self, JsonRuby, JsonSentence, JsonWord};
use crate::document::{
    BlockKind, CleanText, Cluster, Document, Field, Kind, Mangled, Mojibake, NodeId, Removal,
    Segment, Status, Verdict,
};
use crate::writers::notes::Notes;

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

impl JsonDocument {
    /// The document in its JSON shape.
    pub fn of(doc: &Document, decisions: bool) -> JsonDocument {
        let clean = doc.clean_text();
        let removals = doc.removals();
        let counts = JsonCounts {
            chars_in: doc.chars_in(),
            chars_kept: doc.chars_kept(),
            chars_removed: removals.iter().map(|removal| removal.chars).sum(),
        };
        let values = doc.meta().values().iter();
        let shares = doc.shares().iter();
        JsonDocument {
            schema: "pumice-document/1",
            id: doc.id(),
            status: doc.status(),
            reason: doc.reason(),
            source: source(doc),
            metadata: metadata(doc),
            metadata_from: values.map(|v| (v.field.name(), v.from.to_string())).rev().collect(),
            languages: shares
                .map(|(tag, share)| JsonLanguage { tag: tag.to_string(), share: rounded(*share) })
                .collect(),
            blocks: blocks(doc, &clean),
            sections: sections(doc, &clean),
            segments: doc.segments().iter().filter_map(|s| segment(doc, &clean, s)).collect(),
            ruby: marks::ruby(doc, &clean),
            removed: removed(doc, &clean, removals),
            decisions: decisions.then(|| all_decisions(doc)),
            counts,
            extra: doc.source.extra.clone(),
            cluster: doc.cluster().cloned(),
            sentences: marks::sentences(doc, &clean),
            words: marks::words(doc, &clean),
            text: clean.text,
        }
    }
}

/// Four decimals: what a score is worth, and the same on every machine.
pub fn rounded(value: f32) -> f64 {
    const PLACES: f64 = 10_000.0;
    (f64::from(value) * PLACES).round() / PLACES
}

fn mojibake(layer: &Mojibake) -> JsonMojibake {
    let piece = |piece: &Mangled| JsonMangled {
        found: piece.found.clone(),
        meant: piece.meant.clone(),
        count: piece.count,
    };
    JsonMojibake {
        read_as: layer.read_as,
        encoding: layer.encoding,
        repaired: layer.repaired,
        pieces: layer.pieces.iter().map(piece).collect(),
    }
}

fn source(doc: &Document) -> JsonSource {
    let source = &doc.source;
    JsonSource {
        path: source.path.clone(),
        record: source.record.clone(),
        url: source.url.clone(),
        media_type: source.media_type,
        encoding: source.encoding,
        encoding_from: source.encoding_from.name(),
        mojibake: source.mojibake.iter().map(mojibake).collect(),
        bytes: source.bytes,
        sha256: source.sha256.clone(),
        warc: source.warc.clone(),
    }
}

fn metadata(doc: &Document) -> JsonMetadata {
    let one = |field| doc.meta().get(field).map(str::to_owned);
    let all = |field| doc.meta().all(field).map(str::to_owned).collect();
    JsonMetadata {
        title: one(Field::Title),
        subtitle: one(Field::Subtitle),
        authors: all(Field::Author),
        site: one(Field::Site),
        published: one(Field::Published),
        published_text: one(Field::PublishedText),
        modified: one(Field::Modified),
        category: one(Field::Category),
        tags: all(Field::Tag),
        description: one(Field::Description),
        licence: one(Field::Licence),
        language: doc.language(NodeId::ROOT).map(|language| language.lang.to_string()),
        url: one(Field::Url),
    }
}

fn blocks(doc: &Document, clean: &CleanText) -> Vec<JsonBlock> {
    let notes = Notes::of(doc);
    let numbered = clean.blocks.iter().enumerate();
    let block = |(at, block): (usize, &crate::document::CleanBlock)| JsonBlock {
        id: format!("b{}", at + 1),
        kind: match doc.block_kind(block.node) {
            BlockKind::Paragraph | BlockKind::Item if notes.begins(block.node) => BlockKind::Note,
            kind => kind,
        },
        start: block.start,
        end: block.end,
        level: match doc.node(block.node).kind {
            Kind::Heading(level) => Some(level),
            _ => None,
        },
        lang: doc.language(block.node).map(|language| language.lang.to_string()),
        section: innermost_section(doc, block.node).map(section_id),
    };
    numbered.map(block).collect()
}

fn section_id(at: usize) -> String {
    format!("s{}", at + 1)
}

/// Sections nest and stand in document order: the last that begins before a node and does not end
/// before it is the innermost.
fn innermost_section(doc: &Document, node: NodeId) -> Option<usize> {
    let sections = doc.sections();
    let mut at = sections.partition_point(|section| section.heading <= node).checked_sub(1)?;
    while sections[at].end <= node {
        at = sections[at].parent? as usize;
    }
    Some(at)
}

fn sections(doc: &Document, clean: &CleanText) -> Vec<JsonSection> {
    let of = |(at, section): (usize, &crate::document::Section)| {
        let from = clean.blocks.partition_point(|block| block.node < section.heading);
        let to = clean.blocks.partition_point(|block| block.node < section.end);
        let heading = clean.blocks.get(from)?;
        Some(JsonSection {
            id: section_id(at),
            parent: section.parent.map(|parent| section_id(parent as usize)),
            level: section.level,
            heading: clean.block_text(heading).to_owned(),
            start: heading.start,
            end: clean.blocks[..to].last()?.end,
        })
    };
    doc.sections().iter().enumerate().filter_map(of).collect()
}

fn segment(doc: &Document, clean: &CleanText, segment: &Segment) -> Option<JsonSegment> {
    let (start, end) = clean.locate(doc, segment.span)?;
    let candidates = segment.candidates.iter();
    Some(JsonSegment {
        start,
        end,
        text: doc.full_text()[segment.span.range()].to_owned(),
        script: segment.script,
        lang: segment.lang.to_string(),
        confidence: rounded(segment.confidence),
        candidates: candidates.map(|(lang, p)| (lang.to_string(), rounded(*p))).collect(),
    })
}

fn removed(doc: &Document, clean: &CleanText, removals: Vec<Removal<'_>>) -> Vec<JsonRemoved> {
    let block_id = |node: NodeId| {
        let at = clean.blocks.binary_search_by_key(&node, |block| block.node).ok()?;
        Some(format!("b{}", at + 1))
    };
    let of = |(at, removal): (usize, Removal<'_>)| JsonRemoved {
        id: format!("r{}", at + 1),
        kind: removal.kind.name(),
        stage: removal.decision.stage,
        rule: removal.decision.why.rule.to_string(),
        score: rounded(removal.decision.why.score),
        evidence: removal.decision.why.evidence.to_string(),
        path: doc.path(removal.decision.node),
        after: removal.after.and_then(block_id),
        text: removal.text,
    };
    removals.into_iter().enumerate().map(of).collect()
}

fn all_decisions(doc: &Document) -> Vec<JsonDecision> {
    let of = |decision: &crate::document::Decision| {
        let (verdict, kind) = match decision.verdict {
            Verdict::Keep => ("keep", None),
            Verdict::Drop(kind) => ("drop", Some(kind.name())),
            Verdict::Refused(kind) => ("refused", Some(kind.name())),
        };
        JsonDecision {
            stage: decision.stage,
            path: doc.path(decision.node),
            verdict,
            kind,
            rule: decision.why.rule.to_string(),
            score: rounded(decision.why.score),
            evidence: decision.why.evidence.to_string(),
        }
    };
    doc.decisions().iter().map(of).collect()
}
