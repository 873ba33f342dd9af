//! One tree: questions, each of which leads on to two others or to answers.

use anyhow::ensure;

use super::matrix::LANES;

/// Answers a tree has at most.
pub const MOST_ANSWERS: usize = 16;
const MOST_QUESTIONS: usize = MOST_ANSWERS - 1;

/// Whether the code of a measure is above a bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Question {
    /// The measure, by its place among the names.
    pub measure: u16,
    /// The bound.
    pub above: u8,
}

/// What a tree is written of: a question stands before what follows where it is denied, and that before
/// what follows where it is affirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A question.
    Question(Question),
    /// What is added to the log-odds, in the unit of forests.
    Answer(i16),
}

/// One tree. All trees take the same room, so that a forest stands in one piece of memory, which is
/// walked through for every page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    count: usize,
    /// The questions in the order in which they are written.
    nodes: [Node; MOST_QUESTIONS],
    /// The answers in the order in which they are written.
    answers: [i16; MOST_ANSWERS],
}

/// A question and where it leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Node {
    question: Question,
    /// How many answers there are where it is denied: those come first.
    denied: u8,
    /// The question that is next where it is denied, and where it is affirmed; beyond all of them where
    /// that is an answer.
    next: [u8; 2],
}

/// Where a question leads that has an answer.
const NOWHERE: u8 = MOST_QUESTIONS as u8;

impl Tree {
    /// Puts a tree together.
    ///
    /// # Errors
    /// When there are more than [`MOST_ANSWERS`], or not two things that follow on each question.
    pub fn new(parts: &[Part]) -> anyhow::Result<Tree> {
        let nodes = [Node { next: [NOWHERE; 2], ..Node::default() }; MOST_QUESTIONS];
        let mut tree = Tree { count: 0, nodes, answers: [0; MOST_ANSWERS] };
        let mut answers = 0;
        // The questions on which something is still to follow: where it is denied, then where affirmed.
        let mut open: Vec<(usize, bool)> = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            ensure!(at == 0 || !open.is_empty(), "more than a tree");
            match *part {
                Part::Question(question) => {
                    let node = tree.count;
                    ensure!(node < MOST_QUESTIONS, "more than {MOST_ANSWERS} answers");
                    tree.nodes[node].question = question;
                    // How many answers were there before: made a difference when the first half ends.
                    tree.nodes[node].denied = answers as u8;
                    if let Some(&(parent, affirmed)) = open.last() {
                        tree.nodes[parent].next[usize::from(affirmed)] = node as u8;
                    }
                    tree.count += 1;
                    open.push((node, false));
                }
                Part::Answer(answer) => {
                    tree.answers[answers] = answer;
                    answers += 1;
                    while open.pop_if(|(_, affirmed)| *affirmed).is_some() {}
                    if let Some((node, affirmed)) = open.last_mut() {
                        let denied = &mut tree.nodes[*node].denied;
                        *denied = answers as u8 - *denied;
                        *affirmed = true;
                    }
                }
            }
        }
        ensure!(open.is_empty() && answers > 0, "a question without two answers");
        Ok(tree)
    }

    /// What the tree is written of.
    pub fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::with_capacity(self.count + self.answers().len());
        let mut answers = self.answers().iter();
        let mut open = vec![if self.count > 0 { 0 } else { NOWHERE }];
        while let Some(next) = open.pop() {
            match self.nodes().get(usize::from(next)) {
                Some(node) => {
                    parts.push(Part::Question(node.question));
                    open.extend(node.next.into_iter().rev());
                }
                None => parts.extend(answers.next().copied().map(Part::Answer)),
            }
        }
        parts
    }

    fn nodes(&self) -> &[Node] {
        &self.nodes[..self.count]
    }

    /// The answers, in the order in which they are written.
    pub fn answers(&self) -> &[i16] {
        &self.answers[..=self.count]
    }

    /// Each question with the answers that are left where it is denied, and those where it is affirmed.
    pub fn splits(&self) -> Vec<(Question, [&[i16]; 2])> {
        let mut left: [&[i16]; MOST_ANSWERS] = [&[]; MOST_ANSWERS];
        left[0] = self.answers();
        let mut splits = Vec::with_capacity(self.count);
        for (at, node) in self.nodes().iter().enumerate() {
            let (denied, affirmed) = left[at].split_at(usize::from(node.denied));
            splits.push((node.question, [denied, affirmed]));
            for (next, answers) in node.next.into_iter().zip([denied, affirmed]) {
                left[usize::from(next)] = answers;
            }
        }
        splits
    }

    /// What is added to the log-odds of a block of these codes.
    pub fn answer(&self, code: impl Fn(u16) -> u8) -> i16 {
        let (mut at, mut answer) = (0, 0);
        while let Some(node) = self.nodes().get(at) {
            let affirmed = code(node.question.measure) > node.question.above;
            answer += if affirmed { usize::from(node.denied) } else { 0 };
            at = usize::from(node.next[usize::from(affirmed)]);
        }
        self.answers[answer]
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

    /// Adds the answers of the blocks of tiles to their sums, [`LANES`] at a time, without a branch: every
    /// question is asked of all of them, and counts for those that come to it (after Lucchese et al. 2015,
    /// `QuickScorer`). Not within a larger function, which has other uses for the registers.
    #[inline(never)]
    pub(super) fn add<'a>(
        &self,
        tiles: impl Iterator<Item = &'a [[u8; LANES]]>,
        sums: &mut [[i32; LANES]],
    ) {
        const ALL: [u8; LANES] = [u8::MAX; LANES];
        let mut come = [ALL; MOST_ANSWERS];
        for (tile, sums) in tiles.zip(sums) {
            let mut answers = [0; LANES];
            for (number, node) in self.nodes().iter().enumerate() {
                let codes = &tile[usize::from(node.question.measure)];
                let [denied, affirmed] = node.ask(codes, &come[number], &mut answers);
                come[usize::from(node.next[0]) % MOST_ANSWERS] = denied;
                come[usize::from(node.next[1]) % MOST_ANSWERS] = affirmed;
            }
            for (sum, &answer) in sums.iter_mut().zip(&answers) {
                *sum += i32::from(self.answers[usize::from(answer) % MOST_ANSWERS]);
            }
        }
    }
}

