//! The insertion modes (HTML Standard, 13.2.4.1): which rules a token goes by.

use super::{Local, Step, Tag, TreeBuilder, flag};

/// An insertion mode. *In table text* is none here: it is text that waits for the next tag. *In head
/// noscript* is none either, since scripts are run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Initial,
    BeforeHtml,
    BeforeHead,
    InHead,
    AfterHead,
    InBody,
    Text,
    InTable,
    InCaption,
    InColumnGroup,
    InTableBody,
    InRow,
    InCell,
    InTemplate,
    AfterBody,
    InFrameset,
    AfterFrameset,
    AfterAfterBody,
    AfterAfterFrameset,
}

impl Mode {
    /// Whether the body is still to come: what does not belong here leads on to it.
    fn is_before_body(self) -> bool {
        use Mode::{AfterHead, BeforeHead, BeforeHtml, InHead, Initial};
        matches!(self, Initial | BeforeHtml | BeforeHead | InHead | AfterHead)
    }
}

impl TreeBuilder<'_> {
    pub(super) fn start_in_mode(&mut self, tag: Tag) -> Step {
        match self.mode {
            Mode::InBody => self.start_in_body(tag),
            Mode::InCell => self.start_in_cell(tag),
            Mode::InRow => self.start_in_row(tag),
            Mode::InTableBody => self.start_in_table_body(tag),
            Mode::InTable => self.start_in_table(tag),
            Mode::InCaption => self.start_in_caption(tag),
            Mode::InColumnGroup => self.start_in_column_group(tag),
            Mode::InTemplate => self.start_in_template(tag),
            Mode::InHead => self.start_in_head(tag),
            Mode::AfterHead => self.start_after_head(tag),
            Mode::Initial | Mode::BeforeHtml | Mode::BeforeHead => self.start_before_head(tag),
            Mode::AfterBody | Mode::AfterAfterBody => self.start_after_body(tag),
            Mode::InFrameset | Mode::AfterFrameset | Mode::AfterAfterFrameset => {
                self.start_in_frames(tag)
            }
            Mode::Text => self.leave_text(),
        }
    }

    pub(super) fn end_in_mode(&mut self, name: Local) -> Step {
        match self.mode {
            Mode::InBody => self.end_in_body(name),
            Mode::InCell => self.end_in_cell(name),
            Mode::InRow => self.end_in_row(name),
            Mode::InTableBody => self.end_in_table_body(name),
            Mode::InTable => self.end_in_table(name),
            Mode::InCaption => self.end_in_caption(name),
            Mode::InColumnGroup => self.end_in_column_group(name),
            Mode::InTemplate => self.end_in_template(name),
            Mode::Initial
            | Mode::BeforeHtml
            | Mode::BeforeHead
            | Mode::InHead
            | Mode::AfterHead => self.end_before_body(name),
            Mode::AfterBody | Mode::AfterAfterBody => self.end_after_body(name),
            Mode::InFrameset | Mode::AfterFrameset | Mode::AfterAfterFrameset => {
                self.end_in_frames(name)
            }
            Mode::Text => {
                self.leave_text();
                Step::Done
            }
        }
    }

    /// Puts the text where it belongs, or its beginning. Gives the rest, which may be all of it in
    /// another mode.
    pub(super) fn text_in_mode<'t>(&mut self, text: &'t str) -> &'t str {
        if self.is_foreign_to_text() {
            self.frameset_ok &= is_blank(text);
            self.append_text(text);
            return "";
        }
        match self.mode {
            Mode::InBody | Mode::InCell | Mode::InCaption | Mode::InTemplate => {
                self.text_in_body(text);
            }
            Mode::InTable | Mode::InTableBody | Mode::InRow => self.text_in_table(text),
            Mode::Text => self.append_text(text),
            _ => return self.text_in_pieces(text),
        }
        ""
    }

    /// The modes in which white space is one thing and other text is another.
    fn text_in_pieces<'t>(&mut self, text: &'t str) -> &'t str {
        let space = text.len() - text.trim_start_matches(|c: char| c.is_ascii_whitespace()).len();
        if space > 0 {
            let (space, rest) = text.split_at(space);
            match self.mode {
                Mode::Initial | Mode::BeforeHtml | Mode::BeforeHead => {}
                Mode::AfterBody | Mode::AfterAfterBody | Mode::AfterAfterFrameset => {
                    self.text_in_body(space);
                }
                _ => self.append_text(space),
            }
            return rest;
        }
        match self.misplaced_in_mode() {
            Step::Again => text,
            _ => text.trim_start_matches(|c: char| !c.is_ascii_whitespace()),
        }
    }

    /// What a zero does, and other text that does not belong where it is: it may end the mode.
    pub(super) fn misplaced_in_mode(&mut self) -> Step {
        match self.mode {
            mode if mode.is_before_body() => self.advance(),
            Mode::AfterBody | Mode::AfterAfterBody => self.go_on_in(Mode::InBody),
            Mode::InColumnGroup => self.leave_column_group(),
            _ => Step::Done,
        }
    }

    /// What the end of the page does.
    pub(super) fn finish_mode(&mut self) -> Step {
        match self.mode {
            mode if mode.is_before_body() => self.advance(),
            Mode::Text => self.leave_text(),
            Mode::AfterBody
            | Mode::AfterAfterBody
            | Mode::InFrameset
            | Mode::AfterFrameset
            | Mode::AfterAfterFrameset => Step::Done,
            _ if self.templates.is_empty() || !self.open.has(Local::TEMPLATE) => Step::Done,
            _ => {
                self.leave_template();
                Step::Again
            }
        }
    }

    pub(super) fn go_on_in(&mut self, mode: Mode) -> Step {
        self.mode = mode;
        Step::Again
    }

    /// Inserts an element whose contents are text.
    pub(super) fn insert_raw(&mut self, tag: Tag, step: Step) -> Step {
        self.insert(tag);
        self.original = self.mode;
        self.mode = Mode::Text;
        step
    }

    fn leave_text(&mut self) -> Step {
        self.open.pop();
        self.go_on_in(self.original)
    }

    /// Resets the insertion mode appropriately (13.2.4.1).
    pub(super) fn reset_mode(&mut self) {
        self.mode = self.mode_of_stack();
    }

    fn mode_of_stack(&self) -> Mode {
        for open in self.open.downwards().filter(|open| !open.is(flag::FOREIGN)) {
            return match open.name {
                Local::TD | Local::TH => Mode::InCell,
                Local::TR => Mode::InRow,
                Local::TBODY | Local::THEAD | Local::TFOOT => Mode::InTableBody,
                Local::CAPTION => Mode::InCaption,
                Local::COLGROUP => Mode::InColumnGroup,
                Local::TABLE => Mode::InTable,
                Local::TEMPLATE => self.templates.last().copied().unwrap_or(Mode::InBody),
                Local::HEAD => Mode::InHead,
                Local::BODY => Mode::InBody,
                Local::FRAMESET => Mode::InFrameset,
                Local::HTML if self.head.is_none() => Mode::BeforeHead,
                Local::HTML => Mode::AfterHead,
                _ => continue,
            };
        }
        Mode::InBody
    }
}

pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_whitespace())
}
