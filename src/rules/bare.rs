//! The form that labels are compared in.

use crate::document::is_single_spaced;

/// A longer text is no label.
pub(super) const LONGEST: usize = 240;

/// A text as labels are compared: in lower case, without the punctuation and the signs around it, with
/// single spaces.
pub(super) fn plain(text: &str) -> String {
    let inner = inner(text);
    let mut plain = String::with_capacity(inner.len());
    if inner.is_ascii() {
        if is_single_spaced(inner) {
            plain.push_str(inner);
        } else {
            for word in inner.split_whitespace() {
                plain.push_str(if plain.is_empty() { "" } else { " " });
                plain.push_str(word);
            }
        }
        plain.make_ascii_lowercase();
        return plain;
    }
    let mut apart = false;
    for c in inner.chars().filter_map(without_nukta) {
        if c.is_whitespace() {
            apart = true;
            continue;
        }
        if std::mem::take(&mut apart) {
            plain.push(' ');
        }
        if c.is_ascii() {
            plain.push(c.to_ascii_lowercase());
        } else {
            plain.extend(c.to_lowercase());
        }
    }
    plain
}

/// A text without the punctuation and the signs around it.
pub(super) fn inner(text: &str) -> &str {
    text.trim_matches(|c: char| !is_alphanumeric(c))
}

/// Whether a character is a letter or a digit.
pub(super) fn is_alphanumeric(c: char) -> bool {
    is_plain_letter(c) || c.is_alphanumeric()
}

/// Whether a character is a letter and no number.
pub(super) fn is_letter(c: char) -> bool {
    is_plain_letter(c) || c.is_alphabetic() && !c.is_numeric()
}

/// Whether a character is one of the letters that most texts are written in: of the others a table is
/// asked, in which many stand far back.
fn is_plain_letter(c: char) -> bool {
    matches!(c,
        'a'..='z' | 'A'..='Z'
        // Latin, Greek, Cyrillic, Hebrew, Arabic, Thai.
        | '\u{D8}'..='\u{F6}' | '\u{3B1}'..='\u{3C9}' | '\u{410}'..='\u{44F}'
        | '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{64A}' | '\u{E01}'..='\u{E30}'
        // Kana, Han, Hangul.
        | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}'
    )
}

/// Devanagari letters without the dot below, which many leave out, and which one character or two may
/// stand for.
pub(super) fn without_nukta(c: char) -> Option<char> {
    const DOTTED: [char; 8] = ['क', 'ख', 'ग', 'ज', 'ड', 'ढ', 'फ', 'य'];
    match c {
        '\u{093C}' => None,
        '\u{0958}'..='\u{095F}' => Some(DOTTED[c as usize - 0x0958]),
        _ => Some(c),
    }
}

/// Whether a word is a number of things, with a sign for thousands perhaps: `1,204`, `2.6k`, `(3)`. What
/// looks like a year is none.
pub fn is_count(word: &str) -> bool {
    const LONGEST: usize = 9;
    const THOUSANDS: [&str; 13] =
        ["", "k", "m", "mil", "tys", "тыс", "тис", "rb", "jt", "tn", "万", "만", "천"];
    let (given, word) = (word, inner(word));
    if word.len() > LONGEST || given.contains('%') {
        return false;
    }
    let sign = word.trim_start_matches(|c: char| c.is_numeric() || ".,'’٫٬".contains(c));
    let numbered = sign.len() < word.len();
    let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    numbered && !year && THOUSANDS.contains(&sign.to_lowercase().as_str())
}

/// What stands behind a number of things and counts them.
const COUNTERS: [char; 6] = ['개', '件', '条', '條', '则', '則'];

/// Whether a character is part of a number of things.
pub(super) fn is_count_sign(c: char) -> bool {
    c.is_numeric() || COUNTERS.contains(&c)
}

/// A label without the number of things that it has before or behind it: `3 comments`, `댓글 3개`.
pub(super) fn uncounted(bare: &str) -> &str {
    let digit = |c: char| c.is_numeric();
    let signs = |c: char| c.is_whitespace() || "([（【:：".contains(c);
    let front =
        bare.trim_start_matches(digit).trim_start_matches(COUNTERS).trim_start_matches(signs);
    let back = front.trim_end_matches(COUNTERS).trim_end_matches(digit);
    if back.len() < front.trim_end_matches(COUNTERS).len() {
        back.trim_end_matches(signs)
    } else {
        front
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_letters_are_letters() {
        let plain = ('\0'..=char::MAX).filter(|&c| is_plain_letter(c));
        assert!(plain.clone().all(|c| c.is_alphabetic() && !c.is_numeric()));
        assert!(plain.count() > 30_000);
    }
}
