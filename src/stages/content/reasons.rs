//! What weighed most for or against a block, in words.
//!
//! Each question of a tree moves a block's score from the mean of the answers that were open to the mean
//! of those that are left (Saabas 2014, *Interpreting random forests*). The movements of all trees,
//! summed by measure, are what the measure contributed.

use super::Measured;
use super::forest::{DEEPEST, Forest, Question, Tree};
use super::phrases::describe;

/// So many reasons are given.
const REASONS: usize = 3;

/// A forest that can say why.
#[derive(Debug)]
pub(super) struct Reasons {
    names: &'static [String],
    trees: Vec<Means>,
}

/// A tree as one of [`DEEPEST`] questions, of which those that it lacks are always denied, with the
/// means of its answers.
#[derive(Debug)]
struct Means {
    questions: [Question; DEEPEST],
    /// The answers, then the means of the pairs that the first question divides, then those of the
    /// fours that the second does, and so on: at last the mean of all.
    means: [i16; 2 << DEEPEST],
}

impl Means {
    fn of(tree: &Tree) -> Means {
        const ANSWERS: usize = 1 << DEEPEST;
        let never = Question { measure: 0, above: u8::MAX };
        let mut questions = [never; DEEPEST];
        questions[..tree.questions.len()].copy_from_slice(&tree.questions);
        let mut means = [0; 2 * ANSWERS];
        for (at, mean) in means[..ANSWERS].iter_mut().enumerate() {
            *mean = tree.answers[at % tree.answers.len()];
        }
        for at in ANSWERS..2 * ANSWERS - 1 {
            let pair = 2 * (at - ANSWERS);
            means[at] = i16::midpoint(means[pair], means[pair + 1]);
        }
        Means { questions, means }
    }

    /// Adds what each question of the tree contributed to a block's score, by the codes of all its
    /// measures.
    fn add(&self, codes: &[u8], moved: &mut [i32]) {
        let mut leaf = 0;
        for (bit, question) in self.questions.iter().enumerate() {
            let above = codes[usize::from(question.measure)] > question.above;
            leaf |= usize::from(above) << bit;
        }
        let mut after = i32::from(self.means[leaf]);
        for (bit, question) in self.questions.iter().enumerate() {
            // So many rows of means are ahead, each half as long as the one before it.
            let row = (2 << DEEPEST) - (1 << (DEEPEST - bit));
            let before = i32::from(self.means[row + (leaf >> (bit + 1))]);
            moved[usize::from(question.measure)] += after - before;
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
