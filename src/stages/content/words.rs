//! What the words of blocks say, each and together: whether blocks with such words are of the article.

use super::measures::measures;
use super::vocabulary::Vocabulary;

/// Shorter words say nothing, and longer ones are no words; in bytes.
const SHORTEST: usize = 2;
const LONGEST: usize = 24;

/// The code where nothing is said.
pub(super) const NOTHING: u8 = 128;

measures! {
    /// What the words say: log-odds that a block is of the article, in sixteenths, from 128 for nothing.
    Words {
        /// The words of the block, at the mean.
        mean,
        /// The word that speaks most for it.
        most,
        /// The word that speaks most against it.
        least,
        /// The words of the block and of two before and behind, at the mean.
        near,
        /// Of five before and behind.
        around,
    }
}

/// Calls for each word of a text in small letters.
pub fn each(text: &str, mut word: impl FnMut(&str)) {
    let mut small = String::new();
    for run in text.split(|c: char| !c.is_alphabetic()) {
        if !(SHORTEST..=LONGEST).contains(&run.len()) {
            continue;
        }
        if run.bytes().all(|byte| byte.is_ascii_lowercase()) {
            word(run);
            continue;
        }
        small.clear();
        if run.is_ascii() {
            small.push_str(run);
            small.make_ascii_lowercase();
        } else {
            small.extend(run.chars().flat_map(char::to_lowercase));
        }
        word(&small);
    }
}

/// What known words say together, and how many they are.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    said: i32,
    words: i32,
}

impl Sum {
    fn code(self) -> u8 {
        code(self.said.checked_div(self.words).unwrap_or(0))
    }
}

#[expect(clippy::cast_sign_loss, reason = "clamped to what a byte holds")]
fn code(said: i32) -> u8 {
    (i32::from(NOTHING) + said).clamp(1, 254) as u8
}

/// What the words of the blocks of a document say.
#[derive(Debug)]
pub(super) struct Said {
    /// Of each block: all words together, the one that speaks most for it, the one most against it.
    blocks: Vec<(Sum, i32, i32)>,
    /// Of the blocks before each, and of all.
    before: Vec<Sum>,
}

impl Said {
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a str>, vocabulary: &Vocabulary) -> Said {
        let mut said = Said { blocks: Vec::new(), before: vec![Sum::default()] };
        let mut before = Sum::default();
        for text in texts {
            let (mut sum, mut most, mut least) = (Sum::default(), 0, 0);
            each(text, |word| {
                if let Some(score) = vocabulary.word(word) {
                    let score = i32::from(score);
                    sum = Sum { said: sum.said + score, words: sum.words + 1 };
                    (most, least) = (score.max(most), score.min(least));
                }
            });
            said.blocks.push((sum, most, least));
            before = Sum { said: before.said + sum.said, words: before.words + sum.words };
            said.before.push(before);
        }
        said
    }

    /// What a block says, and those near it.
    pub(super) fn block(&self, at: usize) -> Words {
        let (sum, most, least) = self.blocks[at];
        Words {
            mean: sum.code(),
            most: code(most),
            least: code(least),
            near: self.within(at, 2),
            around: self.within(at, 5),
        }
    }

    /// What a block says with so many before and behind it, at the mean.
    pub(super) fn within(&self, at: usize, distance: usize) -> u8 {
        let to = (at + distance + 1).min(self.blocks.len());
        let (before, all) = (self.before[at.saturating_sub(distance)], self.before[to]);
        Sum { said: all.said - before.said, words: all.words - before.words }.code()
    }

    /// What all blocks say, at the mean.
    pub(super) fn all(&self) -> u8 {
        self.before[self.blocks.len()].code()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_in_small_letters() {
        let mut words = Vec::new();
        each("Add to ÉTÉ-cart, x 平 Ж", |word| words.push(word.to_owned()));
        assert_eq!(words, ["add", "to", "été", "cart", "平", "ж"]);
    }

    #[test]
    fn blocks_say_what_their_words_say() {
        let vocabulary = Vocabulary::of([("=cart", -40), ("=said", 20)].into_iter());
        let said = Said::of(["Add to cart", "he said", "nothing"].into_iter(), &vocabulary);
        let codes = |at: usize| (said.block(at).mean, said.block(at).most, said.block(at).least);
        assert_eq!(
            [codes(0), codes(1), codes(2)],
            [(88, 128, 88), (148, 148, 128), (128, 128, 128)]
        );
        assert_eq!(
            (said.block(2).near, said.within(2, 1), said.within(2, 0), said.all()),
            (118, 148, 128, 118)
        );
        assert_eq!(Said::of(std::iter::empty(), &vocabulary).all(), NOTHING);
    }
}
