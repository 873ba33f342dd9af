//! The kept text of a leaf block in one piece, and the way back to the document's text.

use std::borrow::Cow;

use crate::document::{Document, Kind, NodeId, Span};

/// The kept text of a leaf block.
pub(super) struct Kept<'a> {
    text: Cow<'a, str>,
    pieces: Vec<Piece>,
    /// What is one thing, whatever marks are in it: code, a base with its reading.
    wholes: Vec<Span>,
    leaf: Span,
}

/// A stretch of the document's text that is kept.
#[derive(Clone, Copy)]
struct Piece {
    here: usize,
    there: Span,
}

impl<'a> Kept<'a> {
    pub(super) fn of(doc: &'a Document, leaf: NodeId) -> Kept<'a> {
        let (mut pieces, mut wholes): (Vec<Piece>, Vec<Span>) = (Vec::new(), Vec::new());
        let mut length = 0;
        for (id, node) in doc.descendants(leaf) {
            match node.kind {
                Kind::CodeSpan | Kind::Ruby => wholes.push(node.text),
                Kind::Text | Kind::Break if doc.is_kept(id) => {
                    match pieces.last_mut().filter(|last| last.there.end == node.text.start) {
                        Some(last) => last.there.end = node.text.end,
                        None => pieces.push(Piece { here: length, there: node.text }),
                    }
                    length += node.text.range().len();
                }
                _ => {}
            }
        }
        wholes.extend(doc.readings_in(doc.node(leaf).text).iter().map(|reading| reading.span()));
        let all = doc.full_text();
        let text = match pieces[..] {
            [only] => Cow::Borrowed(&all[only.there.range()]),
            _ => pieces.iter().map(|piece| &all[piece.there.range()]).collect(),
        };
        Kept { text, pieces, wholes, leaf: doc.node(leaf).text }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The span of the document's text that a stretch of this one comes from.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        let last = self.text[from..to].chars().next_back().map_or(0, char::len_utf8);
        Span { start: self.place(from), end: self.place(to - last) + last as u32 }
    }

    /// Whether a place lies within something that is one.
    pub(super) fn holds(&self, at: usize) -> bool {
        if self.wholes.is_empty() {
            return false;
        }
        let place = self.place(at);
        self.wholes.iter().any(|whole| whole.start < place && place < whole.end)
    }

    /// Whether a place of the document is in this block.
    pub(super) fn has(&self, place: u32) -> bool {
        (self.leaf.start..self.leaf.end).contains(&place)
    }

    fn place(&self, at: usize) -> u32 {
        let after = self.pieces.partition_point(|piece| piece.here <= at);
        let piece = after.checked_sub(1).map(|before| self.pieces[before]);
        piece.map_or(self.leaf.start, |piece| piece.there.start + (at - piece.here) as u32)
    }
}
