//! The stack of open elements (HTML Standard, 13.2.4.2), and what is *in scope*.
//!
//! It counts the open elements of each name, so that most questions need no look at the stack.

use super::super::arena::Id;
use super::super::local::{Flags, Local, flag};

/// An element that stands open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) id: Id,
    pub(super) name: Local,
    pub(super) flags: Flags,
}

impl Open {
    /// What stands below the stack.
    const NONE: Open = Open { id: Id::DOCUMENT, name: Local::UNHEARD, flags: 0 };

    /// Whether any of some flags is set.
    pub(super) fn is(self, flags: Flags) -> bool {
        self.flags & flags != 0
    }

    /// Whether it is an element of HTML with this name.
    pub(super) fn is_named(self, name: Local) -> bool {
        self.name == name && !self.is(flag::FOREIGN)
    }
}

/// How far a search for an element goes: to the first with any of these flags.
pub(super) mod scope {
    use super::{Flags, flag};

    pub(in super::super) const DEFAULT: Flags = flag::SCOPE;
    pub(in super::super) const LIST_ITEM: Flags = flag::SCOPE | flag::LIST;
    pub(in super::super) const BUTTON: Flags = flag::SCOPE | flag::BUTTON;
    pub(in super::super) const TABLE: Flags = flag::TABLE;
}

/// The stack. Its bottom, the root, is its first.
pub(super) struct Stack {
    open: Vec<Open>,
    counts: [u32; Local::KNOWN + 1],
    formatting: usize,
}

impl Stack {
    pub(super) fn new() -> Stack {
        Stack { open: Vec::with_capacity(64), counts: [0; Local::KNOWN + 1], formatting: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.open.len()
    }

    /// How many formatting elements are in it.
    pub(super) fn formatting(&self) -> usize {
        self.formatting
    }

    /// The current node.
    pub(super) fn top(&self) -> Open {
        self.open.last().copied().unwrap_or(Open::NONE)
    }

    pub(super) fn get(&self, at: usize) -> Open {
        self.open.get(at).copied().unwrap_or(Open::NONE)
    }

    /// The elements from the top to the root.
    pub(super) fn downwards(&self) -> impl Iterator<Item = Open> {
        self.open.iter().rev().copied()
    }

    /// The place of an element, looked for from the top.
    pub(super) fn position(&self, id: Id) -> Option<usize> {
        self.open.iter().rposition(|open| open.id == id)
    }

    /// The lowest special element above a place.
    pub(super) fn special_above(&self, at: usize) -> Option<usize> {
        let mut above = self.open.iter().skip(at + 1);
        above.position(|open| open.is(flag::SPECIAL)).map(|found| at + 1 + found)
    }

    /// Whether an element of a name stands open. All names that are not known count as one.
    pub(super) fn has(&self, name: Local) -> bool {
        self.counts[name.row()] > 0
    }
}

/// How it changes.
impl Stack {
    pub(super) fn push(&mut self, open: Open) {
        self.count(open);
        self.open.push(open);
    }

    pub(super) fn pop(&mut self) -> Open {
        let open = self.open.pop().unwrap_or(Open::NONE);
        self.uncount(open);
        open
    }

    pub(super) fn truncate(&mut self, length: usize) {
        while self.open.len() > length {
            self.pop();
        }
    }

    pub(super) fn insert(&mut self, at: usize, open: Open) {
        self.count(open);
        self.open.insert(at.min(self.open.len()), open);
    }

    pub(super) fn remove(&mut self, at: usize) {
        if at < self.open.len() {
            let open = self.open.remove(at);
            self.uncount(open);
        }
    }

    /// Puts another element of the same name in the place of one.
    pub(super) fn replace(&mut self, at: usize, id: Id) {
        if let Some(open) = self.open.get_mut(at) {
            open.id = id;
        }
    }

    /// Pops elements until the current node has any of some flags.
    pub(super) fn pop_to(&mut self, flags: Flags) {
        while !self.open.is_empty() && !self.top().is(flags) {
            self.pop();
        }
    }

    /// Pops elements until one of a name was popped.
    pub(super) fn pop_through(&mut self, name: Local) {
        while !self.open.is_empty() && !self.pop().is_named(name) {}
    }

    /// Pops elements until one with any of some flags was popped.
    pub(super) fn pop_through_any(&mut self, flags: Flags) {
        while !self.open.is_empty() && !self.pop().is(flags) {}
    }

    /// Generates implied end tags (13.2.6.3), of these kinds, except for a name.
    pub(super) fn imply_ends(&mut self, kinds: Flags, except: Local) {
        while self.top().is(kinds) && self.top().name != except {
            self.pop();
        }
    }

    fn count(&mut self, open: Open) {
        if !open.is(flag::FOREIGN) {
            self.counts[open.name.row()] += 1;
            self.formatting += usize::from(open.is(flag::FORMATTING));
        }
    }

    fn uncount(&mut self, open: Open) {
        if !open.is(flag::FOREIGN) {
            let count = &mut self.counts[open.name.row()];
            *count = count.saturating_sub(1);
            self.formatting -= usize::from(open.is(flag::FORMATTING));
        }
    }
}

/// What is in scope.
impl Stack {
    /// Whether an element of a name is.
    pub(super) fn is_in_scope(&self, scope: Flags, name: Local) -> bool {
        self.has(name) && self.search(scope, |open| open.is_named(name))
    }

    /// Whether an element with any of some flags is.
    pub(super) fn is_any_in_scope(&self, scope: Flags, flags: Flags) -> bool {
        self.search(scope, |open| open.is(flags))
    }

    /// Whether this very element is.
    pub(super) fn is_id_in_scope(&self, scope: Flags, id: Id) -> bool {
        self.search(scope, |open| open.id == id)
    }

    fn search(&self, scope: Flags, is_sought: impl Fn(Open) -> bool) -> bool {
        let mut open = self.downwards();
        let end = open.find(|&open| is_sought(open) || open.is(scope));
        end.is_some_and(is_sought)
    }
}
