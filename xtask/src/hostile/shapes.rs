//! Pages that are made to hurt, of any size.

use std::fmt::Write as _;

/// The sentence that must survive on every page.
pub(super) const SENTENCE: &str = "The lighthouse keeper wrote the weather into his book every \
    evening, whether there was any weather to speak of or not, and nobody ever asked to read it.";

/// A page and how it is made, for a number of repetitions.
pub(super) struct Shape {
    /// What it is called; what begins with `text-` is plain text.
    pub(super) name: &'static str,
    /// The usual number of repetitions.
    pub(super) times: usize,
    /// Makes it.
    pub(super) make: fn(usize) -> String,
}

const fn shape(name: &'static str, times: usize, make: fn(usize) -> String) -> Shape {
    Shape { name, times, make }
}

/// Every page.
pub(super) const SHAPES: &[Shape] = &[
    shape("nested-div", 50_000, |n| nest("<div>", "</div>", n)),
    shape("nested-div-unclosed", 50_000, |n| nest("<div>", "", n)),
    shape("nested-list", 16_000, |n| nest("<ul><li>", "</li></ul>", n)),
    shape("nested-table", 20_000, |n| nest("<table><tr><td>", "", n)),
    shape("formatting", 20_000, |n| nest("<b>", "</b>", n)),
    shape("adoption-agency", 5_000, |n| nest("<a><b><i><p>", "", n)),
    shape("reconstructed", 50_000, |n| page(&("<b>".repeat(n) + &"<p>a</b>".repeat(n)))),
    shape("misnested", 100_000, |n| page(&"<b><i>one</b>two</i> ".repeat(n))),
    shape("fonts", 50_000, |n| page(&counted(n, "<p><font size=", ">a"))),
    shape("stray-ends", 200_000, |n| page(&"</div></b>a </p>".repeat(n))),
    shape("attributes", 200_000, attributes),
    shape("one-line", 131_072, |n| page(&SENTENCE.repeat(n))),
    shape("entities", 500_000, |n| page(&"&amp;&nosuch; &#x4E00;".repeat(n))),
    shape("links", 300_000, |n| page(&"<a href='/x'>link</a> ".repeat(n))),
    shape("breaks", 1_000_000, |n| page(&"a <br>".repeat(n))),
    shape("rows", 200_000, |n| table(&"<tr><td>cell<td>other</tr>".repeat(n))),
    shape("columns", 400_000, |n| table(&format!("<tr>{}</tr>", "<td>cell".repeat(n)))),
    shape("definitions", 100_000, |n| page(&"<dl><dt>word<dd>meaning</dl>".repeat(n))),
    shape("headings", 200_000, |n| page(&"<h2>head<h3>other".repeat(n))),
    shape("paragraphs", 200_000, |n| page(&"<p>one <b>two</b>".repeat(n))),
    shape("text-one-line", 131_072, |n| text(&SENTENCE.repeat(n))),
    shape("text-lines", 500_000, |n| text(&"a line\n".repeat(n))),
    shape("text-blocks", 400_000, |n| text(&"a line\n\n".repeat(n))),
    shape("text-items", 300_000, |n| text(&counted(n, "\n  - item ", " of many"))),
];

fn page(body: &str) -> String {
    format!("<!doctype html><title>t</title><article><p>{SENTENCE}</p></article>{body}")
}

fn nest(open: &str, close: &str, times: usize) -> String {
    let (open, close) = (open.repeat(times), close.repeat(times));
    format!("<!doctype html><title>t</title>{open}<p>{SENTENCE}</p>{close}<p>{SENTENCE} Again.</p>")
}

fn table(rows: &str) -> String {
    page(&format!("<table>{rows}</table>"))
}

fn text(body: &str) -> String {
    format!("{SENTENCE}\n\n{body}")
}

/// Repetitions of which no two are the same.
fn counted(times: usize, before: &str, after: &str) -> String {
    (0..times).fold(String::new(), |mut all, at| {
        let _ = write!(all, "{before}{at}{after}");
        all
    })
}

fn attributes(times: usize) -> String {
    let attributes = counted(times, " a", "=1");
    page(&format!("<div{attributes}><p>{SENTENCE} Inside.</p></div>"))
}

impl Shape {
    /// Makes it of about so many bytes.
    pub(super) fn of_size(&self, bytes: usize) -> String {
        const SAMPLE: usize = 10_000;
        let bare = (self.make)(0).len();
        let sampled = (self.make)(SAMPLE).len() - bare;
        (self.make)(bytes.saturating_sub(bare) * SAMPLE / sampled)
    }

    /// The path of its file: what it is follows from that.
    pub(super) fn path(&self) -> &'static str {
        if self.name.starts_with("text-") { "page.txt" } else { "page.html" }
    }
}
