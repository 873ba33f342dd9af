//! A page as a whole: its blocks, sums over them, its title, its core.

use super::super::look::{Look, WORD};
use super::super::measures::measures;
use super::super::sums::{Prefix, Run, Sums};
use super::block::{Block, Own};
use super::data::{Data, Kind as About};
use crate::document::{Document, Field, Kind, NodeId, Role, Tag};
use crate::forest::code::{NONE, count, flag, share, small};

measures! {
    /// What a page is as a whole.
    Whole {
        /// Blocks.
        blocks,
        /// Words.
        words,
        /// Share of text in links.
        link_share,
        /// Share of paragraphs by their element.
        paragraphs,
        /// Long blocks.
        longs,
        /// Share of words in long blocks.
        long_share,
        /// Words of the longest block.
        longest,
        /// Share of blocks of a few words.
        shorts,
        /// Blocks with a price.
        prices,
        /// Blocks with a date.
        dates,
        /// Headings.
        headings,
        /// Images.
        images,
        /// Buttons and labels.
        controls,
        /// Share of the words that stand in the core.
        core_share,
        /// `article` elements.
        articles,
        /// Lists.
        lists,
        /// Tables.
        tables,
        /// Code blocks.
        codes,
        /// Quotations.
        quotes,
        /// Headings of the first level.
        firsts,
        /// What the page says it is: nothing, article, product, website, another thing.
        claimed,
        /// Its data names an article.
        data_article,
        /// Its data names a product.
        data_product,
        /// Its data names a discussion or a question.
        data_discussion,
        /// Its data names a list.
        data_list,
        /// Its data names frequent questions.
        data_questions,
    }
}

measures! {
    /// How near a block is to what the page says of itself.
    Likeness {
        /// Share of its words that are in the title.
        in_title,
        /// Share of the title's words that are in it.
        of_title,
        /// Share of its words that are in the description.
        in_description,
        /// Share of its runs of words that are in the page's data.
        in_data,
    }
}

/// What is known of a page as a whole.
pub(super) struct Page<'a> {
    pub(super) doc: &'a Document,
    pub(super) blocks: Vec<Block>,
    pub(super) sums: Prefix,
    pub(super) total: Sums,
    /// Blocks before each node.
    blocks_before: Vec<u32>,
    /// What it says of itself in its data.
    data: Data,
    /// The hashes of the words of all blocks, in order.
    tokens: Vec<u32>,
    /// The places of the long blocks.
    longs: Vec<usize>,
    /// The smallest container that holds most of the long text.
    pub(super) core: Run,
    /// The place of the title, and of the first heading of the first level.
    pub(super) title: Option<usize>,
    pub(super) first_heading: Option<usize>,
    /// For each block what stands under the same heading, with the heading.
    pub(super) sections: Vec<Run>,
}

