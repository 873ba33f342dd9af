//! What a text says itself, and what it has others say.

use std::borrow::Cow;

/// Signs that open a quotation, each with those that may close it, in the ways of many languages.
const PAIRS: [(char, &str); 9] = [
    ('«', "»"),
    ('»', "«"),
    ('„', "“”"),
    ('“', "”"),
    ('”', "”"),
    ('"', "\""),
    ('「', "」"),
    ('『', "』"),
    ('‹', "›"),
];

/// A text without what stands between quotation marks. A mark that nothing closes opens nothing.
pub fn outside_quotes(text: &str) -> Cow<'_, str> {
    let closing = |sign: char| PAIRS.iter().find(|(opening, _)| *opening == sign);
    let (mut out, mut rest) = (String::new(), text);
    // What has nothing to close it is not looked for again.
    let mut unclosed = Vec::new();
    while let Some(at) = rest.find(|c| closing(c).is_some() && !unclosed.contains(&c)) {
        let mut behind = rest[at..].chars();
        let opening = behind.next().unwrap_or_default();
        let end =
            closing(opening).and_then(|(_, signs)| behind.as_str().find(|c| signs.contains(c)));
        let Some(end) = end else {
            unclosed.push(opening);
            continue;
        };
        out.push_str(&rest[..at]);
        out.push(' ');
        let mut closed = behind.as_str()[end..].chars();
        closed.next();
        rest = closed.as_str();
    }
    if out.is_empty() {
        return Cow::Borrowed(rest);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_left_out() {
        let outside = |text: &'static str| outside_quotes(text).trim().to_owned();
        assert_eq!(outside("Press «OK» here"), "Press   here");
        assert_eq!(outside("„Ja“ oder \"nein\"?"), "oder  ?");
        assert_eq!(outside("「同意する」"), "");
        assert_eq!(outside("12\" wide"), "12\" wide");
        assert_eq!(outside("It's plain"), "It's plain");
    }
}
