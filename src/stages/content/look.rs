//! One look at a block's text: all that is counted in it, in one pass.

use crate::document::{is_stop, last_spoken, writes_no_spaces};

/// The unit of [`Look::words`]: so many make a word. A character of a script without spaces is a share
/// of a word (see [`crate::document::words`]).
pub(super) const WORD: u32 = 20;
const EAST: u32 = 12;
const SOUTH_EAST: u32 = 5;

/// What a block's text looks like.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "they do not exclude each other")]
pub(super) struct Look {
    /// Words, in shares of [`WORD`].
    pub(super) words: u32,
    /// Words, and single characters of scripts without spaces.
    pub(super) tokens: u32,
    /// Characters that are not white space, and what they are.
    pub(super) ink: u32,
    pub(super) letters: u32,
    pub(super) digits: u32,
    pub(super) capitals: u32,
    pub(super) stops: u32,
    pub(super) commas: u32,
    /// `|`, `/`, `›` and the like, which stand between the entries of a menu.
    pub(super) separators: u32,
    /// Words that begin with a capital letter.
    pub(super) titled: u32,
    pub(super) price: bool,
    /// A year, or numbers as in a date or a time.
    pub(super) date: bool,
    /// An address of the web or of e-mail.
    pub(super) address: bool,
    pub(super) ends_sentence: bool,
    pub(super) ends_colon: bool,
    pub(super) begins: Begins,
}

/// What a text begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Begins {
    #[default]
    Mark,
    Digit,
    Capital,
    Small,
    Letter,
}

impl Begins {
    fn of(c: char) -> Begins {
        if c.is_numeric() {
            Begins::Digit
        } else if c.is_uppercase() {
            Begins::Capital
        } else if c.is_lowercase() {
            Begins::Small
        } else if c.is_alphabetic() {
            Begins::Letter
        } else {
            Begins::Mark
        }
    }
}

/// A word that is being read: its hash, how much of it there is, its digits as a number.
#[derive(Clone, Copy, Default)]
struct Open {
    hash: u32,
    chars: u32,
    number: Option<u32>,
}

