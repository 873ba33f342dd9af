//! Growing a symmetric tree: at each level the one question that helps most in all leaves together.
//!
//! Slopes are integers, and so are the sums over them: the tree does not depend on the order in which
//! rows are summed, and so on no number of threads.

use pumice::forest::{Question, Tree, UNIT};
use rayon::prelude::*;

use super::bins::{BINS, Binned};
use super::slope::Slope;

/// How trees are grown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Growth {
    /// Questions a tree asks at most.
    pub(super) depth: usize,
    /// The share of the best answer that a tree gives.
    pub(super) rate: f64,
    /// The penalty on large answers: so much curvature is added to that of each leaf.
    pub(super) penalty: f64,
    /// No leaf is divided into parts of less curvature.
    pub(super) least: f64,
}

/// Sums of slopes by bin, for each leaf.
type Histogram = Vec<[Slope; BINS]>;

/// A row that a tree is grown on: its place in the columns and its slope.
pub(super) type Row = (u32, Slope);

/// A tree while it grows.
struct Growing<'a> {
    columns: &'a [(u16, &'a Binned)],
    rows: &'a [Row],
    /// For each row the leaf that it has come to.
    leaves: Vec<u8>,
    histograms: Vec<Histogram>,
    questions: Vec<Question>,
    growth: Growth,
}

/// Grows a tree on some rows and some of the measures.
pub(super) fn grow(columns: &[(u16, &Binned)], rows: &[Row], growth: Growth) -> Tree {
    let mut tree = Growing {
        columns,
        rows,
        leaves: vec![0; rows.len()],
        histograms: Vec::new(),
        questions: Vec::new(),
        growth,
    };
    let all: Vec<(Row, u8)> = rows.iter().map(|&row| (row, 0)).collect();
    tree.histograms = columns.par_iter().map(|(_, column)| histogram(column, &all, 1)).collect();
    while tree.questions.len() < growth.depth {
        let Some((column, bin)) = tree.best() else { break };
        tree.divide(column, bin);
    }
    tree.finish()
}

fn histogram(column: &Binned, rows: &[(Row, u8)], leaves: usize) -> Histogram {
    let mut sums = vec![[Slope::default(); BINS]; leaves];
    for &((row, slope), leaf) in rows {
        let bin = usize::from(column.bins[row as usize]);
        sums[usize::from(leaf)][bin % BINS] += slope;
    }
    sums
}

impl Growing<'_> {
    /// The column and bin of the question that helps most; nothing when none helps.
    fn best(&self) -> Option<(usize, usize)> {
        let candidates: Vec<(f64, usize)> =
            self.histograms.par_iter().map(|sums| best_bin(sums, self.growth)).collect();
        let mut best = (0.0, None);
        for (at, (gain, bin)) in candidates.into_iter().enumerate() {
            if gain > best.0 && bin < self.columns[at].1.bounds.len() {
                best = (gain, Some((at, bin)));
            }
        }
        best.1
    }

    /// Asks a question in all leaves. The leaf of those above the bound is as far behind its other half
    /// as there were leaves.
    fn divide(&mut self, column: usize, bin: usize) {
        let (measure, asked) = self.columns[column];
        let count = 1 << self.questions.len();
        let mut above = vec![0_usize; count];
        let mut size = vec![0_usize; count];
        for ((row, _), leaf) in self.rows.iter().zip(&mut self.leaves) {
            let at = usize::from(*leaf);
            let is_above = usize::from(asked.bins[*row as usize]) > bin;
            above[at] += usize::from(is_above);
            size[at] += 1;
            *leaf += u8::from(is_above) * count as u8;
        }
        self.questions.push(Question { measure, above: asked.bounds[bin] });
        if self.questions.len() == self.growth.depth {
            return;
        }
        // The smaller half of each leaf is summed; the rest of the leaf is the other half.
        let fewer_above: Vec<bool> = (0..count).map(|at| 2 * above[at] <= size[at]).collect();
        let smaller: Vec<(Row, u8)> = (self.rows.iter().zip(&self.leaves))
            .map(|(row, leaf)| (*row, leaf % count as u8, usize::from(*leaf) >= count))
            .filter(|(_, parent, is_above)| fewer_above[usize::from(*parent)] == *is_above)
            .map(|(row, parent, _)| (row, parent))
            .collect();
        let columns = self.histograms.par_iter_mut().zip(self.columns.par_iter());
        columns.for_each(|(sums, (_, column))| {
            let small = histogram(column, &smaller, count);
            sums.extend_from_slice(&small);
            for leaf in 0..count {
                for bin in 0..BINS {
                    let rest = sums[leaf][bin] - small[leaf][bin];
                    let (low, high) = if fewer_above[leaf] {
                        (rest, small[leaf][bin])
                    } else {
                        (small[leaf][bin], rest)
                    };
                    sums[leaf][bin] = low;
                    sums[count + leaf][bin] = high;
                }
            }
        });
    }

    /// The answers: a Newton step for each leaf, of the size of the rate.
    fn finish(self) -> Tree {
        let mut sums = vec![Slope::default(); 1 << self.questions.len()];
        for ((_, slope), leaf) in self.rows.iter().zip(&self.leaves) {
            sums[usize::from(*leaf)] += *slope;
        }
        let answer = |sum: &Slope| {
            let step = sum.step(self.growth.penalty) * self.growth.rate * f64::from(UNIT);
            step.round().clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16
        };
        let answers: Vec<i16> = sums.iter().map(answer).collect();
        Tree::new(&self.questions, &answers).expect("an answer for each leaf")
    }
}

/// The bin behind which a division of all leaves gains most, and how much.
fn best_bin(sums: &Histogram, growth: Growth) -> (f64, usize) {
    let mut gains = [0.0; BINS];
    for leaf in sums {
        let whole = leaf.iter().fold(Slope::default(), |sum, bin| sum + *bin);
        let undivided = whole.gain(growth.penalty);
        let mut low = Slope::default();
        for (gain, bin) in gains.iter_mut().zip(leaf) {
            low += *bin;
            let high = whole - low;
            if low.curvature().min(high.curvature()) >= growth.least {
                *gain += low.gain(growth.penalty) + high.gain(growth.penalty) - undivided;
            }
        }
    }
    let mut best = (0.0, 0);
    for (bin, &gain) in gains.iter().enumerate() {
        if gain > best.0 {
            best = (gain, bin);
        }
    }
    best
}
