//! Words that stand apart on the screen and touch in the source: `<a>Home</a><a>News</a>`.

use crate::document::writes_no_spaces;

/// What lies between two texts: an element that ended, then one that began, and nothing else.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gap {
    last: Option<char>,
    closed: bool,
    opened: bool,
}

impl Gap {
    /// An element ended.
    pub(super) fn close(&mut self) {
        self.closed = true;
    }

    /// An element began.
    pub(super) fn open(&mut self) {
        self.opened = self.closed;
    }

    /// Whether a space is missing before a text. The text follows then.
    pub(super) fn parts(&mut self, text: &str) -> bool {
        let (last, opened) = (self.last, self.opened);
        *self = Gap { last: text.chars().next_back(), ..Gap::default() };
        let is_word = |c: char| c.is_alphanumeric() && !writes_no_spaces(c);
        opened && last.is_some_and(is_word) && text.chars().next().is_some_and(is_word)
    }
}
