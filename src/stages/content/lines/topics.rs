//! Words that say what a line is about, counted topic by topic.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::document::writes_no_spaces;

/// The topics of `src/rules/topics.toml`, in the order of its names.
pub(super) const NAMES: [&str; 12] = [
    "account",
    "advertisement",
    "ago",
    "choice",
    "comments",
    "consent",
    "legal",
    "newsletter",
    "purpose",
    "related",
    "share",
    "visitor",
];

/// How many topics there are.
pub(super) const TOPICS: usize = NAMES.len();

/// How many words of each topic.
pub(super) type Counts = [u32; TOPICS];

/// The places of the topics that lines are looked for by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    Choice = 3,
    Comments = 4,
    Consent = 5,
    Legal = 6,
    Newsletter = 7,
    Related = 9,
    Share = 10,
}

/// The words of all topics.
pub(super) struct Topics {
    automaton: AhoCorasick,
    /// For each word its topic, and whether it may go on.
    entries: Vec<(usize, bool)>,
}

impl Topics {
    /// The words that are compiled in.
    pub(super) fn get() -> &'static Topics {
        static TOPICS: LazyLock<Topics> = LazyLock::new(|| {
            let read = Topics::read(include_str!("../../../rules/topics.toml"));
            // A test reads the file, too.
            read.unwrap_or_else(|error| unreachable!("topics.toml: {error:#}"))
        });
        &TOPICS
    }

    fn read(file: &str) -> anyhow::Result<Topics> {
        let file: BTreeMap<String, Vec<String>> = toml::from_str(file)?;
        let names: Vec<&str> = file.keys().map(String::as_str).collect();
        anyhow::ensure!(names == NAMES, "other topics than are measured: {names:?}");
        let (mut words, mut entries) = (Vec::new(), Vec::new());
        for (topic, entry) in
            file.values().enumerate().flat_map(|(t, list)| list.iter().map(move |e| (t, e)))
        {
            let stem = entry.strip_suffix('*');
            words.push(stem.unwrap_or(entry).to_owned());
            entries.push((topic, stem.is_some()));
        }
        let automaton = AhoCorasick::builder()
            .match_kind(aho_corasick::MatchKind::LeftmostLongest)
            .build(words)?;
        Ok(Topics { automaton, entries })
    }

    /// Counts the words of each topic in a text.
    pub(super) fn count(&self, text: &str) -> Counts {
        let text = text.to_lowercase();
        let mut counts = [0; TOPICS];
        for found in self.automaton.find_iter(&text) {
            let (topic, goes_on) = self.entries[found.pattern().as_usize()];
            if begins_word(&text, found.start()) && (goes_on || begins_word(&text, found.end())) {
                counts[topic] += 1;
            }
        }
        counts
    }
}

/// Whether no word of a script that writes spaces runs across a place in the text.
fn begins_word(text: &str, at: usize) -> bool {
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !writes_no_spaces(c));
    !(inside(text[..at].chars().next_back()) && inside(text[at..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_where_they_begin() {
        let count = |text: &str| Topics::get().count(text);
        assert_eq!(count("Our Cookies")[Topic::Consent as usize], 1);
        assert_eq!(count("scookies and sharecropping"), [0; TOPICS]);
        assert_eq!(count("クッキーの設定")[Topic::Consent as usize], 1);
    }
}
