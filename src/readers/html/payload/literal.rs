//! The strings in data, with the names that they stand under.
//!
//! JSON (RFC 8259) and what scripts hold have the same strings in double quotes. They are found
//! where they stand, whatever is around them, so data that was cut off, or that is a call and not a
//! value, is read as well; and strings that hold data themselves are looked through in turn.

use memchr::{memchr, memchr3};

/// Bytes below which a string is not looked at.
const SHORT: usize = 12;

/// How often data may be packed into a string of other data.
const NESTING: u8 = 3;

/// The strings of a text that are values, with their names in lower case.
pub(super) fn strings(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![Scan { text: text.to_owned(), at: 0, name: String::new(), depth: 0 }];
    while let Some(scan) = open.last_mut() {
        match scan.next() {
            Some(text) if scan.depth < NESTING && is_data(&text) => {
                let (name, depth) = (scan.name.clone(), scan.depth + 1);
                open.push(Scan { text, at: 0, name, depth });
            }
            Some(text) => found.push((scan.name.clone(), text)),
            None => {
                open.pop();
            }
        }
    }
    found
}

/// A text that is looked through.
struct Scan {
    text: String,
    at: usize,
    /// What the next value stands under.
    name: String,
    depth: u8,
}

impl Scan {
    /// The next value that is long enough.
    fn next(&mut self) -> Option<String> {
        loop {
            let bytes = self.text.as_bytes();
            let start = self.at + memchr(b'"', bytes.get(self.at..)?)? + 1;
            let end = match end(bytes, start) {
                End::Quote(end) => end,
                End::Line(end) => {
                    self.at = end;
                    continue;
                }
            };
            self.at = end + 1;
            let literal = &self.text[start..end];
            if is_name(&bytes[end + 1..]) {
                self.name = name(literal);
            } else {
                if let Some(bare) = bare_name(&self.text[..start - 1]) {
                    self.name = bare;
                }
                if literal.len() >= SHORT {
                    return Some(unescape(literal));
                }
            }
        }
    }
}

enum End {
    /// The closing quotation mark.
    Quote(usize),
    /// A line end or the end of the text: this was no string.
    Line(usize),
}

fn end(bytes: &[u8], mut at: usize) -> End {
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr3(b'"', b'\\', b'\n', rest)) {
        at += found;
        match bytes[at] {
            b'"' => return End::Quote(at),
            b'\\' => at += 2,
            _ => return End::Line(at),
        }
    }
    End::Line(bytes.len())
}

/// Whether a string is the name of what follows it.
fn is_name(rest: &[u8]) -> bool {
    rest.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':')
}

/// The name before a value that does not stand in quotation marks itself: `{body: "…"}`.
fn bare_name(before: &str) -> Option<String> {
    let before = before.trim_ascii_end().strip_suffix(':')?.trim_ascii_end();
    let in_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let bare = &before[before.trim_end_matches(in_name).len()..];
    (!bare.is_empty()).then(|| name(bare))
}

/// A name that can be a class.
fn name(text: &str) -> String {
    const LONGEST: usize = 40;
    let text = text.chars().take(LONGEST).map(|c| if c.is_alphanumeric() { c } else { '-' });
    text.flat_map(char::to_lowercase).collect()
}

/// Whether a string holds data: JSON, or a row of it behind its number.
fn is_data(text: &str) -> bool {
    let text = text.trim_start();
    let row = text.trim_start_matches(|c: char| c.is_ascii_hexdigit());
    let row = row.strip_prefix(':').unwrap_or(text);
    row.starts_with(['{', '[']) && row.contains('"')
}

/// What a string means (RFC 8259, section 7, with the escapes that scripts know besides).
fn unescape(literal: &str) -> String {
    let mut out = String::with_capacity(literal.len());
    let mut rest = literal;
    while let Some(at) = memchr(b'\\', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let mut chars = rest.chars();
        let escape = chars.next();
        rest = chars.as_str();
        match escape {
            Some('n' | 'r') => out.push('\n'),
            Some('t' | 'b' | 'f') => out.push(' '),
            Some('u') => out.push(code_point(&mut rest)),
            Some('x') => {
                out.push(hex(&mut rest, 2).and_then(char::from_u32).unwrap_or_default());
            }
            Some(c) => out.push(c),
            None => {}
        }
    }
    out.push_str(rest);
    out
}

/// The character behind `\u`: one unit of UTF-16, or two.
fn code_point(rest: &mut &str) -> char {
    let Some(first) = hex(rest, 4) else { return char::REPLACEMENT_CHARACTER };
    let mut behind = rest.strip_prefix("\\u").unwrap_or_default();
    if (0xD800..0xDC00).contains(&first)
        && let Some(second @ 0xDC00..0xE000) = hex(&mut behind, 4)
    {
        *rest = behind;
        let point = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        return char::from_u32(point).unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// So many hexadecimal digits, when they stand there.
fn hex(rest: &mut &str, digits: usize) -> Option<u32> {
    let (found, behind) = rest.split_at_checked(digits)?;
    if !found.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    *rest = behind;
    u32::from_str_radix(found, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_found_with_their_names() {
        let data = r#"{"a": {"Body Text": "one long line", "b": ["two long lines", "no"]}}"#;
        let expected = [("body-text", "one long line"), ("b", "two long lines")];
        assert_eq!(strings(data), expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
        let call = r#"window.__X__={html:"three long lines",n:1};f(")"#;
        assert_eq!(strings(call), [("html".to_owned(), "three long lines".to_owned())]);
        let foreign = r#"é名body: "four long lines""#;
        assert_eq!(strings(foreign), [("body".to_owned(), "four long lines".to_owned())]);
    }

    #[test]
    fn data_in_data_is_looked_through() {
        let inner = r#"{"cooked":"<p>said \"so\" at last</p>"}"#;
        let outer = serde_json::to_string(&serde_json::json!({ "topic_1": inner })).unwrap();
        let expected = ("cooked".to_owned(), "<p>said \"so\" at last</p>".to_owned());
        assert_eq!(strings(&outer), [expected]);
    }

    #[test]
    fn escapes_mean_characters() {
        assert_eq!(unescape(r"a\n\u003cb\u00e9\ud83d\ude00\ud83d\x41\/\q\"), "a\n<bé😀\u{FFFD}A/q");
        assert_eq!(unescape(r"\u12"), "\u{FFFD}12");
    }
}
