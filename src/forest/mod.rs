//! A forest: many small trees, each of which adds a little to the log-odds of a yes: that a block belongs
//! to the article, that a line is a heading. What is asked of is named by measures, a byte each.
//!
//! The trees are symmetric (Prokhorenkova et al. 2018, `CatBoost`: *oblivious*): all nodes of a level ask
//! the same question, so that a tree is a short list of questions and a table of their answers. Codes
//! are bytes and answers integers: the same sum on every machine.

pub mod code;
mod matrix;

use std::collections::HashMap;

use anyhow::{Context, bail, ensure};

use matrix::LANES;
pub use matrix::Matrix;

/// Questions a tree asks at most.
pub const DEEPEST: usize = 6;
/// Combinations of answers there are at most.
const ANSWERS: usize = 1 << DEEPEST;
/// The unit of answers and sums: so many make a log-odds of 1.
pub const UNIT: i32 = 1000;

/// Trees, and what a block has of log-odds before the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forest {
    /// What every block starts from, in [`UNIT`]s.
    pub bias: i32,
    /// The trees.
    pub trees: Vec<Tree>,
}

/// One symmetric tree. All trees take the same room, so that a forest stands in one piece of memory,
/// which is walked through for every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    depth: usize,
    /// The questions, then some that are always denied.
    questions: [Question; DEEPEST],
    /// For each combination of answers what is added.
    answers: [i16; ANSWERS],
}

/// Whether the code of a measure is above a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Question {
    /// The measure, by its place among the names.
    pub measure: u16,
    /// The bound.
    pub above: u8,
}

impl Question {
    /// What is denied of every block.
    const NEVER: Question = Question { measure: 0, above: u8::MAX };
}

impl Forest {
    /// Reads a forest: a line `bias N`, then a line for each tree, `words>40 link>3 | 12 -7 80 4`. Lines
    /// that begin with `#` are for people.
    ///
    /// # Errors
    /// When a line is no tree, or asks for a measure that is not among the names.
    pub fn parse(text: &str, names: &[impl AsRef<str>]) -> anyhow::Result<Forest> {
        let places: HashMap<&str, u16> = names.iter().map(AsRef::as_ref).zip(0..).collect();
        let mut forest = Forest::default();
        for (at, line) in text.lines().enumerate() {
            let read = forest.read_line(line, &places);
            read.with_context(|| format!("line {}: {line:.60}", at + 1))?;
        }
        Ok(forest)
    }

    fn read_line(&mut self, line: &str, places: &HashMap<&str, u16>) -> anyhow::Result<()> {
        if let Some(bias) = line.strip_prefix("bias ") {
            self.bias = bias.parse()?;
        } else if let Some((questions, answers)) = line.split_once('|') {
            let questions: Vec<Question> = questions
                .split_ascii_whitespace()
                .map(|question| Question::parse(question, places))
                .collect::<Result<_, _>>()?;
            let answers: Vec<i16> =
                answers.split_ascii_whitespace().map(str::parse).collect::<Result<_, _>>()?;
            self.trees.push(Tree::new(&questions, &answers)?);
        } else if !(line.is_empty() || line.starts_with('#')) {
            bail!("neither a bias nor a tree");
        }
        Ok(())
    }

    /// Writes a forest as [`Forest::parse`] reads it.
    pub fn print(&self, names: &[impl AsRef<str>]) -> String {
        let mut lines = vec![format!("bias {}", self.bias)];
        lines.extend(self.trees.iter().map(|tree| {
            let name = |q: &Question| names[usize::from(q.measure)].as_ref();
            let question = |q: &Question| format!("{}>{}", name(q), q.above);
            let questions: Vec<String> = tree.questions().iter().map(question).collect();
            let answers: Vec<String> = tree.answers().iter().map(i16::to_string).collect();
            format!("{} | {}", questions.join(" "), answers.join(" "))
        }));
        lines.push(String::new());
        lines.join("\n")
    }

    /// The log-odds of every block, in [`UNIT`]s.
    pub fn score(&self, matrix: &Matrix) -> Vec<i32> {
        let mut sums = vec![self.bias; matrix.rows().next_multiple_of(LANES)];
        for tree in &self.trees {
            tree.add(matrix, sums.as_chunks_mut().0);
        }
        sums.truncate(matrix.rows());
        sums
    }
}

impl Tree {
    /// A tree of these questions, with what is added for each combination of answers (the first
    /// question's is the lowest bit).
    ///
    /// # Errors
    /// When there are more than [`DEEPEST`] questions, or not an answer for each combination.
    pub fn new(questions: &[Question], answers: &[i16]) -> anyhow::Result<Tree> {
        let depth = questions.len();
        ensure!(depth <= DEEPEST, "more than {DEEPEST} questions");
        ensure!(answers.len() == 1 << depth, "not an answer for each combination");
        let mut tree = Tree { depth, questions: [Question::NEVER; DEEPEST], answers: [0; ANSWERS] };
        tree.questions[..depth].copy_from_slice(questions);
        tree.answers[..answers.len()].copy_from_slice(answers);
        Ok(tree)
    }

