//! Blocks: lists, tables, quotations, figures, and the leaf blocks in them.

use super::body::Body;
use super::lang::{self, Tongue};
use super::shape::{Block, Form, Shape, Step};
use super::xml::{El, Layout};
use crate::document::{Attr, Kind, NodeId, Role, Tag};

/// A container that is being written.
struct Open {
    block: Block,
    /// Of a list: the number of its next item.
    number: Option<i64>,
}

impl<'a> Body<'a> {
    /// Writes a block and all that is in it.
    pub(super) fn blocks(&mut self, steps: &[Step]) {
        let mut open: Vec<Open> = Vec::new();
        let mut steps = steps.iter();
        while let Some(step) = steps.next() {
            match *step {
                Step::Open(block) => {
                    self.container(&block, steps.as_slice(), &mut open);
                }
                Step::Close => {
                    open.pop();
                    self.xml.close();
                }
                Step::Leaf(leaf, form) => {
                    let holder = open.last().map(|open| open.block);
                    if holder.is_some_and(|block| block.bare) {
                        self.content(leaf);
                    } else {
                        self.leaf(leaf, form, holder.map(|block| block.shape));
                    }
                }
                Step::Gap(at) => self.gap(at),
            }
        }
    }

    /// Opens a container; `within` begins with what is in it.
    fn container(&mut self, block: &Block, within: &[Step], open: &mut Vec<Open>) {
        let empty = matches!(within.first(), Some(Step::Close));
        let first = first_leaf(within).filter(|_| !empty);
        // The paragraph that stands in it without an element of its own.
        let leaf = first.filter(|_| block.bare);
        let id = if open.is_empty() { self.block_id(prefix(block.shape)) } else { None };
        let holder = open.last_mut();
        let el = self.container_name(block, holder).maybe("xml:id", id);
        let el = match (leaf, first) {
            (Some(leaf), _) => self.in_language_of(el, leaf),
            // What is in it mostly runs the way in which it begins.
            (None, Some(first)) => self.in_writing_of(el, first),
            (None, None) => el,
        };
        let layout = if leaf.is_some() || empty { Layout::Mixed } else { Layout::Block };
        self.xml.open(el, layout);
        let number = (block.shape == Shape::List && self.is_numbered(block)).then(|| {
            let start = block.node.and_then(|node| self.job.doc.attr(node, Attr::Start));
            start.and_then(|start| start.trim().parse().ok()).unwrap_or(1)
        });
        open.push(Open { block: *block, number });
    }

    fn container_name(&self, block: &Block, holder: Option<&mut Open>) -> El {
        let regular = holder.as_ref().is_some_and(|open| open.block.regular);
        let number = holder.and_then(|open| {
            let number = open.number.as_mut()?;
            Some(std::mem::replace(number, number.saturating_add(1)))
        });
        match block.shape {
            Shape::Flow | Shape::Quote => El::new("quote").maybe("source", self.cited(block)),
            Shape::List if self.is_numbered(block) => El::new("list").with("rend", "numbered"),
            Shape::List => El::new("list").with("rend", "bulleted"),
            Shape::Item => El::new("item").maybe("n", number),
            Shape::Gloss if block.regular => El::new("list").with("type", "gloss"),
            Shape::Gloss => El::new("list").with("type", "definitions"),
            Shape::Term if regular => El::new("label"),
            Shape::Definition if regular => El::new("item"),
            Shape::Term => El::new("item").with("rend", "term"),
            Shape::Definition => El::new("item").with("rend", "definition"),
            Shape::Table => El::new("table").with("rows", &block.rows).with("cols", &block.cols),
            Shape::Row => El::new("row").maybe("role", block.regular.then_some("label")),
            Shape::Cell => self.cell(block.node),
            Shape::Figure => El::new("figure"),
        }
    }

    fn cell(&self, node: Option<NodeId>) -> El {
        let Some(node) = node else { return El::new("cell") };
        let span = |name| {
            let span: Option<u32> = self.job.doc.attr(node, name)?.trim().parse().ok();
            span.filter(|span| (2..=1000).contains(span))
        };
        let header = self.job.doc.node(node).tag == Tag::TH;
        El::new("cell")
            .maybe("role", header.then_some("label"))
            .maybe("cols", span(Attr::Colspan))
            .maybe("rows", span(Attr::Rowspan))
    }

