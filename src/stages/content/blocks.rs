//! The leaf blocks of a document in a row, and prefix sums over them.

use std::collections::HashMap;

use super::block::Block;
use crate::document::{Document, NodeId};

/// A run of blocks: the place of the first, and one past that of the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Run {
    /// How many blocks.
    pub(super) fn len(self) -> usize {
        self.to - self.from
    }
}

/// Sums over a run of blocks, in words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    pub(super) words: f32,
    pub(super) linked: f32,
    pub(super) long_words: f32,
    /// How many of the blocks are long.
    pub(super) longs: f32,
}

impl Sums {
    /// Share of the text in links.
    pub(super) fn link(&self) -> f32 {
        self.linked / self.words.max(1.0)
    }

    /// Share of the text in long blocks.
    pub(super) fn long(&self) -> f32 {
        self.long_words / self.words.max(1.0)
    }
}

/// The leaf blocks of a document in which something is kept so far.
#[derive(Debug)]
pub(super) struct Blocks {
    pub(super) all: Vec<Block>,
    /// Sums before each block. Of double precision: the difference of two large sums must not lose
    /// a short block.
    before: Vec<[f64; 4]>,
}

impl Blocks {
    pub(super) fn of(doc: &Document) -> Blocks {
        let mut all: Vec<Block> = doc.blocks().map(|(node, _)| Block::of(doc, node)).collect();
        let mut times: HashMap<&str, u32> = HashMap::with_capacity(all.len());
        for block in &all {
            *times.entry(doc.text(block.node)).or_default() += 1;
        }
        for block in &mut all {
            block.repeated = times[doc.text(block.node)] > 1;
        }
        let mut sum = [0.0; 4];
        let mut before = vec![sum];
        before.extend(all.iter().map(|block| {
            let words = f64::from(block.words);
            let long = f64::from(u8::from(block.is_long()));
            let parts = [words, words * f64::from(block.link), words * long, long];
            sum = std::array::from_fn(|at| sum[at] + parts[at]);
            sum
        }));
        Blocks { all, before }
    }

    /// The sums over a run.
    pub(super) fn sums(&self, run: Run) -> Sums {
        let (from, to) = (self.before[run.from], self.before[run.to]);
        let [words, linked, long_words, longs] =
            std::array::from_fn(|at| (to[at] - from[at]) as f32);
        Sums { words, linked, long_words, longs }
    }

    /// The sums over a block and as many on either side of it.
    pub(super) fn around(&self, at: usize, reach: usize) -> Sums {
        let to = (at + reach + 1).min(self.all.len());
        self.sums(Run { from: at.saturating_sub(reach), to })
    }

    /// The sums over all blocks.
    pub(super) fn total(&self) -> Sums {
        self.sums(Run { from: 0, to: self.all.len() })
    }

    /// The blocks within a node.
    pub(super) fn within(&self, doc: &Document, node: NodeId) -> Run {
        let end = doc.end(node);
        Run {
            from: self.all.partition_point(|block| block.node < node),
            to: self.all.partition_point(|block| block.node < end),
        }
    }
}
