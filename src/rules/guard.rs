//! What keeps a rule from taking the article along.
//!
//! Class names lie: a wrapper called `share-container` may hold the whole article. So a hit on an
//! element is evidence, and this is where it is weighed against what the element holds.

use crate::document::{Document, Kind, NodeId, Tag};

/// An element with at most this many characters is never "most of the text": on a page of three
/// sentences a cookie banner easily is the longest thing.
const HARMLESS: u32 = 700;

/// Why a drop of an element is refused; nothing when there is no objection. `max_share` is the
/// largest share of the page's text (0 to 1) that the element may hold.
pub fn objection(doc: &Document, node: NodeId, max_share: f32) -> Option<String> {
    if matches!(doc.node(node).tag, Tag::HTML | Tag::BODY | Tag::MAIN | Tag::ARTICLE) {
        return Some(format!("it is the page's {}", doc.node(node).tag.name()));
    }
    let share = doc.ink(node) as f32 / doc.chars_in().max(1) as f32;
    if doc.ink(node) > HARMLESS && share > max_share {
        return Some(format!("it holds {:.0} % of the text", share * 100.0));
    }
    doc.descendants(node).find_map(|(id, held)| {
        let holds_article = matches!(held.tag, Tag::ARTICLE | Tag::MAIN) && doc.ink(id) > HARMLESS;
        let holds_title = held.kind == Kind::Heading(1) && is_only_title(doc, id);
        (holds_article || holds_title).then(|| format!("it holds the {}", held.tag.name()))
    })
}

/// A page with one `h1` has its title there; dialogs and logos are fond of an `h1` of their own.
fn is_only_title(doc: &Document, heading: NodeId) -> bool {
    let others = doc.leaves().any(|(id, node)| node.kind == Kind::Heading(1) && id != heading);
    !others && doc.ink(heading) > 0
}
