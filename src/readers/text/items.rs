//! List items: lines that begin with a bullet or a number, and the lines that go on with them.

use super::bullets::{Marker, marker};
use super::lines::Lines;
use super::marks::Mark;
use super::wrap::Wrap;

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
