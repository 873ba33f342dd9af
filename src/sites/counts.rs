//! Counts within bounded memory.

use std::collections::HashMap;

/// How often things were added that are named by numbers.
///
/// When it is full it forgets what was seen least often, as lossy counting does (Manku and Motwani
/// 2002). So a count may be too small but is never too large, and what stands on many documents of a
/// site, which mostly follow one another, is not forgotten. Which things are forgotten depends on
/// their counts alone: the same things added in the same order leave the same counts.
#[derive(Debug)]
pub(super) struct Counts {
    most: usize,
    counts: HashMap<u64, u32>,
}

impl Counts {
    /// Counts of at most so many things; of one at least.
    pub(super) fn with_capacity(most: usize) -> Counts {
        Counts { most: most.max(1), counts: HashMap::new() }
    }

    /// Counts a thing once more.
    pub(super) fn add(&mut self, thing: u64) {
        if self.counts.len() >= self.most && !self.counts.contains_key(&thing) {
            self.forget();
        }
        let count = self.counts.entry(thing).or_default();
        *count = count.saturating_add(1);
    }

    /// How often a thing was counted; 0 when it was not, or was forgotten.
    pub(super) fn of(&self, thing: u64) -> u32 {
        self.counts.get(&thing).copied().unwrap_or(0)
    }

    /// Makes room in half of the memory: forgets what was seen once, then what was seen twice, and so on.
    fn forget(&mut self) {
        let mut seldom = 1;
        while 2 * self.counts.len() > self.most {
            self.counts.retain(|_, count| *count > seldom);
            seldom *= 2;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seldom_is_forgotten_and_what_is_frequent_stays() {
        let mut counts = Counts::with_capacity(10);
        for thing in 0..100 {
            counts.add(1000);
            counts.add(thing);
        }
        assert_eq!(counts.of(1000), 100);
        assert_eq!(counts.of(0), 0);
        assert!((0..100).all(|thing| counts.of(thing) <= 1));
        assert!(counts.counts.len() <= 10);
    }

    #[test]
    fn there_is_room_for_one_at_least() {
        let mut counts = Counts::with_capacity(0);
        counts.add(3);
        counts.add(4);
        assert_eq!((counts.of(3), counts.of(4)), (0, 1));
    }
}
