//! What is declared of the language: by the page, and by the elements around a block.

use crate::document::{Attr, Document, Lang, NodeId};

/// The declarations of a page.
#[derive(Debug)]
pub(super) struct Declared<'a> {
    doc: &'a Document,
    page: Vec<Lang>,
    /// Whether any element declares one.
    elements: bool,
}

impl Declared<'_> {
    pub(super) fn of(doc: &Document) -> Declared<'_> {
        const CLAIMS: [&str; 3] = ["html:lang", "http-equiv:content-language", "meta:og:locale"];
        let claims = CLAIMS.iter().filter_map(|name| doc.claim(name));
        let first = |value: &str| value.split(',').next().and_then(Lang::parse);
        let elements = doc.has_anywhere(Attr::Lang);
        Declared { doc, page: claims.filter_map(first).collect(), elements }
    }

    /// What the page says of itself, the strongest first.
    pub(super) fn page(&self) -> &[Lang] {
        &self.page
    }

    /// What the nearest `lang` attribute says of a node.
    pub(super) fn near(&self, node: NodeId) -> Option<Lang> {
        if !self.elements {
            return None;
        }
        let above = std::iter::once(node).chain(self.doc.ancestors(node));
        above.filter_map(|at| self.doc.attr(at, Attr::Lang)).find_map(Lang::parse)
    }

    /// All that is declared for a node, the nearest first.
    pub(super) fn all(&self, node: NodeId) -> Vec<Lang> {
        self.near(node).into_iter().chain(self.page.iter().cloned()).collect()
    }
}
