//! Where elements and text go (HTML Standard, 13.2.6.1).

use super::super::arena::Id;
use super::super::local::{Local, Ns, flag};
use super::mode::is_blank;
use super::stack::{Open, scope};
use super::{Step, Tag, TreeBuilder};
use crate::document::Span;

/// A place in the tree: before a node, or last where there is none.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) parent: Id,
    pub(super) before: Id,
}

impl TreeBuilder<'_> {
    /// The appropriate place for inserting a node in an element.
    pub(super) fn place_in(&self, target: Open) -> Place {
        if self.fosters && target.is(flag::FOSTERS) {
            self.foster_place()
        } else {
            Place { parent: target.id, before: Id::NONE }
        }
    }

    /// Before the table, or in the template, that stands open innermost.
    fn foster_place(&self) -> Place {
        let last = |parent| Place { parent, before: Id::NONE };
        let holder = |open: &Open| open.is_named(Local::TABLE) || open.is_named(Local::TEMPLATE);
        let Some(open) = self.open.downwards().find(holder) else {
            return last(self.open.get(0).id);
        };
        if open.is_named(Local::TEMPLATE) {
            return last(open.id);
        }
        if let Some(parent) = self.arena.parent(open.id).some() {
            return Place { parent, before: open.id };
        }
        let at = self.open.position(open.id).unwrap_or_default();
        last(self.open.get(at.saturating_sub(1)).id)
    }

    /// Puts a node that stands nowhere in its appropriate place.
    pub(super) fn put(&mut self, id: Id) {
        let place = self.place_in(self.open.top());
        self.arena.insert(place.parent, place.before, id);
    }

    /// Inserts an element of HTML.
    pub(super) fn insert(&mut self, tag: Tag) -> Id {
        let id = self.insert_void(tag);
        self.open.push(Open { id, name: tag.name, flags: tag.name.flags() });
        id
    }

    /// Inserts an element of HTML that does not stay open.
    pub(super) fn insert_void(&mut self, tag: Tag) -> Id {
        let id = self.make(tag, Ns::Html);
        self.put(id);
        id
    }

    /// Inserts an element of SVG or `MathML`.
    pub(super) fn insert_foreign(&mut self, tag: Tag, ns: Ns) -> Step {
        let id = self.make(tag, ns);
        self.put(id);
        if !tag.self_closing {
            self.open.push(Open { id, name: tag.name, flags: tag.name.foreign_flags(ns) });
        }
        Step::Done
    }

    /// Inserts text, without a look at it.
    pub(super) fn append_text(&mut self, text: &str) {
        let place = self.place_in(self.open.top());
        self.arena.insert_text(place.parent, place.before, text);
    }

    /// Text in the body.
    pub(super) fn text_in_body(&mut self, text: &str) {
        self.reconstruct();
        if self.frameset_ok {
            self.frameset_ok = is_blank(text);
        }
        self.append_text(text);
    }

    /// Text in a table: where it belongs shows when all of it is there (13.2.6.4.9).
    pub(super) fn text_in_table(&mut self, text: &str) {
        if !self.open.top().is(flag::FOSTERS) {
            self.fosters = true;
            self.text_in_body(text);
            self.fosters = false;
            return;
        }
        let held = self.arena.hold_text(text);
        self.pending_ink |= !is_blank(text);
        self.pending =
            if self.pending.is_empty() { held } else { Span { end: held.end, ..self.pending } };
    }

    /// Puts the text that waits in the table, or before it when it is more than white space
    /// (13.2.6.4.10).
    pub(super) fn place_pending(&mut self) {
        if self.pending.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.pending);
        self.fosters = std::mem::take(&mut self.pending_ink);
        if self.fosters {
            self.reconstruct();
            self.frameset_ok = false;
        }
        let place = self.place_in(self.open.top());
        self.arena.insert_held(place.parent, place.before, text);
        self.fosters = false;
    }

    /// Closes a paragraph in button scope.
    pub(super) fn close_paragraph(&mut self) {
        if self.open.is_in_scope(scope::BUTTON, Local::P) {
            self.open.imply_ends(flag::IMPLIED, Local::P);
            self.open.pop_through(Local::P);
        }
    }
}
