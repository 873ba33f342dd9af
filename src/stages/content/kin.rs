//! Blocks that look alike: their elements do, and those around them, some levels up, and both are links or
//! neither is.

use super::PROSE;
use super::measure::groups::look;
use super::measures::measures;
use crate::document::{Attr, Document, NodeId};
use crate::forest::UNIT;
use crate::forest::code::{count, share};

measures! {
    /// What the blocks that look like one hold together, it among them.
    Kin {
        /// How many there are.
        blocks,
        /// Share of the page's words.
        share,
        /// Words of one of them, on average.
        mean,
        /// How much they differ in that: the deviation as a share of the mean.
        deviation,
        /// Share of text in links.
        link_share,
        /// Share of them that have the length of running text.
        longs,
        /// Which of them it is, as a share.
        nth,
        /// From the first to the last of them, as a share of the page's blocks.
        spread,
        /// Share of them among the blocks from the first to the last.
        density,
    }
}

/// How each block of a page looks with what is around it.
#[derive(Clone, Debug, Default)]
pub struct Looks {
    /// A hash for each block.
    of: Vec<u32>,
    /// The places of all blocks, those that look alike side by side, in document order.
    order: Vec<usize>,
}

impl Looks {
    /// The looks of leaf blocks.
    pub(super) fn of(doc: &Document, blocks: &[NodeId]) -> Looks {
        const PRIME: u32 = 16_777_619;
        /// So many elements around a block count.
        const LEVELS: usize = 4;
        /// With such a share of its text in links a block is a link.
        const LINKED: f32 = 0.5;
        // FNV-1a, but for whole numbers.
        let mixed = |hash: u32, look: u32| (hash ^ look).wrapping_mul(PRIME).rotate_left(5);
        let named = |at: NodeId| doc.attr(at, Attr::Class).is_some_and(|class| !class.is_empty());
        let mut known: Vec<Option<(u32, bool)>> = vec![None; doc.end(NodeId::ROOT).index()];
        let mut around = |parent: NodeId| {
            let mut own =
                |at: NodeId| *known[at.index()].get_or_insert_with(|| (look(doc, at), named(at)));
            let up = std::iter::once(parent).chain(doc.ancestors(parent)).take(LEVELS);
            up.fold((0, false), |(looks, is_named), at| {
                let (look, named) = own(at);
                (mixed(looks, look), is_named || named)
            })
        };
        // The last block has mostly the same parent, and where line breaks part it the same attributes.
        let mut last = (NodeId::ROOT, around(NodeId::ROOT));
        let mut last_own = (doc.node(NodeId::ROOT), look(doc, NodeId::ROOT));
        let look_of = |&block: &NodeId| {
            let node = doc.node(block);
            if node.parent != last.0 {
                last = (node.parent, around(node.parent));
            }
            if (node.attrs, node.tag) != (last_own.0.attrs, last_own.0.tag) {
                last_own = (node, look(doc, block));
            }
            let (looks, is_named) = last.1;
            let linked = u32::from(doc.link_density(block) >= LINKED);
            let look = mixed(mixed(looks, last_own.1), linked);
            // Where no element has a class the footer looks like the text, but for its length.
            let is_named = is_named || named(block);
            if is_named { look } else { mixed(look, u32::from(doc.words(block) >= PROSE)) }
        };
        let of: Vec<u32> = blocks.iter().map(look_of).collect();
        let mut order: Vec<usize> = (0..of.len()).collect();
        order.sort_by_key(|&at| of[at]);
        Looks { of, order }
    }

    /// The places of the blocks that look alike, in document order, group by group.
    fn groups(&self) -> impl Iterator<Item = &[usize]> {
        self.order.chunk_by(|&a, &b| self.of[a] == self.of[b])
    }
}

/// The measures of each block.
pub(super) fn measure(doc: &Document, nodes: &[NodeId], words: &[f32], looks: &Looks) -> Vec<Kin> {
    let page: f32 = words.iter().sum();
    let mut all = vec![Kin::default(); nodes.len()];
    for group in looks.groups() {
        let over = |of: &dyn Fn(usize) -> f32| group.iter().map(|&at| of(at)).sum::<f32>();
        let blocks = group.len() as f32;
        let sum = over(&|at| words[at]);
        let mean = sum / blocks;
        let variance = (over(&|at| words[at] * words[at]) / blocks - mean * mean).max(0.0);
        let ink = |at: usize| doc.ink(nodes[at]) as f32;
        let linked = over(&|at| ink(at) * doc.link_density(nodes[at]));
        let longs = group.iter().filter(|&&at| words[at] >= PROSE).count();
        let extent = (group[group.len() - 1] - group[0] + 1) as f32;
        let together = Kin {
            blocks: count(blocks),
            share: share(sum, page),
            mean: count(mean),
            deviation: count(8.0 * variance.sqrt() / mean.max(1.0)),
            link_share: share(linked, over(&ink)),
            longs: share(longs as f32, blocks),
            nth: 0,
            spread: share(extent, nodes.len() as f32),
            density: share(blocks, extent),
        };
        for (met, &at) in group.iter().enumerate() {
            all[at] = Kin { nth: share(met as f32, blocks), ..together };
        }
    }
    all
}

