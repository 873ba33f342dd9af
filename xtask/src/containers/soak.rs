//! A large web archive, a member for each record.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

/// Writes an archive of so many compressed bytes.
pub(crate) fn write(path: &Path, bytes: u64) -> anyhow::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    let (mut written, mut number) = (0, 0_u64);
    while written < bytes {
        number += 1;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(record(number).as_bytes())?;
        let member = encoder.finish()?;
        out.write_all(&member)?;
        written += member.len() as u64;
    }
    out.flush()?;
    Ok(())
}

/// A page whose words no compressor makes much smaller.
fn record(number: u64) -> String {
    const WORDS: u64 = 4000;
    let mut page = format!("<!doctype html><title>Page {number}</title><p>");
    for word in 0..WORDS {
        // SplitMix64 (Steele, Lea and Flood 2014), one step.
        let mut bits = (number * WORDS + word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let _ = write!(page, "{:x} ", bits ^ (bits >> 31));
    }
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let length = block.len();
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{number}>\r\n\
         WARC-Target-URI: http://example.org/{number}\r\nWARC-Date: 2024-05-06T07:08:09Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n\
         {block}\r\n\r\n"
    )
}
