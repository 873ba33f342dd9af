//! Growing a tree: of all leaves the one is divided next where that helps most (Shi 2007, *Best-first
//! decision tree learning*).
//!
//! Slopes are integers, and so are the sums over them: the tree does not depend on the order in which
//! rows are summed, and so on no number of threads.

use pumice::forest::{Part, Question, Tree, UNIT};
use rayon::prelude::*;

use super::bins::{BINS, Binned};
use super::slope::Slope;

/// How trees are grown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Growth {
    /// Answers a tree has at most.
    pub(super) answers: usize,
    /// The share of the best answer that a tree gives.
    pub(super) rate: f64,
    /// The penalty on large answers: so much curvature is added to that of each leaf.
    pub(super) penalty: f64,
    /// No leaf is divided into parts of less curvature.
    pub(super) least: f64,
}

/// Sums of slopes by bin.
type Histogram = [Slope; BINS];

/// A row that a tree is grown on: its place in the columns and its slope.
pub(super) type Row = (u32, Slope);

/// A tree while it grows.
struct Growing<'a> {
    columns: &'a [(u16, &'a Binned)],
    growth: Growth,
    nodes: Vec<Node>,
    leaves: Vec<Leaf>,
}

/// A place in the tree.
enum Node {
    /// By its place among the leaves.
    Leaf(usize),
    /// With the places of what follows where it is denied, and where affirmed.
    Question(Question, [usize; 2]),
}

/// Rows that the same answers lead to.
struct Leaf {
    node: usize,
    rows: Vec<Row>,
    /// For each column.
    histograms: Vec<Histogram>,
    best: Option<Split>,
}

/// The question that helps most in a leaf.
#[derive(Clone, Copy, Debug)]
struct Split {
    gain: f64,
    column: usize,
    bin: usize,
}

/// Grows a tree on some rows and some of the measures.
pub(super) fn grow(columns: &[(u16, &Binned)], rows: Vec<Row>, growth: Growth) -> Tree {
    let mut tree = Growing { columns, growth, nodes: vec![Node::Leaf(0)], leaves: Vec::new() };
    let histograms = tree.histograms(&rows);
    let root = tree.leaf(0, rows, histograms);
    tree.leaves.push(root);
    while tree.leaves.len() < growth.answers {
        let Some((at, split)) = tree.best() else { break };
        tree.divide(at, split);
    }
    tree.finish()
}

impl Growing<'_> {
    fn histograms(&self, rows: &[Row]) -> Vec<Histogram> {
        let histogram = |(_, column): &(u16, &Binned)| {
            let mut sums = [Slope::default(); BINS];
            for &(row, slope) in rows {
                sums[usize::from(column.bins[row as usize]) % BINS] += slope;
            }
            sums
        };
        self.columns.par_iter().with_min_len(self.in_one_go(rows)).map(histogram).collect()
    }

    /// So many columns are worth a task of their own.
    fn in_one_go(&self, rows: &[Row]) -> usize {
        const WORTH_IT: usize = 1 << 14;
        (WORTH_IT / (rows.len() + BINS)).clamp(1, self.columns.len().max(1))
    }

    fn leaf(&self, node: usize, rows: Vec<Row>, histograms: Vec<Histogram>) -> Leaf {
        let mut best: Option<Split> = None;
        for (column, sums) in histograms.iter().enumerate() {
            let (gain, bin) = best_bin(sums, self.growth);
            let asked = bin < self.columns[column].1.bounds.len();
            if asked && gain > best.map_or(0.0, |best| best.gain) {
                best = Some(Split { gain, column, bin });
            }
        }
        Leaf { node, rows, histograms, best }
    }

    /// The leaf whose division helps most, the first of several; nothing when none helps.
    fn best(&self) -> Option<(usize, Split)> {
        let splits = self.leaves.iter().enumerate();
        let splits = splits.filter_map(|(at, leaf)| Some((at, leaf.best?)));
        splits.rev().max_by(|(_, one), (_, other)| one.gain.total_cmp(&other.gain))
    }

    /// Divides a leaf: its place in the list goes to those that deny, those that affirm are the last.
    fn divide(&mut self, at: usize, split: Split) {
        let (measure, asked) = self.columns[split.column];
        let Leaf { node, rows, mut histograms, .. } = std::mem::replace(
            &mut self.leaves[at],
            Leaf { node: 0, rows: Vec::new(), histograms: Vec::new(), best: None },
        );
        let (above, below): (Vec<Row>, Vec<Row>) = rows
            .into_iter()
            .partition(|(row, _)| usize::from(asked.bins[*row as usize]) > split.bin);
        // The smaller half is summed; the rest is the other.
        let fewer_above = above.len() < below.len();
        let small = self.histograms(if fewer_above { &above } else { &below });
        for (rest, small) in histograms.iter_mut().zip(&small) {
            for (rest, small) in rest.iter_mut().zip(small) {
                *rest = *rest - *small;
            }
        }
        let (of_above, of_below) =
            if fewer_above { (small, histograms) } else { (histograms, small) };
        let question = Question { measure, above: asked.bounds[split.bin] };
        let first = self.nodes.len();
        self.nodes[node] = Node::Question(question, [first, first + 1]);
        self.nodes.extend([Node::Leaf(at), Node::Leaf(self.leaves.len())]);
        self.leaves[at] = self.leaf(first, below, of_below);
        let affirmed = self.leaf(first + 1, above, of_above);
        self.leaves.push(affirmed);
    }

    /// The tree. Its answers are a Newton step for each leaf, of the size of the rate.
    fn finish(self) -> Tree {
        let mut parts = Vec::with_capacity(self.nodes.len());
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            match &self.nodes[at] {
                Node::Leaf(leaf) => parts.push(Part::Answer(self.answer(&self.leaves[*leaf]))),
                Node::Question(question, [denied, affirmed]) => {
                    parts.push(Part::Question(*question));
                    open.extend([*affirmed, *denied]);
                }
            }
        }
        Tree::new(&parts).expect("two things follow on each question")
    }

    fn answer(&self, leaf: &Leaf) -> i16 {
        let sum = leaf.rows.iter().fold(Slope::default(), |sum, (_, slope)| sum + *slope);
        let step = sum.step(self.growth.penalty) * self.growth.rate * f64::from(UNIT);
        step.round().clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16
    }
}

/// The bin behind which a division gains most, and how much.
fn best_bin(sums: &Histogram, growth: Growth) -> (f64, usize) {
    let whole = sums.iter().fold(Slope::default(), |sum, bin| sum + *bin);
    let undivided = whole.gain(growth.penalty);
    let mut low = Slope::default();
    let mut best = (0.0, 0);
    for (bin, sum) in sums.iter().enumerate() {
        low += *sum;
        let high = whole - low;
        if low.curvature().min(high.curvature()) < growth.least {
            continue;
        }
        let gain = low.gain(growth.penalty) + high.gain(growth.penalty) - undivided;
        if gain > best.0 {
            best = (gain, bin);
        }
    }
    best
}
