//! The text: front, sections, back.

use std::collections::{BTreeMap, BTreeSet};

use super::marks::Marks;
use super::parts::{self, Place, Unit};
use super::shape::{self, Form, Step};
use super::xml::{El, Layout, Xml};
use super::{Job, Text};
use crate::document::{Events, NodeId, Role, Section, Segment};

/// What is written, and how far it has come.
pub(super) struct Body<'a> {
    pub(super) job: &'a Job<'a>,
    pub(super) xml: Xml,
    /// The kept part; steps and events come in the same order.
    pub(super) events: Events<'a>,
    /// The byline or dateline that is being written, in which names and dates are marked.
    pub(super) special: Option<NodeId>,
    /// The sentence and the word that are being written.
    pub(super) marks: Marks,
    /// Removals that have their gap, by their place in the document's order.
    placed: usize,
    divs: Vec<Div>,
    ids: BTreeSet<String>,
    sections: u32,
    uncertain: Vec<(&'a Segment, String)>,
}

/// An open division.
struct Div {
    kind: &'static str,
    id: String,
    /// Its number, `1.2`; empty for what is no section.
    number: String,
    /// One past its last node.
    end: NodeId,
    sections: u32,
    /// How many blocks of each kind it has.
    blocks: BTreeMap<&'static str, u32>,
    /// What follows its subsections stands in a division of its own, which is open.
    continued: bool,
}

/// Writes the text of a document.
pub(super) fn write<'a>(job: &'a Job<'a>) -> Text<'a> {
    let mut body = Body {
        job,
        xml: Xml::new(1, "en"),
        events: job.doc.events(),
        special: None,
        marks: Marks::default(),
        placed: 0,
        divs: Vec::new(),
        ids: BTreeSet::new(),
        sections: 0,
        uncertain: Vec::new(),
    };
    let steps = shape::shape(job.doc, &job.notes, &job.gaps);
    let units = parts::units(job, &steps);
    let (front, main, back) = parts::split(&units);
    let plain = body.xml.writing();
    let renditions: Vec<&str> = job.page.writing(job.doc).renditions(plain).collect();
    let text = El::new("text").with("xml:lang", &job.language);
    body.xml.open(text.with("rendition", &renditions.join(" ")), Layout::Block);
    body.front(front);
    body.xml.open(El::new("body"), Layout::Block);
    body.article(main);
    body.xml.close();
    body.back(back);
    body.xml.close();
    Text { xml: body.xml, sections: body.sections, uncertain: body.uncertain }
}

