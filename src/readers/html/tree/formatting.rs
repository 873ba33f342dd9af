//! The list of active formatting elements (HTML Standard, 13.2.4.3): those that are opened again
//! where another element closed them.

use super::super::arena::Id;
use super::super::chars::{self, Within};
use super::super::local::{Local, flag};
use super::stack::Open;
use super::{Attribute, Tag, TreeBuilder};
use crate::document::Span;

/// As many elements as may be alike since the last marker.
const ALIKE: usize = 3;

/// An element of the list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) id: Id,
    pub(super) name: Local,
    /// The attributes of its tag.
    pub(super) attrs: Span,
    /// Where it was put on the stack of open elements; of a marker, how many stand there.
    pub(super) at: usize,
}

impl Entry {
    /// What parts the elements in a cell or the like from those around it.
    const MARKER: Entry =
        Entry { id: Id::NONE, name: Local::UNHEARD, attrs: Span { start: 0, end: 0 }, at: 1 };

    fn is_marker(&self) -> bool {
        self.id == Id::NONE
    }
}

/// The list. Markers in a row are one entry: of those whose element was closed by another some stay
/// behind, and the list must not grow with the page.
#[derive(Debug, Default)]
pub(super) struct Formatting {
    entries: Vec<Entry>,
    markers: usize,
}

impl Formatting {
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many elements are in it.
    pub(super) fn count(&self) -> usize {
        self.entries.len() - self.markers
    }

    pub(super) fn mark(&mut self) {
        if let Some(markers) = self.entries.last_mut().filter(|entry| entry.is_marker()) {
            markers.at += 1;
        } else {
            self.markers += 1;
            self.entries.push(Entry::MARKER);
        }
    }

    /// Clears it up to the last marker.
    pub(super) fn clear_to_marker(&mut self) {
        let behind = self.entries.iter().rposition(Entry::is_marker);
        self.entries.truncate(behind.map_or(0, |at| at + 1));
        if let Some(markers) = self.entries.last_mut() {
            markers.at -= 1;
            if markers.at == 0 {
                self.markers -= 1;
                self.entries.pop();
            }
        }
    }

    /// The places of the elements behind the last marker, the last first.
    fn recent(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.entries.iter().enumerate().rev().take_while(|(_, entry)| !entry.is_marker())
    }

    /// The last element of a name behind the last marker.
    pub(super) fn last(&self, name: Local) -> Option<Entry> {
        self.recent().find(|(_, entry)| entry.name == name).map(|(_, entry)| *entry)
    }

    pub(super) fn position(&self, id: Id) -> Option<usize> {
        self.entries.iter().rposition(|entry| entry.id == id)
    }

    pub(super) fn get(&self, at: usize) -> Option<Entry> {
        self.entries.get(at).copied()
    }

    pub(super) fn insert(&mut self, at: usize, entry: Entry) {
        self.entries.insert(at.min(self.entries.len()), entry);
    }

    pub(super) fn remove(&mut self, id: Id) {
        let Some(at) = self.position(id) else { return };
        self.entries.remove(at);
        // Two markers may have met.
        if let Some([before, behind]) = self.entries.get_mut(at.saturating_sub(1)..=at)
            && before.is_marker()
            && behind.is_marker()
        {
            before.at += behind.at;
            self.markers -= 1;
            self.entries.remove(at);
        }
    }

    /// Puts another element, made of the same tag, in the place of one.
    pub(super) fn replace(&mut self, at: usize, id: Id, open_at: usize) {
        if let Some(entry) = self.entries.get_mut(at) {
            (entry.id, entry.at) = (id, open_at);
        }
    }
}

impl TreeBuilder<'_> {
    /// Inserts a formatting element and pushes it onto the list.
    pub(super) fn insert_formatting(&mut self, tag: Tag) {
        self.forget_alike(tag);
        let id = self.insert(tag);
        let at = self.open.len() - 1;
        self.formatting.entries.push(Entry { id, name: tag.name, attrs: tag.attrs, at });
        self.kept_attrs = self.attrs.len();
    }

    /// Of the elements like a new one, the first goes when there are three: the *Noah's Ark clause*.
    fn forget_alike(&mut self, tag: Tag) {
        let named = |(_, entry): &(usize, &Entry)| entry.name == tag.name;
        if self.formatting.recent().filter(named).nth(ALIKE - 1).is_none() {
            return;
        }
        let recent = self.formatting.recent().filter(named);
        let alike = recent.filter(|(_, entry)| self.are_alike(entry.attrs, tag.attrs));
        let (count, first) = alike.fold((0, 0), |(count, _), (at, _)| (count + 1, at));
        if count >= ALIKE {
            self.formatting.entries.remove(first);
        }
    }

    /// Whether two tags have the same attributes, in whatever order.
    fn are_alike(&self, one: Span, other: Span) -> bool {
        let (one, other) = (self.attrs_of(one), self.attrs_of(other));
        let has = |a: &Attribute| {
            other.iter().any(|b| a.row == b.row && self.is_value_alike(a.value, b.value))
        };
        one.len() == other.len() && one.iter().all(has)
    }

    fn is_value_alike(&self, one: Span, other: Span) -> bool {
        let (one, other) = (&self.page[one.range()], &self.page[other.range()]);
        one == other
            || chars::piece(one, Within::Attribute) == chars::piece(other, Within::Attribute)
    }

    /// The attributes of a tag.
    pub(super) fn attrs_of(&self, attrs: Span) -> &[Attribute] {
        self.attrs.get(attrs.range()).unwrap_or_default()
    }

    /// Opens again the formatting elements at the end of the list that do not stand open.
    pub(super) fn reconstruct(&mut self) {
        let is_over = |entry: &Entry| entry.is_marker() || self.is_open(entry);
        let entries = &self.formatting.entries;
        let from = entries.iter().rposition(is_over).map_or(0, |at| at + 1);
        for at in from..entries.len() {
            self.open_again(at);
        }
    }

    fn open_again(&mut self, at: usize) {
        let Some(entry) = self.formatting.get(at) else { return };
        let id = self.arena.add_copy(entry.id);
        self.put(id);
        self.formatting.replace(at, id, self.open.len());
        self.open.push(Open { id, name: entry.name, flags: entry.name.flags() });
    }

    fn is_open(&self, entry: &Entry) -> bool {
        self.open.get(entry.at).id == entry.id
            || (self.open.has(entry.name) && self.open.position(entry.id).is_some())
    }

    /// Whether the current node is a formatting element that is not in the list any more.
    pub(super) fn is_top_forgotten(&self, name: Local) -> bool {
        let top = self.open.top();
        top.is_named(name) && top.is(flag::FORMATTING) && self.formatting.position(top.id).is_none()
    }
}
