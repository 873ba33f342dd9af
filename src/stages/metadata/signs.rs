//! The signs that stand between the things that a line says.

/// The parts of a line that says several things: `By Jane Doe | 4 May 2024`.
pub(super) fn parts(line: &str) -> impl Iterator<Item = &str> {
    line.split(is_sign).map(str::trim).filter(|part| !part.is_empty())
}

/// Whether a character stands between the things that a line says.
pub(super) fn is_sign(c: char) -> bool {
    const SIGNS: [char; 11] = ['|', '｜', '•', '·', '⋅', '∙', '—', '–', '»', '\u{3000}', '\n'];
    SIGNS.contains(&c)
}
