//! Addresses, as RFC 3986 has them.

use url::Url;

use crate::document::{Document, Field};

/// What relative addresses in a document are relative to.
pub(super) fn base(doc: &Document) -> Option<Url> {
    let declared = doc.claim("base");
    let page = doc.source.url.as_deref().or_else(|| doc.meta().get(Field::Url));
    let page = page.and_then(|url| Url::parse(url).ok());
    match (declared, page) {
        (Some(declared), Some(page)) => page.join(declared).ok().or(Some(page)),
        (Some(declared), None) => Url::parse(declared).ok(),
        (None, page) => page,
    }
}

/// The address that a link or an image means: absolute where that is known, and nothing where it is
/// not a place (a script, data), or a place in a page that has no address.
pub(super) fn resolve(base: Option<&Url>, address: &str) -> Option<String> {
    let address = address.trim();
    if address.is_empty() {
        return None;
    }
    let url = match base {
        Some(base) => base.join(address).ok(),
        None => Url::parse(address).ok(),
    };
    match url {
        Some(url) if matches!(url.scheme(), "javascript" | "vbscript" | "data" | "blob") => None,
        Some(url) => Some(encode(url.as_str())),
        None if base.is_none() && is_relative(address) => Some(encode(address)),
        None => None,
    }
}

fn is_relative(address: &str) -> bool {
    let scheme = address.find(':').is_some_and(|colon| !address[..colon].contains(['/', '?', '#']));
    !address.starts_with('#') && !scheme
}

/// Percent-encodes what may not stand in a URI; browsers are more generous.
fn encode(address: &str) -> String {
    let host = address.find("://").map_or(0, |at| at + 3);
    let path = address[host..].find(['/', '?', '#']).map_or(address.len(), |at| host + at);
    let bytes = address.as_bytes();
    let (mut out, mut fragment) = (String::with_capacity(address.len()), false);
    for (at, &byte) in bytes.iter().enumerate() {
        let keep = match byte {
            b'%' => {
                bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit))
            }
            // An IPv6 address stands in brackets.
            b'[' | b']' => host > 0 && at < path,
            b'#' => !std::mem::replace(&mut fragment, true),
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte),
        };
        if keep {
            out.push(char::from(byte));
        } else {
            out.extend(['%', hex(byte >> 4), hex(byte & 15)]);
        }
    }
    out
}

fn hex(digit: u8) -> char {
    char::from_digit(digit.into(), 16).unwrap_or('0').to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_uris() {
        let base = Url::parse("https://example.org/a/b?c#d").ok();
        let resolve = |address| resolve(base.as_ref(), address);
        assert_eq!(
            resolve("../和 平?x={1}|2").as_deref(),
            Some("https://example.org/%E5%92%8C%20%E5%B9%B3?x=%7B1%7D%7C2")
        );
        assert_eq!(resolve("#n").as_deref(), Some("https://example.org/a/b?c#n"));
        assert_eq!(resolve("mailto:a@example.org").as_deref(), Some("mailto:a@example.org"));
        assert_eq!(resolve("java\nscript:alert(1)"), None);
        assert_eq!(resolve("http://["), None);
    }

    #[test]
    fn without_a_base_what_is_relative_stays_so() {
        assert_eq!(resolve(None, "b c%.html#x#y").as_deref(), Some("b%20c%25.html#x%23y"));
        assert_eq!(resolve(None, "#n"), None);
        assert_eq!(resolve(None, "data:image/gif;base64,R0"), None);
    }
}
