//! From chances to a choice: how sure a block must be on this page, and what holds together.

use super::measure::Measured;
use crate::document::{Decision, Document, Kind, NodeId, Role, Verdict};

/// For each block whether it belongs to the article.
pub(super) fn choose(doc: &Document, blocks: &[Measured], caution: f32) -> Vec<bool> {
    let chances: Vec<f32> = blocks.iter().map(chance).collect();
    let enough = threshold(blocks, &chances, caution);
    let mut kept: Vec<bool> = chances.iter().map(|&chance| chance >= enough).collect();
    for (kept, block) in kept.iter_mut().zip(blocks) {
        *kept |= is_settled(doc, block.node);
    }
    keep_tables(doc, blocks, &mut kept);
    keep_bridges(doc, blocks, &mut kept);
    settle_headings(doc, blocks, &mut kept);
    kept
}

/// An image without text says nothing of itself: it goes with what stands around it.
fn chance(block: &Measured) -> f32 {
    if block.words > 0.0 { block.chance() } else { 0.0 }
}

/// The chance from which on a block is kept: half of the largest F1 that can be expected, which is where
/// the expected F1 is largest (Lipton, Elkan, Naryanaswamy 2014). So pages on which little is sure get
/// a lower one. It is multiplied by the caution that the user asks for.
fn threshold(blocks: &[Measured], chances: &[f32], caution: f32) -> f32 {
    const LOWEST: f32 = 0.1;
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
    // Where nothing looks like an article, what comes nearest to one is better than nothing: running
    // text, or else a line.
    let is_text = |block: &Measured| block.is_prose && block.features.link < 0.5;
    let is_line = |block: &Measured| block.features.heading == 0.0;
    let find = |of: &dyn Fn(&Measured) -> bool| order.iter().find(|&&at| of(&blocks[at]));
    let surest = find(&is_text).or_else(|| find(&is_line)).map_or(0.0, |&at| chances[at]);
    let enough = (best / 2.0).clamp(LOWEST, HIGHEST) * caution;
    // Blocks without a chance are never kept.
    enough.min(surest).max(f32::MIN_POSITIVE)
}

/// Whether somebody else has said already that the block stays.
pub(super) fn is_settled(doc: &Document, block: NodeId) -> bool {
    let role = doc.role(block).is_some_and(|role| role != Role::Comment);
    role || matches!(doc.ruling(block), Some(Decision { verdict: Verdict::Keep, .. }))
}

/// Keeps the rest of a table of data most of which is kept, or which stands right below text of the
/// article: its cells are too short to say anything of themselves, and a table without some of its
/// numbers is worse than none.
fn keep_tables(doc: &Document, blocks: &[Measured], kept: &mut [bool]) {
    const FEW_LINKS: f32 = 0.3;
    let tables = doc.nodes().filter(|(_, node)| node.kind == Kind::Table);
    for (table, node) in tables {
        let from = blocks.partition_point(|block| block.node < table);
        let to = blocks.partition_point(|block| block.node < doc.end(table));
        let words: f32 = blocks[from..to].iter().map(|block| block.words).sum();
        let linked: f32 = blocks[from..to].iter().map(|b| b.words * b.features.link).sum();
        let stays: f32 = (from..to).filter(|&at| kept[at]).map(|at| blocks[at].words).sum();
        let above = from
            .checked_sub(1)
            .filter(|&at| kept[at] && blocks[at].is_prose && blocks[at].node > node.parent);
        let data = linked <= FEW_LINKS * words;
        if data && (2.0 * stays > words || above.is_some()) {
            kept[from..to].fill(true);
        }
    }
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

/// Keeps a heading when most of what stands under it is kept. One or two headings at the very end, with
/// nothing kept under them, are what is left of a list of other articles: they go.
fn settle_headings(doc: &Document, blocks: &[Measured], kept: &mut [bool]) {
    const LEFT_OVER: usize = 2;
    let is_heading = |at: usize| blocks[at].features.heading > 0.0;
    let (mut stays, mut goes) = (0.0, 0.0);
    for at in (0..blocks.len()).rev() {
        if is_heading(at) {
            kept[at] |= stays > goes;
            (stays, goes) = (0.0, 0.0);
        } else {
            *(if kept[at] { &mut stays } else { &mut goes }) += blocks[at].words;
        }
    }
    let last: Vec<usize> =
        (0..blocks.len()).rev().filter(|&at| kept[at]).take(LEFT_OVER + 1).collect();
    let left_over = last.iter().take_while(|&&at| is_heading(at)).count();
    if left_over <= LEFT_OVER {
        for &at in &last[..left_over] {
            kept[at] = is_settled(doc, blocks[at].node);
        }
    }
}
