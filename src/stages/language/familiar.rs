//! The little words of a document's languages, learned from the document itself.
//!
//! Asking a trigram model about each paragraph costs more than parsing the page. But a language's
//! most frequent words are short, and two paragraphs of one language share most of them. So the
//! model is asked about the longest paragraph, and afterwards only where the little words are strange.

use crate::document::Language;

/// A set of short words: a Bloom filter with one hash.
#[derive(Debug)]
struct Vocabulary {
    language: Language,
    bits: Box<[u64; WORDS]>,
}

const WORDS: usize = 128;

/// The little words with which a text begins, each by its place in a [`Vocabulary`].
#[derive(Debug)]
pub(super) struct LittleWords(Vec<u16>);

/// Longer words are not function words, in bytes.
const SHORT: usize = 4;
/// Fewer short words than this prove nothing.
const ENOUGH: usize = 4;
/// More of them than this say no more of a paragraph.
const SAMPLE: usize = 64;
/// More of them than this teach no more.
const LESSON: usize = 256;
/// The share of a paragraph's short words that must be known. Where whatlang was asked above it, on
/// 1,500 pages, it nearly always named the language that the words are of.
const FAMILIAR: f32 = 0.45;

/// What has been learned so far.
#[derive(Debug, Default)]
pub(super) struct Familiar {
    known: Vec<Vocabulary>,
}

/// What the little words of a text say.
#[derive(Debug, PartialEq)]
pub(super) enum Recognised<'a> {
    /// They are those of a language that has been learned.
    Known(&'a Language),
    /// They are not.
    Strange,
    /// There are too few to say.
    Few,
}

impl Familiar {
    /// Whether these are the little words of a language that has been learned.
    pub(super) fn recognise(&self, LittleWords(words): &LittleWords) -> Recognised<'_> {
        let words = &words[..words.len().min(SAMPLE)];
        let share = |vocabulary: &Vocabulary| {
            let met = words.iter().filter(|&&word| vocabulary.has(word)).count();
            met as f32 / words.len() as f32
        };
        let shares = self.known.iter().map(|vocabulary| (share(vocabulary), vocabulary));
        match shares.max_by(|a, b| a.0.total_cmp(&b.0)) {
            Some(_) if words.len() < ENOUGH => Recognised::Few,
            Some((share, best)) if share >= FAMILIAR => Recognised::Known(&best.language),
            _ => Recognised::Strange,
        }
    }

    /// Learns the little words of a text in a language.
    pub(super) fn learn(&mut self, LittleWords(words): &LittleWords, language: &Language) {
        let same = |vocabulary: &Vocabulary| vocabulary.language.lang == language.lang;
        let at = self.known.iter().position(same).unwrap_or_else(|| {
            let bits = Box::new([0; WORDS]);
            self.known.push(Vocabulary { language: language.clone(), bits });
            self.known.len() - 1
        });
        for &word in words {
            self.known[at].add(word);
        }
    }
}

impl Vocabulary {
    fn has(&self, word: u16) -> bool {
        self.bits[usize::from(word / 64) % WORDS] & 1 << (word % 64) != 0
    }

    fn add(&mut self, word: u16) {
        self.bits[usize::from(word / 64) % WORDS] |= 1 << (word % 64);
    }
}

impl LittleWords {
    pub(super) fn of(text: &str) -> LittleWords {
        let mut words = Vec::with_capacity(LESSON);
        let mut rest = text;
        while !rest.is_empty() && words.len() < LESSON {
            let (word, behind) = rest.split_at(word_length(rest));
            if is_little(word) {
                words.push(place(word));
            }
            let mut behind = behind.chars();
            behind.next();
            rest = behind.as_str();
        }
        LittleWords(words)
    }
}

/// How long the word is that a text begins with.
fn word_length(text: &str) -> usize {
    const IN_WORD: [bool; 256] = {
        let mut in_word = [false; 256];
        let mut byte: u8 = 0;
        while byte < 128 {
            in_word[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'\'';
            byte += 1;
        }
        in_word
    };
    let mut length = 0;
    loop {
        let rest = &text[length..];
        length += rest.bytes().take_while(|&byte| IN_WORD[usize::from(byte)]).count();
        match text[length..].chars().next() {
            Some(c) if !c.is_ascii() && (c.is_alphanumeric() || c == '’') => {
                length += c.len_utf8();
            }
            _ => return length,
        }
    }
}

fn is_little(word: &str) -> bool {
    (1..=SHORT).contains(&word.len()) && !word.bytes().any(|byte| byte.is_ascii_digit())
}

/// The place of a word, in bits.
fn place(word: &str) -> u16 {
    // FNV-1a
    let hash = word.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01B3)
    });
    (hash % (WORDS as u64 * 64)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Lang;

    #[test]
    fn little_words_are_recognised() {
        let mut familiar = Familiar::default();
        let english = Language { lang: Lang::constant("en"), confidence: 1.0 };
        let lesson = "The boats lay side by side in the harbour and the men sat on them";
        familiar.learn(&LittleWords::of(lesson), &english);
        let recognise = |text| familiar.recognise(&LittleWords::of(text));
        let seen = recognise("On the hill and in the town the men sat by the fire");
        assert_eq!(seen, Recognised::Known(&english));
        let french = "Le chat et le chien sont sur la table de la rue";
        assert_eq!(recognise(french), Recognised::Strange);
        assert_eq!(recognise("Photographers"), Recognised::Few);
    }
}