impl<'a> Body<'a> {
    fn front(&mut self, units: &[Unit<'_>]) {
        if units.is_empty() {
            return;
        }
        self.xml.open(El::new("front"), Layout::Block);
        self.open_div("masthead", "fm");
        for unit in units {
            match *unit.steps {
                [Step::Leaf(leaf, form)] if form != Form::Graphics => {
                    let el = El::new("p").maybe("xml:id", self.block_id("p"));
                    self.block(el, leaf);
                }
                _ => self.blocks(unit.steps),
            }
        }
        self.close_div();
        self.xml.close();
    }

    fn back(&mut self, units: &[Unit<'_>]) {
        if units.is_empty() {
            return;
        }
        self.xml.open(El::new("back"), Layout::Block);
        let mut kind = "";
        for unit in units {
            let name = match unit.place {
                Place::Tags => "tags",
                Place::Comments => "comments",
                _ => "",
            };
            if std::mem::replace(&mut kind, name) != name && !self.divs.is_empty() {
                self.close_div();
            }
            if self.divs.is_empty() && !name.is_empty() {
                self.open_div(name, name);
            }
            self.blocks(unit.steps);
        }
        if !self.divs.is_empty() {
            self.close_div();
        }
        self.xml.close();
    }

    fn article(&mut self, units: &[Unit<'_>]) {
        let sections: BTreeMap<NodeId, &Section> =
            self.job.doc.sections().iter().map(|section| (section.heading, section)).collect();
        self.open_div("article", "a");
        let mut leading = true;
        for unit in units {
            self.close_sections(unit.first);
            let leaf = match *unit.steps {
                [Step::Leaf(leaf, form)] => Some((leaf, form)),
                _ => None,
            };
            if leading && leaf.is_some_and(|(leaf, form)| self.head_part(leaf, form)) {
                continue;
            }
            if let Some((leaf, _)) = leaf
                && let Some(section) = sections.get(&leaf)
            {
                leading = false;
                self.open_section(section);
                continue;
            }
            leading &= matches!(unit.place, Place::Gap | Place::Picture);
            self.continue_div(unit.place);
            self.blocks(unit.steps);
        }
        while !self.divs.is_empty() {
            self.close_div();
        }
    }

    /// Writes a leaf that has its own element at the head of the article; false when it has none.
    fn head_part(&mut self, leaf: NodeId, form: Form) -> bool {
        let Some(role) = self.job.doc.role(leaf) else { return false };
        if matches!(form, Form::Graphics | Form::Code) {
            return false;
        }
        let head = |kind| El::new("head").with("type", &kind);
        let el = match role {
            Role::Category => head("category"),
            Role::Title => head("main").maybe("xml:id", self.fresh("a.h")),
            Role::Subtitle => head("sub"),
            Role::Byline => El::new("byline"),
            Role::Dateline => El::new("dateline"),
            Role::Lead => {
                let el = El::new("argument").maybe("xml:id", self.fresh("a.lead"));
                self.xml.open(el, Layout::Block);
                self.block(El::new("p"), leaf);
                self.xml.close();
                return true;
            }
            _ => return false,
        };
        self.special = Some(leaf);
        self.block(el, leaf);
        self.special = None;
        true
    }

    fn open_div(&mut self, kind: &'static str, name: &str) {
        let id = self.unique(name);
        self.xml.open(El::new("div").with("type", &kind).with("xml:id", &id), Layout::Block);
        let end = self.job.doc.end(NodeId::ROOT);
        self.push_div(kind, id, String::new(), end);
    }

    fn push_div(&mut self, kind: &'static str, id: String, number: String, end: NodeId) {
        let blocks = BTreeMap::new();
        self.divs.push(Div { kind, id, number, end, sections: 0, blocks, continued: false });
    }

    /// The type of the innermost division.
    pub(super) fn div_kind(&self) -> &'static str {
        self.divs.last().map_or("", |div| div.kind)
    }

    fn open_section(&mut self, section: &Section) {
        self.sections += 1;
        self.end_continuation();
        let Some(holder) = self.divs.last_mut() else { return };
        holder.sections += 1;
        let dot = if holder.number.is_empty() { "" } else { "." };
        let number = format!("{}{dot}{}", holder.number, holder.sections);
        let id = format!("s{number}");
        let div = El::new("div").with("type", "section").with("n", &number).with("xml:id", &id);
        self.xml.open(div, Layout::Block);
        self.block(El::new("head").with("xml:id", &format!("{id}.h")), section.heading);
        self.push_div("section", id, number, section.end);
    }

    /// Closes the sections that end before a node.
    fn close_sections(&mut self, node: NodeId) {
        if let Some(ended) = self.divs.iter().position(|div| div.end <= node) {
            while self.divs.len() > ended {
                self.close_div();
            }
        }
    }

    fn close_div(&mut self) {
        self.end_continuation();
        self.divs.pop();
        self.xml.close();
    }

    /// Blocks may not follow the sections beside them: they get a division of their own.
    fn continue_div(&mut self, place: Place) {
        if let Some(div) = self.divs.last_mut()
            && div.sections > 0
            && !div.continued
            && place != Place::Gap
        {
            div.continued = true;
            self.xml.open(El::new("div").with("type", "continuation"), Layout::Block);
        }
    }

    fn end_continuation(&mut self) {
        if let Some(div) = self.divs.last_mut()
            && std::mem::take(&mut div.continued)
        {
            self.xml.close();
        }
    }

    /// The id of the next block of a kind, `s1.p2`.
    pub(super) fn block_id(&mut self, prefix: &'static str) -> Option<String> {
        let div = self.divs.last_mut()?;
        let number = div.blocks.entry(prefix).or_default();
        *number += 1;
        Some(format!("{}.{prefix}{number}", div.id))
    }

    /// An id that occurs once; nothing the second time.
    fn fresh(&mut self, id: &str) -> Option<String> {
        self.ids.insert(id.to_owned()).then(|| id.to_owned())
    }

    /// The id, with a number when it was given out already.
    fn unique(&mut self, id: &str) -> String {
        let numbered = (2_u32..).map(|number| format!("{id}{number}"));
        let mut ids = std::iter::once(id.to_owned()).chain(numbered);
        ids.find(|id| self.ids.insert(id.clone())).unwrap_or_default()
    }

    /// Gives an element that carries an uncertain run an id, and notes both for `standOff`.
    pub(super) fn mark_uncertain(&mut self, el: El, segment: Option<&'a Segment>) -> El {
        const CERTAIN: f32 = 0.999;
        let wanted = |segment: &&Segment| {
            self.job.tei.candidates && segment.confidence < CERTAIN && segment.candidates.len() > 1
        };
        let Some(segment) = segment.filter(wanted) else { return el };
        // A run that goes through several elements is told of once.
        if self.uncertain.last().is_some_and(|(last, _)| std::ptr::eq(*last, segment)) {
            return el;
        }
        let own = el.get("xml:id").map(str::to_owned);
        let new = own.is_none().then(|| format!("lang.{}", self.uncertain.len() + 1));
        self.uncertain.extend(own.or_else(|| new.clone()).map(|id| (segment, id)));
        el.maybe("xml:id", new)
    }

    /// Writes the gaps of the removals that are due and have none yet.
    pub(super) fn place_gaps(&mut self, is_due: impl Fn(NodeId) -> bool) {
        let job = self.job;
        while let Some(&(node, at)) = job.gaps.get(self.placed)
            && is_due(node)
        {
            self.gap(at);
        }
    }

    /// Writes the gap of a removal.
    pub(super) fn gap(&mut self, at: usize) {
        self.placed += 1;
        let removal = &self.job.removals[at];
        let number = at + 1;
        let annotated = self.job.tei.removed == super::Removed::Text;
        let gap = El::new("gap")
            .with("xml:id", &format!("gap.{number}"))
            .with("reason", "editorial")
            .with("ana", &format!("#bp.{}", removal.kind.name()))
            .with("unit", "chars")
            .with("quantity", &removal.chars)
            .with("resp", "#resp.pumice")
            .maybe("corresp", annotated.then(|| format!("#rm.{number}")));
        self.xml.empty(&gap);
    }
}
