//! What the form of a line says of whether it is a heading.

use super::super::lines::Line;
use super::super::script;
use super::super::shape::Amount;
use crate::document::{is_stop, last_spoken};

/// Whether lines are few and short enough.
pub(super) fn may_be_heading(lines: &[Line<'_>], own: Amount) -> bool {
    /// White space counts for nothing, and there may be much of it.
    const LONGEST: usize = 1_000;
    const MOST_LINES: usize = 2;
    let bytes = lines.iter().map(|line| line.text().len()).sum::<usize>();
    lines.len() <= MOST_LINES && bytes <= LONGEST && is_short(own)
}

/// Whether a sentence ends within a line, as in captions with a credit behind them.
pub(super) fn goes_on_after_sentence(text: &str) -> bool {
    text.char_indices().filter(|&(_, c)| is_stop(c)).any(|(at, stop)| {
        let (said, rest) = (&text[..at], &text[at + stop.len_utf8()..]);
        let spaced = rest.starts_with(' ');
        let rest = rest.trim_start();
        let last = said.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        // Abbreviations are shorter, or begin with a capital.
        let small = last.starts_with(char::is_lowercase);
        let word = last.chars().count() > if small { 2 } else { 3 };
        let ends =
            if script::is_cjk(stop) { said.chars().nth(1).is_some() } else { spaced && word };
        ends && rest.starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase() || c == '©')
    })
}

fn is_short(amount: Amount) -> bool {
    const CHARS: u32 = 160;
    const WORDS: u32 = 24;
    const CJK: u32 = 60;
    const UNSPACED: u32 = 100;
    amount.chars <= CHARS
        && amount.words <= WORDS
        && amount.cjk <= CJK
        && amount.unspaced <= UNSPACED
}

/// Whether a line ends as sentences and announcements do. A question or an exclamation may be a
/// heading when much text follows, and the full stop of an abbreviation is none.
pub(super) fn ends_as_sentence(text: &str, after: Amount) -> bool {
    let Some(last) = last_spoken(text).filter(|&c| script::ends_sentence(c)) else {
        return false;
    };
    let word = text.rsplit(char::is_whitespace).next().unwrap_or(text);
    let abbreviated = last == '.' && word.trim_end_matches('.').contains('.');
    // In Greek, the semicolon asks.
    let greek = last == ';' && text.chars().any(|c| matches!(c, 'α'..='ω'));
    let asked = (script::asks(last) || greek) && after.is_prose();
    !abbreviated && !asked
}

/// Whether a line is an address, an account or a hash tag.
pub(super) fn is_address(text: &str) -> bool {
    text.contains("://") || text.starts_with("www.") || text.starts_with(['@', '#'])
}

/// Whether a line names something and gives its value: `Tags: a, b`, `Q: …`.
pub(super) fn is_field(text: &str) -> bool {
    const LONGEST_KEY: u32 = 20;
    const FEW_WORDS: usize = 3;
    let Some((key, value)) = text.split_once([':', '：']) else { return is_turn(text) };
    let (key, value) = (key.trim(), value.trim());
    let time = key.bytes().all(|byte| byte.is_ascii_digit()) && value.contains(char::is_alphabetic);
    if time || key.contains(char::is_whitespace) || script::width(key) > LONGEST_KEY {
        return false;
    }
    let listed = value.contains([',', '、', '，', '،', ';', '|']);
    let names = || {
        let mut words = value.split_whitespace();
        words.clone().count() <= FEW_WORDS
            && words.all(|word| !word.starts_with(char::is_lowercase))
    };
    let short = script::width(value) <= LONGEST_KEY;
    is_turn(text) || listed || short && names() || value.starts_with(|c: char| c.is_numeric())
}

/// Whether a line is a turn of a conversation: one capital letter, Han character or Korean syllable, perhaps
/// a number, and a sign.
pub(super) fn is_turn(text: &str) -> bool {
    let mut chars = text.chars();
    let speaks = |c: char| c.is_uppercase() || script::is_cjk(c) || script::is_hangul(c);
    let speaker = chars.next().is_some_and(speaks);
    let rest = chars.as_str().trim_start_matches(|c: char| c.is_numeric());
    speaker && rest.starts_with([':', '：', '.', '．', ')'])
}

/// Whether a line is a date, with a weekday, a time or a label before it perhaps.
pub(super) fn is_date(text: &str) -> bool {
    const LONGEST: u32 = 60;
    // The signs between a date and an author or a section; within a date they do not stand.
    const SIGNS: [char; 7] = ['|', '｜', '·', '•', '—', '–', '\u{3000}'];
    let value = text.split_once([':', '：']).map_or("", |(_, value)| value);
    script::width(text) <= LONGEST
        && (is_bare_date(value) || is_bare_date(text) || text.split(SIGNS).any(is_bare_date))
}

/// Two numbers or more, one of them a year, and few words or a time. In Chinese, Japanese and Korean
/// the signs for year and month tell.
fn is_bare_date(text: &str) -> bool {
    const FEW_WORDS: usize = 2;
    if has_year_and_month_signs(text) {
        return text.chars().filter(|c| c.is_numeric()).count() * 4 >= text.chars().count();
    }
    let parts = || text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let numbers = parts().filter(|part| part.starts_with(char::is_numeric));
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    // Particles such as "de" are short.
    let words = parts().filter(|part| !part.starts_with(char::is_numeric));
    let few = words.filter(|part| part.chars().count() > 2).count() <= FEW_WORDS;
    numbers.clone().any(is_year) && numbers.count() > 1 && (few || has_time(text))
}

fn has_year_and_month_signs(text: &str) -> bool {
    [('年', '月'), ('년', '월')].into_iter().any(|(year, month)| {
        let before = text.split_once(year).map(|(before, _)| before.trim_end());
        before.is_some_and(|before| before.ends_with(char::is_numeric)) && text.contains(month)
    })
}

/// Whether there is a time such as 9:30.
fn has_time(text: &str) -> bool {
    text.as_bytes()
        .windows(4)
        .any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2..].iter().all(u8::is_ascii_digit))
}
