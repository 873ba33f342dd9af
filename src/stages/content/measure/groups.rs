//! Siblings that look alike: cards, rows, posts, the items of a menu.

use std::collections::HashMap;

use super::super::look::WORD;
use super::super::measures::measures;
use super::super::sums::{Run, Sums};
use super::page::Page;
use crate::document::{Attr, Document, NodeId};
use crate::forest::code::{NONE, count, share, small};

/// Fewer siblings that look alike are no group.
const FEWEST: u32 = 3;

measures! {
    /// What siblings that look alike have in common.
    Alike {
        /// How many there are.
        members,
        /// Words of one of them, on average.
        mean,
        /// How much they differ in that: the deviation as a share of the mean.
        deviation,
        /// Share of text in links.
        link_share,
        /// Share of the page's words.
        share,
        /// Words, as a share of those of the page's largest group.
        of_largest,
        /// Long blocks in one of them.
        longs,
        /// Blocks in one of them.
        blocks,
        /// Images in one of them.
        images,
        /// Blocks with a price in one of them.
        prices,
        /// Blocks with a date in one of them.
        dates,
        /// Headings in one of them.
        headings,
        /// Paragraphs by their element in one of them.
        paragraphs,
        /// Buttons and labels in one of them.
        controls,
        /// Which of them the block stands in.
        member,
        /// Levels up to it.
        up,
    }
}

/// What siblings that look alike hold together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Group {
    pub(super) members: u32,
    met: u32,
    sums: Sums,
    blocks: u32,
    /// The sum of the squares of their words.
    squares: f64,
}

/// A group as one of its members stands in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Membership {
    pub(super) codes: Alike,
    /// How deep in the page the member stands.
    depth: usize,
}

impl Membership {
    /// The codes for a block at a depth; of no group all is 0, but the levels.
    pub(super) fn codes(membership: Option<Membership>, depth: usize) -> Alike {
        match membership {
            Some(held) => Alike { up: small(depth - held.depth), ..held.codes },
            None => Alike { up: NONE, ..Alike::default() },
        }
    }
}

/// The groups of a page: those that the same container holds and that look alike.
#[derive(Debug, Default)]
pub(super) struct Groups {
    all: Vec<Group>,
    /// The place of the group of each container; of other nodes it says nothing.
    of: Vec<u32>,
    /// Words of the largest group.
    largest: u32,
}

impl Groups {
    /// The groups of a page.
    pub(super) fn of(page: &Page<'_>) -> Groups {
        let mut groups = Groups::default();
        let mut places: HashMap<(NodeId, u32), u32> = HashMap::with_capacity(page.blocks.len());
        for (id, node) in page.doc.nodes() {
            if !node.kind.is_container() || id == NodeId::ROOT {
                groups.of.push(u32::MAX);
                continue;
            }
            let key = (node.parent, look(page.doc, id));
            let place = *places.entry(key).or_insert(groups.all.len() as u32);
            groups.of.push(place);
            groups.add(place as usize, page, page.run(id));
        }
        groups
    }

    fn add(&mut self, place: usize, page: &Page<'_>, run: Run) {
        if place == self.all.len() {
            self.all.push(Group::default());
        }
        let group = &mut self.all[place];
        if run.len() > 0 {
            group.add(page.sums.over(run), run.len());
            if group.members >= FEWEST {
                self.largest = self.largest.max(group.sums.words);
            }
        }
    }

    /// How many siblings a container has that look like it, itself among them, and its place in their
    /// group where they are one.
    pub(super) fn join(
        &mut self,
        page: &Page<'_>,
        id: NodeId,
        depth: usize,
    ) -> (u32, Option<Membership>) {
        let place = self.of[id.index()] as usize;
        let Some(group) = self.all.get_mut(place) else { return (0, None) };
        group.met += 1;
        let membership = || Membership { codes: group.measure(page, self.largest), depth };
        (group.members, (group.members >= FEWEST).then(membership))
    }
}

impl Group {
    fn add(&mut self, held: Sums, blocks: u32) {
        let words = f64::from(held.words) / f64::from(WORD);
        self.members += 1;
        self.sums = self.sums.plus(held);
        self.blocks += blocks;
        self.squares += words * words;
    }

    fn measure(&self, page: &Page<'_>, largest: u32) -> Alike {
        let members = self.members as f32;
        let each = |of: u32| count(of as f32 / members);
        let words = f64::from(self.sums.words) / f64::from(WORD);
        let mean = words / f64::from(self.members);
        let variance = (self.squares / f64::from(self.members) - mean * mean).max(0.0);
        Alike {
            members: count(members),
            mean: count(mean as f32),
            deviation: count(8.0 * variance.sqrt() as f32 / mean.max(1.0) as f32),
            link_share: share(self.sums.linked as f32, self.sums.ink as f32),
            share: share(self.sums.words as f32, page.total.words as f32),
            of_largest: share(self.sums.words as f32, largest as f32),
            longs: each(self.sums.longs),
            blocks: each(self.blocks),
            images: each(self.sums.images),
            prices: each(self.sums.prices),
            dates: each(self.sums.dates),
            headings: each(self.sums.headings),
            paragraphs: each(self.sums.paragraphs),
            controls: each(self.sums.controls),
            member: share(self.met as f32 - 1.0, members),
            up: 0,
        }
    }
}

/// What makes siblings look alike: the element and the first of its classes, without numbers.
pub(in super::super) fn look(doc: &Document, id: NodeId) -> u32 {
    const PRIME: u32 = 16_777_619;
    let class = doc.attr(id, Attr::Class).unwrap_or_default();
    let first = class.split_ascii_whitespace().next().unwrap_or_default();
    let letters = first.bytes().filter(|byte| !byte.is_ascii_digit());
    let name = doc.node(id).tag.name().bytes();
    // FNV-1a.
    let mixed = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(PRIME);
    name.chain([b'.']).chain(letters).fold(2_166_136_261, mixed)
}
