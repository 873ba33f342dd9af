//! What the elements around a block are: levels up to the nearest of each kind.

use crate::document::{Attr, Document, Kind, Node, NodeId, Tag};
use crate::forest::code::{NONE, small};

macro_rules! marks {
    ($($(#[doc = $doc:literal])+ $mark:ident $name:literal,)*) => {
        /// A kind of element that says something of its text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Mark { $($(#[doc = $doc])+ $mark,)* }

        /// The names of the kinds: the measures are the levels up to the nearest of each.
        pub(super) const NAMES: &[&str] = &[$($name),*];
    };
}

marks! {
    /// Navigation, by element or role.
    Nav "nav",
    /// A header.
    Header "header",
    /// A footer.
    Footer "footer",
    /// An aside.
    Aside "aside",
    /// The main part.
    Main "main",
    /// An `article`.
    Article "article",
    /// A section.
    Section "section",
    /// A form, a search.
    Form "form",
    /// A list.
    List "list",
    /// A list item.
    Item "item",
    /// A definition list.
    Definitions "definitions",
    /// A table.
    Table "table",
    /// A table cell.
    Cell "cell",
    /// A figure.
    Figure "figure",
    /// A caption.
    Caption "caption",
    /// A quotation.
    Quote "quote",
    /// What opens and closes.
    Details "details",
    /// A button or a label.
    Control "control",
    /// A dialog or an alert.
    Dialog "dialog",
    /// A panel or a tab of one.
    Panel "panel",
    /// What is not shown.
    Hidden "hidden",
    /// What says of itself that it is the text of an article.
    Body "body",
    /// What says of itself that it is a product, an offer, a review.
    Product "product",
}

const KINDS: usize = NAMES.len();

/// For each kind of element one more than the depth of the innermost open one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks([u8; KINDS]);

impl Marks {
    /// Notes what an element at a depth is.
    pub(super) fn enter(&mut self, doc: &Document, id: NodeId, node: &Node, depth: usize) {
        let mut set = |mark: Option<Mark>| {
            if let Some(mark) = mark {
                self.0[mark as usize] = small(depth + 1);
            }
        };
        set(by_kind(node.kind));
        set(by_tag(node.tag));
        for (attr, value) in doc.attrs(id) {
            match attr {
                Attr::Role => set(by_role(value.trim())),
                Attr::Hidden => set(Some(Mark::Hidden)),
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

fn by_kind(kind: Kind) -> Option<Mark> {
    Some(match kind {
        Kind::List => Mark::List,
        Kind::Item => Mark::Item,
        Kind::Definitions => Mark::Definitions,
        Kind::Table => Mark::Table,
        Kind::Cell => Mark::Cell,
        Kind::Figure => Mark::Figure,
        Kind::Caption => Mark::Caption,
        Kind::Quote => Mark::Quote,
        Kind::Control => Mark::Control,
        _ => return None,
    })
}

fn by_tag(tag: Tag) -> Option<Mark> {
    Some(match tag {
        Tag::NAV | Tag::MENU => Mark::Nav,
        Tag::HEADER => Mark::Header,
        Tag::FOOTER => Mark::Footer,
        Tag::ASIDE => Mark::Aside,
        Tag::MAIN => Mark::Main,
        Tag::ARTICLE => Mark::Article,
        Tag::SECTION => Mark::Section,
        Tag::FORM | Tag::FIELDSET => Mark::Form,
        Tag::DETAILS => Mark::Details,
        Tag::LABEL => Mark::Control,
        Tag::DIALOG => Mark::Dialog,
        _ => return None,
    })
}

/// What a role says (WAI-ARIA 1.2, landmark, live region and widget roles).
fn by_role(role: &str) -> Option<Mark> {
    Some(match role {
        "navigation" | "menu" | "menubar" | "tablist" => Mark::Nav,
        "banner" => Mark::Header,
        "contentinfo" => Mark::Footer,
        "complementary" => Mark::Aside,
        "main" => Mark::Main,
        "article" => Mark::Article,
        "region" => Mark::Section,
        "form" | "search" => Mark::Form,
        "dialog" | "alertdialog" | "alert" => Mark::Dialog,
        "tabpanel" | "tab" => Mark::Panel,
        _ => return None,
    })
}

fn by_property(property: &str) -> Option<Mark> {
    let body = ["articlebody", "text", "reviewbody", "description", "maincontentofpage"];
    let is = |known: &&str| property.trim().eq_ignore_ascii_case(known);
    body.iter().any(is).then_some(Mark::Body)
}

fn by_type(kind: &str) -> Option<Mark> {
    let name = kind.trim().rsplit('/').next().unwrap_or_default();
    matches!(name, "Product" | "Offer" | "Review" | "AggregateRating").then_some(Mark::Product)
}
