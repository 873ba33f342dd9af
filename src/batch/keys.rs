//! A set of keys in little more memory than the keys have.

use std::collections::HashSet;

use super::names::Key;

/// Keys that were added: most of them sorted, the last ones apart until there are enough to merge.
#[derive(Debug, Default)]
pub(super) struct Keys {
    sorted: Vec<Key>,
    recent: HashSet<Key>,
}

/// The fewest keys that are merged at once.
const FEWEST: usize = 4096;
/// And the share of all that they are: so that a key is moved a few times, however many there are.
const SHARE: usize = 16;

impl Keys {
    pub(super) fn contains(&self, key: Key) -> bool {
        self.recent.contains(&key) || self.sorted.binary_search(&key).is_ok()
    }

    pub(super) fn insert(&mut self, key: Key) {
        if self.contains(key) {
            return;
        }
        self.recent.insert(key);
        if self.recent.len() >= FEWEST.max(self.sorted.len() / SHARE) {
            self.merge();
        }
    }

    /// Merges from the end, where the room is, so that nothing is held twice.
    fn merge(&mut self) {
        let mut recent: Vec<Key> = self.recent.drain().collect();
        recent.sort_unstable();
        let mut old = self.sorted.len();
        self.sorted.reserve_exact(recent.len());
        self.sorted.resize(old + recent.len(), 0);
        let mut to = self.sorted.len();
        while let Some(&last) = recent.last() {
            to -= 1;
            if old > 0 && self.sorted[old - 1] > last {
                old -= 1;
                self.sorted[to] = self.sorted[old];
            } else {
                recent.pop();
                self.sorted[to] = last;
            }
        }
    }
}

impl Extend<Key> for Keys {
    fn extend<T: IntoIterator<Item = Key>>(&mut self, keys: T) {
        keys.into_iter().for_each(|key| self.insert(key));
    }
}

impl FromIterator<Key> for Keys {
    fn from_iter<T: IntoIterator<Item = Key>>(keys: T) -> Keys {
        let mut set = Keys::default();
        set.extend(keys);
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_there_and_nothing_else() {
        let key = |number: u64| number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let count = 5 * FEWEST as u64;
        let keys: Keys = (0..count).chain(0..count).map(key).collect();
        assert!((0..count).all(|number| keys.contains(key(number))));
        assert!((count..2 * count).all(|number| !keys.contains(key(number))));
        assert!(keys.sorted.is_sorted() && keys.sorted.len() == 5 * FEWEST);
    }
}
