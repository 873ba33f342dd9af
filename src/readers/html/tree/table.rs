//! Tables (HTML Standard, 13.2.6.4.9 to 13.2.6.4.15).

use super::super::local::{Local, flag};
use super::mode::Mode;
use super::stack::scope;
use super::{Step, Tag, TreeBuilder};

/// Whether a tag is of a part of a table: one of those that end a caption or a cell.
fn is_part(name: Local) -> bool {
    matches!(name, Local::CAPTION | Local::COL | Local::COLGROUP | Local::TR)
        || name.flags() & (flag::GROUP | flag::CELL) != 0
}

impl TreeBuilder<'_> {
    /// *In table*.
    pub(super) fn start_in_table(&mut self, tag: Tag) -> Step {
        match tag.name {
            Local::CAPTION => {
                self.formatting.mark();
                self.insert_in_table(tag, Mode::InCaption);
            }
            Local::COLGROUP => self.insert_in_table(tag, Mode::InColumnGroup),
            Local::TBODY | Local::TFOOT | Local::THEAD => {
                self.insert_in_table(tag, Mode::InTableBody);
            }
            Local::COL => {
                self.insert_in_table(Tag::bare(Local::COLGROUP), Mode::InColumnGroup);
                return Step::Again;
            }
            Local::TD | Local::TH | Local::TR => {
                self.insert_in_table(Tag::bare(Local::TBODY), Mode::InTableBody);
                return Step::Again;
            }
            Local::TABLE => return if self.end_table() { Step::Again } else { Step::Done },
            Local::STYLE | Local::SCRIPT | Local::TEMPLATE => return self.start_meta(tag),
            Local::INPUT if self.is_hidden_input(tag) => {
                self.insert_void(tag);
            }
            Local::FORM => {
                if self.form.is_none() && !self.open.has(Local::TEMPLATE) {
                    self.form = Some(self.insert_void(tag));
                }
            }
            _ => return self.foster(|builder| builder.start_in_body(tag)),
        }
        Step::Done
    }

    pub(super) fn end_in_table(&mut self, name: Local) -> Step {
        match name {
            Local::TABLE => {
                self.end_table();
                Step::Done
            }
            Local::TEMPLATE => self.end_template(),
            Local::BODY | Local::HTML => Step::Done,
            _ if is_part(name) => Step::Done,
            _ => self.foster(|builder| builder.end_in_body(name)),
        }
    }

    /// What does not belong in a table goes by the rules for the body, and before the table.
    fn foster(&mut self, rules: impl FnOnce(&mut Self) -> Step) -> Step {
        self.fosters = true;
        let step = rules(self);
        self.fosters = false;
        step
    }

    fn insert_in_table(&mut self, tag: Tag, mode: Mode) {
        self.open.pop_to(flag::TABLE);
        self.insert(tag);
        self.mode = mode;
    }

    /// Closes the table, where one is open.
    fn end_table(&mut self) -> bool {
        let is_open = self.open.is_in_scope(scope::TABLE, Local::TABLE);
        if is_open {
            self.open.pop_through(Local::TABLE);
            self.reset_mode();
        }
        is_open
    }

    /// *In caption*.
    pub(super) fn start_in_caption(&mut self, tag: Tag) -> Step {
        if !is_part(tag.name) {
            return self.start_in_body(tag);
        }
        if self.end_caption() { Step::Again } else { Step::Done }
    }

    pub(super) fn end_in_caption(&mut self, name: Local) -> Step {
        match name {
            Local::CAPTION => {
                self.end_caption();
                Step::Done
            }
            Local::TABLE if self.end_caption() => Step::Again,
            Local::TABLE | Local::BODY | Local::HTML => Step::Done,
            _ if is_part(name) => Step::Done,
            _ => self.end_in_body(name),
        }
    }

    fn end_caption(&mut self) -> bool {
        let is_open = self.open.is_in_scope(scope::TABLE, Local::CAPTION);
        if is_open {
            self.open.imply_ends(flag::IMPLIED, Local::UNHEARD);
            self.open.pop_through(Local::CAPTION);
            self.formatting.clear_to_marker();
            self.mode = Mode::InTable;
        }
        is_open
    }

    /// *In column group*.
    pub(super) fn start_in_column_group(&mut self, tag: Tag) -> Step {
        match tag.name {
            Local::HTML => self.start_in_body(tag),
            Local::COL => {
                self.insert_void(tag);
                Step::Done
            }
            Local::TEMPLATE => self.start_meta(tag),
            _ => self.leave_column_group(),
        }
    }

    pub(super) fn end_in_column_group(&mut self, name: Local) -> Step {
        match name {
            Local::COLGROUP => {
                self.leave_column_group();
                Step::Done
            }
            Local::COL => Step::Done,
            Local::TEMPLATE => self.end_template(),
            _ => self.leave_column_group(),
        }
    }

    pub(super) fn leave_column_group(&mut self) -> Step {
        if !self.open.top().is_named(Local::COLGROUP) {
            return Step::Done;
        }
        self.open.pop();
        self.go_on_in(Mode::InTable)
    }

    /// *In table body*.
    pub(super) fn start_in_table_body(&mut self, tag: Tag) -> Step {
        match tag.name {
            Local::TR => {
                self.open.pop_to(flag::ROWS);
                self.insert(tag);
                self.mode = Mode::InRow;
                Step::Done
            }
            Local::TD | Local::TH => {
                self.open.pop_to(flag::ROWS);
                self.insert(Tag::bare(Local::TR));
                self.go_on_in(Mode::InRow)
            }
            name if is_part(name) => self.leave_table_body(),
            _ => self.start_in_table(tag),
        }
    }

    pub(super) fn end_in_table_body(&mut self, name: Local) -> Step {
        match name {
            Local::TBODY | Local::TFOOT | Local::THEAD => {
                if self.open.is_in_scope(scope::TABLE, name) {
                    self.leave_table_body();
                }
                Step::Done
            }
            Local::TABLE => self.leave_table_body(),
            _ => self.end_in_table(name),
        }
    }

    fn leave_table_body(&mut self) -> Step {
        if !self.open.is_any_in_scope(scope::TABLE, flag::GROUP) {
            return Step::Done;
        }
        self.open.pop_to(flag::ROWS);
        self.open.pop();
        self.go_on_in(Mode::InTable)
    }

    /// *In row*.
    pub(super) fn start_in_row(&mut self, tag: Tag) -> Step {
        match tag.name {
            Local::TD | Local::TH => {
                self.open.pop_to(flag::CELLS);
                self.insert(tag);
                self.mode = Mode::InCell;
                self.formatting.mark();
                Step::Done
            }
            name if is_part(name) => self.leave_row(),
            _ => self.start_in_table(tag),
        }
    }

    pub(super) fn end_in_row(&mut self, name: Local) -> Step {
        match name {
            Local::TR => {
                self.leave_row();
                Step::Done
            }
            Local::TABLE => self.leave_row(),
            Local::TBODY | Local::TFOOT | Local::THEAD => {
                if self.open.is_in_scope(scope::TABLE, name) {
                    self.leave_row()
                } else {
                    Step::Done
                }
            }
            _ => self.end_in_table(name),
        }
    }

    fn leave_row(&mut self) -> Step {
        if !self.open.is_in_scope(scope::TABLE, Local::TR) {
            return Step::Done;
        }
        self.open.pop_to(flag::CELLS);
        self.open.pop();
        self.go_on_in(Mode::InTableBody)
    }

    /// *In cell*.
    pub(super) fn start_in_cell(&mut self, tag: Tag) -> Step {
        if !is_part(tag.name) {
            return self.start_in_body(tag);
        }
        if !self.open.is_any_in_scope(scope::TABLE, flag::CELL) {
            return Step::Done;
        }
        self.close_cell()
    }

    pub(super) fn end_in_cell(&mut self, name: Local) -> Step {
        match name {
            Local::TD | Local::TH => {
                if self.open.is_in_scope(scope::TABLE, name) {
                    self.open.imply_ends(flag::IMPLIED, Local::UNHEARD);
                    self.open.pop_through(name);
                    self.formatting.clear_to_marker();
                    self.mode = Mode::InRow;
                }
                Step::Done
            }
            Local::BODY | Local::CAPTION | Local::COL | Local::COLGROUP | Local::HTML => Step::Done,
            Local::TABLE | Local::TBODY | Local::TFOOT | Local::THEAD | Local::TR => {
                if self.open.is_in_scope(scope::TABLE, name) {
                    self.close_cell()
                } else {
                    Step::Done
                }
            }
            _ => self.end_in_body(name),
        }
    }

    fn close_cell(&mut self) -> Step {
        self.open.imply_ends(flag::IMPLIED, Local::UNHEARD);
        self.open.pop_through_any(flag::CELL);
        self.formatting.clear_to_marker();
        self.go_on_in(Mode::InRow)
    }
}
