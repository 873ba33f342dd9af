//! What the address of a page says of its title: the last part of it often is made of the title's words.

use super::Gathered;
use super::alike::{bag, common, size};
use crate::document::{Document, Field};

/// The words of the last part of an address that is made of several.
pub(super) struct Address(String);

impl Address {
    pub(super) fn of(doc: &Document, found: &Gathered<'_>) -> Address {
        let url = doc.source.url.as_deref().or(found.get(Field::Url)).unwrap_or_default();
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let parts = path.split('/').skip(3).filter(|part| part.contains(['-', '_']));
        Address(parts.last().unwrap_or_default().replace(['-', '_'], " "))
    }

    pub(super) fn text(&self) -> &str {
        &self.0
    }

    /// The share of the address's words that a text has, 0 to 1. One word says too little.
    pub(super) fn told_by(&self, text: &str) -> Option<f32> {
        const FEWEST: f32 = 2.0;
        let words = bag(&self.0);
        let all = size(&words);
        (all >= FEWEST).then(|| common(&words, &bag(text)) / all)
    }
}
