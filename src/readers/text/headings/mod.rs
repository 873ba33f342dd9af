//! Headings: lines that are short enough, as a forest of small trees judges them by their form and by what
//! stands around them.

mod form;
mod measures;

use std::sync::LazyLock;

use super::blocks::{Block, BlockKind};
use super::lines::Lines;
use super::script;
use super::shape::Amount;
use crate::document::last_spoken;
use crate::forest::{Forest, Matrix};
use measures::Text;
pub use measures::names;

/// A text says nothing of levels; above the sections there is the title.
const LEVEL: u8 = 2;
/// The log-odds, in units of the forest, from which on a line is a heading.
const ENOUGH: i32 = -300;

/// The forest that is compiled in; `cargo xtask headings` writes it.
static FOREST: LazyLock<Forest> = LazyLock::new(|| {
    let forest = Forest::parse(include_str!("headings.forest"), names());
    // A test reads the file, too.
    forest.unwrap_or_else(|error| unreachable!("{error:#}"))
});

/// Lines that may be headings, and their measures.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// The lines, counted among those that are not blank.
    pub lines: Vec<usize>,
    /// A row for each.
    pub matrix: Matrix,
}

/// Finds the headings among the blocks.
pub(super) fn infer(blocks: &mut [Block], lines: &Lines<'_>) {
    /// So many are asked at once: a matrix of all lines of a large text would be larger than that.
    const TOGETHER: usize = 4096;
    let places = places(blocks, lines);
    if places.is_empty() {
        return;
    }
    let text = Text::of(blocks, lines);
    let score = |some: &[usize]| FOREST.score(&measures::measure(&text, some));
    let scores: Vec<i32> = places.chunks(TOGETHER).flat_map(score).collect();
    for (at, log_odds) in places.into_iter().zip(scores) {
        if log_odds >= ENOUGH && !is_said_again(blocks, lines, at) {
            blocks[at].kind = BlockKind::Heading(LEVEL);
        }
    }
}

/// Whether the next block says the same: of a title that comes twice, the copy right above the text is the
/// heading.
fn is_said_again(blocks: &[Block], lines: &Lines<'_>, at: usize) -> bool {
    let first = |block: &Block| block.lines(lines)[0].text();
    blocks.get(at + 1).is_some_and(|next| first(next) == first(&blocks[at]))
}

/// What there is to learn from in a text.
pub(super) fn candidates(blocks: &[Block], lines: &Lines<'_>) -> Candidates {
    let places = places(blocks, lines);
    let matrix = measures::measure(&Text::of(blocks, lines), &places);
    Candidates { lines: places.iter().map(|&at| blocks[at].first_line()).collect(), matrix }
}

/// The places of the blocks that may be headings: short text, and items with a number or a large sign, which
/// headings look like.
fn places(blocks: &[Block], lines: &Lines<'_>) -> Vec<usize> {
    let may_be = |block: &Block| {
        let text = match block.kind {
            BlockKind::Text => true,
            BlockKind::Item(marker) => marker.style.is_ordered() || marker.style.is_large_sign(),
            _ => false,
        };
        let said = block.lines(lines)[0].text();
        let field = form::is_field(said) && !last_spoken(said).is_some_and(script::asks);
        text && !field
            && !form::is_address(said)
            // A hash at the end is a mark, and would be taken for one.
            && !said.ends_with('#')
            && form::may_be_heading(block.lines(lines), Amount::of_block(block, lines))
    };
    (0..blocks.len()).filter(|&at| may_be(&blocks[at])).collect()
}
