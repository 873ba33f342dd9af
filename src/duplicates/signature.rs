//! A text as 256 bytes, of which two texts have the more in common the more alike they are.

use super::shingles::{mix, shingles};
use crate::document::Document;

/// Bytes of a signature.
pub(super) const BINS: usize = 256;
/// Nothing fell into a bin; larger than what can.
const EMPTY: u64 = u64::MAX;

/// What stands for the kept text of a document when it is compared.
///
/// A `MinHash` (Broder 1997) by one permutation (Li, Owen, Zhang 2012): the first byte of a run's hash says
/// which bin it falls into, the smallest hash of each bin stays. Where a bin is empty, as many are of a
/// short text, another one stands in for it (optimal densification, Shrivastava 2017). Of each smallest
/// hash one byte is held (b-bit minwise hashing, Li and König 2010), another one in each bin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature(pub(super) [u8; BINS]);

impl Signature {
    /// The signature of the kept text; nothing where it has no letters and digits.
    pub fn of(doc: &Document) -> Option<Signature> {
        Signature::of_text(&doc.clean_text().text)
    }

    pub(super) fn of_text(text: &str) -> Option<Signature> {
        const VALUE: u64 = u64::MAX >> 8;
        let mut least = [EMPTY; BINS];
        for hash in shingles(text) {
            let bin = &mut least[(hash >> 56) as usize];
            *bin = (*bin).min(hash & VALUE);
        }
        let is_full = |bin: &usize| least[*bin] != EMPTY;
        (0..BINS).any(|bin| is_full(&bin)).then(|| {
            let bin = |bin| if is_full(&bin) { Some(bin) } else { others(bin).find(is_full) };
            Signature(std::array::from_fn(|at| bin(at).map_or(0, |bin| byte(at, least[bin]))))
        })
    }

    /// How alike two texts are, in thousandths: the share of runs that both have among those that either
    /// has. An estimate; its standard error is 25 thousandths at 800 and none at 1000.
    pub fn similarity(&self, other: &Signature) -> u16 {
        const OTHERS: usize = BINS - 1;
        let same = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        // Of bytes that stand for different runs one in 256 is the same by chance.
        ((same.saturating_sub(1) * 1000 + OTHERS / 2) / OTHERS) as u16
    }
}

/// What a bin holds of a smallest hash. A short text fills many bins with one hash: if it were the same
/// byte in all of them, two texts of one run each would be taken for the same once in 256 times.
fn byte(bin: usize, least: u64) -> u8 {
    mix(least ^ ((bin as u64) << 56)) as u8
}

/// The bins that stand in for an empty one, in their order: the same for every text. All bins are among
/// them.
fn others(bin: usize) -> impl Iterator<Item = usize> {
    (0..=u64::from(u16::MAX)).map(move |turn| (mix((bin as u64) << 32 | turn) >> 56) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of so many words, some of which are other ones.
    fn text(words: u64, others: impl Fn(u64) -> bool) -> String {
        let word = |at| if others(at) { format!("x{at} ") } else { format!("w{} ", mix(at)) };
        (0..words).map(word).collect()
    }

    fn similarity(a: &str, b: &str) -> u16 {
        Signature::of_text(a).unwrap().similarity(&Signature::of_text(b).unwrap())
    }

    #[test]
    fn every_bin_stands_in_for_every_other() {
        for bin in 0..BINS {
            let mut found = [false; BINS];
            others(bin).for_each(|other| found[other] = true);
            assert!(found.iter().all(|found| *found), "{bin}");
        }
    }

    #[test]
    fn the_estimate_is_near_the_truth_for_long_texts_and_short_ones() {
        for words in [60, 300, 5000] {
            for every in [10, 20, 50] {
                let (whole, changed) = (text(words, |_| false), text(words, |at| at % every == 1));
                let runs = words as f32 - 2.0;
                let gone = (words as f32 / every as f32).ceil() * 3.0;
                let truth = 1000.0 * (runs - gone) / (runs + gone);
                let estimate = f32::from(similarity(&whole, &changed));
                assert!((estimate - truth).abs() < 90.0, "{words} {every}: {estimate} {truth}");
            }
        }
    }

    #[test]
    fn short_texts_that_differ_are_never_taken_for_the_same() {
        for words in [1, 4, 6] {
            let other = |at: u64| text(words, |_| true).replace('x', &format!("y{at}"));
            let texts = (0..2000).map(|at| Signature::of_text(&other(at)).unwrap());
            let texts: Vec<Signature> = texts.collect();
            let likest = texts[1..].iter().map(|other| texts[0].similarity(other)).max();
            assert!(likest < Some(100), "{words} words: {likest:?}");
        }
    }

    #[test]
    fn the_same_words_are_alike_and_others_are_not() {
        let (one, other) = (text(400, |_| false), text(400, |_| true));
        assert_eq!(similarity(&one, &one.to_uppercase()), 1000);
        assert!(similarity(&one, &other) < 30, "{}", similarity(&one, &other));
        assert_eq!(similarity("Home", "home!"), 1000);
        assert!(similarity("Home", "Away") < 30);
        assert_eq!(Signature::of_text("…"), None);
    }
}
