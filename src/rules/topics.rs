//! Words that say what a line is about, counted topic by topic.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::document::writes_no_spaces;

macro_rules! topics {
    ($($(#[doc = $doc:literal])+ $name:ident $topic:ident,)*) => {
        /// What a line may be about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Topic {
            $($(#[doc = $doc])+ $topic,)*
        }

        /// The topics of `src/rules/topics.toml`, in the order of the enum and of the alphabet.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

topics! {
    /// Menus, search, log-in.
    account Account,
    /// Advertisements.
    advertisement Advertisement,
    /// How long ago something was.
    ago Ago,
    /// The words on the buttons of dialogs.
    choice Choice,
    /// What readers write, and the forms for it.
    comments Comments,
    /// What dialogs ask consent for.
    consent Consent,
    /// What cookies are called.
    cookies Cookies,
    /// The foot of a page.
    legal Legal,
    /// Newsletters and subscriptions.
    newsletter Newsletter,
    /// Purposes, partners and devices.
    purpose Purpose,
    /// Other articles.
    related Related,
    /// Sharing, and where to.
    share Share,
    /// Somebody speaks to the visitor.
    visitor Visitor,
}

/// How many topics there are.
pub const TOPICS: usize = NAMES.len();

/// How many words of each topic there are, by its place.
pub type Counts = [u32; TOPICS];

/// The words of all topics.
pub struct Topics {
    automaton: AhoCorasick,
    /// For each word its topic, and whether it may go on.
    entries: Vec<(usize, bool)>,
}

impl Topics {
    /// The words of `src/rules/topics.toml`.
    pub fn get() -> &'static Topics {
        static TOPICS: LazyLock<Topics> = LazyLock::new(|| {
            let read = Topics::read(include_str!("topics.toml"));
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
    pub fn count(&self, text: &str) -> Counts {
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
        assert_eq!(count("Our Cookies")[Topic::Cookies as usize], 1);
        assert_eq!(count("scookies and sharecropping"), [0; TOPICS]);
        assert_eq!(count("クッキーの設定")[Topic::Cookies as usize], 1);
    }
}
