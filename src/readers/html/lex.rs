//! Where the pieces of markup begin and end (HTML Standard, 13.2.5).

use std::ops::Range;

use memchr::{memchr, memchr2_iter, memmem};

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

/// Whether a piece of markup declares a document type.
pub(super) fn is_doctype(bytes: &[u8], at: usize) -> bool {
    const OPENING: &[u8] = b"<!doctype";
    bytes[at..].get(..OPENING.len()).is_some_and(|start| start.eq_ignore_ascii_case(OPENING))
}

/// The contents of a CDATA section: where they begin and end, and where the section does.
pub(super) fn cdata(bytes: &[u8], at: usize) -> (usize, usize, usize) {
    const OPENING: usize = "<![CDATA[".len();
    let from = at + OPENING;
    match memmem::find(&bytes[from..], b"]]>") {
        Some(found) => (from, from + found, from + found + 3),
        None => (from, bytes.len(), bytes.len()),
    }
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

/// One past the name of a tag.
pub(super) fn tag_name_end(bytes: &[u8], at: usize) -> usize {
    let is_end = |&b: &u8| matches!(b, b'/' | b'>') || is_space(b);
    bytes[at..].iter().position(is_end).map_or(bytes.len(), |found| at + found)
}

/// An attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attr {
    /// Where its name stands.
    pub(super) name: Range<usize>,
    /// Where its value stands; empty where there is none.
    pub(super) value: Range<usize>,
    /// One past it.
    pub(super) end: usize,
}

/// The attribute that begins at a place.
pub(super) fn attr(bytes: &[u8], at: usize) -> Attr {
    let name = at..name_end(bytes, at);
    let (value, end) = value(bytes, name.end);
    Attr { name, value, end }
}

/// One past an attribute's name. A `=` that begins one belongs to it.
fn name_end(bytes: &[u8], at: usize) -> usize {
    let is_end = |&b: &u8| matches!(b, b'/' | b'>' | b'=') || is_space(b);
    bytes[at + 1..].iter().position(is_end).map_or(bytes.len(), |found| at + 1 + found)
}

/// The value behind an attribute's name, where there is one, and one past its end.
fn value(bytes: &[u8], from: usize) -> (Range<usize>, usize) {
    // As nearly all are written.
    if let Some(&[b'=', quote @ (b'"' | b'\''), ref rest @ ..]) = bytes.get(from..)
        && let Some(length) = memchr(quote, rest)
    {
        return (from + 2..from + 2 + length, from + 3 + length);
    }
    let sign = skip_space(bytes, from);
    if bytes.get(sign) != Some(&b'=') {
        return (sign..sign, sign);
    }
    let at = skip_space(bytes, sign + 1);
    match bytes.get(at) {
        Some(&quote @ (b'"' | b'\'')) => match memchr(quote, &bytes[at + 1..]) {
            Some(found) => (at + 1..at + 1 + found, at + 2 + found),
            None => (bytes.len()..bytes.len(), bytes.len()),
        },
        Some(b'>') | None => (at..at, at),
        Some(_) => {
            let is_end = |&b: &u8| b == b'>' || is_space(b);
            let end = bytes[at..].iter().position(is_end).map_or(bytes.len(), |found| at + found);
            (at..end, end)
        }
    }
}

fn skip_space(bytes: &[u8], from: usize) -> usize {
    bytes[from..].iter().position(|&b| !is_space(b)).map_or(bytes.len(), |found| from + found)
}

pub(super) fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C')
}

/// Where the end tag of an element stands whose contents are taken as text: the place of its `<`.
pub(super) fn raw_end(bytes: &[u8], from: usize, name: &str) -> Option<usize> {
    let mut tags = memmem::find_iter(&bytes[from..], b"</").map(|found| from + found);
    tags.find(|&at| is_tag(&bytes[at + 2..], name.as_bytes()))
}

/// Where the end tag of a script stands. Behind `<!--` a script may hold another, with its end tag
/// (HTML Standard, 13.2.5.20, "script data escaped state", and those that follow).
pub(super) fn script_end(bytes: &[u8], mut from: usize) -> Option<usize> {
    let mut end = raw_end(bytes, from, "script")?;
    loop {
        // It is looked for anew only behind it: there may be a comment at every step.
        if from > end {
            end = raw_end(bytes, from, "script")?;
        }
        let Some(comment) = memmem::find(&bytes[from..end], b"<!--") else { return Some(end) };
        from = match escaped_end(bytes, from + comment + 2)? {
            Escaped::Script(end) => return Some(end),
            Escaped::Comment(end) => end,
        };
    }
}

/// What ends the part of a script that is hidden in a comment.
enum Escaped {
    /// The end tag of the script, at a place.
    Script(usize),
    /// The end of the comment.
    Comment(usize),
}

fn escaped_end(bytes: &[u8], from: usize) -> Option<Escaped> {
    let mut nested = false;
    for at in memchr2_iter(b'<', b'>', &bytes[from..]).map(|found| from + found) {
        if bytes[at] == b'>' {
            if bytes[from..at].ends_with(b"--") {
                return Some(Escaped::Comment(at + 1));
            }
        } else if is_tag(&bytes[at + 1..], b"/script") {
            if !nested {
                return Some(Escaped::Script(at));
            }
            nested = false;
        } else if is_tag(&bytes[at + 1..], b"script") {
            nested = true;
        }
    }
    None
}

/// Whether markup begins with a name and nothing that would make it another.
fn is_tag(bytes: &[u8], name: &[u8]) -> bool {
    let (start, rest) = bytes.split_at_checked(name.len()).unwrap_or_default();
    let ends = rest.first().is_some_and(|&b| matches!(b, b'/' | b'>') || is_space(b));
    ends && start.eq_ignore_ascii_case(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in a script, up to its end tag.
    fn script(source: &str) -> Option<&str> {
        script_end(source.as_bytes(), 0).map(|end| &source[..end])
    }

    #[test]
    fn a_script_ends_at_its_end_tag() {
        assert_eq!(script("a</b></script >c"), Some("a</b>"));
        assert_eq!(script("a</scripts></SCRIPT/>"), Some("a</scripts>"));
        assert_eq!(script("a</script"), None);
    }

    #[test]
    fn a_script_in_a_comment_in_a_script_ends_itself_alone() {
        assert_eq!(script("<!--a</script>"), Some("<!--a"));
        let nested = "<!--<script>a</script>b";
        assert_eq!(script(&format!("{nested}</script>c")), Some(nested));
        let closed = "<!--<script>a-->b";
        assert_eq!(script(&format!("{closed}</script>c</script>")), Some(closed));
        assert_eq!(script("<!--></script>"), Some("<!-->"));
        assert_eq!(script("<!--<script>a</script>"), None);
    }
}
