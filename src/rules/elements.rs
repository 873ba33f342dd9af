//! Elements that meet a rule by id, class, role or name: what every rule stage begins with.

use super::{Hit, Rules, guard};
use crate::document::{Document, Findings, Met, NodeId, Why};

/// A rule this sure names one product's own element: on a short page it may hold most of the text.
const CERTAIN: f32 = 0.97;
const MOST_OF_A_PAGE: f32 = 0.85;

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
    let mut met = Met::new(None);
    for (id, node) in doc.nodes().skip(1) {
        if id < done || node.kind.is_inline() || !doc.is_shown(id) {
            continue;
        }
        let Some(hit) = rules.element(doc, id, &mut met).filter(|hit| hit.rule.score >= sureness)
        else {
            left.extend(node.kind.is_leaf().then_some(id));
            continue;
        };
        let share = if hit.rule.score >= CERTAIN { MOST_OF_A_PAGE } else { max_share };
        if let Some(objection) = guard::objection(doc, id, share) {
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
