//! From chances to a choice: how sure a block must be on this page, and what holds together.

use super::measure::Measured;
use crate::document::{Decision, Document, Kind, NodeId, Role, Verdict};

/// For each block whether it belongs to the article.
pub(super) fn choose(doc: &Document, blocks: &[Measured], caution: f32) -> Vec<bool> {
    let chances: Vec<f32> = blocks.iter().map(chance).collect();
    let enough = threshold(blocks, &chances) * caution;
    let mut kept: Vec<bool> = chances.iter().map(|&chance| chance >= enough).collect();
    for (kept, block) in kept.iter_mut().zip(blocks) {
        *kept |= is_settled(doc, block.node);
    }
    if std::env::var("DBG").is_ok() { for (b, c) in blocks.iter().zip(&chances) { let t: String = doc.text(b.node).chars().take(70).collect(); eprintln!("{:.2} th {:.2} w {:>4.0} l {:.2} {:<50} {}", c, enough, b.words, b.features.link, doc.path(b.node).chars().rev().take(50).collect::<String>().chars().rev().collect::<String>(), t); } }
    keep_bridges(doc, blocks, &mut kept);
    keep_headings(doc, blocks, &mut kept);
    kept
}

/// An image without text says nothing of itself: it goes with what stands around it.
fn chance(block: &Measured) -> f32 {
    if block.words > 0.0 { block.chance() } else { 0.0 }
}

/// The chance from which on a block is kept. Lewis (1995) showed that the expected F1 is largest when
/// the threshold is half of that F1; so pages on which little is sure get a lower one.
fn threshold(blocks: &[Measured], chances: &[f32]) -> f32 {
    const LOWEST: f32 = 0.2;
    const HIGHEST: f32 = 0.5;
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by(|&a, &b| chances[b].total_cmp(&chances[a]));
    let expected: f32 = blocks.iter().zip(chances).map(|(b, chance)| b.words * chance).sum();
    let (mut given, mut right, mut best) = (0.0, 0.0, 0.0_f32);
    for &at in &order {
        given += blocks[at].words;
        right += blocks[at].words * chances[at];
        best = best.max(2.0 * right / (given + expected).max(1.0));
    }
    // Where nothing looks like an article, what comes nearest to one is better than nothing.
    let texts = order.iter().find(|&&at| blocks[at].features.heading == 0.0);
    let surest = texts.map_or(0.0, |&at| chances[at]);
    (best / 2.0).clamp(LOWEST, HIGHEST).min(surest).max(f32::MIN_POSITIVE)
}

/// Whether somebody else has said already that the block stays.
pub(super) fn is_settled(doc: &Document, block: NodeId) -> bool {
    let role = doc.role(block).is_some_and(|role| role != Role::Comment);
    role || matches!(doc.ruling(block), Some(Decision { verdict: Verdict::Keep, .. }))
}

/// Keeps what stands between two kept blocks of the same container, if it is short and no list of
/// links: a line of dialogue or of a poem, an image, a formula.
fn keep_bridges(doc: &Document, blocks: &[Measured], kept: &mut [bool]) {
    const SHORT: f32 = 60.0;
    const FEW_LINKS: f32 = 0.5;
    let parent = |at: usize| doc.node(blocks[at].node).parent;
    let mut last = None;
    for at in 0..blocks.len() {
        if !kept[at] {
            continue;
        }
        if let Some(last) = last.replace(at).filter(|&last| last + 1 < at) {
            let gap = &blocks[last + 1..at];
            let words: f32 = gap.iter().map(|block| block.words).sum();
            let inside = doc.end(parent(last)) > blocks[at].node;
            if inside && words <= SHORT && gap.iter().all(|block| block.features.link < FEW_LINKS) {
                kept[last + 1..at].fill(true);
            }
        }
    }
}

/// Keeps a heading exactly when something under it is kept.
fn keep_headings(doc: &Document, blocks: &[Measured], kept: &mut [bool]) {
    let level = |at: usize| match doc.node(blocks[at].node).kind {
        Kind::Heading(level) => Some(level),
        _ => None,
    };
    // The kept and the dropped words since the heading that comes next.
    let (mut here, mut gone) = (0.0, 0.0);
    let mut below: Option<u8> = None;
    for at in (0..blocks.len()).rev() {
        let Some(own) = level(at) else {
            *(if kept[at] { &mut here } else { &mut gone }) += blocks[at].words;
            continue;
        };
        let holds = here > gone || (here + gone == 0.0 && below.is_some_and(|below| below > own));
        if !is_settled(doc, blocks[at].node) {
            kept[at] = holds;
        }
        below = kept[at].then_some(own);
        (here, gone) = (0.0, 0.0);
    }
}
