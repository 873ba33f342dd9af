//! The parsed page: a tree in flat tables, each node linked to its neighbours by their places.
//!
//! Nothing in it recurses, so no page is too deep to be walked or freed.

use std::borrow::Cow;

use super::local::{Local, Names, Ns};
use super::names::{Name, Shape};
use crate::document::Span;

/// A node's place in the arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Id(u32);

impl Id {
    /// No node.
    pub(super) const NONE: Id = Id(u32::MAX);
    /// The node that holds the root element.
    pub(super) const DOCUMENT: Id = Id(0);

    /// The node, when there is one.
    pub(super) fn some(self) -> Option<Id> {
        (self != Id::NONE).then_some(self)
    }
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// The document.
    Document,
    /// An element, by its place in the table of elements.
    Element(u32),
    /// A run of text. Neighbouring runs are not always joined.
    Text(Span),
}

#[derive(Clone, Copy, Debug)]
struct Node {
    content: Content,
    parent: Id,
    first: Id,
    last: Id,
    prev: Id,
    next: Id,
}

/// An element, without its place in the tree and its attributes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    /// Its name.
    pub(super) name: Local,
    /// The vocabulary that its name is of.
    pub(super) ns: Ns,
    /// What becomes of it.
    pub(super) shape: Shape,
    /// It is not shown.
    pub(super) hidden: bool,
    /// It is lowered as a group, whatever its shape: a table that lays out the page, a fallback that
    /// holds the page.
    pub(super) as_group: bool,
}

/// A step of a walk over a subtree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// A node begins.
    Enter(Id),
    /// It ends.
    Leave(Id),
}

/// The tree.
#[derive(Debug)]
pub(super) struct Arena {
    nodes: Vec<Node>,
    /// Each with its rows in `attrs`.
    elements: Vec<(Element, Span)>,
    attrs: Vec<(Name, Span)>,
    text: String,
    attr_text: String,
    names: Names,
}

/// What the reader asks of the tree.
impl Arena {
    pub(super) fn content(&self, id: Id) -> Content {
        self.nodes[id.0 as usize].content
    }

    pub(super) fn element(&self, id: Id) -> Option<&Element> {
        match self.content(id) {
            Content::Element(at) => Some(&self.elements[at as usize].0),
            _ => None,
        }
    }

    pub(super) fn shape(&self, id: Id) -> Option<Shape> {
        self.element(id).map(|element| element.shape)
    }

    /// The name of an element; nothing for other nodes.
    pub(super) fn name(&self, id: Id) -> &str {
        self.element(id).map_or("", |element| self.names.text(element.name))
    }

    pub(super) fn text(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    pub(super) fn parent(&self, id: Id) -> Id {
        self.nodes[id.0 as usize].parent
    }

    pub(super) fn first(&self, id: Id) -> Id {
        self.nodes[id.0 as usize].first
    }

    pub(super) fn next(&self, id: Id) -> Id {
        self.nodes[id.0 as usize].next
    }

    pub(super) fn prev(&self, id: Id) -> Id {
        self.nodes[id.0 as usize].prev
    }

    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.first(id).some(), |&at| self.next(at).some())
    }

    pub(super) fn attrs(&self, id: Id) -> impl Iterator<Item = (Name, &str)> {
        let span = match self.content(id) {
            Content::Element(at) => self.elements[at as usize].1,
            _ => Span::default(),
        };
        self.attrs[span.range()].iter().map(|(name, value)| (*name, &self.attr_text[value.range()]))
    }

    pub(super) fn attr(&self, id: Id, name: Name) -> Option<&str> {
        self.attrs(id).find(|(found, _)| *found == name).map(|(_, value)| value)
    }

    /// Walks a subtree in document order; the nodes that `enters` refuses are entered and left, but
    /// what is in them is passed over.
    pub(super) fn edges(
        &self,
        root: Id,
        enters: impl Fn(Id) -> bool,
    ) -> impl Iterator<Item = Edge> {
        let mut next = Some(Edge::Enter(root));
        std::iter::from_fn(move || {
            let edge = next?;
            next = match edge {
                Edge::Enter(id) => match self.first(id).some().filter(|_| enters(id)) {
                    Some(first) => Some(Edge::Enter(first)),
                    None => Some(Edge::Leave(id)),
                },
                Edge::Leave(id) if id == root => None,
                Edge::Leave(id) => match self.next(id).some() {
                    Some(next) => Some(Edge::Enter(next)),
                    None => Some(Edge::Leave(self.parent(id))),
                },
            };
            Some(edge)
        })
    }

    /// All text beneath a node.
    pub(super) fn text_of(&self, id: Id) -> String {
        let mut out = String::new();
        for edge in self.edges(id, |_| true) {
            if let Edge::Enter(at) = edge
                && let Content::Text(span) = self.content(at)
            {
                out.push_str(self.text(span));
            }
        }
        out
    }

    /// Whether a node is a text of white space only.
    pub(super) fn is_blank(&self, id: Id) -> bool {
        matches!(self.content(id), Content::Text(span)
            if self.text(span).bytes().all(|b| b.is_ascii_whitespace()))
    }
}

/// How the tree grows.
impl Arena {
    pub(super) fn new(bytes: usize) -> Arena {
        let mut arena = Arena {
            nodes: Vec::with_capacity(bytes / 64 + 16),
            elements: Vec::with_capacity(bytes / 128 + 16),
            attrs: Vec::with_capacity(bytes / 128 + 16),
            text: String::with_capacity(bytes / 8),
            attr_text: String::with_capacity(bytes / 8),
            names: Names::default(),
        };
        arena.add(Content::Document);
        arena
    }

