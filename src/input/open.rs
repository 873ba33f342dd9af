//! One file → the documents in it.

use std::fs;
use std::io::{self, BufReader, Cursor, Read};

use super::gzip::Unpacked;
use super::kind::{self, Kind};
use super::lines::Lines;
use super::{Content, File, Found, Reading, Trouble};

/// The documents of one file, in their order.
pub enum Documents {
    /// One, or why there is none.
    One(Option<Box<Found>>),
    /// A document a line.
    Many(Box<Lines>),
}

impl Iterator for Documents {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        match self {
            Documents::One(found) => found.take().map(|found| *found),
            Documents::Many(lines) => lines.next(),
        }
    }
}

type Source = Box<dyn Read + Send>;

/// Opens a file. What goes wrong is told in place of the document.
pub fn open(file: &File, reading: &Reading) -> Documents {
    let found = |content| {
        let (input, name) = (file.input.clone(), file.name.clone());
        Documents::One(Some(Box::new(Found { input, name, record: None, content })))
    };
    let opened = source(file).and_then(|source| unpack(file, source, reading));
    let (kind, mut source, packed) = match opened {
        Ok(opened) => opened,
        Err(error) => return found(Err(Trouble::Failed(error.to_string()))),
    };
    match kind {
        Kind::Unsupported(what) => {
            let reason = format!("{what}: this version cannot look into it");
            found(Err(Trouble::Failed(reason)))
        }
        Kind::Gzip => {
            found(Err(Trouble::Failed("gzip within gzip: unpack it once by hand".to_owned())))
        }
        Kind::Lines => Documents::Many(Box::new(Lines::new(file, source, reading.bytes))),
        Kind::Document if packed => {
            let key = "limits.decompressed-bytes";
            found(whole(&mut source, reading.unpacking.decompressed_bytes, key))
        }
        Kind::Document => found(whole(&mut source, reading.bytes, "limits.bytes")),
    }
}

fn source(file: &File) -> io::Result<Source> {
    if let Some(trouble) = &file.trouble {
        return Err(io::Error::other(trouble.clone()));
    }
    Ok(match &file.path {
        Some(path) => Box::new(fs::File::open(path)?),
        None => Box::new(io::stdin()),
    })
}

/// Takes off one layer of gzip, and tells what is inside.
fn unpack(file: &File, source: Source, reading: &Reading) -> io::Result<(Kind, Source, bool)> {
    let (kind, source) = peek(file, source)?;
    if kind != Kind::Gzip {
        return Ok((kind, source, false));
    }
    let unpacked = Unpacked::new(BufReader::new(source), reading.unpacking.ratio);
    let (kind, source) = peek(file, Box::new(unpacked))?;
    Ok((kind, source, true))
}

/// Looks at the first bytes without using them up.
fn peek(file: &File, mut source: Source) -> io::Result<(Kind, Source)> {
    let mut head = Vec::with_capacity(kind::HEAD);
    source.by_ref().take(kind::HEAD as u64).read_to_end(&mut head)?;
    let kind = kind::of(&file.name, &head);
    Ok((kind, Box::new(Cursor::new(head).chain(source))))
}

fn whole(source: &mut Source, allowed: u64, key: &str) -> Result<Content, Trouble> {
    let mut bytes = Vec::new();
    let read = source.take(allowed.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| Trouble::Failed(error.to_string()))?;
    if bytes.len() as u64 > allowed {
        let reason = format!("more than the {allowed} bytes of {key} in pipeline.toml");
        return Err(Trouble::Failed(reason));
    }
    Ok(Content { bytes, ..Content::default() })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;
    use crate::input::Unpacking;

    const READING: Reading = Reading {
        bytes: 1 << 20,
        unpacking: Unpacking { decompressed_bytes: 8 << 20, ratio: 200 },
    };

    fn found(name: &str, bytes: &[u8]) -> Vec<Found> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let (input, name) = (name.to_owned(), name.to_owned());
        open(&File { path: Some(path), input, name, trouble: None }, &READING).collect()
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn reason(found: &[Found]) -> String {
        match &found.last().unwrap().content {
            Err(Trouble::Failed(reason) | Trouble::Skipped(reason)) => reason.clone(),
            Ok(_) => "none".to_owned(),
        }
    }

    #[test]
    fn gzip_is_known_by_its_bytes() {
        let plain = found("page", &packed(b"<p>text"));
        assert_eq!(plain[0].content.as_ref().unwrap().bytes, b"<p>text");
        let lines = found("a.jsonl.gz", &packed(b"{\"text\":\"one\"}\n{\"text\":\"two\"}\n"));
        assert_eq!(lines.len(), 2);
        assert!(reason(&found("a.gz", &packed(&packed(b"x")))).starts_with("gzip within gzip"));
    }

    #[test]
    fn what_is_too_large_or_swells_too_far_is_refused() {
        assert!(reason(&found("a.txt", &vec![b'x'; (1 << 20) + 1])).contains("limits.bytes"));
        let bomb = packed(&vec![0; 64 << 20]);
        assert!(reason(&found("a.gz", &bomb)).contains("limits.ratio"), "{}", bomb.len());
        let mut cut = packed(b"a text that is cut off");
        cut.truncate(cut.len() - 12);
        assert_ne!(reason(&found("a.gz", &cut)), "none");
    }

    #[test]
    fn containers_that_cannot_be_read_say_so() {
        assert_eq!(
            reason(&found("a.warc", b"WARC/1.1\r\n")),
            "a WARC file: this version cannot look into it"
        );
    }
}
