//! Web archives that are cut off or have a bit flipped: every record that is whole comes out, and
//! what is not is told.

use pumice::input::Found;

use super::archive::{Archive, Entry, Seeded, archive, gz, zst};
use super::{found_in, reason};

const SIZE: usize = 1 << 20;
const FLIPS: usize = 500;

/// Whether the record came out as it went in.
fn is_there(entry: &Entry, found: &[Found]) -> bool {
    found.iter().any(|found| {
        let content = found.content.as_ref();
        found.record.as_ref() == Some(&entry.id)
            && content
                .is_ok_and(|content| content.bytes == entry.payload && content.notes.is_empty())
    })
}

fn is_payload(archive: &Archive, bytes: &[u8]) -> bool {
    archive.entries.iter().any(|entry| entry.payload == bytes)
}

/// Cuts an archive at every kilobyte.
fn cut(name: &str, archive: &Archive) {
    let mut damaged = 0;
    for at in (0..archive.bytes.len()).step_by(1 << 10) {
        let found = found_in(name, &archive.bytes[..at]);
        for entry in archive.entries.iter().filter(|entry| entry.end <= at) {
            assert!(is_there(entry, &found), "{name} cut at {at}: {} is lost", entry.id);
        }
        let cut = archive.entries.iter().find(|entry| entry.begin < at && at < entry.end);
        // The line breaks at the end are no part of a record's block.
        let Some(entry) = cut.filter(|entry| !is_there(entry, &found)) else { continue };
        damaged += 1;
        let place = format!("damaged at byte {}", entry.begin);
        let is_told = found.iter().filter_map(reason).any(|reason| reason.starts_with(&place));
        assert!(is_told, "{name} cut at {at}: nothing is said of {}", entry.id);
    }
    assert!(damaged > archive.bytes.len() >> 11, "{damaged}");
}

/// Flips bits of an archive, one at a time.
fn flip(name: &str, archive: &Archive, flips: usize) {
    let mut seeded = Seeded(2);
    let (mut told, mut noted, mut harmless) = (0, 0, 0);
    for _ in 0..flips {
        let (at, bit) = (seeded.below(archive.bytes.len()), seeded.below(8));
        let mut bytes = archive.bytes.clone();
        bytes[at] ^= 1 << bit;
        let found = found_in(name, &bytes);
        let hit = |entry: &&Entry| (entry.begin..entry.end).contains(&at);
        let what = format!("{name}, bit {bit} of byte {at}");
        for entry in archive.entries.iter().filter(|entry| !hit(entry)) {
            assert!(is_there(entry, &found), "{what}: {} is lost", entry.id);
        }
        let is_noted = |found: &Found| found.content.as_ref().is_ok_and(|c| !c.notes.is_empty());
        let wrong = |found: &Found| {
            found
                .content
                .as_ref()
                .is_ok_and(|c| c.notes.is_empty() && !is_payload(archive, &c.bytes))
        };
        assert!(!found.iter().any(wrong), "{what}: damaged text was taken for whole");
        if found.iter().any(|found| reason(found).is_some()) {
            told += 1;
        } else if found.iter().any(is_noted) {
            noted += 1;
        } else {
            // A name or a time in a header, which nothing checks; the page is what it was.
            let pages = found.iter().filter(|found| found.content.is_ok()).count();
            assert_eq!(pages, archive.entries.len(), "{what}");
            harmless += 1;
        }
    }
    println!("{name}: of {flips} flipped bits {told} are told, {noted} noted, {harmless} harmless");
    assert!(told + noted > flips * 9 / 10);
}

#[test]
fn cut_off_gzip() {
    cut("a.warc.gz", &archive(SIZE, gz));
}

#[test]
fn cut_off_zstd() {
    cut("a.warc.zst", &archive(SIZE / 4, zst));
}

#[test]
fn cut_off_plain() {
    cut("a.warc", &archive(SIZE, <[u8]>::to_vec));
}

#[test]
fn flipped_gzip() {
    flip("a.warc.gz", &archive(SIZE, gz), FLIPS);
}

#[test]
fn flipped_plain() {
    flip("a.warc", &archive(SIZE, <[u8]>::to_vec), FLIPS);
}

#[test]
fn flipped_zstd() {
    flip("a.warc.zst", &archive(SIZE / 4, zst), FLIPS / 5);
}
