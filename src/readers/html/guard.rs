//! What stands between the tokenizer and the tree builder, and keeps the tree builder's work linear.
//!
//! The tree builder looks through its stack of open elements, and through its list of formatting
//! elements to open again, at nearly every tag; on a page that nests tens of thousands of either it
//! needs the square of that. So tags that would make one of the two too long are swallowed together
//! with their end tags; text always passes.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use html5ever::interface::Tracer;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{LocalName, QualName, local_name, ns};

use super::arena::{Arena, Id};
use super::names::{RAW, Shape, is_formatting, is_void};
use super::sink::Sink;
use crate::document::LimitHit;
use crate::readers::Limits;

/// Formatting elements that stand open or wait to be opened again. Each of the latter is made anew
/// in every paragraph, so there must not be hundreds; honest pages have a handful.
const FORMATTING: usize = 96;

/// A start tag opens at most this many elements besides those that wait to be opened again: a cell
/// its table body and row.
const OPENED: usize = 3;

/// The token sink in front of the tree builder.
pub(super) struct Guard {
    builder: TreeBuilder<Id, Sink>,
    limits: Limits,
    /// At most so many elements stand open: all of them, and the formatting elements, with those that
    /// wait to be opened again.
    depth: Cell<usize>,
    formatting: Cell<usize>,
    /// Nothing has passed since they were counted.
    exact: Cell<bool>,
    /// What was swallowed and not yet closed, and how many there are of each name.
    swallowed: RefCell<Vec<LocalName>>,
    counts: RefCell<HashMap<LocalName, u32>>,
    too_deep: Cell<u64>,
    too_many: Cell<u64>,
    /// Text has passed since the last boundary.
    in_text: Cell<bool>,
    /// The tokenizer takes the contents of the last element as text.
    raw: Cell<bool>,
}

impl Guard {
    pub(super) fn new(bytes: usize, limits: &Limits) -> Guard {
        let options = TreeBuilderOpts { drop_doctype: true, ..TreeBuilderOpts::default() };
        Guard {
            builder: TreeBuilder::new(Sink::new(bytes), options),
            limits: *limits,
            depth: Cell::new(0),
            formatting: Cell::new(0),
            exact: Cell::new(false),
            swallowed: RefCell::default(),
            counts: RefCell::default(),
            too_deep: Cell::new(0),
            too_many: Cell::new(0),
            in_text: Cell::new(false),
            raw: Cell::new(false),
        }
    }

    /// Whether the text in the last element is worth being read.
    pub(super) fn wants_raw(&self) -> bool {
        self.builder.sink.wants_text()
    }

    /// The tree, and the limits that were met while it grew.
    pub(super) fn finish(self) -> (Arena, Vec<LimitHit>) {
        let hits = [
            ("depth", self.limits.depth, self.too_deep.get()),
            ("attributes", self.limits.attributes, self.builder.sink.refused()),
            ("nodes", self.limits.nodes, self.too_many.get()),
        ];
        let hits = hits
            .iter()
            .filter(|(.., met)| *met > 0)
            .map(|&(limit, allowed, met)| LimitHit { limit, allowed: allowed.into(), met })
            .collect();
        (self.builder.sink.finish(), hits)
    }

    fn pass(&self, token: Token) -> TokenSinkResult<Id> {
        // Scripts are not run, and the encoding is known already.
        match self.builder.process_token(token, 1) {
            TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => {
                TokenSinkResult::Continue
            }
            result => result,
        }
    }

    fn start(&self, tag: Tag) -> TokenSinkResult<Id> {
        let name = tag.name.clone();
        let raw = RAW.contains(&&*name) && name != local_name!("plaintext");
        if !raw && self.is_too_much(&name) {
            self.swallow(&name);
            return TokenSinkResult::Continue;
        }
        self.exact.set(false);
        if Shape::of(&html(&name)).is_block() {
            self.in_text.set(false);
        }
        let result = self.pass(Token::TagToken(tag));
        if matches!(result, TokenSinkResult::RawData(_) | TokenSinkResult::Plaintext) {
            self.raw.set(true);
        }
        result
    }

