//! Where a page carries data: in scripts that are data or hand it on, and in attributes.

use std::borrow::Cow;

use memchr::memchr;

use super::super::chars::{self, Within};
use super::super::lex::{self, Piece};
use super::super::local::{Local, flag};
use super::Origin;

/// Bytes from which on an attribute may carry more than settings.
const LONG_VALUE: usize = 200;

/// What a script begins with that hands on data, and does little else.
const HANDS_ON: [&str; 7] = ["window", "self.", "globalThis", "__", "(self", "(window", "var "];

/// Data of a page.
pub(super) struct Data<'a> {
    pub(super) origin: Origin,
    pub(super) text: Cow<'a, str>,
}

/// The data of a page, in the order of the source.
pub(super) fn find(page: &str) -> Vec<Data<'_>> {
    let bytes = page.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = memchr(b'<', &bytes[at..]) {
        at += next;
        at = match lex::piece(bytes, at) {
            Piece::Other(end) => end,
            Piece::Cdata | Piece::Sign => at + 1,
            Piece::Tag => match tag(page, at, &mut found) {
                Some(end) => end,
                None => break,
            },
        };
    }
    found
}

/// Notes what a tag carries. Gives where to go on: behind what is no markup, and nowhere when that
/// has no end.
fn tag<'a>(page: &'a str, start: usize, found: &mut Vec<Data<'a>>) -> Option<usize> {
    let bytes = page.as_bytes();
    let mut at = lex::tag_name_end(bytes, start + 1);
    let name = Local::find(bytes, start + 1, at);
    let mut media = None;
    while let Some(&byte) = bytes.get(at).filter(|&&byte| byte != b'>') {
        if byte == b'/' || lex::is_space(byte) {
            at += 1;
            continue;
        }
        let attr = lex::attr(bytes, at);
        let value = &page[attr.value.clone()];
        if page[attr.name].eq_ignore_ascii_case("type") {
            media = Some(value.to_ascii_lowercase());
        } else if value.len() >= LONG_VALUE && value.trim_start().starts_with(['{', '[']) {
            let text = Cow::Owned(chars::decode(value, Within::Attribute));
            found.push(Data { origin: Origin::Data, text });
        }
        at = attr.end;
    }
    at = bytes.len().min(at + 1);
    let is_raw = |name: &Local| name.flags() & flag::RAW != 0 || *name == Local::PLAINTEXT;
    let Some(name) = name.filter(is_raw) else { return Some(at) };
    let script = name == Local::SCRIPT;
    let end =
        if script { lex::script_end(bytes, at) } else { lex::raw_end(bytes, at, name.text()) };
    let text = &page[at..end?];
    if script && let Some(origin) = origin(media.as_deref(), text) {
        found.push(Data { origin, text: Cow::Borrowed(text) });
    }
    end
}

/// What kind of data a script is, if it is any.
fn origin(media: Option<&str>, text: &str) -> Option<Origin> {
    match media {
        Some(media) if media.contains("ld+json") => Some(Origin::Linked),
        Some(media) if media.contains("json") => Some(Origin::Data),
        Some(media) if !media.is_empty() && !media.contains("javascript") => None,
        _ => {
            let text = text.trim_start();
            HANDS_ON.iter().any(|start| text.starts_with(start)).then_some(Origin::Data)
        }
    }
}
