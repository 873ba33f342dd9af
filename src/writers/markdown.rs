//! Markdown: CommonMark with the tables of GitHub's dialect.

use std::io;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Format, Writer};
use crate::document::{Attr, BlockKind, Document, Event, Kind, NodeId, Tag};

/// CommonMark, with tables, links and images.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Markdown {}

impl Format for Markdown {
    const NAME: &'static str = "markdown";
    const EXTENSION: &'static str = ".md";
}

impl Writer for Markdown {
    fn write(&self, doc: &Document, out: &mut dyn io::Write) -> io::Result<()> {
        let mut page = Page { doc, text: String::new(), containers: Vec::new(), line: None };
        for event in doc.events() {
            match event {
                Event::Enter(id) => page.enter(id),
                Event::Text(id, text) => page.text(id, text),
                Event::Leave(id) => page.leave(id),
                Event::Removed(_) => {}
            }
        }
        out.write_all(page.text.as_bytes())
    }
}

/// A container that shows in Markdown.
enum Container {
    /// `> ` before each line.
    Quote,
    /// A list: whether it has an item yet, and the number of the next; nothing for bullets.
    List { begun: bool, next: Option<u32> },
    /// An item: its marker, until the first block has taken it, the indent of what follows, and
    /// whether it follows another item without a blank line.
    Item { marker: Option<String>, indent: usize, tight: bool },
    /// A table with the number of cells of its first row, once that has ended.
    Table { rows: u32, cells: u32 },
}

struct Page<'a> {
    doc: &'a Document,
    text: String,
    containers: Vec<Container>,
    /// The text of the open leaf block.
    line: Option<String>,
}

impl Page<'_> {
    fn enter(&mut self, id: NodeId) {
        let node = self.doc.node(id);
        match node.kind {
            Kind::Quote => self.containers.push(Container::Quote),
            Kind::List => {
                let start = self.doc.attr(id, Attr::Start).and_then(|n| n.parse().ok());
                let number = (node.tag == Tag::OL).then_some(start.unwrap_or(1));
                self.containers.push(Container::List { begun: false, next: number });
            }
            Kind::Item | Kind::Definition => self.enter_item(),
            Kind::Table => self.containers.push(Container::Table { rows: 0, cells: 0 }),
            Kind::Row if self.in_table() => {
                self.begin_line();
                self.text.push('|');
            }
            kind if kind.is_leaf() => self.line = Some(String::new()),
            kind if kind.is_inline() => self.mark(id, true),
            _ => {}
        }
    }

    fn leave(&mut self, id: NodeId) {
        match self.doc.node(id).kind {
            Kind::Quote | Kind::List | Kind::Item | Kind::Definition | Kind::Table => {
                self.containers.pop();
            }
            Kind::Cell => self.leave_cell(),
            Kind::Row => self.leave_row(),
            kind if kind.is_leaf() => self.leave_leaf(id),
            kind if kind.is_inline() => self.mark(id, false),
            _ => {}
        }
    }

    fn text(&mut self, id: NodeId, text: &str) {
        let within = |kind| self.doc.ancestors(id).any(|at| self.doc.node(at).kind == kind);
        let verbatim = within(Kind::Code) || within(Kind::CodeSpan);
        let Some(line) = &mut self.line else { return };
        if verbatim {
            line.push_str(text);
        } else {
            escape(text, line);
        }
    }

    fn enter_item(&mut self) {
        let (marker, tight) = match self.containers.last_mut() {
            Some(Container::List { begun, next }) => {
                let number = next.map(|number| format!("{number}. "));
                *next = next.map(|number| number.saturating_add(1));
                (number.unwrap_or_else(|| "- ".to_owned()), std::mem::replace(begun, true))
            }
            _ => ("- ".to_owned(), false),
        };
        let indent = marker.len();
        self.containers.push(Container::Item { marker: Some(marker), indent, tight });
    }

    fn in_table(&self) -> bool {
        matches!(self.containers.last(), Some(Container::Table { .. }))
    }

    /// What begins and ends an inline node.
    fn mark(&mut self, id: NodeId, begins: bool) {
        let attr = |name| self.doc.attr(id, name).unwrap_or_default();
        let mark = match (self.doc.node(id).kind, begins) {
            (Kind::Emphasis, _) => "*".to_owned(),
            (Kind::Strong, _) => "**".to_owned(),
            (Kind::CodeSpan, _) => "`".to_owned(),
            (Kind::Break, true) => "\\\n".to_owned(),
            (Kind::Link, true) => "[".to_owned(),
            (Kind::Link, false) => format!("](<{}>)", address(attr(Attr::Href))),
            (Kind::Image, true) => {
                let mut alt = String::new();
                escape(attr(Attr::Alt), &mut alt);
                format!("![{alt}](<{}>)", address(attr(Attr::Src)))
            }
            (Kind::Ruby, true) => "<ruby>".to_owned(),
            (Kind::Ruby, false) => {
                let mut reading = String::new();
                escape(attr(Attr::Reading), &mut reading);
                format!("<rt>{reading}</rt></ruby>")
            }
            _ => return,
        };
        if let Some(line) = &mut self.line {
            line.push_str(&mark);
        }
    }

    fn leave_leaf(&mut self, id: NodeId) {
        let Some(line) = self.line.take() else { return };
        if self.in_table() {
            self.text.push(' ');
            self.text.push_str(&line.replace("\\\n", " ").replace('\n', " ").replace('|', "\\|"));
            return;
        }
        let block = match (self.doc.block_kind(id), self.doc.node(id).kind) {
            (BlockKind::Title, _) => format!("# {line}"),
            (_, Kind::Heading(level)) => format!("{} {line}", "#".repeat(level.into())),
            (_, Kind::Code) => fenced(&line),
            _ => guarded(line),
        };
        let tight = matches!(
            self.containers.last(),
            Some(Container::Item { marker: Some(_), tight: true, .. })
        );
        if !tight && !self.text.is_empty() {
            self.text.push('\n');
        }
        for part in block.split('\n') {
            self.begin_line();
            self.text.push_str(part);
            self.text.push('\n');
        }
    }

    fn begin_line(&mut self) {
        for container in &mut self.containers {
            match container {
                Container::Quote => self.text.push_str("> "),
                Container::Item { marker, indent, .. } => match marker.take() {
                    Some(marker) => self.text.push_str(&marker),
                    None => self.text.extend(std::iter::repeat_n(' ', *indent)),
                },
                Container::List { .. } | Container::Table { .. } => {}
            }
        }
    }

    fn leave_cell(&mut self) {
        if let Some(Container::Table { rows: 0, cells }) = self.containers.last_mut() {
            *cells += 1;
        }
        if self.in_table() {
            self.text.push_str(" |");
        }
    }

    fn leave_row(&mut self) {
        let Some(Container::Table { rows, cells }) = self.containers.last_mut() else { return };
        *rows += 1;
        let (rows, cells) = (*rows, *cells);
        self.text.push('\n');
        if rows == 1 {
            self.begin_line();
            self.text.push('|');
            self.text.push_str(&" --- |".repeat(cells as usize));
            self.text.push('\n');
        }
    }
}

