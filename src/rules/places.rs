//! Where in a text something is to be looked for.

use super::table::{Heads, head};

/// Where in a text the strings of a list may begin: where a word does, and at every other sign. Nothing
/// is asked of the text byte by byte, so that most of it is passed over without a question that a
/// processor could guess wrong.
#[derive(Clone, Debug)]
pub(super) struct Places(Heads);

/// Bytes looked at together.
const LOOK: usize = u32::BITS as usize;

impl Places {
    /// The bit that ASCII letters of both cases differ in.
    const CASE: u32 = 0x2020_2020;

    pub(super) fn of(list: &[(String, usize)]) -> Places {
        let mut heads = Heads::default();
        for (string, _) in list {
            heads.add(head::<4>(string.as_bytes()) | Self::CASE);
        }
        Places(heads)
    }

    /// Calls for each place where one may begin that does not begin within an ASCII word.
    pub(super) fn each(&self, text: &[u8], mut place: impl FnMut(usize)) {
        let mut in_word = false;
        for (at, chunk) in text.chunks(LOOK).enumerate() {
            let mut starts = starts(chunk, &mut in_word);
            while starts != 0 {
                let at = at * LOOK + starts.trailing_zeros() as usize;
                starts &= starts - 1;
                let four = text[at..].first_chunk().map(|&four| u32::from_be_bytes(four));
                if four.is_some_and(|four| self.0.may_hold(four | Self::CASE)) {
                    place(at);
                }
            }
        }
    }
}

/// Where in a piece of text something may begin, a bit each: not within a word of ASCII letters and
/// digits, not at white space, and not within a character. `in_word` goes from one piece to the next.
fn starts(chunk: &[u8], in_word: &mut bool) -> u32 {
    let mut bytes = [b' '; LOOK];
    bytes[..chunk.len()].copy_from_slice(chunk);
    let words = bits(&bytes, |byte| byte.is_ascii_alphanumeric());
    let others = bits(&bytes, |byte| byte > b' ' && byte & 0xC0 != 0x80);
    let within = words << 1 | u32::from(*in_word);
    *in_word = words >> (LOOK - 1) != 0;
    others & !(words & within)
}

/// Of which bytes something is true, as the bits of a number, the first the lowest.
fn bits(bytes: &[u8; LOOK], is: impl Fn(u8) -> bool) -> u32 {
    // Multiplying brings the lowest bits of eight bytes together in the uppermost byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut ones = [0; LOOK];
    // `map` of so long an array would go through it byte by byte.
    for (one, &byte) in ones.iter_mut().zip(bytes) {
        *one = u8::from(is(byte));
    }
    let mut bits = 0;
    for (eight, at) in ones.as_chunks::<8>().0.iter().zip((0..).step_by(8)) {
        bits |= ((u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56) as u32) << at;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_begin_where_words_do() {
        let places = Places::of(&[("share".to_owned(), 0), ("(share)".to_owned(), 1)]);
        let filler = "x".repeat(LOOK - 2);
        for (text, expected) in [
            ("Share or reshare", vec![0]),
            ("a (share)", vec![2, 3]),
            ("日本share SHAR", vec![6, 12]),
            (&format!("{filler} share xshare"), vec![LOOK - 1]),
            (&format!("{filler}xshare share"), vec![LOOK + 5]),
            ("sha", vec![]),
        ] {
            let mut found = Vec::new();
            places.each(text.as_bytes(), |at| found.push(at));
            assert_eq!(found, expected, "{text}");
        }
    }
}
