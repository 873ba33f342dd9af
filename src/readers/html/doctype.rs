//! The document type, as the parser's own tokenizer reads it.

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Doctype, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

/// The document type that a declaration names.
pub(super) fn doctype(source: &str) -> Option<Doctype> {
    let tokenizer = Tokenizer::new(Capture::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(source));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Capture(RefCell<Option<Doctype>>);

impl TokenSink for Capture {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        if let Token::DoctypeToken(doctype) = token {
            self.0.replace(Some(doctype));
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_names_its_type() {
        let name = |source| doctype(source)?.name.map(|name| name.to_string());
        assert_eq!(name("<!DOCTYPE html>").as_deref(), Some("html"));
        assert_eq!(name("<!doctype HTML SYSTEM \"about:legacy-compat\">").as_deref(), Some("html"));
        assert_eq!(name("<!DOCTYPE>"), None);
    }

    #[test]
    fn identifiers_are_read_and_what_is_broken_makes_quirks() {
        let strict = "-//W3C//DTD HTML 4.01//EN";
        let read = doctype(&format!("<!DOCTYPE html PUBLIC '{strict}' 'http://x'>")).unwrap();
        assert_eq!((read.public_id.as_deref(), read.force_quirks), (Some(strict), false));
        assert!(doctype("<!DOCTYPE html PUBLIC").unwrap().force_quirks);
        assert!(doctype("<p>").is_none());
    }
}
