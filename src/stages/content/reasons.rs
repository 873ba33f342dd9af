//! What weighed most for or against a block, in words.
//!
//! Each question of a tree moves a block's score from the mean of the answers that were open to the mean
//! of those that are left (Saabas 2014, *Interpreting random forests*). The movements of all trees,
//! summed by measure, are what the measure contributed.

use super::Measured;
use super::forest::{ANSWERS, DEEPEST, Forest, Question, Tree};
use super::phrases::describe;

/// So many reasons are given.
const REASONS: usize = 3;

/// So many blocks are looked at together.
const TOGETHER: usize = 16;

/// Which side reasons are wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum For {
    /// What spoke for the block.
    Keeping,
    /// What spoke against it.
    Dropping,
}

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
    means: [i16; 2 * ANSWERS],
}

impl Means {
    fn of(tree: &Tree) -> Means {
        let (questions, answers) = tree.filled_up();
        let mut means = [0; 2 * ANSWERS];
        // Where fewer are asked, the answers repeat.
        for (at, mean) in means[..ANSWERS].iter_mut().enumerate() {
            *mean = answers[at % tree.answers().len()];
        }
        for at in ANSWERS..2 * ANSWERS - 1 {
            let pair = 2 * (at - ANSWERS);
            means[at] = i16::midpoint(means[pair], means[pair + 1]);
        }
        Means { questions: *questions, means }
    }

    /// Adds what each question of the tree contributed to the scores of some blocks, by the codes of all
    /// their measures. Each loop has the same number of turns always, so that the compiler makes it a
    /// few steps without a loop; not so within a larger function.
    #[inline(never)]
    fn add(&self, codes: &[[u8; TOGETHER]], moved: &mut [[i32; TOGETHER]]) {
        let mut leaves = [0_u8; TOGETHER];
        for bit in 0..DEEPEST {
            let Question { measure, above } = self.questions[bit];
            let codes = &codes[usize::from(measure)];
            for block in 0..TOGETHER {
                leaves[block] |= if codes[block] > above { 1 << bit } else { 0 };
            }
        }
        let leaves = leaves.map(|leaf| usize::from(leaf) % ANSWERS);
        let mut after = leaves.map(|leaf| i32::from(self.means[leaf]));
        for bit in 0..DEEPEST {
            // So many rows of means are ahead, each half as long as the one before it.
            let row = 2 * ANSWERS - (ANSWERS >> bit);
            let before = leaves.map(|leaf| i32::from(self.means[row + (leaf >> (bit + 1))]));
            let moved = &mut moved[usize::from(self.questions[bit].measure)];
            for block in 0..TOGETHER {
                moved[block] += after[block] - before[block];
            }
            after = before;
        }
    }
}

impl Reasons {
    /// The reasons of a forest over measures of these names.
    pub(super) fn of(forest: &Forest, names: &'static [String]) -> Reasons {
        Reasons { names, trees: forest.trees.iter().map(Means::of).collect() }
    }

    /// What spoke most for or against each of some blocks.
    pub(super) fn strongest(&self, measured: &Measured, asked: &[(usize, For)]) -> Vec<String> {
        asked.chunks(TOGETHER).flat_map(|asked| self.strongest_of_few(measured, asked)).collect()
    }

    /// The same for at most [`TOGETHER`] blocks: every tree is looked at once for all of them.
    fn strongest_of_few(&self, measured: &Measured, asked: &[(usize, For)]) -> Vec<String> {
        let mut codes = vec![[0; TOGETHER]; self.names.len()];
        for (measure, codes) in codes.iter_mut().enumerate() {
            let column = measured.matrix.column(measure);
            for (code, (at, _)) in codes.iter_mut().zip(asked) {
                *code = column[*at];
            }
        }
        let mut moved = vec![[0; TOGETHER]; self.names.len()];
        self.trees.iter().for_each(|tree| tree.add(&codes, &mut moved));
        let of = |(block, (_, side)): (usize, &(usize, For))| {
            let sign = if *side == For::Keeping { 1 } else { -1 };
            let moved = moved.iter().map(|moved| moved[block] * sign).collect();
            self.words(&codes, block, moved)
        };
        asked.iter().enumerate().map(of).collect()
    }

    /// The measures that moved one of some blocks farthest, in words.
    fn words(&self, codes: &[[u8; TOGETHER]], block: usize, mut moved: Vec<i32>) -> String {
        let mut said: Vec<String> = Vec::new();
        while said.len() < REASONS {
            // Of those that moved it as far, the first.
            let farthest = (0..moved.len()).rev().max_by_key(|&measure| moved[measure]);
            let Some(measure) = farthest.filter(|&measure| moved[measure] > 0) else { break };
            moved[measure] = 0;
            let what = describe(&self.names[measure], codes[measure][block]);
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
        let (codes, mut moved) = ([[0; TOGETHER], [50; TOGETHER]], [[0; TOGETHER]; 2]);
        reasons.trees[0].add(&codes, &mut moved);
        assert_eq!((moved[0][0], moved[1][TOGETHER - 1]), (-200, -500));
        let asked = [(0, For::Dropping), (0, For::Keeping)];
        assert_eq!(reasons.strongest(&measured, &asked), ["79 words, not linked", ""]);
    }
}
