//! Bytes to text.
//!
//! The order is that of browsers (WHATWG HTML, "encoding sniffing algorithm") where what the page
//! declares can be believed, and the shape of the bytes where it cannot: a page that was saved,
//! converted or copied keeps the declaration of what it once was.

mod declared;
mod hangul;
mod thai;
mod wide;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, EUC_KR, Encoding, ISO_2022_JP, UTF_8, WINDOWS_874, WINDOWS_1252};

use crate::document::EncodingFrom;
use wide::Wide;

/// A decoded text and how its encoding was told.
#[derive(Clone, Debug)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub text: Cow<'a, str>,
    /// The name of the encoding (WHATWG Encoding Standard; UTF-32, which it leaves out, by its name
    /// in Unicode).
    pub encoding: &'static str,
    /// What told it.
    pub from: EncodingFrom,
}

/// Decodes a document. `charset` is a label from outside and who gave it: what the user gave is
/// taken as it is, what a server said only where the bytes do not speak against it.
pub fn decode<'a>(bytes: &'a [u8], charset: Option<&(String, EncodingFrom)>) -> Decoded<'a> {
    if let Some(decoded) = by_mark(bytes) {
        return decoded;
    }
    let label = charset.and_then(|(label, from)| Some((encoding(label.as_bytes())?, *from)));
    if let Some((given, EncodingFrom::Given)) = label {
        return text(given, bytes, EncodingFrom::Given);
    }
    if let Some(wide) = Wide::guess(bytes) {
        return wide.decode(bytes, EncodingFrom::Detected);
    }
    if has_iso_2022_jp(bytes) {
        return text(ISO_2022_JP, bytes, EncodingFrom::Detected);
    }
    let evidence = Evidence::of(bytes);
    if let Some((said, from)) = label.filter(|&(said, _)| evidence.agrees(said)) {
        return text(said, bytes, from);
    }
    if evidence.utf8 {
        return text(UTF_8, bytes, EncodingFrom::ValidUtf8);
    }
    match declared::charset(bytes).filter(|&said| evidence.agrees(said)) {
        Some(said) => text(said, bytes, EncodingFrom::Meta),
        None => text(evidence.detected, bytes, EncodingFrom::Detected),
    }
}

fn text<'a>(encoding: &'static Encoding, bytes: &'a [u8], from: EncodingFrom) -> Decoded<'a> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let text = if encoding == EUC_KR { hangul::composed(text) } else { text };
    Decoded { text, encoding: encoding.name(), from }
}

/// The encoding of a label, if it is one that text can be decoded from.
fn encoding(label: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label)
}

/// UTF-32 stands first: the mark of UTF-32LE begins with that of UTF-16LE.
fn by_mark(bytes: &[u8]) -> Option<Decoded<'_>> {
    if let Some(wide) = Wide::utf32_mark(bytes) {
        return Some(wide.decode(&bytes[4..], EncodingFrom::Bom));
    }
    let (encoding, length) = Encoding::for_bom(bytes)?;
    Some(text(encoding, &bytes[length..], EncodingFrom::Bom))
}

/// Whether the bytes are seven-bit with the escapes that only ISO-2022-JP has (RFC 1468, JIS X 0201).
fn has_iso_2022_jp(bytes: &[u8]) -> bool {
    const ESCAPES: [&[u8]; 4] = [b"\x1B$B", b"\x1B$@", b"\x1B(J", b"\x1B(I"];
    let first = memchr::memchr(0x1B, bytes);
    first.is_some_and(|at| ESCAPES.iter().any(|escape| bytes[at..].starts_with(escape)))
        && bytes.is_ascii()
        && Errors::count(ISO_2022_JP, bytes).are_few()
}

/// What the bytes say of their encoding, whatever is said of them.
struct Evidence<'a> {
    bytes: &'a [u8],
    ascii: bool,
    utf8: bool,
    detected: &'static Encoding,
}

impl Evidence<'_> {
    fn of(bytes: &[u8]) -> Evidence<'_> {
        let ascii = bytes.is_ascii();
        let utf8 = std::str::from_utf8(bytes).is_ok() || Errors::count(UTF_8, bytes).are_few();
        let detected = if utf8 { UTF_8 } else { detect(bytes) };
        Evidence { bytes, ascii, utf8, detected }
    }

    /// Whether a declared encoding can be the one.
    ///
    /// Text that is valid UTF-8 by chance hardly exists. Any bytes are valid in a single-byte
    /// encoding, so that one is not believed against a multi-byte one that fits, and windows-1252
    /// (which `iso-8859-1` and `ascii` mean too) is what is declared by those who do not know.
    fn agrees(&self, said: &'static Encoding) -> bool {
        if self.ascii {
            return said.is_ascii_compatible();
        }
        if self.utf8 || said == self.detected {
            return said == self.detected;
        }
        let outdone = said.is_single_byte() && !self.detected.is_single_byte();
        said != WINDOWS_1252 && !outdone && Errors::count(said, self.bytes).are_few()
    }
}

/// The encoding that the bytes look like: chardetng, which browsers use. It sees the whole body,
/// since the head of a page is mostly ASCII, but no more than suffices.
fn detect(bytes: &[u8]) -> &'static Encoding {
    const ENOUGH: usize = 2 << 20;
    let start = Encoding::ascii_valid_up_to(bytes).saturating_sub(2);
    let sample = &bytes[start..bytes.len().min(start + ENOUGH)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Never the end of the stream: a character cut off there would rule out its encoding.
    detector.feed(sample, false);
    let guess = detector.guess(None, Utf8Detection::Deny);
    match guess {
        _ if guess == UTF_8 => WINDOWS_1252,
        _ if !guess.is_single_byte() && thai::is_thai(sample, guess) => WINDOWS_874,
        _ => guess,
    }
}

/// How well bytes decode.
struct Errors {
    errors: usize,
    /// Characters beyond ASCII.
    characters: usize,
}

impl Errors {
    fn count(encoding: &'static Encoding, bytes: &[u8]) -> Errors {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut buffer = [0; 4096];
        let (mut rest, mut found) = (bytes, Errors { errors: 0, characters: 0 });
        loop {
            // Never the last piece: a character cut off at the end is no error.
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(rest, &mut buffer, false);
            rest = &rest[read..];
            let leads = buffer[..written].iter().filter(|&&byte| byte >= 0xC0).count();
            found.characters += leads;
            match result {
                DecoderResult::InputEmpty => return found,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => found.errors += 1,
            }
        }
    }

    /// A stray byte in a long page (an advertisement in another encoding, a cut title) does not
    /// change what the page is written in.
    fn are_few(&self) -> bool {
        const TOLERATED: usize = 100;
        self.errors * TOLERATED <= self.characters
    }
}

#[cfg(test)]
mod tests;
