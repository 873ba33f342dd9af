//! The digests of a record: whether it is still what it was.

use sha2::{Digest, Sha256};

use super::header::Header;

/// Checks the digests that a record gives; what is wrong goes into `notes`. Writers do not agree
/// whether the payload is what the server sent or what is left when the chunking is undone: `payloads`
/// are both.
pub(super) fn check(header: &Header, block: &[u8], payloads: &[&[u8]], notes: &mut Vec<String>) {
    let given = |name| header.get(name).and_then(|label| label.split_once(':'));
    if let Some((algorithm, value)) = given("WARC-Block-Digest")
        && is_right(algorithm, value, block) == Some(false)
    {
        notes.push("the block does not match its WARC-Block-Digest".to_owned());
    }
    if let Some((algorithm, value)) = given("WARC-Payload-Digest") {
        let is_wrong = |payload: &&[u8]| is_right(algorithm, value, payload) == Some(false);
        if payloads.iter().all(is_wrong) {
            notes.push("the payload does not match its WARC-Payload-Digest".to_owned());
        }
    }
}

/// Whether a digest is that of the bytes; nothing where the algorithm is not known.
fn is_right(algorithm: &str, value: &str, bytes: &[u8]) -> Option<bool> {
    let digest = match algorithm.trim().to_ascii_lowercase().as_str() {
        "sha1" | "sha-1" => sha1::Sha1::digest(bytes).to_vec(),
        "sha256" | "sha-256" => Sha256::digest(bytes).to_vec(),
        "sha512" | "sha-512" => sha2::Sha512::digest(bytes).to_vec(),
        "md5" => md5::Md5::digest(bytes).to_vec(),
        _ => return None,
    };
    let value = value.trim();
    let is_hex = value.len() == digest.len() * 2;
    let written = if is_hex { written::<4>(&digest) } else { written::<5>(&digest) };
    Some(value.trim_end_matches('=').eq_ignore_ascii_case(&written))
}

/// Bytes in base 16 or base 32 (RFC 4648), so many bits a digit, without the padding.
fn written<const BITS: u32>(bytes: &[u8]) -> String {
    let digits: &[u8] =
        if BITS == 4 { b"0123456789ABCDEF" } else { b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" };
    let digit = |bits: u32| char::from(digits[(bits & ((1 << BITS) - 1)) as usize]);
    let (mut text, mut bits, mut held) = (String::new(), 0, 0);
    for &byte in bytes {
        bits = (bits << 8 | u32::from(byte)) & 0xFFFF;
        held += 8;
        while held >= BITS {
            held -= BITS;
            text.push(digit(bits >> held));
        }
    }
    if held > 0 {
        text.push(digit(bits << (BITS - held)));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_known_in_both_notations() {
        // FIPS 180 and RFC 1321 give those of "abc".
        let right = |label: &str| {
            let (algorithm, value) = label.split_once(':').unwrap();
            is_right(algorithm, value, b"abc")
        };
        assert_eq!(right("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5"), Some(true));
        assert_eq!(right("SHA-1:a9993e364706816aba3e25717850c26c9cd0d89d"), Some(true));
        assert_eq!(right("md5:900150983cd24fb0d6963f7d28e17f72"), Some(true));
        let sha256 = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(right(sha256), Some(true));
        assert_eq!(right("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWEA"), Some(false));
        assert_eq!(right("blake3:00"), None);
    }
}
