//! Which documents belong together, found in bounded memory.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::{Duplicates, Signature};
use crate::document::Cluster;

/// Bytes of a band: whoever has all of them in common with another is compared with it.
const ROWS: usize = 4;
/// Bands of a signature. Texts that are 60 % alike have a band in common with a probability of .96, at
/// 70 % of .998, at 80 % of .999997 (1 - (1 - s⁴)²⁴); with the first that has it, see [`Finder`].
const BANDS: usize = 24;

/// A map that is the same in every run.
type Map = HashMap<u32, u32, BuildHasherDefault<DefaultHasher>>;

/// Finds the clusters of documents that come in the order of the inputs.
///
/// Locality-sensitive hashing by bands (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets",
/// section 3.4). Of each value of a band only the first document that has it is known, so a document is
/// compared with 24 others at most, however many there are: some 260 bytes and 24 entries of 10 to 21
/// for each document that begins a cluster, and 16 for every one. A band whose text stands on many
/// documents leads to the first of them alone, so copies with much of that are found less surely.
#[derive(Debug)]
pub struct Finder {
    least: f32,
    most: usize,
    signatures: Vec<Signature>,
    /// For each band its values, and the signature that had each first.
    owners: Vec<Map>,
    clusters: Clusters,
}

/// What was found: the cluster of each document. 16 bytes a document, and 24 for each that begins one.
#[derive(Debug, Default)]
pub struct Clusters {
    firsts: Vec<First>,
    /// By the numbers of the documents.
    members: Vec<Option<Member>>,
}

/// A document that is like none before it.
#[derive(Debug)]
struct First {
    id: u64,
    number: u64,
    is_repeated: bool,
}

#[derive(Clone, Copy, Debug)]
struct Member {
    /// The beginning of its id, by which it is known again.
    mark: u32,
    first: u32,
    thousandths: u16,
}

impl Finder {
    /// One that has seen nothing yet.
    pub fn new(settings: &Duplicates) -> Finder {
        Finder {
            least: settings.least,
            most: settings.documents.min(u32::MAX as usize),
            signatures: Vec::new(),
            owners: vec![Map::default(); BANDS],
            clusters: Clusters::default(),
        }
    }

    /// Adds a document: its number, which grows from one to the next, and the SHA-256 of its bytes.
    /// Numbers may be left out.
    pub fn add(&mut self, number: u64, sha256: &str, signature: Signature) {
        let id = beginning(sha256);
        let Some((first, thousandths)) =
            self.like(&signature).or_else(|| self.begin(number, id, signature))
        else {
            return;
        };
        let member = Member { mark: (id >> 32) as u32, first, thousandths };
        let firsts = &mut self.clusters.firsts;
        if let Some(first) = firsts.get_mut(first as usize) {
            first.is_repeated |= first.number != number;
        }
        self.clusters.members.resize(number as usize, None);
        self.clusters.members.push(Some(member));
    }

    /// What there is of clusters.
    pub fn finish(self) -> Clusters {
        let Clusters { mut firsts, mut members } = self.clusters;
        // The run holds them to its end, and what was allowed for growing is up to half of it.
        firsts.shrink_to_fit();
        members.shrink_to_fit();
        Clusters { firsts, members }
    }

    /// The first of the documents that begin a cluster and are like this one, and how like.
    fn like(&self, signature: &Signature) -> Option<(u32, u16)> {
        let owners = self.owners.iter().zip(bands(signature));
        let mut near: Vec<u32> = owners.filter_map(|(map, key)| map.get(&key).copied()).collect();
        near.sort_unstable();
        near.dedup();
        let alike = |first: u32| (first, self.signatures[first as usize].similarity(signature));
        let is_near =
            |(_, thousandths): &(u32, u16)| f32::from(*thousandths) / 1000.0 >= self.least;
        near.into_iter().map(alike).find(is_near)
    }

    /// Begins a cluster, while there is room.
    fn begin(&mut self, number: u64, id: u64, signature: Signature) -> Option<(u32, u16)> {
        const SELF: u16 = 1000;
        if self.signatures.len() >= self.most {
            return None;
        }
        let first = self.signatures.len() as u32;
        for (map, key) in self.owners.iter_mut().zip(bands(&signature)) {
            map.entry(key).or_insert(first);
        }
        self.signatures.push(signature);
        self.clusters.firsts.push(First { id, number, is_repeated: false });
        Some((first, SELF))
    }
}

impl Clusters {
    /// The cluster of a document, by its number and the SHA-256 of its bytes; nothing where no other
    /// document is like it, or where it is not what it was when it was compared.
    pub fn of(&self, number: u64, sha256: &str) -> Option<Cluster> {
        let member = (*self.members.get(number as usize)?)?;
        let first = self.firsts.get(member.first as usize).filter(|first| first.is_repeated)?;
        let is_same = member.mark == (beginning(sha256) >> 32) as u32;
        is_same.then(|| Cluster {
            id: format!("d-{:016x}", first.id),
            first: first.number == number,
            similarity: f64::from(member.thousandths) / 1000.0,
        })
    }
}

/// The bands of a signature as numbers.
fn bands(signature: &Signature) -> impl Iterator<Item = u32> {
    let (rows, _) = signature.0.as_chunks::<ROWS>();
    rows.iter().take(BANDS).map(|row| u32::from_le_bytes(*row))
}

/// The sixteen digits of a SHA-256 that are a document's id, as a number.
fn beginning(sha256: &str) -> u64 {
    sha256.get(..16).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
