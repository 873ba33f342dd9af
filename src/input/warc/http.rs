//! What a server sent: status, fields, and a body as it was on the wire.

use std::borrow::Cow;
use std::io::Cursor;

use flate2::read::{DeflateDecoder, ZlibDecoder};

use super::super::Reading;
use super::super::packed::{Format, Unpacked, inflate};
use super::super::window::Window;
use super::header;

/// Fields of a response; what more there is makes it one that cannot be read.
const MOST_FIELDS: usize = 256;
/// Encodings on top of each other.
const MOST_ENCODINGS: usize = 4;
/// What is said of something that swells too far.
const BOMB: &str = "bomb: ";
/// Bytes that a decoder of Brotli reads at once.
const CHUNK: usize = 4096;

/// A response.
#[derive(Debug)]
pub(super) struct Response<'a> {
    /// The status code; 0 where it cannot be read.
    pub(super) status: u16,
    fields: Vec<(String, String)>,
    /// What follows the fields.
    pub(super) body: &'a [u8],
}

impl<'a> Response<'a> {
    /// Reads a response.
    pub(super) fn read(block: &'a [u8]) -> Result<Response<'a>, String> {
        if !block.starts_with(b"HTTP/") {
            return Err("the record holds no HTTP response".to_owned());
        }
        let end = header::end(block).unwrap_or(block.len());
        let (head, body) = block.split_at(end);
        // The parser knows HTTP/1; what archives call HTTP/2 is written down in the same form.
        let space = memchr::memchr(b' ', head).unwrap_or(head.len());
        let head = [b"HTTP/1.1".as_slice(), &head[space..], b"\r\n\r\n"].concat();
        let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
        let mut response = httparse::Response::new(&mut fields);
        let mut config = httparse::ParserConfig::default();
        config
            .allow_spaces_after_header_name_in_responses(true)
            .allow_obsolete_multiline_headers_in_responses(true)
            .allow_multiple_spaces_in_response_status_delimiters(true)
            .ignore_invalid_headers_in_responses(true);
        let parsed = config.parse_response(&mut response, &head);
        parsed.map_err(|error| format!("the HTTP response cannot be read: {error}"))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
        let fields =
            response.headers.iter().map(|field| (field.name.to_owned(), text(field.value)));
        Ok(Response { status: response.code.unwrap_or(0), fields: fields.collect(), body })
    }

    /// The first field of a name that says anything.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).find(|value| !value.is_empty())
    }

    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        let of_name = move |(field, _): &&(String, String)| field.eq_ignore_ascii_case(name);
        self.fields.iter().filter(of_name).map(|(_, value)| value.as_str())
    }

    /// What a field lists, over all fields of the name, in lower case.
    fn list(&self, name: &str) -> Vec<String> {
        let entries = self.all(name).flat_map(|value| value.split(','));
        let entries = entries.map(|entry| entry.trim().to_ascii_lowercase());
        entries.filter(|entry| !entry.is_empty() && entry != "identity").collect()
    }

    /// The body without its chunks (RFC 9112, section 7.1).
    pub(super) fn unchunked(&self, notes: &mut Vec<String>) -> Cow<'a, [u8]> {
        let is_chunked = self.list("Transfer-Encoding").iter().any(|coding| coding == "chunked");
        if !is_chunked {
            return Cow::Borrowed(self.body);
        }
        match joined(self.body) {
            // Some writers undo the chunking and keep the field.
            Joined::None => Cow::Borrowed(self.body),
            Joined::Part(body) => {
                notes.push("the last chunk of the body is missing".to_owned());
                Cow::Owned(body)
            }
            Joined::All(body) => Cow::Owned(body),
        }
    }

    /// The body as it was before the server packed it; an error where it swells too far.
    pub(super) fn decoded<'b>(
        &self,
        body: Cow<'b, [u8]>,
        reading: &Reading,
        notes: &mut Vec<String>,
    ) -> Result<Cow<'b, [u8]>, String> {
        let mut codings = self.list("Content-Encoding");
        codings.extend(self.list("Transfer-Encoding").into_iter().filter(|name| name != "chunked"));
        if codings.len() > MOST_ENCODINGS {
            return Err(format!("bomb: {} encodings on top of each other", codings.len()));
        }
        let mut body = body;
        while let Some(coding) = codings.pop() {
            match decoded(&coding, &body, reading) {
                Ok(bytes) => body = Cow::Owned(bytes),
                Err((_, reason)) if reason.contains(BOMB) => return Err(reason),
                Err((reached, reason)) if reached.is_empty() && is_packed(&coding, &body) => {
                    return Err(format!("the body is damaged: {reason}"));
                }
                // Some writers decode the body and keep the field.
                Err((reached, reason)) if reached.is_empty() => {
                    let says = format!("its Content-Encoding is {coding}, and the body is not");
                    notes.push(format!("{says}: {reason}"));
                }
                Err((reached, reason)) => {
                    notes.push(format!("the body is damaged: {reason}"));
                    body = Cow::Owned(reached);
                }
            }
        }
        Ok(body)
    }
}

