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
        let lower = crate::document::start(line, LONGEST).to_lowercase();
        // Lower case may have other lengths: only where it has the same is a cut safe.
        line.get(self.longest(&lower)?.len()..)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &String> {
        self.0.values().flatten()
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
        let (label, rest) = line.split_once([':', '：'])?;
        (label.len() <= LONGEST && self.is(label)).then(|| rest.trim())
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
            && self.whole.contains(&bare.to_lowercase())
    }
}

/// Words of class names.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct ClassWords {
    words: Vec<String>,
    /// A bit for each length that occurs.
    lengths: u64,
}

impl From<Vec<String>> for ClassWords {
    fn from(words: Vec<String>) -> ClassWords {
        let lengths = words.iter().fold(0, |bits, word| bits | 1 << word.len().min(63));
        ClassWords { words, lengths }
    }
}

impl ClassWords {
    /// Whether a class holds one of the words, as a token or as a part of one: `postAuthor-name`.
    pub(super) fn are_in(&self, class: &str) -> bool {
        let mut begun = 0;
        let mut before = b' ';
        for (at, byte) in class.bytes().enumerate() {
            let hump = byte.is_ascii_uppercase() && before.is_ascii_lowercase();
            if hump || !byte.is_ascii_alphanumeric() {
                if self.has(&class.as_bytes()[begun..at]) {
                    return true;
                }
                begun = if hump { at } else { at + 1 };
            }
            before = byte;
        }
        self.has(&class.as_bytes()[begun..])
    }

    fn has(&self, token: &[u8]) -> bool {
        let length = token.len() < 63 && self.lengths & 1 << token.len() != 0;
        length && self.words.iter().any(|word| word.as_bytes().eq_ignore_ascii_case(token))
    }
}