impl Look {
    /// Looks at a text; the hashes of its words in lower case are added to `tokens`.
    pub(super) fn at(text: &str, tokens: &mut Vec<u32>) -> Look {
        let mut look = Look::default();
        let mut open = Open::default();
        let (mut before, mut before_that) = (' ', ' ');
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if c.is_ascii_alphabetic() {
                let (letters, behind) = rest.split_at(look.letters(rest.as_bytes(), &mut open));
                before_that = letters.bytes().nth_back(1).map_or(before, char::from);
                before = letters.bytes().next_back().map_or(before, char::from);
                rest = behind;
                continue;
            }
            rest = &rest[c.len_utf8()..];
            if c == ' ' {
                look.close(&mut open, tokens);
            } else if writes_no_spaces(c) {
                look.close(&mut open, tokens);
                look.spaceless(c, tokens);
            } else if c.is_alphanumeric() {
                look.letter(c, &mut open);
                let parted = matches!(before, '.' | '/' | ':' | '-');
                look.date |= parted && c.is_numeric() && before_that.is_numeric();
            } else if c.is_whitespace() {
                look.close(&mut open, tokens);
            } else {
                look.mark(c, before);
                // An apostrophe or a mark inside a word does not end it.
                if !matches!(c, '\'' | '’') {
                    look.close(&mut open, tokens);
                }
            }
            (before_that, before) = (before, c);
        }
        look.close(&mut open, tokens);
        look.price &= look.digits > 0;
        let last = last_spoken(text);
        look.ends_sentence = last.is_some_and(is_stop);
        look.ends_colon = matches!(last, Some(':' | '：'));
        look.begins = text.chars().next().map_or(Begins::Mark, Begins::of);
        look
    }

    fn spaceless(&mut self, c: char, tokens: &mut Vec<u32>) {
        self.words += if c < '\u{2E80}' { SOUTH_EAST } else { EAST };
        self.tokens += 1;
        self.ink += 1;
        self.letters += 1;
        self.date |= matches!(c, '年' | '月');
        self.price |= matches!(c, '元' | '円');
        tokens.push(mix(0, c));
    }

    /// Takes in the letters of ASCII that a text begins with, as [`Look::letter`] does one by one; tells
    /// how many they are.
    fn letters(&mut self, text: &[u8], open: &mut Open) -> usize {
        /// What makes a capital a small letter.
        const SMALL: u8 = b'a' - b'A';
        if open.chars == 0 {
            self.words += WORD;
            self.tokens += 1;
            self.titled += text.first().map_or(0, |first| u32::from(first.is_ascii_uppercase()));
        }
        let (mut count, mut small, mut hash) = (0, 0, open.hash);
        for &letter in text.iter().take_while(|letter| letter.is_ascii_alphabetic()) {
            count += 1;
            small += u32::from(letter & SMALL);
            hash = mix_small(hash, (letter | SMALL).into());
        }
        self.ink += count;
        self.letters += count;
        self.capitals += count - small / u32::from(SMALL);
        (open.hash, open.number) = (hash, None);
        open.chars += count;
        count as usize
    }

    fn letter(&mut self, c: char, open: &mut Open) {
        self.ink += 1;
        self.letters += 1;
        let digit = c.to_digit(10);
        let capital = c.is_uppercase();
        self.digits += u32::from(digit.is_some() || c.is_numeric());
        self.capitals += u32::from(capital);
        if open.chars == 0 {
            self.words += WORD;
            self.tokens += 1;
            self.titled += u32::from(capital);
            open.number = Some(0);
        }
        open.number =
            open.number.zip(digit).map(|(n, digit)| n.saturating_mul(10).saturating_add(digit));
        open.chars += 1;
        open.hash = mix(open.hash, c);
    }

    fn mark(&mut self, c: char, before: char) {
        self.ink += 1;
        match c {
            ',' | '،' | '、' | '，' | ';' | '；' => self.commas += 1,
            '|' | '/' | '›' | '»' | '>' | '·' | '•' | '→' | '‹' | '«' => {
                // `//` as in an address.
                self.address |= c == '/' && before == '/';
                self.separators += 1;
            }
            '@' => self.address |= before.is_alphanumeric(),
            '$' | '€' | '£' | '¥' | '￥' | '₽' | '₹' | '₩' | '₺' | '₫' | '฿' => {
                self.price = true;
            }
            _ => self.stops += u32::from(is_stop(c)),
        }
    }

    fn close(&mut self, open: &mut Open, tokens: &mut Vec<u32>) {
        const YEARS: std::ops::Range<u32> = 1900..2100;
        if open.chars > 0 {
            self.date |= open.chars == 4 && open.number.is_some_and(|n| YEARS.contains(&n));
            tokens.push(open.hash);
        }
        *open = Open::default();
    }
}

/// Adds a character to the hash of a word (FNV-1a, over characters); case does not count.
fn mix(hash: u32, c: char) -> u32 {
    let lower = if c.is_ascii() { c.to_ascii_lowercase() } else { lower(c) };
    mix_small(hash, lower.into())
}

/// The same of a small letter.
fn mix_small(hash: u32, letter: u32) -> u32 {
    const PRIME: u32 = 16_777_619;
    const BASIS: u32 = 2_166_136_261;
    let hash = if hash == 0 { BASIS } else { hash };
    (hash ^ letter).wrapping_mul(PRIME)
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(text: &str) -> Look {
        Look::at(text, &mut Vec::new())
    }

    #[test]
    fn words_are_counted_as_everywhere() {
        for text in ["It's three words", "平和です。", "สวัสดี", "a/b, c", ""] {
            let words = look(text).words as f32 / WORD as f32;
            assert!((words - crate::document::words(text)).abs() <= 1.0, "{text}: {words}");
        }
    }

    #[test]
    fn dates_prices_and_addresses_are_seen() {
        assert!(look("in 1999").date && look("10:45").date && look("2024年").date);
        assert!(!look("1,999 boats").date && !look("4 - 5").date);
        assert!(look("€ 5").price && !look("in $").price);
        assert!(look("see https://x.example").address && look("a@b.example").address);
        assert!(!look("and/or @").address);
    }

    #[test]
    fn the_same_word_has_the_same_hash_in_any_case() {
        let mut tokens = Vec::new();
        Look::at("Peace PEACE, Мир мир 平", &mut tokens);
        assert_eq!(tokens.len(), 5);
        assert!(tokens[0] == tokens[1] && tokens[2] == tokens[3] && tokens[0] != tokens[2]);
    }

    #[test]
    fn a_text_is_looked_at_from_both_ends() {
        let look = look("Who was it? “Nobody knew.”");
        assert!(look.ends_sentence && look.begins == Begins::Capital);
        assert_eq!((look.stops, look.titled), (2, 2));
    }
}
