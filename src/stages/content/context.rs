//! Where each leaf block stands: one walk from the root, a stack of what the open containers say.

use std::collections::HashMap;

use super::measure::{Blocks, Sums};
use crate::document::{Attr, Document, Kind, Node, NodeId, Tag};

/// Containers of this many words tell of what is near a block, and of what is in the wider part of
/// the page.
const NEAR: f32 = 40.0;
const WIDE: f32 = 200.0;
/// Fewer siblings that look alike are no pattern.
const PATTERN: u32 = 3;
/// The core of the page holds this share of its long text.
const CORE: f32 = 0.6;

/// What the containers of a block say of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    pub(super) item: bool,
    pub(super) cell: bool,
    pub(super) control: bool,
    pub(super) quote: bool,
    pub(super) nav: bool,
    pub(super) aside: bool,
    pub(super) footer: bool,
    pub(super) header: bool,
    pub(super) form: bool,
    pub(super) article: bool,
    pub(super) main: bool,
    pub(super) hidden: bool,
    /// The smallest containers of so many words.
    pub(super) near: Sums,
    pub(super) wide: Sums,
    /// The siblings that look like the innermost container that has such.
    pub(super) group: Group,
    /// Whether it stands in the core, and how many levels it is away from what holds the core.
    pub(super) core: bool,
    pub(super) aloof: u32,
}

/// Siblings that look alike.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Group {
    pub(super) count: u32,
    pub(super) words: f32,
    pub(super) linked: f32,
}

/// The contexts of a document's kept blocks, in their order.
pub(super) fn contexts(doc: &Document, blocks: &Blocks) -> Vec<Context> {
    let core = core(doc, blocks);
    let mut patterns = Patterns::default();
    let mut open: Vec<(NodeId, Context)> = Vec::new();
    let mut contexts = Vec::with_capacity(blocks.all.len());
    let mut next = NodeId::ROOT;
    for (id, node) in doc.nodes() {
        if id < next {
            continue;
        }
        while open.last().is_some_and(|&(end, _)| id >= end) {
            open.pop();
        }
        let outer = open.last().map(|(_, context)| *context).unwrap_or_default();
        if !doc.is_shown(id) {
            next = doc.end(id);
        } else if node.kind.is_leaf() {
            contexts.push(outer.marked(doc, id, node));
            next = doc.end(id);
        } else {
            let mut context = outer.marked(doc, id, node);
            let (from, to) = blocks.within(doc, id);
            context.locate(blocks.sums(from, to), doc, id, core);
            if let Some(group) = patterns.of(doc, id) {
                context.group = group;
            }
            patterns.learn(doc, id, blocks);
            open.push((doc.end(id), context));
        }
    }
    contexts
}

/// The smallest container that holds most of the page's long text.
fn core(doc: &Document, blocks: &Blocks) -> NodeId {
    let enough = CORE * blocks.total().long_words;
    let mut core = NodeId::ROOT;
    if enough <= 0.0 {
        return core;
    }
    loop {
        let inner = doc.children(core).find(|&child| {
            let (from, to) = blocks.within(doc, child);
            blocks.sums(from, to).long_words >= enough
        });
        match inner {
            Some(child) if doc.node(child).kind.is_container() => core = child,
            _ => return core,
        }
    }
}

impl Context {
    /// With what an element says of its text by its name and its role.
    fn marked(mut self, doc: &Document, id: NodeId, node: &Node) -> Context {
        match node.kind {
            Kind::Item | Kind::Definition | Kind::Term => self.item = true,
            Kind::Cell => self.cell = true,
            Kind::Control => self.control = true,
            Kind::Quote => self.quote = true,
            _ => {}
        }
        match node.tag {
            Tag::NAV | Tag::MENU => self.nav = true,
            Tag::ASIDE => self.aside = true,
            Tag::FOOTER => self.footer = true,
            Tag::HEADER => self.header = true,
            Tag::FORM | Tag::FIELDSET => self.form = true,
            Tag::ARTICLE => self.article = true,
            Tag::MAIN => self.main = true,
            _ => {}
        }
        for (attr, value) in doc.attrs(id) {
            match attr {
                Attr::Role => self.played(value.trim()),
                Attr::Hidden => self.hidden = true,
                _ => {}
            }
        }
        self
    }

    fn played(&mut self, role: &str) {
        match role {
            "navigation" | "menu" | "menubar" | "tablist" => self.nav = true,
            "complementary" => self.aside = true,
            "contentinfo" => self.footer = true,
            "banner" => self.header = true,
            "form" | "search" => self.form = true,
            "article" => self.article = true,
            "main" => self.main = true,
            _ => {}
        }
    }

    /// With what a container says by what it holds and where it stands.
    fn locate(&mut self, held: Sums, doc: &Document, id: NodeId, core: NodeId) {
        if held.words >= NEAR {
            self.near = held;
        }
        if held.words >= WIDE {
            self.wide = held;
        }
        self.core = doc.is_within(id, core);
        let beside = !self.core && !doc.is_within(core, id);
        self.aloof += u32::from(beside);
    }
}

/// Which children of a container look alike, for the containers met so far.
#[derive(Default)]
struct Patterns<'a>(HashMap<(NodeId, Tag, &'a str), Group>);

impl<'a> Patterns<'a> {
    fn of(&self, doc: &'a Document, id: NodeId) -> Option<Group> {
        self.0.get(&look(doc, id)).copied().filter(|group| group.count >= PATTERN)
    }

    fn learn(&mut self, doc: &'a Document, parent: NodeId, blocks: &Blocks) {
        for child in doc.children(parent) {
            if !doc.node(child).kind.is_container() || !doc.is_shown(child) {
                continue;
            }
            let (from, to) = blocks.within(doc, child);
            let held = blocks.sums(from, to);
            let group = self.0.entry(look(doc, child)).or_default();
            group.count += 1;
            group.words += held.words;
            group.linked += held.linked;
        }
    }
}

/// What makes siblings look alike: the element and the first of its classes.
fn look(doc: &Document, id: NodeId) -> (NodeId, Tag, &str) {
    let node = doc.node(id);
    let class = doc.attr(id, Attr::Class).unwrap_or_default();
    (node.parent, node.tag, class.split_ascii_whitespace().next().unwrap_or_default())
}