/// Puts a backslash before what Markdown would take for its own.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '`' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// A paragraph that begins like a heading, a list or a quotation, and is none.
fn guarded(line: String) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    if line.starts_with(['#', '>', '-', '+', '=', '~']) { format!("\\{line}") } else { line }
}

/// A code block, in a fence longer than any in it.
fn fenced(code: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{code}\n{fence}")
}

/// A link target that can stand between angle brackets.
fn address(target: &str) -> String {
    target.replace(['\n', '\r'], "").replace('<', "%3C").replace('>', "%3E")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Builder;
    use crate::document::testing::{build, leaf};

    fn markdown(make: impl FnOnce(&mut Builder)) -> String {
        let mut out = Vec::new();
        Markdown {}.write(&build(make), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn blocks_lists_and_quotes() {
        let text = markdown(|b| {
            leaf(b, Kind::Heading(2), "A *title*");
            leaf(b, Kind::Paragraph, "1. not a list");
            b.open(Kind::List, Tag::OL);
            for item in ["one", "two"] {
                b.open(Kind::Item, Tag::LI);
                leaf(b, Kind::Paragraph, item);
                b.close();
            }
            b.close();
            b.open(Kind::Quote, Tag::BLOCKQUOTE);
            leaf(b, Kind::Paragraph, "said");
            b.close();
        });
        let expected = "## A \\*title\\*\n\n1\\. not a list\n\n1. one\n2. two\n\n> said\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn tables_have_a_head() {
        let text = markdown(|b| {
            b.open(Kind::Table, Tag::TABLE);
            for row in [["a", "b"], ["1", "2|3"]] {
                b.open(Kind::Row, Tag::TR);
                for cell in row {
                    b.open(Kind::Cell, Tag::TD);
                    leaf(b, Kind::Paragraph, cell);
                    b.close();
                }
                b.close();
            }
            b.close();
        });
        assert_eq!(text, "| a | b |\n| --- | --- |\n| 1 | 2\\|3 |\n");
    }

    #[test]
    fn the_largest_number_and_the_longest_fence_are_no_trouble() {
        let text = markdown(|b| {
            b.open(Kind::List, Tag::OL);
            b.attr(Attr::Start, &u32::MAX.to_string());
            for item in ["one", "two"] {
                b.open(Kind::Item, Tag::LI);
                leaf(b, Kind::Paragraph, item);
                b.close();
            }
            b.close();
            leaf(b, Kind::Code, "a ```` b");
        });
        assert!(text.contains("4294967295. two") && text.ends_with("`````\na ```` b\n`````\n"));
    }
}
