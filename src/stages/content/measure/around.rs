//! What stands around a block: the blocks next to it, and what stands under the same heading.

use super::super::look::WORD;
use super::super::measures::measures;
use super::super::sums::Run;
use super::block::Own;
use super::page::Page;
use crate::forest::code::{NONE, count, share};

measures! {
    /// A block next to another; of what is not there the element is the highest.
    Next {
        /// Words.
        words,
        /// Share of text in links.
        link_share,
        /// Its element.
        element,
        /// Ends of sentences.
        stops,
        /// What a rule said of it.
        ruled,
    }
}

measures! {
    /// A window of blocks.
    Window {
        /// Words.
        words,
        /// Share of text in links.
        link_share,
        /// Share of long blocks.
        longs,
        /// Share of blocks of a few words.
        shorts,
    }
}

measures! {
    /// What stands under the same heading.
    Section {
        /// Blocks since the heading.
        since,
        /// Level of the heading.
        level,
        /// Words under it.
        words,
        /// Share of text in links under it.
        link_share,
        /// Blocks under it.
        blocks,
        /// Long blocks under it.
        longs,
        /// Words of the heading.
        heading_words,
        /// What a rule said of the heading.
        heading_ruled,
        /// Headings within five blocks.
        headings,
    }
}

/// Which blocks next to a block are measured, by their distance.
pub(super) const NEXT: [isize; 6] = [-3, -2, -1, 1, 2, 3];
/// The windows: so many blocks before and behind.
pub(super) const WINDOWS: [(usize, usize); 6] =
    [(2, 2), (5, 5), (12, 12), (30, 30), (20, 0), (0, 20)];

/// The measures of a neighbour from those it has itself.
pub(super) fn next(own: &[Own], at: usize, distance: isize) -> Next {
    let none = Next { element: NONE, ..Next::default() };
    at.checked_add_signed(distance).and_then(|place| own.get(place)).map_or(none, |other| Next {
        words: other.words,
        link_share: other.link_share,
        element: other.element,
        stops: other.stops,
        ruled: other.ruled,
    })
}

/// The measures of a window.
pub(super) fn window(page: &Page<'_>, at: usize, (before, behind): (usize, usize)) -> Window {
    let sums = page.sums.around(at, before, behind);
    let blocks = (1 + before + behind) as f32;
    Window {
        words: count(sums.words as f32 / WORD as f32),
        link_share: share(sums.linked as f32, sums.ink as f32),
        longs: share(sums.longs as f32, blocks),
        shorts: share(sums.shorts as f32, blocks),
    }
}

/// The measures of what stands under the same heading as a block.
pub(super) fn section(page: &Page<'_>, own: &[Own], at: usize) -> Section {
    let run: Run = page.sections[at];
    let sums = page.sums.over(run);
    let heading = &own[run.from as usize];
    let near = page.sums.around(at, 5, 5);
    Section {
        since: count(at as f32 - run.from as f32),
        level: page.blocks[run.from as usize].level,
        words: count(sums.words as f32 / WORD as f32),
        link_share: share(sums.linked as f32, sums.ink as f32),
        blocks: count(run.len() as f32),
        longs: count(sums.longs as f32),
        heading_words: heading.words,
        heading_ruled: heading.ruled,
        headings: count(near.headings as f32),
    }
}
