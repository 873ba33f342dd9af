//! Web archives of pages that are made up, the same each time.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// A record of an archive: its id, its payload, and where its bytes stand.
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) payload: Vec<u8>,
    pub(crate) begin: usize,
    pub(crate) end: usize,
}

/// An archive and what is in it.
pub(crate) struct Archive {
    pub(crate) bytes: Vec<u8>,
    pub(crate) entries: Vec<Entry>,
}

/// A sequence of numbers that look random (Steele, Lea and Flood 2014, `SplitMix64`).
pub(crate) struct Seeded(pub(crate) u64);

impl Seeded {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((bits ^ (bits >> 31)) % most as u64).unwrap()
    }
}

fn page(seeded: &mut Seeded, number: usize) -> String {
    const SYLLABLES: [&str; 12] =
        ["la", "mo", "ri", "ten", "us", "ka", "vel", "do", "shi", "bar", "nu", "pes"];
    let mut page = format!("<!doctype html><title>Page {number}</title><article>");
    for _ in 0..4 + seeded.below(24) {
        page.push_str("<p>");
        for _ in 0..20 + seeded.below(60) {
            for _ in 0..=seeded.below(4) {
                page.push_str(SYLLABLES[seeded.below(SYLLABLES.len())]);
            }
            page.push(' ');
        }
    }
    page
}

/// A record with a page in it and the digest of its block.
pub(crate) fn record(id: &str, payload: &str) -> Vec<u8> {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{payload}");
    let mut digest = String::new();
    for byte in Sha256::digest(block.as_bytes()) {
        let _ = write!(digest, "{byte:02x}");
    }
    let length = block.len();
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: {id}\r\n\
         WARC-Target-URI: http://example.org/{id}\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n\
         WARC-Block-Digest: sha256:{digest}\r\nContent-Type: application/http; msgtype=response\r\n\
         Content-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
    .into_bytes()
}

pub(crate) fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zst(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

/// An archive of at least so many bytes, each record made into a piece by `pack`.
pub(crate) fn archive(bytes: usize, pack: impl Fn(&[u8]) -> Vec<u8>) -> Archive {
    let mut seeded = Seeded(1);
    let mut archive = Archive { bytes: Vec::new(), entries: Vec::new() };
    while archive.bytes.len() < bytes {
        let number = archive.entries.len();
        let (id, payload) = (format!("<urn:x:{number}>"), page(&mut seeded, number));
        let begin = archive.bytes.len();
        archive.bytes.extend(pack(&record(&id, &payload)));
        let (payload, end) = (payload.into_bytes(), archive.bytes.len());
        archive.entries.push(Entry { id, payload, begin, end });
    }
    archive
}
