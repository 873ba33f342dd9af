//! What a line says of itself: quoted, a table row, a Markdown heading, a list item.

use std::ops::Range;

use super::bullets::{self, Marker};
use super::lines::{Line, Lines};
use super::script;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Running text.
    Plain,
    /// The first line of a list item.
    Item(Marker),
    /// A further line of a list item.
    Continuation,
    /// A row of fields that tabs or aligned columns separate.
    Row,
    /// A line of a quotation: how many `>` it has, or one for an indented one.
    Quote(u8),
    /// A Markdown heading of a level.
    Heading(u8),
}

/// Quotations deeper than this are quotations of this depth.
const DEEPEST_QUOTE: usize = 8;

/// Marks all that a line or its chunk tell by themselves; list items come later, they need to know
/// whether lines are wrapped.
pub(super) fn of_lines(lines: &Lines<'_>, markdown: bool) -> Vec<Mark> {
    let mut marks = vec![Mark::Plain; lines.all.len()];
    let indented = indented_chunks(lines);
    for chunk in lines.chunks() {
        mark_rows(&lines.all, chunk.clone(), &mut marks);
        mark_quotes(&lines.all, chunk.clone(), &mut marks);
        let plain = marks[chunk.clone()].iter().all(|mark| *mark == Mark::Plain);
        if !indented && plain && is_set_in(&lines.all[chunk.clone()]) {
            marks[chunk].fill(Mark::Quote(1));
        }
    }
    if markdown {
        for (line, mark) in lines.all.iter().zip(&mut marks) {
            if let Some(level) = heading_level(line.text()) {
                *mark = Mark::Heading(level);
            }
        }
    }
    marks
}

/// Columns from which on an indentation sets a passage apart.
const QUOTE_INDENT: u32 = 4;

