//! Images, and where they are to be found on pages that load them late.

use super::arena::{Arena, Id};
use super::attrs;
use super::names::{Name, Shape};
use crate::document::{Attr, Builder, Kind, Tag};

/// Makes a node of an image.
pub(super) fn lower(arena: &Arena, id: Id, builder: &mut Builder) {
    builder.open(Kind::Image, Tag::IMG);
    attrs::give(arena, id, builder);
    if arena.attr(id, Name::Kept(Attr::Src)).is_none()
        && let Some(address) = late(arena, id)
    {
        builder.attr(Attr::Src, address);
    }
    builder.close();
}

/// The address of an image that has no `src`, or one that only holds its place (which the tree has
/// left out).
fn late(arena: &Arena, id: Id) -> Option<&str> {
    let own = arena.attr(id, Name::LateSrc).or_else(|| first(arena.attr(id, Name::Srcset)?));
    own.or_else(|| {
        let sources = std::iter::successors(arena.prev(id).some(), |&at| arena.prev(at).some());
        let mut sources = sources.take_while(|&at| {
            arena.shape(at) == Some(Shape::Source) || arena.element(at).is_none()
        });
        sources.find_map(|source| first(arena.attr(source, Name::Srcset)?))
    })
}

/// The first candidate of a `srcset`.
fn first(set: &str) -> Option<&str> {
    let candidate = set.split_ascii_whitespace().next()?;
    Some(candidate.trim_end_matches(','))
}
