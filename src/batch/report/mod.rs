//! `report.html`: what came of a run, as one page that needs nothing else and asks for nothing.
//!
//! The page may run its own script and its own style and nothing besides: its policy names them by
//! their SHA-256 (W3C, Content Security Policy Level 3). No clock and no machine stand in it.

mod markup;
mod repeats;

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::summary::{Row, Summary, grouped};
use super::totals::{RUN_FILE, Run};
use markup::Markup;

/// The page that shows what came of a run.
pub const REPORT_FILE: &str = "report.html";

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page.
pub(super) fn page(run: &Run, summary: &Summary) -> String {
    let mut page = Markup::default();
    head(&mut page, run, summary);
    let totals = &summary.totals;
    let status = totals.status.iter().map(|(status, count)| (status.name(), *count));
    bars(&mut page, ["status", "Documents by status", "status", "documents"], status);
    let reasons = named(&totals.reasons);
    bars(&mut page, ["reasons", "Why documents are not ok", "reason", "documents"], reasons);
    let languages = named(&totals.languages);
    bars(&mut page, ["languages", "Documents by language", "language", "documents"], languages);
    let removed = named(&totals.removed);
    bars(&mut page, ["removed", "What was removed", "kind", "characters"], removed);
    let stages = totals.stages.iter().map(|(name, tally)| (name.as_str(), tally.chars_removed));
    bars(&mut page, ["stages", "Which stage removed it", "stage", "characters"], stages);
    let note = "Removed characters, each weighted by how unsure its decision was, in thousandths of the document.";
    documents(&mut page, "doubtful", "The most doubtful documents", note, &summary.doubtful);
    let note = "Work grows with the nodes of a document, on any machine.";
    documents(&mut page, "laborious", "The documents with the most work", note, &summary.laborious);
    let note = "The first of them; the journal has them all.";
    documents(&mut page, "troubled", "Documents that are not ok", note, &summary.troubled);
    repeats::table(&mut page, summary);
    page.raw("<script>").raw(SCRIPT).raw("</script>\n</body>\n</html>\n");
    page.finish()
}

fn named(counts: &BTreeMap<String, u64>) -> impl Iterator<Item = (&str, u64)> {
    counts.iter().map(|(name, count)| (name.as_str(), *count))
}

fn head(page: &mut Markup, run: &Run, summary: &Summary) {
    page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; ");
    page.raw("style-src &#39;sha256-").text(&digest(STYLE)).raw("&#39;; script-src &#39;sha256-");
    page.text(&digest(SCRIPT))
        .raw("&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width\">\n<title>pumice: what came of the run</title>\n");
    page.raw("<style>")
        .raw(STYLE)
        .raw("</style>\n</head>\n<body>\n<h1>What came of the run</h1>\n");
    let (totals, counts) = (&summary.totals, summary.totals.counts);
    page.raw("<p class=\"note\">").text(&grouped(totals.documents)).raw(" documents; ");
    page.text(&grouped(counts.chars_in)).raw(" characters, of which ");
    page.text(&grouped(counts.chars_kept)).raw(" were kept and ");
    page.text(&grouped(counts.chars_removed)).raw(" removed.</p>\n<p class=\"note\">pumice ");
    page.text(&run.version).raw(", pipeline ").text(&run.pipeline).raw(", limits ");
    page.text(&run.limits.to_string()).raw("; see ").raw(RUN_FILE).raw(".</p>\n");
}

fn digest(text: &str) -> String {
    STANDARD.encode(Sha256::digest(text))
}

/// A table of names and numbers, with a bar for each; the largest number first.
fn bars<'a>(
    page: &mut Markup,
    [id, title, name, unit]: [&'static str; 4],
    rows: impl Iterator<Item = (&'a str, u64)>,
) {
    let mut rows: Vec<(&str, u64)> = rows.filter(|(_, number)| *number > 0).collect();
    if rows.is_empty() {
        return;
    }
    rows.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    let most = rows[0].1;
    page.raw("<h2>").raw(title).raw("</h2>\n<table id=\"").raw(id).raw("\">\n<thead><tr>");
    header(page, name, false);
    header(page, unit, true);
    page.raw("<th></th></tr></thead>\n<tbody>\n");
    for (name, number) in rows {
        page.raw("<tr><td><bdi>").text(name).raw("</bdi></td>");
        cell(page, number);
        // Never thinner than can be seen.
        let width = (number * 1000 / most).max(2);
        page.raw("<td class=\"bar\"><svg viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        page.raw("<rect height=\"10\" width=\"").number(width).raw("\"/></svg></td></tr>\n");
    }
    page.raw("</tbody>\n</table>\n");
}

fn documents(
    page: &mut Markup,
    id: &'static str,
    title: &'static str,
    note: &'static str,
    rows: &[Row],
) {
    if rows.is_empty() {
        return;
    }
    page.raw("<h2>").raw(title).raw("</h2>\n<p class=\"note\">").raw(note).raw("</p>\n");
    page.raw("<table id=\"").raw(id).raw("\">\n<thead><tr>");
    for (name, is_number) in [
        ("document", false),
        ("status", false),
        ("reason", false),
        ("language", false),
        ("characters", true),
        ("kept", true),
        ("nodes", true),
        ("doubt", true),
    ] {
        header(page, name, is_number);
    }
    page.raw("</tr></thead>\n<tbody>\n");
    for row in rows {
        page.raw("<tr>");
        for text in [row.input.as_str(), row.status.name(), &row.reason, &row.language] {
            page.raw("<td><bdi>").text(text).raw("</bdi></td>");
        }
        for number in [row.chars_in, row.chars_kept, row.nodes, row.doubt] {
            cell(page, number);
        }
        page.raw("</tr>\n");
    }
    page.raw("</tbody>\n</table>\n");
}

fn header(page: &mut Markup, name: &'static str, is_number: bool) {
    page.raw(if is_number { "<th class=\"n\">" } else { "<th>" });
    page.raw("<button type=\"button\">").raw(name).raw("</button></th>");
}

fn cell(page: &mut Markup, number: u64) {
    page.raw("<td class=\"n\" data-n=\"")
        .number(number)
        .raw("\">")
        .text(&grouped(number))
        .raw("</td>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::line::Line;

    #[test]
    fn the_page_names_what_it_runs_and_nothing_of_a_document_is_markup() {
        let mut summary = Summary::default();
        let mut line = Line::new("<img src=x onerror=alert(1)>".to_owned(), None, String::new());
        line.reason = Some("</script><script>alert(2)</script>".to_owned());
        line.language = Some("\"><svg onload=alert(3)>".to_owned());
        summary.add(&line);
        let run = Run {
            version: "1".to_owned(),
            pipeline: "<b>".to_owned(),
            limits: serde_json::Value::Null,
            totals: None,
        };
        let page = page(&run, &summary);
        assert_eq!(page.matches("<script>").count(), 1);
        assert!(!page.contains("<img") && !page.contains("<b>") && !page.contains("<svg onload"));
        assert!(page.contains(&format!("sha256-{}", digest(SCRIPT))));
        assert!(!page.contains("http:") && !page.contains("https:"), "it asks for nothing");
    }
}
