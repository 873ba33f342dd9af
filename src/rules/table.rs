//! The strings of the rules, found by their first bytes.
//!
//! Nearly every name, word and place in a text is none of thousands of strings. A table of bits, one
//! for each way that a string may begin, tells so at once; only what passes is searched for.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;

/// Strings and the place of the rule that each stands in.
#[derive(Clone, Debug)]
pub(super) struct Table<const HEAD: usize> {
    heads: Heads,
    /// Sorted by the strings, equal ones in the order of the file.
    rows: Vec<(String, usize)>,
    /// Where the rows of each head are.
    runs: HashMap<u32, Range<usize>, BuildHasherDefault<HeadHasher>>,
    /// Bytes of the longest.
    longest: usize,
}

/// How a name begins, for several tables to be asked about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name(u32);

impl Name {
    pub(super) fn of(name: &str) -> Name {
        Name(head_in_any_case::<4>(name.as_bytes()))
    }
}

impl Table<4> {
    /// Whether a name may be a row or begin with one, once its ASCII letters are in lower case.
    pub(super) fn may_name(&self, name: Name) -> bool {
        self.heads.may_hold(name.0)
    }
}

/// A string of a table: itself, and the place of its rule.
pub(super) type Row<'a> = (&'a str, usize);

impl<const HEAD: usize> Table<HEAD> {
    pub(super) fn new(mut rows: Vec<(String, usize)>) -> Table<HEAD> {
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        let (mut heads, mut runs) = (Heads::default(), HashMap::<_, Range<usize>, _>::default());
        for (at, (row, _)) in rows.iter().enumerate() {
            let head = head::<HEAD>(row.as_bytes());
            heads.add(head);
            runs.entry(head).or_insert(at..at).end = at + 1;
        }
        let longest = rows.iter().map(|(string, _)| string.len()).max().unwrap_or(0);
        Table { heads, rows, runs, longest }
    }

    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// The row of a string.
    pub(super) fn get(&self, string: &str) -> Option<Row<'_>> {
        let rows = self.rows(head::<HEAD>(string.as_bytes()));
        // Of equal strings the last one of the file holds.
        let (row, rule) = rows.iter().rev().find(|(row, _)| row == string)?;
        Some((row, *rule))
    }

    /// Every row that a text begins with, the shortest first.
    pub(super) fn beginnings<'t>(&'t self, text: &str) -> impl Iterator<Item = Row<'t>> {
        let rows = self.rows(head::<HEAD>(text.as_bytes()));
        let begins = rows.iter().filter(move |(row, _)| text.starts_with(row.as_str()));
        begins.map(|(row, rule)| (row.as_str(), *rule))
    }

    /// The same for rows in lower case, and a text of which the case of ASCII letters does not count.
    pub(super) fn beginnings_in_any_case<'t>(
        &'t self,
        text: &[u8],
    ) -> impl Iterator<Item = Row<'t>> {
        let rows = self.rows(head_in_any_case::<HEAD>(text));
        let begins = rows.iter().filter(move |(row, _)| {
            text.get(..row.len()).is_some_and(|start| start.eq_ignore_ascii_case(row.as_bytes()))
        });
        begins.map(|(row, rule)| (row.as_str(), *rule))
    }

    /// Whether a text may begin with a row, once it is in lower case.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        match text.as_bytes().first_chunk::<HEAD>() {
            Some(first) if first.is_ascii() => {
                self.heads.may_hold(head::<HEAD>(&first.to_ascii_lowercase()))
            }
            // What other letters become in lower case may have other bytes.
            Some(_) => true,
            None => !text.is_ascii(),
        }
    }

    /// The rows that begin in a way.
    #[inline]
    fn rows(&self, head: u32) -> &[(String, usize)] {
        if !self.heads.may_hold(head) {
            return &[];
        }
        self.runs.get(&head).map_or(&[][..], |run| &self.rows[run.clone()])
    }
}

/// Hashes a head. They stand in the rules, so that nobody can make them fall together.
#[derive(Debug, Default)]
struct HeadHasher(u64);

impl Hasher for HeadHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(byte.into());
        }
    }

    fn write_u32(&mut self, head: u32) {
        // Fibonacci hashing, see `place`.
        self.0 = (self.0 ^ u64::from(head)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn finish(&self) -> u64 {
        // The upper bits are the best, and all are made use of.
        self.0 ^ self.0 >> 32
    }
}

/// The ways that strings may begin: a Bloom filter with one hash.
#[derive(Clone, Debug)]
pub(super) struct Heads(Box<[u64; WORDS]>);

/// 32,768 bits: ten for each beginning that the longest list has.
const WORDS: usize = 512;

impl Default for Heads {
    fn default() -> Heads {
        Heads(Box::new([0; WORDS]))
    }
}

impl Heads {
    pub(super) fn add(&mut self, head: u32) {
        let (word, bit) = place(head);
        self.0[word] |= bit;
    }

    pub(super) fn may_hold(&self, head: u32) -> bool {
        let (word, bit) = place(head);
        self.0[word] & bit != 0
    }
}

/// The first bytes of a string, at most four, as a number; zeros stand for what is missing.
pub(super) fn head<const HEAD: usize>(string: &[u8]) -> u32 {
    u32::from_be_bytes(first::<HEAD>(string))
}

/// The same, ASCII letters in lower case.
fn head_in_any_case<const HEAD: usize>(string: &[u8]) -> u32 {
    let mut first = first::<HEAD>(string);
    first.make_ascii_lowercase();
    u32::from_be_bytes(first)
}

fn first<const HEAD: usize>(string: &[u8]) -> [u8; 4] {
    const { assert!(HEAD <= 4, "a head is a number of four bytes") };
    let mut first = [0; 4];
    match string.first_chunk::<HEAD>() {
        // Of a length that the compiler knows: this is asked at every word of a text.
        Some(chunk) => first[..HEAD].copy_from_slice(chunk),
        None => first[..string.len()].copy_from_slice(string),
    }
    first
}

/// Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4): the upper bits of a product.
fn place(head: u32) -> (usize, u64) {
    let hash = head.wrapping_mul(0x9E37_79B1) >> (u32::BITS - (WORDS * 64).ilog2());
    (hash as usize / 64, 1 << (hash % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table<2> {
        let rows = ["share-", "nav", "share-bar", "navigation"];
        Table::new(rows.into_iter().enumerate().map(|(at, row)| (row.to_owned(), at)).collect())
    }

    #[test]
    fn strings_are_found_whole() {
        assert_eq!(table().get("nav"), Some(("nav", 1)));
        assert_eq!(table().get("navi"), None);
        assert_eq!(table().get(""), None);
    }

    #[test]
    fn beginnings_are_found_the_shortest_first() {
        let table = table();
        let found: Vec<_> = table.beginnings("share-bar-top").collect();
        assert_eq!(found, [("share-", 0), ("share-bar", 2)]);
        assert_eq!(table.beginnings("s").count(), 0);
        assert!(
            table.may_begin("Share-bar") && table.may_begin("n\u{130}") && !table.may_begin("s")
        );
    }
}