impl Node {
    /// Which of the blocks that come here deny and which affirm. The number of the answer of these is
    /// moved on behind the answers of those.
    #[inline]
    fn ask(
        self,
        codes: &[u8; LANES],
        come: &[u8; LANES],
        answers: &mut [u8; LANES],
    ) -> [[u8; LANES]; 2] {
        let [mut denied, mut affirmed] = [[0; LANES]; 2];
        for lane in 0..LANES {
            let above = if codes[lane] > self.question.above { u8::MAX } else { 0 };
            denied[lane] = come[lane] & !above;
            affirmed[lane] = come[lane] & above;
            answers[lane] += affirmed[lane] & self.denied;
        }
        [denied, affirmed]
    }
}

#[cfg(test)]
mod tests {
    use super::super::Matrix;
    use super::*;

    fn question(measure: u16, above: u8) -> Part {
        Part::Question(Question { measure, above })
    }

    fn tree() -> Tree {
        let parts = [
            question(0, 40),
            question(1, 3),
            Part::Answer(1),
            Part::Answer(2),
            question(1, 7),
            Part::Answer(3),
            question(2, 0),
            Part::Answer(4),
            Part::Answer(5),
        ];
        Tree::new(&parts).unwrap()
    }

    #[test]
    fn blocks_get_the_answer_that_their_codes_lead_to() {
        let blocks = [[40, 3, 0], [0, 4, 0], [41, 7, 9], [41, 8, 0], [50, 9, 1]];
        let mut matrix = Matrix::new(blocks.len(), 3);
        for ((row, codes), answer) in blocks.iter().enumerate().zip(1..) {
            matrix.set(row, codes);
            assert_eq!(tree().answer(|measure| codes[usize::from(measure)]), answer);
        }
        let mut sums = [[0; LANES]];
        tree().add(matrix.tiles(), &mut sums);
        assert_eq!(sums[0][..5], [1, 2, 3, 4, 5]);
    }

    #[test]
    fn a_tree_is_made_of_its_parts() {
        assert_eq!(Tree::new(&tree().parts()).unwrap(), tree());
        assert_eq!(Tree::new(&[Part::Answer(7)]).unwrap().parts(), [Part::Answer(7)]);
        let tree = tree();
        let splits = tree.splits();
        assert_eq!(splits[0].1, [&[1, 2][..], &[3, 4, 5]]);
        assert_eq!(splits[3].1, [&[4][..], &[5]]);
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        let answer = Part::Answer(1);
        assert!(Tree::new(&[]).is_err());
        assert!(Tree::new(&[answer, answer]).is_err());
        assert!(Tree::new(&[question(0, 1), answer]).is_err());
        let mut deep = vec![question(0, 1); MOST_ANSWERS - 1];
        deep.extend([answer; MOST_ANSWERS]);
        assert!(Tree::new(&deep).is_ok());
        deep.insert(0, question(0, 1));
        deep.push(answer);
        assert!(Tree::new(&deep).is_err());
    }
}
