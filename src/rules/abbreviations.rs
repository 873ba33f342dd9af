//! What a full stop means besides the end of a sentence, language by language.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

/// The abbreviations and the like of one language, with those of any.
#[derive(Clone, Copy, Debug)]
pub struct Abbreviations {
    own: Option<&'static Entries>,
    any: &'static Entries,
}

/// A table of `src/rules/abbreviations.toml`; its head says what the keys mean.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
struct Entries {
    before: HashSet<String>,
    before_number: HashSet<String>,
    letters: HashSet<String>,
    openers: HashSet<String>,
    after_quote: Vec<String>,
    ordinals: bool,
    semicolon_asks: bool,
}

impl Abbreviations {
    /// Those of a language, by the first part of its tag.
    pub fn of(language: &str) -> Abbreviations {
        static FILE: LazyLock<BTreeMap<String, Entries>> = LazyLock::new(|| {
            let read = toml::from_str(include_str!("abbreviations.toml"));
            // A test reads the file, too.
            read.unwrap_or_else(|error| unreachable!("abbreviations.toml: {error}"))
        });
        static NONE: LazyLock<Entries> = LazyLock::new(Entries::default);
        Abbreviations { own: FILE.get(language), any: FILE.get("any").unwrap_or(&NONE) }
    }

    /// Whether what is written so (without its full stop) goes on with what follows: `Dr`, `vgl`.
    pub fn goes_on(self, word: &str) -> bool {
        self.has(word, |entries| &entries.before)
    }

    /// Whether it goes on where a number follows: `No`, `fig`.
    pub fn goes_on_with_number(self, word: &str) -> bool {
        self.has(word, |entries| &entries.before_number)
    }

    /// Whether a single letter is a word that can end a sentence: English `I`.
    pub fn is_word(self, letter: &str) -> bool {
        self.own.is_some_and(|own| own.letters.contains(letter))
    }

    /// Whether a word mostly begins a sentence where it has a capital letter: `The`.
    pub fn opens(self, word: &str) -> bool {
        self.own.is_some_and(|own| own.openers.contains(word))
    }

    /// Whether a text that follows a closing quotation mark goes on with the sentence around it.
    pub fn goes_on_after_quote(self, text: &str) -> bool {
        let begins = |own: &Entries| own.after_quote.iter().any(|word| text.starts_with(&**word));
        self.own.is_some_and(begins)
    }

    /// Whether a number with a full stop is an ordinal: `3. Oktober`.
    pub fn has_ordinals(self) -> bool {
        self.own.is_some_and(|own| own.ordinals)
    }

    /// Whether a semicolon is the question mark.
    pub fn semicolon_asks(self) -> bool {
        self.own.is_some_and(|own| own.semicolon_asks)
    }

    /// An entry in lower case stands for the word at the beginning of a sentence, too.
    fn has(self, word: &str, list: impl Fn(&Entries) -> &HashSet<String>) -> bool {
        let lowered = || {
            let mut chars = word.chars();
            let first = chars.next()?;
            first.is_uppercase().then(|| first.to_lowercase().chain(chars).collect::<String>())
        };
        let in_list = |entries: &Entries, word: &str| list(entries).contains(word);
        let known =
            |word: &str| in_list(self.any, word) || self.own.is_some_and(|own| in_list(own, word));
        known(word) || lowered().is_some_and(|word| known(&word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_knows_its_own_and_those_of_any() {
        let german = Abbreviations::of("de");
        assert!(german.goes_on("Dr") && german.goes_on("vgl") && german.goes_on("Vgl"));
        assert!(!german.goes_on("DR") && german.has_ordinals() && german.opens("Die"));
        assert!(german.goes_on_with_number("Nr"));
        let unknown = Abbreviations::of("und");
        assert!(unknown.goes_on("Dr") && !unknown.goes_on("vgl") && !unknown.has_ordinals());
        assert!(Abbreviations::of("en").is_word("I"));
        assert!(Abbreviations::of("ja").goes_on_after_quote("と言った。"));
    }
}
