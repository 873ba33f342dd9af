//! The header's second part: how the text was made and what it is encoded with.

use std::fmt::Write;

use super::xml::{El, Layout, Xml};
use super::{Job, Removed, Text};
use crate::document::{Boilerplate, Mojibake, Status};

/// Every rendition that the text can point to, with its style in CSS.
const RENDITIONS: [(&str, &str); 14] = [
    ("r.b", "font-weight: bold"),
    ("r.code", "font-family: monospace"),
    ("r.horizontal", "writing-mode: horizontal-tb"),
    ("r.i", "font-style: italic"),
    ("r.ltr", "direction: ltr; unicode-bidi: isolate"),
    ("r.mark", "background-color: yellow"),
    ("r.rtl", "direction: rtl; unicode-bidi: isolate"),
    ("r.s", "text-decoration: line-through"),
    ("r.small", "font-size: smaller"),
    ("r.sub", "vertical-align: sub; font-size: smaller"),
    ("r.sup", "vertical-align: super; font-size: smaller"),
    ("r.u", "text-decoration: underline"),
    ("r.vertical-lr", "writing-mode: vertical-lr"),
    ("r.vertical-rl", "writing-mode: vertical-rl"),
];

/// Writes `encodingDesc`.
pub(super) fn write(job: &Job<'_>, xml: &mut Xml, text: &Text<'_>) {
    xml.open(El::new("encodingDesc"), Layout::Block);
    paragraph(
        xml,
        "projectDesc",
        "An article taken from a web page or a plain-text copy of one, cleaned and encoded without human intervention.",
    );
    paragraph(xml, "samplingDecl", &sampling(job));
    editorial(xml, &correction(job), &segmentation(job));
    tags(xml, text);
    if !text.xml.renditions.is_empty() {
        xml.empty(&El::new("styleDefDecl").with("scheme", "css"));
    }
    taxonomy(job, xml);
    application(xml, &job.doc.id());
    xml.close();
}

fn paragraph(xml: &mut Xml, name: &'static str, text: &str) {
    xml.open(El::new(name), Layout::Block);
    xml.line(El::new("p"), text);
    xml.close();
}

fn sampling(job: &Job<'_>) -> String {
    let mut text = String::from(match job.tei.removed {
        Removed::Gap => {
            "The whole article is meant to be here. What was judged not to belong to it was left out, and a gap stands in its place with the kind and the length in characters, white space not counted."
        }
        Removed::Text => {
            "The whole article is meant to be here. What was judged not to belong to it was left out; a gap stands in its place with the kind and the length in characters, white space not counted, and an annotation beside the text has what was removed, where it stood and by which rule it went."
        }
        Removed::None => {
            "The whole article is meant to be here. What was judged not to belong to it was left out without a mark."
        }
    });
    if job.doc.status() == Status::Limited
        && let Some(reason) = job.doc.reason()
    {
        text.push_str(" The source was not read to its end, because limits were met: ");
        text.push_str(&reason);
        text.push('.');
    }
    text
}

fn segmentation(job: &Job<'_>) -> String {
    let mut text = String::from(
        "A heading opens a division that reaches to the next heading of its level or above. A division of type continuation has what follows the last of the sections beside it. A heading that opens no division is a label.",
    );
    if job.doc.sentences().is_some() {
        text.push_str(" s marks sentences by machine, after Unicode Standard Annex 29; a sentence that crosses other elements is written in parts of the same n, the first, middle and last of them with part I, M and F. Code and the byline have none.");
    }
    if job.doc.marked_words().is_some() {
        text.push_str(" w and pc mark words and punctuation by machine, after the same annex and by dictionaries; a word that other elements divide is written in parts.");
    }
    if !job.doc.readings().is_empty() {
        text.push_str(" A reading that stands in brackets behind its base is a ruby whose rt has place inline; the brackets in it are pc and, like the reading, characters of the text.");
    }
    text
}

/// What was done about text that had been decoded wrongly before.
fn correction(job: &Job<'_>) -> String {
    let mut text = String::new();
    for layer in &job.doc.source.mojibake {
        let Mojibake { read_as, encoding, .. } = layer;
        let did = if layer.repaired { "was decoded anew" } else { "was left as it is" };
        // Writing to a string cannot fail.
        let _ = write!(text, "Text in {encoding} that had been decoded as {read_as} {did}. ");
    }
    let repaired = job.doc.source.mojibake.iter().any(|layer| layer.repaired);
    text.push_str(if repaired { "Nothing else was corrected." } else { "Nothing was corrected." });
    text
}

