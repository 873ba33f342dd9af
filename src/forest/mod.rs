//! A forest: many small trees, each of which adds a little to the log-odds of a yes: that a block belongs
//! to the article, that a line is a heading. What is asked of is named by measures, a byte each.
//!
//! Codes are bytes and answers integers: the same sum on every machine.

pub mod code;
mod matrix;
mod tree;

use std::collections::HashMap;

use anyhow::{Context, bail};

use matrix::LANES;
pub use matrix::Matrix;
pub use tree::{MOST_ANSWERS, Part, Question, Tree};

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

impl Forest {
    /// Reads a forest: a line `bias N`, then a line for each tree. Lines that begin with `#` are for people.
    ///
    /// A tree is written in Polish notation, each question before what follows where it is denied and
    /// then what follows where it is affirmed: `words>40 -7 link>3 80 4` gives 80 to a block of more than
    /// 40 whose `link` is no more than 3.
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
        } else if !(line.is_empty() || line.starts_with('#')) {
            let words = line.split_ascii_whitespace();
            let parts: Vec<Part> =
                words.map(|word| parse_part(word, places)).collect::<Result<_, _>>()?;
            self.trees.push(Tree::new(&parts)?);
        }
        Ok(())
    }

    /// Writes a forest as [`Forest::parse`] reads it.
    pub fn print(&self, names: &[impl AsRef<str>]) -> String {
        let print = |part: Part| match part {
            Part::Question(Question { measure, above }) => {
                format!("{}>{above}", names[usize::from(measure)].as_ref())
            }
            Part::Answer(answer) => answer.to_string(),
        };
        let mut lines = vec![format!("bias {}", self.bias)];
        let line = |tree: &Tree| tree.parts().into_iter().map(print).collect::<Vec<_>>().join(" ");
        lines.extend(self.trees.iter().map(line));
        lines.push(String::new());
        lines.join("\n")
    }

    /// The log-odds of every block, in [`UNIT`]s.
    pub fn score(&self, matrix: &Matrix) -> Vec<i32> {
        let mut sums = vec![self.bias; matrix.rows()];
        add(&self.trees, matrix, &mut sums);
        sums
    }

    /// The same, but where the first trees, which say most, leave no doubt, the others are not asked: a
    /// third of the blocks of pages are sure to be of a menu or of a long text.
    pub fn score_doubtful(&self, matrix: &Matrix) -> Vec<i32> {
        const FIRST: usize = 5;
        const SURE: i32 = 4 * UNIT;
        let (first, others) = self.trees.split_at(self.trees.len() / FIRST);
        let mut sums = vec![self.bias; matrix.rows()];
        add(first, matrix, &mut sums);
        let doubtful: Vec<usize> = (0..sums.len()).filter(|&at| sums[at].abs() < SURE).collect();
        let mut rest: Vec<i32> = doubtful.iter().map(|&at| sums[at]).collect();
        add(others, &matrix.some(&doubtful), &mut rest);
        for (at, sum) in doubtful.into_iter().zip(rest) {
            sums[at] = sum;
        }
        sums
    }
}

/// Adds what trees answer to the sums of all blocks: so many tiles at a time that they and the trees stay
/// in the processor's second cache, or each tree would fetch a large page from memory anew.
fn add(trees: &[Tree], matrix: &Matrix, sums: &mut Vec<i32>) {
    const TILES: usize = 16;
    sums.resize(matrix.rows().next_multiple_of(LANES), 0);
    let (sums_of_tiles, _) = sums.as_chunks_mut();
    for (part, sums) in sums_of_tiles.chunks_mut(TILES).enumerate() {
        for tree in trees {
            tree.add(matrix.tiles().skip(part * TILES), sums);
        }
    }
    sums.truncate(matrix.rows());
}

fn parse_part(word: &str, places: &HashMap<&str, u16>) -> anyhow::Result<Part> {
    let Some((name, bound)) = word.split_once('>') else {
        let answer = word.parse().with_context(|| format!("neither question nor answer: {word}"));
        return Ok(Part::Answer(answer?));
    };
    let Some(&measure) = places.get(name) else { bail!("no measure is named {name}") };
    Ok(Part::Question(Question { measure, above: bound.parse()? }))
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
    const TEXT: &str = "bias -10\nwords>40 1 link>3 2 4\n5\n";

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
    fn large_pages_are_answered_as_small_ones() {
        let forest = Forest::parse(TEXT, &NAMES).unwrap();
        for rows in [512, 513, 1100] {
            let mut matrix = Matrix::new(rows, 2);
            let codes = |row: usize| [if row % 7 < 3 { 60 } else { 20 }, (row % 5) as u8];
            (0..rows).for_each(|row| matrix.set(row, &codes(row)));
            let alone = |row: usize| {
                let answers = forest
                    .trees
                    .iter()
                    .map(|tree| i32::from(tree.answer(|measure| codes(row)[usize::from(measure)])));
                forest.bias + answers.sum::<i32>()
            };
            assert!(forest.score(&matrix).into_iter().eq((0..rows).map(alone)));
        }
    }

    #[test]
    fn only_blocks_in_doubt_are_asked_by_all_trees() {
        // The first of five trees is sure where there are many words; the others would change that.
        let text = format!("bias 0\nwords>40 0 5000\n{}", "link>3 1 -900\n".repeat(4));
        let forest = Forest::parse(&text, &NAMES).unwrap();
        for rows in [0, 1, 3, 100] {
            let mut matrix = Matrix::new(rows, 2);
            let words = |row: usize| if row.is_multiple_of(3) { 50 } else { 20 };
            for row in 0..rows {
                matrix.set(row, &[words(row), if row % 2 == 0 { 9 } else { 0 }]);
            }
            let all = forest.score(&matrix);
            let expected: Vec<i32> =
                (0..rows).map(|row| if words(row) == 50 { 5000 } else { all[row] }).collect();
            assert_eq!(forest.score_doubtful(&matrix), expected);
        }
    }

    #[test]
    fn what_is_no_forest_is_refused_with_its_line() {
        let error = Forest::parse("bias 1\nwords>4 1\n", &NAMES).unwrap_err();
        assert!(error.to_string().starts_with("line 2"));
        assert!(Forest::parse("color>4 1 2\n", &NAMES).is_err());
    }

    #[test]
    fn log_odds_of_nothing_are_an_even_chance() {
        assert!((chance(0) - 0.5).abs() < 1e-6);
        assert!((chance(2 * UNIT) - 0.880_797).abs() < 1e-2);
        assert!((chance(2 * UNIT) + chance(-2 * UNIT) - 1.0).abs() < 1e-6);
    }
}
