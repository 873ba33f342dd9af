//! What a string of Han characters says of the language that it is in.
//!
//! Japanese and Chinese are told apart by how often each writes the characters, the pairs and the
//! words of the string ([`tables`]), weighed by a model that was learned ([`model`]). Which
//! orthography Chinese is in follows from the characters that only one of them has. Korean is what
//! neither has and Korean dictionaries have; what Han characters in a Korean text are is a matter of
//! what stands around them.

pub mod grams;
pub mod measures;
pub mod model;
mod names;
pub mod tables;
mod weights;

use std::f32::consts::LN_2;
use std::sync::OnceLock;

use grams::Hash;
use measures::{LONGEST, LONGEST_WORD, Measures, Source};
use model::Model;
pub use names::Names;
use tables::{Bytes, Counts, Tables};
pub use weights::{Tongue, Weights};

/// Before anything is known of a Han string: either orthography has half of what is Chinese. How much
/// more Chinese there is than Japanese the model has learned.
pub const PRIOR: Weights = Weights([0.0, -LN_2, -LN_2, -4.0]);

/// However long a text is, its characters may be a quotation.
const CERTAIN: f32 = 12.0;

/// What the witnesses say of a string.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Testimony {
    /// How often its characters are written.
    pub characters: Weights,
    /// How often its pairs of characters are written.
    pub pairs: Weights,
    /// The word lists.
    pub words: Weights,
    /// Which orthography its characters are of.
    pub form: Weights,
}

impl Testimony {
    /// All of it.
    pub fn sum(self) -> Weights {
        self.characters + self.pairs + self.words + self.form
    }
}

/// Weighs strings of Han characters.
#[derive(Clone, Debug)]
pub struct Han {
    tables: Tables,
    model: Model,
}

impl Han {
    /// The weigher with the tables and the model that are compiled in.
    ///
    /// # Errors
    /// When they are broken; a test sees to it that they are not.
    pub fn load() -> anyhow::Result<&'static Han> {
        static HAN: OnceLock<Han> = OnceLock::new();
        if let Some(han) = HAN.get() {
            return Ok(han);
        }
        let tables = Tables::open(Bytes::SHIPPED)?;
        let model = Model::parse(include_str!("model.toml"))?;
        Ok(HAN.get_or_init(|| Han { tables, model }))
    }

    /// A weigher with other tables, or with a model that was just learned.
    pub fn new(tables: Tables, model: Model) -> Han {
        Han { tables, model }
    }

    /// What is measured of a string, of which only the beginning counts when it is long.
    pub fn measure(&self, text: &str) -> Measures {
        let piece: Vec<char> = text.chars().filter(|&c| is_weighed(c)).take(LONGEST).collect();
        measures::measure(&self.tables, &piece)
    }

    /// How rare a character is in the language that writes it more often: the negative natural
    /// logarithm of its probability.
    pub fn rarity(&self, c: char) -> f32 {
        const UNSEEN: f32 = 16.5;
        let row = self.tables.row(c);
        UNSEEN - f32::from(row.ja.max(row.zh)) / 16.0
    }

    /// What a string says. Characters that are not Han say nothing.
    pub fn weigh(&self, text: &str) -> Testimony {
        /// So many pieces say enough.
        const PIECES: usize = 8;
        let mut sum = Testimony::default();
        let mut piece = Vec::with_capacity(LONGEST);
        let mut pieces = 0;
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            sum.characters = sum.characters + peculiar(c);
            if is_weighed(c) {
                piece.push(c);
            }
            let ends = chars.peek().is_none_or(|&next| !belongs(next)) || piece.len() == LONGEST;
            if ends && !piece.is_empty() {
                sum = add(sum, self.weigh_piece(&piece));
                piece.clear();
                pieces += 1;
                if pieces == PIECES {
                    break;
                }
            }
        }
        sum
    }

    /// Whether the end of a string of Hangul is what a string of Han characters is read as in Korean.
    pub fn is_read(&self, han: &str, hangul: &str) -> bool {
        let mut syllables = hangul.chars().rev();
        let mut chars = han.chars().filter(|&c| is_weighed(c)).rev().peekable();
        chars.peek().is_some()
            && chars.all(|c| {
                let syllable = syllables.next();
                syllable.is_some() && self.tables.row(c).readings.contains(&syllable)
            })
    }

    fn weigh_piece(&self, piece: &[char]) -> Testimony {
        let (characters, pairs, words) = self.model_odds(piece);
        let ja = |odds| Weights::of(Tongue::Ja, odds);
        Testimony {
            characters: ja(characters) + self.korean(piece, characters + pairs + words),
            pairs: ja(pairs),
            words: ja(words) + self.korean_words(piece),
            form: self.form(piece),
        }
    }

    /// The log odds of Japanese against Chinese, by what they come from: characters, pairs, words.
    fn model_odds(&self, piece: &[char]) -> (f32, f32, f32) {
        if let Some(odds) = measures::shared_odds(&self.tables, piece) {
            return (0.0, odds, 0.0);
        }
        let measures = measures::measure(&self.tables, piece);
        let share = |source| self.model.share(&measures, source);
        let (pairs, words) = (share(Source::Pairs), share(Source::Words));
        (self.model.weigh(&measures) - pairs - words, pairs, words)
    }

    /// What speaks against Korean: characters that its standard lacks, and whatever tells Japanese
    /// from Chinese at all.
    fn korean(&self, piece: &[char], odds: f32) -> Weights {
        const ABSENT: f32 = -4.0;
        let absent = piece.iter().filter(|&&c| !self.tables.row(c).korean).count().min(2);
        Weights::of(Tongue::Ko, ABSENT * absent as f32 - 0.5 * odds.abs())
    }

    /// What words say that Korean dictionaries alone have.
    fn korean_words(&self, piece: &[char]) -> Weights {
        const WORD: f32 = 4.0;
        let starts = 0..piece.len();
        let is_korean = |start: usize| {
            (2..=LONGEST_WORD.min(piece.len() - start)).any(|length| {
                let hash: Hash = piece[start..start + length].iter().collect();
                self.tables.word(hash) == Some(Counts::default())
            })
        };
        Weights::of(Tongue::Ko, WORD * starts.filter(|&at| is_korean(at)).count() as f32)
    }

    /// Which orthography Chinese would be in: what the characters say, and the pairs of those that
    /// both orthographies have.
    fn form(&self, piece: &[char]) -> Weights {
        const STEP: f32 = 1.0 / 16.0;
        let chars: f32 = piece.iter().map(|&c| f32::from(self.tables.row(c).form)).sum();
        let mut pairs = 0.0;
        for length in 2..=3 {
            let forms =
                piece.windows(length).filter_map(|part| self.tables.form(part.iter().collect()));
            pairs += forms.map(f32::from).sum::<f32>();
        }
        Weights::orthography(((chars + pairs) * STEP).clamp(-CERTAIN, CERTAIN))
    }
}

