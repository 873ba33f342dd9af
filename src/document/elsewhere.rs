//! What the other documents of its site have in common with a document.

use super::{Document, NodeId};

/// How many documents of a site have a block of the same words, for the blocks of one of them.
///
/// No single page shows that, so it is not found by a stage: whoever has seen all documents attaches
/// it ([`Document::set_elsewhere`]) before the stages look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// Documents of the site, this one among them.
    pub documents: u32,
    /// For each leaf block the documents that have it, this one among them; in document order.
    pub blocks: Vec<(NodeId, u32)>,
}

impl Elsewhere {
    /// How many documents have the words of a leaf block, itself among them.
    pub fn documents_with(&self, leaf: NodeId) -> u32 {
        let at = self.blocks.binary_search_by_key(&leaf, |(node, _)| *node);
        at.map_or(1, |at| self.blocks[at].1)
    }
}

impl Document {
    /// Notes what the other documents of its site have in common with it.
    pub fn set_elsewhere(&mut self, elsewhere: Elsewhere) {
        self.elsewhere = Some(elsewhere);
    }

    /// What the other documents of its site have in common with it, where somebody looked.
    pub fn elsewhere(&self) -> Option<&Elsewhere> {
        self.elsewhere.as_ref()
    }
}
