//! What the elements around a block are: levels up to the nearest of each kind.

use super::super::code::{NONE, small};
use super::super::measures::measures;
use crate::document::{Attr, Document, Kind, Node, NodeId, Tag};

measures! {
    /// Levels up to the nearest element of a kind.
    Place {
        /// Navigation, by element or role.
        nav,
        /// A header.
        header,
        /// A footer.
        footer,
        /// An aside.
        aside,
        /// The main part.
        main,
        /// An `article`.
        article,
        /// A section.
        section,
        /// A form, a search.
        form,
        /// A list.
        list,
        /// A list item.
        item,
        /// A definition list.
        definitions,
        /// A table.
        table,
        /// A table cell.
        cell,
        /// A figure.
        figure,
        /// A caption.
        caption,
        /// A quotation.
        quote,
        /// What opens and closes.
        details,
        /// A button or a label.
        control,
        /// A dialog or an alert.
        dialog,
        /// A panel or a tab of one.
        panel,
        /// An address.
        address,
        /// What stands in for scripts.
        noscript,
        /// A centred part, as old pages have it.
        center,
        /// What is not shown.
        hidden,
        /// What says of itself that it is the text of an article.
        body,
        /// What says of itself that it is a product, an offer, a review.
        product,
        /// Any element.
        root,
    }
}

const KINDS: usize = Place::NAMES.len();

/// For each kind of element one more than the depth of the innermost open one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks([u8; KINDS]);

impl Marks {
    /// Notes what an element at a depth is.
    pub(super) fn enter(&mut self, doc: &Document, id: NodeId, node: &Node, depth: usize) {
        if depth == 0 {
            self.0[KINDS - 1] = 1;
        }
        let mut set = |kind: Option<usize>| {
            if let Some(kind) = kind {
                self.0[kind] = small(depth + 1);
            }
        };
        set(by_kind(node.kind));
        set(by_tag(node.tag));
        for (attr, value) in doc.attrs(id) {
            match attr {
                Attr::Role => set(by_role(value.trim())),
                Attr::Hidden => set(Some(23)),
                Attr::Itemprop => set(by_property(value)),
                Attr::Itemtype => set(by_type(value)),
                _ => {}
            }
        }
    }

    /// The levels from a depth up to each.
    pub(super) fn levels(&self, depth: usize) -> [u8; KINDS] {
        self.0.map(|at| if at == 0 { NONE } else { small(depth + 1 - usize::from(at)) })
    }
}

fn by_kind(kind: Kind) -> Option<usize> {
    Some(match kind {
        Kind::List => 8,
        Kind::Item => 9,
        Kind::Definitions => 10,
        Kind::Table => 11,
        Kind::Cell => 12,
        Kind::Figure => 13,
        Kind::Caption => 14,
        Kind::Quote => 15,
        Kind::Control => 17,
        _ => return None,
    })
}

fn by_tag(tag: Tag) -> Option<usize> {
    Some(match tag {
        Tag::NAV | Tag::MENU => 0,
        Tag::HEADER => 1,
        Tag::FOOTER => 2,
        Tag::ASIDE => 3,
        Tag::MAIN => 4,
        Tag::ARTICLE => 5,
        Tag::SECTION => 6,
        Tag::FORM | Tag::FIELDSET => 7,
        Tag::DETAILS => 16,
        Tag::LABEL => 17,
        Tag::DIALOG => 18,
        Tag::ADDRESS => 20,
        Tag::NOSCRIPT => 21,
        Tag::CENTER => 22,
        _ => return None,
    })
}

/// What a role says (WAI-ARIA 1.2, landmark, live region and widget roles).
fn by_role(role: &str) -> Option<usize> {
    Some(match role {
        "navigation" | "menu" | "menubar" | "tablist" => 0,
        "banner" => 1,
        "contentinfo" => 2,
        "complementary" => 3,
        "main" => 4,
        "article" => 5,
        "region" => 6,
        "form" | "search" => 7,
        "dialog" | "alertdialog" | "alert" => 18,
        "tabpanel" | "tab" => 19,
        _ => return None,
    })
}

fn by_property(property: &str) -> Option<usize> {
    let body = ["articlebody", "text", "reviewbody", "description", "maincontentofpage"];
    let is = |known: &&str| property.trim().eq_ignore_ascii_case(known);
    body.iter().any(|known| is(&known)).then_some(24)
}

fn by_type(kind: &str) -> Option<usize> {
    let name = kind.trim().rsplit('/').next().unwrap_or_default();
    matches!(name, "Product" | "Offer" | "Review" | "AggregateRating").then_some(25)
}
