//! The explanation for people: a page of text with colours. The caller takes the colours out where
//! they cannot be shown.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::rows::{Record, Row, rows};
use super::totals::{Sum, Totals, totals};
use crate::batch::grouped;
use crate::cli::terminal::{harmless, shorten, wrap};
use crate::document::{Decision, Document, Field, Mojibake, NodeId, Status, Verdict};

const TITLE: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const KEPT: Style = AnsiColor::Green.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const NOTE: Style = AnsiColor::Yellow.on_default();

/// Where the kind of a block stands, and where its text.
const KIND_COLUMN: usize = 11;
const TEXT_COLUMN: usize = 25;
/// Lines of a block that are shown, when it is kept and when it is removed.
const KEPT_LINES: usize = 3;
const REMOVED_LINES: usize = 2;
/// Blocks of one removal that are shown.
const GROUP_BLOCKS: usize = 12;

/// How the page is laid out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Columns of a line.
    pub(crate) columns: usize,
    /// Whether the whole text of each block is shown.
    pub(crate) whole: bool,
}

impl Layout {
    fn lines(self, text: &str, indent: usize, most: usize) -> Vec<String> {
        let lines = wrap(&harmless(text), self.columns.saturating_sub(indent + 2).max(16));
        if self.whole { lines } else { shorten(lines, most) }
    }

    fn group(self) -> usize {
        if self.whole { usize::MAX } else { GROUP_BLOCKS }
    }
}

/// The page.
pub(crate) fn render(doc: &Document, layout: Layout) -> String {
    let rows = rows(doc);
    let sums = totals(doc, &rows);
    let mut page = Page { doc, layout, record: Record::new(doc), out: String::new() };
    page.header(&sums);
    page.blocks(&rows);
    page.totals(&sums);
    page.out
}

struct Page<'a> {
    doc: &'a Document,
    layout: Layout,
    record: Record<'a>,
    out: String,
}

