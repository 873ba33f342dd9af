//! A set of short strings with a byte for each, as one array of bytes that is looked up in place.
//!
//! It holds no strings: a string is hashed, the upper half of the hash says in which bucket it is and
//! 16 bits of the lower half tell it from the others there. So about one string in 10,000 that is not
//! in the set is taken for one that is. The array begins with the number of buckets and where each
//! of them begins (32 bits each, little-endian); then come the tags of 16 bits, bucket by bucket and
//! sorted in each, and then the values.

use std::collections::BTreeMap;

/// The array, and where its parts begin.
#[derive(Clone, Copy, Debug)]
pub struct Grams {
    starts: &'static [[u8; 4]],
    tags: &'static [[u8; 2]],
    values: &'static [u8],
}

/// The hash of a string, made character by character (FNV-1a over code points; Fowler, Noll, Vo
/// 1991), so that the hashes of all beginnings of a string cost no more than its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hash(u64);

impl Hash {
    pub(super) const EMPTY: Hash = Hash(0xcbf2_9ce4_8422_2325);

    pub(super) fn with(self, c: char) -> Hash {
        Hash((self.0 ^ u64::from(c)).wrapping_mul(0x0000_0100_0000_01b3))
    }

    /// The bits spread over the whole word (the finaliser of `MurmurHash3`).
    fn spread(self) -> u64 {
        let mut bits = self.0;
        bits = (bits ^ (bits >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        bits = (bits ^ (bits >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        bits ^ (bits >> 33)
    }

    /// The bucket, of so many.
    fn bucket(self, buckets: usize) -> usize {
        let upper = self.spread() >> 32;
        ((upper * buckets as u64) >> 32) as usize
    }

    fn tag(self) -> u16 {
        self.spread() as u16
    }
}

impl<'a> FromIterator<&'a char> for Hash {
    fn from_iter<I: IntoIterator<Item = &'a char>>(chars: I) -> Hash {
        chars.into_iter().fold(Hash::EMPTY, |hash, &c| hash.with(c))
    }
}

impl Grams {
    /// How many strings share a bucket on average.
    const BUCKET: usize = 8;

    /// Takes an array that [`Grams::encode`] made; nothing when it is none.
    pub fn open(bytes: &'static [u8]) -> Option<Grams> {
        let (head, _) = bytes.as_chunks::<4>();
        let buckets = u32::from_le_bytes(*head.first()?) as usize;
        let starts = head.get(1..buckets + 2)?;
        let count = u32::from_le_bytes(*starts.last()?) as usize;
        let (tags, values) = bytes.get(4 * (buckets + 2)..)?.split_at_checked(2 * count)?;
        (values.len() == count).then_some(Grams { starts, tags: tags.as_chunks().0, values })
    }

    /// Makes the array of a set. Of two strings that cannot be told apart the greater value stays.
    pub fn encode(set: &BTreeMap<String, u8>) -> Vec<u8> {
        let buckets = set.len() / Grams::BUCKET + 1;
        let mut places: BTreeMap<(usize, u16), u8> = BTreeMap::new();
        for (text, &value) in set {
            let hash = text.chars().fold(Hash::EMPTY, Hash::with);
            let place = places.entry((hash.bucket(buckets), hash.tag())).or_default();
            *place = value.max(*place);
        }
        let mut starts = vec![0_u32; buckets + 1];
        for (bucket, _) in places.keys() {
            starts[bucket + 1] += 1;
        }
        for bucket in 0..buckets {
            starts[bucket + 1] += starts[bucket];
        }
        let mut bytes = (buckets as u32).to_le_bytes().to_vec();
        bytes.extend(starts.iter().flat_map(|start| start.to_le_bytes()));
        bytes.extend(places.keys().flat_map(|(_, tag)| tag.to_le_bytes()));
        bytes.extend(places.values());
        bytes
    }

    /// The byte of a string, by its hash.
    pub(super) fn get(&self, hash: Hash) -> Option<u8> {
        let bucket = hash.bucket(self.starts.len() - 1);
        let at = |place: usize| Some(u32::from_le_bytes(*self.starts.get(place)?) as usize);
        let (start, end) = (at(bucket)?, at(bucket + 1)?);
        let tag = hash.tag().to_le_bytes();
        let found = self.tags.get(start..end)?.iter().position(|other| *other == tag)?;
        self.values.get(start + found).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(grams: &Grams, text: &str) -> Option<u8> {
        grams.get(text.chars().fold(Hash::EMPTY, Hash::with))
    }

    #[test]
    fn every_string_has_its_value() {
        let han = |n: u32| char::from_u32(0x4E00 + n).unwrap_or('一');
        let all: Vec<String> =
            (0..5000).map(|n| [han(n), han(7 * n % 5000)].iter().collect()).collect();
        let set: BTreeMap<String, u8> =
            all.iter().step_by(2).enumerate().map(|(n, text)| (text.clone(), n as u8)).collect();
        let grams = Grams::open(Grams::encode(&set).leak()).unwrap();
        assert!(set.iter().all(|(text, value)| get(&grams, text) == Some(*value)));
        let wrong =
            all.iter().filter(|text| !set.contains_key(*text) && get(&grams, text).is_some());
        assert!(wrong.count() < 10);
    }

    #[test]
    fn an_empty_set_and_what_is_none() {
        let grams = Grams::open(Grams::encode(&BTreeMap::new()).leak()).unwrap();
        assert_eq!(get(&grams, "世界"), None);
        assert!(Grams::open(b"").is_none() && Grams::open(&[255; 40]).is_none());
    }
}
