//! The adoption agency algorithm (HTML Standard, 13.2.6.4.7): the end tag of a formatting element
//! that other elements begin in and do not end in.

use super::super::arena::Id;
use super::super::local::Local;
use super::TreeBuilder;
use super::formatting::Entry;
use super::stack::{Open, scope};

/// How often elements are adopted for one tag.
const ROUNDS: usize = 8;

/// How many formatting elements between an element and the block to be adopted are made anew; the
/// others are forgotten.
const RENEWED: usize = 3;

impl TreeBuilder<'_> {
    /// The end tag of a formatting element.
    pub(super) fn adopt(&mut self, name: Local) {
        if self.is_top_forgotten(name) {
            self.open.pop();
            return;
        }
        for _ in 0..ROUNDS {
            let Some(entry) = self.formatting.last(name) else { return self.end_any(name) };
            let Some(at) = self.open.position(entry.id) else {
                return self.formatting.remove(entry.id);
            };
            if !self.open.is_id_in_scope(scope::DEFAULT, entry.id) {
                return;
            }
            let Some(block) = self.open.special_above(at) else {
                self.open.truncate(at);
                return self.formatting.remove(entry.id);
            };
            self.adopt_block(entry, at, block);
        }
    }

    /// Takes the furthest block out of a formatting element and gives it one of its own.
    fn adopt_block(&mut self, entry: Entry, at: usize, block: usize) {
        let (ancestor, block) = (self.open.get(at.saturating_sub(1)), self.open.get(block));
        let (last, bookmark) = self.renew_between(entry, block);
        self.arena.detach(last);
        let place = self.place_in(ancestor);
        self.arena.insert(place.parent, place.before, last);
        let id = self.arena.add_copy(entry.id);
        self.arena.move_children(block.id, id);
        self.arena.insert(block.id, Id::NONE, id);
        self.settle(entry, id, bookmark);
        if let Some(at) = self.open.position(entry.id) {
            self.open.remove(at);
        }
        let above = self.open.position(block.id).map_or(self.open.len(), |at| at + 1);
        self.open.insert(above, Open { id, name: entry.name, flags: entry.name.flags() });
    }

    /// Makes the elements between the formatting element and the block anew, each around the last,
    /// the block innermost. Gives the outermost, and the entry of the innermost of them (step 13).
    fn renew_between(&mut self, entry: Entry, block: Open) -> (Id, Option<Id>) {
        let (mut last, mut bookmark) = (block.id, None);
        let mut at = self.open.position(block.id).unwrap_or_default();
        let mut count = 0;
        while at > 0 {
            count += 1;
            at -= 1;
            let node = self.open.get(at);
            if node.id == entry.id {
                break;
            }
            match self.formatting.position(node.id) {
                Some(listed) if count <= RENEWED => {
                    let id = self.arena.add_copy(node.id);
                    self.open.replace(at, id);
                    self.formatting.replace(listed, id, at);
                    bookmark = bookmark.or(Some(id));
                    self.arena.detach(last);
                    self.arena.insert(id, Id::NONE, last);
                    last = id;
                }
                _ => {
                    self.formatting.remove(node.id);
                    self.open.remove(at);
                }
            }
        }
        (last, bookmark)
    }

    /// Puts the new element in the list: behind the bookmark, or where the old one was.
    fn settle(&mut self, entry: Entry, id: Id, bookmark: Option<Id>) {
        let Some(bookmark) = bookmark else {
            if let Some(at) = self.formatting.position(entry.id) {
                self.formatting.replace(at, id, entry.at);
            }
            return;
        };
        let behind = self.formatting.position(bookmark).map_or(usize::MAX, |at| at + 1);
        self.formatting.insert(behind, Entry { id, ..entry });
        self.formatting.remove(entry.id);
    }
}
