//! Blocks: the lines that belong together.

use std::ops::Range;

use super::bullets::{Marker, Style};
use super::headlines;
use super::lines::{Line, Lines};
use super::marks::{self, Mark};
use super::wrap::{self, Wrap};

/// Lines that make one block of the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// What it is.
    pub kind: BlockKind,
    first: u32,
    end: u32,
    /// Blocks of the same number stand together: between blank lines, in a list.
    pub chunk: u32,
    /// Whether its chunk is a run of short lines.
    pub in_menu: bool,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// Running text.
    Text,
    /// A heading of a level.
    Heading(u8),
    /// A list item.
    Item(Marker),
    /// A table row.
    Row,
    /// A quotation within so many others, itself among them.
    Quote(u8),
}

impl BlockKind {
    /// Whether two blocks in a row make one list, table or quotation.
    pub(super) fn goes_with(&self, before: &BlockKind) -> bool {
        matches!(
            (before, self),
            (BlockKind::Item(_), BlockKind::Item(_))
                | (BlockKind::Row, BlockKind::Row)
                | (BlockKind::Quote(_), BlockKind::Quote(_))
        )
    }
}

impl Block {
    /// Its lines.
    pub(super) fn lines<'a, 't>(&self, lines: &'a Lines<'t>) -> &'a [Line<'t>] {
        &lines.all[self.range()]
    }

    fn range(&self) -> Range<usize> {
        self.first as usize..self.end as usize
    }

    /// How many lines it has.
    pub(super) fn line_count(&self) -> usize {
        self.range().len()
    }

    /// The place of its first line.
    pub(super) fn first_line(&self) -> usize {
        self.first as usize
    }

    /// Its only line, if it is running text of one line.
    pub(super) fn only_line<'a, 't>(&self, lines: &'a Lines<'t>) -> Option<&'a Line<'t>> {
        match (self.kind, self.lines(lines)) {
            (BlockKind::Text, [line]) => Some(line),
            _ => None,
        }
    }

    /// The pieces of its text with what stands before each: markers are left out, since the
    /// structure says what they say.
    pub(super) fn pieces<'t>(
        &self,
        lines: &Lines<'t>,
    ) -> impl Iterator<Item = (&'static str, &'t str)> {
        let mut before: Option<&str> = None;
        self.lines(lines).iter().map(move |line| {
            let text = self.stripped(line, before.is_none());
            let separator = before.map_or("", |before| wrap::separator(before, text));
            before = Some(text);
            (separator, text)
        })
    }

    fn stripped<'t>(&self, line: &Line<'t>, is_first: bool) -> &'t str {
        let text = line.text();
        match self.kind {
            BlockKind::Item(marker) if is_first => &text[marker.bytes as usize..],
            BlockKind::Quote(_) => marks::unquoted(text),
            BlockKind::Heading(_) => marks::heading_text(text),
            _ => text,
        }
    }
}

/// Groups the lines of a document into blocks.
pub(super) fn of_lines(
    lines: &Lines<'_>,
    marks: &[Mark],
    wrap: Option<Wrap>,
    pieces: Option<&[bool]>,
) -> Vec<Block> {
    let goes_on = |at: usize| {
        goes_on(lines, marks, wrap, at)
            || pieces.is_some_and(|goes_on| goes_on[at])
            || headlines::goes_on(lines, marks, wrap, at)
    };
    let mut blocks: Vec<Block> = Vec::new();
    for (at, line) in lines.all.iter().enumerate() {
        match blocks.last_mut() {
            Some(last) if at > 0 && goes_on(at) => last.end += 1,
            _ => {
                let (first, end) = (at as u32, at as u32 + 1);
                let kind = kind_of(marks[at]);
                blocks.push(Block { kind, first, end, chunk: line.chunk, in_menu: false });
            }
        }
    }
    join_loose_lists(&mut blocks);
    blocks
}

fn kind_of(mark: Mark) -> BlockKind {
    match mark {
        Mark::Plain | Mark::Continuation => BlockKind::Text,
        Mark::Item(marker) => BlockKind::Item(marker),
        Mark::Row => BlockKind::Row,
        Mark::Quote(depth) => BlockKind::Quote(depth),
        Mark::Heading(level) => BlockKind::Heading(level),
    }
}

/// Whether a line belongs to the block of the line before it.
fn goes_on(lines: &Lines<'_>, marks: &[Mark], wrap: Option<Wrap>, at: usize) -> bool {
    let (line, before) = (&lines.all[at], &lines.all[at - 1]);
    if line.chunk != before.chunk {
        return false;
    }
    match (marks[at - 1], marks[at]) {
        (_, Mark::Continuation) => true,
        (Mark::Plain, Mark::Plain) | (Mark::Quote(_), Mark::Quote(_)) => {
            marks[at - 1] == marks[at] && wrap.is_some_and(|wrap| wrap.joins(before, line))
        }
        _ => false,
    }
}

/// A list with blank lines between its items is one list.
fn join_loose_lists(blocks: &mut [Block]) {
    let mut start = 0;
    while start < blocks.len() {
        let chunk = blocks[start].chunk;
        let end = start + blocks[start..].iter().take_while(|b| b.chunk == chunk).count();
        let goes_on = start > 0 && follows(&blocks[start - 1], &blocks[start]);
        let all_items =
            |blocks: &[Block]| blocks.iter().all(|b| matches!(b.kind, BlockKind::Item(_)));
        if goes_on && all_items(&blocks[start..end]) {
            let joined = blocks[start - 1].chunk;
            blocks[start..end].iter_mut().for_each(|block| block.chunk = joined);
        }
        start = end;
    }
}

/// Whether an item is the next one of a list.
fn follows(before: &Block, block: &Block) -> bool {
    let (BlockKind::Item(before), BlockKind::Item(item)) = (before.kind, block.kind) else {
        return false;
    };
    before.indent == item.indent && is_next(&before, &item)
}

/// Whether a marker is the one after another in a list.
pub(super) fn is_next(before: &Marker, marker: &Marker) -> bool {
    let counted = matches!(marker.style, Style::Bullet(_)) || marker.number == before.number + 1;
    before.style == marker.style && counted
}
