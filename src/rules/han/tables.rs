//! What is known of characters, of pairs of them and of words: tables that `cargo xtask han tables`
//! makes of the sources in `sources.toml`, looked up where they lie in the program.

use super::grams::{Grams, Hash};

/// The tables.
#[derive(Clone, Copy, Debug)]
pub struct Tables {
    chars: &'static [[u8; Row::BYTES]],
    pairs: Grams,
    words: Grams,
    forms: Grams,
}

/// The tables as they are compiled in, or as they were made.
#[derive(Clone, Copy, Debug)]
pub struct Bytes {
    /// A [`Row`] for each character from [`Row::FIRST`] to [`Row::LAST`].
    pub chars: &'static [u8],
    /// [`Counts`] of pairs of characters in running text.
    pub pairs: &'static [u8],
    /// [`Counts`] of words: as they are written in Japanese, in simplified characters for Chinese. A
    /// word that neither has is a Korean one.
    pub words: &'static [u8],
    /// Pairs and words of characters that both Chinese orthographies have, with what they say of the
    /// orthography, as [`Row::form`] does.
    pub forms: &'static [u8],
}

impl Bytes {
    /// Those that are compiled in.
    pub const SHIPPED: Bytes = Bytes {
        chars: include_bytes!("chars.bin"),
        pairs: include_bytes!("pairs.bin"),
        words: include_bytes!("words.bin"),
        forms: include_bytes!("forms.bin"),
    };
}

/// How often a pair or a word is written in Japanese and in Chinese: 0 for never seen, else a
/// logarithm, 1 to 15.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In Japanese.
    pub ja: u8,
    /// In Chinese.
    pub zh: u8,
}

impl Counts {
    /// Both in one byte.
    pub fn encode(self) -> u8 {
        self.ja.min(15) << 4 | self.zh.min(15)
    }

    fn decode(byte: u8) -> Counts {
        Counts { ja: byte >> 4, zh: byte & 15 }
    }
}

/// What is known of a character.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// How often it is written in Japanese: 0 for never, else sixteenths of a natural logarithm.
    pub ja: u8,
    /// How often in Chinese, the same way.
    pub zh: u8,
    /// Whether it is simplified (positive) or traditional (negative): log odds in sixteenths.
    /// Nought where both orthographies have it.
    pub form: i8,
    /// Whether it is in KS X 1001, the Korean standard.
    pub korean: bool,
    /// How it is written in simplified characters, where that differs.
    pub simplified: Option<char>,
    /// The Hangul syllables that it is read as most often, where there are any.
    pub readings: [Option<char>; 2],
}

impl Row {
    /// The first character that has a row; what lies outside is too rare.
    pub const FIRST: char = '\u{4E00}';
    /// The last one.
    pub const LAST: char = '\u{9FFF}';
    const BYTES: usize = 10;
    /// Characters such as `々` that are no ideographs, and are written in Japanese.
    const JAPANESE_MARK: Row =
        Row { ja: 160, zh: 40, form: 0, korean: false, simplified: None, readings: [None; 2] };

    /// The bytes of a row.
    pub fn encode(self) -> [u8; Row::BYTES] {
        let code = |c: Option<char>| c.map_or(0, |c| u32::from(c) as u16).to_le_bytes();
        let [form] = self.form.to_le_bytes();
        let [s0, s1] = code(self.simplified);
        let [[a0, a1], [b0, b1]] = self.readings.map(code);
        [self.ja, self.zh, form, u8::from(self.korean), s0, s1, a0, a1, b0, b1]
    }

    fn decode(bytes: [u8; Row::BYTES]) -> Row {
        let code = |at: usize| {
            let code = u16::from_le_bytes([bytes[at], bytes[at + 1]]);
            char::from_u32(code.into()).filter(|_| code != 0)
        };
        Row {
            ja: bytes[0],
            zh: bytes[1],
            form: i8::from_le_bytes([bytes[2]]),
            korean: bytes[3] != 0,
            simplified: code(4),
            readings: [code(6), code(8)],
        }
    }
}

impl Tables {
    /// Opens tables.
    ///
    /// # Errors
    /// When they are none; a test sees to it that those compiled in are.
    pub fn open(bytes: Bytes) -> anyhow::Result<Tables> {
        let broken = |name| move || anyhow::anyhow!("the table of {name} is broken");
        let open = |bytes, name| Grams::open(bytes).ok_or_else(broken(name));
        let (chars, _) = bytes.chars.as_chunks();
        let rows = (Row::FIRST..=Row::LAST).count();
        anyhow::ensure!(chars.len() == rows, broken("characters")());
        Ok(Tables {
            chars,
            pairs: open(bytes.pairs, "pairs")?,
            words: open(bytes.words, "words")?,
            forms: open(bytes.forms, "forms")?,
        })
    }

    /// What is known of a character.
    pub(super) fn row(&self, c: char) -> Row {
        if matches!(c, '々' | '〆') {
            return Row::JAPANESE_MARK;
        }
        let at = u32::from(c).checked_sub(u32::from(Row::FIRST));
        let row = at.and_then(|at| self.chars.get(at as usize));
        row.map_or_else(Row::default, |bytes| Row::decode(*bytes))
    }

    pub(super) fn pair(&self, first: char, second: char) -> Option<Counts> {
        self.pairs.get(Hash::EMPTY.with(first).with(second)).map(Counts::decode)
    }

    pub(super) fn word(&self, hash: Hash) -> Option<Counts> {
        self.words.get(hash).map(Counts::decode)
    }

    /// What a pair or word says of the orthography of Chinese.
    pub(super) fn form(&self, hash: Hash) -> Option<i8> {
        self.forms.get(hash).map(|byte| i8::from_le_bytes([byte]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_what_was_encoded() {
        let simplified = Some('们');
        let readings = [Some('문'), None];
        let row = Row { ja: 7, zh: 200, form: -96, korean: true, simplified, readings };
        assert_eq!(Row::decode(row.encode()), row);
        assert_eq!(Row::decode(Row::default().encode()), Row::default());
        let counts = Counts { ja: 15, zh: 3 };
        assert_eq!(Counts::decode(counts.encode()), counts);
    }

    #[test]
    fn the_tables_that_are_compiled_in_open() {
        let tables = Tables::open(Bytes::SHIPPED).unwrap();
        assert_eq!(tables.row('們').simplified, Some('们'));
        assert!(
            tables.row('们').form > 0 && tables.row('們').form < 0 && tables.row('世').form == 0
        );
        assert!(tables.row('対').zh < tables.row('対').ja);
    }
}
