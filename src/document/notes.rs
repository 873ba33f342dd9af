//! Footnotes: links that lead to a note, notes, and links that lead back.
//!
//! No class or word tells them. A link leads to a note when it says so, when what it leads to says
//! so (DPUB-ARIA 1.1, `doc-noteref`, `doc-footnote`, `doc-endnote`), or when that follows it and
//! leads back to where it stands.

use std::collections::{BTreeMap, HashMap};

use super::{Attr, Document, Kind, NodeId, Role};

/// What a link is to a note. Numbers count the notes of a document from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoteEnd {
    /// It leads to the note, as the first that does or not.
    Mark { number: u32, first: bool },
    /// It stands in the note and leads back.
    Back { number: u32 },
}

/// The footnotes of a document, as far as they are kept.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    ends: BTreeMap<NodeId, NoteEnd>,
    /// The first leaf block of each note, with its number.
    leaves: BTreeMap<NodeId, u32>,
}

/// A kept link within the page.
struct Link<'a> {
    node: NodeId,
    fragment: &'a str,
}

impl Notes {
    /// Looks for the footnotes of a document.
    pub(crate) fn of(doc: &Document) -> Notes {
        let links = links(doc);
        let mut notes = Notes::default();
        if links.is_empty() {
            return notes;
        }
        let places = places(doc);
        let mut leaves = HashMap::new();
        for link in &links {
            if let Some(&place) = places.get(link.fragment)
                && place > link.node
                && let Some(leaf) = *leaves.entry(place).or_insert_with(|| first_leaf(doc, place))
                && leaf > link.node
                && is_note(doc, link, place, leaf, &links, &places)
            {
                notes.add(doc, link, leaf, &links, &places);
            }
        }
        notes
    }

    /// What a link is to a note.
    pub(crate) fn end(&self, link: NodeId) -> Option<NoteEnd> {
        self.ends.get(&link).copied()
    }

    /// The links that lead to notes, each with the first leaf block of its note.
    pub(crate) fn marks(&self) -> impl Iterator<Item = (NodeId, NodeId)> {
        let leaves: HashMap<u32, NodeId> =
            self.leaves.iter().map(|(leaf, number)| (*number, *leaf)).collect();
        self.ends.iter().filter_map(move |(link, end)| match end {
            NoteEnd::Mark { number, .. } => Some((*link, *leaves.get(number)?)),
            NoteEnd::Back { .. } => None,
        })
    }

    /// The number of the note that begins with a leaf block.
    pub(crate) fn number(&self, leaf: NodeId) -> Option<u32> {
        self.leaves.get(&leaf).copied()
    }

    /// Whether a leaf block begins a note.
    pub(crate) fn begins(&self, leaf: NodeId) -> bool {
        self.leaves.contains_key(&leaf)
    }

    fn add(
        &mut self,
        doc: &Document,
        link: &Link<'_>,
        leaf: NodeId,
        links: &[Link<'_>],
        places: &HashMap<&str, NodeId>,
    ) {
        let next = self.leaves.len() as u32 + 1;
        let first = !self.leaves.contains_key(&leaf);
        let number = *self.leaves.entry(leaf).or_insert(next);
        self.ends.insert(link.node, NoteEnd::Mark { number, first });
        for back in within(links, doc, leaf) {
            if first && places.get(back.fragment).is_some_and(|&place| meets(doc, place, link.node))
            {
                self.ends.insert(back.node, NoteEnd::Back { number });
            }
        }
    }
}

/// The kept links that lead to a place in the page, in document order.
fn links(doc: &Document) -> Vec<Link<'_>> {
    let page = doc.source.url.as_deref().map(|url| url.split('#').next().unwrap_or_default());
    let is_link = |id: NodeId| doc.node(id).kind == Kind::Link && doc.is_shown(id);
    let link = |node| {
        let (address, fragment) = doc.attr(node, Attr::Href)?.trim().split_once('#')?;
        let here = address.is_empty() || Some(address) == page;
        (here && !fragment.is_empty()).then_some(Link { node, fragment })
    };
    doc.nodes().map(|(id, _)| id).filter(|&id| is_link(id)).filter_map(link).collect()
}

/// The places of a page by their names.
fn places(doc: &Document) -> HashMap<&str, NodeId> {
    let mut places = HashMap::new();
    for (id, _) in doc.nodes() {
        for (name, value) in doc.attrs(id) {
            if matches!(name, Attr::Id | Attr::Name) {
                places.entry(value).or_insert(id);
            }
        }
    }
    places
}

/// The leaf block that a note begins with: a paragraph without a role of its own.
fn first_leaf(doc: &Document, place: NodeId) -> Option<NodeId> {
    let around = || doc.ancestors(place).find(|&at| doc.node(at).kind.is_leaf());
    let inline = doc.node(place).kind.is_inline();
    let leaf = if inline {
        around()
    } else {
        doc.leaves_in(place).find(|&leaf| doc.is_shown(leaf) && doc.ink(leaf) > 0)
    };
    leaf.filter(|&leaf| {
        let plain = doc.node(leaf).kind == Kind::Paragraph && doc.is_kept(leaf);
        plain && matches!(doc.role(leaf), None | Some(Role::Note))
    })
}

fn is_note(
    doc: &Document,
    link: &Link<'_>,
    place: NodeId,
    leaf: NodeId,
    links: &[Link<'_>],
    places: &HashMap<&str, NodeId>,
) -> bool {
    let is = |node, role: &str| doc.attr(node, Attr::Role).is_some_and(|said| said.trim() == role);
    let leads_back =
        |back: &Link<'_>| places.get(back.fragment).is_some_and(|&to| meets(doc, to, link.node));
    is(link.node, "doc-noteref")
        || is(place, "doc-footnote")
        || is(place, "doc-endnote")
        || within(links, doc, leaf).iter().any(leads_back)
}

/// Whether a place is at a link: in it, or around it in the same leaf block.
fn meets(doc: &Document, place: NodeId, link: NodeId) -> bool {
    let around = doc.node(place).kind.is_inline() && doc.is_within(link, place);
    around || doc.is_within(place, link)
}

/// The links in a leaf block, as many of them as a note may have.
fn within<'a, 'b>(links: &'b [Link<'a>], doc: &Document, leaf: NodeId) -> &'b [Link<'a>] {
    const MOST: usize = 64;
    let from = links.partition_point(|link| link.node < leaf);
    let to = links.partition_point(|link| link.node < doc.end(leaf));
    &links[from..to.min(from + MOST)]
}
