//! whatlang, as a second opinion.

use crate::document::start;

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

/// What whatlang takes a text for, if that is a language of a script.
pub(super) fn opinion(text: &str) -> Option<&'static str> {
    /// Longer texts teach whatlang nothing that is worth the time, in bytes.
    const SAMPLE: usize = 400;
    bcp47(whatlang::detect_lang(start(text, SAMPLE))?)
}

/// Whether whatlang knows a language.
pub(super) fn knows(tag: &str) -> bool {
    KNOWN.iter().any(|(_, known)| *known == tag)
}

/// The tag of a language of whatlang.
pub(super) fn bcp47(lang: whatlang::Lang) -> Option<&'static str> {
    let at = KNOWN.binary_search_by_key(&lang.code(), |(code, _)| code).ok()?;
    Some(KNOWN[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_whatlang_has_its_tag() {
        for &lang in whatlang::Lang::all() {
            assert!(bcp47(lang).is_some(), "{lang:?}");
        }
    }
}
