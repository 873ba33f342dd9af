//! The blocks of a page, as far as a rendering tells them apart.

use pumice::document::{Attr, Document, Kind, NodeId, Tag};

/// A block of text.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// What it is.
    pub(crate) form: Form,
    /// Its text nodes, or the cells of a row.
    pub(crate) parts: Vec<String>,
    /// Blocks of the same number stand in the same list, table or container.
    pub(crate) group: u32,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// A list item, within so many lists.
    Item(u8),
    /// A table row; its parts are its cells.
    Row,
    /// A quotation.
    Quote,
    /// A line of its own, as containers make them.
    Line,
    /// Lines that stay as they are.
    Code,
}

impl Form {
    /// Whether browsers set it off by blank lines.
    pub(crate) fn stands_apart(self) -> bool {
        !matches!(self, Form::Item(_) | Form::Row | Form::Line)
    }
}

/// The blocks of a document that a reader sees.
pub(super) fn of(doc: &Document) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut last_row = None;
    for (leaf, node) in doc.leaves() {
        if is_hidden(doc, leaf) || doc.ink(leaf) == 0 {
            continue;
        }
        let above = |kind: Kind| doc.ancestors(leaf).find(|&at| doc.node(at).kind == kind);
        if let Some(row) = above(Kind::Row) {
            let text = doc.text(leaf).replace('\n', " ");
            match blocks.last_mut().filter(|_| last_row == Some(row)) {
                Some(block) => block.parts.push(text),
                None => blocks.push(Block {
                    form: Form::Row,
                    parts: vec![text],
                    group: doc.node(row).parent.index() as u32,
                }),
            }
            last_row = Some(row);
            continue;
        }
        last_row = None;
        let depth = doc.ancestors(leaf).filter(|&at| doc.node(at).kind == Kind::Item).count();
        let form = match node.kind {
            Kind::Heading(_) => Form::Heading,
            Kind::Code => Form::Code,
            _ if depth > 0 => Form::Item(depth.min(9) as u8),
            _ if above(Kind::Quote).is_some() => Form::Quote,
            _ if node.tag == Tag::P => Form::Paragraph,
            _ => Form::Line,
        };
        let holder = above(Kind::List).unwrap_or(node.parent);
        blocks.push(Block { form, parts: parts(doc, leaf), group: holder.index() as u32 });
    }
    blocks
}

fn is_hidden(doc: &Document, leaf: NodeId) -> bool {
    let hidden = |id| doc.attr(id, Attr::Hidden).is_some();
    hidden(leaf) || doc.ancestors(leaf).any(hidden)
}

/// The text nodes of a leaf block; of code its lines.
fn parts(doc: &Document, leaf: NodeId) -> Vec<String> {
    if doc.node(leaf).kind == Kind::Code {
        return doc.text(leaf).lines().map(str::to_owned).collect();
    }
    let mut parts: Vec<String> = Vec::new();
    let mut hidden_to = leaf;
    for (id, node) in doc.descendants(leaf) {
        if id < hidden_to {
            continue;
        }
        if doc.attr(id, Attr::Hidden).is_some() {
            hidden_to = doc.end(id);
        } else if matches!(node.kind, Kind::Text | Kind::Break) {
            parts.push(doc.text(id).to_owned());
        }
    }
    parts
}
