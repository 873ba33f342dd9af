//! What characters of the source mean: line ends, zeros, and character references (HTML Standard,
//! 13.2.3.5 and 13.2.5.72).

use std::borrow::Cow;

use memchr::memchr3;

use super::entities::entity;

/// Where characters stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// Text, of a title too.
    Text,
    /// The value of an attribute: an ampersand in an address mostly is one.
    Attribute,
    /// Text without references: scripts, styles, CDATA.
    Raw,
}

/// The characters that a piece of the source means. Zeros stay in text: what becomes of them is for
/// the tree builder to say.
pub(super) fn decode(source: &str, within: Within) -> String {
    let mut text = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(at) = memchr3(b'&', b'\r', b'\0', rest.as_bytes()) {
        text.push_str(&rest[..at]);
        let sign = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        match sign {
            b'&' => match reference(rest, within) {
                Some((length, first, second)) => {
                    text.push(first);
                    text.extend(second);
                    rest = &rest[length..];
                }
                None => text.push('&'),
            },
            b'\r' => {
                text.push('\n');
                rest = rest.strip_prefix('\n').unwrap_or(rest);
            }
            _ if within == Within::Attribute => text.push(char::REPLACEMENT_CHARACTER),
            _ => text.push('\0'),
        }
    }
    text.push_str(rest);
    text
}

/// Whether a piece of the source means what stands there.
pub(super) fn is_plain(source: &str) -> bool {
    memchr3(b'&', b'\r', b'\0', source.as_bytes()).is_none()
}

/// A piece of the page as it is meant; a copy only where that is not what stands there.
pub(super) fn piece(source: &str, within: Within) -> Cow<'_, str> {
    if is_plain(source) { source.into() } else { decode(source, within).into() }
}

/// A reference: how long it is behind its ampersand, and the one or two characters it stands for.
type Reference = (usize, char, Option<char>);

fn reference(rest: &str, within: Within) -> Option<Reference> {
    match rest.as_bytes().first()? {
        _ if within == Within::Raw => None,
        b'#' => numeric(rest),
        _ => named(rest, within),
    }
}

fn numeric(rest: &str) -> Option<Reference> {
    let hexadecimal = matches!(rest.as_bytes().get(1), Some(b'x' | b'X'));
    let (start, radix) = if hexadecimal { (2, 16) } else { (1, 10) };
    let digits = rest[start..].bytes().map_while(|byte| char::from(byte).to_digit(radix));
    let (count, code) = digits.fold((0, 0_u32), |(count, code), digit| {
        (count + 1, code.saturating_mul(radix).saturating_add(digit))
    });
    let end = start + count;
    let semicolon = rest.as_bytes().get(end) == Some(&b';');
    (count > 0).then(|| (end + usize::from(semicolon), character(code), None))
}

/// The character of a number. Windows-1252 is what those mean who number control characters.
fn character(code: u32) -> char {
    let windows = code.checked_sub(0x80).and_then(|at| WINDOWS_1252.chars().nth(at as usize));
    let character = windows.or_else(|| char::from_u32(code));
    character.filter(|&c| c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// What stands at 0x80 to 0x9F; where nothing does, the control character.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";

fn named(rest: &str, within: Within) -> Option<Reference> {
    /// The names that need no semicolon have at most so many letters.
    const LONGEST_BARE: usize = 6;
    const LONGEST: usize = 32;
    let name = rest.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count();
    if rest.as_bytes().get(name) == Some(&b';')
        && let Some((first, second)) = entity(&rest[..=name])
    {
        return Some((name + 1, first, second));
    }
    let mut lengths = (2..=name.min(LONGEST_BARE)).rev();
    let (length, (first, second)) =
        lengths.find_map(|length| Some((length, entity(&rest[..length])?)))?;
    let next = rest.as_bytes().get(length);
    let is_address = within == Within::Attribute
        && next.is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric());
    (!is_address).then_some((length, first, second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_what_browsers_take_them_for() {
        let text = |source| decode(source, Within::Text);
        assert_eq!(text("a &amp; b&nbsp;c &eacute &bne;"), "a & b\u{A0}c é =\u{20E5}");
        assert_eq!(text("&notit; &notin; &nonsense; & &; &a"), "¬it; ∉ &nonsense; & &; &a");
        assert_eq!(
            text("&#65;&#x42&#X43;&#150;&#0;&#xD800;&#99999999999;"),
            "ABC–\u{FFFD}\u{FFFD}\u{FFFD}"
        );
        assert_eq!(text("&#; &#x; &#xg;"), "&#; &#x; &#xg;");
    }

    #[test]
    fn an_address_keeps_its_ampersands() {
        let value = |source| decode(source, Within::Attribute);
        assert_eq!(value("?a=1&copy=2&amp;b&lt"), "?a=1&copy=2&b<");
        assert_eq!(value("a\0\r\nb"), "a\u{FFFD}\nb");
    }

    #[test]
    fn line_ends_are_one_kind() {
        assert_eq!(decode("a\r\nb\rc\n\r", Within::Raw), "a\nb\nc\n\n");
        assert_eq!(decode("a &amp; b", Within::Raw), "a &amp; b");
    }
}