/// Whether a body looks packed.
fn is_packed(coding: &str, body: &[u8]) -> bool {
    match coding {
        "gzip" | "x-gzip" => body.starts_with(b"\x1F\x8B"),
        "zstd" => body.starts_with(b"\x28\xB5\x2F\xFD"),
        _ => false,
    }
}

fn decoded(coding: &str, body: &[u8], reading: &Reading) -> Result<Vec<u8>, (Vec<u8>, String)> {
    if body.is_empty() {
        return Ok(Vec::new());
    }
    let ratio = reading.unpacking.ratio;
    let most = reading.bytes.min(reading.unpacking.decompressed_bytes);
    let size = body.len() as u64;
    let packed = |format| {
        let window = Window::new(Cursor::new(body.to_vec()));
        inflate(Unpacked::new(window, format, ratio), size, ratio, most)
    };
    match coding {
        "gzip" | "x-gzip" => packed(Format::Gzip),
        "zstd" => packed(Format::Zstd),
        // RFC 9110 means zlib; some servers send it bare.
        "deflate" => match inflate(ZlibDecoder::new(body), size, ratio, most) {
            Err((reached, reason)) if reached.is_empty() && !reason.contains(BOMB) => {
                inflate(DeflateDecoder::new(body), size, ratio, most)
            }
            done => done,
        },
        "br" => {
            let decoder = brotli_decompressor::Decompressor::new(body, CHUNK);
            inflate(decoder, size, ratio, most)
        }
        _ => Err((Vec::new(), "an encoding that is not known".to_owned())),
    }
}

/// What came of joining chunks.
#[derive(Debug, PartialEq)]
enum Joined {
    /// There are none.
    None,
    /// They end before the last one.
    Part(Vec<u8>),
    /// They are whole.
    All(Vec<u8>),
}

fn joined(body: &[u8]) -> Joined {
    let (mut rest, mut all) = (body, Vec::new());
    let mut is_first = true;
    loop {
        let Ok(httparse::Status::Complete((used, size))) = httparse::parse_chunk_size(rest) else {
            return if is_first { Joined::None } else { Joined::Part(all) };
        };
        is_first = false;
        rest = &rest[used..];
        if size == 0 {
            return Joined::All(all);
        }
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let Some((chunk, behind)) = rest.split_at_checked(size) else {
            all.extend_from_slice(rest);
            return Joined::Part(all);
        };
        all.extend_from_slice(chunk);
        rest = behind.strip_prefix(b"\r\n").or(behind.strip_prefix(b"\n")).unwrap_or(behind);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Unpacking;

    const READING: Reading = Reading {
        bytes: 1 << 20,
        unpacking: Unpacking { decompressed_bytes: 8 << 20, ratio: 200 },
    };

    #[test]
    fn chunks_are_joined() {
        assert_eq!(joined(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"), Joined::All(b"abcde".into()));
        assert_eq!(joined(b"3\r\nabc\r\n9\r\nde"), Joined::Part(b"abcde".into()));
        assert_eq!(joined(b"<p>no chunks"), Joined::None);
        assert_eq!(joined(b"FFFFFFFFFFFFFFFFFF\r\n"), Joined::None);
    }

    #[test]
    fn responses_are_read_as_browsers_do() {
        let response = |head: &str| {
            let block = [head.as_bytes(), b"body"].concat();
            Response::read(&block)
                .map(|response| (response.status, response.get("content-type").map(str::to_owned)))
        };
        let html = || Some("text/html".to_owned());
        assert_eq!(
            response("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
            Ok((200, html()))
        );
        assert_eq!(response("HTTP/2 404\r\ncontent-type :text/html\r\n\r\n"), Ok((404, html())));
        let odd = "HTTP/1.0  200 OK\nno field\nContent-Type:\nContent-Type: text/html\n\n";
        assert_eq!(response(odd), Ok((200, html())));
        assert!(response("GET / HTTP/1.1\r\n\r\n").is_err());
    }

    #[test]
    fn encodings_are_undone_from_the_last_to_the_first() {
        // "<p>text</p>" in zlib; without its first two and last four bytes, bare deflate.
        let zlib = b"\x78\x9c\xb3\x29\xb0\x2b\x49\xad\x28\xb1\xd1\x2f\xb0\x03\x00\x17\x3f\x03\xc9";
        let response = |field: &str| {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: {field}\r\n\r\n");
            Response::read(head.as_bytes()).map(|response| response.fields)
        };
        let decode = |field: &str, body: &[u8]| {
            let response = Response { status: 200, fields: response(field).unwrap(), body: &[] };
            let mut notes = Vec::new();
            let body = response.decoded(Cow::Borrowed(body), &READING, &mut notes);
            (String::from_utf8(body.unwrap().into_owned()).unwrap(), notes.len())
        };
        assert_eq!(decode("deflate", zlib), ("<p>text</p>".to_owned(), 0));
        assert_eq!(decode("deflate", &zlib[2..zlib.len() - 4]), ("<p>text</p>".to_owned(), 0));
        assert_eq!(decode("gzip", b"<p>plain"), ("<p>plain".to_owned(), 1));
        assert_eq!(decode("identity", b"<p>plain"), ("<p>plain".to_owned(), 0));
        assert_eq!(decode("nonsense", b"<p>plain"), ("<p>plain".to_owned(), 1));
    }
}
