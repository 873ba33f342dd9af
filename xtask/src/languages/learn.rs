//! The weights: multinomial logistic regression over n-grams, from naive Bayes on.
//!
//! Stochastic gradient descent with the step of each weight by what it moved so far (Duchi, Hazan,
//! Singer, "Adaptive Subgradient Methods", 2011). Texts of random lengths are drawn from every language
//! alike; only the languages of their script compete.

use super::lessons::{Lessons, Words, grams_of};
use super::select::{Occurrence, first_weights};
use crate::train::random::Random;

/// What one unit of a weight is in the table.
pub(super) const UNITS: f32 = 48.0;

/// The weights of all n-grams, one after the other.
pub(super) struct Weights {
    /// Where those of an n-gram begin; once more for the end.
    starts: Vec<u32>,
    langs: Vec<u8>,
    weights: Vec<f32>,
    moved: Vec<f32>,
}

impl Weights {
    /// Those of naive Bayes.
    pub(super) fn first(grams: &[(u32, Occurrence)]) -> Weights {
        let mut first =
            Weights { starts: vec![0], langs: Vec::new(), weights: Vec::new(), moved: Vec::new() };
        for (_, occurrence) in grams {
            for (lang, weight) in first_weights(occurrence) {
                first.langs.push(lang);
                first.weights.push(weight);
            }
            first.starts.push(first.langs.len() as u32);
        }
        first.moved = vec![0.02; first.weights.len()];
        first
    }

    fn of(&self, gram: u32) -> std::ops::Range<usize> {
        self.starts[gram as usize] as usize..self.starts[gram as usize + 1] as usize
    }

    /// The n-grams as they stand in the table, without weights that are next to nothing.
    pub(super) fn rounded(&self, grams: &[(u32, Occurrence)]) -> Vec<(u32, Vec<(u8, i8)>)> {
        const LEAST: f32 = 1.5;
        let row = |(at, (hash, _)): (usize, &(u32, Occurrence))| {
            let pairs = self.of(at as u32).filter_map(|at| {
                let units = self.weights[at] * UNITS;
                let whole = units.round().clamp(-127.0, 127.0) as i8;
                (units.abs() >= LEAST).then_some((self.langs[at], whole))
            });
            (*hash, pairs.collect::<Vec<_>>())
        };
        grams.iter().enumerate().map(row).filter(|(_, pairs)| !pairs.is_empty()).collect()
    }
}

/// What is learned from.
pub(super) struct School<'a> {
    /// The lessons of each language.
    pub(super) lessons: &'a [Lessons],
    /// The scripts of each language.
    pub(super) scripts: &'a [u32],
    /// The n-grams of each word that are in the table, the whole word last.
    pub(super) grams: Vec<Box<[u32]>>,
    /// The script of each word.
    pub(super) script_of: Vec<u32>,
}

/// The n-grams of each word, by their places in the table.
pub(super) fn places(words: &Words, grams: &[(u32, Occurrence)]) -> Vec<Box<[u32]>> {
    let at: std::collections::HashMap<u32, u32> =
        grams.iter().enumerate().map(|(at, (hash, _))| (*hash, at as u32)).collect();
    let place =
        |word: &String| grams_of(word).iter().filter_map(|hash| at.get(hash).copied()).collect();
    words.words.iter().map(place).collect()
}

/// Learns from so many texts.
pub(super) fn learn(weights: &mut Weights, school: &School<'_>, texts: usize, seed: u64) {
    const STEP: f32 = 0.05;
    /// How often an n-gram is left out: what a text must do without, others must make up for.
    const LEFT_OUT: f32 = 0.2;
    let mut random = Random::new(seed);
    let (mut text, mut met) = (Vec::new(), Vec::new());
    let count = school.scripts.len();
    for drawn in 0..texts {
        let step = STEP * (1.0 - 0.9 * drawn as f32 / texts as f32);
        let lang = random.below(count);
        school.lessons[lang].draw(length(&mut random), &mut random, &mut text);
        let Some(&first) = text.first() else { continue };
        let script = school.script_of[first as usize];
        met.clear();
        for &word in &text {
            let all = school.grams[word as usize].iter();
            met.extend(all.filter(|_| !random.happens(LEFT_OUT)));
        }
        let errors = errors(weights, school.scripts, &met, script, lang);
        for &gram in &met {
            for at in weights.of(gram) {
                let slope = errors[usize::from(weights.langs[at])];
                if slope != 0.0 {
                    weights.moved[at] += slope * slope;
                    weights.weights[at] -= step * slope / weights.moved[at].sqrt();
                }
            }
        }
    }
}

/// A number of words: mostly few, since long texts teach little.
fn length(random: &mut Random) -> usize {
    match random.below(10) {
        0..5 => 1 + random.below(4),
        5..9 => 4 + random.below(8),
        _ => 12 + random.below(20),
    }
}

/// For each language, its probability in a text less what it should be.
fn errors(
    weights: &Weights,
    scripts: &[u32],
    met: &[u32],
    script: u32,
    right: usize,
) -> [f32; 256] {
    let mut scores = [0.0_f32; 256];
    for &gram in met {
        for at in weights.of(gram) {
            scores[usize::from(weights.langs[at])] += weights.weights[at];
        }
    }
    let takes_part = |lang: usize| scripts[lang] & script != 0;
    let langs = (0..scripts.len()).filter(|&lang| takes_part(lang));
    let best = langs.clone().map(|lang| scores[lang]).fold(f32::MIN, f32::max);
    let mut errors = [0.0; 256];
    let mut sum = 0.0;
    for lang in langs.clone() {
        errors[lang] = (scores[lang] - best).exp();
        sum += errors[lang];
    }
    for lang in langs {
        errors[lang] = errors[lang] / sum - f32::from(u8::from(lang == right));
        if errors[lang].abs() < 1e-4 {
            errors[lang] = 0.0;
        }
    }
    errors
}
