//! Gradient boosting (Friedman 2001) on logistic loss: each tree is grown on what the ones before have
//! left unexplained, on a part of the blocks (Friedman 2002, *Stochastic gradient boosting*) and of the measures.

use pumice::forest::{Forest, MOST_ANSWERS, Tree, UNIT, chance};
use rayon::prelude::*;

use super::bins::Binned;
use super::dataset::{Lesson, Sample};
use super::random::Random;
use super::slope::{Slope, steps};
use super::tree::{Growth, Row, grow};

/// How a forest is trained.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Parameters {
    /// Forests whose mean is taken
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) forests: u16,
    /// Trees of each forest
    #[arg(long, default_value_t = 140)]
    pub(crate) trees: usize,
    /// Answers a tree has at most
    #[arg(long, default_value_t = MOST_ANSWERS)]
    pub(crate) answers: usize,
    /// The share of the best answer that each tree gives
    #[arg(long, default_value_t = 0.2)]
    pub(crate) rate: f64,
    /// The penalty on large answers, in rows of mean weight
    #[arg(long, default_value_t = 2.0)]
    pub(crate) penalty: f64,
    /// The curvature that each half of a leaf needs, in rows of mean weight
    #[arg(long, default_value_t = 0.5)]
    pub(crate) least: f64,
    /// The share of the measures that each tree is grown on
    #[arg(long, default_value_t = 0.3)]
    pub(crate) measures: f32,
    /// The share of the blocks that each tree is grown on
    #[arg(long, default_value_t = 0.5)]
    pub(crate) blocks: f32,
    /// The seed of what is left to chance
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}

/// Trains forests on some pages, each with a chance of its own, and makes one of them whose score is the
/// mean of theirs (Breiman 1996, *Bagging predictors*): what is chance in one weighs little in all. The
/// first trees of each stand first: they say most.
pub(crate) fn train(lessons: &[&Lesson], parameters: &Parameters) -> Forest {
    let mut random = Random::new(parameters.seed);
    let forests: Vec<Forest> =
        (0..parameters.forests).map(|_| boost(lessons, parameters, &mut random)).collect();
    let count = parameters.forests.max(1);
    let bias = forests.iter().map(|forest| forest.bias).sum::<i32>() / i32::from(count);
    let nth = |at: usize| forests.iter().map(move |forest| forest.trees[at].clone().divided(count));
    Forest { bias, trees: (0..parameters.trees).flat_map(nth).collect() }
}

/// Trains one forest.
fn boost(lessons: &[&Lesson], parameters: &Parameters, random: &mut Random) -> Forest {
    let sample = Sample::of(lessons, random.next());
    let columns: Vec<Binned> = sample.columns.par_iter().map(|codes| Binned::of(codes)).collect();
    let steps = steps(sample.rows());
    let growth = Growth {
        answers: parameters.answers.min(MOST_ANSWERS),
        rate: parameters.rate,
        penalty: parameters.penalty * steps,
        least: parameters.least * steps,
    };
    let mut forest = Forest { bias: bias(&sample), trees: Vec::new() };
    let mut scores = vec![forest.bias; sample.rows()];
    for _ in 0..parameters.trees {
        let rows = rows(&sample, &scores, parameters.blocks, steps, random);
        let some: Vec<(u16, &Binned)> = choose(columns.len(), parameters.measures, random)
            .into_iter()
            .map(|at| (at as u16, &columns[at]))
            .collect();
        let tree = grow(&some, rows, growth);
        add(&tree, &sample, &mut scores);
        forest.trees.push(tree);
    }
    forest
}

/// The log-odds of a block of which nothing is known: those that mean the share of the positive ones.
fn bias(sample: &Sample) -> i32 {
    const FARTHEST: i32 = 12 * UNIT;
    let weights = || sample.weights.iter().copied().map(f64::from);
    let positive: f64 =
        weights().zip(&sample.positive).filter(|(_, positive)| **positive).map(|(w, _)| w).sum();
    let share = positive / weights().sum::<f64>().max(f64::MIN_POSITIVE);
    let (mut low, mut high) = (-FARTHEST, FARTHEST);
    while low < high {
        let middle = (low + high).div_euclid(2);
        if f64::from(chance(middle)) < share { low = middle + 1 } else { high = middle }
    }
    low
}

/// A part of the rows, with their slopes.
fn rows(sample: &Sample, scores: &[i32], part: f32, steps: f64, random: &mut Random) -> Vec<Row> {
    let some: Vec<usize> = (0..sample.rows()).filter(|_| random.happens(part)).collect();
    let slope = |row: usize| {
        let slope =
            Slope::of(sample.positive[row], chance(scores[row]), sample.weights[row], steps);
        (row as u32, slope)
    };
    some.into_par_iter().map(slope).collect()
}

/// A part of the numbers below a count, in their order; at least one, where there is one.
fn choose(count: usize, part: f32, random: &mut Random) -> Vec<usize> {
    let mut all: Vec<usize> = (0..count).collect();
    random.shuffle(&mut all);
    let some = (0..count).take_while(|&at| (at as f32) < count as f32 * part).count();
    all.truncate(some.max(1));
    all.sort_unstable();
    all
}

/// Adds what a tree answers to the scores of all rows.
fn add(tree: &Tree, sample: &Sample, scores: &mut [i32]) {
    const CHUNK: usize = 1 << 14;
    scores.par_chunks_mut(CHUNK).enumerate().for_each(|(chunk, scores)| {
        for (row, score) in (chunk * CHUNK..).zip(scores) {
            let code = |measure: u16| sample.columns[usize::from(measure)][row];
            *score += i32::from(tree.answer(code));
        }
    });
}
