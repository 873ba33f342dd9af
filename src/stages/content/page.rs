//! The measures of every block of a page: what it is, where it stands, what is around it.

use super::context::{Context, contexts};
use super::features::Features;
use super::measure::{Block, Blocks, LONG, Sums, is_title};
use crate::document::{Document, Kind, NodeId, Tag};

/// Levels up to a common container are counted as far as this.
const LEVELS: usize = 6;
/// A line of as many blocks as this from the next long one is as far away as can be.
const FAR: usize = 60;

/// A block and its measures.
#[derive(Clone, Copy, Debug)]
pub struct Measured {
    /// The leaf block.
    pub node: NodeId,
    /// Its weight in words.
    pub words: f32,
    /// Its measures.
    pub features: Features,
}

/// Measures every leaf block of which something is still kept.
pub fn measure(doc: &Document) -> Vec<Measured> {
    let blocks = Blocks::of(doc);
    let contexts = contexts(doc, &blocks);
    let page = Page::of(doc, &blocks);
    let rows = blocks.all.iter().zip(&contexts).enumerate();
    rows.map(|(at, (block, context))| {
        let mut features = Features { bias: 1.0, ..Features::default() };
        page.own(&mut features, block, doc);
        page.placed(&mut features, context);
        page.positioned(&mut features, at);
        page.surrounded(&mut features, at);
        Measured { node: block.node, words: block.words, features }
    })
    .collect()
}

/// What is known of a page as a whole.
struct Page<'a> {
    doc: &'a Document,
    blocks: &'a Blocks,
    total: Sums,
    /// The places of the long blocks.
    longs: Vec<usize>,
    /// The place of the first heading of the first level.
    title: Option<usize>,
    /// For each block where its section begins and ends.
    sections: Vec<(usize, usize)>,
}

impl<'a> Page<'a> {
    fn of(doc: &'a Document, blocks: &'a Blocks) -> Page<'a> {
        let longs = (0..blocks.all.len()).filter(|&at| blocks.all[at].is_long()).collect();
        let title = blocks.all.iter().position(|block| is_title(doc, block.node));
        let sections = sections(doc, blocks);
        Page { doc, blocks, total: blocks.total(), longs, title, sections }
    }

    fn own(&self, f: &mut Features, block: &Block, doc: &Document) {
        let node = doc.node(block.node);
        f.words = log(block.words);
        f.prose = (block.words / LONG).min(1.0);
        f.link = block.link;
        f.linked = flag(block.link > 0.9);
        f.sentence = flag(block.ends_sentence);
        f.stops = log(block.stops as f32);
        f.commas = log(block.commas as f32);
        f.digits = block.digits;
        f.capitals = block.capitals;
        f.repeated = flag(block.repeated);
        f.heading = flag(matches!(node.kind, Kind::Heading(_)));
        f.paragraph = flag(node.tag == Tag::P);
        f.code = flag(node.kind == Kind::Code);
        f.page_long = self.total.long();
        f.page_link = self.total.link();
    }

    fn placed(&self, f: &mut Features, context: &Context) {
        f.item = flag(context.item);
        f.cell = flag(context.cell);
        f.control = flag(context.control);
        f.quote = flag(context.quote);
        f.nav = flag(context.nav);
        f.aside = flag(context.aside);
        f.footer = flag(context.footer);
        f.header = flag(context.header);
        f.form = flag(context.form);
        f.article = flag(context.article);
        f.main = flag(context.main);
        f.hidden = flag(context.hidden);
        f.core = flag(context.core);
        f.aloof = context.aloof.min(LEVELS as u32) as f32 / LEVELS as f32;
        f.near_link = context.near.link();
        f.near_long = context.near.long();
        f.wide_link = context.wide.link();
        f.wide_long = context.wide.long();
        f.wide_share = context.wide.long_words / self.total.long_words.max(1.0);
        let group = context.group;
        f.group = log(group.count as f32);
        f.group_words = log(group.words / group.count.max(1) as f32);
        f.group_link = group.linked / group.words.max(1.0);
        f.group_share = group.words / self.total.words.max(1.0);
    }

    fn positioned(&self, f: &mut Features, at: usize) {
        let next = self.longs.partition_point(|&long| long < at);
        let after = self.longs.get(next).copied();
        let before = match after {
            Some(long) if long == at => after,
            _ => next.checked_sub(1).map(|place| self.longs[place]),
        };
        let gap = |other: Option<usize>| other.map_or(FAR, |other| other.abs_diff(at).min(FAR));
        f.before = flag(before.is_none());
        f.after = flag(after.is_none());
        f.gap = log(gap(before).min(gap(after)) as f32);
        f.apart_before = self.apart(at, before);
        f.apart_after = self.apart(at, after);
        f.position = self.blocks.sums(0, at).words / self.total.words.max(1.0);
        if let Some(title) = self.title {
            f.above_title = flag(at < title);
            f.below_title = log(at.saturating_sub(title) as f32);
        }
    }

    /// Levels from a block up to what holds another one too, of at most so many.
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

    fn surrounded(&self, f: &mut Features, at: usize) {
        let share = |reach: usize| self.blocks.around(at, reach).longs / (2 * reach + 1) as f32;
        f.link_2 = self.blocks.around(at, 2).link();
        f.link_6 = self.blocks.around(at, 6).link();
        f.long_3 = share(3);
        f.long_12 = share(12);
        f.words_6 = log(self.blocks.around(at, 6).words);
        let (from, to) = self.sections[at];
        let section = self.blocks.sums(from, to);
        f.section_link = section.link();
        f.section_words = log(section.words);
    }
}

/// For each block where its section begins, which is its heading, and where it ends.
fn sections(doc: &Document, blocks: &Blocks) -> Vec<(usize, usize)> {
    let count = blocks.all.len();
    let is_heading =
        |at: usize| matches!(doc.node(blocks.all[at].node).kind, Kind::Heading(_));
    let mut starts: Vec<usize> = (0..count).filter(|&at| at == 0 || is_heading(at)).collect();
    starts.push(count);
    let runs = starts.windows(2).flat_map(|run| std::iter::repeat_n((run[0], run[1]), run[1] - run[0]));
    runs.collect()
}

fn log(count: f32) -> f32 {
    count.ln_1p()
}

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}
