//! A leaf block by itself.

use super::super::look::{Begins, Look, WORD};
use super::super::measures::measures;
use super::super::sums::Sums;
use crate::document::{Boilerplate, Decision, Document, Kind, NodeId, Tag, Verdict};
use crate::forest::code::{NONE, count, flag, share, small};

measures! {
    /// What a block is by itself.
    Own {
        /// Words.
        words,
        /// Characters a word.
        word_length,
        /// Ends of sentences.
        stops,
        /// Ends of sentences a word.
        stop_share,
        /// Commas a word.
        comma_share,
        /// Share of digits.
        digit_share,
        /// Share of capital letters.
        capital_share,
        /// Share of words that begin with a capital.
        titled_share,
        /// Share of characters that are neither letters nor digits.
        mark_share,
        /// Separators, as between the entries of a menu.
        separators,
        /// It has a price.
        price,
        /// It has a date or a time.
        date,
        /// It has an address of the web or of e-mail.
        address,
        /// It ends as a sentence does.
        ends_sentence,
        /// It ends with a colon.
        ends_colon,
        /// What it begins with: a mark, a digit, a capital, a small letter, another letter.
        begins,
        /// Share of its text in links.
        link_share,
        /// Links.
        links,
        /// Characters that are not in links.
        unlinked,
        /// Share of its text that is stressed.
        stressed_share,
        /// Images.
        images,
        /// Line breaks.
        breaks,
        /// Its heading level, 0 for none.
        level,
        /// Its element, running text before headings, lists, tables, containers, buttons.
        element,
        /// Blocks of the same text.
        repeats,
        /// Its place among the blocks of the same text.
        repeat,
        /// Share of words that stand nowhere else on the page.
        rare_share,
        /// Share of words that are common on the page: the little words of its language.
        common_share,
        /// What a rule said of it: the kind, 0 for none.
        ruled,
        /// How sure the rule was.
        ruled_score,
        /// What it was found to be: title, byline, date line, tags; 0 for nothing.
        role,
    }
}

/// A leaf block and what was counted in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) node: NodeId,
    pub(super) look: Look,
    /// Its words, in the page's list of them.
    pub(super) tokens: (u32, u32),
    pub(super) level: u8,
    linked: u32,
    links: u32,
    stressed: u32,
    images: u32,
    breaks: u32,
}

impl Block {
    /// Looks at a block; the hashes of its words are added to `tokens`.
    pub(super) fn of(doc: &Document, node: NodeId, tokens: &mut Vec<u32>) -> Block {
        let from = tokens.len() as u32;
        let look = Look::at(doc.text(node), tokens);
        let level = if let Kind::Heading(level) = doc.node(node).kind { level } else { 0 };
        #[expect(clippy::cast_sign_loss, reason = "a share of a count")]
        let linked = (doc.link_density(node) * doc.ink(node) as f32 + 0.5) as u32;
        let mut block = Block {
            node,
            look,
            tokens: (from, tokens.len() as u32),
            level,
            linked,
            links: 0,
            stressed: 0,
            images: 0,
            breaks: 0,
        };
        for (id, inline) in doc.descendants(node) {
            match inline.kind {
                Kind::Link => block.links += 1,
                Kind::Image => block.images += 1,
                Kind::Break => block.breaks += 1,
                Kind::Strong | Kind::Emphasis => block.stressed += doc.ink(id),
                _ => {}
            }
        }
        block
    }

    /// Whether it has the length of running text.
    pub(super) fn is_prose(&self) -> bool {
        const PROSE: u32 = 15 * WORD;
        self.look.words >= PROSE
    }

    /// Whether it is running text: long, and no list of links.
    pub(super) fn is_long(&self) -> bool {
        self.is_prose() && 20 * self.linked < 7 * self.look.ink
    }

    /// What it adds to the sums over blocks.
    pub(super) fn sums(&self, doc: &Document) -> Sums {
        const SHORT: u32 = 4 * WORD;
        let long = u32::from(self.is_long());
        let node = doc.node(self.node);
        let control = node.tag == Tag::LABEL || doc.node(node.parent).kind == Kind::Control;
        Sums {
            words: self.look.words,
            ink: self.look.ink,
            linked: self.linked,
            long_words: long * self.look.words,
            longs: long,
            paragraphs: u32::from(node.tag == Tag::P),
            stops: self.look.stops,
            shorts: u32::from(self.look.words <= SHORT),
            dates: u32::from(self.look.date),
            prices: u32::from(self.look.price),
            images: self.images,
            controls: u32::from(control),
            headings: u32::from(self.level > 0),
        }
    }

