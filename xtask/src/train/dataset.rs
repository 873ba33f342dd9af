//! What is learned from: the measures of all blocks of all pages, and whether each belongs to the
//! reference.

use pumice::forest::Matrix;
use rayon::prelude::*;

use super::random::Random;

/// The blocks of one page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lesson {
    /// For each measure the codes of all blocks.
    pub(crate) columns: Vec<Vec<u8>>,
    /// Whether each block belongs to the reference.
    pub(crate) positive: Vec<bool>,
    /// How much each block matters.
    pub(crate) weights: Vec<f32>,
    /// Which blocks are so short that a part of them is enough to learn from.
    pub(crate) short: Vec<bool>,
}

impl Lesson {
    /// The measures of its blocks, as a forest is asked.
    pub(crate) fn matrix(&self) -> Matrix {
        let mut matrix = Matrix::new(self.positive.len(), self.columns.len());
        for row in 0..self.positive.len() {
            let codes: Vec<u8> = self.columns.iter().map(|column| column[row]).collect();
            matrix.set(row, &codes);
        }
        matrix
    }
}

/// The blocks of several pages, one column a measure, one row a block.
#[derive(Clone, Debug, Default)]
pub(super) struct Sample {
    /// For each measure the codes of all blocks.
    pub(super) columns: Vec<Vec<u8>>,
    /// Whether each block belongs to the reference.
    pub(super) positive: Vec<bool>,
    /// How much each block matters; 1 at the mean.
    pub(super) weights: Vec<f32>,
}

impl Sample {
    /// The blocks of some pages; of the short ones, which are most, a part that stands for all.
    pub(super) fn of(lessons: &[&Lesson], seed: u64) -> Sample {
        const PART: f32 = 0.35;
        let mut random = Random::new(seed);
        let mut sample = Sample::default();
        let mut taken: Vec<Vec<usize>> = Vec::with_capacity(lessons.len());
        for lesson in lessons {
            let rows = 0..lesson.positive.len();
            let rows: Vec<usize> =
                rows.filter(|&row| !lesson.short[row] || random.happens(PART)).collect();
            for &row in &rows {
                sample.positive.push(lesson.positive[row]);
                let part = if lesson.short[row] { PART } else { 1.0 };
                sample.weights.push(lesson.weights[row] / part);
            }
            taken.push(rows);
        }
        let count = lessons.iter().map(|lesson| lesson.columns.len()).max().unwrap_or(0);
        let column = |measure: usize| {
            let mut codes = Vec::with_capacity(sample.positive.len());
            for (lesson, rows) in lessons.iter().zip(&taken) {
                codes.extend(rows.iter().map(|&row| lesson.columns[measure][row]));
            }
            codes
        };
        sample.columns = (0..count).into_par_iter().map(column).collect();
        sample.scale();
        sample
    }

    /// How many blocks.
    pub(super) fn rows(&self) -> usize {
        self.positive.len()
    }

    /// Brings the weights to a mean of 1.
    fn scale(&mut self) {
        let sum: f64 = self.weights.iter().copied().map(f64::from).sum();
        let mean = (sum / self.rows().max(1) as f64).max(f64::MIN_POSITIVE);
        for weight in &mut self.weights {
            *weight = (f64::from(*weight) / mean) as f32;
        }
    }
}
