//! What weighed most for or against a block, in words.
//!
//! What a measure contributes is its main effect (Friedman 2001, *Greedy function approximation*,
//! partial dependence): the mean of what a tree answers where a question is affirmed, less the mean
//! where it is denied, half of it for the block or against it, summed over all questions that are asked
//! of the measure; a question that a part of the answers depends on counts for that part. It depends on the
//! code of that measure alone, so that a table knows it. What nearly
//! all blocks of a page have in common is no reason: what counts is how far the block is in that from
//! those of the other side.

use super::Measured;
use super::phrases::describe;
use crate::forest::Forest;

/// So many reasons are given.
const REASONS: usize = 3;

/// Effects are smaller than the unit of scores.
const FINE: f32 = 64.0;

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
    /// What each code of each measure contributes to a score, in [`FINE`] parts of its unit.
    effects: Vec<Effects>,
}

/// What each code of a measure contributes.
type Effects = [i32; 1 << u8::BITS];

impl Reasons {
    /// The reasons of a forest over measures of these names.
    pub(super) fn of(forest: &Forest, names: &'static [String]) -> Reasons {
        let mut effects = vec![[0; 1 << u8::BITS]; names.len()];
        for tree in &forest.trees {
            for (question, [denied, affirmed]) in tree.splits() {
                let part = (denied.len() + affirmed.len()) as f32 / tree.answers().len() as f32;
                let effect = (FINE * part * (mean(affirmed) - mean(denied)) / 2.0) as i32;
                let effects = &mut effects[usize::from(question.measure)];
                let (below, above) = effects.split_at_mut(1 + usize::from(question.above));
                for of_code in below {
                    *of_code -= effect;
                }
                for of_code in above {
                    *of_code += effect;
                }
            }
        }
        Reasons { names, effects }
    }

    /// What the measures contribute in the mean to the scores of blocks, of which some are looked at.
    pub(super) fn mean(&self, measured: &Measured, blocks: &[usize]) -> Vec<i32> {
        const ENOUGH: usize = 32;
        let some: Vec<usize> =
            blocks.iter().copied().step_by(blocks.len().div_ceil(ENOUGH).max(1)).collect();
        let count = i32::try_from(some.len().max(1)).unwrap_or(i32::MAX);
        let mean = |(measure, effects): (usize, &Effects)| {
            let effect = |&block| effects[usize::from(measured.matrix.code(block, measure))];
            some.iter().map(effect).sum::<i32>() / count
        };
        self.effects.iter().enumerate().map(mean).collect()
    }

    /// What spoke most for or against a block, when the blocks of the other side have this mean.
    pub(super) fn strongest(
        &self,
        measured: &Measured,
        block: usize,
        (side, other): (For, &[i32]),
    ) -> String {
        let sign = if side == For::Keeping { 1 } else { -1 };
        let of = |((effects, code), other): ((&Effects, u8), &i32)| {
            (effects[usize::from(code)] - other) * sign
        };
        let codes = measured.matrix.row(block);
        let mut moved: Vec<i32> = self.effects.iter().zip(codes).zip(other).map(of).collect();
        let mut said: Vec<String> = Vec::new();
        while said.len() < REASONS {
            let Some(farthest) = moved.iter().copied().max().filter(|&most| most > 0) else {
                break;
            };
            // Of those that moved it as far, the first.
            let Some(measure) = moved.iter().position(|&far| far == farthest) else { break };
            moved[measure] = 0;
            let what = describe(&self.names[measure], measured.matrix.code(block, measure));
            said.extend(what.filter(|what| !said.contains(what)));
        }
        said.join(", ")
    }
}

fn mean(answers: &[i16]) -> f32 {
    answers.iter().copied().map(f32::from).sum::<f32>() / answers.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forest::Matrix;

    #[test]
    fn the_measures_that_moved_the_score_are_named() {
        let names: &'static [String] =
            Vec::leak(vec!["own.link_share".to_owned(), "own.words".to_owned()]);
        let text = "bias 0\nown.link_share>100 own.words>40 500 -500 own.words>40 900 -100\n";
        let reasons = Reasons::of(&Forest::parse(text, names).unwrap(), names);
        let halves = FINE as i32 / 2;
        let effects = reasons.effects[0];
        assert_eq!((effects[100], effects[101]), (-400 * halves, 400 * halves));
        let mut measured = Measured { matrix: Matrix::new(1, 2), ..Measured::default() };
        measured.matrix.set(0, &[0, 50]);
        let none = reasons.mean(&measured, &[]);
        let words = |side| reasons.strongest(&measured, 0, (side, &none));
        assert_eq!(words(For::Dropping), "79 words, not linked");
        assert_eq!(words(For::Keeping), "");
        let same = reasons.mean(&measured, &[0]);
        assert_eq!(reasons.strongest(&measured, 0, (For::Dropping, &same)), "");
    }
}
