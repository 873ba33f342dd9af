//! The document: one text, one table of nodes in document order, and layers that point into them.
//!
//! Nothing is ever deleted. Stages report [`Findings`], [`Document::apply`] writes them down, and
//! what is kept follows from the last verdict above each piece of text. So the kept and the removed
//! text are the whole text, by construction.

mod build;
mod clean;
mod cluster;
mod decide;
mod elsewhere;
mod events;
mod layers;
mod marks;
mod met;
mod node;
mod notes;
mod quotes;
mod removal;
mod script;
mod source;
mod status;
#[cfg(test)]
pub(crate) mod testing;

use std::collections::BTreeMap;

pub use build::Builder;
pub use clean::{BlockKind, CleanBlock, CleanText, Offsets};
pub use cluster::Cluster;
pub use decide::{Boilerplate, Decision, Findings, Verdict, Why};
pub use elsewhere::Elsewhere;
pub use events::{Event, Events};
pub use layers::{Field, Lang, Language, Meta, MetaValue, Role, Section, Segment};
pub use marks::{Reading, Word, WordKind};
pub use met::Met;
pub use node::{Attr, Kind, Node, NodeId, Span, Tag};
pub(crate) use notes::{NoteEnd, Notes};
pub use quotes::outside_quotes;
pub use removal::Removal;
pub use script::{
    Cjk, CjkRun, cjk_runs, count_bytes, fold, folds_to, ink, is_single_spaced, is_stop,
    last_spoken, letters, start, words, writes_no_spaces,
};
pub use source::{Claim, EncodingFrom, LimitHit, Mangled, Mojibake, Source, sha256};
pub use status::{Status, id};

/// One article, with everything that was found out about it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Where it comes from.
    pub source: Source,
    text: String,
    nodes: Vec<Node>,
    attrs: Vec<(Attr, Span)>,
    attr_text: String,
    claims: Vec<Claim>,
    limits: Vec<LimitHit>,
    /// Characters that are not white space before each node, and those of them within links.
    ink: Vec<u32>,
    linked: Vec<u32>,
    /// The weight of each leaf block's text in words; zero for other nodes.
    words: Vec<f32>,
    /// The how-manieth each node is among the siblings of its element name.
    ordinals: Vec<u32>,

    decisions: Vec<Decision>,
    /// For each node one more than the last decision on it, or zero.
    verdicts: Vec<u32>,
    /// For each node one more than the decision that holds for it, or zero.
    rulings: Vec<u32>,
    /// Whether each node is something to keep in itself: text that is more than white space, an image that
    /// has a source.
    substance: Vec<bool>,
    /// Whether each node has anything kept in it.
    shown: Vec<bool>,
    /// Leaf blocks with anything kept in them before each node.
    shown_before: Vec<u32>,

    languages: BTreeMap<NodeId, Language>,
    shares: Vec<(Lang, f32)>,
    segments: Vec<Segment>,
    sections: Vec<Section>,
    roles: BTreeMap<NodeId, Role>,
    meta: Meta,
    marks: marks::Marks,
    elsewhere: Option<Elsewhere>,
    cluster: Option<Cluster>,
}

