//! The table of n-grams, as it stands in its file and is looked up in it.
//!
//! All numbers are little-endian. A head: the magic `PLT1`, the number of languages (four bytes),
//! for each of them its tag (eight bytes, zeros after it) and its scripts (four bytes, a bit each).
//! An index: for each of the 65,536 upper halves of a hash, and once more, the place among the rows
//! (four bytes). The rows, by the upper half of their hash: the lower half (two bytes), how many
//! languages the n-gram speaks for or against (one byte), and for each of them its number and a
//! signed weight (two bytes).
//!
//! Nothing is built when the program starts, and only the pages of the file that are looked into
//! are ever in memory.

use std::hint::black_box;

/// The first bytes of the file.
pub const MAGIC: &[u8; 4] = b"PLT1";
/// Upper halves of a hash, and one more.
const PLACES: usize = (1 << 16) + 1;
const HEAD: usize = 8;
const LANGUAGE: usize = 12;
const TAG: usize = 8;

/// A table within the bytes of its file.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    languages: &'a [u8],
    index: &'a [u8],
    rows: &'a [u8],
}

impl<'a> Table<'a> {
    /// The table in the bytes of a file; nothing where they are none.
    pub fn new(file: &'a [u8]) -> Option<Table<'a>> {
        let rest = file.strip_prefix(MAGIC)?;
        let count = number(rest, 0)? as usize;
        let (languages, rest) =
            rest.get(HEAD - MAGIC.len()..)?.split_at_checked(count * LANGUAGE)?;
        let (index, rows) = rest.split_at_checked(PLACES * 4)?;
        Some(Table { languages, index, rows })
    }

    /// The tags and scripts of its languages, in the order of their numbers.
    pub fn languages(self) -> impl Iterator<Item = (&'a str, u32)> {
        self.languages.chunks_exact(LANGUAGE).map(|row| {
            let length = row[..TAG].iter().take_while(|&&byte| byte != 0).count();
            let tag = std::str::from_utf8(&row[..length]).unwrap_or_default();
            (tag, number(row, TAG).unwrap_or_default())
        })
    }

    /// The languages that an n-gram speaks for or against, as pairs of number and signed weight;
    /// nothing for one that says too little to stand here.
    pub fn get(self, hash: u32) -> Option<&'a [u8]> {
        self.bucket(hash).get(hash)
    }

    /// Gives what [`get`](Self::get) finds for each of several n-grams, in their order.
    ///
    /// Their rows lie far apart in a file larger than the caches. So all are touched before the first
    /// is read, and the memory brings them together, not one after the other.
    pub fn each(self, hashes: &[u32], mut found: impl FnMut(&'a [u8])) {
        const TOGETHER: usize = 32;
        for hashes in hashes.chunks(TOGETHER) {
            let mut buckets = [Bucket(&[]); TOGETHER];
            buckets.iter_mut().zip(hashes).for_each(|(to, &hash)| *to = self.bucket(hash));
            black_box(buckets.iter().fold(0, |sum, bucket| sum ^ bucket.touch()));
            buckets
                .iter()
                .zip(hashes)
                .filter_map(|(from, &hash)| from.get(hash))
                .for_each(&mut found);
        }
    }

    /// Where an n-gram stands, if the table has it.
    fn bucket(self, hash: u32) -> Bucket<'a> {
        let place = (hash >> 16) as usize * 4;
        let bounds = number(self.index, place).zip(number(self.index, place + 4));
        let rows = bounds.and_then(|(from, to)| self.rows.get(from as usize..to as usize));
        Bucket(rows.unwrap_or_default())
    }
}

/// The rows of the n-grams whose hashes have one upper half.
#[derive(Clone, Copy)]
struct Bucket<'a>(&'a [u8]);

impl<'a> Bucket<'a> {
    fn get(self, hash: u32) -> Option<&'a [u8]> {
        let mut rest = self.0;
        let wanted = (hash as u16).to_le_bytes();
        while let [low, high, count, pairs @ ..] = rest {
            let (pairs, after) = pairs.split_at_checked(usize::from(*count) * 2)?;
            if [*low, *high] == wanted {
                return Some(pairs);
            }
            rest = after;
        }
        None
    }

    /// A byte of each of its lines in a cache.
    fn touch(self) -> u8 {
        const LINE: usize = 64;
        self.0.iter().step_by(LINE).fold(0, |sum, byte| sum ^ byte)
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// A language of a table: its tag and its scripts.
pub type Heading = (String, u32);
/// An n-gram: its hash and what it says of which language.
pub type Weighed = (u32, Vec<(u8, i8)>);

/// The file of a table. Tags are cut to eight bytes.
pub fn file(languages: &[Heading], mut grams: Vec<Weighed>) -> Vec<u8> {
    grams.sort_unstable_by_key(|(hash, _)| *hash);
    let mut bytes = MAGIC.to_vec();
    bytes.extend((languages.len() as u32).to_le_bytes());
    for (tag, scripts) in languages {
        let mut field = [0; TAG];
        field.iter_mut().zip(tag.bytes()).for_each(|(to, from)| *to = from);
        bytes.extend(field);
        bytes.extend(scripts.to_le_bytes());
    }
    let (mut index, mut rows) = (Vec::with_capacity(PLACES), Vec::new());
    for (hash, pairs) in &grams {
        while index.len() <= (hash >> 16) as usize {
            index.push(rows.len() as u32);
        }
        rows.extend((*hash as u16).to_le_bytes());
        let pairs = &pairs[..pairs.len().min(usize::from(u8::MAX))];
        rows.push(pairs.len() as u8);
        rows.extend(pairs.iter().flat_map(|&(lang, weight)| [lang, weight.cast_unsigned()]));
    }
    index.resize(PLACES, rows.len() as u32);
    bytes.extend(index.into_iter().flat_map(u32::to_le_bytes));
    bytes.extend(rows);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_found() {
        let grams = vec![
            (0x0001_0002, vec![(0, 5), (1, -3)]),
            (0x0001_0001, vec![(1, 7)]),
            (u32::MAX, vec![]),
        ];
        let file = file(&[("da".into(), 1), ("zh-Hant".into(), 6)], grams);
        let table = Table::new(&file).unwrap();
        assert_eq!(table.languages().collect::<Vec<_>>(), [("da", 1), ("zh-Hant", 6)]);
        assert_eq!(table.get(0x0001_0002), Some([0, 5, 1, 253].as_slice()));
        assert_eq!(table.get(0x0001_0001), Some([1, 7].as_slice()));
        assert_eq!(table.get(u32::MAX), Some([].as_slice()));
        assert_eq!(table.get(0x0001_0003), None);
        assert_eq!(table.get(0), None);
    }

    #[test]
    fn what_is_no_table_is_none() {
        assert!(Table::new(b"").is_none());
        assert!(Table::new(b"PLT1\xFF\xFF\xFF\xFF").is_none());
    }
}