    /// The questions.
    pub fn questions(&self) -> &[Question] {
        &self.questions[..self.depth]
    }

    /// What is added for each combination of answers.
    pub fn answers(&self) -> &[i16] {
        &self.answers[..1 << self.depth]
    }

    /// The tree whose answers are so many times smaller.
    #[must_use]
    pub fn divided(mut self, by: u16) -> Tree {
        let by = i32::from(by.max(1));
        for answer in &mut self.answers {
            let half = i32::from(answer.signum()) * by / 2;
            *answer = ((i32::from(*answer) + half) / by) as i16;
        }
        self
    }

    /// Adds the answers of all blocks to their sums, [`LANES`] blocks at a time. Every loop has as many
    /// turns for one tree as for another, so that the compiler makes it a few steps without a loop; not
    /// so within a larger function, which has other uses for the registers.
    #[inline(never)]
    fn add(&self, matrix: &Matrix, sums: &mut [[i32; LANES]]) {
        let asked = self
            .questions
            .map(|Question { measure, above }| (matrix.lanes(usize::from(measure)), above));
        for (at, sums) in sums.iter_mut().enumerate() {
            let mut leaves = [0; LANES];
            for (bit, (codes, above)) in asked.into_iter().enumerate() {
                affirm(&mut leaves, &codes[at], above, 1 << bit);
            }
            for (sum, &leaf) in sums.iter_mut().zip(&leaves) {
                *sum += i32::from(self.answers[usize::from(leaf) % ANSWERS]);
            }
        }
    }
}

/// Sets a bit of the leaf of each block whose code is above a bound.
fn affirm(leaves: &mut [u8; LANES], codes: &[u8; LANES], above: u8, bit: u8) {
    for (leaf, &code) in leaves.iter_mut().zip(codes) {
        *leaf |= if code > above { bit } else { 0 };
    }
}

impl Question {
    fn parse(text: &str, places: &HashMap<&str, u16>) -> anyhow::Result<Question> {
        let (name, bound) = text.split_once('>').context("no question")?;
        let measure = *places.get(name).with_context(|| format!("no measure is named {name}"))?;
        Ok(Question { measure, above: bound.parse()? })
    }
}

/// The chance, 0 to 1, that log-odds mean. Made of sums and products alone, which no machine rounds
/// otherwise: `exp(x)` is the 1024th power of `1 + x / 1024`.
pub fn chance(log_odds: i32) -> f32 {
    const HALVINGS: i32 = 10;
    const FARTHEST: f32 = 12.0;
    let odds = (log_odds as f32 / UNIT as f32).clamp(-FARTHEST, FARTHEST);
    let root = 1.0 + odds.abs() / (1 << HALVINGS) as f32;
    let odds_against = (0..HALVINGS).fold(root, |power, _| power * power);
    let small = 1.0 / (1.0 + odds_against);
    if log_odds < 0 { small } else { 1.0 - small }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 2] = ["words", "link"];
    const TEXT: &str = "bias -10\nwords>40 link>3 | 1 2 3 4\n | 5\n";

    #[test]
    fn answers_are_found_by_their_questions() {
        let forest = Forest::parse(TEXT, &NAMES).unwrap();
        let mut matrix = Matrix::new(3, 2);
        matrix.set(0, &[40, 3]);
        matrix.set(1, &[41, 3]);
        matrix.set(2, &[50, 4]);
        assert_eq!(forest.score(&matrix), [-4, -3, -1]);
    }

    #[test]
    fn a_forest_is_printed_as_it_is_read() {
        let forest = Forest::parse(TEXT, &NAMES).unwrap();
        assert_eq!(Forest::parse(&forest.print(&NAMES), &NAMES).unwrap(), forest);
    }

    #[test]
    fn what_is_no_forest_is_refused_with_its_line() {
        let error = Forest::parse("bias 1\nwords>4 | 1\n", &NAMES).unwrap_err();
        assert!(error.to_string().starts_with("line 2"));
        assert!(Forest::parse("color>4 | 1 2\n", &NAMES).is_err());
    }

    #[test]
    fn log_odds_of_nothing_are_an_even_chance() {
        assert!((chance(0) - 0.5).abs() < 1e-6);
        assert!((chance(2 * UNIT) - 0.880_797).abs() < 1e-2);
        assert!((chance(2 * UNIT) + chance(-2 * UNIT) - 1.0).abs() < 1e-6);
    }
}