/// What the source holds.
impl Document {
    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// All nodes, in document order.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = (NodeId, &Node)> {
        self.nodes.iter().enumerate().map(|(at, node)| (NodeId(at as u32), node))
    }

    /// The nodes beneath a node, in document order.
    pub fn descendants(&self, id: NodeId) -> impl DoubleEndedIterator<Item = (NodeId, &Node)> {
        (id.0 + 1..self.node(id).end).map(|at| (NodeId(at), &self.nodes[at as usize]))
    }

    /// The leaf blocks of a subtree, in document order: the node itself when it is one.
    pub fn leaves_in(&self, id: NodeId) -> impl DoubleEndedIterator<Item = NodeId> {
        let rows = (id.0..self.node(id).end).map(NodeId);
        rows.filter(|&at| self.node(at).kind.is_leaf())
    }

    /// The nodes directly beneath a node.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.node(id).end;
        let first = (id.0 + 1 < end).then_some(NodeId(id.0 + 1));
        std::iter::successors(first, move |&child| {
            let next = self.node(child).end;
            (next < end).then_some(NodeId(next))
        })
    }

    /// The nodes that hold a node, the nearest first, the root last.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(id), |&at| (at != NodeId::ROOT).then(|| self.node(at).parent))
            .skip(1)
    }

    /// One past the last node of a subtree.
    pub fn end(&self, id: NodeId) -> NodeId {
        NodeId(self.node(id).end)
    }

    /// Whether a node is the other or lies beneath it.
    pub fn is_within(&self, id: NodeId, ancestor: NodeId) -> bool {
        ancestor <= id && id.0 < self.node(ancestor).end
    }

    /// The text of a node and all beneath it, a line for each leaf block.
    pub fn text(&self, id: NodeId) -> &str {
        let node = self.node(id);
        let text = &self.text[node.text.range()];
        // A container's span reaches over the line feed behind its last leaf block.
        if node.kind.is_container() { text.strip_suffix('\n').unwrap_or(text) } else { text }
    }

    /// The whole text.
    pub fn full_text(&self) -> &str {
        &self.text
    }

    /// An attribute of a node.
    pub fn attr(&self, id: NodeId, name: Attr) -> Option<&str> {
        self.attrs(id).find(|(attr, _)| *attr == name).map(|(_, value)| value)
    }

    /// All attributes of a node.
    pub fn attrs(&self, id: NodeId) -> impl Iterator<Item = (Attr, &str)> {
        let rows = &self.attrs[self.node(id).attrs.range()];
        rows.iter().map(|(attr, value)| (*attr, &self.attr_text[value.range()]))
    }

    /// Whether any node has an attribute of a name.
    pub fn has_anywhere(&self, name: Attr) -> bool {
        self.attrs.iter().any(|(attr, _)| *attr == name)
    }

    /// What the page says of itself, in document order.
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    /// The first claim of a name.
    pub fn claim(&self, name: &str) -> Option<&str> {
        self.claims.iter().find(|claim| claim.name == name).map(|claim| claim.value.as_str())
    }

    /// The limits that were met while it was read.
    pub fn limits(&self) -> &[LimitHit] {
        &self.limits
    }

    /// Characters of a node's text, without white space.
    pub fn ink(&self, id: NodeId) -> u32 {
        self.ink[self.node(id).end as usize] - self.ink[id.index()]
    }

    /// Characters of the text from one node to another, the latter left out, without white space.
    pub fn ink_between(&self, from: NodeId, to: NodeId) -> u32 {
        self.ink[to.index()].saturating_sub(self.ink[from.index()])
    }

    /// The weight of a leaf block's text in words, as [`words`] counts them; zero for other nodes.
    pub fn words(&self, leaf: NodeId) -> f32 {
        self.words[leaf.index()]
    }

    /// Share of a node's text that stands in links, 0 to 1.
    pub fn link_density(&self, id: NodeId) -> f32 {
        let linked = self.linked[self.node(id).end as usize] - self.linked[id.index()];
        linked as f32 / self.ink(id).max(1) as f32
    }

    /// Where a node stands: `html/body/div[2]/p[1]`, counting siblings of the same name.
    /// Of a place nested deeper than 64 elements the innermost 64, after an ellipsis: a hostile page
    /// would otherwise be longer in paths than in text.
    pub fn path(&self, id: NodeId) -> String {
        const DEEPEST: usize = 64;
        let chain = std::iter::once(id).chain(self.ancestors(id));
        let chain = chain.take_while(|&at| at != NodeId::ROOT).take(DEEPEST + 1);
        let mut chain: Vec<NodeId> = chain.collect();
        let plain = self.source.media_type == "text/plain";
        let mut path = if plain { "text" } else { Tag::HTML.name() }.to_owned();
        if chain.len() > DEEPEST {
            chain.pop();
            path.push_str("/…");
        }
        for at in chain.into_iter().rev() {
            let tag = self.node(at).tag;
            let name = if tag == Tag::OTHER { "text()" } else { tag.name() };
            path.push('/');
            path.push_str(name);
            path.push('[');
            push_number(&mut path, self.ordinals[at.index()]);
            path.push(']');
        }
        path
    }
}

