//! The tree builder (HTML Standard, 13.2.6): makes a tree in the [`Arena`] of the tags and the text
//! that the tokenizer hands it.
//!
//! It knows pages as a whole, no fragments; scripts are run as far as `noscript` goes, so that it
//! holds text. A tag goes to the rules of the insertion mode (`head`, `body`, `table`, `frames`) or
//! to those for SVG and `MathML` (`foreign`). These ask the stack of open elements (`stack`) and the
//! list of formatting elements (`formatting`), and put elements and text where they belong
//! (`insert`). `limits` keeps all of it linear.

mod adoption;
mod body;
mod closing;
mod foreign;
mod formatting;
mod frames;
mod head;
mod insert;
mod limits;
mod make;
mod mode;
mod stack;
mod table;

use formatting::Formatting;
use limits::Bounds;
use mode::Mode;
use stack::Stack;

use super::arena::{Arena, Id};
use super::local::{Local, flag};
use super::names::Row;
use crate::document::{LimitHit, Span};
use crate::readers::Limits;

/// A tag. Its attributes stand in [`TreeBuilder::attrs`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    pub(super) name: Local,
    /// It ends with `/>`.
    pub(super) self_closing: bool,
    pub(super) attrs: Span,
    /// Where it stands in the page.
    pub(super) place: Span,
}

impl Tag {
    /// A tag that does not stand in the source.
    pub(super) fn bare(name: Local) -> Tag {
        Tag { name, self_closing: false, attrs: Span::default(), place: Span::default() }
    }
}

/// An attribute that the reader knows, and where its value stands in the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute {
    pub(super) row: Row,
    pub(super) value: Span,
}

/// What comes of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Markup goes on.
    Done,
    /// The same token is to be looked at again: the mode has changed.
    Again,
    /// Up to the end tag all is text, with character references.
    Rcdata,
    /// Up to the end tag all is text.
    Rawtext,
    /// All that follows is text.
    Plaintext,
}

/// The tree builder.
#[expect(clippy::struct_excessive_bools, reason = "most are flags of the standard's own")]
pub(super) struct TreeBuilder<'a> {
    page: &'a str,
    arena: Arena,
    /// The attributes of the tag at hand, behind those of the formatting elements in the list.
    attrs: Vec<Attribute>,
    kept_attrs: usize,
    mode: Mode,
    /// Where things go on after text.
    original: Mode,
    /// The modes of the templates that stand open.
    templates: Vec<Mode>,
    open: Stack,
    formatting: Formatting,
    head: Option<Id>,
    form: Option<Id>,
    quirks: bool,
    /// Nothing yet speaks against a `frameset`.
    frameset_ok: bool,
    /// The next text loses a line feed that it begins with.
    ignore_line_feed: bool,
    /// What does not belong in a table goes before it.
    fosters: bool,
    /// Text in a table that nobody knows a place for yet, and whether it is more than white space
    /// (13.2.6.4.10).
    pending: Span,
    pending_ink: bool,
    bounds: Bounds,
}

/// What the tokenizer says and asks.
impl<'a> TreeBuilder<'a> {
    pub(super) fn new(page: &'a str, limits: &Limits) -> TreeBuilder<'a> {
        TreeBuilder {
            page,
            arena: Arena::new(page.len()),
            attrs: Vec::new(),
            kept_attrs: 0,
            mode: Mode::Initial,
            original: Mode::InBody,
            templates: Vec::new(),
            open: Stack::new(),
            formatting: Formatting::default(),
            head: None,
            form: None,
            quirks: false,
            frameset_ok: true,
            ignore_line_feed: false,
            fosters: false,
            pending: Span::default(),
            pending_ink: false,
            bounds: Bounds::new(limits),
        }
    }

    /// Where the attributes of the next tag go, and how many stand there already.
    pub(super) fn attrs(&mut self) -> &mut Vec<Attribute> {
        if self.formatting.is_empty() {
            self.kept_attrs = 0;
        }
        self.attrs.truncate(self.kept_attrs);
        &mut self.attrs
    }

    /// The name of a tag that stands somewhere in the page.
    pub(super) fn name(&mut self, from: usize, to: usize, closes: bool) -> Local {
        Local::find(self.page.as_bytes(), from, to)
            .unwrap_or_else(|| self.arena.local(&self.page[from..to], !closes))
    }

    /// A document type.
    pub(super) fn doctype(&mut self, quirks: bool) {
        self.ignore_line_feed = false;
        if self.mode == Mode::Initial {
            self.quirks = quirks;
            self.mode = Mode::BeforeHtml;
        }
    }

    /// A start tag.
    pub(super) fn start(&mut self, tag: Tag) -> Step {
        if self.swallows(tag.name) { Step::Done } else { self.start_passed(tag) }
    }

    fn start_passed(&mut self, tag: Tag) -> Step {
        self.ignore_line_feed = false;
        self.place_pending();
        loop {
            let step = if self.is_foreign_to(tag.name) {
                self.start_in_foreign(tag)
            } else {
                self.start_in_mode(tag)
            };
            if step != Step::Again {
                return step;
            }
        }
    }

    /// An end tag.
    pub(super) fn end(&mut self, name: Local) {
        if self.mode != Mode::Text && self.swallows_end(name) {
            return;
        }
        self.ignore_line_feed = false;
        self.place_pending();
        loop {
            let step = if self.open.top().is(flag::FOREIGN) {
                self.end_in_foreign(name)
            } else {
                self.end_in_mode(name)
            };
            if step != Step::Again {
                return;
            }
        }
    }

    /// A run of text without zeros.
    pub(super) fn text(&mut self, text: &str) {
        self.bounds.in_text = true;
        self.text_passed(text);
    }

    fn text_passed(&mut self, text: &str) {
        let ignored = std::mem::take(&mut self.ignore_line_feed);
        let mut rest = if ignored { text.strip_prefix('\n').unwrap_or(text) } else { text };
        while !rest.is_empty() {
            rest = self.text_in_mode(rest);
        }
    }

    /// A zero in text: most places drop it.
    pub(super) fn zero(&mut self) {
        self.ignore_line_feed = false;
        if self.is_foreign_to_text() {
            return self.append_text("\u{FFFD}");
        }
        while self.misplaced_in_mode() == Step::Again {}
    }

    /// The end of the page: the elements that every page has come to be.
    pub(super) fn finish(mut self) -> (Arena, Vec<LimitHit>) {
        self.place_pending();
        while self.finish_mode() == Step::Again {}
        (self.arena, self.bounds.hits())
    }

    /// Whether text in the element made last is worth being read.
    pub(super) fn wants_text(&self) -> bool {
        self.arena.shape(self.open.top().id).is_some_and(super::names::Shape::keeps_text)
    }

    /// Whether a section of characters is text here, and no comment.
    pub(super) fn is_in_foreign(&self) -> bool {
        self.open.top().is(flag::FOREIGN)
    }
}
