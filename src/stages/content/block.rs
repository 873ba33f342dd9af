//! A leaf block by itself: how long, how linked, how it is punctuated.

use crate::document::{Document, NodeId, is_stop, words};

/// A leaf block by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) node: NodeId,
    pub(super) words: f32,
    /// Share of its text in links.
    pub(super) link: f32,
    pub(super) ends_sentence: bool,
    /// Ends of sentences.
    pub(super) stops: u32,
    /// The same text stands elsewhere too.
    pub(super) repeated: bool,
}

impl Block {
    /// A block of this many words is running text.
    const LONG: f32 = 15.0;
    /// A block of this share of links is a list of links, however long it is.
    const LINKED: f32 = 0.35;

    pub(super) fn of(doc: &Document, node: NodeId) -> Block {
        let text = doc.text(node);
        let outer = |c: char| !(c.is_alphanumeric() || is_stop(c));
        Block {
            node,
            words: words(text),
            link: doc.link_density(node),
            ends_sentence: text.trim_end_matches(outer).ends_with(is_stop),
            stops: stops(text),
            repeated: false,
        }
    }

    /// Whether it has the length of running text.
    pub(super) fn is_prose(&self) -> bool {
        self.words >= Block::LONG
    }

    /// Whether it is running text: long, and no list of links.
    pub(super) fn is_long(&self) -> bool {
        self.is_prose() && self.link < Block::LINKED
    }
}

/// Ends of sentences in a text. A full stop within a word or number ends none.
fn stops(text: &str) -> u32 {
    let mut chars = text.chars().peekable();
    let mut stops = 0;
    while let Some(c) = chars.next() {
        let inside = c.is_ascii() && chars.peek().is_some_and(|next| next.is_alphanumeric());
        stops += u32::from(is_stop(c) && !inside);
    }
    stops
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_within_a_number_ends_no_sentence() {
        assert_eq!(stops("It grew by 3.5 per cent. Then it fell."), 2);
        assert_eq!(stops("平和です。平和です。"), 2);
    }
}
