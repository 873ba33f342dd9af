//! Which lines of a plain text are tags though no label says so on the same line, as a forest of small
//! trees judges them.

use std::sync::LazyLock;

use super::super::Gathered;
use super::super::head::Head;
use super::super::lines::is_button;
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

/// The same for one beside another tag.
const BESIDE: i32 = -1000;

/// A line that may be of tags.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Its place among the leaf blocks.
    at: usize,
    score: i32,
    /// The score from which on it is one.
    enough: i32,
    /// The line above it, if that is a label of tags.
    label: Option<usize>,
    /// What buttons say is no tag because of what stands beside it.
    button: bool,
    taken: bool,
}

/// Takes the lines right above tags, too, where nothing but their wording is in doubt.
fn take_above(lines: &mut [Line]) {
    for at in (1..lines.len()).rev() {
        let [above, line] = [lines[at - 1], lines[at]];
        let beside = line.taken && line.label.is_none() && above.at + 1 == line.at;
        lines[at - 1].taken |= beside && above.score >= BESIDE && !above.button;
    }
}

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
        let mut lines: Vec<Line> = Vec::with_capacity(candidates.len());
        for (at, score) in candidates.into_iter().zip(scores) {
            let label =
                at.checked_sub(1).filter(|&above| self.words.tags.stands_above(self.text(above)));
            let above = lines.last().filter(|above| above.taken && above.at + 1 == at);
            let button = is_button(self.text(at));
            let enough = match label {
                _ if button => ENOUGH,
                Some(label) if self.words.tags.labels.is(self.text(label)) => BELOW_LABEL,
                Some(_) => BELOW_OPENER,
                None => above.map_or(ENOUGH, |above| above.enough.min(BESIDE)),
            };
            lines.push(Line { at, score, enough, label, button, taken: score >= enough });
        }
        take_above(&mut lines);
        for line in lines.into_iter().filter(|line| line.taken) {
            if let Some(label) = line.label {
                out.role(self.leaves[label], Role::Tags);
            }
            take(&self.row_of(line.at), self.leaves[line.at], found, out);
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
