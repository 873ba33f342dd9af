//! Start tags in the body (HTML Standard, 13.2.6.4.7).

use super::super::local::{Local, Ns, flag};
use super::mode::Mode;
use super::stack::scope;
use super::{Step, Tag, TreeBuilder};

impl TreeBuilder<'_> {
    pub(super) fn start_in_body(&mut self, tag: Tag) -> Step {
        let flags = tag.name.flags();
        if flags & flag::BOX != 0 {
            self.close_paragraph();
            self.insert(tag);
        } else if flags & flag::FORMATTING != 0 {
            self.start_formatting(tag);
        } else if flags & flag::META != 0 {
            return self.start_meta(tag);
        } else if flags & flag::RAW != 0 {
            return self.start_raw(tag);
        } else if flags & flag::VOID != 0 {
            self.start_void(tag);
        } else if flags & flag::SPECIAL != 0 {
            return self.start_special(tag);
        } else {
            self.start_any(tag);
        }
        Step::Done
    }

    fn start_any(&mut self, tag: Tag) {
        match tag.name {
            Local::OPTION => self.end_options(Local::OPTGROUP),
            Local::OPTGROUP => self.end_options(Local::UNHEARD),
            Local::RB | Local::RTC => return self.start_ruby(tag, Local::UNHEARD),
            Local::RP | Local::RT => return self.start_ruby(tag, Local::RTC),
            Local::MATH | Local::SVG => {
                let ns = if tag.name == Local::MATH { Ns::Math } else { Ns::Svg };
                self.reconstruct();
                self.insert_foreign(tag, ns);
                return;
            }
            _ => {}
        }
        self.reconstruct();
        self.insert(tag);
    }

    fn start_special(&mut self, tag: Tag) -> Step {
        match tag.name {
            Local::HTML | Local::BODY => self.start_again(tag),
            Local::FRAMESET => self.start_frameset(tag),
            Local::H1 | Local::H2 | Local::H3 | Local::H4 | Local::H5 | Local::H6 => {
                self.close_paragraph();
                if self.open.top().is(flag::HEADING) {
                    self.open.pop();
                }
                self.insert(tag);
            }
            Local::PRE | Local::LISTING => {
                self.close_paragraph();
                self.insert(tag);
                self.ignore_line_feed = true;
                self.frameset_ok = false;
            }
            Local::FORM => self.start_form(tag),
            Local::LI | Local::DD | Local::DT => self.start_entry(tag),
            Local::PLAINTEXT => {
                self.close_paragraph();
                self.insert(tag);
                return Step::Plaintext;
            }
            Local::BUTTON => self.start_button(tag),
            Local::APPLET | Local::MARQUEE | Local::OBJECT => {
                self.reconstruct();
                self.insert(tag);
                self.formatting.mark();
                self.frameset_ok = false;
            }
            Local::TABLE => {
                if !self.quirks {
                    self.close_paragraph();
                }
                self.insert(tag);
                self.frameset_ok = false;
                self.mode = Mode::InTable;
            }
            Local::SELECT => self.start_select(tag),
            // The parts of tables, and the head.
            _ => {}
        }
        Step::Done
    }

    /// A second tag of the root or the body adds to the first.
    fn start_again(&mut self, tag: Tag) {
        let open = self.open.get(usize::from(tag.name == Local::BODY));
        if !open.is_named(tag.name) || self.open.has(Local::TEMPLATE) {
            return;
        }
        self.frameset_ok &= tag.name != Local::BODY;
        self.add_missing(open.id, tag);
    }

    fn start_frameset(&mut self, tag: Tag) {
        let body = self.open.get(1);
        if self.frameset_ok && body.is_named(Local::BODY) {
            self.arena.detach(body.id);
            self.open.truncate(1);
            self.insert(tag);
            self.mode = Mode::InFrameset;
        }
    }

    fn start_form(&mut self, tag: Tag) {
        let in_template = self.open.has(Local::TEMPLATE);
        if self.form.is_some() && !in_template {
            return;
        }
        self.close_paragraph();
        let id = self.insert(tag);
        if !in_template {
            self.form = Some(id);
        }
    }

    /// An entry of a list ends the one before it.
    fn start_entry(&mut self, tag: Tag) {
        self.frameset_ok = false;
        let item = tag.name == Local::LI;
        let open = self.open.downwards().find_map(|open| {
            let ends = open.is(flag::SPECIAL) && !open.is(flag::PASSED);
            let entry = match open.name {
                _ if open.is(flag::FOREIGN) => false,
                Local::LI => item,
                Local::DD | Local::DT => !item,
                _ => false,
            };
            ends.then_some(entry.then_some(open.name))
        });
        if let Some(name) = open.flatten() {
            self.open.imply_ends(flag::IMPLIED, name);
            self.open.pop_through(name);
        }
        self.close_paragraph();
        self.insert(tag);
    }

    fn start_button(&mut self, tag: Tag) {
        if self.open.is_in_scope(scope::DEFAULT, Local::BUTTON) {
            self.open.imply_ends(flag::IMPLIED, Local::UNHEARD);
            self.open.pop_through(Local::BUTTON);
        }
        self.reconstruct();
        self.insert(tag);
        self.frameset_ok = false;
    }

    fn start_formatting(&mut self, tag: Tag) {
        if tag.name == Local::A {
            self.close_anchor();
        }
        self.reconstruct();
        if tag.name == Local::NOBR && self.open.is_in_scope(scope::DEFAULT, Local::NOBR) {
            self.adopt(Local::NOBR);
            self.reconstruct();
        }
        self.insert_formatting(tag);
    }

    /// Links do not nest.
    fn close_anchor(&mut self) {
        let Some(entry) = self.formatting.last(Local::A) else { return };
        self.adopt(Local::A);
        self.formatting.remove(entry.id);
        if let Some(at) = self.open.position(entry.id) {
            self.open.remove(at);
        }
    }

    fn start_raw(&mut self, tag: Tag) -> Step {
        match tag.name {
            Local::TEXTAREA => {
                self.ignore_line_feed = true;
                self.frameset_ok = false;
                return self.insert_raw(tag, Step::Rcdata);
            }
            Local::XMP => {
                self.close_paragraph();
                self.reconstruct();
                self.frameset_ok = false;
            }
            Local::IFRAME => self.frameset_ok = false,
            _ => {}
        }
        self.insert_raw(tag, Step::Rawtext)
    }

    fn start_void(&mut self, tag: Tag) {
        match tag.name {
            Local::PARAM | Local::SOURCE | Local::TRACK => {
                self.insert_void(tag);
                return;
            }
            Local::COL | Local::FRAME => return,
            Local::HR => {
                self.close_paragraph();
                if self.open.is_in_scope(scope::DEFAULT, Local::SELECT) {
                    self.open.imply_ends(flag::IMPLIED, Local::UNHEARD);
                }
                self.insert_void(tag);
            }
            Local::IMAGE => {
                self.reconstruct();
                self.insert_void(Tag { name: Local::IMG, ..tag });
            }
            Local::INPUT => return self.start_input(tag),
            _ => {
                self.reconstruct();
                self.insert_void(tag);
            }
        }
        self.frameset_ok = false;
    }

    fn start_input(&mut self, tag: Tag) {
        if self.open.is_in_scope(scope::DEFAULT, Local::SELECT) {
            self.open.pop_through(Local::SELECT);
        }
        self.reconstruct();
        self.insert_void(tag);
        self.frameset_ok &= self.is_hidden_input(tag);
    }

    /// A `select` in another ends that.
    fn start_select(&mut self, tag: Tag) {
        if self.open.is_in_scope(scope::DEFAULT, Local::SELECT) {
            self.open.pop_through(Local::SELECT);
        } else {
            self.reconstruct();
            self.insert(tag);
            self.frameset_ok = false;
        }
    }

    /// What an option or a group of them ends.
    fn end_options(&mut self, except: Local) {
        if self.open.is_in_scope(scope::DEFAULT, Local::SELECT) {
            self.open.imply_ends(flag::IMPLIED, except);
        } else if self.open.top().is_named(Local::OPTION) {
            self.open.pop();
        }
    }

    fn start_ruby(&mut self, tag: Tag, except: Local) {
        if self.open.is_in_scope(scope::DEFAULT, Local::RUBY) {
            self.open.imply_ends(flag::IMPLIED, except);
        }
        self.insert(tag);
    }
}
