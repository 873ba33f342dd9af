//! The measures of every block of a page: what it is, where it stands, what is around it.

use super::block::Block;
use super::blocks::{Blocks, Run, Sums};
use super::context::{Context, contexts, core};
use super::features::Features;
use super::weights;
use crate::document::{Document, Kind, NodeId};

/// Levels up to a common container are counted as far as this.
const LEVELS: usize = 6;
/// A block this many blocks from the next long one is as far away as can be.
const FAR: usize = 60;

/// A leaf block and its measures.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// The leaf block.
    pub node: NodeId,
    /// Its weight in words.
    pub words: f32,
    /// Whether it has the length of running text: lines and running text have weights of their own.
    pub is_prose: bool,
    /// Its measures.
    pub features: Features,
}

impl Measured {
    /// The probability that the block belongs to the article, 0 to 1.
    pub fn chance(&self) -> f32 {
        let weights = if self.is_prose { &weights::PROSE } else { &weights::LINE };
        1.0 / (1.0 + (-self.features.weigh(weights)).exp())
    }
}

/// Measures every leaf block in which something is kept so far.
pub fn measure(doc: &Document) -> Vec<Measured> {
    let blocks = Blocks::of(doc);
    let page = Page::of(doc, &blocks);
    let rows = blocks.all.iter().zip(contexts(doc, &blocks)).enumerate();
    rows.map(|(at, (block, context))| {
        let mut features = Features { bias: 1.0, ..Features::default() };
        page.own(&mut features, block);
        page.place(&mut features, &context);
        page.locate(&mut features, at);
        page.surround(&mut features, at);
        Measured { node: block.node, words: block.words, is_prose: block.is_prose(), features }
    })
    .collect()
}

/// What is known of a page as a whole.
struct Page<'a> {
    doc: &'a Document,
    blocks: &'a Blocks,
    total: Sums,
    core: Run,
    /// The places of the long blocks.
    longs: Vec<usize>,
    /// The place of the first heading of the first level.
    title: Option<usize>,
    /// For each block what stands under the same heading, with the heading.
    sections: Vec<Run>,
}

impl<'a> Page<'a> {
    fn of(doc: &'a Document, blocks: &'a Blocks) -> Page<'a> {
        let kind = |at: usize| doc.node(blocks.all[at].node).kind;
        let places = 0..blocks.all.len();
        let is_heading = |&at: &usize| at == 0 || matches!(kind(at), Kind::Heading(_));
        let mut starts: Vec<usize> = places.clone().filter(is_heading).collect();
        starts.push(places.end);
        let sections = starts.windows(2).map(|pair| Run { from: pair[0], to: pair[1] });
        Page {
            doc,
            blocks,
            total: blocks.total(),
            core: blocks.within(doc, core(doc, blocks)),
            longs: places.clone().filter(|&at| blocks.all[at].is_long()).collect(),
            title: places.clone().find(|&at| kind(at) == Kind::Heading(1)),
            sections: sections.flat_map(|run| std::iter::repeat_n(run, run.len())).collect(),
        }
    }

    fn own(&self, f: &mut Features, block: &Block) {
        const WHOLLY: f32 = 0.9;
        f.words = log(block.words);
        f.link = block.link;
        f.linked = flag(block.link > WHOLLY);
        f.sentence = flag(block.ends_sentence);
        f.stops = log(block.stops as f32);
        f.repeated = flag(block.repeated);
        f.heading = flag(matches!(self.doc.node(block.node).kind, Kind::Heading(_)));
    }

    fn place(&self, f: &mut Features, context: &Context) {
        let marks = context.marks;
        f.control = flag(marks.control);
        f.nav = flag(marks.nav);
        f.aside = flag(marks.aside);
        f.footer = flag(marks.footer);
        f.header = flag(marks.header);
        f.form = flag(marks.form);
        f.main = flag(marks.main);
        f.hidden = flag(marks.hidden);
        f.core = flag(context.core);
        let article = self.blocks.sums(context.article);
        f.article = article.long_words / self.total.long_words.max(1.0);
        let near = self.blocks.sums(context.near);
        f.near_link = near.link();
        f.near_long = near.long();
        f.wide_long = self.blocks.sums(context.wide).long();
        f.group_words = log(context.pattern.mean());
        f.group_link = context.pattern.link();
        f.group_share = context.pattern.words / self.total.words.max(1.0);
    }

    fn locate(&self, f: &mut Features, at: usize) {
        const TOP: f32 = 0.1;
        let next = self.longs.partition_point(|&long| long < at);
        let after = self.longs.get(next).copied();
        let before = match after {
            Some(long) if long == at => after,
            _ => next.checked_sub(1).map(|place| self.longs[place]),
        };
        let gap = |other: Option<usize>| other.map_or(FAR, |other| other.abs_diff(at).min(FAR));
        f.gap = log(gap(before).min(gap(after)) as f32);
        f.apart_before = self.apart(at, before);
        f.apart_after = self.apart(at, after);
        f.position = self.blocks.sums(Run { from: 0, to: at }).words / self.total.words.max(1.0);
        f.top = flag(before.is_none() && f.position < TOP);
        if f.core > 0.0 {
            let inside = Run { from: self.core.from, to: at };
            f.core_position =
                self.blocks.sums(inside).words / self.blocks.sums(self.core).words.max(1.0);
            f.position = 0.0;
        }
        if let Some(title) = self.title {
            f.above_title = flag(at < title);
            f.below_title = log(at.saturating_sub(title) as f32);
        }
    }

    /// Levels up from a block to what also holds another, as a share of those that are counted.
    fn apart(&self, at: usize, other: Option<usize>) -> f32 {
        let Some(other) = other else { return 1.0 };
        let (here, there) = (self.blocks.all[at].node, self.blocks.all[other].node);
        let levels = std::iter::once(here)
            .chain(self.doc.ancestors(here))
            .take(LEVELS)
            .take_while(|&node| !self.doc.is_within(there, node))
            .count();
        levels as f32 / LEVELS as f32
    }

    fn surround(&self, f: &mut Features, at: usize) {
        let longs = |reach: usize| self.blocks.around(at, reach).longs / (2 * reach + 1) as f32;
        f.link_2 = self.blocks.around(at, 2).link();
        f.long_3 = longs(3);
        f.long_12 = longs(12);
        f.section_words = log(self.blocks.sums(self.sections[at]).words);
    }
}

fn log(count: f32) -> f32 {
    count.ln_1p()
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}
