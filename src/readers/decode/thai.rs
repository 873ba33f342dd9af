//! Thai in windows-874, which looks like Chinese where there are only a few words.

use encoding_rs::{Encoding, WINDOWS_874};

use crate::readers::mojibake::surprise;

/// Whether bytes that look like an encoding of East Asia are Thai: none that windows-874 lacks, no sign
/// on what is no consonant, no vowel of those that are written first without a consonant behind it, and
/// far less improbable than in that encoding.
pub(super) fn is_thai(bytes: &[u8], guess: &'static Encoding) -> bool {
    /// More text than this is no matter of doubt, in bytes.
    const MOST: usize = 4_096;
    /// Korean and Chinese are a little more improbable as Thai.
    const PLAIN: f32 = 0.75;
    let bytes = &bytes[..bytes.len().min(MOST)];
    let surprise = |encoding: &'static Encoding| {
        surprise(&encoding.decode_without_bom_handling(bytes).0).unwrap_or(0.0)
    };
    is_spelt(bytes) && surprise(WINDOWS_874) < PLAIN * surprise(guess)
}

fn is_spelt(bytes: &[u8]) -> bool {
    let is_consonant = |byte: u8| matches!(byte, 0xA1..=0xCE);
    let is_sign = |byte: u8| matches!(byte, 0xD1 | 0xD4..=0xDA | 0xE7..=0xEE);
    let is_first = |byte: u8| matches!(byte, 0xE0..=0xE4);
    let mut before = 0;
    bytes.iter().all(|&byte| {
        let fits = match byte {
            0x00..=0x80 | 0x85 | 0x91..=0x97 | 0xA0..=0xDA | 0xDF..=0xFB => {
                (!is_sign(byte) || is_consonant(before) || is_sign(before))
                    && (!is_first(before) || is_consonant(byte))
            }
            _ => false,
        };
        before = byte;
        fits
    })
}
