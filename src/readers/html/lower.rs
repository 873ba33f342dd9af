//! One walk over the tree into the [`Builder`]: elements become nodes, or claims, or nothing.

use super::arena::{Arena, Content, Id};
use super::attrs::{UNSAID_LEVEL, heading_level, is_heading_role, is_link, says_something};
use super::gap::Gap;
use super::names::Shape;
use super::step::{Around, Step};
use super::{attrs, claims, image, lists, ruby};
use crate::document::{Attr, Builder, Kind, Tag};

/// Parses what stands in a `noscript`, when it is worth reading.
pub(super) type Noscript<'a> = dyn Fn(&str) -> Option<Arena> + 'a;

/// The walk.
pub(super) struct Lower<'a> {
    arena: &'a Arena,
    builder: &'a mut Builder,
    /// How `noscript` is read, when it is.
    noscript: Option<&'a Noscript<'a>>,
    steps: Vec<Step>,
    around: Around,
    gap: Gap,
    /// The text ended with a line.
    at_line: bool,
    in_body: bool,
    titled: bool,
}

impl<'a> Lower<'a> {
    pub(super) fn new(
        arena: &'a Arena,
        builder: &'a mut Builder,
        noscript: Option<&'a Noscript<'a>>,
    ) -> Lower<'a> {
        Lower {
            arena,
            builder,
            noscript,
            steps: Vec::new(),
            around: Around::default(),
            gap: Gap::default(),
            at_line: true,
            in_body: false,
            titled: false,
        }
    }

    /// Lowers the page.
    pub(super) fn page(mut self) {
        let root = self.arena.children(Id::DOCUMENT).find(|&id| self.arena.name(id) == "html");
        let Some(root) = root else { return };
        let names = [
            (Attr::Lang, "html:lang"),
            (Attr::Dir, "html:dir"),
            (Attr::WritingMode, "html:writing-mode"),
        ];
        claims::attributes(self.arena, root, &names, self.builder);
        self.run(root);
    }

    /// Lowers what stands in the body of a page that is part of another.
    pub(super) fn part(mut self) {
        let root = self.arena.children(Id::DOCUMENT).find(|&id| self.arena.name(id) == "html");
        let body = root
            .and_then(|root| self.arena.children(root).find(|&id| self.arena.name(id) == "body"));
        if let Some(body) = body {
            self.run(body);
        }
    }

    fn run(&mut self, root: Id) {
        self.children(root);
        while let Some(step) = self.steps.pop() {
            self.step(step);
        }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Visit(id, until) if id != until => {
                self.steps.push(Step::Visit(self.arena.next(id), until));
                self.node(id);
            }
            Step::Visit(..) => {}
            Step::Open(kind, tag) => self.builder.open(kind, tag),
            Step::Ruby(id, from, until) => self.ruby(id, from, until),
            Step::Close => self.builder.close(),
            Step::CloseBlock(around) => {
                self.around = around;
                self.builder.close();
            }
            Step::Line => self.line(),
            Step::Part => self.gap.close(),
        }
    }

    fn node(&mut self, id: Id) {
        match self.arena.content(id) {
            Content::Text(span) => self.text(self.arena.text(span)),
            Content::Element(_) => self.element(id),
            Content::Document => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.gap.parts(text) {
            self.builder.text(" ");
        }
        self.builder.text(text);
        self.at_line = text.ends_with('\n');
    }

    fn element(&mut self, id: Id) {
        let Some(element) = self.arena.element(id) else { return };
        if element.as_group {
            return self.group(id);
        }
        match element.shape {
            Shape::Skipped | Shape::Fallback | Shape::Source => {}
            Shape::RubyExtra if ruby::is_extra(self.arena, id) => {}
            Shape::Title if std::mem::replace(&mut self.titled, true) => {}
            Shape::Meta | Shape::LinkRel | Shape::Base | Shape::Title | Shape::JsonLd => {
                claims::element(self.arena, id, self.in_body, self.builder);
            }
            Shape::Noscript => self.noscript(id),
            Shape::Anchor | Shape::Phrase(_) | Shape::Span => self.inline(id, element.shape),
            Shape::Ruby => self.steps.extend(ruby::parts(self.arena, id)),
            Shape::Image => image::lower(self.arena, id, self.builder),
            Shape::Break => {
                self.gap = Gap::default();
                self.builder.line_break();
                self.at_line = true;
            }
            Shape::Rule => {
                self.gap = Gap::default();
                self.builder.line_break();
                self.builder.line_break();
            }
            Shape::Leaf(kind) => self.leaf(id, kind),
            Shape::Block(kind) => self.block(id, kind),
            Shape::Loose | Shape::Reading | Shape::RubyExtra => self.children(id),
        }
    }

    fn inline(&mut self, id: Id, shape: Shape) {
        if is_heading_role(self.arena, id) {
            return self.leaf(id, Kind::Heading(UNSAID_LEVEL));
        }
        let (arena, tag) = (self.arena, Tag::of(self.arena.name(id)));
        let kind = match shape {
            Shape::Anchor if is_link(arena, id) => Some(Kind::Link),
            Shape::Phrase(kind) => Some(kind),
            _ => says_something(arena, id).then_some(Kind::Inline),
        };
        claims::element(arena, id, self.in_body, self.builder);
        // Names and dates in a row of their own are set apart by style sheets; within a paragraph
        // nobody does that, and words are cut into spans by editors and converters.
        if shape == Shape::Anchor || (shape == Shape::Span && !self.around.prose) {
            self.gap.open();
            self.steps.push(Step::Part);
        }
        if let Some(kind) = kind {
            self.builder.open(kind, tag);
            self.attrs(id);
            self.steps.push(Step::Close);
        }
        self.children(id);
    }

    fn ruby(&mut self, id: Id, from: Id, until: Id) {
        self.builder.open(Kind::Ruby, Tag::RUBY);
        self.attrs(id);
        self.builder.attr(Attr::Reading, &ruby::reading(self.arena, from, until));
    }

    fn leaf(&mut self, id: Id, kind: Kind) {
        let kind = heading_level(self.arena, id).unwrap_or(kind);
        // A paragraph within a heading is but a line of it.
        if kind == Kind::Paragraph && matches!(self.around.leaf, Some(Kind::Heading(_))) {
            return self.group(id);
        }
        self.open(id, kind, Around { leaf: Some(kind), prose: true, ..self.around });
        self.at_line = true;
        self.children(id);
    }

    fn block(&mut self, id: Id, kind: Kind) {
        if let Some(heading) = heading_level(self.arena, id) {
            return self.leaf(id, heading);
        }
        let is_group = match kind {
            Kind::Group => true,
            Kind::Row | Kind::Cell => !self.around.table && !self.is_in_code(),
            Kind::Item | Kind::Term | Kind::Definition => !lists::is_in_list(self.arena, id, kind),
            _ => false,
        };
        if is_group {
            return self.group(id);
        }
        if self.is_in_code() && matches!(kind, Kind::Table | Kind::Row | Kind::Cell) {
            return self.code_line(id, kind);
        }
        let is_list = matches!(kind, Kind::List | Kind::Definitions);
        if is_list && !self.is_filled(id) {
            return;
        }
        let table = self.around.table || kind == Kind::Table;
        self.open(id, kind, Around { prose: false, table, ..self.around });
        if is_list {
            self.steps.extend(lists::entries(self.arena, id, kind));
        } else {
            self.children(id);
        }
    }

    /// Lowers a box within code: a line, or a piece of one.
    fn code_line(&mut self, id: Id, kind: Kind) {
        if kind != Kind::Cell {
            self.line();
            self.steps.push(Step::Line);
        } else if !self.at_line {
            self.builder.text("\t");
        }
        self.children(id);
    }

    fn is_in_code(&self) -> bool {
        self.around.leaf == Some(Kind::Code)
    }

    fn line(&mut self) {
        if !std::mem::replace(&mut self.at_line, true) {
            self.builder.line_break();
        }
    }

    fn group(&mut self, id: Id) {
        match self.arena.name(id) {
            "head" => return self.children(id),
            "body" | "frameset" => {
                self.in_body = true;
                claims::attributes(self.arena, id, &[(Attr::Class, "body:class")], self.builder);
            }
            _ => {}
        }
        if !self.is_filled(id) {
            return;
        }
        if self.is_in_code() {
            return self.code_line(id, Kind::Group);
        }
        if lists::is_entry_group(self.arena, id) {
            self.steps.extend(lists::entries(self.arena, id, Kind::Definitions));
            return;
        }
        let lays_out = self.arena.shape(id) == Some(Shape::Block(Kind::Table));
        let table = self.around.table && !lays_out;
        self.open(id, Kind::Group, Around { prose: false, table, ..self.around });
        self.children(id);
    }

    fn noscript(&mut self, id: Id) {
        let Some(parse) = self.noscript.filter(|_| self.in_body) else { return };
        let Some(arena) = parse(&self.arena.text_of(id)) else { return };
        self.builder.open(Kind::Group, Tag::NOSCRIPT);
        Lower::new(&arena, self.builder, None).part();
        self.builder.close();
    }

    /// Whether anything stands in an element that could make it more than a box.
    fn is_filled(&self, id: Id) -> bool {
        self.arena.children(id).any(|child| !lists::is_weightless(self.arena, child))
    }

    fn children(&mut self, id: Id) {
        self.steps.push(Step::Visit(self.arena.first(id), Id::NONE));
    }

    /// Opens a block, with its claims and attributes.
    fn open(&mut self, id: Id, kind: Kind, within: Around) {
        claims::element(self.arena, id, self.in_body, self.builder);
        self.gap = Gap::default();
        self.builder.open(kind, Tag::of(self.arena.name(id)));
        self.attrs(id);
        self.steps.push(Step::CloseBlock(std::mem::replace(&mut self.around, within)));
    }

    fn attrs(&mut self, id: Id) {
        attrs::give(self.arena, id, self.builder);
    }
}
