//! Which national character sets a Han character stands in, and in which level.
//!
//! The sets of the eighties were made by people who counted: level 1 of each holds what the country
//! writes every day, level 2 the rest. They are computed from the decoders that are linked anyway.

use std::sync::OnceLock;

use encoding_rs::{BIG5, EUC_KR, Encoding, GBK, SHIFT_JIS};

use super::{Tongue, Weights};

/// The unified ideographs of the Basic Multilingual Plane; no set here has others worth a row.
const FIRST: u32 = 0x4E00;
const ROWS: usize = 0x5200;

/// For each character two bits for each [`Tongue`]: zero, [`RARE`] or [`COMMON`].
#[derive(Debug)]
pub(super) struct Charsets {
    rows: Box<[u8]>,
}

const RARE: u8 = 1;
const COMMON: u8 = 2;

/// What it says of a language that a character is not in its set, or only in the second level.
const ABSENT: f32 = -4.0;
const SECOND_LEVEL: f32 = -1.5;
/// The second level of JIS X 0208 is full of forms that Japan has given up in 1946.
const SECOND_LEVEL_JAPANESE: f32 = -2.3;
/// KS X 1001 has one level of 4,888; Koreans use them where Chinese is quoted, too.
const KOREAN: f32 = -0.3;
/// A character that is outside the sets and that one country has use for: the doubles of KS X 1001
/// for hanja with two readings, the Japanese compatibility ideographs and iteration marks.
const PECULIAR: f32 = 3.0;
/// Variation sequences are registered for the family and place names of Japan.
const VARIATION: f32 = 5.0;

impl Charsets {
    pub(super) fn get() -> &'static Charsets {
        static CHARSETS: OnceLock<Charsets> = OnceLock::new();
        CHARSETS.get_or_init(Charsets::compute)
    }

    fn compute() -> Charsets {
        let mut sets = Charsets { rows: vec![0; ROWS].into() };
        // JIS X 0208: level 1 ends in row 47, at 0x9872 in Shift_JIS.
        sets.add(Tongue::Ja, SHIFT_JIS, (0x889F, 0xEAA4), 0x9872, |low| low >= 0x40 && low != 0x7F);
        // GB 2312: level 1 is rows 16 to 55.
        sets.add(Tongue::Hans, GBK, (0xB0A1, 0xF7FE), 0xD7F9, |low| low >= 0xA1);
        // Big5: the levels are 0xA440 to 0xC67E and 0xC940 to 0xF9D5; ETEN added seven characters.
        sets.add(Tongue::Hant, BIG5, (0xA440, 0xC67E), 0xC67E, is_big5_low);
        sets.add(Tongue::Hant, BIG5, (0xC940, 0xF9DC), 0, is_big5_low);
        // KS X 1001: hanja are rows 42 to 93.
        sets.add(Tongue::Ko, EUC_KR, (0xCAA1, 0xFDFE), 0xFDFE, |low| low >= 0xA1);
        sets
    }

    /// Adds the characters of a range of two-byte codes; those up to `common` are level 1.
    fn add(
        &mut self,
        tongue: Tongue,
        encoding: &'static Encoding,
        (first, last): (u16, u16),
        common: u16,
        is_low: fn(u8) -> bool,
    ) {
        for code in first..=last {
            let bytes = code.to_be_bytes();
            if !is_low(bytes[1]) {
                continue;
            }
            let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes);
            let Some(c) = text.as_deref().and_then(|text| text.chars().next()) else { continue };
            if let Some(row) = row(c) {
                let level = if code <= common { COMMON } else { RARE };
                self.rows[row] |= level << (2 * tongue as u8);
            }
        }
    }

    /// What a character says of the languages, in log odds.
    pub(super) fn weigh(&self, c: char) -> Weights {
        match c {
            '\u{F900}'..='\u{FA0B}' => return Weights::of(Tongue::Ko, PECULIAR),
            '々' | '〆' | '\u{FA0E}'..='\u{FA6A}' => return Weights::of(Tongue::Ja, PECULIAR),
            '\u{E0100}'..='\u{E01EF}' => return Weights::of(Tongue::Ja, VARIATION),
            _ => {}
        }
        let Some(row) = row(c).map(|row| self.rows[row]).filter(|&row| row != 0) else {
            return Weights::default();
        };
        Weights(Tongue::ALL.map(|tongue| match (row >> (2 * tongue as u8)) & 3 {
            0 => ABSENT,
            RARE if tongue == Tongue::Ja => SECOND_LEVEL_JAPANESE,
            RARE => SECOND_LEVEL,
            _ if tongue == Tongue::Ko => KOREAN,
            _ => 0.0,
        }))
    }
}

fn is_big5_low(low: u8) -> bool {
    matches!(low, 0x40..=0x7E | 0xA1..=0xFE)
}

fn row(c: char) -> Option<usize> {
    let row = u32::from(c).checked_sub(FIRST)? as usize;
    (row < ROWS).then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(tongue: Tongue, level: u8) -> usize {
        let rows = &Charsets::get().rows;
        rows.iter().filter(|&&row| (row >> (2 * tongue as u8)) & 3 == level).count()
    }

    #[test]
    fn the_sets_have_the_sizes_that_their_standards_say() {
        assert_eq!((count(Tongue::Ja, COMMON), count(Tongue::Ja, RARE)), (2965, 3390));
        assert_eq!((count(Tongue::Hans, COMMON), count(Tongue::Hans, RARE)), (3755, 3008));
        assert_eq!((count(Tongue::Hant, COMMON), count(Tongue::Hant, RARE)), (5401, 7657));
        assert_eq!(count(Tongue::Ko, COMMON), 4888 - 268);
    }

    #[test]
    fn characters_of_one_country_speak_for_it() {
        let best = |c: char| Charsets::get().weigh(c).best();
        assert!("対応気働".chars().all(|c| best(c) == Tongue::Ja));
        assert!("们这说东".chars().all(|c| best(c) == Tongue::Hans));
        assert!("說們臺灣".chars().all(|c| best(c) == Tongue::Hant));
        assert_eq!(best('\u{F90A}'), Tongue::Ko);
    }
}