    /// Its measures, but for those that compare it with other blocks.
    pub(super) fn measure(&self, doc: &Document) -> Own {
        let look = &self.look;
        let ink = look.ink as f32;
        let words = look.tokens as f32;
        let (ruled, ruled_score) = ruled(doc.ruling(self.node));
        Own {
            words: count(look.words as f32 / WORD as f32),
            word_length: count(look.letters as f32 / words.max(1.0)),
            stops: count(look.stops as f32),
            stop_share: share(look.stops as f32, words),
            comma_share: share(look.commas as f32, words),
            digit_share: share(look.digits as f32, ink),
            capital_share: share(look.capitals as f32, ink),
            titled_share: share(look.titled as f32, words),
            mark_share: share(ink - look.letters as f32, ink),
            separators: count(look.separators as f32),
            price: flag(look.price),
            date: flag(look.date),
            address: flag(look.address),
            ends_sentence: flag(look.ends_sentence),
            ends_colon: flag(look.ends_colon),
            begins: match look.begins {
                Begins::Mark => 0,
                Begins::Digit => 1,
                Begins::Capital => 2,
                Begins::Small => 3,
                Begins::Letter => 4,
            },
            link_share: share(self.linked as f32, ink),
            links: count(self.links as f32),
            unlinked: count(ink - self.linked as f32),
            stressed_share: share(self.stressed as f32, ink),
            images: count(self.images as f32),
            breaks: count(self.breaks as f32),
            level: self.level,
            element: rank(element(doc, self.node)),
            ruled,
            ruled_score,
            role: doc.role(self.node).map_or(0, |role| 1 + role as u8),
            ..Own::default()
        }
    }
}

/// The kind and the score that a rule gave, as codes.
fn ruled(decision: Option<&Decision>) -> (u8, u8) {
    let Some(decision) = decision else { return (0, 0) };
    let score = share(decision.why.score, 1.0);
    match decision.verdict {
        Verdict::Drop(kind) => {
            let place = Boilerplate::ALL.iter().position(|&known| known == kind);
            (1 + small(place.unwrap_or(0)), score)
        }
        Verdict::Keep => (NONE, score),
        Verdict::Refused(_) => (0, 0),
    }
}

/// The element that a block is in: its own, or that of the nearest container where it has none.
fn element(doc: &Document, leaf: NodeId) -> Tag {
    let node = doc.node(leaf);
    if node.tag == Tag::OTHER { doc.node(node.parent).tag } else { node.tag }
}

/// The place of an element in a row from running text to buttons.
pub(super) fn rank(tag: Tag) -> u8 {
    const ROW: [Tag; 44] = [
        Tag::P,
        Tag::BLOCKQUOTE,
        Tag::PRE,
        Tag::H1,
        Tag::H2,
        Tag::H3,
        Tag::H4,
        Tag::H5,
        Tag::H6,
        Tag::DD,
        Tag::DT,
        Tag::DL,
        Tag::OL,
        Tag::UL,
        Tag::LI,
        Tag::TD,
        Tag::TH,
        Tag::TR,
        Tag::TBODY,
        Tag::TABLE,
        Tag::FIGCAPTION,
        Tag::FIGURE,
        Tag::ARTICLE,
        Tag::MAIN,
        Tag::SECTION,
        Tag::DETAILS,
        Tag::SUMMARY,
        Tag::BODY,
        Tag::CENTER,
        Tag::DIV,
        Tag::SPAN,
        Tag::A,
        Tag::ADDRESS,
        Tag::HEADER,
        Tag::ASIDE,
        Tag::FOOTER,
        Tag::DIALOG,
        Tag::NAV,
        Tag::MENU,
        Tag::FORM,
        Tag::FIELDSET,
        Tag::LABEL,
        Tag::BUTTON,
        Tag::NOSCRIPT,
    ];
    small(ROW.iter().position(|&known| known == tag).unwrap_or(ROW.len()))
}