    fn end_tag(&self, tag: Tag) -> TokenSinkResult<Id> {
        let is_raw = self.raw.take();
        if !is_raw && (self.unswallow(&tag.name) || self.is_full()) {
            return TokenSinkResult::Continue;
        }
        self.exact.set(false);
        self.pass(Token::TagToken(tag))
    }

    fn is_full(&self) -> bool {
        self.builder.sink.elements() >= self.limits.nodes as usize
    }

    /// Whether one more element of this name would be too much for the tree builder.
    fn is_too_much(&self, name: &LocalName) -> bool {
        if self.is_full() {
            return true;
        }
        if is_void(name) {
            return false;
        }
        let (depth, formatting) = (self.limits.depth as usize, is_formatting(name));
        let exceeds =
            || self.depth.get() >= depth || (formatting && self.formatting.get() >= FORMATTING);
        if exceeds() && !self.exact.get() {
            self.count();
        }
        if exceeds() {
            return true;
        }
        // All formatting elements that wait may be opened again by the text that follows.
        self.depth.set(self.depth.get() + OPENED);
        if formatting {
            self.formatting.set(self.formatting.get() + 2);
        }
        false
    }

    /// Counts what the tree builder holds: the elements that stand open and those that wait.
    fn count(&self) {
        let census =
            Census { sink: &self.builder.sink, all: Cell::new(0), formatting: Cell::new(0) };
        self.builder.trace_handles(&census);
        self.depth.set(census.all.get());
        self.formatting.set(census.formatting.get());
        self.exact.set(true);
    }

    fn swallow(&self, name: &LocalName) {
        let met = if self.is_full() { &self.too_many } else { &self.too_deep };
        met.set(met.get() + 1);
        if !is_void(name) {
            self.swallowed.borrow_mut().push(name.clone());
            *self.counts.borrow_mut().entry(name.clone()).or_default() += 1;
        }
        self.part(name);
    }

    /// Whether the start tag of an end tag was swallowed, and so the end tag is to be.
    fn unswallow(&self, name: &LocalName) -> bool {
        let mut counts = self.counts.borrow_mut();
        if counts.get(name).is_none_or(|&count| count == 0) {
            return false;
        }
        let mut swallowed = self.swallowed.borrow_mut();
        while let Some(last) = swallowed.pop() {
            if let Some(count) = counts.get_mut(&last) {
                *count -= 1;
            }
            if last == *name {
                break;
            }
        }
        drop((counts, swallowed));
        self.part(name);
        true
    }

    /// Parts the text before a swallowed tag from the text after it, where the tag did.
    fn part(&self, name: &LocalName) {
        if !Shape::of(&html(name)).is_block() || !self.in_text.replace(false) {
            return;
        }
        // Whatever the tree builder says to these two, they change nothing for the tokenizer.
        let _ = if self.is_full() {
            self.builder.process_token(Token::CharacterTokens(StrTendril::from("\n")), 1)
        } else {
            let rule = Tag {
                kind: TagKind::StartTag,
                name: local_name!("hr"),
                self_closing: false,
                attrs: Vec::new(),
                had_duplicate_attributes: false,
            };
            self.builder.process_token(Token::TagToken(rule), 1)
        };
    }
}

impl TokenSink for Guard {
    type Handle = Id;

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<Id> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.start(tag),
            Token::TagToken(tag) => self.end_tag(tag),
            Token::ParseError(_) | Token::CommentToken(_) => TokenSinkResult::Continue,
            Token::CharacterTokens(text) => {
                self.in_text.set(true);
                self.pass(Token::CharacterTokens(text))
            }
            token => self.pass(token),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Counts the nodes that the tree builder holds. Formatting elements that stand open count twice,
/// which errs on the safe side.
struct Census<'a> {
    sink: &'a Sink,
    all: Cell<usize>,
    formatting: Cell<usize>,
}

impl Tracer for Census<'_> {
    type Handle = Id;

    fn trace_handle(&self, node: &Id) {
        self.all.set(self.all.get() + 1);
        if self.sink.is_formatting(*node) {
            self.formatting.set(self.formatting.get() + 1);
        }
    }
}

fn html(name: &LocalName) -> QualName {
    QualName::new(None, ns!(html), name.clone())
}
