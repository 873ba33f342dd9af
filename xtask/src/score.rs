//! How near a text comes to its reference: precision, recall and F1 of the bags of their words.

use std::collections::HashMap;
use std::iter::Sum;
use std::ops::Add;
use std::sync::LazyLock;

use regex::Regex;

/// What Python's `\w` takes for part of a word: letters, numbers, the underscore, no marks.
static WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{L}\p{N}_]+"));
static HAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{Han}"));

fn pattern(source: &'static str) -> Regex {
    Regex::new(source).unwrap_or_else(|error| unreachable!("{error}"))
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Words in lower case.
    Words,
    /// Han characters.
    Han,
}

impl Unit {
    /// What a text of this language is counted in: Chinese writes no spaces between words.
    pub(crate) fn of(lang: Option<&str>) -> Unit {
        if lang.is_some_and(|lang| lang.starts_with("zh")) { Unit::Han } else { Unit::Words }
    }

    fn pattern(self) -> &'static Regex {
        match self {
            Unit::Words => &WORD,
            Unit::Han => &HAN,
        }
    }
}

/// Precision, recall and F1, 0 to 1.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Score {
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    pub(crate) f1: f64,
}

impl Score {
    const PERFECT: Score = Score { precision: 1.0, recall: 1.0, f1: 1.0 };

    /// The score of a text.
    pub(crate) fn of(text: &str, gold: &str, unit: Unit) -> Score {
        let mut bag = Bag::of(gold, unit);
        bag.add(text);
        bag.score()
    }
}

/// The words of a reference, and how many of them a text has that is added piece by piece.
pub(crate) struct Bag {
    left: HashMap<String, u32>,
    unit: Unit,
    wanted: u32,
    given: u32,
    common: u32,
}

impl Bag {
    /// The bag of a reference.
    pub(crate) fn of(gold: &str, unit: Unit) -> Bag {
        let mut bag = Bag { left: HashMap::new(), unit, wanted: 0, given: 0, common: 0 };
        for word in unit.pattern().find_iter(&gold.to_lowercase()) {
            *bag.left.entry(word.as_str().to_owned()).or_default() += 1;
            bag.wanted += 1;
        }
        bag
    }

    /// Adds a piece of text.
    pub(crate) fn add(&mut self, text: &str) {
        for word in self.unit.pattern().find_iter(&text.to_lowercase()) {
            self.given += 1;
            if let Some(left) = self.left.get_mut(word.as_str()).filter(|left| **left > 0) {
                *left -= 1;
                self.common += 1;
            }
        }
    }

    /// The score of what was added so far. Two empty texts agree; an empty and a full one have nothing
    /// in common.
    pub(crate) fn score(&self) -> Score {
        match (self.given, self.wanted) {
            (0, 0) => Score::PERFECT,
            (0, _) | (_, 0) => Score::default(),
            (given, wanted) => Score {
                precision: f64::from(self.common) / f64::from(given),
                recall: f64::from(self.common) / f64::from(wanted),
                f1: 2.0 * f64::from(self.common) / f64::from(given + wanted),
            },
        }
    }
}

impl Add for Score {
    type Output = Score;

    fn add(self, other: Score) -> Score {
        Score {
            precision: self.precision + other.precision,
            recall: self.recall + other.recall,
            f1: self.f1 + other.f1,
        }
    }
}

/// The mean of several scores, and how many there were.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mean {
    sum: Score,
    /// How many scores.
    pub(crate) count: usize,
}

impl Mean {
    /// The mean.
    pub(crate) fn score(&self) -> Score {
        let count = self.count.max(1) as f64;
        let Score { precision, recall, f1 } = self.sum;
        Score { precision: precision / count, recall: recall / count, f1: f1 / count }
    }
}

impl Extend<Score> for Mean {
    fn extend<I: IntoIterator<Item = Score>>(&mut self, scores: I) {
        for score in scores {
            self.sum = self.sum + score;
            self.count += 1;
        }
    }
}

impl Sum<Score> for Mean {
    fn sum<I: Iterator<Item = Score>>(scores: I) -> Mean {
        let mut mean = Mean::default();
        mean.extend(scores);
        mean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_often_as_they_stand_there() {
        let score = Score::of("One one two", "one two three", Unit::Words);
        assert!((score.precision - 2.0 / 3.0).abs() < 1e-9);
        assert!((score.recall - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn chinese_is_counted_by_its_characters() {
        let score = Score::of("和平 abc", "和平", Unit::of(Some("zh")));
        assert!((score.f1 - 1.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_against_nothing_is_perfect() {
        assert!(Score::of(" … ", "", Unit::Words).f1 > 0.0);
        assert!(Score::of("word", "", Unit::Words).f1 < 1e-9);
    }
}
