//! The tokenizer (HTML Standard, 13.2.5): hands the tree builder the tags and the text of a page.
//!
//! It is one for pages that are read, not shown: attributes that nobody needs, comments, and the
//! contents of scripts and styles are passed over where they stand, and nothing is copied that need
//! not be. Tags are cut to the attributes that are allowed.

use std::borrow::Cow;

use memchr::memchr;

use super::arena::Arena;
use super::chars::{self, Within};
use super::doctype;
use super::lex::{self, Piece};
use super::local::Local;
use super::tag;
use super::tree::{Step, Tag, TreeBuilder};
use crate::document::{LimitHit, Span};
use crate::readers::Limits;

/// The raw elements that are short, or hold markup for others to read: without their end tag they
/// have no end, and browsers show nothing of what follows.
const CLOSED_AT_ONCE: [Local; 6] = [
    Local::TITLE,
    Local::TEXTAREA,
    Local::IFRAME,
    Local::NOSCRIPT,
    Local::NOFRAMES,
    Local::NOEMBED,
];

/// Parses a page. Says which limits were met.
pub(super) fn parse(text: &str, limits: &Limits) -> (Arena, Vec<LimitHit>) {
    let mut feeder = Feeder {
        page: text,
        fed: 0,
        builder: TreeBuilder::new(text, limits),
        allowed: limits.attributes,
        over: 0,
        unclosed: Vec::new(),
        typed: false,
    };
    feeder.run();
    let (arena, mut hits) = feeder.builder.finish();
    if feeder.over > 0 {
        let allowed = feeder.allowed.into();
        hits.push(LimitHit { limit: "attributes", allowed, met: feeder.over });
    }
    (arena, hits)
}

struct Feeder<'a> {
    page: &'a str,
    /// Up to here all was handed on, or passed over.
    fed: usize,
    builder: TreeBuilder<'a>,
    allowed: u32,
    over: u64,
    /// The raw elements that have no end tag any more.
    unclosed: Vec<Local>,
    /// The document type was read.
    typed: bool,
}

impl Feeder<'_> {
    fn run(&mut self) {
        let bytes = self.page.as_bytes();
        let mut at = 0;
        while let Some(found) = memchr(b'<', &bytes[at..]) {
            at += found;
            at = match lex::piece(bytes, at) {
                Piece::Tag => self.tag(at),
                Piece::Other(end) => self.pass_over(at, end),
                Piece::Cdata => self.cdata(at),
                Piece::Sign => at + 1,
            };
        }
        self.flush(bytes.len(), Within::Text);
    }

    /// Hands on the text that was not handed on yet, up to a place.
    fn flush(&mut self, until: usize, within: Within) {
        if self.fed == until {
            return;
        }
        let text = chars::piece(&self.page[self.fed..until], within);
        self.fed = until;
        if matches!(text, Cow::Borrowed(_)) || memchr(b'\0', text.as_bytes()).is_none() {
            return self.builder.text(&text);
        }
        // A zero is a token of its own: most places drop it.
        for (at, run) in text.split('\0').enumerate() {
            if at > 0 {
                self.builder.zero();
            }
            self.builder.text(run);
        }
    }

    /// Passes over a comment or the like. The document type is read: tables stand in paragraphs
    /// on pages that have none.
    fn pass_over(&mut self, at: usize, end: usize) -> usize {
        self.flush(at, Within::Text);
        self.fed = end;
        if !self.typed && lex::is_doctype(self.page.as_bytes(), at) {
            self.typed = true;
            self.builder.doctype(doctype::makes_quirks(&self.page[at..end]));
        }
        end
    }

    /// Hands on a tag. One that the page ends in is none.
    fn tag(&mut self, at: usize) -> usize {
        self.flush(at, Within::Text);
        let attrs = self.builder.attrs();
        let from = attrs.len() as u32;
        let found = tag::read(self.page.as_bytes(), at, self.allowed, attrs);
        let attrs = Span { start: from, end: attrs.len() as u32 };
        let place = Span { start: at as u32, end: found.end as u32 };
        self.over += found.over;
        self.fed = found.end;
        if !found.whole {
            return found.end;
        }
        let name = self.builder.name(found.name.0, found.name.1, found.closes);
        if found.closes {
            self.builder.end(name);
            return found.end;
        }
        match self.builder.start(Tag { name, self_closing: found.self_closing, attrs, place }) {
            Step::Rcdata => self.raw(name, Within::Text),
            Step::Rawtext => self.raw(name, Within::Raw),
            Step::Plaintext => {
                self.flush_raw(self.page.len(), Within::Raw);
                self.fed
            }
            Step::Done | Step::Again => found.end,
        }
    }

    /// Passes over the contents of an element that is not markup, or hands them on when they are
    /// wanted; then hands on its end tag.
    fn raw(&mut self, name: Local, within: Within) -> usize {
        let wanted = self.builder.wants_text();
        match self.raw_end(name) {
            Some(end) => {
                if wanted {
                    self.flush_raw(end, within);
                }
                self.fed = end;
                self.tag(end)
            }
            None if CLOSED_AT_ONCE.contains(&name) => {
                // All that follows would be lost.
                self.builder.end(name);
                self.fed
            }
            None => {
                // A script was cut off, or never meant to be read.
                let end = self.page.len();
                if wanted {
                    self.flush_raw(end, within);
                }
                self.fed = end;
                end
            }
        }
    }

    /// Hands on the contents of a raw element.
    fn flush_raw(&mut self, until: usize, within: Within) {
        if self.fed == until {
            return;
        }
        let text = chars::piece(&self.page[self.fed..until], within);
        self.fed = until;
        if memchr(b'\0', text.as_bytes()).is_none() {
            self.builder.text(&text);
        } else {
            self.builder.text(&text.replace('\0', "\u{FFFD}"));
        }
    }

    /// Where the end tag of a raw element is. One that was looked for in vain is not looked for
    /// again.
    fn raw_end(&mut self, name: Local) -> Option<usize> {
        if self.unclosed.contains(&name) {
            return None;
        }
        let bytes = self.page.as_bytes();
        let end = if name == Local::SCRIPT {
            lex::script_end(bytes, self.fed)
        } else {
            lex::raw_end(bytes, self.fed, name.text())
        };
        if end.is_none() {
            self.unclosed.push(name);
        }
        end
    }

    /// A section in SVG or `MathML` is text; elsewhere it is a comment.
    fn cdata(&mut self, at: usize) -> usize {
        let bytes = self.page.as_bytes();
        self.flush(at, Within::Text);
        if !self.builder.is_in_foreign() {
            return self.pass_over(at, lex::past(bytes, at + 2, b'>'));
        }
        let (from, to, end) = lex::cdata(bytes, at);
        self.fed = from;
        self.flush(to, Within::Raw);
        self.fed = end;
        end
    }
}
