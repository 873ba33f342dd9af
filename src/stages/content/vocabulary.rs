//! What authors call their elements and what short lines say: the words in classes, ids and the like,
//! those of the text, and how often what has them is the article.

use std::fmt::Write as _;

use anyhow::Context;

use crate::document::{Attr, Document, NodeId};

/// The attributes in which elements are named.
const NAMED_IN: [Attr; 6] =
    [Attr::Id, Attr::Class, Attr::Role, Attr::Itemprop, Attr::AriaLabel, Attr::Rel];
/// Shorter words say nothing, and longer ones are no words.
const SHORTEST: usize = 2;
const LONGEST: usize = 20;
/// What stands before a word of the text.
pub const OF_TEXT: &str = "=";

/// Words, each with the log-odds that what has it is the article, in sixteenths; 0 is the mean. Words
/// that elements are called by and words of the text stand in one table: before those of the text
/// stands [`OF_TEXT`], which no name has.
///
/// A table of hashes that is looked up in place: every element of a page asks for several words.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    slots: Vec<(u64, i8)>,
}

impl Vocabulary {
    /// A vocabulary of some words.
    pub fn of<'a>(words: impl ExactSizeIterator<Item = (&'a str, i8)>) -> Vocabulary {
        let size = (2 * words.len()).next_power_of_two();
        let mut vocabulary = Vocabulary { slots: vec![(0, 0); size] };
        for (word, score) in words {
            let hash = hash(word);
            let slot = vocabulary.slot(hash);
            vocabulary.slots[slot] = (hash, score);
        }
        vocabulary
    }

    /// Reads a vocabulary from its text: a word and its score on each line.
    ///
    /// # Errors
    /// Says which line is no word with a score.
    pub fn parse(text: &str) -> anyhow::Result<Vocabulary> {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let words = lines.map(|line| {
            let (word, score) = line.split_once(' ').context("a word without a score")?;
            Ok((word, score.parse()?))
        });
        let words: anyhow::Result<Vec<(&str, i8)>> = words.collect();
        Ok(Vocabulary::of(words?.into_iter()))
    }

    /// The text that [`Vocabulary::parse`] reads.
    pub fn print<'a>(words: impl Iterator<Item = (&'a str, i8)>) -> String {
        let mut text = String::new();
        for (word, score) in words {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{word} {score}");
        }
        text
    }

    /// What a word says that an element is called by, in whatever letters; nothing where it is not known.
    pub(super) fn name(&self, word: &str) -> Option<i8> {
        self.find(hash(word))
    }

    /// What a word of the text says, in small letters; nothing where it is not known.
    pub(super) fn word(&self, word: &str) -> Option<i8> {
        const BEGUN: u64 = hash_on(BASIS, OF_TEXT);
        self.find(hash_on(BEGUN, word))
    }

    fn find(&self, hash: u64) -> Option<i8> {
        if self.slots.is_empty() {
            return None;
        }
        let (found, score) = self.slots[self.slot(hash)];
        (found == hash).then_some(score)
    }

    /// The slot of a hash, or the free one where it would stand. At most half of the slots are taken.
    fn slot(&self, hash: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].0 != 0 && self.slots[at].0 != hash {
            at = (at + 1) & mask;
        }
        at
    }
}

/// FNV-1a (Fowler, Noll, Vo) of a word in small letters, never 0: the words have few letters.
fn hash(word: &str) -> u64 {
    hash_on(BASIS, word)
}

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;

/// The same of what goes on with a word; `before` is that of what stands before it.
const fn hash_on(before: u64, word: &str) -> u64 {
    const PRIME: u64 = 0x0100_0000_01b3;
    let (mut hash, mut at) = (before, 0);
    let bytes = word.as_bytes();
    while at < bytes.len() {
        hash = (hash ^ bytes[at].to_ascii_lowercase() as u64).wrapping_mul(PRIME);
        at += 1;
    }
    if hash == 0 { 1 } else { hash }
}

/// Gives each word of the names of an element, in small letters.
pub fn words_of(doc: &Document, element: NodeId, mut each: impl FnMut(&str)) {
    for names in names_of(doc, element) {
        words_in(names, &mut |word| each(&word.to_ascii_lowercase()));
    }
}

/// What an element is called, attribute by attribute.
pub(super) fn names_of(doc: &Document, element: NodeId) -> impl Iterator<Item = &str> {
    doc.attrs(element).filter(|(attr, _)| NAMED_IN.contains(attr)).map(|(_, names)| names)
}

/// Splits names at everything but ASCII letters and before capitals: `postBody`, `HTMLBlock`,
/// `post_body`. Gives each word in the letters that stand there.
pub(super) fn words_in(names: &str, each: &mut impl FnMut(&str)) {
    let bytes = names.as_bytes();
    let mut from = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if !byte.is_ascii_alphabetic() {
            give(names, from, at, each);
            from = at + 1;
        } else if byte.is_ascii_uppercase() && at > from {
            let before_small = bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
            if before_small || bytes[at - 1].is_ascii_lowercase() {
                give(names, from, at, each);
                from = at;
            }
        }
    }
    give(names, from, bytes.len(), each);
}

fn give(names: &str, from: usize, to: usize, each: &mut impl FnMut(&str)) {
    if (SHORTEST..=LONGEST).contains(&(to - from)) {
        each(&names[from..to]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(names: &str) -> Vec<String> {
        let mut words = Vec::new();
        words_in(names, &mut |word| words.push(word.to_ascii_lowercase()));
        words
    }

    #[test]
    fn names_are_split_into_words() {
        assert_eq!(
            split("postBody HTMLBlock main-text_2b"),
            ["post", "body", "html", "block", "main", "text"]
        );
        assert_eq!(split("日本 é a x1 "), Vec::<String>::new());
        assert!(split(&"a".repeat(40)).is_empty());
    }

    #[test]
    fn words_are_found_and_others_are_not() {
        let words = [("menu", -50), ("post", 60), ("card", 0)];
        let vocabulary = Vocabulary::parse(&Vocabulary::print(words.into_iter())).unwrap();
        let of_text = Vocabulary::parse("=ärzte 7").unwrap();
        assert_eq!((of_text.word("ärzte"), of_text.name("ärzte")), (Some(7), None));
        for (word, score) in words {
            assert_eq!(vocabulary.name(word), Some(score));
        }
        assert_eq!((vocabulary.name("carousel"), vocabulary.word("menu")), (None, None));
        assert_eq!(Vocabulary::default().name("menu"), None);
        assert!(Vocabulary::parse("menu").is_err() && Vocabulary::parse("menu x").is_err());
    }
}
