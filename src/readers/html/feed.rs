//! The tokenizer (HTML Standard, 13.2.5): hands the tree builder the tags and the text of a page.
//!
//! It is one for pages that are read, not shown: attributes that nobody needs, comments, and the
//! contents of scripts and styles are passed over where they stand, and nothing is copied that need
//! not be. Tags are cut to the attributes that are allowed.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult};
use html5ever::{LocalName, local_name};
use memchr::{memchr, memchr3};

use super::arena::Arena;
use super::chars::{self, Within};
use super::doctype::doctype;
use super::guard::Guard;
use super::lex::{self, Piece};
use super::tag;
use crate::document::LimitHit;
use crate::readers::Limits;

/// The raw elements that are short, or hold markup for others to read: without their end tag they
/// have no end, and browsers show nothing of what follows.
const CLOSED_AT_ONCE: [&str; 6] =
    ["title", "textarea", "iframe", "noscript", "noframes", "noembed"];

/// Parses a page. Says which limits were met.
pub(super) fn parse(text: &str, limits: &Limits) -> (Arena, Vec<LimitHit>) {
    let mut feeder = Feeder {
        page: Page { text, shared: StrTendril::from_slice(text) },
        fed: 0,
        guard: Guard::new(text.len(), limits),
        allowed: limits.attributes,
        over: 0,
        unclosed: Vec::new(),
        typed: false,
    };
    feeder.run();
    feeder.give(Token::EOFToken);
    feeder.guard.end();
    let (arena, mut hits) = feeder.guard.finish();
    if feeder.over > 0 {
        let allowed = feeder.allowed.into();
        hits.push(LimitHit { limit: "attributes", allowed, met: feeder.over });
    }
    (arena, hits)
}

/// The text of a page, and the same once more in the parser's own kind of string, whose pieces can
/// be handed on without being copied.
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    shared: StrTendril,
}

impl Page<'_> {
    /// A piece of the text as it is meant.
    pub(super) fn piece(&self, from: usize, to: usize, within: Within) -> StrTendril {
        let piece = &self.text[from..to];
        if memchr3(b'&', b'\r', b'\0', piece.as_bytes()).is_some() {
            StrTendril::from_slice(&chars::decode(piece, within))
        } else {
            self.shared.subtendril(from as u32, piece.len() as u32)
        }
    }
}

struct Feeder<'a> {
    page: Page<'a>,
    /// Up to here all was handed on, or passed over.
    fed: usize,
    guard: Guard,
    allowed: u32,
    over: u64,
    /// The raw elements that have no end tag any more.
    unclosed: Vec<LocalName>,
    /// The document type was read.
    typed: bool,
}

impl Feeder<'_> {
    fn run(&mut self) {
        let bytes = self.page.text.as_bytes();
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

    /// Hands on a token behind which text goes on as before.
    fn give(&self, token: Token) {
        let _ = self.guard.process_token(token, 1);
    }

    /// Hands on the text that was not handed on yet, up to a place.
    fn flush(&mut self, until: usize, within: Within) {
        if self.fed == until {
            return;
        }
        let text = self.page.piece(self.fed, until, within);
        self.fed = until;
        if memchr(b'\0', text.as_bytes()).is_none() {
            return self.give(Token::CharacterTokens(text));
        }
        // A zero is a token of its own: most places drop it.
        for (at, run) in text.split('\0').enumerate() {
            if at > 0 {
                self.give(Token::NullCharacterToken);
            }
            self.give(Token::CharacterTokens(StrTendril::from_slice(run)));
        }
    }

    /// Passes over a comment or the like. The document type is read: tables stand in paragraphs
    /// on pages that have none.
    fn pass_over(&mut self, at: usize, end: usize) -> usize {
        self.flush(at, Within::Text);
        self.fed = end;
        if !self.typed && lex::is_doctype(self.page.text.as_bytes(), at) {
            self.typed = true;
            if let Some(doctype) = doctype(&self.page.text[at..end]) {
                self.give(Token::DoctypeToken(doctype));
            }
        }
        end
    }

    /// Hands on a tag. One that the page ends in is none.
    fn tag(&mut self, at: usize) -> usize {
        self.flush(at, Within::Text);
        let found = tag::read(&self.page, at, self.allowed);
        self.over += found.over;
        self.fed = found.end;
        let Some(tag) = found.tag else { return found.end };
        let name = tag.name.clone();
        match self.guard.process_token(Token::TagToken(tag), 1) {
            TokenSinkResult::RawData(RawKind::Rcdata) => self.raw(name, Within::Text),
            TokenSinkResult::RawData(_) => self.raw(name, Within::Raw),
            TokenSinkResult::Plaintext => {
                self.flush_raw(self.page.text.len(), Within::Raw);
                self.fed
            }
            _ => found.end,
        }
    }

    /// Passes over the contents of an element that is not markup, or hands them on when they are
    /// wanted; then hands on its end tag.
    fn raw(&mut self, name: LocalName, within: Within) -> usize {
        let wanted = self.guard.wants_raw();
        match self.raw_end(&name) {
            Some(end) => {
                if wanted {
                    self.flush_raw(end, within);
                }
                self.fed = end;
                self.tag(end)
            }
            None if CLOSED_AT_ONCE.contains(&&*name) => {
                // All that follows would be lost.
                self.give(Token::TagToken(tag::end_tag(name)));
                self.fed
            }
            None => {
                // A script was cut off, or never meant to be read.
                let end = self.page.text.len();
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
        let text = self.page.piece(self.fed, until, within);
        self.fed = until;
        self.give(Token::CharacterTokens(chars::without_zeros(text)));
    }

    /// Where the end tag of a raw element is. One that was looked for in vain is not looked for
    /// again.
    fn raw_end(&mut self, name: &LocalName) -> Option<usize> {
        if self.unclosed.contains(name) {
            return None;
        }
        let bytes = self.page.text.as_bytes();
        let end = if *name == local_name!("script") {
            lex::script_end(bytes, self.fed)
        } else {
            lex::raw_end(bytes, self.fed, name)
        };
        if end.is_none() {
            self.unclosed.push(name.clone());
        }
        end
    }

    /// A section in SVG or `MathML` is text; elsewhere it is a comment.
    fn cdata(&mut self, at: usize) -> usize {
        let bytes = self.page.text.as_bytes();
        self.flush(at, Within::Text);
        if !self.guard.adjusted_current_node_present_but_not_in_html_namespace() {
            return self.pass_over(at, lex::past(bytes, at + 2, b'>'));
        }
        let (from, to, end) = lex::cdata(bytes, at);
        self.fed = from;
        self.flush(to, Within::Raw);
        self.fed = end;
        end
    }
}
