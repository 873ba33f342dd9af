//! How text is misread, and how that is undone.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::OnceLock;

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, EncoderResult, Encoding, GBK, SHIFT_JIS, UTF_8, WINDOWS_1251,
    WINDOWS_1252,
};
use memchr::memchr_iter;

/// Text that was written in one encoding and read in another.
#[derive(Debug)]
pub(super) struct Misreading {
    read_as: ReadAs,
    pub(super) meant: &'static Encoding,
    /// Lines less odd than this are not tried ([`super::Surprise::oddness`]).
    pub(super) oddness: f32,
}

/// The encoding that text was read in.
#[derive(Debug)]
enum ReadAs {
    /// windows-1252 or ISO-8859-1: where the one has no character, the control character of the other
    /// stands.
    Latin,
    /// Any other.
    Other(&'static Encoding),
}

/// A piece of a line that was misread.
#[derive(Debug)]
pub(super) struct Piece {
    /// Where it stands in the line, in bytes.
    pub(super) found: Range<usize>,
    /// What was meant.
    pub(super) meant: String,
}

const fn latin(meant: &'static Encoding) -> Misreading {
    Misreading { read_as: ReadAs::Latin, meant, oddness: 5.5 }
}

const fn utf8(read_as: &'static Encoding, oddness: f32) -> Misreading {
    Misreading { read_as: ReadAs::Other(read_as), meant: UTF_8, oddness }
}

/// All that are undone, the usual ones first.
pub(super) static MISREADINGS: [Misreading; 12] = [
    Misreading { read_as: ReadAs::Latin, meant: UTF_8, oddness: 0.0 },
    latin(GBK),
    latin(SHIFT_JIS),
    latin(EUC_KR),
    latin(BIG5),
    latin(EUC_JP),
    latin(WINDOWS_1252),
    utf8(GBK, 7.0),
    utf8(SHIFT_JIS, 7.0),
    utf8(BIG5, 7.0),
    utf8(EUC_KR, 7.0),
    utf8(WINDOWS_1251, 4.0),
];

impl Misreading {
    /// The name of the encoding that text was read in.
    pub(super) fn read_as(&self) -> &'static str {
        match self.read_as {
            // What differs between the two is what was misread.
            ReadAs::Latin if self.meant == WINDOWS_1252 => "ISO-8859-1",
            ReadAs::Latin => WINDOWS_1252.name(),
            ReadAs::Other(encoding) => encoding.name(),
        }
    }

    /// Whether hardly any text is valid in the encoding that is not written in it.
    pub(super) fn is_exact(&self) -> bool {
        self.meant == UTF_8
    }

    /// What of a line can be read anew, and as what.
    pub(super) fn undo(&self, line: &Line<'_>) -> Vec<Piece> {
        let text = line.text;
        match self.read_as {
            ReadAs::Latin if self.meant == UTF_8 => sequences(text),
            ReadAs::Latin => whole(text, line.latin(), self.meant),
            ReadAs::Other(encoding) => whole(text, encode(encoding, text).as_deref(), self.meant),
        }
    }
}

/// A line that is to be read in several encodings.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    latin: OnceCell<Option<Vec<u8>>>,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str) -> Line<'a> {
        Line { text, latin: OnceCell::new() }
    }

    /// The bytes that were read as the line in windows-1252 or ISO-8859-1.
    fn latin(&self) -> Option<&[u8]> {
        self.latin.get_or_init(|| latin_bytes(self.text)).as_deref()
    }
}

