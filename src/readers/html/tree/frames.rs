//! Templates, framesets, and what follows the body (HTML Standard, 13.2.6.4.18 to 13.2.6.4.23).

use super::super::local::{Local, flag};
use super::mode::Mode;
use super::{Step, Tag, TreeBuilder};

impl TreeBuilder<'_> {
    /// *In template*: the first tag says what is in it.
    pub(super) fn start_in_template(&mut self, tag: Tag) -> Step {
        let mode = match tag.name {
            Local::CAPTION | Local::COLGROUP | Local::TBODY | Local::TFOOT | Local::THEAD => {
                Mode::InTable
            }
            Local::COL => Mode::InColumnGroup,
            Local::TR => Mode::InTableBody,
            Local::TD | Local::TH => Mode::InRow,
            name if name.flags() & flag::META != 0 => return self.start_meta(tag),
            _ => Mode::InBody,
        };
        self.templates.pop();
        self.templates.push(mode);
        self.go_on_in(mode)
    }

    pub(super) fn end_in_template(&mut self, name: Local) -> Step {
        if name == Local::TEMPLATE { self.end_template() } else { Step::Done }
    }

    /// *After body*, *after after body*.
    pub(super) fn start_after_body(&mut self, tag: Tag) -> Step {
        match tag.name {
            Local::HTML => self.start_in_body(tag),
            _ => self.go_on_in(Mode::InBody),
        }
    }

    pub(super) fn end_after_body(&mut self, name: Local) -> Step {
        if name == Local::HTML && self.mode == Mode::AfterBody {
            self.mode = Mode::AfterAfterBody;
            return Step::Done;
        }
        self.go_on_in(Mode::InBody)
    }

    /// *In frameset*, *after frameset*, *after after frameset*.
    pub(super) fn start_in_frames(&mut self, tag: Tag) -> Step {
        match (self.mode, tag.name) {
            (_, Local::HTML) => return self.start_in_body(tag),
            (_, Local::NOFRAMES) => return self.start_meta(tag),
            (Mode::InFrameset, Local::FRAMESET) => {
                self.insert(tag);
            }
            (Mode::InFrameset, Local::FRAME) => {
                self.insert_void(tag);
            }
            _ => {}
        }
        Step::Done
    }

    pub(super) fn end_in_frames(&mut self, name: Local) -> Step {
        match (self.mode, name) {
            (Mode::InFrameset, Local::FRAMESET) if self.open.len() > 1 => {
                self.open.pop();
                if !self.open.top().is_named(Local::FRAMESET) {
                    self.mode = Mode::AfterFrameset;
                }
            }
            (Mode::AfterFrameset, Local::HTML) => self.mode = Mode::AfterAfterFrameset,
            _ => {}
        }
        Step::Done
    }
}
