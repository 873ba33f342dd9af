//! What there is to show of a document: its leaf blocks, each kept or removed as a whole or in parts.

use std::collections::BTreeMap;

use crate::document::{Attr, Boilerplate, Decision, Document, Kind, NodeId, Verdict};

/// A leaf block, or the part of one that met the same fate.
#[derive(Debug)]
pub(crate) struct Row<'a> {
    /// The leaf block.
    pub(crate) leaf: NodeId,
    /// Of what kind it was, where it was removed.
    pub(crate) removed: Option<Boilerplate>,
    /// The decision that holds for it.
    pub(crate) ruling: Option<&'a Decision>,
    /// Its text.
    pub(crate) text: String,
    /// Characters of the text, without white space.
    pub(crate) chars: u32,
}

impl Row<'_> {
    /// Whether two rows were removed by one decision.
    pub(crate) fn shares_removal(&self, other: &Row<'_>) -> bool {
        let same = |a: &Decision, b: &Decision| std::ptr::eq(a, b);
        let both = self.removed.is_some() && other.removed.is_some();
        both && self.ruling.zip(other.ruling).is_some_and(|(a, b)| same(a, b))
    }

    /// What it is called: its kind of block, or its kind of boilerplate.
    pub(crate) fn kind(&self, doc: &Document) -> String {
        match self.removed {
            Some(kind) => kind.name().to_owned(),
            // The names in outputs are the names in the code, in lower case.
            None => format!("{:?}", doc.block_kind(self.leaf)).to_lowercase(),
        }
    }
}

/// Every leaf block in document order. A block of which a part was removed has a row for each part.
pub(crate) fn rows(doc: &Document) -> Vec<Row<'_>> {
    doc.leaves().flat_map(|(leaf, _)| parts(doc, leaf)).collect()
}

fn parts(doc: &Document, leaf: NodeId) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (id, node) in doc.descendants(leaf) {
        let text = match node.kind {
            Kind::Text | Kind::Break => doc.text(id).to_owned(),
            Kind::Image => image(doc, id),
            _ => continue,
        };
        let ruling = doc.ruling(id);
        let removed = match ruling.map(|decision| decision.verdict) {
            Some(Verdict::Drop(kind)) => Some(kind),
            _ => None,
        };
        let fits = |row: &&mut Row<'_>| match removed {
            Some(_) => row.ruling.zip(ruling).is_some_and(|(a, b)| std::ptr::eq(a, b)),
            None => row.removed.is_none(),
        };
        let chars = if node.kind == Kind::Text { doc.ink(id) } else { 0 };
        if let Some(row) = rows.iter_mut().find(fits) {
            row.text.push_str(&text);
            row.chars += chars;
        } else {
            rows.push(Row { leaf, removed, ruling, text, chars });
        }
    }
    rows.retain(|row| !row.text.trim().is_empty());
    rows
}

/// What an image shows, or the name of its file: an address would say more than anybody reads.
fn image(doc: &Document, id: NodeId) -> String {
    let says = doc.attr(id, Attr::Alt).filter(|alt| !alt.trim().is_empty());
    let address = doc.attr(id, Attr::Src).unwrap_or_default();
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(path);
    match says.unwrap_or(file) {
        "" => "[image]".to_owned(),
        what => format!("[image: {what}]"),
    }
}

/// The decisions on each node that has any, in the order they were made.
pub(crate) struct Record<'a>(BTreeMap<NodeId, Vec<&'a Decision>>);

impl<'a> Record<'a> {
    /// The record of a document.
    pub(crate) fn new(doc: &'a Document) -> Record<'a> {
        let mut record: BTreeMap<NodeId, Vec<&Decision>> = BTreeMap::new();
        for decision in doc.decisions() {
            record.entry(decision.node).or_default().push(decision);
        }
        Record(record)
    }

    /// The decisions on a leaf block, on what holds it and on what it holds, the outermost first.
    pub(crate) fn of(&self, doc: &Document, leaf: NodeId) -> Vec<&'a Decision> {
        let mut above: Vec<NodeId> = doc.ancestors(leaf).collect();
        above.reverse();
        let outer = above.into_iter().filter_map(|id| self.0.get(&id));
        let inner = self.0.range(leaf..doc.end(leaf)).map(|(_, decisions)| decisions);
        outer.chain(inner).flatten().copied().collect()
    }

    /// The refusals on nodes from one on and before another.
    pub(crate) fn refusals(&self, from: NodeId, to: NodeId) -> impl Iterator<Item = &'a Decision> {
        let within = self.0.range(from..to).flat_map(|(_, decisions)| decisions);
        within.filter(|decision| matches!(decision.verdict, Verdict::Refused(_))).copied()
    }
}