/// A line as one piece, if all its bytes are text of an encoding; from the first difference to the last.
fn whole(line: &str, bytes: Option<&[u8]>, meant: &'static Encoding) -> Vec<Piece> {
    let decoded =
        bytes.and_then(|bytes| meant.decode_without_bom_handling_and_without_replacement(bytes));
    let Some(decoded) = decoded.filter(|decoded| decoded != line) else { return Vec::new() };
    if is_ornament(line) {
        return Vec::new();
    }
    let same = |(a, b): &(char, char)| a == b;
    let head: usize =
        line.chars().zip(decoded.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let rest = line[head..].chars().rev().zip(decoded[head..].chars().rev());
    let tail: usize = rest.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let meant = decoded[head..decoded.len() - tail].to_owned();
    vec![Piece { found: head..line.len() - tail, meant }]
}

/// Whether one sign stands side by side, as for stars, and nothing else beyond ASCII.
fn is_ornament(line: &str) -> bool {
    let Some(sign) = line.chars().find(|c| !c.is_ascii()) else { return false };
    let twice = line.chars().zip(line.chars().skip(1)).any(|pair| pair == (sign, sign));
    twice && line.chars().all(|c| c.is_ascii() || c == sign)
}

/// The bytes of a text in an encoding; nothing where it lacks a character.
fn encode(encoding: &'static Encoding, text: &str) -> Option<Vec<u8>> {
    let mut encoder = encoding.new_encoder();
    let most = encoder.max_buffer_length_from_utf8_without_replacement(text.len())?;
    let mut bytes = Vec::with_capacity(most);
    let (result, _) = encoder.encode_from_utf8_to_vec_without_replacement(text, &mut bytes, true);
    (result == EncoderResult::InputEmpty).then_some(bytes)
}

/// The bytes that were read as a text, most of which is ASCII, in windows-1252 or ISO-8859-1.
fn latin_bytes(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    loop {
        let (ascii, other) = rest.split_at(Encoding::ascii_valid_up_to(rest.as_bytes()));
        bytes.extend_from_slice(ascii.as_bytes());
        let Some(c) = other.chars().next() else { return Some(bytes) };
        bytes.push(latin_byte(c)?);
        rest = &other[c.len_utf8()..];
    }
}

/// The byte that was read as a character in windows-1252 or ISO-8859-1.
fn latin_byte(c: char) -> Option<u8> {
    static HIGH: OnceLock<[char; 32]> = OnceLock::new();
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    let high = HIGH.get_or_init(|| {
        let bytes: [u8; 32] = std::array::from_fn(|at| 0x80 + at as u8);
        let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
        let mut chars = text.chars();
        std::array::from_fn(|_| chars.next().unwrap_or_default())
    });
    high.iter().position(|&other| other == c).map(|at| 0x80 + at as u8)
}

/// Whether a character that may have been the first byte of a sequence stands before another beyond
/// ASCII.
fn may_hold_sequence(line: &[u8]) -> bool {
    // U+00C2 to U+00F4 as they stand in UTF-8.
    const LEAD: u8 = 0xC3;
    const SECOND: std::ops::RangeInclusive<u8> = 0x82..=0xB4;
    memchr_iter(LEAD, line).any(|at| match line.get(at + 1..at + 3) {
        Some([second, next]) => SECOND.contains(second) && !next.is_ascii(),
        _ => false,
    })
}

/// The pieces of a line that are sequences of UTF-8 side by side. Text that was put together from a
/// clean and a broken source has them among clean letters.
fn sequences(line: &str) -> Vec<Piece> {
    if !may_hold_sequence(line.as_bytes()) {
        return Vec::new();
    }
    let chars: Vec<(usize, Option<u8>)> =
        line.char_indices().map(|(at, c)| (at, latin_byte(c))).collect();
    let end_of = |at: usize| chars.get(at).map_or(line.len(), |(place, _)| *place);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    while let Some(&(place, byte)) = chars.get(at) {
        let Some((length, c)) = byte.and_then(|lead| sequence(lead, &chars[at..])) else {
            at += 1;
            continue;
        };
        at += length;
        match pieces.last_mut() {
            Some(last) if last.found.end == place => {
                last.found.end = end_of(at);
                last.meant.push(c);
            }
            _ => pieces.push(Piece { found: place..end_of(at), meant: c.to_string() }),
        }
    }
    pieces
}

/// The character of several bytes that begins here, with how many it has.
fn sequence(lead: u8, chars: &[(usize, Option<u8>)]) -> Option<(usize, char)> {
    let length = match lead {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let bytes: Option<Vec<u8>> = chars.get(..length)?.iter().map(|(_, byte)| *byte).collect();
    let bytes = bytes?;
    Some((length, std::str::from_utf8(&bytes).ok()?.chars().next()?))
}
