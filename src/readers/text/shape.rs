//! What a block looks like: prose, or a short line.

use super::blocks::{Block, BlockKind};
use super::lines::Lines;
use super::script;
use crate::document::{is_stop, last_spoken, writes_no_spaces};

/// How much text a block has, as far as it matters here.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Amount {
    /// Characters that are not white space.
    pub chars: u32,
    /// Runs of characters between white space.
    pub words: u32,
    /// Characters of scripts without spaces between words.
    pub unspaced: u32,
    /// Chinese and Japanese ones, with their punctuation.
    pub cjk: u32,
    /// Korean characters, which are syllables.
    pub hangul: u32,
    /// Letters of scripts that leave vowels out.
    pub abjad: u32,
    /// Whether it ends as a sentence does.
    pub ended: bool,
}

impl Amount {
    /// Counts a text, but not beyond what makes it prose in any case.
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Amount {
        const ENOUGH: usize = 400;
        let (mut amount, mut in_word) = (Amount::default(), false);
        for c in texts.flat_map(|text| text.chars().chain([' '])).take(ENOUGH) {
            let ink = !c.is_whitespace();
            amount.chars += u32::from(ink);
            amount.words += u32::from(ink && !in_word);
            amount.unspaced += u32::from(ink && writes_no_spaces(c));
            amount.cjk += u32::from(ink && script::is_cjk(c));
            amount.hangul += u32::from(ink && script::is_hangul(c));
            amount.abjad += u32::from(script::is_abjad(c));
            in_word = ink;
            amount.ended = if ink { is_stop(c) } else { amount.ended };
        }
        amount
    }

    /// The amount of a block; a table row has none, it is no text to read.
    pub(super) fn of_block(block: &Block, lines: &Lines<'_>) -> Amount {
        match block.kind {
            BlockKind::Row => Amount::default(),
            _ => Amount::of(block.pieces(lines).map(|(_, text)| text)),
        }
    }

    /// Whether it has the length of a sentence or more, and the words of one: an address has not. A
    /// shorter one of Han characters or syllables that ends as a sentence does will do as well.
    pub(super) fn is_prose(self) -> bool {
        const SHORT: u32 = 3;
        self.is_at_least(5) || self.ended && self.has_signs(SHORT)
    }

    /// Whether it has the length of two sentences.
    pub(super) fn is_long_prose(self) -> bool {
        self.is_at_least(10)
    }

    /// Whether it has so many fifths of the length of a sentence.
    fn is_at_least(self, fifths: u32) -> bool {
        const CHARS: u32 = 10;
        const ABJAD: u32 = 6;
        const WORDS: u32 = 7;
        let spaced = self.chars >= CHARS * fifths || self.abjad >= ABJAD * fifths;
        self.has_signs(fifths) || spaced && 5 * self.words >= WORDS * fifths
    }

    /// The same for scripts of which a character says more than a letter does, or that have no spaces.
    fn has_signs(self, fifths: u32) -> bool {
        const UNSPACED: u32 = 8;
        const CJK: u32 = 5;
        const HANGUL: u32 = 4;
        self.cjk >= CJK * fifths
            || self.unspaced >= UNSPACED * fifths
            || self.hangul >= HANGUL * fifths
    }
}

/// Whether a block is a line as menus and dialogs have them: short, no sentence, and nothing that
/// somebody says.
pub(super) fn is_label(block: &Block, lines: &Lines<'_>) -> bool {
    const WIDEST: u32 = 50;
    block.only_line(lines).is_some_and(|line| {
        let ended = last_spoken(line.text()).is_some_and(script::ends_sentence);
        let quoted = line.text().starts_with(['「', '『', '“', '„', '«', '‹']);
        line.width <= WIDEST && !ended && !quoted
    })
}
