//! One file with a line for each document.
//!
//! Lines come in the order of the work and go into a file aside; in the end the file proper is put
//! together in the order of the inputs. A line is found again by its SHA-256, whichever run wrote it.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{OutputError, replace};

/// The first half of a SHA-256: enough to tell lines apart.
type Key = [u8; 16];

/// The lines of a file in the making.
#[derive(Debug)]
pub struct Lines {
    path: PathBuf,
    aside: PathBuf,
    out: fs::File,
    written: u64,
    pieces: HashMap<Key, Piece>,
}

/// Where a line stands.
#[derive(Clone, Copy, Debug)]
struct Piece {
    is_aside: bool,
    offset: u64,
    bytes: u64,
}

impl Lines {
    /// Takes up what earlier runs have left of the file.
    ///
    /// # Errors
    /// When it cannot be read or written.
    pub fn open(path: &Path) -> Result<Lines, OutputError> {
        let aside = path.with_extension("jsonl.part");
        let mut pieces = HashMap::new();
        scan(path, false, &mut pieces).map_err(OutputError::at(path))?;
        let written = scan(&aside, true, &mut pieces).map_err(OutputError::at(&aside))?;
        let out = fs::OpenOptions::new().create(true).append(true).open(&aside);
        let out = out.map_err(OutputError::at(&aside))?;
        // A line that was cut off when a run was.
        out.set_len(written).map_err(OutputError::at(&aside))?;
        Ok(Lines { path: path.to_owned(), aside, out, written, pieces })
    }

    /// Whether a line of this SHA-256 is there.
    pub fn has(&self, sha256: &str) -> bool {
        key(sha256).is_some_and(|key| self.pieces.contains_key(&key))
    }

    /// Adds a line, with its line break.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, line: &[u8], sha256: &str) -> Result<(), OutputError> {
        self.out.write_all(line).map_err(OutputError::at(&self.aside))?;
        let bytes = line.len() as u64;
        if let Some(key) = key(sha256) {
            self.pieces.insert(key, Piece { is_aside: true, offset: self.written, bytes });
        }
        self.written += bytes;
        Ok(())
    }

    /// Puts the file together from the lines of the given SHA-256s, in that order.
    ///
    /// # Errors
    /// When it cannot be written, or a line is not there.
    pub fn finish(self, order: impl Iterator<Item = String>) -> Result<(), OutputError> {
        let open = |path: &Path| fs::File::open(path).map(BufReader::new);
        let mut aside = open(&self.aside).map_err(OutputError::at(&self.aside))?;
        let mut whole = open(&self.path).ok();
        replace(&self.path, |out| {
            for sha256 in order {
                let piece = key(&sha256).and_then(|key| self.pieces.get(&key));
                let piece = piece.ok_or_else(|| io::Error::other("a line got lost"))?;
                let from = if piece.is_aside { Some(&mut aside) } else { whole.as_mut() };
                let from = from.ok_or_else(|| io::Error::other("the file is gone"))?;
                copy(from, piece, out)?;
            }
            Ok(())
        })?;
        fs::remove_file(&self.aside).map_err(OutputError::at(&self.aside))
    }
}

/// Seeks only where lines do not follow each other: a seek throws the buffer away.
fn copy(from: &mut BufReader<fs::File>, piece: &Piece, out: &mut dyn Write) -> io::Result<()> {
    if from.stream_position()? != piece.offset {
        from.seek(SeekFrom::Start(piece.offset))?;
    }
    io::copy(&mut from.take(piece.bytes), out).map(|_| ())
}

/// Notes every whole line of a file; gives the bytes that they have.
fn scan(path: &Path, is_aside: bool, pieces: &mut HashMap<Key, Piece>) -> io::Result<u64> {
    let mut file = match fs::File::open(path) {
        Ok(file) => BufReader::new(file),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    let (mut offset, mut line) = (0, Vec::new());
    loop {
        line.clear();
        let bytes = file.read_until(b'\n', &mut line)? as u64;
        if line.last() != Some(&b'\n') {
            return Ok(offset);
        }
        if let Some(key) = Sha256::digest(&line).first_chunk() {
            pieces.insert(*key, Piece { is_aside, offset, bytes });
        }
        offset += bytes;
    }
}

fn key(sha256: &str) -> Option<Key> {
    let mut key = Key::default();
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(sha256.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::sha256;

    #[test]
    fn lines_of_all_runs_come_out_in_the_order_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("documents.jsonl");
        let [one, two, three] = [b"1\n", b"2\n", b"3\n"];
        let mut lines = Lines::open(&path).unwrap();
        lines.add(two, &sha256(two)).unwrap();
        lines.finish([two].into_iter().map(|line| sha256(line))).unwrap();

        let mut lines = Lines::open(&path).unwrap();
        lines.add(three, &sha256(three)).unwrap();
        lines.out.write_all(b"cut of").unwrap();
        drop(lines);

        let mut lines = Lines::open(&path).unwrap();
        assert!(lines.has(&sha256(two)) && lines.has(&sha256(three)) && !lines.has(&sha256(one)));
        lines.add(one, &sha256(one)).unwrap();
        lines.finish([one, two, three].into_iter().map(|line| sha256(line))).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"1\n2\n3\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
