//! Words of two and more Han characters that tell the languages apart, and those that do not.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;

use super::{Tongue, Weights};

/// What a word that only some languages have says for them, in log odds; a longer word says more.
const WORD: f32 = 3.0;
const LONG_WORD: f32 = 4.0;
/// A word of one Chinese orthography says less about the orthography than about the language: the
/// characters settle that.
const OTHER_ORTHOGRAPHY: f32 = 0.8;
/// What one Chinese function word inside a longer run says, and what many say at most.
const PARTICLE: f32 = 1.2;
const PARTICLES: f32 = 4.0;
/// Shorter runs are words, and a character of theirs is no function word.
const SHORTEST_CLAUSE: usize = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    words: Lists,
    particles: Particles,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Lists {
    ja: Vec<String>,
    zh_hans: Vec<String>,
    zh_hant: Vec<String>,
    ko: Vec<String>,
    shared: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Particles {
    zh: Vec<String>,
}

/// The compiled lists.
#[derive(Debug)]
pub(super) struct Words {
    automaton: AhoCorasick,
    weights: Vec<Weights>,
    /// What the characters of the words say where they stand in other strings.
    usage: HashMap<char, Weights>,
    particles: Vec<char>,
}

impl Words {
    pub(super) fn load(file: &str) -> anyhow::Result<Words> {
        let File { words, particles } = toml::from_str(file)?;
        let all = [Tongue::Ja, Tongue::Hans, Tongue::Hant, Tongue::Ko];
        let lists: [(&[Tongue], Vec<String>); 5] = [
            (&all[0..1], words.ja),
            (&all[1..2], words.zh_hans),
            (&all[2..3], words.zh_hant),
            (&all[3..4], words.ko),
            (&all, words.shared),
        ];
        let mut entries: Vec<(String, u8)> = Vec::new();
        for (tongues, list) in lists {
            let mask = tongues.iter().fold(0, |mask, &tongue| mask | (1 << tongue as u8));
            entries.extend(list.into_iter().map(|word| (word, mask)));
        }
        entries.sort_unstable();
        entries.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 |= if same { next.1 } else { 0 };
            same
        });
        Ok(Words {
            automaton: AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .build(entries.iter().map(|(word, _)| word))?,
            weights: entries.iter().map(|(word, mask)| weigh(word, *mask)).collect(),
            usage: usage(&entries),
            particles: particles.zh.iter().flat_map(|word| word.chars()).collect(),
        })
    }

    /// What the words of a run say, found by longest match from the left, and what the characters
    /// between them say by the words that they stand in elsewhere.
    pub(super) fn weigh(&self, run: &str) -> (Weights, Weights) {
        let (mut words, mut usage, mut end) = (Weights::default(), Weights::default(), 0);
        for hit in self.automaton.find_iter(run) {
            words = words + self.weights[hit.pattern().as_usize()];
            usage = usage + self.weigh_usage(&run[end..hit.start()]);
            end = hit.end();
        }
        (words, usage + self.weigh_usage(&run[end..]))
    }

    fn weigh_usage(&self, text: &str) -> Weights {
        text.chars().filter_map(|c| self.usage.get(&c)).copied().sum()
    }

    /// What the Chinese function words in a run say.
    pub(super) fn weigh_particles(&self, run: &str) -> Weights {
        let count = run.chars().filter(|c| self.particles.contains(c)).count();
        let clause = count > 0 && run.chars().count() >= SHORTEST_CLAUSE;
        Weights::zh(if clause { (count as f32 * PARTICLE).min(PARTICLES) } else { 0.0 })
    }
}

/// What a word says that stands in the lists of a mask of languages.
fn weigh(word: &str, mask: u8) -> Weights {
    let has = |tongue: Tongue| mask & (1 << tongue as u8) != 0;
    if Tongue::ALL.into_iter().all(has) {
        return Weights::default();
    }
    let weight = if word.chars().count() > 2 { LONG_WORD } else { WORD };
    let chinese = has(Tongue::Hans) || has(Tongue::Hant);
    Weights(Tongue::ALL.map(|tongue| match tongue {
        _ if has(tongue) => weight,
        Tongue::Hans | Tongue::Hant if chinese => weight * OTHER_ORTHOGRAPHY,
        _ => 0.0,
    }))
}

/// What a character says by how many words of each language it stands in: log odds with add-one
/// smoothing, discounted because the characters of a word do not speak independently.
fn usage(entries: &[(String, u8)]) -> HashMap<char, Weights> {
    const TRUST: f32 = 0.5;
    const ALL: u8 = 0b1111;
    let mut counts: HashMap<char, [f32; 4]> = HashMap::new();
    for (word, mask) in entries.iter().filter(|(_, mask)| *mask != ALL) {
        for c in word.chars() {
            let count = counts.entry(c).or_insert([1.0; 4]);
            for tongue in Tongue::ALL.into_iter().filter(|&t| mask & (1 << t as u8) != 0) {
                count[tongue as usize] += 1.0;
            }
        }
    }
    let weigh = |[ja, hans, hant, _]: [f32; 4]| {
        let (zh, ja) = (hans.max(hant).ln() * TRUST, ja.ln() * TRUST);
        // The Korean list is too short to be counted against the others.
        Weights::zh(zh)
            + Weights::of(Tongue::Ja, ja)
            + Weights::of(Tongue::Ko, f32::midpoint(zh, ja))
    };
    counts.into_iter().map(|(c, count)| (c, weigh(count))).collect()
}
