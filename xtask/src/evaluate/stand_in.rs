//! Stands in for a content stage that takes a forest.

use pumice::document::{Boilerplate, Document, Findings, Why};
use pumice::stages::content::{Forest, Measured, chance};

/// A document that the content stage has decided on by a forest.
pub(super) fn decide(doc: &Document, measured: &Measured, forest: &Forest) -> Document {
    let mut doc = doc.clone();
    let mut findings = Findings::default();
    let chances: Vec<f32> = forest.score(&measured.matrix).into_iter().map(chance).collect();
    let mut order: Vec<usize> =
        (0..chances.len()).filter(|&at| doc.is_shown(measured.nodes[at])).collect();
    order.sort_by(|&a, &b| chances[b].total_cmp(&chances[a]));
    let all: f32 = order.iter().map(|&at| chances[at] * measured.words[at]).sum();
    let (mut given, mut right, mut best) = (0.0, 0.0, 0.0_f32);
    for &at in &order {
        given += measured.words[at];
        right += measured.words[at] * chances[at];
        best = best.max(2.0 * right / (given + all).max(1.0));
    }
    let enough = (best / 2.0).clamp(0.2, 0.5);
    for &at in order.iter().filter(|&&at| chances[at] < enough) {
        findings.drop(measured.nodes[at], Boilerplate::Other, Why::new("stand-in", 0.5, ""));
    }
    doc.apply("content", &mut findings);
    doc
}
