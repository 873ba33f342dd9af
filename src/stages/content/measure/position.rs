//! Where on the page a block stands.

use super::super::look::WORD;
use super::super::measures::measures;
use super::super::sums::Run;
use super::boxes::Open;
use super::page::Page;
use crate::forest::code::{NONE, count, offset, share, small};

measures! {
    /// Where on the page a block stands.
    Position {
        /// Blocks before it.
        before,
        /// Blocks behind it.
        behind,
        /// Blocks before it, as a share of all.
        share,
        /// Words before it, as a share of all.
        words_before,
        /// Words of long blocks before it, as a share of all of them.
        long_before,
        /// Words before it.
        depth_before,
        /// Words behind it.
        depth_behind,
        /// Blocks since the last long one.
        since_long,
        /// Blocks until the next long one.
        until_long,
        /// Levels up to what also holds the last long block.
        up_to_last,
        /// Levels up to what also holds the next long block.
        up_to_next,
        /// Before, in or behind the smallest container of most long text.
        core,
        /// Levels up to what also holds that container.
        up_to_core,
        /// Where in that container it stands.
        core_share,
        /// Levels up to the root.
        depth,
        /// Blocks since the title.
        since_title,
        /// Words since the title.
        words_since_title,
        /// Blocks since the first heading of the first level.
        since_first,
    }
}

/// The measures of the block at a place, with the containers that are open there.
pub(super) fn measure(page: &Page<'_>, at: usize, open: &[Open]) -> Position {
    let blocks = page.blocks.len();
    let here = Run::one(at);
    let ahead = page.sums.over(Run { from: 0, to: here.from });
    let words = |shares: u32| count(shares as f32 / WORD as f32);
    let (last, next) = page.longs_about(at);
    let distance = |long: Option<usize>| long.map_or(NONE, |long| count(long.abs_diff(at) as f32));
    let up = |other: Run| {
        let holding = open.partition_point(|container| container.run.holds(other));
        small(open.len() - holding)
    };
    let up_to = |long: Option<usize>| long.map_or(NONE, |long| up(Run::one(long)));
    let since = |from: Option<usize>| from.map_or(NONE, |from| offset(at as f32 - from as f32));
    Position {
        before: count(at as f32),
        behind: count((blocks - 1 - at) as f32),
        share: share(at as f32, blocks as f32),
        words_before: share(ahead.words as f32, page.total.words as f32),
        long_before: share(ahead.long_words as f32, page.total.long_words as f32),
        depth_before: words(ahead.words),
        depth_behind: words(page.total.words - ahead.words),
        since_long: distance(last),
        until_long: distance(next),
        up_to_last: up_to(last),
        up_to_next: up_to(next),
        core: u8::from(here.from >= page.core.from) + u8::from(here.from >= page.core.to),
        up_to_core: up(page.core),
        core_share: if page.core.holds(here) {
            share((here.from - page.core.from) as f32, page.core.len() as f32)
        } else {
            NONE
        },
        depth: small(open.len()),
        since_title: since(page.title),
        words_since_title: page.title.map_or(NONE, |title| {
            let between = |from, to| page.sums.over(Run { from, to }).words as f32 / WORD as f32;
            let title = title as u32;
            offset(if title <= here.from {
                between(title, here.from)
            } else {
                -between(here.from, title)
            })
        }),
        since_first: since(page.first_heading),
    }
}
