//! What keeps a rule from taking the article along.
//!
//! Class names lie: a wrapper called `share-container` may hold the whole article. So a hit on an
//! element is evidence, and this is where it is weighed against what the element holds.

use crate::document::{Document, Kind, NodeId, Role, Tag};

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
    if let Some(title) = doc.with_role(Role::Title)
        && doc.is_within(title, node)
    {
        return Some("it holds the title".to_owned());
    }
    doc.descendants(node).find_map(|(id, held)| {
        let article = matches!(held.tag, Tag::ARTICLE | Tag::MAIN) && doc.ink(id) > HARMLESS;
        let heading = held.kind == Kind::Heading(1) && is_only_title(doc, id);
        (article || heading).then(|| format!("it holds the {}", held.tag.name()))
    })
}

/// Where nothing else is known to be the title, a page with one `h1` has it there. (Dialogs and
/// logos are fond of an `h1` of their own.)
fn is_only_title(doc: &Document, heading: NodeId) -> bool {
    let others = || doc.leaves().any(|(id, node)| node.kind == Kind::Heading(1) && id != heading);
    doc.ink(heading) > 0 && doc.with_role(Role::Title).is_none() && !others()
}
