//! How much a line of a plain text looks like its title, as a forest of small trees judges it.

use std::sync::LazyLock;

use super::super::head::Head;
use super::measures::{self, Seen};
use crate::document::{NodeId, fold};
use crate::forest::{Forest, Matrix};

/// The forest that is compiled in; `cargo xtask lines title` writes it.
static FOREST: LazyLock<Forest> = LazyLock::new(|| {
    let forest = Forest::parse(include_str!("title.forest"), measures::names());
    // A test reads the file, too.
    forest.unwrap_or_else(|error| unreachable!("{error:#}"))
});

/// Lines that may be the title, and their measures.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// Their leaf blocks.
    pub lines: Vec<NodeId>,
    /// A row for each.
    pub matrix: Matrix,
}

impl Head<'_> {
    /// The line that looks most like the title of what stands at `end`; of equals the first.
    pub(super) fn likeliest(&self, end: usize, candidates: &[usize]) -> Option<usize> {
        let scores = FOREST.score(&measures::measure(&Seen::of(self, end, candidates)));
        let first = |best: Option<(i32, usize)>, (score, &at): (i32, &usize)| match best {
            Some((most, _)) if most >= score => best,
            _ => Some((score, at)),
        };
        scores.into_iter().zip(candidates).fold(None, first).map(|(_, at)| at)
    }

    /// What there is to learn from in a text.
    pub(in super::super) fn title_candidates(&self) -> Candidates {
        let (end, candidates) = self.title_lines();
        Candidates {
            matrix: measures::measure(&Seen::of(self, end, &candidates)),
            lines: candidates.into_iter().map(|at| self.leaves[at]).collect(),
        }
    }

    /// Whether a line comes again before the prose, alone or with the name of the site. A refrain comes
    /// again, too, but not at once, and it is no heading.
    pub(super) fn is_repeated(&self, at: usize, candidates: &[usize]) -> bool {
        const SOON: usize = 4;
        let text = self.text(at);
        let folded = fold(text);
        crate::document::words(text) > 1.0
            && candidates.iter().filter(|&&other| other != at).any(|&other| {
                let soon = if self.is_heading(at) || self.is_heading(other) { SOON } else { 1 };
                let same = other.abs_diff(at) <= soon && fold(self.text(other)) == folded;
                same || self.has_as_title(other, at)
            })
    }
}