/// Whether lines are set in alike, but for the first, which may begin a paragraph. Lines set in
/// further are in the middle of the page.
fn is_set_in(lines: &[Line<'_>]) -> bool {
    const FURTHEST: u32 = 16;
    let Some((first, others)) = lines.split_first().filter(|(_, others)| !others.is_empty()) else {
        return false;
    };
    let indent = others[0].indent;
    (QUOTE_INDENT..=FURTHEST).contains(&indent)
        && (indent..=indent + QUOTE_INDENT).contains(&first.indent)
        && others.iter().all(|line| line.indent == indent)
        && !first.raw.starts_with('\u{3000}')
        && bullets::marker(first).is_none()
}

/// Whether indentation is how this text begins paragraphs, or stands everywhere: then it says
/// nothing.
fn indented_chunks(lines: &Lines<'_>) -> bool {
    const SHARE: usize = 3;
    let indented = lines.all.iter().filter(|line| line.indent >= QUOTE_INDENT).count();
    indented * SHARE > lines.all.len()
}

/// Rows: at least two lines in a row with the same number of fields.
fn mark_rows(lines: &[Line<'_>], chunk: Range<usize>, marks: &mut [Mark]) {
    let shape = |line: &Line<'_>| (has_tab(line), fields_of(line).count());
    let mut start = chunk.start;
    for run in lines[chunk].chunk_by(|a, b| shape(a) == shape(b)) {
        let rows = start..start + run.len();
        start = rows.end;
        let table =
            |run| if has_tab(&lines[rows.start]) { is_tabbed(run) } else { is_aligned(run) };
        if run.len() > 1 && table(run) {
            marks[rows].fill(Mark::Row);
        }
    }
}

fn has_tab(line: &Line<'_>) -> bool {
    line.raw.contains('\t')
}

/// Whether tabs part fields. A tab at the beginning is an indentation, unless the first column has empty
/// cells.
fn is_tabbed(run: &[Line<'_>]) -> bool {
    let filled = |line: &Line<'_>| fields_of(line).filter(|field| !field.trim().is_empty()).count();
    let full = run.iter().filter(|line| filled(line) > 1).count();
    fields_of(&run[0]).count() > 1 && full * 2 > run.len()
}

/// Whether spaces part three fields or more, and those of each column begin or end below each other:
/// between words that were spread to fill their lines they do not.
fn is_aligned(run: &[Line<'_>]) -> bool {
    const FIELDS: std::ops::RangeInclusive<usize> = 3..=40;
    if !FIELDS.contains(&fields_of(&run[0]).count()) {
        return false;
    }
    let first: Vec<Range<u32>> = columns(run[0].text()).collect();
    let (mut left, mut right) = (vec![true; first.len()], vec![true; first.len()]);
    for line in run {
        for (at, (own, column)) in first.iter().zip(columns(line.text())).enumerate() {
            left[at] &= own.start == column.start;
            right[at] &= own.end == column.end;
        }
    }
    let listed = run.iter().any(|line| bullets::marker(line).is_some());
    !listed && left.into_iter().zip(right).all(|(left, right)| left || right)
}

/// The fields of a row: between its tabs, or between two spaces and more.
pub(super) fn fields_of<'a>(line: &Line<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    let (tabbed, other) = if has_tab(line) { (line.raw, "") } else { ("", line.text()) };
    let tabbed = tabbed.split('\t').filter(move |_| !tabbed.is_empty());
    tabbed.chain(other.split(GAP).map(str::trim).filter(|field| !field.is_empty()))
}

/// What parts fields where there are no tabs.
const GAP: &str = "  ";

/// The columns of a line in which its fields stand that spaces part.
fn columns(text: &str) -> impl Iterator<Item = Range<u32>> {
    let mut next = 0;
    let fields = text.split(GAP).map(move |part| {
        let field = part.trim_start();
        let start = next + script::width(part) - script::width(field);
        next += script::width(part) + GAP.len() as u32;
        (start..start + script::width(field.trim_end()), field)
    });
    fields.filter(|(_, field)| !field.is_empty()).map(|(columns, _)| columns)
}

/// Lines that begin with `>`: at least two in a row, or one that is long. A short one alone may be
/// an arrow.
fn mark_quotes(lines: &[Line<'_>], chunk: Range<usize>, marks: &mut [Mark]) {
    const LONG: u32 = 60;
    let mut start = chunk.start;
    for run in lines[chunk].chunk_by(|a, b| quote_depth(a.text()) > 0 && quote_depth(b.text()) > 0)
    {
        let quoted = start..start + run.len();
        start = quoted.end;
        if quote_depth(run[0].text()) > 0 && (run.len() > 1 || run[0].width >= LONG) {
            for (line, mark) in run.iter().zip(&mut marks[quoted]) {
                *mark = Mark::Quote(quote_depth(line.text()) as u8);
            }
        }
    }
}

fn quote_depth(text: &str) -> usize {
    let sign = |c: &char| *c == '>' || *c == ' ';
    let depth = text.chars().take_while(sign).filter(|&c| c == '>').count();
    depth.min(DEEPEST_QUOTE)
}

/// The text of a quoted line without its signs.
pub(super) fn unquoted(text: &str) -> &str {
    text.trim_start_matches(['>', ' '])
}

/// ATX headings (CommonMark 0.31, section 4.2).
fn heading_level(text: &str) -> Option<u8> {
    let level = text.bytes().take_while(|&byte| byte == b'#').count();
    let named = text[level..].starts_with([' ', '\t']) && !heading_text(text).is_empty();
    (named && level <= 6).then_some(level as u8)
}

/// Whether a text that is not called Markdown has headings written as there: several below the first level,
/// no more of the first, for there lines of code have their comments, and few right below each other, as
/// what a program prints.
pub(super) fn has_headings(lines: &Lines<'_>) -> bool {
    const SEVERAL: usize = 2;
    let level = |line: &Line<'_>| {
        let level = heading_level(line.text())?;
        let said = heading_text(line.text()).chars().find(|c| !c.is_whitespace());
        said.filter(|c| c.is_alphanumeric() || "\"“„«»「『¿¡'‘(（".contains(*c)).map(|_| level)
    };
    let (mut first, mut below, mut together) = (0, 0, 0);
    let mut last = None;
    for line in &lines.all {
        let here = level(line);
        first += usize::from(here == Some(1));
        below += usize::from(here > Some(1));
        together += usize::from(here.is_some() && last == here);
        last = here;
    }
    below >= SEVERAL && first <= below && 2 * together <= below
}

/// The text of a Markdown heading without its signs.
pub(super) fn heading_text(text: &str) -> &str {
    let text = text.trim_start_matches('#').trim();
    let open = text.trim_end_matches('#');
    if open.ends_with([' ', '\t']) { open.trim_end() } else { text }
}
