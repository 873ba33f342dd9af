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

/// The means of a tree's answers: for no question answered the mean of all, then the means of the halves
/// that the last question divides them into, and so on to the answers themselves.
#[derive(Debug)]
struct Means {
    tree: Tree,
    levels: Vec<Vec<i32>>,
}

impl Means {
    fn of(tree: &Tree) -> Means {
        let mut levels = vec![tree.answers.iter().copied().map(i32::from).collect::<Vec<i32>>()];
        for _ in &tree.questions {
            let level = levels.last().map(|open| open.chunks_exact(2));
            let halves = level.into_iter().flatten().map(|pair| i32::midpoint(pair[0], pair[1]));
            levels.push(halves.collect());
        }
        Means { tree: tree.clone(), levels }
    }

    /// Adds what each question of the tree contributed to a block's score.
    fn add(&self, measured: &Measured, at: usize, moved: &mut [i32]) {
        let leaf = self.tree.leaf(&measured.matrix, at);
        for (bit, question) in self.tree.questions.iter().enumerate() {
            let (after, before) =
                (self.levels[bit][leaf >> bit], self.levels[bit + 1][leaf >> (bit + 1)]);
            moved[usize::from(question.measure)] += after - before;
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
        let mut moved = vec![0; self.names.len()];
        self.trees.iter().for_each(|tree| tree.add(measured, at, &mut moved));
        let mut order: Vec<usize> = (0..moved.len()).filter(|&m| moved[m] * sign > 0).collect();
        order.sort_by_key(|&measure| (-moved[measure] * sign, measure));
        let mut said: Vec<String> = Vec::new();
        for measure in order {
            let code = measured.matrix.get(at, measure);
            said.extend(describe(&self.names[measure], code).filter(|what| !said.contains(what)));
            if said.len() == REASONS {
                break;
            }
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
        reasons.trees[0].add(&measured, 0, &mut moved);
        assert_eq!(moved, [-200, -500]);
        assert_eq!(reasons.for_dropping(&measured, 0), "79 words, not linked");
    }
}
