//! Short names, found by one look into a table: a name of up to sixteen bytes is a number.

/// The longest name that can be found.
pub(super) const LONGEST: usize = 16;

/// A name in lower case as a number, and how long it is: behind a zero byte nothing else would
/// tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    low: u64,
    high: u64,
    length: u8,
}

impl Key {
    const NONE: Key = Key { low: 0, high: 0, length: 0 };

    /// The key of the name that stands somewhere, when it is short enough.
    #[inline]
    pub(super) fn at(bytes: &[u8], from: usize, to: usize) -> Option<Key> {
        let length = to.saturating_sub(from);
        if length > LONGEST {
            return None;
        }
        let rest = bytes.get(from..).unwrap_or_default();
        let low = word(rest, length.min(8));
        let high = if length > 8 { word(rest.get(8..).unwrap_or_default(), length - 8) } else { 0 };
        Some(Key { low, high, length: length as u8 })
    }

    const fn of(name: &str) -> Key {
        let bytes = name.as_bytes();
        assert!(bytes.len() <= LONGEST);
        let mut key = Key { length: bytes.len() as u8, ..Key::NONE };
        let mut at = 0;
        while at < bytes.len() {
            let byte = (bytes[at] as u64) << (at % 8 * 8);
            if at < 8 {
                key.low |= byte;
            } else {
                key.high |= byte;
            }
            at += 1;
        }
        key
    }

    const fn slot(self, slots: usize) -> usize {
        let mixed = (self.low ^ self.high.rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> 32) as usize % slots
    }

    const fn is(self, other: Key) -> bool {
        self.low == other.low && self.high == other.high && self.length == other.length
    }
}

/// Up to eight bytes as a number, capitals as small letters.
#[inline]
fn word(bytes: &[u8], length: usize) -> u64 {
    let word = match bytes.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => bytes.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)),
    };
    // Nothing is left of a word of no length.
    in_lower_case(word & !(u64::MAX.checked_shl(8 * length as u32).unwrap_or_default()))
}

/// Eight bytes at once: the high bit of each says whether it is a capital, and becomes the bit that
/// a small letter has more.
const fn in_lower_case(word: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let low = word & (0x7F * ONES);
    let from_a = low + (0x80 - b'A' as u64) * ONES;
    let past_z = low + (0x80 - b'Z' as u64 - 1) * ONES;
    let capital = (from_a ^ past_z) & !word & (0x80 * ONES);
    word | capital >> 2
}

/// Where each of some names stands in a list of them.
pub(super) struct Table<const NAMES: usize, const SLOTS: usize> {
    keys: [Key; NAMES],
    /// The place of a name, and one more; zero where there is none.
    slots: [u8; SLOTS],
}

impl<const NAMES: usize, const SLOTS: usize> Table<NAMES, SLOTS> {
    /// The table of some names, made when the program is compiled. At least half of the slots must
    /// stay free.
    pub(super) const fn new(names: [&str; NAMES]) -> Self {
        assert!(NAMES < 255 && 2 * NAMES <= SLOTS);
        let (mut keys, mut slots) = ([Key::NONE; NAMES], [0; SLOTS]);
        let mut at = 0;
        while at < NAMES {
            keys[at] = Key::of(names[at]);
            let mut slot = keys[at].slot(SLOTS);
            while slots[slot] != 0 {
                slot = (slot + 1) % SLOTS;
            }
            slots[slot] = at as u8 + 1;
            at += 1;
        }
        Table { keys, slots }
    }

    /// The place of a name.
    #[inline]
    pub(super) fn find(&self, key: Key) -> Option<u8> {
        let mut slot = key.slot(SLOTS);
        loop {
            let at = self.slots[slot].checked_sub(1)?;
            if self.keys[usize::from(at)].is(key) {
                return Some(at);
            }
            slot = (slot + 1) % SLOTS;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case_and_nothing_else() {
        const NAMES: [&str; 5] = ["a", "b", "blockquote", "textarea", "aria-describedby"];
        const TABLE: Table<5, 16> = Table::new(NAMES);
        for padding in ["", ">and more text"] {
            let find = |name: &str| {
                let text = format!("{name}{padding}");
                TABLE
                    .find(Key::at(text.as_bytes(), 0, name.len())?)
                    .map(|at| NAMES[usize::from(at)])
            };
            for name in NAMES {
                assert_eq!(find(name), Some(name));
                assert_eq!(find(&name.to_ascii_uppercase()), Some(name));
            }
            for other in
                ["", "c", "a\0", "blockquot", "blockquotes", "aria-describedbyx", "A\u{e1}"]
            {
                assert_eq!(find(other), None, "{other}");
            }
        }
        assert_eq!(
            in_lower_case(u64::from_le_bytes(*b"@AZ[`az\xC1")).to_le_bytes(),
            *b"@az[`az\xC1"
        );
    }
}
