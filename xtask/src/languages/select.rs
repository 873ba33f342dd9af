//! Which n-grams stand in the table, and what they weigh before anything is learned.

use std::collections::HashMap;

use super::lessons::{Lessons, Words, grams_of};

/// How often an n-gram occurs for each word of a language, by the number of the language.
pub(super) type Occurrence = Vec<(u8, f32)>;

/// An n-gram that is hardly ever there.
const RARE: f32 = 2e-6;

/// The most frequent n-grams of each language, together.
pub(super) fn count(
    lessons: &[Lessons],
    words: &Words,
    inside: &[Option<&Vec<(String, f64)>>],
) -> HashMap<u32, Occurrence> {
    /// So many of each.
    const MOST: usize = 60_000;
    let mut all: HashMap<u32, Occurrence> = HashMap::new();
    for (lang, lessons) in lessons.iter().enumerate() {
        let mut mine: HashMap<u32, f32> = HashMap::new();
        for (word, frequency) in lessons.frequencies() {
            for gram in grams_of(&words.words[word as usize]) {
                *mine.entry(gram).or_default() += frequency as f32;
            }
        }
        if let Some(inside) = inside[lang] {
            blend(&mut mine, inside);
        }
        let mut mine: Vec<(u32, f32)> =
            mine.into_iter().filter(|(_, often)| *often > RARE).collect();
        mine.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for (gram, often) in mine.into_iter().take(MOST) {
            all.entry(gram).or_default().push((lang as u8, often));
        }
    }
    all
}

/// Takes the mean of what was counted and of what a list says of the insides of words.
fn blend(mine: &mut HashMap<u32, f32>, list: &[(String, f64)]) {
    /// Letters of a mean word, and so runs of a length.
    const LETTERS: f64 = 5.0;
    let mut totals = [0.0; 8];
    for (gram, often) in list {
        totals[gram.chars().count().min(7)] += often;
    }
    for (gram, often) in list {
        let length = gram.chars().count();
        let runs = (LETTERS - length as f64 + 1.0).max(0.5);
        let said = often / totals[length.min(7)] * runs;
        // The first of the n-grams that stand at no boundary is the one of all its letters.
        let inner = inner(gram);
        if let Some(hash) = inner {
            let entry = mine.entry(hash).or_default();
            *entry = f32::midpoint(*entry, said as f32);
        }
    }
}

/// The hash of a run of letters within a word.
fn inner(gram: &str) -> Option<u32> {
    // |abc| has the runs |, |a, |ab, |abc, |abc| and then, of the letters alone, a, ab, abc.
    let length = gram.chars().count();
    let all = grams_of(gram);
    let at_first = 4.min(length + 1);
    (length <= 5).then(|| all.get(at_first + length - 1).copied()).flatten()
}

/// The n-grams that tell most, no more than so many.
pub(super) fn most_telling(
    all: HashMap<u32, Occurrence>,
    scripts: &[u32],
    most: usize,
) -> Vec<(u32, Occurrence)> {
    /// What each language has at least.
    const EACH: usize = 900;
    let mut rated: Vec<(f32, u32, Occurrence)> = Vec::new();
    let mut each: Vec<Vec<(f32, u32)>> = vec![Vec::new(); scripts.len()];
    for (gram, occurrence) in all {
        let mut value = 0.0;
        for &(lang, often) in &occurrence {
            let mean = mean(&occurrence, scripts, scripts[usize::from(lang)]);
            let tells = often * (often / mean).ln().max(0.0);
            each[usize::from(lang)].push((tells, gram));
            value += tells;
        }
        rated.push((value, gram, occurrence));
    }
    let mut chosen: std::collections::HashSet<u32> = std::collections::HashSet::new();
    for mut mine in each {
        mine.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        chosen.extend(mine.into_iter().take(EACH).map(|(_, gram)| gram));
    }
    rated.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, gram, _) in &rated {
        if chosen.len() >= most {
            break;
        }
        chosen.insert(*gram);
    }
    let kept = rated.into_iter().filter(|(_, gram, _)| chosen.contains(gram));
    let mut kept: Vec<(u32, Occurrence)> =
        kept.map(|(_, gram, occurrence)| (gram, occurrence)).collect();
    kept.sort_by_key(|(gram, _)| *gram);
    kept
}

/// How often an n-gram occurs in a mean language of these scripts.
fn mean(occurrence: &Occurrence, scripts: &[u32], mine: u32) -> f32 {
    let of = |bits: u32| bits & mine != 0;
    let count = scripts.iter().filter(|&&bits| of(bits)).count();
    let sum: f32 = occurrence
        .iter()
        .filter(|(lang, _)| of(scripts[usize::from(*lang)]))
        .map(|(_, often)| often)
        .sum();
    (sum + RARE * count as f32) / count as f32
}

/// The weights of naive Bayes for an n-gram: how much more often it occurs than hardly ever, in
/// logarithms, and less for runs overlap.
pub(super) fn first_weights(occurrence: &Occurrence) -> Vec<(u8, f32)> {
    const OVERLAP: f32 = 0.12;
    occurrence.iter().map(|&(lang, often)| (lang, OVERLAP * (often / RARE).ln())).collect()
}
