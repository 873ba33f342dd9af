//! Lines and the blank lines between them.

use std::ops::Range;

use super::script;

/// One line that is not blank.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// The line without its end, white space at its own end taken off.
    pub raw: &'a str,
    /// Bytes of white space that it begins with.
    indent_bytes: u32,
    /// Columns of that white space; a tab reaches to the next multiple of eight.
    pub indent: u32,
    /// Columns from the margin to its last character.
    pub width: u32,
    /// Which run of lines between blank lines it belongs to, counted from zero.
    pub chunk: u32,
}

/// The lines of a text.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    /// Those that are not blank.
    pub all: Vec<Line<'a>>,
    /// What lies beyond the most lines that are told apart.
    pub rest: &'a str,
}

impl<'a> Lines<'a> {
    /// Splits a text into at most `most` lines.
    pub(super) fn split(text: &'a str, most: usize) -> Lines<'a> {
        let (mut all, mut rest, mut chunk, mut blank) = (Vec::new(), text, 0, false);
        while !rest.is_empty() && all.len() < most {
            let (line, after) = split_line(rest);
            rest = after;
            if line.trim().is_empty() {
                blank = true;
            } else {
                chunk += u32::from(blank && !all.is_empty());
                blank = false;
                all.push(Line::new(line, chunk));
            }
        }
        Lines { all, rest }
    }

    /// The runs of lines between blank lines.
    pub(super) fn chunks(&self) -> impl Iterator<Item = Range<usize>> {
        let mut start = 0;
        self.all.chunk_by(|a, b| a.chunk == b.chunk).map(move |chunk| {
            let range = start..start + chunk.len();
            start = range.end;
            range
        })
    }
}

impl<'a> Line<'a> {
    fn new(line: &'a str, chunk: u32) -> Line<'a> {
        let raw = line.trim_end();
        let text = raw.trim_start();
        let indent_bytes = (raw.len() - text.len()) as u32;
        let indent = raw[..indent_bytes as usize].chars().fold(0, |at, c| match c {
            '\t' => (at / 8 + 1) * 8,
            _ => at + script::columns(c),
        });
        let width = indent + script::width(text);
        Line { raw, indent_bytes, indent, width, chunk }
    }

    /// The line without indentation.
    pub(super) fn text(&self) -> &'a str {
        &self.raw[self.indent_bytes as usize..]
    }
}

/// Splits at the first line end: LF, CR LF, CR, and what other systems and typesetters use (vertical
/// tab, form feed, NEL, U+2028, U+2029; UAX #14, classes BK and NL).
fn split_line(text: &str) -> (&str, &str) {
    // U+0085, U+2028 and U+2029 begin with the bytes C2 and E2, which memchr stops at as well.
    let bytes = text.as_bytes();
    let mut from = 0;
    while from < bytes.len() {
        let is_candidate = |&byte: &u8| matches!(byte, 0x0A..=0x0D | 0xC2 | 0xE2);
        let Some(at) = bytes[from..].iter().position(is_candidate).map(|at| from + at) else {
            break;
        };
        let length = match bytes[at] {
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
            0x0A..=0x0D => 1,
            0xC2 if bytes[at + 1] == 0x85 => 2,
            0xE2 if bytes[at + 1] == 0x80 && matches!(bytes[at + 2], 0xA8 | 0xA9) => 3,
            _ => 0,
        };
        if length > 0 {
            return (&text[..at], &text[at + length..]);
        }
        from = at + 1;
    }
    (text, "")
}
