//! HTML text to a document.
//!
//! The page goes through four small machines: `feed` cuts it into tags and text, and leaves out what
//! nobody reads; `tree` builds of that the tree in the `arena`, and keeps it from growing too deep;
//! `survey` looks over the tree once, and `lower` walks it once into the document. Each takes time in
//! proportion to the page, whatever stands in it.

mod arena;
mod attrs;
mod chars;
mod claims;
mod doctype;
mod entities;
mod feed;
mod gap;
mod image;
mod lex;
mod lists;
mod local;
mod lower;
mod names;
mod payload;
mod ruby;
mod short;
mod step;
mod survey;
mod tag;
mod tree;
mod walk;

use std::cell::RefCell;

use arena::{Arena, Id};
use lower::{Lower, Noscript};
pub use walk::{Step as WalkStep, Walk};

use super::Limits;
use crate::document::{Builder, Document, Source, words};

/// Characters below which a page is next to empty, and the text for browsers without scripts is
/// read.
const EMPTY_PAGE: usize = 250;

/// Characters below which that text only asks to switch scripts on, or is none.
const NOSCRIPT: usize = 80;

/// Characters below which the text of a page may stand in its data.
const THIN_PAGE: usize = 2_000;

/// Reads a decoded text. Cannot fail: whatever stands in the source, something comes of it.
pub fn read(text: &str, source: Source, limits: &Limits) -> Document {
    let (mut arena, hits) = feed::parse(text, limits);
    let ink = survey::survey(&mut arena, Id::DOCUMENT);
    let mut builder = Builder::new(source, text.len(), limits.nodes as usize);
    for hit in hits {
        builder.limit(hit);
    }
    let unscripted = (ink < EMPTY_PAGE).then(|| RefCell::new(String::new()));
    let noscript = |text: &str| {
        let arena = without_scripts(text, limits)?;
        if let Some(read) = &unscripted {
            read.borrow_mut().push_str(&survey::text(&arena, true));
        }
        Some(arena)
    };
    let wanted = unscripted.is_some().then_some(&noscript as &Noscript<'_>);
    Lower::new(&arena, &mut builder, wanted).page();
    let read = unscripted.map(RefCell::into_inner).unwrap_or_default();
    if ink < THIN_PAGE {
        let words = words(&survey::text(&arena, false)) + words(&read);
        let shown = survey::text(&arena, true) + &read;
        payload::lower(text, &payload::Shown { text: &shown, words }, &mut builder, limits);
    }
    builder.finish()
}

/// What browsers without scripts show, when it is worth reading.
fn without_scripts(text: &str, limits: &Limits) -> Option<Arena> {
    let (mut arena, _) = feed::parse(text, limits);
    (survey::survey(&mut arena, Id::DOCUMENT) > NOSCRIPT).then_some(arena)
}

#[cfg(test)]
mod tests;
