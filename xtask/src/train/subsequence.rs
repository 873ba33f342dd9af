//! The longest common subsequence of two texts.
//!
//! Row by row over a text, 64 places of the other at a time (Hyyrö 2004, Crochemore et al. 2001): bit j
//! of a row is zero where the longest subsequence grows with token j. To walk back, all rows are needed;
//! only every so-manieth is kept, and those between are made again, which takes the memory of a square
//! root of them.

use std::collections::HashMap;

/// The places of the tokens that two texts have in common, in the order of both.
pub(super) fn common(text: &[u32], other: &[u32]) -> Vec<(usize, usize)> {
    let masks = masks(text, other);
    // A token that the other text lacks changes no row.
    let places: Vec<usize> = (0..text.len()).filter(|&at| masks.contains_key(&text[at])).collect();
    let mask = |at: usize| masks[&text[places[at]]].as_slice();
    let stride = places.len().isqrt() + 1;
    let mut row = vec![u64::MAX; other.len().div_ceil(64)];
    let mut kept = Vec::new();
    for at in 0..places.len() {
        if at % stride == 0 {
            kept.push(row.clone());
        }
        advance(&mut row, mask(at));
    }
    let mut pairs = Vec::new();
    let mut end = other.len();
    for (segment, row) in kept.into_iter().enumerate().rev() {
        let first = segment * stride;
        let rows = rows(row, first..(first + stride).min(places.len()), mask);
        end = walk_back(&rows, end, |at, column| pairs.push((places[first + at], column)));
    }
    pairs.reverse();
    pairs
}

/// For each token that both have, where it stands in the other.
fn masks(text: &[u32], other: &[u32]) -> HashMap<u32, Vec<u64>> {
    let words = other.len().div_ceil(64);
    let mut masks: HashMap<u32, Vec<u64>> = HashMap::new();
    for token in text {
        masks.entry(*token).or_default();
    }
    for (at, token) in other.iter().enumerate() {
        if let Some(mask) = masks.get_mut(token) {
            mask.resize(words, 0);
            mask[at / 64] |= 1 << (at % 64);
        }
    }
    masks.retain(|_, mask| !mask.is_empty());
    masks
}

fn advance(row: &mut [u64], mask: &[u64]) {
    let mut carry = false;
    for (bits, mask) in row.iter_mut().zip(mask) {
        let hits = *bits & mask;
        let (sum, over) = bits.overflowing_add(hits);
        let (sum, over_again) = sum.overflowing_add(u64::from(carry));
        carry = over || over_again;
        *bits = sum | (*bits - hits);
    }
}

fn rows<'m>(
    first: Vec<u64>,
    tokens: std::ops::Range<usize>,
    mask: impl Fn(usize) -> &'m [u64],
) -> Vec<Vec<u64>> {
    let mut rows = vec![first];
    for at in tokens {
        let mut row = rows[rows.len() - 1].clone();
        advance(&mut row, mask(at));
        rows.push(row);
    }
    rows
}

/// Walks from the last row to the first and from one column backwards, names the pairs that it comes
/// by, and returns the column that it comes to.
fn walk_back(rows: &[Vec<u64>], mut end: usize, mut found: impl FnMut(usize, usize)) -> usize {
    let grows = |row: usize, column: usize| rows[row][column / 64] >> (column % 64) & 1 == 0;
    let mut row = rows.len() - 1;
    while row > 0 && end > 0 {
        if !grows(row, end - 1) {
            end -= 1;
        } else if grows(row - 1, end - 1) {
            row -= 1;
        } else {
            row -= 1;
            end -= 1;
            found(row, end);
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::super::random::Random;
    use super::*;

    fn length(a: &[u32], b: &[u32]) -> usize {
        let mut row = vec![0; b.len() + 1];
        for x in a {
            let mut corner = 0;
            for (at, y) in b.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if x == y { corner + 1 } else { above.max(row[at]) };
                corner = above;
            }
        }
        row[b.len()]
    }

    #[test]
    fn finds_as_long_a_one_as_the_plain_method() {
        let mut random = Random::new(7);
        for size in [0, 1, 5, 64, 65, 200, 400] {
            let mut text = |of: usize| (0..size).map(|_| random.below(of) as u32).collect();
            let (a, b): (Vec<u32>, Vec<u32>) = (text(9), text(12));
            let pairs = common(&a, &b);
            assert!(pairs.iter().all(|&(x, y)| a[x] == b[y]));
            assert!(pairs.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
            assert_eq!(pairs.len(), length(&a, &b));
        }
    }
}
