//! Text for a terminal: made harmless, wrapped, shortened.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns where nothing says how many there are.
const COLUMNS: usize = 80;
/// Wider lines are hard to read.
const MOST_COLUMNS: usize = 110;
/// In a narrower one nothing can be laid out: lines then run over.
const LEAST_COLUMNS: usize = 40;

/// The columns to write in: those of the terminal, or of `COLUMNS`, within reason.
pub(crate) fn columns() -> usize {
    let declared = || std::env::var("COLUMNS").ok()?.parse().ok();
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    terminal.or_else(declared).unwrap_or(COLUMNS).clamp(LEAST_COLUMNS, MOST_COLUMNS)
}

/// Text of a page or a file name as it may be shown: what a terminal would obey (escape codes) or
/// what would turn the text around (bidirectional controls) is shown as a sign.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    let harmful = |c: char| (c.is_control() && c != '\n' && c != '\t') || is_bidi_control(c);
    if !text.contains(harmful) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if harmful(c) { visible(c) } else { c }).collect())
}

/// Unicode Standard Annex #9, section 2: the explicit directional formatting characters.
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// C0 controls and DEL have pictures in Unicode.
fn visible(c: char) -> char {
    match c {
        '\0'..='\u{1F}' => char::from_u32(0x2400 + c as u32).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7F}' => '\u{2421}',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

/// Lines of at most `width` columns. Breaks at spaces, and between characters where a word is longer
/// than a line or is written in a script of wide characters.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    text.lines().flat_map(|line| wrap_line(line, width)).collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in line.split_inclusive([' ', '\t']) {
        let wide = word.trim_end().width();
        let breaks_anywhere = wide > width || word.chars().any(|c| c.width() == Some(2));
        if used > 0 && used + wide > width && !breaks_anywhere {
            lines.push(String::new());
            used = 0;
        }
        for c in word.chars() {
            let columns = c.width().unwrap_or(0);
            if used > 0 && used + columns > width {
                lines.push(String::new());
                used = 0;
                if c == ' ' {
                    continue;
                }
            }
            used += columns;
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// At most `most` lines; the last one ends in an ellipsis when there were more.
pub(crate) fn shorten(mut lines: Vec<String>, most: usize) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            last.push_str(" …");
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown_as_a_sign() {
        assert_eq!(harmless("plain 平和"), "plain 平和");
        assert_eq!(harmless("\u{1b}[31mred\u{7}"), "␛[31mred␇");
        assert_eq!(harmless("a\u{202E}b\u{9b}c"), "a\u{FFFD}b\u{FFFD}c");
    }

    #[test]
    fn lines_break_at_spaces_and_between_wide_characters() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("平和平和平和", 8), ["平和平和", "平和"]);
        assert_eq!(wrap("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(wrap("a\n\nb", 8), ["a", "", "b"]);
        assert_eq!(shorten(wrap("a b c d", 1), 2), ["a", "b …"]);
    }
}
