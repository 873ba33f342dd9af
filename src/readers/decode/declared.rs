//! The encoding that a page declares: in an XML declaration or a `meta` element.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

use super::encoding;

/// The declared encoding. Browsers look at the first 1024 bytes (WHATWG HTML, "prescan a byte stream
/// to determine its encoding"); here a declaration counts wherever it stands, since nothing has
/// been shown yet that would have to be decoded anew.
pub(super) fn charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let said = xml_declaration(bytes).or_else(|| meta(bytes))?;
    // Whoever could read the declaration did not read it in UTF-16.
    if said == UTF_16BE || said == UTF_16LE {
        Some(UTF_8)
    } else if said == X_USER_DEFINED {
        Some(WINDOWS_1252)
    } else {
        Some(said)
    }
}

fn xml_declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let bytes = bytes.trim_ascii_start();
    if !bytes.starts_with(b"<?xml") {
        return None;
    }
    let end = memchr::memchr(b'>', bytes)?;
    encoding(value_of(&bytes[..end], b"encoding")?)
}

/// The first `meta` that names a known encoding, comments left out.
fn meta(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = &rest[at..];
        if rest.starts_with(b"<!--") {
            // `<!-->` is a whole comment.
            rest = &rest[memchr::memmem::find(&rest[2..], b"-->")? + 5..];
        } else if is_meta(rest) {
            let tag = &rest[5..tag_end(rest)];
            if let Some(encoding) = value_of(tag, b"charset").and_then(encoding) {
                return Some(encoding);
            }
            // What stands within this tag is no tag of its own.
            rest = &rest[5 + tag.len()..];
        } else {
            rest = &rest[1..];
        }
    }
    None
}

fn is_meta(bytes: &[u8]) -> bool {
    bytes.get(1..5).is_some_and(|name| name.eq_ignore_ascii_case(b"meta"))
        && bytes.get(5).is_some_and(|&byte| byte.is_ascii_whitespace() || byte == b'/')
}

/// Where a tag ends: at its `>`, but not far away where that is missing.
fn tag_end(bytes: &[u8]) -> usize {
    const LONGEST: usize = 1024;
    let near = &bytes[..bytes.len().min(LONGEST)];
    memchr::memchr(b'>', near).unwrap_or(near.len())
}

/// The value after `name=`. In a `meta` this finds `charset=x` and the `charset=x` within
/// `content="text/html; charset=x"` alike.
fn value_of<'a>(tag: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    let mut from = 0;
    while let Some(at) = tag[from..].windows(name.len()).position(|w| w.eq_ignore_ascii_case(name))
    {
        from += at + name.len();
        if let Some(value) = tag[from..].trim_ascii_start().strip_prefix(b"=") {
            let value = value.trim_ascii_start();
            let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
            let ends = |byte: &u8| byte.is_ascii_whitespace() || b"\"';/>?".contains(byte);
            return Some(&value[..value.iter().position(ends).unwrap_or(value.len())]);
        }
    }
    None
}
