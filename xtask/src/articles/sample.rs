//! One sample: a page of a language, set in a style, with what is to come of it.

use pumice::document::{Document, NodeId};
use pumice::readers::{Media, Raw};

use super::around;
use super::compose::{self, Known};
use super::page::{Gold, Page};
use super::pieces::Pieces;
use crate::render::{self, Line, Style};
use crate::train::random::Random;

/// A page as plain text with what is to come of it.
pub(crate) struct Sample {
    pub(super) lines: Vec<Line>,
    pub(super) page: Page,
    pub(super) known: Known,
}

/// A sample with its name, language and style.
pub(super) struct Named {
    pub(super) id: String,
    pub(super) lang: String,
    /// What it was copied from, as far as words go.
    pub(super) site: String,
    pub(super) style: String,
    pub(super) sample: Sample,
}

/// What a block is to whoever looks for headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The title or a heading.
    Heading,
    /// Other text of the article.
    Article,
    /// It may stay or go: brand, date, the title once more.
    Neutral,
    /// A line of a consent dialog.
    Cookies,
    /// A line of a share bar.
    Share,
    /// What else goes.
    Around,
}

/// What adds something around an article.
type Add = fn(&Pieces, &mut Page, &mut Random);

impl Sample {
    /// The page as one text.
    pub(super) fn text(&self) -> String {
        render::join(&self.lines)
    }

    /// The page as the pipeline takes it.
    pub(crate) fn raw(&self) -> Raw<'static> {
        let bytes = self.text().into_bytes().into();
        Raw { bytes, path: "article.txt".to_owned(), media: Some(Media::Text), ..Raw::default() }
    }

    /// What a line is to become; nothing for a blank one.
    pub(super) fn gold(&self, line: &Line) -> Option<Gold> {
        line.block.map(|block| self.page.gold[block])
    }

    /// What a block is to whoever looks for headings.
    pub(crate) fn part(&self, block: usize) -> Part {
        match self.page.gold[block] {
            Gold::Title | Gold::Heading => Part::Heading,
            Gold::Neutral => Part::Neutral,
            Gold::Cookies => Part::Cookies,
            Gold::Share => Part::Share,
            gold if gold.stays() == Some(true) => Part::Article,
            _ => Part::Around,
        }
    }

    /// Of each of some leaf blocks of the document that was read of the page what most of it is.
    pub(crate) fn parts_of(&self, doc: &Document, leaves: &[NodeId]) -> Vec<Option<Part>> {
        let lines: Vec<(&str, usize)> =
            self.lines.iter().filter_map(|line| Some((&*line.text, line.block?))).collect();
        let most = |blocks: &[usize]| {
            // A leaf is a line, or some lines of one block.
            blocks.get(blocks.len() / 2).map(|&block| self.part(block))
        };
        let texts = leaves.iter().map(|&leaf| doc.text(leaf));
        align(texts, &lines).iter().map(|blocks| most(blocks)).collect()
    }

    /// The title.
    pub(crate) fn title(&self) -> &str {
        &self.known.title
    }

    /// The tags.
    pub(crate) fn tags(&self) -> &[String] {
        &self.known.tags
    }

    /// The text of a block.
    pub(crate) fn block_text(&self, block: usize) -> &str {
        self.page.blocks[block].parts.first().map_or("", String::as_str)
    }

    /// All lines.
    pub(crate) fn all_lines(&self) -> &[Line] {
        &self.lines
    }

    /// What is to stay, or may.
    pub(super) fn reference(&self) -> String {
        let stays = |line: &&Line| self.gold(line).is_some_and(|gold| gold.stays() != Some(false));
        let lines: Vec<&str> =
            self.lines.iter().filter(stays).map(|line| line.text.trim()).collect();
        lines.join("\n")
    }

    /// The page of a seed.
    pub(super) fn make(pieces: &Pieces, style: Style, seed: u64) -> Sample {
        // Each language and style has articles of its own.
        let name = pieces.lang.bytes().fold(0, |name, byte| name << 8 | u64::from(byte));
        let mut random = Random::new(seed << 32 ^ name << 8 ^ style as u64);
        let (page, known) = compose(pieces, &mut random);
        let lines = render::lines(&page.blocks, style, &mut random);
        Sample { lines, page, known }
    }
}

fn compose(pieces: &Pieces, random: &mut Random) -> (Page, Known) {
    let mut page = Page::default();
    let about = random.happens(0.2);
    let consent = random.below(5);
    if consent < 2 {
        around::cookies(pieces, &mut page, random);
    }
    around::top(pieces, &mut page, random);
    let mut known = compose::head(pieces, about, &mut page, random);
    if random.happens(0.4) {
        around::share(pieces, &mut page, random);
    }
    let mut pool = compose::pool(pieces, about, random);
    compose::body(pieces, &mut pool, &mut page, random, |page, random| {
        around::amid(pieces, page, random);
    });
    if random.happens(0.6) {
        compose::tags(pieces, &mut known, &mut page, random);
    }
    if random.happens(0.5) {
        around::share(pieces, &mut page, random);
    }
    let below: [(f32, Add); 4] = [
        (0.3, around::newsletter),
        (0.6, around::teasers),
        (0.4, around::comments),
        (0.6, around::foot),
    ];
    for (chance, add) in below {
        if random.happens(chance) {
            add(pieces, &mut page, random);
        }
    }
    if consent == 2 || consent == 3 {
        around::cookies(pieces, &mut page, random);
    }
    (page, known)
}

/// Of each text of a document what every one of its characters comes of, by the numbers that go with the lines
/// of the source. The texts have the characters of the lines in their order, but for the markers of lists and
/// quotations.
pub(super) fn align<'d>(
    texts: impl Iterator<Item = &'d str>,
    lines: &[(&str, usize)],
) -> Vec<Vec<usize>> {
    let inked = |c: &char| !c.is_whitespace();
    let ink =
        lines.iter().flat_map(|&(text, line)| text.chars().filter(inked).map(move |c| (line, c)));
    let mut source = ink.peekable();
    let origins = |text: &str| {
        let mut found = Vec::new();
        for c in text.chars().filter(inked) {
            while source.next_if(|&(_, from)| from != c).is_some() {}
            found.extend(source.next().map(|(line, _)| line));
        }
        found
    };
    texts.map(origins).collect()
}