fn editorial(xml: &mut Xml, correction: &str, segmentation: &str) {
    let entry = |name| El::new(name);
    xml.open(El::new("editorialDecl"), Layout::Block);
    for (el, text) in [
        (entry("correction").with("status", "low").with("method", "silent"), correction),
        (
            entry("normalization").with("method", "silent"),
            "Character references were resolved, a run of white space was made one space except in preformatted text, and control characters were replaced by U+FFFD. Unicode normalization, full-width forms and variants of Han characters are those of the source.",
        ),
        (
            entry("quotation").with("marks", "all"),
            "Quotation marks stand in the text as they stood in the source; block quotations are tagged as well.",
        ),
        (entry("segmentation"), segmentation),
        (
            entry("interpretation"),
            "Languages were assigned by machine, and so were the roles of blocks such as byline or lead; a value of cert beside a language is the probability that it is the right one. und is said where no language was found, und-Hani for Han characters that may be of several, mul for lines of several languages.",
        ),
        (
            entry("stdVals"),
            "Dates follow ISO 8601 as W3C XML Schema has it, languages BCP 47, scripts ISO 15924, addresses RFC 3986.",
        ),
    ] {
        xml.open(el, Layout::Block);
        xml.line(El::new("p"), text);
        xml.close();
    }
    xml.close();
}

fn tags(xml: &mut Xml, text: &Text<'_>) {
    xml.open(El::new("tagsDecl").with("partial", "false"), Layout::Block);
    for (id, css) in RENDITIONS {
        if text.xml.renditions.contains(&format!("#{id}")) {
            xml.line(El::new("rendition").with("xml:id", &id).with("scheme", "css"), css);
        }
    }
    xml.open(El::new("namespace").with("name", "http://www.tei-c.org/ns/1.0"), Layout::Block);
    for (name, count) in &text.xml.counts {
        xml.empty(&El::new("tagUsage").with("gi", &name).with("occurs", &count));
    }
    xml.close();
    xml.close();
}

fn taxonomy(job: &Job<'_>, xml: &mut Xml) {
    let occurs = |kind: &Boilerplate| job.removals.iter().any(|removal| removal.kind == *kind);
    if job.gaps.is_empty() {
        return;
    }
    xml.open(El::new("classDecl"), Layout::Block);
    xml.open(El::new("taxonomy").with("xml:id", "bp"), Layout::Block);
    xml.line(El::new("desc"), "Kinds of removed text");
    for kind in Boilerplate::ALL.into_iter().filter(occurs) {
        let id = format!("bp.{}", kind.name());
        xml.open(El::new("category").with("xml:id", &id), Layout::Block);
        xml.line(El::new("catDesc"), describe(kind));
        xml.close();
    }
    xml.close();
    xml.close();
}

fn describe(kind: Boilerplate) -> &'static str {
    match kind {
        Boilerplate::CookieBanner => "cookie banner or consent dialog",
        Boilerplate::ShareButtons => "buttons to share, save, print or send",
        Boilerplate::Navigation => "navigation",
        Boilerplate::Advertisement => "advertisement",
        Boilerplate::Newsletter => "invitation to a newsletter",
        Boilerplate::Related => "related articles and teasers",
        Boilerplate::Comments => "readers' comments and their forms",
        Boilerplate::Legal => "legal notice",
        Boilerplate::Paywall => "teaser of a paywall",
        Boilerplate::Breadcrumb => "breadcrumb trail",
        Boilerplate::Duplicate => "repetition of what stands elsewhere",
        Boilerplate::Other => "other text outside the article",
    }
}

fn application(xml: &mut Xml, document: &str) {
    const VERSION: &str = env!("CARGO_PKG_VERSION");
    // TEI takes numbers only; what a pre-release adds to them stands in the label.
    let numbers = VERSION.split(['-', '+']).next().unwrap_or(VERSION);
    xml.open(El::new("appInfo"), Layout::Block);
    let application = El::new("application").with("xml:id", "app.pumice").with("ident", "pumice");
    xml.open(application.with("version", &numbers), Layout::Block);
    xml.line(El::new("label"), &format!("pumice {VERSION}"));
    xml.empty(&El::new("ptr").with("target", &format!("#{document}")));
    xml.close();
    xml.close();
}
