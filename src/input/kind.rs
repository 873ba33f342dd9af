//! What kind of input bytes are, by their beginning and then by their name.

use super::packed::Format;

/// Bytes that are looked at.
pub(super) const HEAD: usize = 512;

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One document, of whatever format.
    Document,
    /// A document a line.
    Lines,
    /// A web archive.
    Warc,
    /// Something that is compressed.
    Packed(Format),
    /// A ZIP archive.
    Zip,
    /// A container that this version cannot look into.
    Unsupported(&'static str),
}

/// Beginnings that belong to one kind only.
const MAGIC: &[(&[u8], Kind)] = &[
    (b"\x1F\x8B\x08", Kind::Packed(Format::Gzip)),
    (b"\x28\xB5\x2F\xFD", Kind::Packed(Format::Zstd)),
    // The frame with the dictionary of a web archive.
    (b"\x5D\x2A\x4D\x18", Kind::Packed(Format::Zstd)),
    (b"PK\x03\x04", Kind::Zip),
    (b"PK\x05\x06", Kind::Zip),
    (b"WARC/", Kind::Warc),
    (b"filedesc://", Kind::Unsupported("an ARC file")),
    (b"BZh", Kind::Unsupported("bzip2 data")),
    (b"\xFD7zXZ\0", Kind::Unsupported("xz data")),
    (b"7z\xBC\xAF\x27\x1C", Kind::Unsupported("a 7z archive")),
];
/// Endings of names of compressed files.
const PACKED: [(&str, Format); 2] = [(".gz", Format::Gzip), (".zst", Format::Zstd)];
/// The ending of the name of a web archive.
const WARC: &str = ".warc";
/// Endings of names of inputs with a document a line.
const LINES: [&str; 2] = [".jsonl", ".ndjson"];
/// Members of ZIP archives by which an archive is a document of its own.
const IN_DOCUMENTS: [&[u8]; 4] = [
    b"mimetypeapplication/",
    b"[Content_Types].xml",
    b"META-INF/MANIFEST.MF",
    b"META-INF/container.xml",
];

/// What the name of a compressed file says of what is in it.
pub(super) fn unpacked_name(name: &str) -> &str {
    let ends = |ending: &str| {
        let at = name.len().checked_sub(ending.len())?;
        let is_it = name.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(ending));
        is_it.then(|| &name[..at])
    };
    PACKED.iter().find_map(|(ending, _)| ends(ending)).unwrap_or(name)
}

/// Tells what an input is. `name` is its file name, `head` its first bytes.
pub(super) fn of(name: &str, head: &[u8]) -> Kind {
    let found = MAGIC.iter().find(|(magic, _)| head.starts_with(magic));
    match found {
        // A book, a sheet or a program: the readers name it.
        Some((_, Kind::Zip)) if is_document(head) => return Kind::Document,
        Some((_, kind)) => return *kind,
        None => {}
    }
    let lower = name.to_lowercase();
    let file = lower.rsplit('/').next().unwrap_or_default();
    let format = PACKED.iter().find(|(ending, _)| file.ends_with(ending));
    let inner = format.map_or(file, |(ending, _)| file.trim_end_matches(ending));
    if inner.ends_with(WARC) {
        // Its first bytes are damaged: what is behind them may not be. One that was unpacked on the
        // way here keeps its name.
        let is_text = head.iter().all(|byte| *byte >= b' ' || byte.is_ascii_whitespace());
        let packed = format.filter(|_| !is_text).map(|(_, format)| Kind::Packed(*format));
        return packed.unwrap_or(Kind::Warc);
    }
    let is_named = LINES.iter().any(|ending| inner.ends_with(ending));
    let is_nameless = !inner.contains('.') && head.trim_ascii_start().starts_with(b"{\"");
    if is_named || is_nameless { Kind::Lines } else { Kind::Document }
}

fn is_document(head: &[u8]) -> bool {
    // The name of the first member, which these formats put there to be known by.
    const NAME: usize = 30;
    let name = head.get(NAME..).unwrap_or_default();
    IN_DOCUMENTS.iter().any(|member| name.starts_with(member))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_say_more_than_names() {
        assert_eq!(of("a.html", b"\x1F\x8B\x08\0"), Kind::Packed(Format::Gzip));
        assert_eq!(of("a.html", b"WARC/1.1\r\n"), Kind::Warc);
        assert_eq!(of("x/a.JSONL.gz", b"{"), Kind::Lines);
        assert_eq!(of("stdin", b"\n{\"text\": 1}"), Kind::Lines);
        assert_eq!(of("a.json", b"{\"text\": 1}"), Kind::Document);
        assert_eq!(of("dir.jsonl/a.html", b""), Kind::Document);
        assert_eq!(of("a.jsonl.zst", b"{"), Kind::Lines);
        assert_eq!(of("a.tar.bz2", b"BZh9"), Kind::Unsupported("bzip2 data"));
    }

    #[test]
    fn a_damaged_web_archive_is_still_one() {
        assert_eq!(of("a.warc", b"XARC/1.0\r\n"), Kind::Warc);
        assert_eq!(of("a.warc.gz", b"\x1F\x8A\x08\0"), Kind::Packed(Format::Gzip));
        assert_eq!(of("a.warc.gz", b"garbage\r\n"), Kind::Warc);
    }

    #[test]
    fn a_book_is_no_archive_of_documents() {
        let zip = |name: &str| [b"PK\x03\x04", [0; 26].as_slice(), name.as_bytes()].concat();
        assert_eq!(of("a.epub", &zip("mimetypeapplication/epub+zip")), Kind::Document);
        assert_eq!(of("a.docx", &zip("[Content_Types].xml")), Kind::Document);
        assert_eq!(of("a.zip", &zip("pages/a.html")), Kind::Zip);
    }
}
