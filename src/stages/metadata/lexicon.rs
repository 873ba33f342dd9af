//! Lists of words in the forms in which they are looked up.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

/// Texts that a line may begin with, by their first character.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Beginnings(HashMap<char, Vec<String>>);

impl From<Vec<String>> for Beginnings {
    fn from(list: Vec<String>) -> Beginnings {
        let mut by_first: HashMap<char, Vec<String>> = HashMap::new();
        for text in list {
            if let Some(first) = text.chars().next() {
                by_first.entry(first).or_default().push(text);
            }
        }
        for texts in by_first.values_mut() {
            texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        }
        Beginnings(by_first)
    }
}

impl Beginnings {
    /// The longest text of the list that a line, in lower case, begins with.
    pub(super) fn longest(&self, lower: &str) -> Option<&str> {
        let texts = self.0.get(&lower.chars().next()?)?;
        texts.iter().map(String::as_str).find(|text| lower.starts_with(text))
    }

    /// What stands behind the longest text of the list that a line begins with.
    pub(super) fn after<'a>(&self, line: &'a str) -> Option<&'a str> {
        const LONGEST: usize = 60;
        // Most lines begin with a letter that nothing in the list begins with.
        let first = line.chars().next()?.to_lowercase().next()?;
        self.0.get(&first)?;
        let lower = crate::document::start(line, LONGEST).to_lowercase();
        // Lower case may have other lengths: only where it has the same is a cut safe.
        line.get(self.longest(&lower)?.len()..)
    }
}

/// Single words: of an entry of several words each.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct WordSet(HashSet<String>);

impl From<Vec<String>> for WordSet {
    fn from(list: Vec<String>) -> WordSet {
        let words = list.iter().flat_map(|entry| entry.split_whitespace());
        WordSet(words.map(str::to_owned).collect())
    }
}

impl WordSet {
    pub(super) fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// Labels: what stands before a colon, or without one where they are several words.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct LabelSet {
    whole: HashSet<String>,
    /// What the labels begin with: most lines begin with something else.
    firsts: HashSet<char>,
    several: Beginnings,
}

impl From<Vec<String>> for LabelSet {
    fn from(list: Vec<String>) -> LabelSet {
        let several =
            list.iter().filter(|label| label.contains(' ')).map(|label| format!("{label} "));
        LabelSet {
            several: several.collect::<Vec<_>>().into(),
            firsts: list.iter().filter_map(|label| label.chars().next()).collect(),
            whole: list.into_iter().collect(),
        }
    }
}

impl LabelSet {
    /// What stands behind a label and a colon, of whatever script.
    pub(super) fn after_colon<'a>(&self, line: &'a str) -> Option<&'a str> {
        const LONGEST: usize = 80;
        let near = crate::document::start(line, LONGEST);
        let at = near.bytes().position(|byte| byte == b':').or_else(|| near.find('：'))?;
        let colon = line[at..].chars().next().map_or(0, char::len_utf8);
        self.is(&line[..at]).then(|| line[at + colon..].trim())
    }

    /// What stands behind a label of several words, without a colon.
    pub(super) fn after_words<'a>(&self, line: &'a str) -> Option<&'a str> {
        self.several.after(line).map(str::trim)
    }

    /// Whether a text is a label and nothing else, but for brackets and a colon.
    pub(super) fn is(&self, text: &str) -> bool {
        const LONGEST: usize = 80;
        let around = |c: char| c.is_whitespace() || "[]［］【】#＃:：".contains(c);
        let bare = text.trim_matches(around);
        let first = bare.chars().next().and_then(|c| c.to_lowercase().next());
        bare.len() <= LONGEST
            && first.is_some_and(|first| self.firsts.contains(&first))
            // The Turkish capital with a dot becomes a letter and a dot.
            && self.whole.contains(&bare.to_lowercase().replace("i\u{307}", "i"))
    }
}

/// Words of class names, by their length.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct ClassWords(Vec<Vec<String>>);

impl From<Vec<String>> for ClassWords {
    fn from(words: Vec<String>) -> ClassWords {
        let longest = words.iter().map(String::len).max().unwrap_or_default();
        let mut by_length = vec![Vec::new(); longest + 1];
        for word in words {
            by_length[word.len()].push(word);
        }
        ClassWords(by_length)
    }
}

impl ClassWords {
    /// Whether a class holds one of the words, as a token or as a part of one: `postAuthor-name`.
    pub(super) fn are_in(&self, class: &str) -> bool {
        let class = class.as_bytes();
        let mut begun = 0;
        let mut before = b' ';
        for (at, &byte) in class.iter().enumerate() {
            let hump = byte.is_ascii_uppercase() && before.is_ascii_lowercase();
            if hump || !byte.is_ascii_alphanumeric() {
                if self.has(&class[begun..at]) {
                    return true;
                }
                begun = if hump { at } else { at + 1 };
            }
            before = byte;
        }
        self.has(&class[begun..])
    }

    fn has(&self, token: &[u8]) -> bool {
        let words = self.0.get(token.len()).map(Vec::as_slice).unwrap_or_default();
        words.iter().any(|word| word.as_bytes().eq_ignore_ascii_case(token))
    }
}