    pub(super) fn element_count(&self) -> usize {
        self.elements.len()
    }

    fn add(&mut self, content: Content) -> Id {
        let id = Id(self.nodes.len() as u32);
        let none = Id::NONE;
        self.nodes.push(Node {
            content,
            parent: none,
            first: none,
            last: none,
            prev: none,
            next: none,
        });
        id
    }

    /// Adds an element that stands nowhere yet. Its attributes are those added last, from `attrs`.
    pub(super) fn add_element(&mut self, element: Element, attrs: usize) -> Id {
        let attrs = Span { start: attrs as u32, end: self.attrs.len() as u32 };
        self.elements.push((element, attrs));
        self.add(Content::Element(self.elements.len() as u32 - 1))
    }

    /// Adds an element like another, with the same attributes. It stands nowhere yet.
    pub(super) fn add_copy(&mut self, id: Id) -> Id {
        if let Content::Element(at) = self.content(id) {
            self.elements.extend_from_within(at as usize..=at as usize);
        }
        self.add(Content::Element(self.elements.len() as u32 - 1))
    }

    /// The number of a name that is not known: of a new one too when it is to be the name of an
    /// element.
    pub(super) fn local(&mut self, source: &str, new: bool) -> Local {
        if new { self.names.number(source) } else { self.names.find(source) }
    }

    pub(super) fn attr_count(&self) -> usize {
        self.attrs.len()
    }

    pub(super) fn add_attr(&mut self, name: Name, value: &str) {
        let start = self.attr_text.len() as u32;
        self.attr_text.push_str(value);
        self.attrs.push((name, Span { start, end: self.attr_text.len() as u32 }));
    }

    /// Adds the attributes that an element has not got yet: a second `body` tag adds to the first.
    pub(super) fn add_missing(&mut self, id: Id, attrs: &[(Name, Cow<str>)]) {
        let Content::Element(at) = self.content(id) else { return };
        let (old, start) = (self.elements[at as usize].1, self.attrs.len() as u32);
        self.attrs.extend_from_within(old.range());
        for (name, value) in attrs {
            if self.attr(id, *name).is_none() {
                self.add_attr(*name, value);
            }
        }
        self.elements[at as usize].1 = Span { start, end: self.attrs.len() as u32 };
    }

    pub(super) fn set_as_group(&mut self, id: Id) {
        if let Content::Element(at) = self.content(id) {
            self.elements[at as usize].0.as_group = true;
        }
    }

    /// Puts a node before another, or last when there is none. It must stand nowhere.
    pub(super) fn insert(&mut self, parent: Id, before: Id, child: Id) {
        let prev = match before.some() {
            Some(before) => std::mem::replace(&mut self.at(before).prev, child),
            None => std::mem::replace(&mut self.at(parent).last, child),
        };
        match prev.some() {
            Some(prev) => self.at(prev).next = child,
            None => self.at(parent).first = child,
        }
        let node = self.at(child);
        (node.parent, node.prev, node.next) = (parent, prev, before);
    }

    /// Puts text before a node, or last when there is none. It joins the run before it only where
    /// that moves no text: a run that grew again and again would be copied each time.
    pub(super) fn insert_text(&mut self, parent: Id, before: Id, text: &str) {
        if self.shape(parent).is_some_and(Shape::keeps_text) {
            let span = self.hold_text(text);
            self.insert_run(parent, before, span);
        }
    }

    /// Takes text whose place is not known yet.
    pub(super) fn hold_text(&mut self, text: &str) -> Span {
        let start = self.text.len() as u32;
        self.text.push_str(text);
        Span { start, end: self.text.len() as u32 }
    }

    /// Puts text that was taken, if it is the text taken last, before a node, or last when there is
    /// none.
    pub(super) fn insert_held(&mut self, parent: Id, before: Id, text: Span) {
        if self.shape(parent).is_some_and(Shape::keeps_text) {
            self.insert_run(parent, before, text);
        }
    }

    fn insert_run(&mut self, parent: Id, before: Id, Span { start, end }: Span) {
        let neighbour = before.some().map_or(self.at(parent).last, |before| self.prev(before));
        if let Some(run) = neighbour.some()
            && let Content::Text(span) = &mut self.at(run).content
            && span.end == start
        {
            span.end = end;
        } else {
            let run = self.add(Content::Text(Span { start, end }));
            self.insert(parent, before, run);
        }
    }

    /// Takes a node from where it stands, with all beneath it.
    pub(super) fn detach(&mut self, id: Id) {
        let Node { parent, prev, next, .. } = *self.at(id);
        let Some(parent) = parent.some() else { return };
        match prev.some() {
            Some(prev) => self.at(prev).next = next,
            None => self.at(parent).first = next,
        }
        match next.some() {
            Some(next) => self.at(next).prev = prev,
            None => self.at(parent).last = prev,
        }
        let node = self.at(id);
        (node.parent, node.prev, node.next) = (Id::NONE, Id::NONE, Id::NONE);
    }

    /// Moves all children of a node to the end of another's.
    pub(super) fn move_children(&mut self, from: Id, to: Id) {
        while let Some(child) = self.first(from).some() {
            self.detach(child);
            self.insert(to, Id::NONE, child);
        }
    }

    fn at(&mut self, id: Id) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }
}
