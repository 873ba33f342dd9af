//! Readings that the text has behind their base, in brackets: `東京(とうきょう)`, `漢字《かんじ》`,
//! `注音（ㄓㄨˋ ㄧㄣ）`.

use super::phrase::Run;
use crate::document::{Cjk, Document, NodeId, Span};

/// The brackets that a reading may stand in.
const BRACKETS: [(char, char); 4] = [('(', ')'), ('（', '）'), ('《', '》'), ('〔', '〕')];

/// The base that a run ends with, and the reading with its brackets that follows it.
pub(super) fn behind(doc: &Document, leaf: NodeId, run: &Run) -> Option<(Span, Span)> {
    if run.han == 0 {
        return None;
    }
    let block = doc.node(leaf).text;
    let rest = doc.full_text().get(run.span.end as usize..block.end as usize)?;
    let mut chars = rest.chars();
    let open = chars.next()?;
    let (_, close) = BRACKETS.into_iter().find(|(opening, _)| *opening == open)?;
    let base = base(doc, run)?;
    let inside = inside(chars.as_str(), close)?;
    let syllables = syllables(inside)?;
    let han = doc.full_text()[base.range()].chars().filter(|&c| Cjk::of(c).is_some()).count();
    let end = run.span.end + (open.len_utf8() + inside.len() + close.len_utf8()) as u32;
    let fits = (han..=most(han)).contains(&syllables) || han == 1;
    fits.then_some((base, Span { start: run.span.end, end }))
}

/// The Han characters at the end of a run.
fn base(doc: &Document, run: &Run) -> Option<Span> {
    let text = &doc.full_text()[run.span.range()];
    let is_kana = |c: char| Cjk::of(c).is_some_and(Cjk::is_kana) || c == 'ー';
    let after = text
        .rfind(is_kana)
        .map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let start = run.span.start + after as u32;
    (start < run.span.end).then_some(Span { start, end: run.span.end })
}

/// What stands before a closing bracket that is near enough to close a reading.
fn inside(text: &str, close: char) -> Option<&str> {
    const LONGEST: usize = 40;
    let end = text.char_indices().take(LONGEST).find(|(_, c)| *c == close)?.0;
    Some(&text[..end])
}

/// How many kana or Bopomofo letters a reading has; nothing where it has anything else.
fn syllables(inside: &str) -> Option<usize> {
    let is_mark =
        |c: char| matches!(c, ' ' | '\u{3000}' | '・' | 'ー' | 'ˊ' | 'ˇ' | 'ˋ' | '˙' | 'ˉ');
    let kana = inside.chars().filter(|&c| Cjk::of(c).is_some_and(Cjk::is_kana)).count();
    let bopomofo = inside.chars().filter(|&c| Cjk::of(c) == Some(Cjk::Bopomofo)).count();
    let marks = inside.chars().filter(|&c| is_mark(c)).count();
    let one = kana == 0 || bopomofo == 0;
    let count = kana + bopomofo;
    (one && count > 0 && count + marks == inside.chars().count()).then_some(count)
}

/// How many letters the reading of so many characters has at most: `志` is read as `こころざし`.
fn most(han: usize) -> usize {
    4 * han + 1
}