/// What was decided and found out.
impl Document {
    /// The leaf blocks in which something is kept, in document order: what most stages want.
    pub fn blocks(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.leaves().filter(|&(id, _)| self.is_shown(id))
    }

    /// All leaf blocks, kept or not.
    pub fn leaves(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes().filter(|(_, node)| node.kind.is_leaf())
    }

    /// Whether text directly in the node is kept: the nearest verdict upwards holds.
    pub fn is_kept(&self, id: NodeId) -> bool {
        !matches!(self.ruling(id), Some(Decision { verdict: Verdict::Drop(_), .. }))
    }

    /// Whether anything in the node is kept: text or an image.
    pub fn is_shown(&self, id: NodeId) -> bool {
        self.shown[id.index()]
    }

    /// How many leaf blocks in which something is kept begin from one node on and before another.
    pub fn shown_between(&self, from: NodeId, to: NodeId) -> u32 {
        self.shown_before[to.index()].saturating_sub(self.shown_before[from.index()])
    }

    /// The decision that holds for a node: the last one on it or on the nearest node above.
    pub fn ruling(&self, id: NodeId) -> Option<&Decision> {
        let at = self.rulings[id.index()];
        at.checked_sub(1).map(|at| &self.decisions[at as usize])
    }

    /// Every decision, in the order they were made.
    pub fn decisions(&self) -> &[Decision] {
        &self.decisions
    }

