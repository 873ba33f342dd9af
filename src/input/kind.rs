//! What kind of input bytes are, by their beginning and then by their name.

/// Bytes that are looked at.
pub(super) const HEAD: usize = 512;

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One document, of whatever format.
    Document,
    /// A document a line.
    Lines,
    /// Something that is compressed with gzip.
    Gzip,
    /// A container that this version cannot look into.
    Unsupported(&'static str),
}

/// Beginnings of containers that cannot be looked into.
const UNSUPPORTED: &[(&[u8], &str)] = &[
    (b"\x28\xB5\x2F\xFD", "Zstandard data"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"WARC/", "a WARC file"),
    (b"filedesc://", "an ARC file"),
    (b"BZh", "bzip2 data"),
    (b"\xFD7zXZ\0", "xz data"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
];
/// RFC 1952, section 2.3.1: the two identification bytes and the only compression method.
const GZIP: &[u8] = b"\x1F\x8B\x08";
/// Names of inputs with a document a line.
const LINES: [&str; 2] = [".jsonl", ".ndjson"];

/// Tells what an input is. `name` is its file name, `head` its first bytes.
pub(super) fn of(name: &str, head: &[u8]) -> Kind {
    if head.starts_with(GZIP) {
        return Kind::Gzip;
    }
    if let Some((_, what)) = UNSUPPORTED.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Kind::Unsupported(what);
    }
    let lower = name.to_lowercase();
    let file = lower.rsplit('/').next().unwrap_or_default();
    let file = file.strip_suffix(".gz").unwrap_or(file);
    let is_named = LINES.iter().any(|ending| file.ends_with(ending));
    let is_nameless = !file.contains('.') && head.trim_ascii_start().starts_with(b"{\"");
    if is_named || is_nameless { Kind::Lines } else { Kind::Document }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_say_more_than_names() {
        assert_eq!(of("a.html", b"\x1F\x8B\x08\0"), Kind::Gzip);
        assert_eq!(of("a.html", b"WARC/1.1\r\n"), Kind::Unsupported("a WARC file"));
        assert_eq!(of("x/a.JSONL.gz", b"{"), Kind::Lines);
        assert_eq!(of("stdin", b"\n{\"text\": 1}"), Kind::Lines);
        assert_eq!(of("a.json", b"{\"text\": 1}"), Kind::Document);
        assert_eq!(of("dir.jsonl/a.html", b""), Kind::Document);
    }
}
