//! How a [`Document`] is brought into the shape of the JSON document.

use super::marks;
use super::model::{
    JsonBlock, JsonCounts, JsonDecision, JsonDocument, JsonLanguage, JsonMangled, JsonMetadata,
    JsonMojibake, JsonRemoved, JsonSection, JsonSegment, JsonSource,
};
use crate::document::{
    BlockKind, CleanText, Document, Field, Kind, Mangled, Mojibake, NodeId, Notes, Removal,
    Segment, Verdict,
};

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
    let places = clean.blocks.iter().enumerate();
    let block = |(at, block): (usize, &crate::document::CleanBlock)| JsonBlock {
        id: numbered('b', at + 1),
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
    places.map(block).collect()
}

fn section_id(at: usize) -> String {
    numbered('s', at + 1)
}

/// An id: there are thousands of them, for which the formatting of `std` would do ten times the work.
fn numbered(kind: char, number: usize) -> String {
    let mut id = number.to_string();
    id.insert(0, kind);
    id
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
        Some(numbered('b', at + 1))
    };
    let of = |(at, removal): (usize, Removal<'_>)| JsonRemoved {
        id: numbered('r', at + 1),
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
