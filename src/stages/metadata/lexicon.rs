//! Lists of words in the forms in which they are looked up.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

/// How texts in lower case begin, by their first two characters: what tells of nearly every line that it is
/// none of them.
#[derive(Debug)]
struct Starts([u64; Starts::WORDS]);

impl Starts {
    const WORDS: usize = 64;

    fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Starts {
        let mut starts = Starts([0; Starts::WORDS]);
        for text in texts {
            let (word, bit) = Starts::place(first_two(text));
            starts.0[word] |= bit;
        }
        starts
    }

    /// Whether a text may begin with one of them, once it is in lower case.
    fn may_begin(&self, text: &str) -> bool {
        let [first, second] = first_two(text);
        self.holds([first, second]) || self.holds([first, '\0'])
    }

    fn holds(&self, start: [char; 2]) -> bool {
        let (word, bit) = Starts::place(start);
        self.0[word] & bit != 0
    }

    /// Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4): the upper bits of a product.
    fn place([first, second]: [char; 2]) -> (usize, u64) {
        let both = u32::from(first).rotate_left(16) ^ u32::from(second);
        let hash = both.wrapping_mul(0x9E37_79B1) >> (u32::BITS - (Starts::WORDS * 64).ilog2());
        (hash as usize / 64, 1 << (hash % 64))
    }
}

/// The first two characters of a text in lower case; zeros stand for those that are missing.
fn first_two(text: &str) -> [char; 2] {
    let mut chars = text.chars();
    [chars.next(), chars.next()].map(|c| match c {
        Some(c) if c.is_ascii() => c.to_ascii_lowercase(),
        // At the end of a word a sigma has another form.
        Some('ς') => 'σ',
        Some(c) => c.to_lowercase().next().unwrap_or(c),
        None => '\0',
    })
}

/// Texts that a line may begin with, by their first character.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Beginnings {
    starts: Starts,
    by_first: HashMap<char, Vec<String>>,
}

impl From<Vec<String>> for Beginnings {
    fn from(list: Vec<String>) -> Beginnings {
        let starts = Starts::of(list.iter().map(String::as_str));
        let mut by_first: HashMap<char, Vec<String>> = HashMap::new();
        for text in list {
            if let Some(first) = text.chars().next() {
                by_first.entry(first).or_default().push(text);
            }
        }
        for texts in by_first.values_mut() {
            texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
        }
        Beginnings { starts, by_first }
    }
}

impl Beginnings {
    /// The longest text of the list that a line, in lower case, begins with.
    pub(super) fn longest(&self, lower: &str) -> Option<&str> {
        let texts = self.by_first.get(&lower.chars().next()?)?;
        texts.iter().map(String::as_str).find(|text| lower.starts_with(text))
    }

    /// What stands behind the longest text of the list that a line begins with.
    pub(super) fn after<'a>(&self, line: &'a str) -> Option<&'a str> {
        const LONGEST: usize = 60;
        if !self.starts.may_begin(line) {
            return None;
        }
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
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct LabelSet {
    whole: HashSet<String>,
    starts: Starts,
    several: Beginnings,
}

impl From<Vec<String>> for LabelSet {
    fn from(list: Vec<String>) -> LabelSet {
        let several =
            list.iter().filter(|label| label.contains(' ')).map(|label| format!("{label} "));
        LabelSet {
            several: several.collect::<Vec<_>>().into(),
            starts: Starts::of(list.iter().map(String::as_str)),
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

    /// Whether a line may begin with a label.
    pub(super) fn may_open(&self, line: &str) -> bool {
        self.starts.may_begin(line.trim_start_matches(is_around_label))
    }

    /// Whether a text is a label and nothing else, but for brackets and a colon.
    pub(super) fn is(&self, text: &str) -> bool {
        const LONGEST: usize = 80;
        let bare = text.trim_matches(is_around_label);
        if bare.len() > LONGEST || !self.starts.may_begin(bare) {
            return false;
        }
        let mut lower = bare.to_lowercase();
        // The Turkish capital with a dot becomes a letter and a dot.
        if lower.contains('\u{307}') {
            lower = lower.replace("i\u{307}", "i");
        }
        self.whole.contains(&lower)
    }
}

/// What may stand around a label.
fn is_around_label(c: char) -> bool {
    let is_sign = matches!(c, '[' | ']' | '［' | '］' | '【' | '】' | '#' | '＃' | ':' | '：');
    is_sign || c.is_whitespace()
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
