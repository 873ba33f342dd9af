//! What the containers of each leaf block say of it: one walk from the root.

use super::blocks::{Blocks, Run};
use super::pattern::{Pattern, Patterns};
use crate::document::{Attr, Document, Kind, Node, NodeId, Tag};

/// Containers of so many words tell of what is near a block, and of the wider part of the page.
const NEAR: f32 = 40.0;
const WIDE: f32 = 200.0;
/// The core of a page holds this share of its long text.
const CORE: f32 = 0.6;

/// What the containers of a block say of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    pub(super) marks: Marks,
    /// The outermost `article`.
    pub(super) article: Run,
    /// The smallest containers of so many words.
    pub(super) near: Run,
    pub(super) wide: Run,
    /// What the innermost container that has siblings like it has in common with them.
    pub(super) pattern: Pattern,
    /// It stands in the smallest container that holds most of the long text.
    pub(super) core: bool,
}

/// What elements say of their text by their names and roles.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "they do not exclude each other")]
pub(super) struct Marks {
    pub(super) control: bool,
    pub(super) nav: bool,
    pub(super) aside: bool,
    pub(super) footer: bool,
    pub(super) header: bool,
    pub(super) form: bool,
    pub(super) main: bool,
    pub(super) hidden: bool,
}

/// The contexts of a document's blocks, in their order.
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
        let mut context = open.last().map(|(_, context)| *context).unwrap_or_default();
        context.marks.add(doc, id, node);
        if !doc.is_shown(id) {
            next = doc.end(id);
        } else if node.kind.is_leaf() {
            contexts.push(context);
            next = doc.end(id);
        } else {
            context.enter(doc, id, blocks);
            context.core = id >= core && doc.is_within(id, core);
            context.pattern = patterns.of(doc, id).unwrap_or(context.pattern);
            patterns.learn(doc, id, blocks);
            open.push((doc.end(id), context));
        }
    }
    contexts
}

/// The smallest container that holds most of the page's long text; the root where there is none.
pub(super) fn core(doc: &Document, blocks: &Blocks) -> NodeId {
    let enough = (CORE * blocks.total().long_words).max(1.0);
    let mut core = NodeId::ROOT;
    let holds = |&child: &NodeId| {
        let container = doc.node(child).kind.is_container();
        container && blocks.sums(blocks.within(doc, child)).long_words >= enough
    };
    while let Some(child) = doc.children(core).find(holds) {
        core = child;
    }
    core
}

impl Context {
    fn enter(&mut self, doc: &Document, id: NodeId, blocks: &Blocks) {
        let run = blocks.within(doc, id);
        let words = blocks.sums(run).words;
        if words >= NEAR {
            self.near = run;
        }
        if words >= WIDE {
            self.wide = run;
        }
        if doc.node(id).tag == Tag::ARTICLE && self.article.len() == 0 {
            self.article = run;
        }
    }
}

impl Marks {
    fn add(&mut self, doc: &Document, id: NodeId, node: &Node) {
        self.control |= node.kind == Kind::Control;
        match node.tag {
            Tag::NAV | Tag::MENU => self.nav = true,
            Tag::ASIDE => self.aside = true,
            Tag::FOOTER => self.footer = true,
            Tag::HEADER => self.header = true,
            Tag::FORM | Tag::FIELDSET => self.form = true,
            Tag::MAIN => self.main = true,
            _ => {}
        }
        for (attr, value) in doc.attrs(id) {
            match attr {
                Attr::Role => self.play(value.trim()),
                Attr::Hidden => self.hidden = true,
                _ => {}
            }
        }
    }

    /// Adds what a role says (WAI-ARIA 1.2, landmark and widget roles).
    fn play(&mut self, role: &str) {
        match role {
            "navigation" | "menu" | "menubar" | "tablist" => self.nav = true,
            "complementary" => self.aside = true,
            "contentinfo" => self.footer = true,
            "banner" => self.header = true,
            "form" | "search" => self.form = true,
            "main" => self.main = true,
            _ => {}
        }
    }
}
