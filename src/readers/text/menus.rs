//! Menus and dialogs: runs of short lines.

use super::blocks::Block;
use super::lines::Lines;
use super::shape::{self, Amount};

/// Fewer short lines than this are no run.
const FEWEST: usize = 3;

/// A document without blank lines says nothing of what stands together: each block is a chunk of its
/// own, but for short lines in a row.
pub(super) fn split_solid(blocks: &mut [Block], lines: &Lines<'_>) {
    let solid = lines.all.last().is_some_and(|line| line.chunk == 0);
    if !solid || lines.all.len() < 2 {
        return;
    }
    let mut chunk = 0;
    let labels: Vec<bool> = blocks.iter().map(|block| shape::is_label(block, lines)).collect();
    let mut start = 0;
    for run in labels.chunk_by(|a, b| a == b) {
        let together = run[0] && run.len() >= FEWEST;
        for at in start..start + run.len() {
            // Items of a list and rows of a table stay together as well.
            let new = at == 0 || !blocks[at].kind.goes_with(&blocks[at - 1].kind);
            chunk += u32::from(if together { at == start } else { new });
            blocks[at].chunk = chunk;
        }
        start += run.len();
    }
}

/// Marks the chunks most of whose blocks are short lines. A chunk with an article in it has menus in
/// it at most: its runs of short lines.
pub(super) fn mark(blocks: &mut [Block], lines: &Lines<'_>) {
    const ARTICLE: usize = 3;
    for chunk in blocks.chunk_by_mut(|a, b| a.chunk == b.chunk) {
        let prose = |block: &&Block| Amount::of_block(block, lines).is_long_prose();
        if chunk.iter().filter(prose).count() >= ARTICLE {
            let is_label = |block: &Block| shape::is_label(block, lines);
            for run in chunk.chunk_by_mut(|a, b| is_label(a) == is_label(b)) {
                let menu = run.len() >= FEWEST && is_label(&run[0]);
                for block in run {
                    block.in_menu = menu;
                }
            }
            continue;
        }
        let labels = chunk.iter().filter(|block| shape::is_label(block, lines)).count();
        if labels >= FEWEST && labels * 3 >= chunk.len() * 2 {
            for block in chunk {
                block.in_menu = true;
            }
        }
    }
}