impl<'a> Page<'a> {
    /// Looks at every leaf block of a document, kept or not.
    pub(super) fn of(doc: &'a Document) -> Page<'a> {
        let mut tokens = Vec::with_capacity(doc.full_text().len() / 6);
        let blocks: Vec<Block> =
            doc.leaves().map(|(leaf, _)| Block::of(doc, leaf, &mut tokens)).collect();
        let sums = Prefix::of(blocks.iter().map(|block| block.sums(doc)));
        let place = |test: &dyn Fn(&Block) -> bool| blocks.iter().position(test);
        let first_heading = place(&|block| block.level == 1);
        let title = place(&|block| doc.role(block.node) == Some(Role::Title)).or(first_heading);
        let mut page = Page {
            doc,
            total: sums.total(),
            blocks_before: blocks_before(doc),
            data: Data::of(doc),
            longs: (0..blocks.len()).filter(|&at| blocks[at].is_long()).collect(),
            sections: sections(&blocks),
            core: Run::default(),
            sums,
            tokens,
            title,
            first_heading,
            blocks,
        };
        page.core = page.find_core();
        page
    }

    /// The blocks within a node.
    pub(super) fn run(&self, node: NodeId) -> Run {
        let end = self.doc.end(node);
        Run { from: self.blocks_before[node.index()], to: self.blocks_before[end.index()] }
    }

    /// The last long block before a place or at it, and the next one behind it or at it.
    pub(super) fn longs_about(&self, at: usize) -> (Option<usize>, Option<usize>) {
        let next = self.longs.partition_point(|&long| long < at);
        let after = self.longs.get(next).copied();
        let before = match after {
            Some(long) if long == at => after,
            _ => next.checked_sub(1).map(|place| self.longs[place]),
        };
        (before, after)
    }

    /// The smallest container that holds most of the page's long text; the page where there is none.
    fn find_core(&self) -> Run {
        let enough = self.total.long_words.max(1).saturating_mul(3) / 5;
        let mut core = NodeId::ROOT;
        let holds = |&child: &NodeId| {
            let container = self.doc.node(child).kind.is_container();
            container && self.sums.over(self.run(child)).long_words > enough
        };
        while let Some(child) = self.doc.children(core).find(holds) {
            core = child;
        }
        self.run(core)
    }

    /// The measures of the whole page.
    pub(super) fn measure(&self) -> Whole {
        let (total, blocks) = (self.total, self.blocks.len() as f32);
        let part = |of: u32| share(of as f32, blocks);
        let number = |of: u32| count(of as f32);
        let longest = self.blocks.iter().map(|block| block.look.words).max().unwrap_or(0);
        let (mut articles, mut lists, mut tables, mut codes, mut quotes) = (0, 0, 0, 0, 0);
        for (_, node) in self.doc.nodes() {
            match node.kind {
                Kind::List => lists += 1,
                Kind::Table => tables += 1,
                Kind::Code => codes += 1,
                Kind::Quote => quotes += 1,
                _ => articles += u32::from(node.tag == Tag::ARTICLE),
            }
        }
        let firsts = self.blocks.iter().filter(|block| block.level == 1).count();
        Whole {
            blocks: count(blocks),
            words: number(total.words / WORD),
            link_share: share(total.linked as f32, total.ink as f32),
            paragraphs: part(total.paragraphs),
            longs: number(total.longs),
            long_share: share(total.long_words as f32, total.words as f32),
            longest: number(longest / WORD),
            shorts: part(total.shorts),
            prices: number(total.prices),
            dates: number(total.dates),
            headings: number(total.headings),
            images: number(total.images),
            controls: number(total.controls),
            core_share: share(self.sums.over(self.core).words as f32, total.words as f32),
            articles: number(articles),
            lists: number(lists),
            tables: number(tables),
            codes: number(codes),
            quotes: number(quotes),
            firsts: small(firsts),
            claimed: claimed(self.doc),
            data_article: flag(self.data.is(About::Article)),
            data_product: flag(self.data.is(About::Product)),
            data_discussion: flag(self.data.is(About::Discussion)),
            data_list: flag(self.data.is(About::List)),
            data_questions: flag(self.data.is(About::Questions)),
        }
    }

    /// Compares the words of every block with those of the page.
    pub(super) fn compare(&self, own: &mut [Own]) -> Vec<Likeness> {
        let times = Tally::of(&self.tokens);
        let common = times.little();
        let title = Words::of(self.doc.meta().get(Field::Title));
        let description = Words::of(self.doc.meta().get(Field::Description));
        let likeness = self.blocks.iter().zip(own).map(|(block, own)| {
            let tokens = &self.tokens[block.tokens.0 as usize..block.tokens.1 as usize];
            let (mut rare, mut often) = (0, 0);
            for times in tokens.iter().map(|&token| times.of_word(token)) {
                rare += u32::from(times == 1);
                often += u32::from(times >= common);
            }
            let all = tokens.len() as f32;
            own.rare_share = share(rare as f32, all);
            own.common_share = share(often as f32, all);
            let titled = title.count(tokens) as f32;
            Likeness {
                in_title: share(titled, all),
                of_title: share(titled, title.sorted.len() as f32),
                in_data: self
                    .data
                    .share(tokens)
                    .map_or(NONE, |(known, all)| share(known as f32, all as f32)),
                in_description: if description.sorted.is_empty() {
                    NONE
                } else {
                    share(description.count(tokens) as f32, all)
                },
            }
        });
        likeness.collect()
    }

    /// Counts the blocks of the same text.
    pub(super) fn count_repeats(&self, own: &mut [Own]) {
        let texts: Vec<&str> = self.blocks.iter().map(|block| self.doc.text(block.node)).collect();
        // By their lengths first: few texts have to be compared.
        let key = |&at: &usize| (texts[at].len(), texts[at]);
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by(|a, b| key(a).cmp(&key(b)));
        for same in order.chunk_by(|a, b| key(a) == key(b)) {
            for (met, &at) in same.iter().enumerate() {
                own[at].repeats = count(same.len() as f32);
                own[at].repeat = count(met as f32);
            }
        }
    }
}

/// How many leaf blocks begin before each node, and before the end.
fn blocks_before(doc: &Document) -> Vec<u32> {
    let mut count = 0;
    let before = doc.nodes().map(|(_, node)| {
        count += u32::from(node.kind.is_leaf());
        count - u32::from(node.kind.is_leaf())
    });
    let mut before: Vec<u32> = before.collect();
    before.push(count);
    before
}

/// For each block what stands under the same heading, with the heading.
fn sections(blocks: &[Block]) -> Vec<Run> {
    let mut starts: Vec<usize> =
        (0..blocks.len()).filter(|&at| at == 0 || blocks[at].level > 0).collect();
    starts.push(blocks.len());
    let runs = starts.windows(2).map(|pair| Run { from: pair[0] as u32, to: pair[1] as u32 });
    runs.flat_map(|run| std::iter::repeat_n(run, run.len() as usize)).collect()
}

/// How often each word stands on a page, by its hash. Words whose hashes fall together are few, and
/// are the same on every machine.
struct Tally {
    times: Vec<u32>,
}

impl Tally {
    fn of(tokens: &[u32]) -> Tally {
        let mut tally = Tally { times: vec![0; (4 * tokens.len()).next_power_of_two()] };
        for &token in tokens {
            let place = tally.place(token);
            tally.times[place] += 1;
        }
        tally
    }

