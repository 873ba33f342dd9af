//! The containers around a block: the nearest five that differ in what they hold.

use super::super::look::WORD;
use super::super::measures::measures;
use super::super::sums::{Run, Sums};
use super::block::rank;
use super::page::Page;
use crate::document::{NodeId, Tag};
use crate::forest::code::{count, share, small};

/// So many containers are measured for each block.
pub(super) const BOXES: usize = 5;

measures! {
    /// What a container of several blocks holds.
    Holding {
        /// Words.
        words,
        /// Share of the page's words.
        share,
        /// Share of the page's words in long blocks.
        long_share,
        /// Blocks.
        blocks,
        /// Share of text in links.
        link_share,
        /// Words a block.
        mean,
        /// Share of long blocks.
        longs,
        /// Ends of sentences a word.
        stops,
        /// Share of paragraphs by their element.
        paragraphs,
        /// Share of blocks of a few words.
        shorts,
        /// Share of blocks with a price.
        prices,
        /// Share of blocks with a date.
        dates,
        /// Images a block.
        images,
        /// Share of blocks in buttons and labels.
        controls,
        /// Share of headings.
        headings,
        /// Where it begins, as a share of the page's blocks.
        begins,
        /// Where it ends.
        ends,
        /// Its element.
        element,
        /// How many siblings look like it.
        alike,
        /// Where in it the block stands.
        position,
    }
}

/// The measures of a container, but for the block's position in it.
pub(super) fn measure(page: &Page<'_>, run: Run, tag: Tag, alike: u32) -> Holding {
    let sums: Sums = page.sums.over(run);
    let total = page.total;
    let blocks = run.len() as f32;
    let part = |of: u32| share(of as f32, blocks);
    Holding {
        words: count(sums.words as f32 / WORD as f32),
        share: share(sums.words as f32, total.words as f32),
        long_share: share(sums.long_words as f32, total.long_words as f32),
        blocks: count(blocks),
        link_share: share(sums.linked as f32, sums.ink as f32),
        mean: count(sums.words as f32 / WORD as f32 / blocks),
        longs: part(sums.longs),
        stops: share((sums.stops * WORD) as f32, sums.words as f32),
        paragraphs: part(sums.paragraphs),
        shorts: part(sums.shorts),
        prices: part(sums.prices),
        dates: part(sums.dates),
        images: part(sums.images),
        controls: part(sums.controls),
        headings: part(sums.headings),
        begins: share(run.from as f32, page.blocks.len() as f32),
        ends: share(run.to as f32, page.blocks.len() as f32),
        element: rank(tag),
        alike: small(alike as usize),
        position: 0,
    }
}

/// A container that is open, and the next one around it that holds more.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    /// One past the last node in it.
    pub(super) end: NodeId,
    /// The blocks in it.
    pub(super) run: Run,
    /// Its measures; none for a container of one block or of the same blocks as the one around it.
    pub(super) holding: Option<Holding>,
    /// The place in the row of open containers of the nearest around this one that has measures.
    pub(super) around: Option<usize>,
}

/// The nearest containers of a block that have measures, the innermost first; what is missing is all 0.
pub(super) fn nearest(open: &[Open], at: usize) -> [Holding; BOXES] {
    let mut boxes = [Holding::default(); BOXES];
    let mut next = open.len().checked_sub(1);
    let mut filled = 0;
    while let Some(place) = next.filter(|_| filled < BOXES) {
        let container = &open[place];
        if let Some(holding) = container.holding {
            let before = at as f32 - container.run.from as f32;
            boxes[filled] =
                Holding { position: share(before, container.run.len() as f32), ..holding };
            filled += 1;
        }
        next = container.around;
    }
    boxes
}
