//! Columns of a text, and how it is broken into lines of a width.

use pumice::document::writes_no_spaces;

/// Columns of a character in a fixed-width font, roughly: two for East Asian ones.
fn columns(c: char) -> usize {
    match c {
        '\u{0300}'..='\u{036F}'
        | '\u{0E31}'
        | '\u{0E34}'..='\u{0E3A}'
        | '\u{0E47}'..='\u{0E4E}' => 0,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FF60}' => 2,
        _ => 1,
    }
}

/// Breaks a text into lines of at most so many columns: between words, or between any two characters
/// of a script without spaces. A longer word has a line of its own. The first line begins with one
/// text, the others with another.
pub(super) fn wrap(text: &str, width: usize, first: &str, others: &str) -> Vec<String> {
    let (mut lines, mut line) = (Vec::new(), first.to_owned());
    let (mut used, mut begun) = (line.chars().count(), false);
    for piece in pieces(text) {
        let length: usize = piece.trim_end().chars().map(columns).sum();
        if begun && used + length > width {
            lines.push(line.trim_end().to_owned());
            others.clone_into(&mut line);
            used = line.chars().count();
        }
        begun = true;
        line.push_str(piece);
        used += piece.chars().map(columns).sum::<usize>();
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// What is not broken: a word with the space behind it, a character of a script without spaces with
/// the marks that belong to it.
fn pieces(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let Some(&(_, next)) = chars.peek() else { break };
        let east = |c: char| writes_no_spaces(c) && columns(c) == 2;
        let closing = "、。，．！？：；）」』】》".contains(next) || columns(next) == 0;
        let opening = "「『（【《".contains(c);
        let between = (east(c) || east(next) || closing_east(c)) && !closing && !opening;
        if (c.is_whitespace() && !next.is_whitespace()) || (between && !next.is_whitespace()) {
            cuts.push(end);
        }
    }
    cuts.push(text.len());
    cuts.windows(2).map(|cut| &text[cut[0]..cut[1]]).collect()
}

fn closing_east(c: char) -> bool {
    "、。，！？：；）」』】》".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_broken_where_a_word_does_not_fit() {
        assert_eq!(wrap("one two three", 8, "", "> "), ["one two", "> three"]);
        assert_eq!(wrap("港は静かでした。", 8, "", ""), ["港は静か", "でした。"]);
        assert_eq!(wrap("", 8, "", ""), [""]);
    }
}
