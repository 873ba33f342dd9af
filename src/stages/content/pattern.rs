//! Siblings that look alike: cards, rows, posts, the items of a menu.

use std::collections::HashMap;

use super::blocks::Blocks;
use crate::document::{Attr, Document, NodeId, Tag};

/// Fewer siblings that look alike are no pattern.
const FEWEST: u32 = 3;

/// What siblings that look alike hold together.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pattern {
    count: u32,
    /// Words of them all.
    pub(super) words: f32,
    linked: f32,
}

impl Pattern {
    /// Words of one of them.
    pub(super) fn mean(&self) -> f32 {
        self.words / self.count.max(1) as f32
    }

    /// Share of their text in links.
    pub(super) fn link(&self) -> f32 {
        self.linked / self.words.max(1.0)
    }
}

/// The patterns of the containers met so far.
#[derive(Default)]
pub(super) struct Patterns<'a>(HashMap<Look<'a>, Pattern>);

/// What makes siblings look alike: their parent, the element, the first of its classes.
type Look<'a> = (NodeId, Tag, &'a str);

impl<'a> Patterns<'a> {
    /// The pattern that a container is part of.
    pub(super) fn of(&self, doc: &'a Document, id: NodeId) -> Option<Pattern> {
        self.0.get(&look(doc, id)).copied().filter(|pattern| pattern.count >= FEWEST)
    }

    /// Looks at the children of a container.
    pub(super) fn learn(&mut self, doc: &'a Document, parent: NodeId, blocks: &Blocks) {
        for child in doc.children(parent) {
            if doc.node(child).kind.is_container() && doc.is_shown(child) {
                let held = blocks.sums(blocks.within(doc, child));
                let pattern = self.0.entry(look(doc, child)).or_default();
                pattern.count += 1;
                pattern.words += held.words;
                pattern.linked += held.linked;
            }
        }
    }
}

fn look(doc: &Document, id: NodeId) -> Look<'_> {
    let node = doc.node(id);
    let class = doc.attr(id, Attr::Class).unwrap_or_default();
    (node.parent, node.tag, class.split_ascii_whitespace().next().unwrap_or_default())
}
