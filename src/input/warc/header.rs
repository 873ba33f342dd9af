//! What stands before the block of a record (ISO 28500, section 4).

/// The first line and the fields behind it.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// `1.0`, `1.1`.
    pub(super) version: String,
    fields: Vec<(String, String)>,
}

impl Header {
    /// Reads a header; nothing where it is none.
    pub(super) fn read(bytes: &[u8]) -> Option<Header> {
        let text = String::from_utf8_lossy(bytes);
        let mut lines = text.lines();
        let version = lines.next()?.strip_prefix("WARC/")?.trim_end().to_owned();
        let mut header = Header { version, fields: Vec::new() };
        for line in lines {
            if line.starts_with([' ', '\t']) {
                // A value that goes on in the next line.
                if let Some((_, value)) = header.fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                header.fields.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Some(header)
    }

    /// The first field of a name, whatever its case.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let is_it = |(field, _): &&(String, String)| field.eq_ignore_ascii_case(name);
        self.fields.iter().find(is_it).map(|(_, value)| value.as_str())
    }

    /// Bytes of the block.
    pub(super) fn length(&self) -> Option<u64> {
        let length = self.get("Content-Length")?;
        // `parse` would take a sign, too.
        length.bytes().all(|byte| byte.is_ascii_digit()).then(|| length.parse().ok()).flatten()
    }
}

/// Where a header ends, the empty line with it.
pub(super) fn end(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = memchr::memchr(b'\n', &bytes[from..]) {
        let next = from + at + 1;
        match bytes.get(next..) {
            Some([b'\r', b'\n', ..]) => return Some(next + 2),
            Some([b'\n', ..]) => return Some(next + 1),
            _ => from = next,
        }
    }
    None
}

/// Where the next header may begin.
pub(super) fn begin(bytes: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(bytes, MAGIC).find(|&at| is_version(&bytes[at..]))
}

/// Whether a header begins at the start of a line in a block, where none should.
pub(super) fn is_within(block: &[u8]) -> bool {
    let mut found = memchr::memmem::find_iter(block, MAGIC);
    found.any(|at| at > 0 && block[at - 1] == b'\n' && is_version(&block[at..]))
}

/// What every header begins with.
pub(super) const MAGIC: &[u8] = b"WARC/";

/// Bytes that [`begin`] has to see of a header.
pub(super) const FIRST_LINE: usize = 10;

/// Whether a header begins here: `WARC/1.1` and the end of the line.
pub(super) fn is_version(bytes: &[u8]) -> bool {
    let Some(version) = bytes.strip_prefix(MAGIC) else { return false };
    let [major, b'.', minor, end, ..] = version else { return false };
    major.is_ascii_digit() && minor.is_ascii_digit() && matches!(end, b'\r' | b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_any_case_and_may_go_on_in_the_next_line() {
        let bytes = b"WARC/1.1\r\nwarc-type: response\r\nX: a\r\n  b\r\nno field\r\nContent-Length: 7\r\n\r\nblock";
        let header = Header::read(&bytes[..end(bytes).unwrap()]).unwrap();
        assert_eq!(header.version, "1.1");
        assert_eq!(header.get("WARC-Type"), Some("response"));
        assert_eq!((header.get("x"), header.length()), (Some("a b"), Some(7)));
        assert_eq!(end(b"WARC/1.0\na: b\n\nblock"), Some(15));
        assert_eq!(end(b"WARC/1.0\r\na: b\r\n"), None);
        assert!(Header::read(b"HTTP/1.1 200 OK").is_none());
    }

    #[test]
    fn the_next_header_is_found() {
        assert_eq!(begin(b"\n WARC/x.0\r\nWARC/1.0\r\n"), Some(12));
        assert_eq!(begin(b"WARC/1.0\n"), Some(0));
        assert_eq!(begin(b"WARC/1.0"), None);
        assert!(is_within(b"x\nWARC/1.0\r\n"));
        assert!(!is_within(b"x WARC/1.0\r\n"));
    }
}
