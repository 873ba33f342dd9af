//! What earlier runs have written down.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::journal::JOURNAL_FILE;
use super::line::Line;
use super::names::{Key, key};
use crate::output::{Disk, Handle, OutputError, Piece};

/// Where a line stands in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Its first byte.
    pub(super) offset: u64,
    bytes: u64,
}

impl Place {
    /// The same as a piece of the one file that there is.
    pub(super) fn piece(self) -> Piece {
        Piece { file: 0, offset: self.offset, bytes: self.bytes }
    }
}

/// A line that is not what was written there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Its number, from one.
    pub line: u64,
    /// Its first byte in the file.
    pub offset: u64,
}

/// What earlier runs have written down. Only the places of the lines are held in memory.
#[derive(Default)]
pub(super) struct Earlier {
    places: HashMap<Key, Place>,
    file: Option<Mutex<Box<dyn Handle>>>,
    /// Lines that are not what was written there, with intact ones behind them.
    pub(super) damaged: Vec<Damage>,
    /// Bytes up to the end of the last intact line. What follows was cut off when its run was.
    pub(super) bytes: u64,
}

impl Earlier {
    /// Reads a journal, as far as it goes.
    pub(super) fn read(disk: &dyn Disk, path: &Path) -> Result<Earlier, OutputError> {
        let mut earlier = Earlier::default();
        let mut damaged = Vec::new();
        let file = scan(disk, path, |number, place, line| match line {
            Some(line) => {
                earlier.places.insert(key(&line.name), place);
                earlier.bytes = place.offset + place.bytes;
                earlier.damaged.append(&mut damaged);
            }
            None => damaged.push(Damage { line: number, offset: place.offset }),
        });
        earlier.file = file.map_err(OutputError::at(path))?.map(Mutex::new);
        Ok(earlier)
    }

    /// How many documents there are.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether the line at a place is the last one of its name.
    pub(super) fn is_last(&self, name: &str, place: Place) -> bool {
        self.places.get(&key(name)) == Some(&place)
    }

    /// The line of a name, where it can be read.
    pub(super) fn find(&self, name: &str) -> Option<(Place, Line)> {
        let place = *self.places.get(&key(name))?;
        let line = self.line(place).ok()?;
        (line.name == name).then_some((place, line))
    }

    fn line(&self, place: Place) -> io::Result<Line> {
        let file = self.file.as_ref().ok_or(io::ErrorKind::NotFound)?;
        let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place.offset))?;
        let mut line = vec![0; place.bytes as usize];
        file.read_exact(&mut line)?;
        Line::from_json(&line).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }

    /// Every line, in the order in which they stand there.
    pub(super) fn lines(&self) -> impl Iterator<Item = Result<(Place, Line), OutputError>> {
        let mut places: Vec<Place> = self.places.values().copied().collect();
        places.sort_by_key(|place| place.offset);
        let line = |place| -> io::Result<(Place, Line)> { Ok((place, self.line(place)?)) };
        let at = || OutputError::at(Path::new(JOURNAL_FILE));
        places.into_iter().map(move |place| line(place).map_err(at()))
    }
}

/// Goes through a journal; a line that is not what was written there is given as nothing.
pub(super) fn scan(
    disk: &dyn Disk,
    path: &Path,
    mut each: impl FnMut(u64, Place, Option<Line>),
) -> io::Result<Option<Box<dyn Handle>>> {
    let mut file = match disk.open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut lines = BufReader::with_capacity(1 << 16, &mut file);
    let (mut offset, mut number, mut line) = (0, 0, Vec::new());
    while lines.read_until(b'\n', &mut line)? > 0 {
        number += 1;
        let bytes = line.len() as u64;
        each(number, Place { offset, bytes }, Line::from_json(&line));
        offset += bytes;
        line.clear();
    }
    Ok(Some(file))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::output::Machine;

    /// A journal of ten lines, and where each ends.
    fn journal() -> (Vec<u8>, Vec<usize>) {
        let (mut bytes, mut ends) = (Vec::new(), Vec::new());
        for number in 0..10 {
            let name = format!("{number}.html");
            let line = Line::new(format!("in/{name}"), None, name);
            bytes.extend_from_slice(line.to_json().unwrap().as_bytes());
            ends.push(bytes.len());
        }
        (bytes, ends)
    }

    fn read(bytes: &[u8]) -> Earlier {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        fs::write(&path, bytes).unwrap();
        Earlier::read(&Machine, &path).unwrap()
    }

    #[test]
    fn a_journal_that_is_cut_anywhere_holds_its_whole_lines() {
        let (bytes, ends) = journal();
        for cut in ends[6]..=bytes.len() {
            let earlier = read(&bytes[..cut]);
            let whole = ends.iter().filter(|end| **end <= cut).count();
            assert_eq!((earlier.len(), earlier.bytes), (whole, ends[whole - 1] as u64), "{cut}");
            assert!(earlier.damaged.is_empty());
        }
    }

    #[test]
    fn a_bit_that_flips_is_found() {
        let (bytes, ends) = journal();
        for flip in 0..200 {
            let mut flipped = bytes.clone();
            let at = flip * 7919 % bytes.len();
            flipped[at] ^= 1 << (flip % 8);
            let line = ends.iter().filter(|end| **end <= at).count();
            // A line break that is gone makes one line of two.
            let last = if at + 1 == ends[line] { 8 } else { 9 };
            let earlier = read(&flipped);
            assert!(earlier.len() < 10, "bit {flip} of byte {at} passed for nothing");
            // In the last line it cannot be told from a line that was cut off.
            let found = earlier.damaged.first().map(|damage| damage.line as usize - 1);
            assert_eq!(found, (line < last).then_some(line), "byte {at}");
        }
    }
}
