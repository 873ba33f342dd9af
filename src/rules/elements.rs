//! Elements that meet a rule by id, class, role or name: what every rule stage begins with.

use super::{Hit, Rules, guard};
use crate::document::{Document, Findings, NodeId, Why};

/// Drops the outermost shown elements that meet a rule of at least `sureness`. One that the guard
/// objects to is refused, and what it holds is looked at in its stead. Gives the shown leaf blocks
/// that are left.
pub fn sweep(
    doc: &Document,
    rules: &Rules,
    sureness: f32,
    max_share: f32,
    out: &mut Findings,
) -> Vec<NodeId> {
    let mut left = Vec::new();
    let mut done = NodeId::ROOT;
    for (id, node) in doc.nodes().skip(1) {
        if id < done || node.kind.is_inline() || !doc.is_shown(id) {
            continue;
        }
        let Some(hit) = rules.element(doc, id).filter(|hit| hit.rule.score >= sureness) else {
            left.extend(node.kind.is_leaf().then_some(id));
            continue;
        };
        if let Some(objection) = guard::objection(doc, id, max_share) {
            out.refuse(id, hit.rule.kind, why(&hit, format!("{}, but {objection}", seen(&hit))));
            left.extend(node.kind.is_leaf().then_some(id));
        } else {
            out.drop(id, hit.rule.kind, why(&hit, seen(&hit)));
            done = doc.end(id);
        }
    }
    left
}

fn seen(hit: &Hit<'_>) -> String {
    format!("the element is named “{}”", hit.what)
}

fn why(hit: &Hit<'_>, evidence: String) -> Why {
    Why::new(hit.id.clone(), hit.rule.score, evidence)
}
