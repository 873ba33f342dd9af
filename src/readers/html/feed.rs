//! Feeds a page to the parser, and keeps from it what it has no use for or would take too long over.
//!
//! The tokenizer compares each attribute of a tag with all before it, so a tag is cut to the
//! attributes that are allowed. The contents of scripts, styles and the like are passed over.

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{TokenSink, Tokenizer, TokenizerOpts};
use html5ever::{LocalName, TokenizerResult};
use memchr::{memchr, memmem};

use super::arena::Arena;
use super::guard::Guard;
use super::lex::{self, Piece};
use super::names::RAW;
use crate::document::LimitHit;
use crate::readers::Limits;

/// The raw elements that are short, or hold markup for others to read: without their end tag they
/// have no end, and browsers show nothing of what follows.
const CLOSED_AT_ONCE: [&str; 6] =
    ["title", "textarea", "iframe", "noscript", "noframes", "noembed"];

/// Parses a page. Says which limits were met.
pub(super) fn parse(text: &str, limits: &Limits) -> (Arena, Vec<LimitHit>) {
    let options = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
    let mut feeder = Feeder {
        text,
        fed: 0,
        queue: BufferQueue::default(),
        tokenizer: Tokenizer::new(Guard::new(text.len(), limits), options),
        allowed: limits.attributes,
        over: 0,
        unclosed: Vec::new(),
    };
    feeder.run();
    feeder.flush(text.len());
    feeder.tokenizer.end();
    let (arena, mut hits) = feeder.tokenizer.sink.finish();
    if feeder.over > 0 {
        let allowed = feeder.allowed.into();
        hits.push(LimitHit { limit: "attributes", allowed, met: feeder.over });
    }
    (arena, hits)
}

struct Feeder<'a> {
    text: &'a str,
    /// Up to here all was fed, or passed over.
    fed: usize,
    queue: BufferQueue,
    tokenizer: Tokenizer<Guard>,
    allowed: u32,
    over: u64,
    /// The raw elements that have no end tag any more.
    unclosed: Vec<LocalName>,
}

impl Feeder<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(found) = memchr(b'<', &bytes[at..]) {
            at += found;
            at = match lex::piece(bytes, at) {
                Piece::Tag => self.tag(at),
                Piece::Other(end) => end,
                Piece::Cdata => self.cdata(at),
                Piece::Sign => at + 1,
            };
        }
    }

    /// Feeds what was not fed yet, up to a place.
    fn flush(&mut self, until: usize) {
        if self.fed < until {
            self.queue.push_back(StrTendril::from_slice(&self.text[self.fed..until]));
            self.fed = until;
            self.drain();
        }
    }

    fn drain(&mut self) {
        while !matches!(self.tokenizer.feed(&self.queue), TokenizerResult::Done) {}
    }

    fn tag(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        if bytes[at + 1] == b'/' {
            return self.markup(at + 2);
        }
        let end = self.markup(at + 1);
        if lex::name_in(bytes, at + 1, &RAW).is_none() {
            return end;
        }
        self.flush(end);
        self.raw(end)
    }

    /// Goes to the end of a tag, and cuts it there when it has too many attributes.
    fn markup(&mut self, name: usize) -> usize {
        let bytes = self.text.as_bytes();
        let tag = lex::tag(bytes, name, self.allowed);
        if let Some(excess) = tag.excess {
            self.over += tag.over;
            self.flush(excess);
            // The `>` is left, where there is one.
            self.fed = if bytes[tag.end - 1] == b'>' { tag.end - 1 } else { tag.end };
        }
        tag.end
    }

    /// Passes over the contents of an element that is not markup, or feeds them when they are
    /// wanted.
    fn raw(&mut self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut wanted = self.tokenizer.sink.wants_raw();
        while let Some(name) = self.tokenizer.sink.raw() {
            let Some(end) = self.raw_end(at, &name) else {
                return self.unclosed(at, &name, wanted);
            };
            // In a script that holds a comment the first end tag need not be the one that ends it:
            // the tokenizer is to tell.
            wanted |= memmem::find(&bytes[at..end], b"<!--").is_some();
            if !wanted {
                self.fed = end;
            }
            at = self.markup(end + 2);
            self.flush(at);
        }
        at
    }

    /// Where the end tag of a raw element is. One that was looked for in vain is not looked for
    /// again.
    fn raw_end(&mut self, from: usize, name: &LocalName) -> Option<usize> {
        if self.unclosed.contains(name) {
            return None;
        }
        let end = lex::raw_end(self.text.as_bytes(), from, name);
        if end.is_none() {
            self.unclosed.push(name.clone());
        }
        end
    }

    /// Goes on after the start tag of a raw element that has no end tag. Most of them are closed at
    /// once, or all that follows would be lost; a script was cut off, or never meant to be read.
    fn unclosed(&mut self, from: usize, name: &LocalName, wanted: bool) -> usize {
        if CLOSED_AT_ONCE.contains(&&**name) {
            let end = StrTendril::from_slice(&format!("</{name}>"));
            self.queue.push_back(end);
            self.drain();
            return from;
        }
        if !wanted {
            self.fed = self.text.len();
        }
        self.text.len()
    }

    fn cdata(&mut self, at: usize) -> usize {
        self.flush(at);
        let bytes = self.text.as_bytes();
        let foreign = self.tokenizer.sink.adjusted_current_node_present_but_not_in_html_namespace();
        if foreign { lex::cdata_end(bytes, at) } else { lex::past(bytes, at + 2, b'>') }
    }
}
