//! The little words of a document's languages, learned from the document itself.
//!
//! Asking a trigram model about each paragraph costs more than parsing the page. But a language's
//! most frequent words are short, and two paragraphs of one language share most of them. So the
//! model is asked about the first paragraphs, and afterwards only where the little words are strange.

use crate::document::Language;

/// A set of short words: a Bloom filter with one hash.
#[derive(Debug)]
struct Vocabulary {
    language: Language,
    bits: Box<[u64; WORDS]>,
}

const WORDS: usize = 64;
/// Longer words are not function words, in bytes.
const SHORT: usize = 4;
/// Fewer short words than this prove nothing.
const ENOUGH: u32 = 6;
/// The share of a paragraph's short words that must be known.
const FAMILIAR: f32 = 0.6;

/// What has been learned so far.
#[derive(Debug, Default)]
pub(super) struct Familiar {
    known: Vec<Vocabulary>,
}

impl Familiar {
    /// The language whose little words these are.
    pub(super) fn recognise(&self, text: &str) -> Option<&Language> {
        let share = |vocabulary: &Vocabulary| {
            let (mut all, mut met) = (0, 0);
            for (word, bit) in short_words(text) {
                all += 1;
                met += u32::from(vocabulary.bits[word] & bit != 0);
            }
            if all < ENOUGH { 0.0 } else { met as f32 / all as f32 }
        };
        let shares = self.known.iter().map(|vocabulary| (share(vocabulary), vocabulary));
        let (share, best) = shares.max_by(|a, b| a.0.total_cmp(&b.0))?;
        (share >= FAMILIAR).then_some(&best.language)
    }

    /// Learns the little words of a text in a language.
    pub(super) fn learn(&mut self, text: &str, language: &Language) {
        let same = |vocabulary: &Vocabulary| vocabulary.language.lang == language.lang;
        let at = self.known.iter().position(same).unwrap_or_else(|| {
            let bits = Box::new([0; WORDS]);
            self.known.push(Vocabulary { language: language.clone(), bits });
            self.known.len() - 1
        });
        for (word, bit) in short_words(text) {
            self.known[at].bits[word] |= bit;
        }
    }
}

/// The places of a text's short words in a [`Vocabulary`].
fn short_words(text: &str) -> impl Iterator<Item = (usize, u64)> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    words.filter(|word| (1..=SHORT).contains(&word.len())).map(|word| {
        // FNV-1a
        let hash = word.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01B3)
        });
        ((hash >> 6) as usize % WORDS, 1 << (hash & 63))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Lang;

    #[test]
    fn little_words_are_recognised() {
        let mut familiar = Familiar::default();
        let english = Language { lang: Lang::constant("en"), confidence: 1.0 };
        familiar
            .learn("The boats lay side by side in the harbour and the men sat on them", &english);
        let seen = familiar.recognise("On the hill and in the town the men sat by the fire");
        assert_eq!(seen, Some(&english));
        assert_eq!(familiar.recognise("Le chat et le chien sont sur la table de la rue"), None);
    }
}
