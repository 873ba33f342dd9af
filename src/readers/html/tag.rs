//! One tag of the source as a token, with the attributes that the reader has a use for.

use std::borrow::Cow;

use html5ever::tokenizer::{Tag, TagKind};
use html5ever::{Attribute, LocalName, QualName, ns};

use super::chars::Within;
use super::feed::Page;
use super::lex;
use super::names::Name;

/// A tag, as it was found.
pub(super) struct Found {
    /// Nothing when the page ends before it does.
    pub(super) tag: Option<Tag>,
    /// One past its `>`, or the end of the page.
    pub(super) end: usize,
    /// How many attributes it has beyond those that are allowed.
    pub(super) over: u64,
}

/// Reads the tag that begins at a `<`.
pub(super) fn read(page: &Page<'_>, at: usize, allowed: u32) -> Found {
    let bytes = page.text.as_bytes();
    let closes = bytes[at + 1] == b'/';
    let name = at + 1 + usize::from(closes);
    let mut at = lex::tag_name_end(bytes, name);
    let kind = if closes { TagKind::EndTag } else { TagKind::StartTag };
    let mut tag = bare(kind, local_name(&page.text[name..at]));
    let mut count = 0_u64;
    loop {
        while at < bytes.len() && (bytes[at] == b'/' || lex::is_space(bytes[at])) {
            at += 1;
        }
        let over = count.saturating_sub(allowed.into());
        match bytes.get(at) {
            None => return Found { tag: None, end: at, over },
            Some(b'>') => {
                tag.self_closing = bytes[at - 1] == b'/';
                return Found { tag: Some(tag), end: at + 1, over };
            }
            Some(_) => {}
        }
        count += 1;
        let attr = lex::attr(bytes, at);
        if !closes && count <= u64::from(allowed) {
            tag.attrs.extend(wanted(page, &attr, &tag.attrs));
        }
        at = attr.end;
    }
}

/// An end tag that does not stand in the source.
pub(super) fn end_tag(name: LocalName) -> Tag {
    bare(TagKind::EndTag, name)
}

fn bare(kind: TagKind, name: LocalName) -> Tag {
    let attrs = Vec::new();
    Tag { kind, name, self_closing: false, attrs, had_duplicate_attributes: false }
}

/// The attribute, when it is one that the reader knows and that the tag has not got yet.
fn wanted(page: &Page<'_>, attr: &lex::Attr, known: &[Attribute]) -> Option<Attribute> {
    const LONGEST: usize = 16;
    let name = &page.text[attr.name.clone()];
    if name.len() > LONGEST {
        return None;
    }
    let name = in_lower_case(name);
    Name::of(&name)?;
    let name = LocalName::from(name);
    if known.iter().any(|attr| attr.name.local == name) {
        return None;
    }
    let value = page.piece(attr.value.start, attr.value.end, Within::Attribute);
    Some(Attribute { name: QualName::new(None, ns!(), name), value })
}

fn local_name(name: &str) -> LocalName {
    let name = in_lower_case(name);
    if name.bytes().any(|byte| byte == 0) {
        LocalName::from(name.replace('\0', "\u{FFFD}"))
    } else {
        LocalName::from(name)
    }
}

fn in_lower_case(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        name.to_ascii_lowercase().into()
    } else {
        name.into()
    }
}
