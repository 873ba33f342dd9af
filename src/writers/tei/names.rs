//! English names of languages and scripts, for readers of the header.

/// ISO 639 codes with their names, sorted.
const LANGUAGES: &[(&str, &str)] = &[
    ("af", "Afrikaans"),
    ("am", "Amharic"),
    ("ar", "Arabic"),
    ("az", "Azerbaijani"),
    ("be", "Belarusian"),
    ("bg", "Bulgarian"),
    ("bn", "Bengali"),
    ("ca", "Catalan"),
    ("cs", "Czech"),
    ("cy", "Welsh"),
    ("da", "Danish"),
    ("de", "German"),
    ("el", "Greek"),
    ("en", "English"),
    ("eo", "Esperanto"),
    ("es", "Spanish"),
    ("et", "Estonian"),
    ("eu", "Basque"),
    ("fa", "Persian"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("ga", "Irish"),
    ("gl", "Galician"),
    ("gu", "Gujarati"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hr", "Croatian"),
    ("hu", "Hungarian"),
    ("hy", "Armenian"),
    ("id", "Indonesian"),
    ("is", "Icelandic"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("jv", "Javanese"),
    ("ka", "Georgian"),
    ("kk", "Kazakh"),
    ("km", "Khmer"),
    ("kn", "Kannada"),
    ("ko", "Korean"),
    ("la", "Latin"),
    ("lo", "Lao"),
    ("lt", "Lithuanian"),
    ("lv", "Latvian"),
    ("mk", "Macedonian"),
    ("ml", "Malayalam"),
    ("mn", "Mongolian"),
    ("mr", "Marathi"),
    ("ms", "Malay"),
    ("mul", "several languages"),
    ("my", "Burmese"),
    ("nan", "Min Nan Chinese"),
    ("nb", "Norwegian Bokmål"),
    ("ne", "Nepali"),
    ("nl", "Dutch"),
    ("nn", "Norwegian Nynorsk"),
    ("no", "Norwegian"),
    ("or", "Odia"),
    ("pa", "Punjabi"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("si", "Sinhala"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("sn", "Shona"),
    ("sq", "Albanian"),
    ("sr", "Serbian"),
    ("sv", "Swedish"),
    ("sw", "Swahili"),
    ("ta", "Tamil"),
    ("te", "Telugu"),
    ("th", "Thai"),
    ("tk", "Turkmen"),
    ("tl", "Tagalog"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("und", "undetermined language"),
    ("ur", "Urdu"),
    ("uz", "Uzbek"),
    ("vi", "Vietnamese"),
    ("yi", "Yiddish"),
    ("yue", "Cantonese"),
    ("zh", "Chinese"),
    ("zu", "Zulu"),
    ("zxx", "no linguistic content"),
];

/// ISO 15924 codes with what they mean for a language, sorted.
const SCRIPTS: &[(&str, &str)] = &[
    ("Arab", "Arabic script"),
    ("Bopo", "Bopomofo"),
    ("Cyrl", "Cyrillic script"),
    ("Deva", "Devanagari script"),
    ("Hang", "Hangul"),
    ("Hani", "Han characters"),
    ("Hans", "simplified characters"),
    ("Hant", "traditional characters"),
    ("Hira", "hiragana"),
    ("Jpan", "kana and Han characters"),
    ("Kana", "katakana"),
    ("Kore", "Hangul and Han characters"),
    ("Latn", "Latin script"),
];

/// What a language tag says, in English: `zh-Hant-TW` is “Chinese, traditional characters, TW”. A code
/// that has no name here stands for itself.
pub(super) fn of(tag: &str) -> String {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    let mut name = find(LANGUAGES, primary).to_owned();
    for part in parts {
        name.push_str(", ");
        name.push_str(find(SCRIPTS, part));
    }
    name
}

fn find<'a>(table: &'a [(&'a str, &'a str)], code: &'a str) -> &'a str {
    table.binary_search_by_key(&code, |(key, _)| key).map_or(code, |at| table[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted_so_that_names_are_found() {
        assert!(LANGUAGES.is_sorted_by(|a, b| a.0 < b.0));
        assert!(SCRIPTS.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(of("zh-Hant-TW"), "Chinese, traditional characters, TW");
        assert_eq!(of("und-Hani"), "undetermined language, Han characters");
        assert_eq!(of("qaa"), "qaa");
    }
}
