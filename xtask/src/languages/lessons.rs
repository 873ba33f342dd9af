//! What is learned from: words and running texts, as numbers.

use std::collections::HashMap;

use pumice::rules::languages::{grams, script};
use unicode_script::{Script, UnicodeScript};

use super::sources::Material;
use crate::train::random::Random;

/// All distinct words.
#[derive(Default)]
pub(super) struct Words {
    numbers: HashMap<String, u32>,
    /// The words, by their numbers.
    pub(super) words: Vec<String>,
}

impl Words {
    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.words.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        self.words.push(word.to_owned());
        number
    }
}

/// What one source has of a language.
struct Part {
    /// The words, as they follow one another or in the order of the list.
    words: Vec<u32>,
    /// For a list: the sums of the frequencies so far.
    sums: Vec<f64>,
}

/// What there is of one language.
pub(super) struct Lessons {
    parts: Vec<Part>,
    /// The sums of the weights of the parts so far.
    weights: Vec<f32>,
}

impl Lessons {
    /// The words in the scripts of a language.
    pub(super) fn of(materials: &[(f32, Material)], scripts: u32, all: &mut Words) -> Lessons {
        let mut lessons = Lessons { parts: Vec::new(), weights: Vec::new() };
        for (weight, material) in materials {
            let part = match material {
                Material::Text(text) => running(text, scripts, all),
                Material::Words(words) => listed(words, scripts, all),
            };
            // A few words are no better than their weight says, however few they are.
            const FEW: usize = 4_000;
            let scarce = (part.words.len() as f32 / FEW as f32).min(1.0);
            if !part.words.is_empty() {
                lessons.parts.push(part);
                let before = lessons.weights.last().copied().unwrap_or(0.0);
                lessons.weights.push(before + weight * scarce.max(0.05));
            }
        }
        lessons
    }

    /// How many words there are, each as often as it occurs.
    pub(super) fn len(&self) -> usize {
        self.parts.iter().map(|part| part.words.len()).sum()
    }

    /// Each word with its probability, some more than once.
    pub(super) fn frequencies(&self) -> Vec<(u32, f64)> {
        let all = f64::from(self.weights.last().copied().unwrap_or(1.0));
        let mut found = Vec::new();
        let mut before = 0.0;
        for (part, &sum) in self.parts.iter().zip(&self.weights) {
            let weight = f64::from(sum - before) / all;
            before = sum;
            let total = part.sums.last().copied().unwrap_or(part.words.len() as f64);
            let mut last = 0.0;
            for (at, &word) in part.words.iter().enumerate() {
                let one = part.sums.get(at).map_or(1.0, |sum| sum - last);
                last = part.sums.get(at).copied().unwrap_or(0.0);
                found.push((word, weight * one / total));
            }
        }
        found
    }

    /// A text of so many words, from one of the sources.
    pub(super) fn draw(&self, count: usize, random: &mut Random, text: &mut Vec<u32>) {
        text.clear();
        let Some(&all) = self.weights.last() else { return };
        let at = unit(random) as f32 * all;
        let part =
            &self.parts[self.weights.partition_point(|&sum| sum <= at).min(self.parts.len() - 1)];
        if let Some(&sum) = part.sums.last() {
            for _ in 0..count {
                let at = unit(random) * sum;
                let word = part.sums.partition_point(|&sum| sum <= at).min(part.words.len() - 1);
                text.push(part.words[word]);
            }
        } else {
            let from = random.below(part.words.len().saturating_sub(count).max(1));
            text.extend(part.words[from..].iter().take(count));
        }
    }
}

/// A number from 0 to 1.
fn unit(random: &mut Random) -> f64 {
    (random.next() >> 11) as f64 / (1_u64 << 53) as f64
}

fn running(text: &str, scripts: u32, all: &mut Words) -> Part {
    let words = split(text).filter(|word| is_in(word, scripts)).map(|word| all.number(&word));
    Part { words: words.collect(), sums: Vec::new() }
}

fn listed(list: &[(String, f64)], scripts: u32, all: &mut Words) -> Part {
    let mut part = Part { words: Vec::new(), sums: Vec::new() };
    let mut sum = 0.0;
    for (words, frequency) in list {
        for word in split(words).filter(|word| is_in(word, scripts)) {
            part.words.push(all.number(&word));
            sum += frequency;
            part.sums.push(sum);
        }
    }
    part
}

/// The words of a text, in lower case.
fn split(text: &str) -> impl Iterator<Item = String> + '_ {
    let is_mark = |c: &char| matches!(c, '\u{300}'..='\u{36F}' | '\u{AD}');
    let words = text.split(move |c: char| !c.is_alphabetic() && !is_mark(&c));
    let lower = move |word: &str| {
        word.chars().filter(|c| !is_mark(c)).flat_map(char::to_lowercase).collect()
    };
    words.filter(|word| !word.is_empty()).map(lower)
}

fn is_in(word: &str, scripts: u32) -> bool {
    word.chars().all(|c| script::bit(c.script()) & scripts != 0)
}

/// The n-grams of a word.
pub(super) fn grams_of(word: &str) -> Vec<u32> {
    let mut found = Vec::new();
    let script = word.chars().next().map_or(Script::Common, |c| c.script());
    grams::each(word, script, u32::MAX, |gram| found.push(gram));
    found
}
