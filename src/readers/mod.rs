//! Readers: bytes of one document in, a [`Document`] out.

mod decode;
pub mod html;
mod mojibake;
mod sniff;
pub mod text;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::{Claim, Document, EncodingFrom, Source, sha256};

pub use decode::{Decoded, decode};
pub use mojibake::mend;

/// The bytes of one document and what is known of them from outside.
#[derive(Clone, Debug, Default)]
pub struct Raw<'a> {
    /// The bytes, as they stand in the input.
    pub bytes: Cow<'a, [u8]>,
    /// The path of the input, with `/` between its parts.
    pub path: String,
    /// The id of the record, where the input is a container.
    pub record: Option<String>,
    /// The address that it was fetched from.
    pub url: Option<String>,
    /// What it is, where that is known.
    pub media: Option<Media>,
    /// A charset label and who said so: the user ([`EncodingFrom::Given`]) or a server
    /// ([`EncodingFrom::Http`]).
    pub charset: Option<(String, EncodingFrom)>,
    /// What the record says of the document: `record:date`.
    pub claims: Vec<Claim>,
    /// The SHA-256 of the bytes in hexadecimal, where it is known already.
    pub sha256: Option<String>,
    /// Fields of the record that pumice does not know.
    pub extra: serde_json::Map<String, serde_json::Value>,
    /// What a web archive says of the record.
    pub warc: Option<serde_json::Value>,
}

/// The formats that there are readers for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// HTML and XHTML.
    Html,
    /// Plain text.
    Text,
}

impl Media {
    /// The media type (RFC 6838).
    pub fn name(self) -> &'static str {
        match self {
            Media::Html => "text/html",
            Media::Text => "text/plain",
        }
    }
}

/// How much of a document is read. What lies beyond a limit is left out, and the document says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Limits {
    /// Bytes of one document.
    pub bytes: u64,
    /// Depth of nested elements.
    pub depth: u32,
    /// Attributes of one element.
    pub attributes: u32,
    /// Nodes of one document.
    pub nodes: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 64 << 20, depth: 512, attributes: 256, nodes: 2_000_000 }
    }
}

/// How bytes become text. Mojibake, text that had been decoded in a wrong encoding before it was
/// written down (`Ã©` for `é`), is looked for in any case, and the document says what was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Decoding {
    /// Mends mojibake. What was found stays in the JSON document, under `source.mojibake`.
    pub repair: bool,
}

/// Why bytes did not become a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// They are of a kind that is no document; the name says which.
    #[error("not a document: {0}")]
    NotADocument(&'static str),
    /// There are more of them than a document may have.
    #[error("{bytes} bytes, more than the {allowed} of limits.bytes in pipeline.toml")]
    TooLarge {
        /// How many there are.
        bytes: u64,
        /// How many are allowed.
        allowed: u64,
    },
}

/// Reads one document with the default [`Decoding`].
///
/// # Errors
/// When the bytes are no document, or too many.
pub fn read(raw: &Raw<'_>, limits: &Limits) -> Result<Document, ReadError> {
    read_with(raw, limits, Decoding::default())
}

/// Reads one document: decodes it, tells HTML from text, and hands it to the reader for that.
///
/// # Errors
/// When the bytes are no document, or too many.
pub fn read_with(
    raw: &Raw<'_>,
    limits: &Limits,
    decoding: Decoding,
) -> Result<Document, ReadError> {
    let bytes = raw.bytes.len() as u64;
    if bytes > limits.bytes {
        return Err(ReadError::TooLarge { bytes, allowed: limits.bytes });
    }
    if let Some(what) = sniff::not_text(&raw.bytes) {
        return Err(ReadError::NotADocument(what));
    }
    let decoded = decode(&raw.bytes, raw.charset.as_ref());
    if sniff::is_binary(&decoded.text) {
        return Err(ReadError::NotADocument("binary data"));
    }
    if let Some(what) = sniff::no_prose(&decoded.text) {
        return Err(ReadError::NotADocument(what));
    }
    let (text, mojibake) = mend(decoded.text, decoding.repair);
    let name = raw.record.as_deref().filter(|record| record.contains('.')).unwrap_or(&raw.path);
    let media = raw.media.unwrap_or_else(|| sniff::media(name, &text));
    let encoding = (decoded.encoding, decoded.from);
    let source = Source { mojibake, ..source(raw, encoding, media) };
    let mut doc = match media {
        Media::Html => html::read(&text, source, limits),
        Media::Text => text::read(&text, source, limits),
    };
    doc.add_claims(raw.claims.iter().cloned());
    Ok(doc)
}

fn source(
    raw: &Raw<'_>,
    (encoding, encoding_from): (&'static str, EncodingFrom),
    media: Media,
) -> Source {
    Source {
        path: raw.path.clone(),
        record: raw.record.clone(),
        url: raw.url.clone(),
        media_type: media.name(),
        encoding,
        encoding_from,
        mojibake: Vec::new(),
        bytes: raw.bytes.len() as u64,
        sha256: raw.sha256.clone().unwrap_or_else(|| sha256(&raw.bytes)),
        extra: raw.extra.clone(),
        warc: raw.warc.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(path: &str, bytes: &'static [u8]) -> Raw<'static> {
        Raw { bytes: bytes.into(), path: path.into(), ..Raw::default() }
    }

    #[test]
    fn the_source_is_told_whole() -> Result<(), ReadError> {
        let claim = Claim { name: "record:date".into(), value: "2021-03-03".into() };
        let known = Raw {
            record: Some("r1".into()),
            url: Some("https://example.org/".into()),
            charset: Some(("Shift_JIS".into(), EncodingFrom::Http)),
            claims: vec![claim.clone()],
            ..raw("a/b.txt", b"\x8D\x60\n")
        };
        let doc = read(&known, &Limits::default())?;
        let source = &doc.source;
        assert_eq!(doc.full_text(), "港\n");
        assert_eq!((source.path.as_str(), source.bytes), ("a/b.txt", 3));
        assert_eq!((source.media_type, source.encoding), ("text/plain", "Shift_JIS"));
        assert_eq!(source.encoding_from, EncodingFrom::Http);
        assert_eq!((&source.record, &source.url), (&known.record, &known.url));
        assert_eq!(source.sha256.len(), 64);
        assert_eq!(doc.claims(), [claim]);
        // FIPS 180-4, the digest of no bytes.
        let empty = read(&raw("-", b""), &Limits::default())?;
        assert!(empty.source.sha256.starts_with("e3b0c44298fc1c149afbf4c8996fb924"));
        Ok(())
    }

    #[test]
    fn what_is_no_document_is_refused_by_name() {
        let refused = |bytes| read(&raw("a.txt", bytes), &Limits::default()).map(|_| ());
        assert_eq!(refused(b"%PDF-1.4"), Err(ReadError::NotADocument("a PDF")));
        let binary = b"\x01\x80\0\0\x02\xFE\0\x03\0\0\0\x04\x05\x99\0\0\x06";
        assert_eq!(refused(binary), Err(ReadError::NotADocument("binary data")));
        let limits = Limits { bytes: 3, ..Limits::default() };
        let error = ReadError::TooLarge { bytes: 4, allowed: 3 };
        assert_eq!(read(&raw("a.txt", b"four"), &limits).map(|_| ()), Err(error));
    }
}
