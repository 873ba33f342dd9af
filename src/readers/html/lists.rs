//! Lists, and what stands in them besides their entries.

use super::arena::{Arena, Id};
use super::names::Shape;
use super::step::Step;
use crate::document::{Kind, Tag};

/// The steps that lower the children of a list, the last to be done first. The list holds its
/// entries only: what stands between them becomes an entry of its own.
pub(super) fn entries(arena: &Arena, list: Id, kind: Kind) -> Vec<Step> {
    let wrapper = if kind == Kind::List { Kind::Item } else { Kind::Definition };
    let mut steps = Vec::new();
    let mut at = arena.first(list);
    while let Some(from) = at.some() {
        let loose = is_loose(arena, from, kind);
        let belongs = |id| is_weightless(arena, id) || is_loose(arena, id, kind) == loose;
        while at.some().is_some_and(belongs) {
            at = arena.next(at);
        }
        if loose {
            steps.extend([Step::Open(wrapper, Tag::OTHER), Step::Visit(from, at), Step::Close]);
        } else {
            steps.push(Step::Visit(from, at));
        }
    }
    steps.reverse();
    steps
}

/// Whether a child of a list is no entry of it.
fn is_loose(arena: &Arena, id: Id, list: Kind) -> bool {
    if is_weightless(arena, id) {
        return false;
    }
    match arena.shape(id) {
        Some(Shape::Block(Kind::Item)) => list != Kind::List,
        Some(Shape::Block(Kind::Term | Kind::Definition)) => list != Kind::Definitions,
        Some(Shape::Block(Kind::Group)) => !is_entry_group(arena, id),
        _ => true,
    }
}

/// Whether a node makes no difference: white space, scripts.
pub(super) fn is_weightless(arena: &Arena, id: Id) -> bool {
    match arena.shape(id) {
        Some(shape) => matches!(shape, Shape::Skipped | Shape::JsonLd | Shape::Meta),
        None => arena.is_blank(id),
    }
}

/// Whether an entry stands in a list of its kind.
pub(super) fn is_in_list(arena: &Arena, id: Id, kind: Kind) -> bool {
    let list = if kind == Kind::Item { Kind::List } else { Kind::Definitions };
    let parent = arena.parent(id);
    arena.shape(parent) == Some(Shape::Block(list))
        || (list == Kind::Definitions && may_group_entries(arena, parent))
}

/// Whether an element stands where a definition list may group its entries (HTML Standard, 4.4.9).
fn may_group_entries(arena: &Arena, id: Id) -> bool {
    arena.name(id) == "div"
        && arena.shape(arena.parent(id)) == Some(Shape::Block(Kind::Definitions))
}

/// Whether an element does group entries of a definition list.
pub(super) fn is_entry_group(arena: &Arena, id: Id) -> bool {
    let is_entry =
        |child| matches!(arena.shape(child), Some(Shape::Block(Kind::Term | Kind::Definition)));
    may_group_entries(arena, id) && arena.children(id).any(is_entry)
}
