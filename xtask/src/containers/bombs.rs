//! Files that swell when they are decompressed.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

/// What a bomb is called, and how it is made.
type Bomb = (&'static str, fn() -> Vec<u8>);

/// Every bomb.
pub(super) const BOMBS: &[Bomb] = &[
    ("ten-gigabytes.html.gz", || gigabytes(10)),
    ("ten-gigabytes.jsonl.gz", || gigabytes(10)),
    ("ten-gigabytes.warc.gz", || gigabytes(10)),
    ("members.jsonl.gz", || gz(&[0; 1 << 20]).repeat(10_000)),
    ("nested.gz", || gz(&gz(&gigabytes(1)))),
    ("zeros.zst", zeros_in_zstd),
    ("window.zst", || b"\x28\xB5\x2F\xFD\x00\xA8\x01\x00\x00".to_vec()),
];

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    // Memory takes all.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// So many gigabytes of zeros in one member.
fn gigabytes(count: usize) -> Vec<u8> {
    const PIECE: usize = 4 << 10;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..count << 18 {
        let _ = encoder.write_all(&[0; PIECE]);
    }
    encoder.finish().unwrap_or_default()
}

/// Ten gigabytes of zeros in one frame: blocks of 128 KiB that repeat one byte (RFC 8878, 3.1.1.2).
fn zeros_in_zstd() -> Vec<u8> {
    const BLOCKS: usize = 80_000;
    let header = |last: u32| ((128_u32 << 10) << 3 | 1 << 1 | last).to_le_bytes();
    // A window of 2 MiB, no check sum.
    let mut frame = b"\x28\xB5\x2F\xFD\x00\x58".to_vec();
    for block in 1..=BLOCKS {
        frame.extend_from_slice(&header(u32::from(block == BLOCKS))[..3]);
        frame.push(0);
    }
    frame
}
