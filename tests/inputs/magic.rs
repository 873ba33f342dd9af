//! What is no document is skipped by name, whatever its record says that it is.

use pumice::document::Document;
use pumice::readers::{Limits, Media, Raw, ReadError, read};

/// Beginnings of files of many types, and a word of what they are called.
const PAYLOADS: [(&[u8], &str); 30] = [
    (b"%PDF-1.7\n%\xE2\xE3", "PDF"),
    (b"%!PS-Adobe-3.0", "PostScript"),
    (b"{\\rtf1\\ansi x}", "RTF"),
    (b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", "PNG"),
    (b"\xFF\xD8\xFF\xE0\0\x10JFIF\0", "JPEG"),
    (b"GIF89a\x01\0\x01\0", "GIF"),
    (b"RIFF\x24\0\0\0WEBPVP8 ", "WebP"),
    (b"\0\0\0\x1CftypavifABCD", "AVIF"),
    (b"II*\0\x08\0\0\0", "TIFF"),
    (b"BM\x46\0\0\0\0\0\0\0\x36\0", "BMP"),
    (b"\0\0\x01\0\x01\0\x10\x10", "ICO"),
    (b"<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "SVG"),
    (b"ID3\x04\0\0\0\0", "MP3"),
    (b"OggS\0\x02", "Ogg"),
    (b"fLaC\0\0\0\x22", "FLAC"),
    (b"RIFF\x24\0\0\0WAVEfmt ", "WAV"),
    (b"\0\0\0\x20ftypisom\0\0\x02\0", "MP4"),
    (b"\x1A\x45\xDF\xA3\x9F\x42", "Matroska"),
    (b"PK\x03\x04\x14\0\0\0\x08\0", "zip"),
    (b"\x1F\x8B\x08\0\0\0\0\0", "gzip"),
    (b"7z\xBC\xAF\x27\x1C\0\x04", "7z"),
    (b"Rar!\x1A\x07\x01\0", "RAR"),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "office"),
    (b"\x7FELF\x02\x01\x01\0", "ELF"),
    (b"SQLite format 3\0\x10\0", "SQLite"),
    (b"wOF2\0\x01\0\0", "font"),
    (b"{\"title\": \"Boats\", \"items\": [1, 2]}", "JSON"),
    (b"[{\"title\": \"Boats\"}]", "JSON"),
    (b"<?xml version='1.0'?><rss version='2.0'><channel><title>x</title>", "RSS"),
    (b"<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title></feed>", "Atom"),
];

fn read_as(bytes: &[u8], media: Option<Media>) -> Result<Document, ReadError> {
    let raw = Raw { bytes: bytes.into(), path: "page.html".into(), media, ..Raw::default() };
    read(&raw, &Limits::default())
}

#[test]
fn payloads_are_known_by_their_bytes() {
    for (bytes, what) in PAYLOADS {
        for media in [None, Some(Media::Html), Some(Media::Text)] {
            let Err(ReadError::NotADocument(named)) = read_as(bytes, media) else {
                panic!("{what} was taken for a document")
            };
            assert!(named.contains(what), "{what} is called {named}");
        }
    }
}

#[test]
fn pages_that_look_like_something_else_are_still_pages() {
    let pages: [&[u8]; 5] = [
        b"[1] A footnote.",
        b"{a} is a set",
        b"<!-- <rss> --><!doctype html><p>x",
        b"BM 2024 was a good year",
        b"",
    ];
    for page in pages {
        assert!(read_as(page, None).is_ok(), "{}", String::from_utf8_lossy(page));
    }
}
