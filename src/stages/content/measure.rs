//! Leaf blocks as numbers: what each is in itself, and prefix sums over them all.

use std::collections::HashMap;

use crate::document::{Document, Kind, NodeId, Tag, words};

/// A block of this many words is running text.
pub(super) const LONG: f32 = 15.0;
/// A block of this share of links is a list of links, however long it is.
const LINKED: f32 = 0.35;

/// A leaf block by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) node: NodeId,
    pub(super) words: f32,
    pub(super) link: f32,
    pub(super) ends_sentence: bool,
    pub(super) stops: u32,
    pub(super) commas: u32,
    pub(super) digits: f32,
    pub(super) capitals: f32,
    pub(super) repeated: bool,
}

impl Block {
    fn of(doc: &Document, node: NodeId) -> Block {
        let text = doc.text(node);
        let (mut stops, mut commas, mut digits, mut capitals, mut letters) = (0, 0, 0, 0, 0_u32);
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let last = chars.peek().is_none_or(|next| !next.is_alphanumeric());
            stops += u32::from(is_stop(c) && (last || !c.is_ascii()));
            commas += u32::from(matches!(c, ',' | '，' | '、' | '،'));
            digits += u32::from(c.is_numeric());
            capitals += u32::from(c.is_uppercase());
            letters += u32::from(c.is_alphabetic());
        }
        let outer = |c: char| !(c.is_alphanumeric() || is_stop(c));
        let signs = (letters + digits).max(1) as f32;
        Block {
            node,
            words: words(text),
            link: doc.link_density(node),
            ends_sentence: text.trim_end_matches(outer).ends_with(is_stop),
            stops,
            commas,
            digits: digits as f32 / signs,
            capitals: capitals as f32 / letters.max(1) as f32,
            repeated: false,
        }
    }

    /// Whether it is running text, by its length and its links.
    pub(super) fn is_long(&self) -> bool {
        self.words >= LONG && self.link < LINKED
    }
}

/// What ends a sentence in the scripts of the world.
fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '｡' | '؟' | '۔' | '।' | '॥' | '።' | '։' | '။'
    )
}

/// Sums over a run of blocks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    pub(super) words: f32,
    pub(super) linked: f32,
    pub(super) long_words: f32,
    pub(super) longs: f32,
}

impl Sums {
    /// Share of words in links.
    pub(super) fn link(&self) -> f32 {
        self.linked / self.words.max(1.0)
    }

    /// Share of words in long blocks.
    pub(super) fn long(&self) -> f32 {
        self.long_words / self.words.max(1.0)
    }
}

/// The blocks of a document that are still kept, and prefix sums over them.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    pub(super) all: Vec<Block>,
    /// Sums in `f64`: a difference of two large sums must not lose a short block.
    before: Vec<[f64; 4]>,
}

impl Blocks {
    pub(super) fn of(doc: &Document) -> Blocks {
        let mut all: Vec<Block> = doc.blocks().map(|(node, _)| Block::of(doc, node)).collect();
        let mut seen: HashMap<&str, u32> = HashMap::new();
        for block in &all {
            *seen.entry(doc.text(block.node)).or_default() += 1;
        }
        for block in &mut all {
            block.repeated = seen.get(doc.text(block.node)).is_some_and(|&times| times > 1);
        }
        let mut sum = [0.0; 4];
        let mut before = vec![sum];
        for block in &all {
            let words = f64::from(block.words);
            let long = f64::from(u8::from(block.is_long()));
            for (sum, value) in
                sum.iter_mut().zip([words, words * f64::from(block.link), words * long, long])
            {
                *sum += value;
            }
            before.push(sum);
        }
        Blocks { all, before }
    }

    /// The sums over the blocks from one place to before another.
    pub(super) fn sums(&self, from: usize, to: usize) -> Sums {
        let (from, to) = (self.before[from], self.before[to]);
        let [words, linked, long_words, longs] = std::array::from_fn(|at| (to[at] - from[at]) as f32);
        Sums { words, linked, long_words, longs }
    }

    /// The sums over the blocks around one.
    pub(super) fn around(&self, at: usize, reach: usize) -> Sums {
        self.sums(at.saturating_sub(reach), (at + reach + 1).min(self.all.len()))
    }

    /// The places of the blocks within a node.
    pub(super) fn within(&self, doc: &Document, node: NodeId) -> (usize, usize) {
        let end = doc.end(node);
        let from = self.all.partition_point(|block| block.node < node);
        let to = self.all.partition_point(|block| block.node < end);
        (from, to)
    }

    /// The sums over all blocks.
    pub(super) fn total(&self) -> Sums {
        self.sums(0, self.all.len())
    }
}

/// Whether a node is a heading of the first level.
pub(super) fn is_title(doc: &Document, node: NodeId) -> bool {
    doc.node(node).kind == Kind::Heading(1) || doc.node(node).tag == Tag::H1
}