    fn place(&self, token: u32) -> usize {
        // The low bits of FNV-1a are its best.
        token as usize & (self.times.len() - 1)
    }

    fn of_word(&self, token: u32) -> u32 {
        self.times[self.place(token)]
    }

    /// How often a word stands there at least that is one of the little words of the language.
    fn little(&self) -> u32 {
        /// So many words are.
        const LITTLE: usize = 30;
        const RAREST: u32 = 3;
        let mut counts: Vec<u32> =
            self.times.iter().copied().filter(|&times| times >= RAREST).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        counts.get(LITTLE).copied().unwrap_or(RAREST)
    }
}

/// The words of a text.
struct Words {
    /// Their hashes, sorted.
    sorted: Vec<u32>,
    /// Whether any of these ends with a byte: most of other words end with none of them.
    ends: [bool; 1 << u8::BITS],
}

impl Words {
    fn of(text: Option<&str>) -> Words {
        let mut sorted = Vec::new();
        Look::at(text.unwrap_or_default(), &mut sorted);
        sorted.sort_unstable();
        sorted.dedup();
        let mut ends = [false; 1 << u8::BITS];
        for &token in &sorted {
            ends[usize::from(token as u8)] = true;
        }
        Words { sorted, ends }
    }

    /// How many of some words are among them.
    fn count(&self, tokens: &[u32]) -> usize {
        let may_be = |token: &&u32| self.ends[usize::from(**token as u8)];
        let is = |token: &&u32| self.sorted.binary_search(token).is_ok();
        tokens.iter().filter(may_be).filter(is).count()
    }
}

/// What a page says it is (Open Graph `og:type`).
fn claimed(doc: &Document) -> u8 {
    match doc.claim("meta:og:type") {
        None => 0,
        Some(kind) if kind.contains("article") => 1,
        Some(kind) if kind.contains("product") => 2,
        Some("website") => 3,
        Some(_) => 4,
    }
}
