//! Markdown: CommonMark with the tables and footnotes of GitHub's dialect.

mod grid;

use std::io;

use schemars::JsonSchema;
use serde::Deserialize;

use grid::Grid;

use super::code::language as code_language;
use super::{Format, Writer};
use crate::document::{Attr, BlockKind, Document, Event, Kind, NodeId, NoteEnd, Notes, Tag};

/// Inline elements that CommonMark has no sign for.
const MARKED: [Tag; 8] =
    [Tag::DEL, Tag::INS, Tag::MARK, Tag::Q, Tag::S, Tag::SUB, Tag::SUP, Tag::U];

/// What the further blocks of a note are indented by.
const NOTE_INDENT: usize = 4;

/// CommonMark, with tables, footnotes, links and images.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Markdown {}

impl Format for Markdown {
    const NAME: &'static str = "markdown";
    const EXTENSION: &'static str = ".md";
}

impl Writer for Markdown {
    fn write(&self, doc: &Document, out: &mut dyn io::Write) -> io::Result<()> {
        let (text, containers) = (String::new(), Vec::new());
        let notes = Notes::of(doc);
        let mut page =
            Page { doc, notes, text, containers, line: None, verbatim: false, silent: false };
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
    /// `> ` before each line; whether it has a line yet.
    Quote { begun: bool },
    /// A list: whether it has an item yet, and the number of the next; nothing for bullets.
    List { begun: bool, next: Option<u32> },
    /// An item: its marker, until the first block has taken it, the indent of what follows, and
    /// whether it follows another item without a blank line.
    Item { marker: Option<String>, indent: usize, tight: bool },
    /// A table, which takes all that is in it.
    Table(Grid),
}

struct Page<'a> {
    doc: &'a Document,
    notes: Notes,
    text: String,
    containers: Vec<Container>,
    /// The text of the open leaf block.
    line: Option<String>,
    /// That is code.
    verbatim: bool,
    /// The text of the link that is open is not written: the mark of a note.
    silent: bool,
}

