//! The modes before the body (HTML Standard, 13.2.6.4.1 to 13.2.6.4.6), and what belongs in the head
//! wherever it stands.

use super::super::arena::Id;
use super::super::local::{Local, Ns, flag};
use super::mode::Mode;
use super::stack::Open;
use super::{Step, Tag, TreeBuilder};

impl TreeBuilder<'_> {
    /// What comes of anything that does not belong where it is: the mode ends, with the elements
    /// that every page has.
    pub(super) fn advance(&mut self) -> Step {
        self.mode = match self.mode {
            Mode::Initial => {
                self.quirks = true;
                Mode::BeforeHtml
            }
            Mode::BeforeHtml => {
                self.insert_root(Tag::bare(Local::HTML));
                Mode::BeforeHead
            }
            Mode::BeforeHead => {
                self.head = Some(self.insert(Tag::bare(Local::HEAD)));
                Mode::InHead
            }
            Mode::InHead => {
                self.open.pop();
                Mode::AfterHead
            }
            _ => {
                self.insert(Tag::bare(Local::BODY));
                Mode::InBody
            }
        };
        Step::Again
    }

    fn insert_root(&mut self, tag: Tag) {
        let id = self.make(tag, Ns::Html);
        self.arena.insert(Id::DOCUMENT, Id::NONE, id);
        self.open.push(Open { id, name: tag.name, flags: tag.name.flags() });
    }

    /// *Initial*, *before html*, *before head*.
    pub(super) fn start_before_head(&mut self, tag: Tag) -> Step {
        match (self.mode, tag.name) {
            (Mode::BeforeHtml, Local::HTML) => {
                self.insert_root(tag);
                self.mode = Mode::BeforeHead;
            }
            (Mode::BeforeHead, Local::HTML) => return self.start_in_body(tag),
            (Mode::BeforeHead, Local::HEAD) => {
                self.head = Some(self.insert(tag));
                self.mode = Mode::InHead;
            }
            _ => return self.advance(),
        }
        Step::Done
    }

    /// *In head*.
    pub(super) fn start_in_head(&mut self, tag: Tag) -> Step {
        match tag.name {
            Local::HTML => self.start_in_body(tag),
            Local::NOSCRIPT => self.insert_raw(tag, Step::Rawtext),
            Local::HEAD => Step::Done,
            name if name.flags() & flag::META != 0 => self.start_meta(tag),
            _ => self.advance(),
        }
    }

    /// The start tag of an element that belongs in the head.
    pub(super) fn start_meta(&mut self, tag: Tag) -> Step {
        match tag.name {
            Local::TITLE => self.insert_raw(tag, Step::Rcdata),
            Local::NOFRAMES | Local::STYLE | Local::SCRIPT => self.insert_raw(tag, Step::Rawtext),
            Local::TEMPLATE => {
                self.formatting.mark();
                self.frameset_ok = false;
                self.mode = Mode::InTemplate;
                self.templates.push(Mode::InTemplate);
                self.insert(tag);
                Step::Done
            }
            _ => {
                self.insert_void(tag);
                Step::Done
            }
        }
    }

    /// *After head*.
    pub(super) fn start_after_head(&mut self, tag: Tag) -> Step {
        match tag.name {
            Local::HTML => return self.start_in_body(tag),
            Local::BODY => {
                self.insert(tag);
                self.frameset_ok = false;
                self.mode = Mode::InBody;
            }
            Local::FRAMESET => {
                self.insert(tag);
                self.mode = Mode::InFrameset;
            }
            Local::HEAD => {}
            name if name.flags() & flag::META != 0 => return self.start_meta_after_head(tag),
            _ => return self.advance(),
        }
        Step::Done
    }

    /// What belongs in the head goes there although the head is over.
    fn start_meta_after_head(&mut self, tag: Tag) -> Step {
        let Some(id) = self.head else { return self.start_meta(tag) };
        self.open.push(Open { id, name: Local::HEAD, flags: Local::HEAD.flags() });
        let step = self.start_meta(tag);
        if let Some(at) = self.open.position(id) {
            self.open.remove(at);
        }
        step
    }

    /// End tags in all of these modes.
    pub(super) fn end_before_body(&mut self, name: Local) -> Step {
        match (self.mode, name) {
            (Mode::Initial, _)
            | (_, Local::BODY | Local::HTML | Local::BR)
            | (Mode::BeforeHtml | Mode::BeforeHead, Local::HEAD) => self.advance(),
            (Mode::InHead, Local::HEAD) => {
                self.advance();
                Step::Done
            }
            (Mode::InHead | Mode::AfterHead, Local::TEMPLATE) => self.end_template(),
            _ => Step::Done,
        }
    }

    /// The end tag of a template.
    pub(super) fn end_template(&mut self) -> Step {
        if self.open.has(Local::TEMPLATE) {
            self.open.imply_ends(flag::IMPLIED | flag::THOROUGH, Local::UNHEARD);
            self.leave_template();
        }
        Step::Done
    }

    pub(super) fn leave_template(&mut self) {
        self.open.pop_through(Local::TEMPLATE);
        self.formatting.clear_to_marker();
        self.templates.pop();
        self.reset_mode();
    }
}
