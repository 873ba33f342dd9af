//! TEI P5, by way of a plan in which nothing can be in the wrong place.
//!
//! `shape` folds the kept part into steps that TEI allows; `parts` tells front, article and back
//! apart; `body` opens the sections; `block` and `inline` print what is in them into an `xml`
//! sink, which counts what it writes. The header comes last, when it is known what it has to declare.

mod block;
mod body;
mod date;
mod direction;
mod encoding;
mod header;
mod inline;
mod lang;
mod link;
mod marks;
mod names;
mod parts;
mod profile;
mod shape;
mod stand_off;
mod xml;

use std::io;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::Url;

use self::xml::{El, Layout, Xml};
use super::{Format, Writer};
use crate::document::{Document, Event, Field, Kind, NodeId, Notes, Removal};

/// TEI P5, one document a file. It is valid against `tei_all` and against the stricter
/// `schema/pumice-tei.rng`, whatever was kept and whatever was removed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Tei {
    /// What is said of removed text: `"gap"` puts a `gap` with kind and length where it stood,
    /// `"text"` adds an annotation in `standOff` with the rule, the place in the page and the text
    /// itself, `"none"` says nothing.
    pub removed: Removed,
    /// Whether CJK runs in a language other than their surroundings are tagged within the text
    /// (`foreign`, or `seg` in a line of several languages). Blocks have their language in any case.
    pub languages: bool,
    /// Whether the languages that were considered for an uncertain run are listed in `standOff`,
    /// each with its probability. Needs `languages`.
    pub candidates: bool,
    /// Who publishes the TEI documents: an archive, a project. Without it they say `unpublished`.
    pub publisher: String,
    /// The address of a RELAX NG schema for editors, put into an `xml-model` instruction.
    pub schema: String,
}

/// What is said of removed text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Removed {
    /// A `gap` where it stood.
    #[default]
    Gap,
    /// A `gap`, and an annotation with the text.
    Text,
    /// Nothing.
    None,
}

impl Default for Tei {
    fn default() -> Tei {
        Tei {
            removed: Removed::Gap,
            languages: true,
            candidates: true,
            publisher: String::new(),
            schema: String::new(),
        }
    }
}

impl Format for Tei {
    const NAME: &'static str = "tei";
    const EXTENSION: &'static str = ".tei.xml";
}

/// What all parts of the writer look at.
struct Job<'a> {
    doc: &'a Document,
    tei: &'a Tei,
    /// What was removed.
    removals: Vec<Removal<'a>>,
    /// What is to be told of it in the text: the node that each removal begins with, and its place in
    /// `removals`; in document order.
    gaps: Vec<(NodeId, usize)>,
    base: Option<Url>,
    /// Which way its text runs, as far as the page says.
    page: direction::Page,
    notes: Notes,
    /// The document's language.
    language: String,
    title: String,
}

impl Job<'_> {
    /// Values of a field that say something, each in one line.
    fn values(&self, field: Field) -> impl Iterator<Item = String> {
        self.doc.meta().all(field).map(xml::one_line).filter(|value| !value.is_empty())
    }

    /// An element for words of the document, in the document's language.
    fn in_its_language(&self, xml: &Xml, el: El) -> El {
        let differs = !lang::implies(xml.scope(), &self.language);
        el.maybe("xml:lang", differs.then_some(&self.language))
    }
}

/// What the text turned out to hold, for the header to declare.
struct Text<'a> {
    xml: Xml,
    sections: u32,
    /// CJK runs of uncertain language, with the id of the element that carries each.
    uncertain: Vec<(&'a crate::document::Segment, String)>,
}

impl Writer for Tei {
    fn write(&self, doc: &Document, out: &mut dyn io::Write) -> io::Result<()> {
        let removals = doc.removals();
        let told = if self.removed == Removed::None { &[][..] } else { &removals };
        let job = Job {
            doc,
            tei: self,
            gaps: shape::in_order(told),
            removals,
            base: link::base(doc),
            page: direction::Page::of(doc),
            notes: Notes::of(doc),
            language: lang::of_document(doc),
            title: title(doc),
        };
        let mut text = body::write(&job);
        let stand_off = stand_off::write(&job, &text);
        text.xml.langs.extend(stand_off.langs.iter().cloned());
        let header = header::write(&job, &text);

        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        if !self.schema.is_empty() {
            out.write_all(self.model().as_bytes())?;
        }
        let mut root = Xml::new(0, "");
        let namespace = El::new("TEI").with("xmlns", "http://www.tei-c.org/ns/1.0");
        root.open(namespace.with("xml:id", &doc.id()).with("xml:lang", "en"), Layout::Block);
        out.write_all(root.written().trim_start().as_bytes())?;
        for part in [header, stand_off, text.xml] {
            out.write_all(part.finish().as_bytes())?;
        }
        out.write_all(b"\n</TEI>\n")
    }
}

impl Tei {
    fn model(&self) -> String {
        let href = quick_xml::escape::escape(&self.schema);
        format!(
            "<?xml-model href=\"{href}\" type=\"application/xml\" \
             schematypens=\"http://relaxng.org/ns/structure/1.0\"?>\n"
        )
    }
}

/// What the document is called: by its metadata, its first heading, its address or its id.
fn title(doc: &Document) -> String {
    let found = doc.meta().get(Field::Title).map(xml::one_line).filter(|title| !title.is_empty());
    let heading = || {
        let is_heading = |id: &NodeId| matches!(doc.node(*id).kind, Kind::Heading(_));
        let heading = doc.blocks().map(|(id, _)| id).find(is_heading)?;
        Some(kept_line(doc, heading)).filter(|title| !title.is_empty())
    };
    let path = || Some(xml::one_line(&doc.source.path)).filter(|path| !path.is_empty());
    found.or_else(heading).or_else(path).unwrap_or_else(|| doc.id())
}

/// The kept text of a block in one line.
fn kept_line(doc: &Document, block: NodeId) -> String {
    let mut text = String::new();
    let events = doc.events().skip_while(|event| *event != Event::Enter(block));
    for event in events.take_while(|event| *event != Event::Leave(block)) {
        match event {
            Event::Text(_, piece) => text.push_str(piece),
            Event::Enter(id) if doc.node(id).kind == Kind::Break => text.push(' '),
            _ => {}
        }
    }
    xml::one_line(&text)
}
