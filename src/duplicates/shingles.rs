//! What of a text is compared: its runs of words, as numbers.

use icu_normalizer::ComposingNormalizerBorrowed;

use crate::document::writes_no_spaces;

/// Words of a run.
const WORDS: usize = 3;
/// Characters of a run where the script writes no spaces: about as much text.
const CHARS: usize = 5;

/// The hashes of the runs of a text, in their order ("shingles", Broder 1997): three words each, or five
/// characters in scripts without spaces. Case, width, white space and punctuation do not count. A text
/// that is shorter is one run, one without letters and digits none.
pub(super) fn shingles(text: &str) -> impl Iterator<Item = u64> {
    let tokens = tokens(text);
    let short = (!tokens.is_empty() && run(&tokens, 0).is_none()).then(|| hash(&tokens));
    let runs = (0..tokens.len()).filter_map(move |at| run(&tokens, at).map(hash));
    runs.chain(short)
}

/// A word or character: its hash with the last bit for which of both it is.
type Token = u64;

/// The run that begins with a token, if the text does not end before.
fn run(tokens: &[Token], at: usize) -> Option<&[Token]> {
    let length = if tokens[at] & 1 == 1 { CHARS } else { WORDS };
    tokens.get(at..at + length)
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut word = None;
    for c in ComposingNormalizerBorrowed::new_nfkc().normalize_iter(text.chars()) {
        if c.is_alphanumeric() && !writes_no_spaces(c) {
            word = Some(c.to_lowercase().fold(word.unwrap_or(START), with));
            continue;
        }
        tokens.extend(word.take().map(|word| word & !1));
        if writes_no_spaces(c) {
            tokens.push(with(START, c) | 1);
        }
    }
    tokens.extend(word.map(|word| word & !1));
    tokens
}

/// What an empty text comes to.
const START: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a of 64 bits (Fowler, Noll, Vo), character by character instead of byte by byte.
fn with(hash: u64, c: char) -> u64 {
    const PRIME: u64 = 0x0000_0100_0000_01b3;
    (hash ^ u64::from(c)).wrapping_mul(PRIME)
}

fn hash(tokens: &[Token]) -> u64 {
    tokens.iter().fold(START, |hash, token| mix(hash ^ token))
}

/// A number of which every bit depends on every bit of another one, and that no other number has: the
/// finaliser of `SplitMix64` (Steele, Lea, Flood 2014).
pub(super) fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<u64> {
        shingles(text).collect()
    }

    #[test]
    fn words_and_characters_make_runs() {
        assert_eq!(all("The boats lay side by side").len(), 4);
        assert_eq!(all("東京の平和な町").len(), 3);
        assert_eq!(all("Peace is 平和です。").len(), 2, "each from where it begins");
        assert_eq!(all("Home").len(), 1);
        assert_eq!(all("— … 。").len(), 0);
    }

    #[test]
    fn case_width_and_signs_do_not_count() {
        assert_eq!(all("THE boats, lay"), all("the Ｂｏａｔｓ\n\n– lay!"));
        assert_eq!(all("Cafe\u{301} au lait"), all("Café au lait"));
        assert_eq!(all("ﾃﾚﾋﾞ東京「放送」"), all("テレビ東京 放送"));
        assert_ne!(all("the boats lay"), all("the boat slay"));
        assert_ne!(all("lay the boats"), all("the boats lay"));
    }
}
