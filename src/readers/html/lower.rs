//! One walk over the tree into the [`Builder`]: elements become nodes, or claims, or nothing.

use super::arena::{Arena, Content, Id};
use super::gap::Gap;
use super::names::{Name, Shape};
use super::{claims, image, ruby};
use crate::document::{Attr, Builder, Kind, Tag};

/// The level of a heading that does not say it (WAI-ARIA 1.2, `heading`).
const UNSAID_LEVEL: u8 = 2;

/// What is still to be done.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// A node and those that follow it, up to another.
    Visit(Id, Id),
    /// A node of the document opens that no element stands for.
    Open(Kind, Tag),
    /// A ruby opens; its base has the readings from a node up to another.
    Ruby(Id, Id, Id),
    /// The node opened last is closed.
    Close,
    /// So is the leaf block opened last.
    CloseLeaf(Kind),
    /// So is the table opened last.
    CloseTable,
    /// An element ends that stands apart from the next one of its kind.
    Part,
}

/// The walk.
pub(super) struct Lower<'a> {
    pub(super) arena: &'a Arena,
    pub(super) builder: &'a mut Builder,
    /// Whether `noscript` is lowered, and what from.
    noscript: Option<&'a dyn Fn(&str) -> Option<Arena>>,
    steps: Vec<Step>,
    gap: Gap,
    /// Open leaf blocks and how many of them are headings.
    leaves: u32,
    headings: u32,
    /// Whether the open tables, the innermost last, lay out the page.
    layouts: Vec<bool>,
    in_body: bool,
    titled: bool,
}

