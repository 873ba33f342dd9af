//! The documents that nearly repeat earlier ones.

use super::markup::Markup;
use super::{cell, header};
use crate::batch::summary::Summary;

/// How many there are, and a table of the first of them; nothing where there are none.
pub(super) fn table(page: &mut Markup, summary: &Summary) {
    let found = summary.totals.duplicates;
    if summary.repeats.is_empty() {
        return;
    }
    page.raw("<h2>Near-duplicates</h2>\n<p class=\"note\">").number(found.documents);
    page.raw(" documents nearly repeat ").number(found.clusters).raw(" earlier ones. ");
    page.raw("The first of them; the journal has them all. Likeness is in thousandths.</p>\n");
    page.raw("<table id=\"repeats\">\n<thead><tr>");
    for (name, is_number) in [("document", false), ("repeats", false), ("likeness", true)] {
        header(page, name, is_number);
    }
    page.raw("</tr></thead>\n<tbody>\n");
    for repeat in &summary.repeats {
        page.raw("<tr>");
        for text in [&repeat.input, &repeat.cluster.id] {
            page.raw("<td><bdi>").text(text).raw("</bdi></td>");
        }
        cell(page, thousandths(repeat.cluster.similarity));
        page.raw("</tr>\n");
    }
    page.raw("</tbody>\n</table>\n");
}

#[expect(clippy::cast_sign_loss, reason = "a likeness is not negative")]
fn thousandths(likeness: f64) -> u64 {
    (likeness * 1000.0).round() as u64
}
