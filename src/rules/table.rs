//! The strings of the rules, found by their first bytes.
//!
//! Nearly every name, word and place in a text is none of thousands of strings. A table of bits, one
//! for each way that a string may begin, tells so at once; only what passes is searched for.

/// Strings and the place of the rule that each stands in.
#[derive(Debug)]
pub(super) struct Table<const HEAD: usize> {
    heads: Heads,
    /// Sorted by the strings, equal ones in the order of the file.
    rows: Vec<(String, usize)>,
    /// Bytes of the longest.
    longest: usize,
}

/// A string of a table: itself, and the place of its rule.
pub(super) type Row<'a> = (&'a str, usize);

impl<const HEAD: usize> Table<HEAD> {
    pub(super) fn new(mut rows: Vec<(String, usize)>) -> Table<HEAD> {
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        let mut heads = Heads::default();
        for (string, _) in &rows {
            heads.add(head::<HEAD>(string.as_bytes()));
        }
        let longest = rows.iter().map(|(string, _)| string.len()).max().unwrap_or(0);
        Table { heads, rows, longest }
    }

    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// The row of a string.
    pub(super) fn get(&self, string: &str) -> Option<Row<'_>> {
        if !self.heads.may_hold(head::<HEAD>(string.as_bytes())) {
            return None;
        }
        // Of equal strings the last one of the file holds.
        let after = self.rows.partition_point(|(row, _)| row.as_str() <= string);
        let (row, rule) = self.rows.get(after.checked_sub(1)?)?;
        (row == string).then_some((row.as_str(), *rule))
    }

    /// Every row that a text begins with, the shortest first.
    pub(super) fn beginnings<'t, 's>(
        &'t self,
        text: &'s str,
    ) -> impl Iterator<Item = Row<'t>> + use<'t, 's, HEAD> {
        let bytes = text.as_bytes();
        let possible = self.heads.may_hold(head::<HEAD>(bytes));
        let start = &bytes[..HEAD.min(bytes.len())];
        let from = || self.rows.partition_point(|(row, _)| row.as_bytes() < start);
        let rows = if possible { &self.rows[from()..] } else { &[] };
        rows.iter()
            .take_while(move |(row, _)| row.as_bytes().starts_with(start))
            .filter(move |(row, _)| text.starts_with(row.as_str()))
            .map(|(row, rule)| (row.as_str(), *rule))
    }
}

/// The ways that strings may begin: a Bloom filter with one hash.
#[derive(Debug)]
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
    const { assert!(HEAD <= 4, "a head is a number of four bytes") };
    let mut head = [0; 4];
    let length = HEAD.min(string.len());
    head[..length].copy_from_slice(&string[..length]);
    u32::from_le_bytes(head)
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
    }
}
