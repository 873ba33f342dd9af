//! End tags in the body (HTML Standard, 13.2.6.4.7).

use super::super::local::{Flags, Local, flag};
use super::mode::Mode;
use super::stack::{Open, scope};
use super::{Step, Tag, TreeBuilder};

impl TreeBuilder<'_> {
    pub(super) fn end_in_body(&mut self, name: Local) -> Step {
        let flags = name.flags();
        match name {
            Local::P => self.end_paragraph(),
            _ if flags & flag::BOX != 0 => self.end_box(name),
            _ if flags & flag::FORMATTING != 0 => self.adopt(name),
            _ if flags & flag::HEADING != 0 => self.end_heading(),
            Local::BUTTON | Local::LISTING | Local::PRE | Local::SELECT => self.end_box(name),
            Local::LI => self.end_entry(name, scope::LIST_ITEM),
            Local::DD | Local::DT => self.end_entry(name, scope::DEFAULT),
            Local::FORM => self.end_form(),
            Local::APPLET | Local::MARQUEE | Local::OBJECT => {
                if self.open.is_in_scope(scope::DEFAULT, name) {
                    self.end_box(name);
                    self.formatting.clear_to_marker();
                }
            }
            Local::BODY | Local::HTML => return self.end_body(name),
            Local::TEMPLATE => return self.end_template(),
            Local::BR => return self.start_in_body(Tag::bare(Local::BR)),
            _ => self.end_any(name),
        }
        Step::Done
    }

    fn end_box(&mut self, name: Local) {
        if self.open.is_in_scope(scope::DEFAULT, name) {
            self.open.imply_ends(flag::IMPLIED, Local::UNHEARD);
            self.open.pop_through(name);
        }
    }

    /// The end tag of a paragraph that was not begun makes an empty one.
    fn end_paragraph(&mut self) {
        if !self.open.is_in_scope(scope::BUTTON, Local::P) {
            self.insert(Tag::bare(Local::P));
        }
        self.close_paragraph();
    }

    /// A heading ends another, of whatever level.
    fn end_heading(&mut self) {
        if self.open.is_any_in_scope(scope::DEFAULT, flag::HEADING) {
            self.open.imply_ends(flag::IMPLIED, Local::UNHEARD);
            self.open.pop_through_any(flag::HEADING);
        }
    }

    fn end_entry(&mut self, name: Local, scope: Flags) {
        if self.open.is_in_scope(scope, name) {
            self.open.imply_ends(flag::IMPLIED, name);
            self.open.pop_through(name);
        }
    }

    fn end_form(&mut self) {
        if self.open.has(Local::TEMPLATE) {
            return self.end_box(Local::FORM);
        }
        let Some(id) = self.form.take() else { return };
        if !self.open.is_id_in_scope(scope::DEFAULT, id) {
            return;
        }
        self.open.imply_ends(flag::IMPLIED, Local::UNHEARD);
        if let Some(at) = self.open.position(id) {
            self.open.remove(at);
        }
    }

    fn end_body(&mut self, name: Local) -> Step {
        if !self.open.is_in_scope(scope::DEFAULT, Local::BODY) {
            return Step::Done;
        }
        self.mode = Mode::AfterBody;
        if name == Local::HTML { Step::Again } else { Step::Done }
    }

    /// Any other end tag.
    pub(super) fn end_any(&mut self, name: Local) {
        if !self.open.has(name) {
            return;
        }
        let is_end = |open: &Open| open.is_named(name) || open.is(flag::SPECIAL);
        let end = self.open.downwards().find(is_end);
        if end.is_some_and(|open| open.is_named(name)) {
            self.open.imply_ends(flag::IMPLIED, name);
            self.open.pop_through(name);
        }
    }
}
