//! UTF-16 and UTF-32 that no byte order mark announces, and UTF-32, which the Encoding Standard
//! leaves out.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::{Decoded, EncodingFrom};

/// An encoding whose units have two or four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wide {
    bytes: usize,
    big: bool,
}

/// How many bytes are looked at.
const SAMPLE: usize = 64 << 10;

const ALL: [Wide; 4] = [
    Wide { bytes: 4, big: false },
    Wide { bytes: 4, big: true },
    Wide { bytes: 2, big: false },
    Wide { bytes: 2, big: true },
];

impl Wide {
    /// The byte order marks of UTF-32.
    pub(super) fn utf32_mark(bytes: &[u8]) -> Option<Wide> {
        let big = bytes.starts_with(b"\0\0\xFE\xFF");
        // UTF-16LE that begins with a mark and U+0000 would look the same, but no text does.
        (big || bytes.starts_with(b"\xFF\xFE\0\0")).then_some(Wide { bytes: 4, big })
    }

    /// What the bytes are if they have the shape of it. No eight-bit text has control characters or
    /// zeros in it, or the same byte in every second place; UTF-16 has nearly always.
    pub(super) fn guess(bytes: &[u8]) -> Option<Wide> {
        const FEWEST_UNITS: usize = 4;
        let sample = &bytes[..bytes.len().min(SAMPLE)];
        if sample.len() < FEWEST_UNITS * 2 || !(has_controls(sample) || has_rhythm(sample)) {
            return None;
        }
        ALL.into_iter()
            .map(|wide| (wide.plausible(sample), wide))
            .filter(|&(share, _)| share >= 0.9)
            .reduce(|best, next| if next.0 > best.0 { next } else { best })
            .map(|(_, wide)| wide)
    }

    /// Decodes; `from` says what told the encoding.
    pub(super) fn decode(self, bytes: &[u8], from: EncodingFrom) -> Decoded<'_> {
        let encoding = match self {
            Wide { bytes: 4, big } => {
                let units = bytes.chunks(4).map(|unit| self.unit(unit));
                let text = units.map(|unit| unit.and_then(char::from_u32).unwrap_or('\u{FFFD}'));
                let encoding = if big { "UTF-32BE" } else { "UTF-32LE" };
                return Decoded { text: Cow::Owned(text.collect()), encoding, from };
            }
            Wide { big: true, .. } => UTF_16BE,
            Wide { big: false, .. } => UTF_16LE,
        };
        super::text(encoding, bytes, from)
    }

    fn unit(self, bytes: &[u8]) -> Option<u32> {
        let join = |value: u32, &byte: &u8| value << 8 | u32::from(byte);
        let whole = bytes.len() == self.bytes;
        whole.then(|| {
            if self.big { bytes.iter().fold(0, join) } else { bytes.iter().rev().fold(0, join) }
        })
    }

    /// The share of units that are characters of texts people write, 0 to 1.
    fn plausible(self, sample: &[u8]) -> f32 {
        let units = sample.chunks_exact(self.bytes);
        let all = units.len().max(1);
        let good = units.filter(|unit| self.unit(unit).is_some_and(is_common)).count();
        good as f32 / all as f32
    }
}

/// Control characters that no text holds; ESC stands in ISO-2022-JP.
fn has_controls(bytes: &[u8]) -> bool {
    /// So many bytes are looked at together, without a way out between them.
    const LOOK: usize = 256;
    let is_control = |byte: u8| matches!(byte, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F);
    let any = |part: &[u8]| part.iter().fold(false, |any, &byte| any | is_control(byte));
    bytes.chunks(LOOK).any(any)
}

/// Whether one byte beyond ASCII letters stands in a third of the even or of the odd places and
/// hardly in the others: the block of kana (U+30xx) or of an alphabet.
fn has_rhythm(bytes: &[u8]) -> bool {
    /// A text keeps to it from the beginning on, so that not so much need be counted as is looked at.
    const ENOUGH: usize = 8 << 10;
    if bytes.is_ascii() {
        return false;
    }
    let bytes = &bytes[..bytes.len().min(ENOUGH)];
    let mut counts = [[0_usize; 256]; 2];
    for (at, &byte) in bytes.iter().enumerate() {
        counts[at % 2][usize::from(byte)] += 1;
    }
    let places = bytes.len() / 2;
    let rhythm = |even: usize, odd: usize| even * 3 > places && odd * 20 < places;
    // As eight-bit text such bytes would be digits and the like.
    let digits = 0x30..0x40;
    digits.into_iter().any(|byte| {
        let (even, odd) = (counts[0][byte], counts[1][byte]);
        rhythm(even, odd) || rhythm(odd, even)
    })
}

/// Characters of living scripts, with their punctuation; surrogates count, since pairs are common.
fn is_common(unit: u32) -> bool {
    matches!(unit,
        0x09 | 0x0A | 0x0D | 0x20..=0x7E
        | 0xA0..=0x24F | 0x300..=0x10FF | 0x1E00..=0x203F | 0x20A0..=0x20BF | 0x2100..=0x214F
        | 0x2190..=0x21FF | 0x2460..=0x24FF | 0x2500..=0x26FF | 0x3000..=0x312F | 0x3200..=0x33FF
        | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3 | 0xD800..=0xDFFF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF
        | 0x1F300..=0x1FAFF | 0x20000..=0x2FFFF)
}
