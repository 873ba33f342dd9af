//! What a page says of itself in meta elements and microdata.

use std::collections::HashMap;

use super::Gathered;
use super::words::{ClaimNames, Words};
use crate::document::{Attr, Document, Field, Kind, NodeId};

/// Gathers from the claims in the order of `claims.toml`.
pub(super) fn gather(doc: &Document, names: &ClaimNames, found: &mut Gathered<'_>) {
    let properties = properties(doc);
    let mut claims: HashMap<&str, Vec<&str>> = HashMap::new();
    for claim in doc.claims() {
        claims.entry(&claim.name).or_default().push(&claim.value);
    }
    found.article |= doc.claim("meta:og:type").is_some_and(|kind| kind.trim() == "article")
        || doc.claim("meta:article:published_time").is_some();
    for (field, names) in names.fields() {
        for name in names {
            for value in claims.get(name.as_str()).into_iter().flatten() {
                if is_labelled(doc, name, found.words) {
                    found.add(field, value, name.clone());
                }
            }
            if let Some(property) = name.strip_prefix("itemprop:") {
                in_body(doc, field, property, &properties, found);
            }
        }
    }
}

/// Whether what a claim of any meaning (`twitter:data1`) is called (`twitter:label1`) is an author.
fn is_labelled(doc: &Document, name: &str, words: &Words) -> bool {
    let Some((before, number)) = name.split_once(":data") else { return true };
    let label = doc.claim(&format!("{before}:label{number}"));
    label.is_some_and(|label| words.byline.is_label(label))
}

/// Every element of the body with properties, and those.
fn properties(doc: &Document) -> Vec<(NodeId, &str)> {
    let nodes = doc.nodes().map(|(id, _)| id);
    nodes.filter_map(|id| Some((id, doc.attr(id, Attr::Itemprop)?))).collect()
}

/// Takes what elements of the body say that carry a property. Of authors those of one thing: the
/// first is the article or the opening post, the others are comments.
fn in_body(
    doc: &Document,
    field: Field,
    property: &str,
    properties: &[(NodeId, &str)],
    found: &mut Gathered<'_>,
) {
    let carries = |said: &&(NodeId, &str)| {
        said.1.split_ascii_whitespace().any(|token| token.eq_ignore_ascii_case(property))
    };
    let mut first = None;
    for &(id, _) in properties.iter().filter(carries) {
        let from = || format!("itemprop:{property}");
        let machine = doc.attr(id, Attr::Content).or(doc.attr(id, Attr::Datetime));
        if field != Field::Author {
            found.add(field, machine.unwrap_or(doc.text(id)), from());
        } else if *first.get_or_insert(thing(doc, id)) == thing(doc, id) {
            found.add_author(machine.unwrap_or(person(doc, id, properties)), &from(), false);
        }
    }
}

/// The thing that a property is said of: the nearest element above with a type.
fn thing(doc: &Document, id: NodeId) -> NodeId {
    let mut above = doc.ancestors(id);
    let typed = above.find(|&up| doc.attr(up, Attr::Itemtype).is_some());
    typed.unwrap_or(doc.node(id).parent)
}

/// The name in an element that says who: its property `name`, else its first link, else its first
/// line.
fn person<'a>(doc: &'a Document, id: NodeId, properties: &[(NodeId, &str)]) -> &'a str {
    let named = |(at, said): &(NodeId, &str)| {
        let within = *at != id && doc.is_within(*at, id);
        (within && said.eq_ignore_ascii_case("name")).then_some(*at)
    };
    let from = properties.partition_point(|(at, _)| *at < id);
    let mut near = properties[from..].iter().take_while(|(at, _)| doc.is_within(*at, id));
    if let Some(name) = near.find_map(named) {
        return doc.attr(name, Attr::Content).unwrap_or(doc.text(name));
    }
    let links = doc.descendants(id).filter(|(_, node)| node.kind == Kind::Link);
    let mut texts = links.map(|(at, _)| doc.text(at));
    let link = texts.find(|text| !text.trim().is_empty());
    link.unwrap_or_else(|| doc.text(id).lines().next().unwrap_or_default())
}
