//! Where the pieces of markup end (HTML Standard, 13.2.5): just enough to know how many attributes a
//! tag has before the tokenizer sees it.

use memchr::{memchr, memchr2, memmem};

/// A piece of markup that begins with `<`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A start or end tag.
    Tag,
    /// `<![CDATA[`: a section in SVG and `MathML`, else a comment that ends at the next `>`.
    Cdata,
    /// A comment, a document type, a processing instruction: one past its end.
    Other(usize),
    /// No markup: a sign.
    Sign,
}

/// What begins at a `<`.
pub(super) fn piece(bytes: &[u8], at: usize) -> Piece {
    let rest = &bytes[at..];
    match rest.get(1) {
        Some(b) if b.is_ascii_alphabetic() => Piece::Tag,
        Some(b'/') => match rest.get(2) {
            Some(b) if b.is_ascii_alphabetic() => Piece::Tag,
            Some(_) => Piece::Other(past(bytes, at + 2, b'>')),
            None => Piece::Sign,
        },
        Some(b'!') if rest.starts_with(b"<!--") => Piece::Other(comment_end(bytes, at)),
        Some(b'!') if rest.starts_with(b"<![CDATA[") => Piece::Cdata,
        Some(b'!' | b'?') => Piece::Other(past(bytes, at + 2, b'>')),
        _ => Piece::Sign,
    }
}

/// One past the end of a CDATA section.
pub(super) fn cdata_end(bytes: &[u8], at: usize) -> usize {
    memmem::find(&bytes[at..], b"]]>").map_or(bytes.len(), |found| at + found + 3)
}

/// One past the next byte of a value, or the end.
pub(super) fn past(bytes: &[u8], from: usize, byte: u8) -> usize {
    memchr(byte, &bytes[from..]).map_or(bytes.len(), |found| from + found + 1)
}

/// A comment ends at `-->` or `--!>`; `<!-->` and `<!--->` are comments too.
fn comment_end(bytes: &[u8], at: usize) -> usize {
    let mut from = at + 4;
    while let Some(found) = memchr(b'>', &bytes[from..]) {
        let end = from + found;
        if bytes[at + 2..end].ends_with(b"--") || bytes[at + 4..end].ends_with(b"--!") {
            return end + 1;
        }
        from = end + 1;
    }
    bytes.len()
}

/// A tag, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TagEnd {
    /// One past its `>`, or the end of the input.
    pub(super) end: usize,
    /// Where the first attribute begins that is one too many.
    pub(super) excess: Option<usize>,
    /// How many are too many.
    pub(super) over: u64,
}

/// Finds the end of the tag whose name begins at a place, and counts its attributes.
pub(super) fn tag(bytes: &[u8], name: usize, allowed: u32) -> TagEnd {
    let mut at = name;
    let (mut attributes, mut excess) = (0_u64, None);
    while at < bytes.len() && !matches!(bytes[at], b'/' | b'>') && !is_space(bytes[at]) {
        at += 1;
    }
    loop {
        while at < bytes.len() && (bytes[at] == b'/' || is_space(bytes[at])) {
            at += 1;
        }
        if bytes.get(at).is_none_or(|&b| b == b'>') {
            let end = (at + 1).min(bytes.len());
            return TagEnd { end, excess, over: attributes.saturating_sub(allowed.into()) };
        }
        attributes += 1;
        if attributes > u64::from(allowed) && excess.is_none() {
            excess = Some(at);
        }
        at = value_end(bytes, name_end(bytes, at));
    }
}

/// One past an attribute's name. A `=` that begins one belongs to it.
fn name_end(bytes: &[u8], at: usize) -> usize {
    let is_end = |&b: &u8| matches!(b, b'/' | b'>' | b'=') || is_space(b);
    bytes[at + 1..].iter().position(is_end).map_or(bytes.len(), |found| at + 1 + found)
}

/// One past an attribute's value, where there is one.
fn value_end(bytes: &[u8], from: usize) -> usize {
    let mut at = skip_space(bytes, from);
    if bytes.get(at) != Some(&b'=') {
        return at;
    }
    at = skip_space(bytes, at + 1);
    match bytes.get(at) {
        Some(&quote @ (b'"' | b'\'')) => past(bytes, at + 1, quote),
        Some(b'>') | None => at,
        Some(_) => {
            let is_end = |&b: &u8| b == b'>' || is_space(b);
            bytes[at..].iter().position(is_end).map_or(bytes.len(), |found| at + found)
        }
    }
}

fn skip_space(bytes: &[u8], from: usize) -> usize {
    bytes[from..].iter().position(|&b| !is_space(b)).map_or(bytes.len(), |found| from + found)
}

fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C')
}

/// Where the end tag of an element stands whose contents are taken as text: the place of its `<`.
pub(super) fn raw_end(bytes: &[u8], from: usize, name: &str) -> Option<usize> {
    memmem::find_iter(&bytes[from..], b"</").map(|found| from + found).find(|&at| {
        let after = &bytes[at + 2..];
        after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && after.get(name.len()).is_some_and(|&b| matches!(b, b'/' | b'>') || is_space(b))
    })
}

/// The name of a start tag when it is one of a list, in lower case.
pub(super) fn name_in<'a>(bytes: &[u8], at: usize, names: &[&'a str]) -> Option<&'a str> {
    let length = memchr2(b'>', b' ', &bytes[at..(at + 16).min(bytes.len())]).unwrap_or(16);
    let word = &bytes[at..(at + length).min(bytes.len())];
    let end = word.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(word.len());
    names.iter().copied().find(|name| name.as_bytes().eq_ignore_ascii_case(&word[..end]))
}