    /// The kept part, as a writer walks it.
    pub fn events(&self) -> Events<'_> {
        Events::new(self)
    }

    /// The language of a node: its own or that of the nearest node above that has one.
    pub fn language(&self, id: NodeId) -> Option<&Language> {
        std::iter::once(id).chain(self.ancestors(id)).find_map(|at| self.languages.get(&at))
    }

    /// The languages of the kept text with their shares, 0 to 1, the largest first.
    pub fn shares(&self) -> &[(Lang, f32)] {
        &self.shares
    }

    /// The CJK runs, in document order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The CJK runs within a span of the text.
    pub fn segments_in(&self, span: Span) -> &[Segment] {
        let from = self.segments.partition_point(|segment| segment.span.end <= span.start);
        let to = self.segments.partition_point(|segment| segment.span.start < span.end);
        &self.segments[from..to.max(from)]
    }

    /// The sections, in document order.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// What a leaf block is to the article, where a stage said so.
    pub fn role(&self, id: NodeId) -> Option<Role> {
        self.roles.get(&id).copied()
    }

    /// The first leaf block with a role.
    pub fn with_role(&self, role: Role) -> Option<NodeId> {
        self.roles.iter().find(|(_, known)| **known == role).map(|(id, _)| *id)
    }

    /// The metadata.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// Adds what a record says of the document, after what the page says of itself.
    pub fn add_claims(&mut self, claims: impl IntoIterator<Item = Claim>) {
        self.claims.extend(claims);
    }

    /// Writes down what a stage has found.
    pub fn apply(&mut self, stage: &'static str, findings: &mut Findings) {
        let mut decided = false;
        for (node, verdict, why) in findings.verdicts.drain(..) {
            self.decisions.push(Decision { stage, node, verdict, why });
            if !matches!(verdict, Verdict::Refused(_)) {
                self.verdicts[node.index()] = self.decisions.len() as u32;
                decided = true;
            }
        }
        self.languages.extend(findings.languages.drain(..));
        self.roles.extend(findings.roles.drain(..));
        replace(&mut self.shares, &mut findings.shares);
        replace(&mut self.segments, &mut findings.segments);
        replace(&mut self.sections, &mut findings.sections);
        self.segments.sort_by_key(|segment| segment.span.start);
        for value in findings.meta.drain(..) {
            self.meta.add(value);
        }
        self.mark(&mut findings.marks);
        if decided {
            self.settle_rulings();
        }
    }

    /// Computes what follows from the node table. To be called once it is whole.
    fn settle(&mut self) {
        let (mut ink, mut linked, mut link_end) = (0, 0, 0);
        self.ink.push(0);
        self.linked.push(0);
        for (at, node) in self.nodes.iter().enumerate() {
            if node.kind == Kind::Link {
                link_end = node.end as usize;
            } else if node.kind == Kind::Text {
                let chars = script::ink(&self.text[node.text.range()]);
                ink += chars;
                linked += if at < link_end { chars } else { 0 };
            }
            self.ink.push(ink);
            self.linked.push(linked);
        }
        let weight = |node: &Node| {
            if node.kind.is_leaf() { words(&self.text[node.text.range()]) } else { 0.0 }
        };
        self.words = self.nodes.iter().map(weight).collect();
        self.ordinals = self.count_siblings();
        let rows = self.nodes.len();
        self.verdicts = vec![0; rows];
        self.rulings = vec![0; rows];
        let substance = |at| self.has_substance(NodeId(at as u32));
        self.substance = (0..rows).map(substance).collect();
        self.shown = vec![false; rows];
        self.shown_before = vec![0; rows + 1];
        self.settle_rulings();
    }

    /// The how-manieth each node is among the siblings of its element name.
    fn count_siblings(&self) -> Vec<u32> {
        // One row of counts for each node that is open, by element name.
        let mut open: Vec<(u32, [u32; Tag::COUNT])> = Vec::new();
        let ordinal = |(at, node): (usize, &Node)| {
            while open.pop_if(|(end, _)| *end <= at as u32).is_some() {}
            let ordinal = open.last_mut().map_or(1, |(_, counts)| {
                counts[node.tag.index()] += 1;
                counts[node.tag.index()]
            });
            if node.end > at as u32 + 1 {
                open.push((node.end, [0; Tag::COUNT]));
            }
            ordinal
        };
        self.nodes.iter().enumerate().map(ordinal).collect()
    }

    fn settle_rulings(&mut self) {
        for (at, node) in self.nodes.iter().enumerate() {
            let own = self.verdicts[at];
            self.rulings[at] = if own > 0 { own } else { self.rulings[node.parent.index()] };
        }
        let drops = |decision: &Decision| matches!(decision.verdict, Verdict::Drop(_));
        // What nobody decided on stays.
        let dropped: Vec<bool> =
            [false].into_iter().chain(self.decisions.iter().map(drops)).collect();
        self.shown.fill(false);
        for at in (0..self.nodes.len()).rev() {
            let Node { kind, parent, .. } = self.nodes[at];
            // Nothing else has text or images of its own.
            let own =
                matches!(kind, Kind::Text | Kind::Image) && !dropped[self.rulings[at] as usize];
            let here = self.shown[at] || own && self.substance[at];
            self.shown[at] = here || own && kind == Kind::Text;
            self.shown[parent.index()] |= here;
        }
        let mut count = 0;
        for (at, node) in self.nodes.iter().enumerate() {
            count += u32::from(node.kind.is_leaf() && self.shown[at]);
            self.shown_before[at + 1] = count;
        }
    }

    /// Whether a node is something to keep in itself: text that is more than white space, an image
    /// that has a source.
    fn has_substance(&self, id: NodeId) -> bool {
        match self.node(id).kind {
            Kind::Text => self.ink(id) > 0,
            Kind::Image => self.attr(id, Attr::Src).is_some(),
            _ => false,
        }
    }
}

/// A stage that reports a layer reports the whole of it.
fn replace<T>(layer: &mut Vec<T>, found: &mut Vec<T>) {
    if !found.is_empty() {
        *layer = std::mem::take(found);
    }
}

/// Adds a number in decimal digits: a page has paths with tens of thousands.
fn push_number(out: &mut String, number: u32) {
    for place in (0..=number.checked_ilog10().unwrap_or(0)).rev() {
        let digit = number / 10_u32.pow(place) % 10;
        out.push(char::from(b'0' + digit as u8));
    }
}

#[cfg(test)]
mod tests;
