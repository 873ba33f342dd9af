//! Runs of neighbouring leaf blocks, and how they are dropped as one.

use std::collections::BTreeMap;

use super::{Hit, guard};
use crate::document::{Boilerplate, Document, Findings, NodeId, Why};

/// The fewest nodes that hold exactly the given neighbouring leaf blocks and nothing else that is
/// shown: where a dialog has a container of its own, that container.
pub fn cover(doc: &Document, run: &[NodeId]) -> Vec<NodeId> {
    let (Some(&first), Some(&last)) = (run.first(), run.last()) else { return Vec::new() };
    let inside = |id: NodeId| {
        doc.shown_between(id, first) == 0 && doc.shown_between(doc.end(last), doc.end(id)) == 0
    };
    let mut tops: Vec<NodeId> = Vec::new();
    for &leaf in run {
        if tops.last().is_some_and(|&top| doc.is_within(leaf, top)) {
            continue;
        }
        let above = doc.ancestors(leaf).take_while(|&at| at != NodeId::ROOT && inside(at));
        tops.push(above.last().unwrap_or(leaf));
    }
    tops
}

/// Drops a run for the hits in it, as few nodes as can be; what the guard objects to is refused.
pub fn drop_run(
    doc: &Document,
    run: &[NodeId],
    hits: &[Hit<'_>],
    max_share: f32,
    out: &mut Findings,
) {
    let Some((surest, why)) = verdict(hits) else { return };
    for node in cover(doc, run) {
        match guard::objection(doc, node, max_share) {
            Some(objection) => {
                let evidence = format!("{}, but {objection}", why.evidence);
                let why = Why { evidence: evidence.into(), ..why.clone() };
                out.refuse(node, surest.rule.kind, why);
            }
            None => out.drop(node, surest.rule.kind, why.clone()),
        }
    }
}

/// The reason for dropping a run: the surest rule of the kind that most speaks for gives its name, all
/// of them the score (as independent witnesses), and the first few are shown.
pub fn verdict<'a>(hits: &[Hit<'a>]) -> Option<(Hit<'a>, Why)> {
    const SHOWN: usize = 4;
    let mut sums: BTreeMap<Boilerplate, f32> = BTreeMap::new();
    for hit in hits {
        *sums.entry(hit.rule.kind).or_default() += hit.rule.score;
    }
    let surest = *hits.iter().max_by(|a, b| {
        let kinds = sums[&a.rule.kind].total_cmp(&sums[&b.rule.kind]);
        kinds.then(a.rule.score.total_cmp(&b.rule.score))
    })?;
    let doubt: f32 = hits.iter().map(|hit| 1.0 - hit.rule.score).product();
    let mut seen: Vec<String> = Vec::new();
    for hit in hits {
        let quoted = format!("“{}”", hit.what);
        if seen.len() < SHOWN && !seen.contains(&quoted) {
            seen.push(quoted);
        }
    }
    // No number of witnesses makes a rule certain.
    let score = (1.0 - doubt).min(0.99);
    Some((surest, Why::new(surest.id.clone(), score, seen.join(", "))))
}
