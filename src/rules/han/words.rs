//! Words of two and more Han characters that tell the languages apart, and those that do not.

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
            particles: particles.zh.iter().filter_map(|word| word.chars().next()).collect(),
        })
    }

    /// What the words of a run say, found by longest match from the left.
    pub(super) fn weigh(&self, run: &str) -> Weights {
        let found = self.automaton.find_iter(run);
        found.map(|hit| self.weights[hit.pattern().as_usize()]).sum()
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
