//! The form that labels are compared in.

use super::table::Leads;

/// A label is compared in lower case, without the punctuation and the signs around it, with single
/// spaces. Nothing when the text is too long to be one, or begins like none.
pub(super) fn bare(text: &str, leads: &Leads) -> Option<String> {
    const LONGEST: usize = 240;
    (text.len() <= LONGEST && leads.may_begin(text)).then(|| plain(text))
}

/// A text in lower case, without the punctuation and the signs around it, with single spaces.
pub(super) fn plain(text: &str) -> String {
    let inner = inner(text);
    let mut plain = String::with_capacity(inner.len());
    if inner.is_ascii() {
        for word in inner.split_whitespace() {
            plain.push_str(if plain.is_empty() { "" } else { " " });
            plain.push_str(word);
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
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Devanagari letters without the dot below, which many leave out, and which one character or two may
/// stand for.
fn without_nukta(c: char) -> Option<char> {
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
    if word.contains('%') {
        return false;
    }
    let word = inner(word);
    let sign = word.trim_start_matches(|c: char| c.is_numeric() || ".,'’٫٬".contains(c));
    let (number, sign) = (word.len() - sign.len(), sign.to_lowercase());
    let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    word.len() <= LONGEST && number > 0 && !year && THOUSANDS.contains(&sign.as_str())
}

/// A label without the number of things that it has before or behind it: `3 comments`, `댓글 3개`.
pub(super) fn uncounted(bare: &str) -> &str {
    const COUNTERS: [char; 6] = ['개', '件', '条', '條', '则', '則'];
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
