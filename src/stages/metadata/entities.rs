//! Character references that were escaped once too often, as many a JSON-LD block has them.

use std::borrow::Cow;

/// A text with its character references resolved; those that it does not know stay.
pub(super) fn resolve(text: &str) -> Cow<'_, str> {
    const LONGEST: usize = 10;
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        resolved.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';');
        let known = end.and_then(|end| Some((character(&rest[1..end])?, end + 1)));
        let (c, used) = known.unwrap_or(('&', 1));
        resolved.push(c);
        rest = &rest[used..];
    }
    resolved.push_str(rest);
    Cow::Owned(resolved)
}

/// The character of a reference: of a number, or of one of the names that stand in titles.
fn character(reference: &str) -> Option<char> {
    if let Some(number) = reference.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let code = match hexadecimal {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().and_then(char::from_u32).filter(|c| !c.is_control());
    }
    Some(match reference {
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => '\u{A0}',
        "shy" => '\u{AD}',
        "ndash" => '–',
        "mdash" => '—',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        "hellip" => '…',
        "middot" => '·',
        "reg" => '®',
        "trade" => '™',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_and_other_ampersands_stay() {
        assert_eq!(
            resolve("Nets &#8211; &amp; boats&#x2019; AT&T; R&D"),
            "Nets – & boats’ AT&T; R&D"
        );
        assert_eq!(resolve("a &"), "a &");
        assert_eq!(resolve("日&本;語"), "日&本;語");
    }
}
