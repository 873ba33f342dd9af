//! The measures of the blocks of a document: in one walk from the root, with prefix sums over the
//! blocks. Plain text has fewer elements and no links, and is measured the same.

mod around;
mod block;
mod boxes;
mod called;
mod data;
pub(super) mod groups;
mod page;
mod place;
mod position;

use std::sync::LazyLock;

use super::vocabulary::Vocabulary;
use super::{Looks, Measured, look};
use crate::document::{Document, NodeId};
use crate::forest::Matrix;
use crate::forest::code::share;
use around::{NEXT, Next, Section, WINDOWS, Window};
use block::Own;
use boxes::{BOXES, Holding, Open};
use called::{Called, Callings};
use groups::{Alike, Groups, Membership};
use page::{Likeness, Page, Whole};
use place::Marks;
use position::Position;

/// A group of siblings with this share of the page's words is one of its main parts.
const MAIN_GROUP: f32 = 0.12;

/// The names of the measures of a block, in the order of the matrix: the group, a full stop,
/// the measure.
pub(super) fn names() -> &'static [String] {
    static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let mut names = Vec::new();
        let mut add = |group: String, measures: &[&str]| {
            names.extend(measures.iter().map(|measure| format!("{group}.{measure}")));
        };
        add("own".to_owned(), Own::NAMES);
        add("place".to_owned(), place::NAMES);
        add("called".to_owned(), Called::NAMES);
        for at in 1..=BOXES {
            add(format!("box{at}"), Holding::NAMES);
        }
        add("group".to_owned(), Alike::NAMES);
        add("main-group".to_owned(), Alike::NAMES);
        add("position".to_owned(), Position::NAMES);
        add("title".to_owned(), Likeness::NAMES);
        add("section".to_owned(), Section::NAMES);
        for distance in NEXT {
            add(format!("next{distance:+}"), Next::NAMES);
        }
        for (a, b) in WINDOWS {
            add(format!("window-{a}+{b}"), Window::NAMES);
        }
        add("page".to_owned(), Whole::NAMES);
        names
    });
    &NAMES
}

/// Measures every leaf block of a page, kept or not, by what its elements are called among others. Room is
/// left for so many further measures.
pub(super) fn measure(doc: &Document, vocabulary: &Vocabulary, further: usize) -> Measured {
    let page = Page::of(doc);
    let mut own: Vec<Own> = page.blocks.iter().map(|block| block.measure(doc)).collect();
    let likeness = page.compare(&mut own);
    page.count_repeats(&mut own);
    let whole = page.measure();
    let mut matrix = Matrix::new(page.blocks.len(), names().len() + further);
    let mut row = Vec::with_capacity(names().len());
    let mut walk = Walk::of(&page, vocabulary);
    for (at, own_codes) in own.iter().enumerate() {
        row.clear();
        row.extend_from_slice(&own_codes.codes());
        walk.reach(page.blocks[at].node);
        walk.measure(at, &mut row);
        row.extend_from_slice(&likeness[at].codes());
        row.extend_from_slice(&around::section(&page, &own, at).codes());
        for distance in NEXT {
            row.extend_from_slice(&around::next(&own, at, distance).codes());
        }
        for size in WINDOWS {
            row.extend_from_slice(&around::window(&page, at, size).codes());
        }
        row.extend_from_slice(&whole.codes());
        matrix.set(at, &row);
    }
    let words = page.blocks.iter().map(|block| block.look.words as f32 / look::WORD as f32);
    Measured {
        words: words.collect(),
        nodes: page.blocks.iter().map(|block| block.node).collect(),
        looks: Looks::default(),
        matrix,
    }
}

/// What the elements around a block say of it, as a walk from the root finds it.
#[derive(Clone, Copy, Debug, Default)]
struct Context {
    marks: Marks,
    /// The innermost group of siblings, and the outermost that is a main part of the page.
    group: Option<Membership>,
    main_group: Option<Membership>,
}

/// A walk from the root: the containers that are open, and what they say.
struct Walk<'a> {
    page: &'a Page<'a>,
    /// The next node to be looked at.
    next: NodeId,
    open: Vec<Open>,
    contexts: Vec<Context>,
    groups: Groups,
    callings: Callings<'a>,
}

impl<'a> Walk<'a> {
    fn of(page: &'a Page<'a>, vocabulary: &'a Vocabulary) -> Walk<'a> {
        Walk {
            page,
            next: NodeId::ROOT,
            open: Vec::new(),
            contexts: Vec::new(),
            groups: Groups::of(page),
            callings: Callings::of(vocabulary),
        }
    }

    /// Walks as far as a leaf block.
    fn reach(&mut self, leaf: NodeId) {
        let doc = self.page.doc;
        for at in self.next.index()..=leaf.index() {
            let id = NodeId(at as u32);
            while self.open.last().is_some_and(|container| id >= container.end) {
                self.open.pop();
                self.contexts.pop();
                self.callings.leave();
            }
            if doc.node(id).kind.is_container() {
                self.enter(id);
            }
        }
        self.next = doc.end(leaf);
    }

    fn enter(&mut self, id: NodeId) {
        let (doc, page) = (self.page.doc, self.page);
        let node = doc.node(id);
        let run = page.run(id);
        let depth = self.open.len();
        let (alike, membership) = self.groups.join(page, id, depth);
        let mut context = self.contexts.last().copied().unwrap_or_default();
        context.marks.enter(doc, id, node, depth);
        if let Some(membership) = membership {
            context.group = Some(membership);
            let large = membership.codes.share >= share(MAIN_GROUP, 1.0);
            context.main_group = context.main_group.or(large.then_some(membership));
        }
        let outer = self.open.last().copied();
        let differs = outer.is_none_or(|outer| outer.run != run) && run.len() > 1;
        let around = match outer {
            Some(outer) if outer.holding.is_none() => outer.around,
            _ => depth.checked_sub(1),
        };
        let holding = differs.then(|| boxes::measure(page, run, node.tag, alike));
        self.open.push(Open { end: doc.end(id), run, holding, around });
        self.contexts.push(context);
        self.callings.enter(doc, id);
    }

    /// Adds the measures of the block that was reached.
    fn measure(&mut self, at: usize, row: &mut Vec<u8>) {
        let depth = self.open.len();
        let context = self.contexts.last().copied().unwrap_or_default();
        let leaf = self.page.blocks[at].node;
        let mut marks = context.marks;
        marks.enter(self.page.doc, leaf, self.page.doc.node(leaf), depth);
        row.extend_from_slice(&marks.levels(depth));
        row.extend_from_slice(&self.callings.measure(self.page.doc, leaf).codes());
        for holding in boxes::nearest(&self.open, at) {
            row.extend_from_slice(&holding.codes());
        }
        row.extend_from_slice(&Membership::codes(context.group, depth).codes());
        row.extend_from_slice(&Membership::codes(context.main_group, depth).codes());
        row.extend_from_slice(&position::measure(self.page, at, &self.open).codes());
    }
}
