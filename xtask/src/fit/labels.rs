//! Which blocks of a page belong to its reference text.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

/// Words, and single characters of the scripts that write no spaces.
static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]|[\p{L}\p{N}_]";
    let words = r"[[\p{L}\p{N}_]--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]]+";
    let source = format!("{words}|{pattern}");
    Regex::new(&source).unwrap_or_else(|error| unreachable!("{error}"))
});

/// So many tokens in the same order are no accident.
const RUN: usize = 3;

/// For each block the share of its tokens, 0 to 1, that the reference has in runs of three. A run may
/// reach across blocks; each run of the reference is used once.
pub(super) fn shares(blocks: &[&str], gold: &str) -> Vec<f32> {
    let mut numbers = Numbers::default();
    let gold = numbers.of(gold);
    let mut runs: HashMap<&[u32], u32> = HashMap::new();
    for run in gold.windows(RUN) {
        *runs.entry(run).or_default() += 1;
    }
    let (mut page, mut owner) = (Vec::new(), Vec::new());
    for (at, block) in blocks.iter().enumerate() {
        page.extend(numbers.of(block));
        owner.resize(page.len(), at);
    }
    let mut covered = vec![false; page.len()];
    for (at, run) in page.windows(RUN).enumerate() {
        if let Some(left) = runs.get_mut(run).filter(|left| **left > 0) {
            *left -= 1;
            covered[at..at + RUN].fill(true);
        }
    }
    let mut shares = vec![(0_u32, 0_u32); blocks.len()];
    for (&at, covered) in owner.iter().zip(covered) {
        shares[at].0 += u32::from(covered);
        shares[at].1 += 1;
    }
    shares.iter().map(|&(covered, all)| covered as f32 / all.max(1) as f32).collect()
}

/// A number for each token.
#[derive(Default)]
struct Numbers(HashMap<String, u32>);

impl Numbers {
    fn of(&mut self, text: &str) -> Vec<u32> {
        let lower = text.to_lowercase();
        let tokens = TOKEN.find_iter(&lower);
        tokens
            .map(|token| {
                let next = self.0.len() as u32;
                *self.0.entry(token.as_str().to_owned()).or_insert(next)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_block_counts_where_it_stands_in_the_reference() {
        let shares = shares(&["Home", "The cat", "sat there", "Home"], "The cat sat there. Home.");
        assert_eq!(shares, [0.0, 1.0, 1.0, 1.0]);
    }
}