impl Page<'_> {
    fn enter(&mut self, id: NodeId) {
        let node = self.doc.node(id);
        if node.kind.is_leaf() {
            self.line = Some(String::new());
            self.verbatim = node.kind == Kind::Code;
        } else if node.kind.is_inline() {
            self.mark(id, true);
        } else if let Some(Container::Table(grid)) = self.containers.last_mut() {
            grid.enter(self.doc, id);
        } else {
            self.enter_container(id);
        }
    }

    fn enter_container(&mut self, id: NodeId) {
        let node = self.doc.node(id);
        match node.kind {
            Kind::Quote => self.containers.push(Container::Quote { begun: false }),
            Kind::List => {
                let start = self.doc.attr(id, Attr::Start).and_then(|n| n.parse().ok());
                let number = (node.tag == Tag::OL).then_some(start.unwrap_or(1));
                self.containers.push(Container::List { begun: false, next: number });
            }
            Kind::Item | Kind::Definition => self.enter_item(),
            Kind::Table => self.containers.push(Container::Table(Grid::default())),
            _ => {}
        }
    }

    fn leave(&mut self, id: NodeId) {
        let kind = self.doc.node(id).kind;
        if kind.is_leaf() {
            self.leave_leaf(id);
        } else if kind.is_inline() {
            self.mark(id, false);
        } else if let Some(Container::Table(grid)) = self.containers.last_mut() {
            if grid.leave(kind) {
                let block = grid.block();
                self.containers.pop();
                self.block(&block);
            }
        } else if matches!(kind, Kind::Quote | Kind::List | Kind::Item | Kind::Definition) {
            self.containers.pop();
        }
    }

    fn text(&mut self, id: NodeId, text: &str) {
        let verbatim = || self.doc.ancestors(id).any(|at| self.doc.node(at).kind == Kind::CodeSpan);
        let Some(line) = self.line.as_mut().filter(|_| !self.silent) else { return };
        if self.verbatim || verbatim() {
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

    /// What begins and ends an inline node. In code there is nothing but its text.
    fn mark(&mut self, id: NodeId, begins: bool) {
        let node = self.doc.node(id);
        if let Some(end) = self.notes.end(id) {
            return self.note_end(end, begins);
        }
        if self.verbatim || self.silent {
            return;
        }
        let attr = |name| self.doc.attr(id, name).unwrap_or_default();
        let mark = match (node.kind, begins) {
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
            // `10<sup>3</sup>` is not 103.
            (Kind::Inline, _) if self.holds_note_mark(id) => return,
            (Kind::Inline, begins) if MARKED.contains(&node.tag) => {
                format!("<{}{}>", if begins { "" } else { "/" }, node.tag.name())
            }
            _ => return,
        };
        if let Some(line) = &mut self.line {
            line.push_str(&mark);
        }
    }

    /// Whether the mark of a note is all that an element raises.
    fn holds_note_mark(&self, id: NodeId) -> bool {
        let first = self.doc.children(id).next();
        first.is_some_and(|first| self.notes.end(first).is_some())
    }

    /// The mark of a note stands for its link; the way back is not a link.
    fn note_end(&mut self, end: NoteEnd, begins: bool) {
        let NoteEnd::Mark { number, .. } = end else { return };
        self.silent = begins;
        if let Some(line) = self.line.as_mut().filter(|_| begins) {
            line.push_str("[^");
            line.push_str(&number.to_string());
            line.push(']');
        }
    }

    fn leave_leaf(&mut self, id: NodeId) {
        let Some(line) = self.line.take() else { return };
        let verbatim = std::mem::take(&mut self.verbatim);
        if let Some(Container::Table(grid)) = self.containers.last_mut()
            && grid.takes()
        {
            return grid.add(&line);
        }
        let mut block = match (self.doc.block_kind(id), self.doc.node(id).kind) {
            (BlockKind::Title, _) => format!("# {line}"),
            (_, Kind::Heading(level)) => format!("{} {line}", "#".repeat(level.into())),
            _ if verbatim => fenced(&line, code_language(self.doc, id)),
            _ if self.is_summary(id) => format!("**{line}**"),
            _ => guarded(line),
        };
        if let Some(number) = self.notes.number(id) {
            let label = format!("[^{number}]: ");
            match self.containers.last_mut() {
                Some(Container::Item { marker, indent, .. }) if marker.is_some() => {
                    (*marker, *indent) = (Some(label), NOTE_INDENT);
                }
                _ => block.insert_str(0, &label),
            }
        }
        self.block(&block);
    }

    fn is_summary(&self, leaf: NodeId) -> bool {
        self.doc.node(self.doc.node(leaf).parent).tag == Tag::SUMMARY
    }

    /// Writes lines, with a blank line before them.
    fn block(&mut self, block: &str) {
        let tight = matches!(
            self.containers.last(),
            Some(Container::Item { marker: Some(_), tight: true, .. })
        );
        if !tight && !self.text.is_empty() {
            self.blank_line();
        }
        for part in block.split('\n') {
            self.begin_line();
            self.text.push_str(part);
            self.text.push('\n');
        }
    }

    /// A blank line, which goes on with the quotations that have begun.
    fn blank_line(&mut self) {
        let has_begun = |container: &&Container| {
            !matches!(
                container,
                Container::Quote { begun: false } | Container::Item { marker: Some(_), .. }
            )
        };
        let mut line = String::new();
        for container in self.containers.iter().take_while(has_begun) {
            match container {
                Container::Quote { .. } => line.push_str("> "),
                Container::Item { indent, .. } => line.extend(std::iter::repeat_n(' ', *indent)),
                _ => {}
            }
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn begin_line(&mut self) {
        for container in &mut self.containers {
            match container {
                Container::Quote { begun } => {
                    *begun = true;
                    self.text.push_str("> ");
                }
                Container::Item { marker, indent, .. } => match marker.take() {
                    Some(marker) => self.text.push_str(&marker),
                    None => self.text.extend(std::iter::repeat_n(' ', *indent)),
                },
                Container::List { .. } | Container::Table(_) => {}
            }
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

/// A code block, in a fence longer than any in it, with the language that it is in.
fn fenced(code: &str, language: &str) -> String {
    let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{code}\n{fence}")
}

/// A link target that can stand between angle brackets.
fn address(target: &str) -> String {
    target.replace(['\n', '\r'], "").replace('<', "%3C").replace('>', "%3E")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::testing::{build, leaf};
    use crate::document::{Builder, Source};
    use crate::readers::Limits;

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
    fn what_a_page_builds_reads_back() {
        let page = "<blockquote><p>a<p>b</blockquote><ul><li>c<blockquote><p>d<p>e</blockquote></ul>\
            <p>10<sup>3</sup> <code>x</code><pre><code class=language-rust>let a = `b`;</code></pre>\
            <details><summary>Why?</summary><p>So.</details>";
        let expected = "> a\n>\n> b\n\n- c\n\n  > d\n  >\n  > e\n\n10<sup>3</sup> `x`\n\n\
            ```rust\nlet a = `b`;\n```\n\n**Why?**\n\nSo.\n";
        assert_eq!(of_page(page), expected);
    }

    #[test]
    fn tables_keep_their_columns() {
        let page = "<p>x<table><caption>Sacks</caption><tr><td><th colspan=2>b|c<tr><th rowspan=2>d\
            <td>e<td><tr><td><ul><li>f<li>g</ul><td>h</table><p>y";
        let expected =
            "x\n\nSacks\n\n| | b\\|c | |\n| --- | --- | --- |\n| d | e | |\n| | f g | h |\n\ny\n";
        assert_eq!(of_page(page), expected);
    }

    #[test]
    fn notes_are_told_by_their_links() {
        let page = "<p>One<sup id=r1><a href=#n1>1</a></sup> two<a href=#n2 role=doc-noteref>2</a>\
            <a href=#s>s</a><h2 id=s>S</h2><ol><li id=n1><p>First <a href=#r1>^</a><p>More</ol>\
            <aside id=n2>Second</aside>";
        let expected =
            "One[^1] two[^2] [s](<#s>)\n\n## S\n\n[^1]: First ^\n\n    More\n\n[^2]: Second\n";
        assert_eq!(of_page(page), expected);
    }

    fn of_page(html: &str) -> String {
        let doc = crate::readers::html::read(html, Source::default(), &Limits::default());
        let mut out = Vec::new();
        Markdown {}.write(&doc, &mut out).unwrap();
        String::from_utf8(out).unwrap()
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
