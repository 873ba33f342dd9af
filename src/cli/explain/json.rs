//! The explanation for programs: one JSON document.

use serde_json::{Map, Value, json};

use super::rows::{Record, Row, rows};
use super::totals::totals;
use crate::document::{Decision, Document, Field, Mangled, Mojibake, Segment, Verdict};
use crate::writers::json::rounded;

/// The whole explanation.
pub(crate) fn explanation(doc: &Document) -> Value {
    let rows = rows(doc);
    let record = Record::new(doc);
    let totals = totals(doc, &rows);
    let removed = totals.removed_kinds.iter().map(|((kind, stage), sum)| {
        json!({"kind": kind, "stage": stage, "blocks": sum.blocks, "chars": sum.chars})
    });
    json!({
        "schema": "pumice-explain/1",
        "id": doc.id(),
        "status": doc.status(),
        "reason": doc.reason(),
        "path": doc.source.path,
        "mojibake": doc.source.mojibake.iter().map(mojibake).collect::<Vec<_>>(),
        "title": doc.meta().get(Field::Title),
        "language": doc.shares().first().map(|(lang, _)| lang.as_str()),
        "counts": {
            "chars_in": doc.chars_in(),
            "chars_kept": totals.kept.chars,
            "chars_removed": totals.removed.chars,
        },
        "blocks": rows.iter().map(|row| block(doc, &record, row)).collect::<Vec<_>>(),
        "totals": {"kept": totals.kept_kinds, "removed": removed.collect::<Vec<_>>()},
    })
}

fn mojibake(layer: &Mojibake) -> Value {
    let piece =
        |piece: &Mangled| json!({"found": piece.found, "meant": piece.meant, "count": piece.count});
    json!({
        "read_as": layer.read_as,
        "encoding": layer.encoding,
        "repaired": layer.repaired,
        "pieces": layer.pieces.iter().map(piece).collect::<Vec<_>>(),
    })
}

fn block(doc: &Document, record: &Record<'_>, row: &Row<'_>) -> Value {
    let decisions = record.of(doc, row.leaf);
    json!({
        "node": row.leaf.index(),
        "path": doc.path(row.leaf),
        "kept": row.removed.is_none(),
        "kind": row.kind(doc),
        "text": row.text,
        "segments": doc.segments_in(doc.node(row.leaf).text).iter().map(|run| segment(doc, run)).collect::<Vec<_>>(),
        "decisions": decisions.into_iter().map(decision).collect::<Vec<_>>(),
    })
}

fn segment(doc: &Document, segment: &Segment) -> Value {
    let rivals = segment.candidates.iter();
    let rivals: Map<String, Value> =
        rivals.map(|(lang, p)| (lang.to_string(), json!(rounded(*p)))).collect();
    json!({
        "text": &doc.full_text()[segment.span.range()],
        "lang": segment.lang.as_str(),
        "candidates": rivals,
        "evidence": segment.evidence,
    })
}

fn decision(decision: &Decision) -> Value {
    let (verdict, kind) = match decision.verdict {
        Verdict::Keep => ("keep", None),
        Verdict::Drop(kind) => ("drop", Some(kind.name())),
        Verdict::Refused(kind) => ("refused", Some(kind.name())),
    };
    json!({
        "stage": decision.stage,
        "verdict": verdict,
        "kind": kind,
        "rule": &*decision.why.rule,
        "score": rounded(decision.why.score),
        "evidence": decision.why.evidence,
    })
}
