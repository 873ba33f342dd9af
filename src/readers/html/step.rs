//! The steps of the walk over the tree: what is still to be done, kept on a stack.

use super::arena::Id;
use crate::document::{Kind, Tag};

/// What is still to be done.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// A node and those that follow it, up to another.
    Visit(Id, Id),
    /// A container opens that no element stands for.
    Open(Kind, Tag),
    /// A ruby opens; its base has the readings from a node up to another.
    Ruby(Id, Id, Id),
    /// The node opened last is closed.
    Close,
    /// So is the block opened last; what is around is what was.
    CloseBlock(Around),
    /// A line of code ends.
    Line,
    /// An element ends that stands apart from the next one of its kind.
    Part,
}

/// What a node stands in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// The innermost leaf block.
    pub(super) leaf: Option<Kind>,
    /// No container stands between that and the node.
    pub(super) prose: bool,
    /// The innermost table holds data; where there is none, rows and cells are nothing.
    pub(super) table: bool,
}
