//! List items: lines that begin with a bullet or a number.

use super::lines::{Line, Lines};
use super::marks::Mark;
use super::wrap::Wrap;

/// What a list item begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// How the items of the list are marked.
    pub style: Style,
    /// The number, in a list that has numbers.
    pub number: u32,
    /// Bytes of the marker and the white space after it.
    pub bytes: u32,
    /// Columns before it.
    pub indent: u32,
}

/// How the items of a list are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// A sign.
    Bullet(char),
    /// Arabic figures and the sign after them.
    Number(char),
    /// Small Latin letters and the sign after them.
    Small(char),
    /// Capital Latin letters and the sign after them.
    Capital(char),
    /// Figures in a circle or in brackets, which are one character.
    Circled,
}

impl Style {
    /// The value that HTML's `type` attribute has for it, where it has one.
    pub(super) fn html_type(self) -> Option<&'static str> {
        match self {
            Style::Small(_) => Some("a"),
            Style::Capital(_) => Some("A"),
            _ => None,
        }
    }

    /// Whether its items are numbered.
    pub(super) fn is_ordered(self) -> bool {
        !matches!(self, Style::Bullet(_))
    }
}

/// The marker that a line begins with.
pub(super) fn marker(line: &Line<'_>) -> Option<Marker> {
    let text = line.text();
    let first = text.chars().next()?;
    let (style, number, length) = if let Some(number) = circled(first) {
        (Style::Circled, number, first.len_utf8())
    } else if is_bullet(first) {
        (Style::Bullet(first), 0, first.len_utf8())
    } else {
        numbered(text)?
    };
    let rest = &text[length..];
    let body = rest.trim_start();
    // Signs that stand in running text as well need a space after them.
    let spaced = body.len() < rest.len()
        || matches!(first, '•' | '・' | '‣' | '●')
        || style == Style::Circled;
    let bytes = (text.len() - body.len()) as u32;
    (spaced && !body.is_empty()).then_some(Marker { style, number, bytes, indent: line.indent })
}

fn is_bullet(c: char) -> bool {
    "-*+•·・‣⁃–▪▫■□◆◇●○◦►▶➢➤✓✔".contains(c)
}

/// ①, ⑴ and ⒈ (Enclosed Alphanumerics).
fn circled(c: char) -> Option<u32> {
    let block = [('\u{2460}', 20), ('\u{2474}', 20), ('\u{2488}', 20)];
    block.into_iter().find_map(|(one, many)| {
        let at = u32::from(c).checked_sub(u32::from(one))?;
        (at < many).then_some(at + 1)
    })
}

/// `1.`, `1)`, `(1)`, `a)`, `(a)`, `A.`
fn numbered(text: &str) -> Option<(Style, u32, usize)> {
    const MOST_DIGITS: usize = 3;
    let open = usize::from(text.starts_with('('));
    let inner = &text[open..];
    let length = inner.find(|c: char| !c.is_ascii_alphanumeric())?;
    let sign = inner[length..].chars().next().filter(|c| ".)）、．".contains(*c))?;
    if open == 1 && sign != ')' {
        return None;
    }
    let sign = if open == 1 { '(' } else { sign };
    let (label, end) =
        (&inner[..length], open + length + inner[length..].chars().next()?.len_utf8());
    let letter = label.bytes().next()?;
    if label.len() <= MOST_DIGITS && label.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((Style::Number(sign), label.parse().ok()?, end));
    }
    // A capital and a full stop are an initial more often than a number.
    match (label.len(), letter) {
        (1, b'a'..=b'z') if sign != '.' => {
            Some((Style::Small(sign), u32::from(letter - b'a' + 1), end))
        }
        (1, b'A'..=b'Z') if sign != '.' => {
            Some((Style::Capital(sign), u32::from(letter - b'A' + 1), end))
        }
        _ => None,
    }
}

/// A run of items that may become a list.
#[derive(Default)]
struct Run {
    /// Its items: line, marker.
    items: Vec<(usize, Marker)>,
    /// Further lines of its items.
    continued: Vec<usize>,
    /// Whether one of them is set in, as only an item's is.
    hanging: bool,
}

/// Marks list items and their further lines: at least two items in a row, or one with an indented
/// line after it. Blank lines may stand between items.
pub(super) fn mark(lines: &Lines<'_>, wrap: Option<Wrap>, marks: &mut [Mark]) {
    let mut run = Run::default();
    for (at, line) in lines.all.iter().enumerate() {
        if marks[at] != Mark::Plain {
            run.end(marks);
            continue;
        }
        let marker = marker(line);
        if let Some(marker) = marker.filter(|marker| run.takes(marker)) {
            run.items.push((at, marker));
        } else if run.continues(lines, at, wrap) {
            run.continued.push(at);
        } else {
            run.end(marks);
            run.items.extend(marker.map(|marker| (at, marker)));
        }
    }
    run.end(marks);
}

impl Run {
    /// Whether a marker goes on with the run: with the next number, or beneath its last item.
    fn takes(&self, marker: &Marker) -> bool {
        let Some((_, last)) = self.items.last() else { return true };
        if marker.indent > last.indent {
            return !marker.style.is_ordered() || marker.number == 1;
        }
        let before = self.items.iter().rev().find(|(_, item)| item.indent <= marker.indent);
        before.is_some_and(|(_, item)| {
            let next = !marker.style.is_ordered() || marker.number == item.number + 1;
            item.style == marker.style && next
        })
    }

    fn continues(&mut self, lines: &Lines<'_>, at: usize, wrap: Option<Wrap>) -> bool {
        let Some((_, item)) = self.items.last() else { return false };
        let (line, before) = (&lines.all[at], &lines.all[at - 1]);
        if line.chunk != before.chunk {
            return false;
        }
        let hangs = line.indent > item.indent;
        self.hanging |= hangs;
        let set_in = item.indent > 0 && line.indent == item.indent;
        hangs || wrap.is_some_and(|wrap| set_in || wrap.joins(before, line))
    }

    fn end(&mut self, marks: &mut [Mark]) {
        if self.items.len() > 1 || self.hanging {
            for &(at, marker) in &self.items {
                marks[at] = Mark::Item(marker);
            }
            for &at in &self.continued {
                marks[at] = Mark::Continuation;
            }
        }
        *self = Run::default();
    }
}
