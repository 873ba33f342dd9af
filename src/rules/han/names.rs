//! The names of the languages, as they stand before a word that is quoted.

use serde::Deserialize;

use super::{Tongue, Weights};

/// Names of languages; `names.toml` holds them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    ja: Vec<String>,
    zh: Vec<String>,
    ko: Vec<String>,
}

impl Names {
    /// The names that are compiled in.
    ///
    /// # Errors
    /// When their file is broken; a test sees to it that it is not.
    pub fn load() -> anyhow::Result<Names> {
        Ok(toml::from_str(include_str!("names.toml"))?)
    }

    /// Evidence for the language that the last word of a text names, with nothing behind it but
    /// spaces, quotation marks, brackets, a colon or a dash.
    pub fn at_the_end_of(&self, text: &str, weight: f32) -> Option<Weights> {
        /// East Asian names are looked for in so many characters.
        const NEAR: usize = 6;
        let is_between = |c: char| {
            c.is_whitespace()
                || matches!(c, ':' | '：' | '-' | '–' | '—' | '"' | '\'')
                || is_open(c)
        };
        let text = text.trim_end_matches(is_between);
        let is_joint = |c: char| c.is_whitespace() || !(c.is_alphanumeric() || is_sign(c));
        let word = text.rsplit(is_joint).next().filter(|word| !word.is_empty())?;
        let from = word.char_indices().rev().nth(NEAR - 1).map_or(0, |(at, _)| at);
        let (near, word) = (&word[from..], word.to_lowercase());
        let named = |names: &[String]| {
            names.iter().any(|name| match name.chars().next() {
                Some(first) if is_latin(first) => word.starts_with(name.as_str()),
                Some(first) if first > '\u{2E80}' => near.contains(name.as_str()),
                _ => word.contains(name.as_str()),
            })
        };
        if named(&self.ja) {
            Some(Weights::of(Tongue::Ja, weight))
        } else if named(&self.zh) {
            Some(Weights::zh(weight))
        } else {
            named(&self.ko).then(|| Weights::of(Tongue::Ko, weight))
        }
    }
}

/// An opening bracket or quotation mark.
fn is_open(c: char) -> bool {
    matches!(
        c,
        '(' | '（'
            | '['
            | '「'
            | '『'
            | '《'
            | '〈'
            | '【'
            | '«'
            | '»'
            | '„'
            | '“'
            | '”'
            | '‘'
            | '’'
    )
}

/// The combining vowels and tones of Indic scripts and Thai, which are no letters by themselves.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{DFF}' | '\u{E31}'..='\u{E4E}')
}

fn is_latin(c: char) -> bool {
    matches!(c, 'a'..='z' | '\u{DF}'..='\u{24F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_named_right_before() {
        let names = Names::load().unwrap();
        let before = |text: &str| names.at_the_end_of(text, 1.0);
        for text in [
            "in Chinese ",
            "Chinesisch: „",
            "по-китайски — «",
            "中国語の「",
            "중국어 ‘",
            "我們用中文的「",
        ] {
            assert_eq!(before(text), Some(Weights::zh(1.0)), "{text}");
        }
        for text in ["日本語では「", "en japonais (", "باليابانية «", "ภาษาญี่ปุ่น "]
        {
            assert_eq!(before(text), Some(Weights::of(Tongue::Ja, 1.0)), "{text}");
        }
        for text in ["中国の「", "a machine: ", "in Chinese books ", "", "「"] {
            assert_eq!(before(text), None, "{text}");
        }
    }
}
