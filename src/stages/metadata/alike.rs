//! How alike two titles are, by their words.

use std::collections::HashMap;

use crate::document::writes_no_spaces;

/// How alike a heading is to a claim: F1 of their words, or the share of the heading's words that the claim
/// has, whichever is more.
pub(super) fn alike(heading: &str, claim: &str) -> f32 {
    let (heading, claim) = (bag(heading), bag(claim));
    let (common, length) = (common(&heading, &claim), size(&heading));
    let f1 = 2.0 * common / (length + size(&claim)).max(1.0);
    let precision = common / length.max(1.0);
    f1.max(precision)
}

/// How many words two bags have in common.
pub(super) fn common(a: &Bag, b: &Bag) -> f32 {
    let both = a.iter().map(|(word, count)| b.get(word).map_or(0, |other| *count.min(other)));
    both.sum::<u32>() as f32
}

/// How many words a bag has.
pub(super) fn size(bag: &Bag) -> f32 {
    bag.values().sum::<u32>() as f32
}

/// Words, and how often each stands there.
pub(super) type Bag = HashMap<String, u32>;

/// The words of a text; the characters where the script writes no spaces.
pub(super) fn bag(text: &str) -> Bag {
    let mut bag = Bag::new();
    let mut add = |word: String| *bag.entry(word).or_default() += 1;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.contains(writes_no_spaces) {
            word.chars().for_each(|c| add(c.to_string()));
        } else {
            add(word.to_lowercase());
        }
    }
    bag
}
