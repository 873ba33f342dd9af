//! What the words of lines say, each and together: whether lines with such words are of the article.

use super::super::measures::measures;
use super::super::vocabulary::Vocabulary;

/// Shorter words say nothing, and longer ones are no words; in bytes.
const SHORTEST: usize = 2;
const LONGEST: usize = 24;

measures! {
    /// What the words say: log-odds that a line is of the article, in sixteenths, from 128 for nothing.
    Words {
        /// The words of the line, at the mean.
        mean,
        /// The word that speaks most for it.
        most,
        /// The word that speaks most against it.
        least,
        /// The words of the line and of two before and behind, at the mean.
        near,
        /// Of five before and behind.
        around,
        /// Of twelve before and behind.
        far,
        /// Of all lines.
        all,
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
        } else {
            small.clear();
            small.extend(run.chars().flat_map(char::to_lowercase));
            word(&small);
        }
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
    const MIDDLE: i32 = 128;
    (MIDDLE + said).clamp(1, 254) as u8
}

/// The measures of lines by what their words say.
pub(super) fn measure<'a>(
    lines: impl Iterator<Item = &'a str>,
    vocabulary: &Vocabulary,
) -> Vec<Words> {
    let mut all = Vec::new();
    let mut sums = vec![Sum::default()];
    for line in lines {
        let (mut sum, mut most, mut least) = (Sum::default(), 0, 0);
        each(line, |word| {
            if let Some(score) = vocabulary.score(word) {
                let score = i32::from(score);
                sum = Sum { said: sum.said + score, words: sum.words + 1 };
                (most, least) = (score.max(most), score.min(least));
            }
        });
        all.push(Words {
            mean: sum.code(),
            most: code(most),
            least: code(least),
            ..Words::default()
        });
        let before = sums[sums.len() - 1];
        sums.push(Sum { said: before.said + sum.said, words: before.words + sum.words });
    }
    let between = |from: usize, to: usize| {
        let (from, to) = (sums[from], sums[to.min(sums.len() - 1)]);
        Sum { said: to.said - from.said, words: to.words - from.words }
    };
    let whole = between(0, usize::MAX).code();
    for (at, words) in all.iter_mut().enumerate() {
        let window = |size: usize| between(at.saturating_sub(size), at + size + 1).code();
        *words =
            Words { near: window(2), around: window(5), far: window(12), all: whole, ..*words };
    }
    all
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
    fn lines_say_what_their_words_say() {
        let vocabulary = Vocabulary::of([("cart", -40), ("said", 20)].into_iter());
        let lines = measure(["Add to cart", "he said", "nothing"].into_iter(), &vocabulary);
        assert_eq!((lines[0].mean, lines[0].most, lines[0].least), (88, 128, 88));
        assert_eq!((lines[1].mean, lines[1].most, lines[1].least), (148, 148, 128));
        assert_eq!((lines[2].mean, lines[2].near, lines[2].all), (128, 118, 118));
        assert!(measure(std::iter::empty(), &vocabulary).is_empty());
    }
}
