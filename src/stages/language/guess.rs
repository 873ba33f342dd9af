//! The language of one text, from its script on.

use unicode_script::Script;

use super::census::{self, Census};
use super::detect;
use crate::document::{Lang, Language, start};
use crate::rules::han::{Han, PRIOR, Tongue, Weights};

/// What a text and what was declared for it, the nearest first, say of its language.
pub(super) fn guess(han: &Han, text: &str, census: &Census, declared: &[Lang]) -> Language {
    /// A script of one language leaves little doubt.
    const PLAIN: f32 = 0.99;
    let Some(script) = census.main() else {
        return Language { lang: Lang::UNDETERMINED, confidence: 0.0 };
    };
    match (script, census::language_of(script)) {
        (Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo, _) => {
            east_asian(han, text, census, declared)
        }
        (_, Some(own)) => {
            let other = declared.iter().find(|lang| census::is_written_in(lang.primary(), script));
            let lang = other.and_then(|lang| Lang::parse(lang.primary()));
            Language { lang: lang.unwrap_or(Lang::constant(own)), confidence: PLAIN }
        }
        (_, None) => detect::detect(text, script, declared),
    }
}

/// Japanese, Chinese or Korean.
fn east_asian(han: &Han, text: &str, census: &Census, declared: &[Lang]) -> Language {
    /// Kana are this share of the characters in the most bookish Japanese; a Chinese text that
    /// quotes Japanese has fewer.
    const JAPANESE: f32 = 0.12;
    const KANA: f32 = 8.0;
    const BOPOMOFO: f32 = 4.0;
    const DECLARED: f32 = 2.0;
    /// More text than this says no more, in bytes.
    const ENOUGH: usize = 1_500;
    let characters = (census.kana() + census.count(Script::Han)).max(1) as f32;
    let japanese = (census.kana() as f32 / characters / JAPANESE).min(2.0);
    let bopomofo = if census.count(Script::Bopomofo) > 0 { BOPOMOFO } else { 0.0 };
    let weights = PRIOR
        + han.weigh(start(text, ENOUGH)).sum()
        + Weights::of(Tongue::Ja, KANA * japanese)
        + Weights::of(Tongue::Hant, bopomofo)
        + declared.iter().map(|lang| Weights::named(lang.as_str(), DECLARED)).sum();
    best(weights)
}

/// The likeliest of the languages that are written with Han characters.
pub(super) fn best(weights: Weights) -> Language {
    /// An orthography that is less probable is not named.
    const SURE: f32 = 0.6;
    let (lang, confidence) =
        weights.candidates(SURE).into_iter().next().unwrap_or((Lang::UNDETERMINED, 0.0));
    Language { lang, confidence }
}
