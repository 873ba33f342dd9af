//! The header's first part: what the file is, and what it was made from.

use super::date::when;
use super::xml::{El, Layout, Xml, one_line};
use super::{Job, Text, encoding, link, profile};
use crate::document::{Document, Field};

/// Writes the header. Its own language is English.
pub(super) fn write(job: &Job<'_>, text: &Text<'_>) -> Xml {
    let mut xml = Xml::new(1, "en");
    xml.open(El::new("teiHeader").with("xml:lang", "en"), Layout::Block);
    xml.open(El::new("fileDesc"), Layout::Block);
    title(job, &mut xml);
    extent(job, &mut xml, text);
    publication(job, &mut xml);
    source(job, &mut xml);
    xml.close();
    encoding::write(job, &mut xml, text);
    profile::write(job, &mut xml, text);
    profile::revisions(job, &mut xml);
    xml.close();
    xml
}

fn title(job: &Job<'_>, xml: &mut Xml) {
    xml.open(El::new("titleStmt"), Layout::Block);
    let main = El::new("title").with("type", "main").with("level", "a");
    xml.line(job.in_its_language(xml, main), &job.title);
    if let Some(sub) = job.values(Field::Subtitle).next() {
        let el = El::new("title").with("type", "sub").with("level", "a");
        xml.line(job.in_its_language(xml, el), &sub);
    }
    authors(job, xml);
    xml.open(El::new("respStmt").with("xml:id", "resp.pumice"), Layout::Block);
    xml.line(
        El::new("resp"),
        "automatic removal of boilerplate, identification of languages and sections, encoding",
    );
    xml.line(El::new("name").with("type", "software").with("ref", "#app.pumice"), "pumice");
    xml.close();
    xml.close();
}

fn authors(job: &Job<'_>, xml: &mut Xml) {
    for author in job.values(Field::Author) {
        xml.open(El::new("author"), Layout::Mixed);
        xml.line(El::new("persName"), &author);
        xml.close();
    }
}

fn extent(job: &Job<'_>, xml: &mut Xml, text: &Text<'_>) {
    xml.open(El::new("extent"), Layout::Block);
    let mut measure = |unit, quantity: u32, one: &str, many: &str| {
        let words = if quantity == 1 { one } else { many };
        let el = El::new("measure").with("unit", &unit).with("quantity", &quantity);
        xml.line(el, &format!("{quantity} {words}"));
    };
    measure("sections", text.sections, "section", "sections");
    let kept = "characters of retained text, white space not counted";
    measure("chars", job.doc.chars_kept(), "character of retained text", kept);
    xml.close();
}

fn publication(job: &Job<'_>, xml: &mut Xml) {
    xml.open(El::new("publicationStmt"), Layout::Block);
    let publisher = one_line(&job.tei.publisher);
    let publisher = if publisher.is_empty() { "unpublished" } else { &publisher };
    xml.line(El::new("publisher"), publisher);
    xml.line(El::new("idno").with("type", "pumice"), &job.doc.id());
    if let Some(licence) = job.values(Field::Licence).next() {
        xml.open(El::new("availability"), Layout::Block);
        let is_address = licence.contains("://");
        let target = is_address.then(|| link::resolve(None, &licence)).flatten();
        xml.line(El::new("licence").maybe("target", target), &licence);
    } else {
        xml.open(El::new("availability").with("status", "unknown"), Layout::Block);
        xml.line(El::new("p"), "The source states no licence.");
    }
    xml.close();
    xml.close();
}

fn source(job: &Job<'_>, xml: &mut Xml) {
    let doc = job.doc;
    xml.open(El::new("sourceDesc"), Layout::Block);
    let bibl = El::new("biblStruct").with("type", "webpage").with("xml:id", "src");
    xml.open(job.in_its_language(xml, bibl), Layout::Block);
    xml.open(El::new("analytic"), Layout::Block);
    xml.line(El::new("title").with("level", "a").with("type", "main"), &job.title);
    authors(job, xml);
    let canonical = doc.meta().get(Field::Url);
    if let Some(target) = canonical.and_then(|url| link::resolve(job.base.as_ref(), url)) {
        xml.empty(&El::new("ptr").with("type", "canonical").with("target", &target));
    }
    xml.close();
    xml.open(El::new("monogr"), Layout::Block);
    let site = job.values(Field::Site).next();
    if let Some(site) = &site {
        xml.line(El::new("title").with("level", "j"), site);
    }
    identifiers(doc, xml);
    imprint(job, xml, site.as_deref());
    xml.close();
    xml.close();
    xml.close();
}

fn identifiers(doc: &Document, xml: &mut Xml) {
    let source = &doc.source;
    let bytes = source.bytes.to_string();
    for (kind, value) in [
        ("URL", source.url.as_deref().unwrap_or_default()),
        ("path", &source.path),
        ("record", source.record.as_deref().unwrap_or_default()),
        ("media-type", source.media_type),
        ("encoding", source.encoding),
        ("bytes", &bytes),
        ("sha256", &source.sha256),
    ] {
        let value = one_line(value);
        if !value.is_empty() {
            xml.line(El::new("idno").with("type", &kind), &value);
        }
    }
}

fn imprint(job: &Job<'_>, xml: &mut Xml, site: Option<&str>) {
    let doc = job.doc;
    xml.open(El::new("imprint"), Layout::Block);
    let host = job.base.as_ref().and_then(|base| base.host_str());
    let issuer = site.or(host);
    if let Some(publisher) = issuer {
        xml.line(El::new("publisher"), publisher);
    }
    let shown = job.values(Field::PublishedText).next();
    let published = job.values(Field::Published).next();
    let dates = [
        ("published", published, shown),
        ("modified", job.values(Field::Modified).next(), None),
        ("accessed", doc.claim("record:date").map(one_line), None),
    ];
    let mut is_dated = false;
    for (kind, value, shown) in dates {
        let Some(text) = shown.or_else(|| value.clone()).filter(|text| !text.is_empty()) else {
            continue;
        };
        let when = value.as_deref().and_then(when);
        xml.line(El::new("date").with("type", &kind).maybe("when", when), &text);
        is_dated = true;
    }
    // TEI wants something here, and that nothing is known is something.
    if !is_dated && issuer.is_none() {
        xml.line(El::new("date").with("type", "published"), "unknown");
    }
    xml.close();
}
