//! The letters of a text by script, and which languages are written in which.

use unicode_script::{Script, UnicodeScript};

use crate::document::count_bytes;

/// How many letters of each script a text has, the most first.
#[derive(Debug, Default)]
pub(super) struct Census {
    counts: Vec<(Script, u32)>,
}

impl Census {
    pub(super) fn of(text: &str) -> Census {
        let mut census = Census::default();
        let mut latin = count_bytes(text.as_bytes(), |byte| byte.is_ascii_alphabetic());
        let others = if text.is_ascii() { "" } else { text };
        for c in others.chars().filter(|c| !c.is_ascii()) {
            match script(c) {
                Some(Script::Latin) => latin += 1,
                Some(other) => census.add(other, 1),
                None => {}
            }
        }
        census.add(Script::Latin, latin);
        census.counts.sort_by_key(|&(script, count)| std::cmp::Reverse(count * weight(script)));
        census
    }

    fn add(&mut self, script: Script, count: u32) {
        match self.counts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, sum)) => *sum += count,
            None => self.counts.push((script, count)),
        }
    }

    /// The script that says most, if there are letters.
    pub(super) fn main(&self) -> Option<Script> {
        self.counts.first().filter(|(_, count)| *count > 0).map(|(script, _)| *script)
    }

    /// Letters of a script.
    pub(super) fn count(&self, script: Script) -> u32 {
        self.counts.iter().find(|(known, _)| *known == script).map_or(0, |(_, count)| *count)
    }

    /// Hiragana and Katakana.
    pub(super) fn kana(&self) -> u32 {
        self.count(Script::Hiragana) + self.count(Script::Katakana)
    }

    /// Letters in all, a Han character or a syllable for as many as it is worth.
    pub(super) fn letters(&self) -> u32 {
        self.counts.iter().map(|(script, count)| count * weight(*script)).sum()
    }
}

/// The script of a letter beyond ASCII; nothing for digits, punctuation and what all scripts share.
fn script(c: char) -> Option<Script> {
    match c {
        '\u{C0}'..='\u{24F}' => Some(Script::Latin),
        ..'\u{AA}' | '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3004}' => None,
        '\u{370}'..='\u{3FF}' if c.is_alphabetic() => Some(Script::Greek),
        '\u{400}'..='\u{52F}' => Some(Script::Cyrillic),
        '\u{4E00}'..='\u{9FFF}' => Some(Script::Han),
        '\u{AC00}'..='\u{D7A3}' => Some(Script::Hangul),
        _ => Some(c.script()).filter(|script| {
            c.is_alphabetic() && !matches!(script, Script::Common | Script::Inherited)
        }),
    }
}

/// How many letters of an alphabet a character of a script is worth: a word has five letters or two
/// Han characters.
fn weight(script: Script) -> u32 {
    match script {
        Script::Han => 3,
        Script::Hiragana | Script::Katakana | Script::Hangul => 2,
        _ => 1,
    }
}

/// Scripts that one language has for itself, as far as the web goes.
const OWN: &[(Script, &str)] = &[
    (Script::Greek, "el"),
    (Script::Georgian, "ka"),
    (Script::Armenian, "hy"),
    (Script::Thai, "th"),
    (Script::Lao, "lo"),
    (Script::Khmer, "km"),
    (Script::Myanmar, "my"),
    (Script::Sinhala, "si"),
    (Script::Tamil, "ta"),
    (Script::Telugu, "te"),
    (Script::Kannada, "kn"),
    (Script::Malayalam, "ml"),
    (Script::Gujarati, "gu"),
    (Script::Gurmukhi, "pa"),
    (Script::Oriya, "or"),
    (Script::Tibetan, "bo"),
    (Script::Thaana, "dv"),
    (Script::Cherokee, "chr"),
    (Script::Nko, "nqo"),
    (Script::Hangul, "ko"),
    (Script::Hiragana, "ja"),
    (Script::Katakana, "ja"),
];

/// The languages beside [`OWN`] that are not written in Latin letters, or not only.
const WRITTEN: &[(&[&str], &[Script])] = &[
    (&["ja"], &[Script::Han]),
    (&["zh", "yue"], &[Script::Han, Script::Bopomofo]),
    (
        &["ru", "uk", "be", "bg", "mk", "kk", "ky", "mn", "tg", "tt", "ba", "cv"],
        &[Script::Cyrillic],
    ),
    (&["sr", "uz", "az"], &[Script::Cyrillic, Script::Latin]),
    (&["ar", "fa", "ur", "ps", "ckb", "ug", "sd"], &[Script::Arabic]),
    (&["ku"], &[Script::Arabic, Script::Latin]),
    (&["hi", "mr", "ne", "sa"], &[Script::Devanagari]),
    (&["he", "yi"], &[Script::Hebrew]),
    (&["as", "bn"], &[Script::Bengali]),
    (&["am", "ti"], &[Script::Ethiopic]),
];

/// The one language of a script, where there is one.
pub(super) fn language_of(script: Script) -> Option<&'static str> {
    OWN.iter().find(|(own, _)| *own == script).map(|(_, lang)| *lang)
}

/// Whether a language is the one of a script.
pub(super) fn has_own_script(primary: &str) -> bool {
    OWN.iter().any(|(_, lang)| *lang == primary)
}

/// Whether a script tells the language, or its characters do, without a model.
pub(super) fn is_plain(script: Script) -> bool {
    matches!(script, Script::Han | Script::Bopomofo) || language_of(script).is_some()
}

/// The scripts that a language is written in. Of languages that no table has, only Latin is known.
pub(super) struct Scripts(Vec<Script>);

impl Scripts {
    pub(super) fn of(primary: &str) -> Scripts {
        let own = OWN.iter().filter(|(_, lang)| *lang == primary).map(|(own, _)| *own);
        let shared = WRITTEN.iter().filter(|(langs, _)| langs.contains(&primary));
        let mut scripts: Vec<Script> =
            own.chain(shared.flat_map(|(_, all)| *all).copied()).collect();
        if scripts.is_empty() {
            scripts.push(Script::Latin);
        }
        Scripts(scripts)
    }

    pub(super) fn have(&self, script: Script) -> bool {
        self.0.contains(&script)
    }
}

/// Whether a language is written in a script.
pub(super) fn is_written_in(primary: &str, script: Script) -> bool {
    Scripts::of(primary).have(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_that_says_most_is_the_main_one() {
        assert_eq!(Census::of("Приём PDF").main(), Some(Script::Cyrillic));
        assert_eq!(Census::of("使用 Linux 系統").main(), Some(Script::Han));
        assert_eq!(Census::of("12 / 34 …").main(), None);
    }

    #[test]
    fn languages_have_their_scripts() {
        assert!(is_written_in("ja", Script::Han) && is_written_in("ja", Script::Katakana));
        assert!(is_written_in("sr", Script::Latin) && !is_written_in("ru", Script::Latin));
        assert!(is_written_in("sw", Script::Latin) && !is_written_in("ko", Script::Latin));
    }
}
