//! A table of GitHub's dialect: cells of one line each, all rows as long as the longest.

use crate::document::{Attr, Document, Kind, NodeId};

/// Columns that a cell may reach over; the dialect cannot say it, so the columns stay empty.
const WIDEST: u32 = 16;

/// A table that is being read.
#[derive(Default)]
pub(super) struct Grid {
    rows: Vec<Vec<Cell>>,
    /// For each column, how many further rows a cell from above reaches down.
    hanging: Vec<u32>,
    /// Tables that are open within.
    within: u32,
    /// A cell is open.
    open: bool,
}

struct Cell {
    text: String,
    columns: u32,
}

impl Grid {
    /// A container begins that stands in the table.
    pub(super) fn enter(&mut self, doc: &Document, id: NodeId) {
        let span = |name| {
            let value = doc.attr(id, name).and_then(|value| value.trim().parse::<u32>().ok());
            value.unwrap_or(1).clamp(1, WIDEST)
        };
        match doc.node(id).kind {
            Kind::Table => self.within += 1,
            Kind::Row if self.within == 0 => self.rows.push(Vec::new()),
            Kind::Cell if self.within == 0 => self.cell(span(Attr::Colspan), span(Attr::Rowspan)),
            _ => {}
        }
    }

    /// A container ends; true when it was the table itself.
    pub(super) fn leave(&mut self, kind: Kind) -> bool {
        match kind {
            Kind::Table if self.within == 0 => return true,
            Kind::Table => self.within -= 1,
            Kind::Cell if self.within == 0 => self.open = false,
            _ => {}
        }
        false
    }

    /// Whether text belongs into a cell; that of a caption does not.
    pub(super) fn takes(&self) -> bool {
        self.open
    }

    /// Adds a block to the cell that is open.
    pub(super) fn add(&mut self, line: &str) {
        let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) else { return };
        if !cell.text.is_empty() {
            cell.text.push(' ');
        }
        cell.text.push_str(&line.replace("\\\n", " ").replace('\n', " ").replace('|', "\\|"));
    }

    fn cell(&mut self, columns: u32, rows: u32) {
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        let Some(row) = self.rows.last_mut() else { return };
        let mut at = width(row) as usize;
        while let Some(hanging) = self.hanging.get_mut(at).filter(|hanging| **hanging > 0) {
            *hanging -= 1;
            row.push(Cell { text: String::new(), columns: 1 });
            at += 1;
        }
        row.push(Cell { text: String::new(), columns });
        let end = at + columns as usize;
        if rows > 1 && end <= WIDEST as usize {
            self.hanging.resize(self.hanging.len().max(end), 0);
            self.hanging[at..end].fill(rows - 1);
        }
        self.open = true;
    }

    /// The table.
    pub(super) fn block(&self) -> String {
        let columns = self.rows.iter().map(|row| width(row)).max().unwrap_or(0);
        let mut lines = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let mut line = String::from("|");
            for cell in row {
                if !cell.text.is_empty() {
                    line.push(' ');
                    line.push_str(&cell.text);
                }
                line.push_str(&" |".repeat(cell.columns as usize));
            }
            if at == 0 {
                line.push_str(&" |".repeat((columns - width(row)) as usize));
            }
            lines.push(line);
            if at == 0 {
                lines.push(format!("|{}", " --- |".repeat(columns as usize)));
            }
        }
        lines.join("\n")
    }
}

fn width(row: &[Cell]) -> u32 {
    row.iter().map(|cell| cell.columns).sum()
}
