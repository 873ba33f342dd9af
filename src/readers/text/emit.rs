//! Blocks to nodes.

use super::blocks::{self, Block, BlockKind};
use super::bullets::Marker;
use super::lines::Lines;
use super::marks;
use crate::document::{Attr, Builder, Kind, Tag};

/// Hands the blocks to the builder: those of a chunk that are several in a group, those alone at the
/// root.
pub(super) fn emit(blocks: &[Block], lines: &Lines<'_>, builder: &mut Builder) {
    for chunk in blocks.chunk_by(|a, b| a.chunk == b.chunk) {
        let elements = chunk.chunk_by(|a, b| b.kind.goes_with(&a.kind));
        let grouped = elements.clone().count() > 1;
        if grouped {
            let headed = chunk.iter().any(|block| matches!(block.kind, BlockKind::Heading(_)));
            let menu = chunk.iter().all(|block| block.in_menu) && !headed;
            builder.open(Kind::Group, if menu { Tag::MENU } else { Tag::DIV });
        }
        for element in elements {
            emit_element(element, lines, builder);
        }
        if grouped {
            builder.close();
        }
    }
}

/// Blocks that make one element: one of text, or all of a list, a table or a quotation.
fn emit_element(element: &[Block], lines: &Lines<'_>, builder: &mut Builder) {
    match element[0].kind {
        BlockKind::Text => emit_leaf(&element[0], Kind::Paragraph, Tag::P, lines, builder),
        BlockKind::Heading(level) => {
            let tag = [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6];
            let tag = tag[usize::from(level.clamp(1, 6)) - 1];
            emit_leaf(&element[0], Kind::Heading(level), tag, lines, builder);
        }
        BlockKind::Item(_) => emit_lists(element, lines, builder),
        BlockKind::Row => emit_table(element, lines, builder),
        BlockKind::Quote(_) => emit_quotes(element, lines, builder),
    }
}

fn emit_leaf(block: &Block, kind: Kind, tag: Tag, lines: &Lines<'_>, builder: &mut Builder) {
    builder.open(kind, tag);
    emit_text(block, lines, builder);
    builder.close();
}

fn emit_text(block: &Block, lines: &Lines<'_>, builder: &mut Builder) {
    for (separator, text) in block.pieces(lines) {
        builder.text(separator);
        builder.text(text);
    }
}

/// Lists within items by indentation.
fn emit_lists(items: &[Block], lines: &Lines<'_>, builder: &mut Builder) {
    // The last item of each open list.
    let mut open: Vec<Marker> = Vec::new();
    for item in items {
        let BlockKind::Item(marker) = item.kind else { continue };
        while open.last().is_some_and(|last| last.indent > marker.indent) {
            close_list(&mut open, builder);
        }
        match open.last() {
            Some(last) if last.indent == marker.indent && blocks::is_next(last, &marker) => {
                builder.close();
            }
            Some(last) if last.indent == marker.indent => {
                close_list(&mut open, builder);
                open_list(&marker, builder);
            }
            _ => open_list(&marker, builder),
        }
        if open.last().is_some_and(|last| last.indent == marker.indent) {
            open.pop();
        }
        open.push(marker);
        builder.open(Kind::Item, Tag::LI);
        emit_text(item, lines, builder);
    }
    while !open.is_empty() {
        close_list(&mut open, builder);
    }
}

fn open_list(first: &Marker, builder: &mut Builder) {
    builder.open(Kind::List, if first.style.is_ordered() { Tag::OL } else { Tag::UL });
    if first.style.is_ordered() && first.number != 1 {
        builder.attr(Attr::Start, &first.number.to_string());
    }
    if let Some(style) = first.style.html_type() {
        builder.attr(Attr::Type, style);
    }
}

/// Closes the innermost list and its last item.
fn close_list(open: &mut Vec<Marker>, builder: &mut Builder) {
    open.pop();
    builder.close();
    builder.close();
}

fn emit_table(rows: &[Block], lines: &Lines<'_>, builder: &mut Builder) {
    builder.open(Kind::Table, Tag::TABLE);
    for row in rows {
        builder.open(Kind::Row, Tag::TR);
        for field in marks::fields_of(&row.lines(lines)[0]) {
            builder.open(Kind::Cell, Tag::TD);
            builder.text(field);
            builder.close();
        }
        builder.close();
    }
    builder.close();
}

fn emit_quotes(quotes: &[Block], lines: &Lines<'_>, builder: &mut Builder) {
    let mut depth = 0;
    for quote in quotes {
        let BlockKind::Quote(wanted) = quote.kind else { continue };
        for _ in wanted..depth {
            builder.close();
        }
        for _ in depth..wanted {
            builder.open(Kind::Quote, Tag::BLOCKQUOTE);
        }
        depth = wanted;
        emit_leaf(quote, Kind::Paragraph, Tag::P, lines, builder);
    }
    for _ in 0..depth {
        builder.close();
    }
}
