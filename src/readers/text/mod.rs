//! Plain text to a document.
//!
//! A text has no marks of structure but line ends and blank lines, so structure is inferred, each
//! kind in a file of its own: what each line is (`marks`, `items`), which lines make a block (`blocks`,
//! `wrap`, `pieces`, `headlines`), and what the blocks are to each other (`headings`, `menus`).

mod blocks;
mod bullets;
mod emit;
pub mod headings;
mod headlines;
mod items;
mod lines;
mod marks;
mod menus;
mod pieces;
mod script;
mod shape;
mod wrap;

use super::Limits;
use crate::document::{Builder, Document, Source};
use lines::Lines;

/// Reads a decoded text. Cannot fail: whatever stands in the source, something comes of it.
pub fn read(text: &str, source: Source, limits: &Limits) -> Document {
    let named = is_markdown(&source.path);
    let mut builder = Builder::new(source, text.len(), limits.nodes as usize);
    // Each line becomes at least two nodes: with more lines than nodes the limit is met anyway.
    let lines = Lines::split(text, limits.nodes as usize);
    let mut blocks = blocks_of(&lines, named || marks::has_headings(&lines));
    headings::infer(&mut blocks, &lines);
    emit::emit(&blocks, &lines, &mut builder);
    if !lines.rest.is_empty() {
        builder.text(lines.rest);
    }
    builder.finish()
}

/// The lines of a text that may be headings, with their measures: what is learned from.
pub fn candidates(text: &str) -> headings::Candidates {
    let lines = Lines::split(text, Limits::default().nodes as usize);
    headings::candidates(&blocks_of(&lines, marks::has_headings(&lines)), &lines)
}

/// The blocks of a text; no line is a heading but by its mark.
fn blocks_of(lines: &Lines<'_>, markdown: bool) -> Vec<blocks::Block> {
    let mut marks = marks::of_lines(lines, markdown);
    let wrap = wrap::Wrap::detect(lines, &marks);
    items::mark(lines, wrap, &mut marks);
    let pieces = pieces::detect(lines, &marks);
    let mut blocks = blocks::of_lines(lines, &marks, wrap, pieces.as_deref());
    menus::split_solid(&mut blocks, lines);
    menus::mark(&mut blocks, lines);
    blocks
}

fn is_markdown(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension);
    extension.is_some_and(|e| e.eq_ignore_ascii_case("md") || e.eq_ignore_ascii_case("markdown"))
}

#[cfg(test)]
mod tests;
