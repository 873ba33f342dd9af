//! Strings that stand anywhere in a text.

use super::places::Places;
use super::table::{Row, Table};
use crate::document::writes_no_spaces;

/// Strings to be found anywhere in a text.
#[derive(Clone, Debug)]
pub(super) struct Phrases {
    table: Table<4>,
    places: Places,
}

impl Phrases {
    pub(super) fn new(list: Vec<(String, usize)>) -> Phrases {
        Phrases { places: Places::of(&list), table: Table::new(list) }
    }

    /// Every occurrence that splits no word, in the order in which they end: a phrase can begin only
    /// where a word does. The text is in lower case, but for its ASCII letters.
    pub(super) fn find<'t>(&'t self, text: &str) -> Vec<Row<'t>> {
        let mut found = Vec::new();
        self.places.each(text.as_bytes(), |at| {
            // The table is asked first: most of what may be one is none, and tells so soonest.
            for (what, rule) in self.table.beginnings_in_any_case(&text.as_bytes()[at..]) {
                let end = at + what.len();
                if splits_no_word(text, at) && splits_no_word(text, end) {
                    found.push((end, what, rule));
                }
            }
        });
        if found.is_empty() {
            return Vec::new();
        }
        found.sort_by_key(|(end, what, _)| (*end, std::cmp::Reverse(what.len())));
        found.into_iter().map(|(_, what, rule)| (what, rule)).collect()
    }
}

/// Whether no word of a script that writes spaces runs across a place in the text.
fn splits_no_word(text: &str, at: usize) -> bool {
    let inside = |c: Option<char>| c.is_some_and(is_in_word);
    !(inside(text[..at].chars().next_back()) && inside(text[at..].chars().next()))
}

/// Whether a character stands in words that have spaces around them.
fn is_in_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() && !writes_no_spaces(c)
}
