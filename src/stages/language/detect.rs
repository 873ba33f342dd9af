//! The language of a text in a script that several languages share.

use unicode_script::Script;

use super::census::is_written_in;
use crate::document::{Lang, Language, start};

/// The languages that whatlang knows, with their tags in BCP 47.
const KNOWN: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

/// Languages that whatlang does not know and takes for a neighbour, with letters that the others of
/// their script do not write. The first that fits holds.
const LETTERS: &[(&str, Script, &str)] = &[
    ("yi", Script::Hebrew, "ײװױ"),
    ("ps", Script::Arabic, "ښځڅړ"),
    ("ug", Script::Arabic, "ۈۋ"),
    ("sd", Script::Arabic, "ڄڃٻڀ"),
    ("ckb", Script::Arabic, "ڵۆڕ"),
    ("ba", Script::Cyrillic, "ҙҫ"),
    ("tg", Script::Cyrillic, "ӣӯҷ"),
    ("kk", Script::Cyrillic, "ұқ"),
    ("tt", Script::Cyrillic, "җәһ"),
    ("ky", Script::Cyrillic, "ң"),
    ("mn", Script::Cyrillic, "өү"),
    ("is", Script::Latin, "þð"),
    ("mt", Script::Latin, "ħġ"),
    ("yo", Script::Latin, "ṣ"),
];
/// The share of a text's letters that these letters must be.
const LETTERS_SHARE: f32 = 0.004;

/// Languages so near to each other that letters cannot tell them: the page's word is taken.
const NEAR: &[&[&str]] = &[
    &["hr", "sr", "bs", "sh", "cnr"],
    &["nb", "no", "nn", "da"],
    &["id", "ms"],
    &["af", "nl"],
    &["tl", "fil", "ceb"],
];

/// A result this probable is as good as certain, in a text that is long enough.
const RELIABLE: f32 = 0.9;
/// A declared language is trusted so far when whatlang cannot confirm it.
const DECLARED: f32 = 0.7;
/// Longer texts teach whatlang nothing that is worth the time, in bytes.
const SAMPLE: usize = 400;

/// The language of a text whose main script is this, with what was declared for it, the nearest
/// declaration first.
pub(super) fn detect(text: &str, script: Script, letters: u32, declared: &[Lang]) -> Language {
    let sample = start(text, SAMPLE);
    let detected = whatlang::detect(sample).and_then(|info| {
        let lang = bcp47(info.lang()).filter(|lang| is_written_in(lang, script))?;
        Some(Language {
            lang: Lang::constant(lang),
            confidence: probability(info.confidence() as f32),
        })
    });
    let declared = declared_for(script, declared);
    match detected {
        Some(detected) if declared.lang == Lang::UNDETERMINED => detected,
        Some(detected) => weigh(detected, declared, letters),
        None => declared,
    }
}

/// The nearest declared language that is written in a script; `und` where there is none.
pub(super) fn declared_for(script: Script, declared: &[Lang]) -> Language {
    let fitting = declared.iter().find(|lang| is_written_in(lang.primary(), script));
    match fitting.and_then(|lang| Lang::parse(lang.primary())) {
        Some(lang) => Language { lang, confidence: DECLARED },
        None => Language { lang: Lang::UNDETERMINED, confidence: 0.0 },
    }
}

/// What was detected against what was declared.
fn weigh(detected: Language, declared: Language, letters: u32) -> Language {
    /// With fewer letters even a reliable result is none.
    const LETTERS: u32 = 100;
    let (found, said) = (detected.lang.as_str(), declared.lang.as_str());
    if found == said || NEAR.iter().any(|near| near.contains(&found) && near.contains(&said)) {
        return Language { confidence: detected.confidence.max(RELIABLE), ..declared };
    }
    let known = KNOWN.iter().any(|(_, known)| *known == said);
    let sure = detected.confidence >= RELIABLE && letters >= LETTERS;
    // What whatlang does not know it takes for a neighbour; but English is what pages are in whose
    // template says something else.
    if sure && (known || found == "en") { detected } else { declared }
}

/// whatlang's confidence is no probability: it is the distance to the runner-up in units of what is
/// enough. Measured on snippets of 20 to 200 characters, the answer is right more often than not at
/// any distance, and nearly always from 0.3.
fn probability(confidence: f32) -> f32 {
    const ENOUGH: f32 = 0.9;
    0.55 + 0.44 * (confidence / ENOUGH).min(1.0)
}

/// The tag of a language of whatlang.
pub(super) fn bcp47(lang: whatlang::Lang) -> Option<&'static str> {
    let at = KNOWN.binary_search_by_key(&lang.code(), |(code, _)| code).ok()?;
    Some(KNOWN[at].1)
}

/// Whether a language can be found.
pub(super) fn is_known(tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or_default();
    KNOWN.iter().any(|(_, known)| *known == primary)
        || LETTERS.iter().any(|(known, ..)| *known == primary)
}

/// The language that has letters of the text for itself, where whatlang does not know it.
pub(super) fn by_letters(text: &str, script: Script) -> Option<&'static str> {
    let mut rows = LETTERS.iter().filter(|(_, of, _)| *of == script).peekable();
    rows.peek()?;
    let sample = start(text, SAMPLE);
    let all = sample.chars().filter(|c| c.is_alphabetic()).count() as f32;
    rows.find_map(|(lang, _, letters)| {
        let own = sample.chars().flat_map(char::to_lowercase).filter(|c| letters.contains(*c));
        (own.count() as f32 > LETTERS_SHARE * all).then_some(*lang)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: &str = "Le port était calme ce matin-là, et les bateaux dormaient côte à côte le \
                          long du quai, tandis que les pêcheurs raccommodaient leurs filets en parlant \
                          du temps qu’il ferait.";

    fn lang(text: &str, script: Script, declared: &[&str]) -> String {
        let declared: Vec<Lang> = declared.iter().filter_map(|tag| Lang::parse(tag)).collect();
        detect(text, script, text.chars().count() as u32, &declared).lang.to_string()
    }

    #[test]
    fn every_language_of_whatlang_has_its_tag() {
        for &lang in whatlang::Lang::all() {
            assert!(bcp47(lang).is_some(), "{lang:?}");
        }
    }

    #[test]
    fn a_sure_detection_overrules_a_declaration() {
        assert_eq!(lang(FRENCH, Script::Latin, &[]), "fr");
        assert_eq!(lang(FRENCH, Script::Latin, &["en"]), "fr");
    }

    #[test]
    fn a_declaration_overrules_an_unsure_detection() {
        assert_eq!(lang("Bon appétit", Script::Latin, &["fr"]), "fr");
        assert_eq!(lang("Kvalitet og trygghet", Script::Latin, &["nn-NO"]), "nn");
        assert_eq!(lang("Kvalitet", Script::Latin, &["ja"]), lang("Kvalitet", Script::Latin, &[]));
    }

    #[test]
    fn letters_tell_what_whatlang_does_not_know() {
        let kazakh = "Барлық адамдар тумысынан азат және қадір-қасиеті";
        assert_eq!(by_letters(kazakh, Script::Cyrillic), Some("kk"));
        assert_eq!(by_letters("Það er gott að búa á Íslandi", Script::Latin), Some("is"));
        assert_eq!(by_letters("אַלע מענטשן װערן געבױרן פֿרײַ", Script::Hebrew), Some("yi"));
        assert_eq!(by_letters(FRENCH, Script::Latin), None);
    }
}
