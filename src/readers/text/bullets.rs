//! What list items begin with: a bullet or a number.

use super::lines::Line;

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

    /// Whether it is a large sign, which stands before headings as well as before items.
    pub(super) fn is_large_sign(self) -> bool {
        matches!(self, Style::Bullet(sign) if "■□◆◇▶►".contains(sign))
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
