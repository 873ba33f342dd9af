//! ZIP archives: a document a member, or a container of them.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Take};

use flate2::Crc;
use flate2::read::DeflateDecoder;
use zip::{CompressionMethod, ZipArchive};

use super::open::{Documents, documents};
use super::packed::Swell;
use super::stream::Stream;
use super::{Found, Label, Reading, Trouble};

/// The members of an archive, in the order of its directory.
pub(super) struct Members {
    label: Label,
    archive: ZipArchive<File>,
    file: File,
    reading: Reading,
    next: usize,
    open: Option<Documents>,
    /// What is told first.
    trouble: Option<Trouble>,
}

impl Members {
    pub(super) fn new(label: Label, file: File, reading: Reading) -> io::Result<Members> {
        let archive = ZipArchive::new(file.try_clone()?);
        let archive = archive.map_err(|error| io::Error::other(format!("ZIP archive: {error}")))?;
        let trouble = archive.has_duplicate_names().then(|| {
            let reason = "ZIP archive: of members of the same name only the last one can be read";
            Trouble::Failed(reason.to_owned())
        });
        Ok(Members { label, archive, file, reading, next: 0, open: None, trouble })
    }

    /// The documents of a member; nothing for a directory.
    fn member(&mut self, index: usize) -> Option<Documents> {
        let mut label = self.label.clone();
        match self.part(index, &mut label) {
            Ok(None) => None,
            Ok(Some(part)) => {
                let opened = documents(&label, Box::new(part), &self.reading);
                let failed = |error: io::Error| Err(Trouble::Failed(error.to_string()));
                Some(opened.unwrap_or_else(|error| Documents::one(&label, failed(error))))
            }
            Err(error) => Some(Documents::one(&label, Err(Trouble::Failed(error.to_string())))),
        }
    }

    fn part(&mut self, index: usize, label: &mut Label) -> io::Result<Option<Part>> {
        label.within = Some(format!("member-{}", index + 1));
        let member = self.archive.by_index_raw(index).map_err(io::Error::other)?;
        let name = String::from_utf8_lossy(member.name_raw()).into_owned();
        let name = member.name().map_or(name, std::borrow::Cow::into_owned);
        label.within = Some(name.clone());
        if member.is_symlink() {
            return Err(io::Error::other("unsafe path: a symbolic link"));
        }
        if is_unsafe(&name) {
            return Err(io::Error::other("unsafe path: it leads out of the archive"));
        }
        if member.is_dir() {
            return Ok(None);
        }
        if member.encrypted() {
            return Err(io::Error::other("it is encrypted"));
        }
        let method = member.compression();
        let (start, size) = (member.data_start(), member.compressed_size());
        let crc = member.crc32();
        let start = start.ok_or_else(|| io::Error::other("it cannot be found in the archive"))?;
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(start))?;
        let raw = file.take(size);
        let body = match method {
            CompressionMethod::STORE => Body::Stored(raw),
            CompressionMethod::DEFLATE => Body::Deflated(Box::new(DeflateDecoder::new(raw))),
            method => {
                let message = format!("compressed as {method}, which is not known");
                return Err(io::Error::other(message));
            }
        };
        let swell = Swell::new(self.reading.unpacking.ratio);
        Ok(Some(Part { body, swell, counted: 0, crc: Crc::new(), expected: crc }))
    }
}

impl Iterator for Members {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if let Some(trouble) = self.trouble.take() {
            return Some(self.label.found(None, Err(trouble)));
        }
        loop {
            if let Some(found) = self.open.as_mut().and_then(Iterator::next) {
                return Some(found);
            }
            if self.next == self.archive.len() {
                return None;
            }
            self.open = self.member(self.next);
            self.next += 1;
        }
    }
}

/// Whether a name leads out of the folder that an archive is unpacked into, on any system.
fn is_unsafe(name: &str) -> bool {
    let is_rooted = name.starts_with(['/', '\\']) || name.as_bytes().get(1) == Some(&b':');
    is_rooted || name.contains('\0') || name.split(['/', '\\']).any(|part| part == "..")
}

/// The contents of a member.
struct Part {
    body: Body,
    swell: Swell,
    counted: u64,
    crc: Crc,
    expected: u32,
}

enum Body {
    Stored(Take<File>),
    Deflated(Box<DeflateDecoder<Take<File>>>),
}

impl Read for Part {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (read, packed) = match &mut self.body {
            Body::Stored(body) => {
                let read = body.read(buffer)?;
                (read, self.counted + read as u64)
            }
            Body::Deflated(body) => (body.read(buffer)?, body.total_in()),
        };
        self.swell.check(packed - self.counted, read as u64)?;
        self.counted = packed;
        self.crc.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() && self.crc.sum() != self.expected {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "its check sum is wrong"));
        }
        Ok(read)
    }
}

impl Stream for Part {}

#[cfg(test)]
mod tests;
