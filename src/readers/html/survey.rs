//! One look over the tree before it is lowered: for what cannot be told where it begins.

use super::THIN_PAGE;
use super::arena::{Arena, Content, Edge, Id};
use super::names::{Name, Shape};
use crate::document::{Attr, Kind, ink};

/// Paragraphs and lists in one cell from which on it is a column of the page, not a datum.
const COLUMN: u32 = 3;

/// Characters in one cell from which on it is a column of the page as well: old pages part their
/// paragraphs with line breaks.
const COLUMN_INK: usize = 900;

/// Characters from which on what stands in a `video` or `select` is the page that it was not closed
/// before, and not the word that the browser cannot show it.
const SWALLOWED: usize = 400;

/// Marks the elements that are to be lowered as groups, and returns how many characters of text
/// stand in the page, white space and what stands in the boilerplate elements not counted. Of a page
/// that is not thin they are not all counted.
pub(super) fn survey(arena: &mut Arena, root: Id) -> usize {
    let mut survey = Survey::default();
    // Which elements are entered depends on their shape only, so the walk can be over before
    // anything is marked.
    for edge in arena.edges(root, |id| is_entered(arena, id)) {
        match edge {
            Edge::Enter(id) => survey.enter(arena, id),
            Edge::Leave(id) => survey.leave(arena, id),
        }
    }
    for id in &survey.groups {
        arena.set_as_group(*id);
    }
    survey.ink.saturating_sub(survey.boilerplate)
}

/// The text of a page, a line for each block; that of the boilerplate elements only when wanted.
pub(super) fn text(arena: &Arena, boilerplate: bool) -> String {
    let mut out = String::new();
    let enters = |id| is_entered(arena, id) && (boilerplate || !is_boilerplate(arena, id));
    for edge in arena.edges(Id::DOCUMENT, enters) {
        match edge {
            Edge::Enter(id) => {
                if let Content::Text(span) = arena.content(id) {
                    out.push_str(arena.text(span));
                }
            }
            Edge::Leave(id) if arena.shape(id).is_some_and(Shape::is_block) => out.push('\n'),
            Edge::Leave(_) => {}
        }
    }
    out
}

/// Whether what stands in an element is text of the page.
fn is_entered(arena: &Arena, id: Id) -> bool {
    use Shape::{JsonLd, Noscript, Skipped, Title};
    !matches!(arena.shape(id), Some(Skipped | Noscript | Title | JsonLd))
}

/// Whether an element holds what a page has beside its text.
fn is_boilerplate(arena: &Arena, id: Id) -> bool {
    arena.shape(id) == Some(Shape::Block(Kind::Group))
        && matches!(arena.name(id), "nav" | "footer" | "aside" | "dialog")
}

#[derive(Default)]
struct Survey {
    ink: usize,
    blocks: usize,
    tables: Vec<Table>,
    fallbacks: Vec<(usize, usize)>,
    groups: Vec<Id>,
    /// Characters in boilerplate elements, and those before the outermost that is open.
    boilerplate: usize,
    aside: Option<(Id, usize)>,
}

/// What was seen of an open table, that of tables within it left out.
#[derive(Default)]
struct Table {
    header: bool,
    nested: bool,
    heading: bool,
    cells: u32,
    /// Paragraphs and lists in the cell, and the most there were in any.
    paragraphs: u32,
    most: u32,
    /// Characters of the page before the cell, and the most there were in any.
    before: usize,
    longest: usize,
}

impl Table {
    /// A table without head or caption that holds one cell, a table, a heading, or a cell of several
    /// paragraphs or much text lays out the page.
    fn is_layout(&self) -> bool {
        let column = self.most >= COLUMN || self.longest >= COLUMN_INK;
        !self.header && (self.nested || self.heading || self.cells < 2 || column)
    }
}

impl Survey {
    /// Whether it matters how much text stands here: in a table or a `video`, and elsewhere as long as
    /// the page may be thin. What stands in boilerplate elements would be taken off again.
    fn counts(&self) -> bool {
        let is_thin = self.ink < THIN_PAGE + self.boilerplate;
        let is_within = !self.tables.is_empty() || !self.fallbacks.is_empty();
        is_within || self.aside.is_none() && is_thin
    }

    fn enter(&mut self, arena: &Arena, id: Id) {
        let shape = match arena.content(id) {
            Content::Text(span) => {
                if self.counts() {
                    self.ink += ink(arena.text(span)) as usize;
                }
                return;
            }
            Content::Element(_) => arena.shape(id),
            Content::Document => None,
        };
        if self.aside.is_none() && is_boilerplate(arena, id) {
            self.aside = Some((id, self.ink));
        }
        match shape {
            Some(Shape::Fallback) => self.fallbacks.push((self.ink, self.blocks)),
            Some(Shape::Block(Kind::Table)) => {
                if let Some(outer) = self.tables.last_mut() {
                    outer.nested = true;
                }
                self.tables.push(Table::default());
            }
            Some(shape) => {
                self.blocks += usize::from(matches!(shape, Shape::Leaf(_)));
                if let Some(table) = self.tables.last_mut() {
                    table.note(shape, arena.name(id) == "th", self.ink);
                }
            }
            None => {}
        }
    }

    fn leave(&mut self, arena: &Arena, id: Id) {
        if let Some((_, before)) = self.aside.take_if(|(aside, _)| *aside == id) {
            self.boilerplate += self.ink.saturating_sub(before);
        }
        match arena.shape(id) {
            Some(Shape::Fallback) => {
                let Some((ink, blocks)) = self.fallbacks.pop() else { return };
                if self.ink - ink >= SWALLOWED && self.blocks > blocks {
                    self.groups.push(id);
                } else {
                    self.ink = ink;
                }
            }
            Some(Shape::Block(Kind::Table)) => {
                let role = arena.attr(id, Name::Kept(Attr::Role)).unwrap_or_default().trim();
                let told = match role.to_ascii_lowercase().as_str() {
                    "presentation" | "none" => Some(true),
                    "table" | "grid" | "treegrid" => Some(false),
                    _ => None,
                };
                let seen = self.tables.pop().is_some_and(|table| table.is_layout());
                if told.unwrap_or(seen) {
                    self.groups.push(id);
                }
            }
            Some(Shape::Block(Kind::Cell)) => {
                if let Some(table) = self.tables.last_mut() {
                    // Fallback text that was taken back may have been counted.
                    table.longest = table.longest.max(self.ink.saturating_sub(table.before));
                }
            }
            _ => {}
        }
    }
}

impl Table {
    fn note(&mut self, shape: Shape, header: bool, ink: usize) {
        match shape {
            Shape::Block(Kind::Caption) => self.header = true,
            Shape::Block(Kind::Cell) => {
                self.header |= header;
                self.cells += 1;
                self.paragraphs = 0;
                self.before = ink;
            }
            Shape::Leaf(Kind::Heading(_)) => self.heading = true,
            Shape::Leaf(Kind::Paragraph) | Shape::Block(Kind::List) => {
                self.paragraphs += 1;
                self.most = self.most.max(self.paragraphs);
            }
            _ => {}
        }
    }
}
