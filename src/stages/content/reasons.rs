//! What weighed most for or against a block, in words.
//!
//! Each question of a tree moves a block's score from the mean of the answers that were open to the mean
//! of those that are left (Saabas 2014, *Interpreting random forests*). The movements of all trees,
//! summed by measure, are what the measure contributed.

use super::Measured;
use super::forest::{Forest, Tree};
use super::phrases::describe;

/// So many reasons are given.
const REASONS: usize = 3;

/// A forest that can say why.
#[derive(Debug)]
pub(super) struct Reasons {
    names: &'static [String],
    trees: Vec<Means>,
}

/// The means of a tree's answers, one row behind another: the answers themselves, then the means of
/// the halves that the last question but none, but one, and so on divides them into, and at last the
/// mean of all.
#[derive(Debug)]
struct Means {
    tree: Tree,
    means: Vec<i16>,
}

impl Means {
    fn of(tree: &Tree) -> Means {
        let mut means = tree.answers.clone();
        let mut row = 0;
        while row + 1 < means.len() {
            let end = means.len();
            for at in (row..end).step_by(2) {
                means.push(i16::midpoint(means[at], means[at + 1]));
            }
            row = end;
        }
        Means { tree: tree.clone(), means }
    }

    /// Adds what each question of the tree contributed to a block's score.
    fn add(&self, codes: &[u8], moved: &mut [i32]) {
        let mut leaf = self.tree.leaf(codes);
        let (mut row, mut length) = (0, self.tree.answers.len());
        let mut after = self.means[leaf];
        for question in &self.tree.questions {
            row += length;
            length /= 2;
            leaf /= 2;
            let before = self.means[row + leaf];
            moved[usize::from(question.measure)] += i32::from(after) - i32::from(before);
            after = before;
        }
    }
}

impl Reasons {
    /// The reasons of a forest over measures of these names.
    pub(super) fn of(forest: &Forest, names: &'static [String]) -> Reasons {
        Reasons { names, trees: forest.trees.iter().map(Means::of).collect() }
    }

    /// What spoke most against a block.
    pub(super) fn for_dropping(&self, measured: &Measured, at: usize) -> String {
        self.strongest(measured, at, -1)
    }

    /// What spoke most for a block.
    pub(super) fn for_keeping(&self, measured: &Measured, at: usize) -> String {
        self.strongest(measured, at, 1)
    }

    fn strongest(&self, measured: &Measured, at: usize, sign: i32) -> String {
        let codes = measured.matrix.row(at);
        let mut moved = vec![0; self.names.len()];
        self.trees.iter().for_each(|tree| tree.add(&codes, &mut moved));
        let mut said: Vec<String> = Vec::new();
        while said.len() < REASONS {
            // Of those that moved it as far, the first.
            let farthest = (0..moved.len()).rev().max_by_key(|&measure| moved[measure] * sign);
            let Some(measure) = farthest.filter(|&measure| moved[measure] * sign > 0) else {
                break;
            };
            moved[measure] = 0;
            let what = describe(&self.names[measure], codes[measure]);
            said.extend(what.filter(|what| !said.contains(what)));
        }
        said.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::super::matrix::Matrix;
    use super::*;

    #[test]
    fn the_measures_that_moved_the_score_are_named() {
        let names: &'static [String] =
            Vec::leak(vec!["own.link_share".to_owned(), "own.words".to_owned()]);
        let text = "bias 0\nown.link_share>100 own.words>40 | 500 900 -500 -100\n";
        let reasons = Reasons::of(&Forest::parse(text, names).unwrap(), names);
        let mut measured = Measured { matrix: Matrix::new(1, 2), ..Measured::default() };
        measured.matrix.set(0, &[0, 50]);
        let mut moved = [0, 0];
        reasons.trees[0].add(&measured.matrix.row(0), &mut moved);
        assert_eq!(moved, [-200, -500]);
        assert_eq!(reasons.for_dropping(&measured, 0), "79 words, not linked");
    }
}