/// Draws what the forest says of blocks that look alike together: most belong to the article together, or not
/// at all. The less it differs, the more it is drawn, as where many means are estimated at once (Efron and
/// Morris 1975, *Data analysis using Stein's estimator and its generalizations*).
pub(super) fn draw_together(words: &[f32], looks: &Looks, scores: &mut [i32]) {
    /// How much log-odds differ that are still those of one thing: their variance.
    const ALIKE: f64 = 3.0;
    /// A score is drawn by so much log-odds at most.
    const FARTHEST: f64 = 1.0;
    /// Of long blocks so many words count: the number of blocks tells more than their length.
    const ENOUGH: f32 = 40.0;
    let unit = f64::from(UNIT);
    for group in looks.groups().filter(|group| group.len() > 1) {
        let weighed = |of: &dyn Fn(f64) -> f64| {
            let weight = |at: usize| f64::from(words[at].min(ENOUGH)) + 0.5;
            let all: f64 = group.iter().map(|&at| weight(at)).sum();
            let odds = |at: usize| f64::from(scores[at]) / unit;
            group.iter().map(|&at| weight(at) * of(odds(at))).sum::<f64>() / all
        };
        let mean = weighed(&|odds| odds);
        let variance = weighed(&|odds| (odds - mean) * (odds - mean));
        let pull = ALIKE / (ALIKE + variance);
        for &at in group {
            let odds = f64::from(scores[at]) / unit;
            let drawn = odds + (pull * (mean - odds)).clamp(-FARTHEST, FARTHEST);
            scores[at] = (drawn * unit).round() as i32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Builder, Kind, Source, Tag};

    #[test]
    fn blocks_look_alike_where_their_elements_do() {
        let mut builder = Builder::new(Source::default(), 0, 100);
        for (class, tag) in [("a", "p"), ("a", "p"), ("a", "li"), ("b", "p"), ("", "p")] {
            builder.open(Kind::Group, Tag::of("div"));
            builder.attr(Attr::Class, class);
            for _ in 0..2 {
                builder.open(Kind::Paragraph, Tag::of(tag));
                builder.text("Boats");
                builder.close();
            }
            builder.close();
        }
        let doc = builder.finish();
        let nodes: Vec<NodeId> = doc.leaves().map(|(id, _)| id).collect();
        let looks = Looks::of(&doc, &nodes);
        let mut groups: Vec<&[usize]> = looks.groups().collect();
        groups.sort();
        assert_eq!(groups, [&[0, 1, 2, 3][..], &[4, 5], &[6, 7], &[8, 9]]);
        let kin = measure(&doc, &nodes, &[1.0; 10], &looks);
        assert_eq!((kin[3].blocks, kin[3].nth), (count(4.0), share(3.0, 4.0)));
        assert_eq!(kin[5].share, share(2.0, 10.0));
    }

    #[test]
    fn what_is_said_of_blocks_that_look_alike_is_drawn_together() {
        let drawn = |scores: [i32; 4]| {
            let mut scores = scores;
            let looks = Looks { of: vec![7, 7, 7, 9], order: vec![0, 1, 2, 3] };
            draw_together(&[10.0; 4], &looks, &mut scores);
            scores
        };
        let [a, b, c, other] = drawn([1000, 1000, -200, -3000]);
        assert!(a < 1000 && a == b && c > 200 && other == -3000);
        // What differs much is drawn less.
        let [.., far, _] = drawn([6000, 6000, -6000, 0]);
        assert!(far > -6000 && far < -5000);
    }

    #[test]
    fn nothing_is_drawn_far() {
        let looks = Looks { of: vec![7; 10], order: (0..10).collect() };
        let mut scores = [2000; 10];
        scores[9] = -2000;
        draw_together(&[10.0; 10], &looks, &mut scores);
        assert_eq!(scores[9], -1000);
    }
}