/// The testimony of two pieces of a text.
fn add(one: Testimony, other: Testimony) -> Testimony {
    let both = |part: fn(Testimony) -> Weights| part(one) + part(other);
    Testimony {
        characters: both(|t| t.characters).limited(CERTAIN),
        pairs: both(|t| t.pairs).limited(CERTAIN),
        words: both(|t| t.words).limited(CERTAIN),
        form: both(|t| t.form).limited(CERTAIN),
    }
}

/// Whether a character is looked up.
fn is_weighed(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '々' | '〆' | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a character goes on with the string that it stands behind: a Han character or a variation
/// of one.
fn belongs(c: char) -> bool {
    is_weighed(c)
        || matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// What characters say that one country has use for: the doubles of KS X 1001 for hanja with two
/// readings, the Japanese compatibility ideographs; variation sequences are registered for the
/// family and place names of Japan (Unicode Technical Standard 37).
fn peculiar(c: char) -> Weights {
    /// Hanja are rare, and these were made for nothing else.
    const DOUBLE: f32 = 6.0;
    const PECULIAR: f32 = 3.0;
    const VARIATION: f32 = 5.0;
    match c {
        '\u{F900}'..='\u{FA0B}' => Weights::of(Tongue::Ko, DOUBLE),
        '\u{FA0E}'..='\u{FA6A}' => Weights::of(Tongue::Ja, PECULIAR),
        '\u{E0100}'..='\u{E01EF}' => Weights::of(Tongue::Ja, VARIATION),
        _ => Weights::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(text: &str) -> &'static str {
        (Han::load().unwrap().weigh(text).sum() + PRIOR).best().tag()
    }

    #[test]
    fn words_that_one_language_has_speak_for_it() {
        assert_eq!(best("平和"), "ja");
        assert!(best("和平").starts_with("zh"));
    }

    #[test]
    fn characters_settle_the_orthography() {
        assert_eq!(best("这是我们的决定"), "zh-Hans");
        assert_eq!(best("這是我們的決定"), "zh-Hant");
        assert_eq!(best("経済対策"), "ja");
    }

    #[test]
    fn a_character_of_one_country_speaks_for_it() {
        assert_eq!(best("\u{F90A}"), "ko");
        assert_eq!(best("葛\u{E0100}城"), "ja");
    }

    #[test]
    fn korean_readings_are_known() {
        let han = Han::load().unwrap();
        assert!(han.is_read("平和", "세계평화") && han.is_read("李承晩", "이승만"));
        assert!(!han.is_read("東京", "도쿄") && !han.is_read("平和", "화") && !han.is_read("", ""));
    }

    #[test]
    fn nothing_is_no_evidence() {
        assert_eq!(Han::load().unwrap().weigh("peace").sum(), Weights::default());
    }
}
