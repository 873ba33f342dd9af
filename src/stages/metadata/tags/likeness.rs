//! Which lines of a plain text are tags though no label says so on the same line, as a forest of small
//! trees judges them.

use std::sync::LazyLock;

use super::super::Gathered;
use super::super::head::Head;
use super::measures::{self, Seen};
use super::take;
use crate::document::{Findings, Role};
use crate::forest::{Forest, Matrix};

/// The log-odds, in units of the forest, from which on a line is one of tags.
const ENOUGH: i32 = -300;
/// The same for one right below a label, or below another tag there.
const BELOW_LABEL: i32 = -1500;
/// The same below what may stand above other things as well.
const BELOW_OPENER: i32 = -1000;

/// The forest that is compiled in; `cargo xtask lines tags` writes it.
static FOREST: LazyLock<Forest> = LazyLock::new(|| {
    let forest = Forest::parse(include_str!("tags.forest"), measures::names());
    // A test reads the file, too.
    forest.unwrap_or_else(|error| unreachable!("{error:#}"))
});

/// Lines that may be of tags, and their measures.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// The tags that each would have.
    pub tags: Vec<Vec<String>>,
    /// A row for each.
    pub matrix: Matrix,
}

impl Head<'_> {
    /// Takes the lines that look like tags, and the label above them.
    pub(super) fn told_tags(
        &self,
        title: Option<usize>,
        found: &mut Gathered<'_>,
        out: &mut Findings,
    ) {
        let seen = Seen::of(self, title);
        let candidates = seen.candidates();
        let scores = FOREST.score(&measures::measure(&seen, &candidates));
        // The last line of tags, and what is enough right below it.
        let mut last: Option<(usize, i32)> = None;
        for (at, score) in candidates.into_iter().zip(scores) {
            let label =
                at.checked_sub(1).filter(|&above| self.words.tags.stands_above(self.text(above)));
            let enough = match label {
                Some(label) if self.words.tags.labels.is(self.text(label)) => BELOW_LABEL,
                Some(_) => BELOW_OPENER,
                None => {
                    last.filter(|(last, _)| last + 1 == at).map_or(ENOUGH, |(_, enough)| enough)
                }
            };
            if score < enough {
                continue;
            }
            if let Some(label) = label {
                out.role(self.leaves[label], Role::Tags);
            }
            take(&self.row_of(at), self.leaves[at], found, out);
            last = Some((at, enough));
        }
    }

    /// What there is to learn from in a text.
    pub(in super::super) fn tag_candidates(&self, title: Option<usize>) -> Candidates {
        let seen = Seen::of(self, title);
        let candidates = seen.candidates();
        Candidates {
            matrix: measures::measure(&seen, &candidates),
            tags: candidates.into_iter().map(|at| self.row_of(at)).collect(),
        }
    }
}
