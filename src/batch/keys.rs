//! A set of keys in little more memory than the keys have.

use super::names::Key;

/// Keys that were added, in rows by how they begin; each row is sorted. Rows are short, so that a key
/// finds its place fast, and a row that grows leaves no hole in the memory that nothing else fits into.
#[derive(Debug)]
pub(super) struct Keys {
    rows: Vec<Vec<Key>>,
}

/// The first bits of a key, which say what row it is in.
const BITS: u32 = 12;
/// A row that is full grows by this share of it, and by one key at least.
const SHARE: usize = 8;

impl Default for Keys {
    fn default() -> Keys {
        Keys { rows: vec![Vec::new(); 1 << BITS] }
    }
}

impl Keys {
    pub(super) fn contains(&self, key: Key) -> bool {
        self.rows[row(key)].binary_search(&key).is_ok()
    }

    pub(super) fn insert(&mut self, key: Key) {
        let row = &mut self.rows[row(key)];
        let Err(place) = row.binary_search(&key) else { return };
        if row.len() == row.capacity() {
            row.reserve_exact(1 + row.len() / SHARE);
        }
        row.insert(place, key);
    }
}

fn row(key: Key) -> usize {
    (key >> (Key::BITS - BITS)) as usize
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
        let count = 20_000;
        let keys: Keys = (0..count).chain(0..count).map(key).collect();
        assert!((0..count).all(|number| keys.contains(key(number))));
        assert!((count..2 * count).all(|number| !keys.contains(key(number))));
        assert!(keys.rows.iter().all(|row| row.is_sorted()));
        let room: usize = keys.rows.iter().map(Vec::capacity).sum();
        assert!(room < 10 * count as usize / 8, "room for {room} keys");
    }
}
