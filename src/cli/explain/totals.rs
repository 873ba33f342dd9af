//! What the rows come to: blocks and characters, kept and removed, by kind and by stage.

use std::collections::BTreeMap;

use super::rows::Row;
use crate::document::Document;

/// Blocks and characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Sum {
    /// Blocks, or parts of blocks.
    pub(crate) blocks: u32,
    /// Characters, without white space.
    pub(crate) chars: u32,
}

impl Sum {
    fn add(&mut self, row: &Row<'_>) {
        self.blocks += 1;
        self.chars += row.chars;
    }
}

/// The sums of a document.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    /// Everything kept.
    pub(crate) kept: Sum,
    /// Everything removed.
    pub(crate) removed: Sum,
    /// What was kept, by kind of block.
    pub(crate) kept_kinds: BTreeMap<String, Sum>,
    /// What was removed, by kind of boilerplate and the stage that removed it.
    pub(crate) removed_kinds: BTreeMap<(String, &'static str), Sum>,
}

/// Adds up the rows.
pub(crate) fn totals(doc: &Document, rows: &[Row<'_>]) -> Totals {
    let mut totals = Totals::default();
    for row in rows {
        let kind = row.kind(doc);
        if row.removed.is_some() {
            let stage = row.ruling.map_or("", |decision| decision.stage);
            totals.removed.add(row);
            totals.removed_kinds.entry((kind, stage)).or_default().add(row);
        } else {
            totals.kept.add(row);
            totals.kept_kinds.entry(kind).or_default().add(row);
        }
    }
    totals
}