    fn is_numbered(&self, block: &Block) -> bool {
        block.node.is_some_and(|node| self.job.doc.node(node).tag == Tag::OL)
    }

    fn cited(&self, block: &Block) -> Option<String> {
        let cite = self.job.doc.attr(block.node?, Attr::Cite)?;
        super::link::resolve(self.job.base.as_ref(), cite)
    }

    /// Writes a leaf block; `holder` is the container that it stands in.
    pub(super) fn leaf(&mut self, leaf: NodeId, form: Form, holder: Option<Shape>) {
        let rend = match form {
            Form::Caption => Some("caption"),
            // A division of tags or comments says it once.
            _ => self
                .job
                .doc
                .role(leaf)
                .map(role_name)
                .filter(|name| !self.div_kind().starts_with(name)),
        };
        let level = match self.job.doc.node(leaf).kind {
            Kind::Heading(level) => Some(format!("h{level}")),
            _ => None,
        };
        let el = match form {
            Form::Graphics => return self.graphics(leaf, holder == Some(Shape::Figure)),
            Form::Paragraph | Form::Caption => El::new("p").maybe("rend", rend),
            Form::Head => El::new("head"),
            Form::Heading => El::new("label").with("type", "heading").maybe("rend", level),
            Form::Code => El::new("eg").with("xml:space", "preserve"),
            Form::Note => El::new("note"),
            Form::Summary => El::new("label").with("type", "summary"),
        };
        let id = match self.job.notes.number(leaf).filter(|_| form == Form::Note) {
            Some(number) => Some(format!("note.{number}")),
            None if holder.is_none() => self.block_id(leaf_prefix(form)),
            None => None,
        };
        self.block(el.maybe("xml:id", id), leaf);
    }

    /// Writes an element with the content of a leaf block.
    pub(super) fn block(&mut self, el: El, leaf: NodeId) {
        let el = self.in_language_of(el, leaf);
        self.xml.open(el, Layout::Mixed);
        self.content(leaf);
        self.xml.close();
    }

    /// Adds the language and direction of a leaf block.
    fn in_language_of(&mut self, el: El, leaf: NodeId) -> El {
        let tongue = lang::of_leaf(self.job.doc, leaf, self.job.tei);
        let el = self.in_writing_of(el, leaf);
        self.in_language(el, tongue)
    }

    /// Adds the direction of a leaf block, where it is not the one that holds around.
    fn in_writing_of(&self, el: El, leaf: NodeId) -> El {
        let writing = self.job.page.of_block(self.job.doc, leaf);
        let renditions: Vec<&str> = writing.renditions(self.xml.writing()).collect();
        el.with("rendition", &renditions.join(" "))
    }

    /// Adds a language to an element, where it is not the one that holds around it.
    pub(super) fn in_language(&mut self, el: El, tongue: Option<Tongue<'a>>) -> El {
        let tongue = tongue.filter(|tongue| !lang::implies(self.xml.scope(), &tongue.tag));
        let Some(tongue) = tongue else { return el };
        let el = self.mark_uncertain(el, tongue.segment);
        el.with("xml:lang", &tongue.tag).maybe("cert", tongue.cert.map(lang::probability))
    }
}

fn first_leaf(steps: &[Step]) -> Option<NodeId> {
    steps.iter().find_map(|step| match step {
        Step::Leaf(leaf, _) => Some(*leaf),
        _ => None,
    })
}

/// What the ids of containers begin with.
fn prefix(shape: Shape) -> &'static str {
    match shape {
        Shape::Quote => "q",
        Shape::Table => "t",
        Shape::Figure => "fig",
        _ => "l",
    }
}

fn leaf_prefix(form: Form) -> &'static str {
    match form {
        Form::Code => "eg",
        Form::Note => "n",
        Form::Heading | Form::Head => "h",
        _ => "p",
    }
}

/// What a role is called in `@rend`, where it could not become an element of its own.
fn role_name(role: Role) -> &'static str {
    match role {
        Role::Masthead => "masthead",
        Role::Category => "category",
        Role::Dateline => "dateline",
        Role::Byline => "byline",
        Role::Title => "title",
        Role::Subtitle => "subtitle",
        Role::Lead => "lead",
        Role::Tags => "tags",
        Role::Note => "note",
        Role::Comment => "comment",
    }
}
