//! Which blocks of a page belong to its reference text: what the forest is to learn.
//!
//! Page and reference are aligned by their longest common subsequence; what is left of both is aligned
//! again, for references in another order than their pages.

use super::subsequence::common;
use super::tokens::Tokens;

/// A block belongs to the reference from this share of its tokens on.
pub(crate) const ENOUGH: f32 = 0.5;

/// Alignments of what the ones before have left.
const ROUNDS: usize = 3;
/// So many tokens in a row are no accident.
const RUN: usize = 3;
/// In a block of so many tokens a shorter run is none either: it stands among others.
const LONG: usize = 8;

/// For each block the share of its tokens, 0 to 1, that stand in the reference.
pub(crate) fn shares(blocks: &[&str], gold: &str) -> Vec<f32> {
    let mut tokens = Tokens::default();
    let gold = Gold::of(gold, &mut tokens);
    let page = Page::of(blocks, &mut tokens);
    let mut used_page = vec![false; page.tokens.len()];
    let mut used_gold = vec![false; gold.tokens.len()];
    for round in 0..ROUNDS {
        let runs = align(&page, &gold, &used_page, &used_gold);
        let before = used_page.iter().filter(|used| **used).count();
        for run in runs.iter().filter(|run| counts(run, &page, &gold, round)) {
            used_page[run.page..][..run.length].fill(true);
            used_gold[run.gold..][..run.length].fill(true);
        }
        if used_page.iter().filter(|used| **used).count() == before {
            break;
        }
    }
    page.shares(&used_page)
}

/// The tokens of a page, and the first of each block.
struct Page {
    tokens: Vec<u32>,
    starts: Vec<usize>,
}

impl Page {
    fn of(blocks: &[&str], tokens: &mut Tokens) -> Page {
        let mut page = Page { tokens: Vec::new(), starts: vec![0] };
        for block in blocks {
            page.tokens.extend(tokens.of(block));
            page.starts.push(page.tokens.len());
        }
        page
    }

    /// The first token of the block that a token stands in, and the first behind it.
    fn block(&self, token: usize) -> (usize, usize) {
        let next = self.starts.partition_point(|&start| start <= token);
        (self.starts[next - 1], self.starts[next])
    }

    fn shares(&self, used: &[bool]) -> Vec<f32> {
        let share = |pair: &[usize]| {
            let hits = used[pair[0]..pair[1]].iter().filter(|used| **used).count();
            hits as f32 / (pair[1] - pair[0]).max(1) as f32
        };
        self.starts.windows(2).map(share).collect()
    }
}

/// The tokens of a reference, and whether a line begins before each and ends behind it.
struct Gold {
    tokens: Vec<u32>,
    begins: Vec<bool>,
}

impl Gold {
    fn of(text: &str, tokens: &mut Tokens) -> Gold {
        let mut gold = Gold { tokens: Vec::new(), begins: Vec::new() };
        for line in text.lines() {
            let begin = gold.tokens.len();
            gold.tokens.extend(tokens.of(line));
            gold.begins.resize(gold.tokens.len(), false);
            if let Some(begins) = gold.begins.get_mut(begin) {
                *begins = true;
            }
        }
        gold
    }

    /// Whether a run of tokens begins or ends with a line.
    fn at_edge(&self, from: usize, to: usize) -> bool {
        self.begins[from] || self.begins.get(to).is_none_or(|begins| *begins)
    }
}

/// Tokens in a row that a page and its reference have in common.
struct Run {
    page: usize,
    gold: usize,
    length: usize,
}

fn align(page: &Page, gold: &Gold, used_page: &[bool], used_gold: &[bool]) -> Vec<Run> {
    let free = |used: &[bool]| -> Vec<usize> { (0..used.len()).filter(|&at| !used[at]).collect() };
    let (here, there) = (free(used_page), free(used_gold));
    let left: Vec<u32> = here.iter().map(|&at| page.tokens[at]).collect();
    let wanted: Vec<u32> = there.iter().map(|&at| gold.tokens[at]).collect();
    let mut runs: Vec<Run> = Vec::new();
    for (at, to) in common(&left, &wanted) {
        let (page, gold) = (here[at], there[to]);
        match runs.last_mut() {
            Some(run) if (run.page + run.length, run.gold + run.length) == (page, gold) => {
                run.length += 1;
            }
            _ => runs.push(Run { page, gold, length: 1 }),
        }
    }
    runs
}

/// Whether a run is more than an accident.
fn counts(run: &Run, page: &Page, gold: &Gold, round: usize) -> bool {
    let (start, end) = page.block(run.page);
    let whole = run.page == start && run.page + run.length == end;
    let enough = if round == 0 { RUN } else { RUN + 1 };
    run.length >= enough
        || (whole && gold.at_edge(run.gold, run.gold + run.length))
        || (round == 0 && end - start >= LONG)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_block_counts_where_it_is_a_line_of_the_reference() {
        let blocks = ["Home", "The cat", "sat there", "Home", "there"];
        assert_eq!(shares(&blocks, "The cat sat there.\nHome."), [0.0, 1.0, 1.0, 1.0, 0.0]);
    }

    #[test]
    fn a_reference_in_another_order_is_found() {
        let blocks = ["the first of all the lines", "menu", "the second is a line as well"];
        let gold = "The second is a line as well.\nThe first of all the lines.";
        let positive: Vec<bool> =
            shares(&blocks, gold).iter().map(|share| *share >= ENOUGH).collect();
        assert_eq!(positive, [true, false, true]);
    }

    #[test]
    fn common_words_are_no_sign() {
        assert_eq!(shares(&["about the site"], "A text on the whole."), [0.0]);
        assert_eq!(shares(&["text", ""], ""), [0.0, 0.0]);
    }

    #[test]
    fn chinese_is_aligned_by_its_characters() {
        assert_eq!(shares(&["首页", "他昨天回到了北京。"], "他昨天回到了北京"), [0.0, 1.0]);
    }
}
