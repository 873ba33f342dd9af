//! What the attributes of an element say: of the node that it becomes, and whether it becomes one.

use super::arena::{Arena, Id};
use super::names::Name;
use crate::document::{Attr, Builder, Kind};

/// The level of a heading that does not say it (WAI-ARIA 1.2, `heading`).
pub(super) const UNSAID_LEVEL: u8 = 2;

/// Gives the attributes of an element to the node opened last.
pub(super) fn give(arena: &Arena, id: Id, builder: &mut Builder) {
    if builder.is_full() {
        return;
    }
    for (name, value) in arena.attrs(id) {
        if let Name::Kept(attr) = name {
            builder.attr(attr, value);
        }
    }
    if arena.element(id).is_some_and(|element| element.hidden) {
        builder.attr(Attr::Hidden, "");
    }
}

/// An anchor that leads nowhere but has a name is a place to lead to, and may hold half the page.
pub(super) fn is_link(arena: &Arena, id: Id) -> bool {
    let has = |attr| arena.attr(id, Name::Kept(attr)).is_some();
    has(Attr::Href) || !(has(Attr::Name) || has(Attr::Id))
}

/// Whether an element or its attributes say something of its text.
pub(super) fn says_something(arena: &Arena, id: Id) -> bool {
    matches!(arena.name(id), "mark" | "u")
        || arena.element(id).is_some_and(|element| element.hidden)
        || arena.attrs(id).any(|(name, _)| {
            let Name::Kept(attr) = name else { return false };
            matches!(
                attr,
                Attr::Lang
                    | Attr::Dir
                    | Attr::WritingMode
                    | Attr::Datetime
                    | Attr::Itemprop
                    | Attr::Itemtype
            )
        })
}

/// Whether an element is a heading by its role.
pub(super) fn is_heading_role(arena: &Arena, id: Id) -> bool {
    arena.attr(id, Name::Kept(Attr::Role)).is_some_and(|role| role.trim() == "heading")
}

/// The heading that an element is by its role.
pub(super) fn heading_level(arena: &Arena, id: Id) -> Option<Kind> {
    let said = || arena.attr(id, Name::Level)?.trim().parse::<u8>().ok();
    is_heading_role(arena, id).then(|| Kind::Heading(said().unwrap_or(UNSAID_LEVEL).clamp(1, 6)))
}