impl Page<'_> {
    fn line(&mut self, style: Style, text: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "{style}{text}{style:#}");
    }

    fn header(&mut self, sums: &Totals) {
        let doc = self.doc;
        let title = doc.meta().get(Field::Title).unwrap_or("(no title)");
        for line in self.layout.lines(title, 0, usize::MAX) {
            self.line(TITLE, &line);
        }
        let source = &doc.source;
        let facts = [
            source.path.clone(),
            source.media_type.to_owned(),
            format!("{} ({})", source.encoding, source.encoding_from.name()),
            languages(doc),
        ];
        let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        self.line(DIM, &harmless(&facts.join(" · ")));
        let status = match doc.reason() {
            Some(reason) => format!("{} ({reason})", status(doc)),
            None => status(doc),
        };
        let counts = format!(
            "{status}: {} of {} characters kept, {} removed",
            grouped(sums.kept.chars),
            grouped(doc.chars_in()),
            grouped(sums.removed.chars)
        );
        let style = if doc.status() == Status::Ok { Style::new() } else { NOTE };
        self.line(style, &counts);
        for layer in &source.mojibake {
            for line in self.layout.lines(&mojibake(layer), 0, usize::MAX) {
                self.line(NOTE, &line);
            }
        }
        self.out.push('\n');
    }

    fn blocks(&mut self, rows: &[Row<'_>]) {
        let mut noted = NodeId::ROOT;
        let mut rescued: Option<&Decision> = None;
        for group in rows.chunk_by(Row::shares_removal) {
            let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
            let until = self.doc.end(last.leaf);
            self.refusals(noted, until);
            noted = until.max(noted);
            if first.removed.is_some() {
                self.removal(group);
            } else {
                self.kept(first);
                let rescue = first.ruling.filter(|ruling| self.is_rescue(ruling));
                if let Some(ruling) =
                    rescue.filter(|&r| rescued.is_none_or(|s| !std::ptr::eq(s, r)))
                {
                    self.reason(ruling, "kept all the same");
                }
                rescued = rescue.or(rescued);
            }
        }
    }

    fn kept(&mut self, row: &Row<'_>) {
        let lines = self.layout.lines(&row.text, TEXT_COLUMN, KEPT_LINES);
        let kind = row.kind(self.doc);
        let heads = matches!(kind.as_str(), "title" | "heading");
        self.entry(KEPT, "✓ kept", &kind, &lines, if heads { TITLE } else { Style::new() });
        self.runs(row.leaf);
    }

    /// The runs of Han characters in a block that are not in its language, with what spoke for theirs.
    fn runs(&mut self, leaf: NodeId) {
        let doc = self.doc;
        let block = doc.language(leaf).map_or("", |language| language.lang.primary());
        let others = doc.segments_in(doc.node(leaf).text).iter().filter(|run| run.script == "Hani");
        for run in others.filter(|run| run.lang.primary() != block) {
            let text = &doc.full_text()[run.span.range()];
            let rivals: Vec<String> =
                run.candidates.iter().map(|(lang, p)| format!("{lang} {p:.2}")).collect();
            let (lang, rivals) = (&run.lang, rivals.join(", "));
            self.note(&format!("cjk · {text} · {lang} ({rivals}) · {}", run.evidence));
        }
    }

    fn removal(&mut self, group: &[Row<'_>]) {
        let [row, ..] = group else { return };
        let kind = row.kind(self.doc);
        if group.len() == 1 {
            let lines = self.layout.lines(&row.text, TEXT_COLUMN, REMOVED_LINES);
            self.entry(REMOVED, "✗ removed", &kind, &lines, DIM);
        } else {
            let chars: u32 = group.iter().map(|row| row.chars).sum();
            let sum = format!("{} blocks, {} characters", group.len(), grouped(chars));
            self.entry(REMOVED, "✗ removed", &kind, &[sum], Style::new());
        }
        if let Some(ruling) = row.ruling {
            self.reason(ruling, "");
        }
        if group.len() == 1 {
            return;
        }
        for row in group.iter().take(self.layout.group()) {
            for line in self.layout.lines(&row.text, KIND_COLUMN, REMOVED_LINES) {
                self.line(DIM, &format!("{:KIND_COLUMN$}│ {line}", ""));
            }
        }
        if let Some(more) = group.len().checked_sub(self.layout.group()).filter(|more| *more > 0) {
            let hint = format!("{:KIND_COLUMN$}│ … and {more} more (-v shows all)", "");
            self.line(DIM, &hint);
        }
    }

    /// A mark, a word, a kind and a text, each in its column.
    fn entry(&mut self, style: Style, word: &str, kind: &str, lines: &[String], text: Style) {
        const KIND_WIDTH: usize = TEXT_COLUMN - KIND_COLUMN - 1;
        let word = pad(word, KIND_COLUMN);
        let mut lines = lines.iter();
        let first = lines.next().map_or("", String::as_str);
        let kind = pad(kind, KIND_WIDTH);
        let _ = writeln!(self.out, "{style}{word}{style:#}{kind} {text}{first}{text:#}");
        for line in lines {
            self.line(text, &format!("{:TEXT_COLUMN$}{line}", ""));
        }
    }

    /// Who decided, by which rule, how sure, and what was seen.
    fn reason(&mut self, decision: &Decision, prefix: &str) {
        let why = &decision.why;
        let mut reason = format!("{} · {} · {:.2}", decision.stage, why.rule, why.score);
        if !prefix.is_empty() {
            reason.insert_str(0, &format!("{prefix}: "));
        }
        if !why.evidence.is_empty() {
            reason.push_str(" · ");
            reason.push_str(&why.evidence);
        }
        self.note(&reason);
    }

    fn note(&mut self, note: &str) {
        let lines = self.layout.lines(note, KIND_COLUMN + 2, usize::MAX);
        for (at, line) in lines.iter().enumerate() {
            let mark = if at == 0 { "↳" } else { " " };
            self.line(NOTE, &format!("{:KIND_COLUMN$}{mark} {line}", ""));
        }
    }

    fn refusals(&mut self, from: NodeId, to: NodeId) {
        let refusals: Vec<&Decision> = self.record.refusals(from, to).collect();
        for decision in refusals {
            let Verdict::Refused(kind) = decision.verdict else { continue };
            let what = format!("not removed as {}: a guard objects", kind.name());
            self.line(NOTE, &format!("{}{what}", pad("! note", KIND_COLUMN)));
            self.reason(decision, "");
        }
    }

    /// Whether a decision keeps what an earlier one on it or above it would have dropped.
    fn is_rescue(&self, ruling: &Decision) -> bool {
        let above = self.record.of(self.doc, ruling.node);
        let dropped = |decision: &&Decision| {
            matches!(decision.verdict, Verdict::Drop(_)) && decision.node <= ruling.node
        };
        ruling.verdict == Verdict::Keep && above.iter().any(dropped)
    }

    fn totals(&mut self, sums: &Totals) {
        self.out.push('\n');
        self.line(
            TITLE,
            &format!("{:<26}{:<14}{:>8}{:>13}", "Totals", "stage", "blocks", "characters"),
        );
        for (kind, sum) in &sums.kept_kinds {
            self.sum(KEPT, "kept", kind, "", *sum);
        }
        for ((kind, stage), sum) in &sums.removed_kinds {
            self.sum(REMOVED, "removed", kind, stage, *sum);
        }
        let chars_in = self.doc.chars_in();
        let sign = if sums.kept.chars + sums.removed.chars == chars_in { "=" } else { "≠" };
        let conservation = format!(
            "kept {} + removed {} {sign} all {}",
            grouped(sums.kept.chars),
            grouped(sums.removed.chars),
            grouped(chars_in)
        );
        self.line(TITLE, &conservation);
    }

    fn sum(&mut self, style: Style, word: &str, kind: &str, stage: &str, sum: Sum) {
        let (blocks, chars) = (grouped(sum.blocks), grouped(sum.chars));
        let _ = writeln!(
            self.out,
            "{style}{word:<10}{style:#}{kind:<16}{stage:<14}{blocks:>8}{chars:>13}"
        );
    }
}

fn status(doc: &Document) -> String {
    format!("{:?}", doc.status()).to_lowercase()
}

/// The languages with a share that rounds to more than nothing.
/// A layer of mojibake, by its first piece.
fn mojibake(layer: &Mojibake) -> String {
    const SHOWN: usize = 24;
    let start = |text: &str| text.chars().take(SHOWN).collect::<String>();
    let Mojibake { read_as, encoding, repaired, pieces } = layer;
    let times: u32 = pieces.iter().map(|piece| piece.count).sum();
    let example = pieces
        .first()
        .map(|piece| format!(", such as “{}” for “{}”", start(&piece.found), start(&piece.meant)));
    let did =
        if *repaired { "mended" } else { "left as it is (repair = true in [decoding] mends it)" };
    let example = example.unwrap_or_default();
    format!("mojibake: {encoding} read as {read_as} at {times} places{example}; {did}")
}

fn languages(doc: &Document) -> String {
    const LEAST: f32 = 0.0005;
    let worth = doc.shares().iter().filter(|(_, share)| *share >= LEAST);
    let named = worth.map(|(lang, share)| format!("{lang} {:.1} %", share * 100.0));
    named.collect::<Vec<_>>().join(", ")
}

fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}