impl<'a> Lower<'a> {
    pub(super) fn new(
        arena: &'a Arena,
        builder: &'a mut Builder,
        noscript: Option<&'a dyn Fn(&str) -> Option<Arena>>,
    ) -> Lower<'a> {
        Lower {
            arena,
            builder,
            noscript,
            steps: Vec::new(),
            gap: Gap::default(),
            leaves: 0,
            headings: 0,
            layouts: Vec::new(),
            in_body: false,
            titled: false,
        }
    }

    /// Lowers the page.
    pub(super) fn page(mut self) {
        let root = self.arena.children(Id::DOCUMENT).find(|&id| self.arena.name(id) == "html");
        let Some(root) = root else { return };
        let names = [(Attr::Lang, "html:lang"), (Attr::Dir, "html:dir")];
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
            Step::Open(kind, tag) => self.open(kind, tag),
            Step::Ruby(id, from, until) => self.ruby(id, from, until),
            Step::Close => self.close(),
            Step::CloseLeaf(kind) => {
                self.leaves -= 1;
                self.headings -= u32::from(matches!(kind, Kind::Heading(_)));
                self.close();
            }
            Step::CloseTable => {
                self.layouts.pop();
                self.close();
            }
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
        if shape == Shape::Anchor || (shape == Shape::Span && self.leaves == 0) {
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
        let tag = Tag::of(self.arena.name(id));
        // A paragraph within a heading is but a line of it.
        if self.headings > 0 && kind == Kind::Paragraph {
            return self.group(id);
        }
        claims::element(self.arena, id, self.in_body, self.builder);
        self.open(kind, tag);
        self.attrs(id);
        self.leaves += 1;
        self.headings += u32::from(matches!(kind, Kind::Heading(_)));
        self.steps.push(Step::CloseLeaf(kind));
        self.children(id);
    }

    fn block(&mut self, id: Id, kind: Kind) {
        if let Some(heading) = heading_level(self.arena, id) {
            return self.leaf(id, heading);
        }
        match kind {
            Kind::Group if self.is_entry_group(id) => return self.entries(id, Kind::Definitions),
            Kind::Group => return self.group(id),
            Kind::Row | Kind::Cell if self.layouts.last() != Some(&false) => return self.group(id),
            Kind::Item | Kind::Term | Kind::Definition if !self.is_in_list(id, kind) => {
                return self.group(id);
            }
            _ => {}
        }
        let empty_list = matches!(kind, Kind::List | Kind::Definitions) && !self.is_filled(id);
        if empty_list {
            return;
        }
        claims::element(self.arena, id, self.in_body, self.builder);
        self.open(kind, Tag::of(self.arena.name(id)));
        self.attrs(id);
        match kind {
            Kind::Table => {
                self.layouts.push(false);
                self.steps.push(Step::CloseTable);
                self.children(id);
            }
            Kind::List | Kind::Definitions => {
                self.steps.push(Step::Close);
                self.entries(id, kind);
            }
            _ => {
                self.steps.push(Step::Close);
                self.children(id);
            }
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
        claims::element(self.arena, id, self.in_body, self.builder);
        self.open(Kind::Group, Tag::of(self.arena.name(id)));
        self.attrs(id);
        let table = self.arena.shape(id) == Some(Shape::Block(Kind::Table));
        if table {
            self.layouts.push(true);
        }
        self.steps.push(if table { Step::CloseTable } else { Step::Close });
        self.children(id);
    }

    fn noscript(&mut self, id: Id) {
        let Some(parse) = self.noscript.filter(|_| self.in_body) else { return };
        let Some(arena) = parse(&self.arena.text_of(id)) else { return };
        self.open(Kind::Group, Tag::NOSCRIPT);
        Lower::new(&arena, self.builder, None).part();
        self.close();
    }

    /// Lowers the children of a list so that it holds its entries only: what stands between them
    /// becomes an entry of its own.
    fn entries(&mut self, list: Id, kind: Kind) {
        let wrapper = if kind == Kind::List { Kind::Item } else { Kind::Definition };
        let mut steps = Vec::new();
        let mut at = self.arena.first(list);
        while let Some(from) = at.some() {
            let loose = self.is_loose(from, kind);
            while at
                .some()
                .is_some_and(|id| self.is_weightless(id) || self.is_loose(id, kind) == loose)
            {
                at = self.arena.next(at);
            }
            if loose {
                steps.extend([Step::Open(wrapper, Tag::OTHER), Step::Visit(from, at), Step::Close]);
            } else {
                steps.push(Step::Visit(from, at));
            }
        }
        self.steps.extend(steps.into_iter().rev());
    }

    /// Whether a child of a list is no entry of it.
    fn is_loose(&self, id: Id, list: Kind) -> bool {
        if self.is_weightless(id) {
            return false;
        }
        match self.arena.shape(id) {
            Some(Shape::Block(Kind::Item)) => list != Kind::List,
            Some(Shape::Block(Kind::Term | Kind::Definition)) => list != Kind::Definitions,
            Some(Shape::Block(Kind::Group)) => !self.is_entry_group(id),
            _ => true,
        }
    }

    fn is_weightless(&self, id: Id) -> bool {
        match self.arena.shape(id) {
            Some(shape) => matches!(shape, Shape::Skipped | Shape::JsonLd | Shape::Meta),
            None => self.arena.is_blank(id),
        }
    }

    fn is_in_list(&self, id: Id, kind: Kind) -> bool {
        let list = if kind == Kind::Item { Kind::List } else { Kind::Definitions };
        let parent = self.arena.parent(id);
        self.arena.shape(parent) == Some(Shape::Block(list))
            || (list == Kind::Definitions && self.may_group_entries(parent))
    }

    /// Whether an element stands where a definition list may group its entries (HTML Standard,
    /// 4.4.9).
    fn may_group_entries(&self, id: Id) -> bool {
        self.arena.name(id) == "div"
            && self.arena.shape(self.arena.parent(id)) == Some(Shape::Block(Kind::Definitions))
    }

    fn is_entry_group(&self, id: Id) -> bool {
        self.may_group_entries(id)
            && self.arena.children(id).any(|child| {
                matches!(self.arena.shape(child), Some(Shape::Block(Kind::Term | Kind::Definition)))
            })
    }

    /// Whether anything stands in an element that could make it more than a box.
    fn is_filled(&self, id: Id) -> bool {
        self.arena.children(id).any(|child| !self.is_weightless(child))
    }

    fn children(&mut self, id: Id) {
        self.steps.push(Step::Visit(self.arena.first(id), Id::NONE));
    }

    fn open(&mut self, kind: Kind, tag: Tag) {
        self.gap = Gap::default();
        self.builder.open(kind, tag);
    }

    fn close(&mut self) {
        self.builder.close();
    }

    fn attrs(&mut self, id: Id) {
        attrs(self.arena, id, self.builder);
    }
}

/// Gives the attributes of an element to the node opened last.
pub(super) fn attrs(arena: &Arena, id: Id, builder: &mut Builder) {
    if builder.is_full() {
        return;
    }
    for (name, value) in arena.attrs(id) {
        if let Name::Kept(attr) = name {
            builder.attr(attr, value);
        }
    }
    if arena.element(id).is_some_and(|element| element.hidden) {
        builder.attr(Attr::Hidden, "");
    }
}

/// An anchor that leads nowhere but has a name is a place to lead to, and may hold half the page.
fn is_link(arena: &Arena, id: Id) -> bool {
    let has = |attr| arena.attr(id, Name::Kept(attr)).is_some();
    has(Attr::Href) || !(has(Attr::Name) || has(Attr::Id))
}

/// Whether the attributes of an element say something of its text.
fn says_something(arena: &Arena, id: Id) -> bool {
    arena.element(id).is_some_and(|element| element.hidden)
        || arena.attrs(id).any(|(name, _)| {
            let Name::Kept(attr) = name else { return false };
            matches!(
                attr,
                Attr::Lang | Attr::Dir | Attr::Datetime | Attr::Itemprop | Attr::Itemtype
            )
        })
}

fn is_heading_role(arena: &Arena, id: Id) -> bool {
    arena.attr(id, Name::Kept(Attr::Role)).is_some_and(|role| role.trim() == "heading")
}

/// The heading that an element is by its role.
fn heading_level(arena: &Arena, id: Id) -> Option<Kind> {
    let said = || arena.attr(id, Name::Level)?.trim().parse::<u8>().ok();
    is_heading_role(arena, id).then(|| Kind::Heading(said().unwrap_or(UNSAID_LEVEL).clamp(1, 6)))
}
