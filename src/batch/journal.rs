//! The journal: a line for each document, written when all outputs of the document are.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::line::Line;
use crate::output::{OutputError, replace};

/// Where a line stands in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    offset: u64,
    bytes: u64,
}

/// What earlier runs have written down. Only the places of the lines are held in memory.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    lines: HashMap<String, Place>,
    file: Option<Mutex<File>>,
    /// Numbers of lines that are not what was written there.
    pub(super) damaged: Vec<u64>,
}

impl Earlier {
    /// Reads the journal, as far as it goes.
    pub(super) fn read(path: &Path) -> Result<Earlier, OutputError> {
        let mut earlier = Earlier::default();
        let file = scan(path, |number, place, line| match line {
            Some(line) => {
                earlier.lines.insert(line.name, place);
            }
            None => earlier.damaged.push(number),
        });
        earlier.file = file.map_err(OutputError::at(path))?.map(Mutex::new);
        Ok(earlier)
    }

    /// How many lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The line of a name.
    pub(super) fn find(&self, name: &str) -> Option<(Place, Line)> {
        let place = *self.lines.get(name)?;
        Some((place, self.line(place)?))
    }

    fn line(&self, place: Place) -> Option<Line> {
        let mut file = self.file.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(place.offset)).ok()?;
        let mut line = vec![0; place.bytes as usize];
        file.read_exact(&mut line).ok()?;
        Line::from_json(&line)
    }

    /// Every line, in the order in which they stand there.
    pub(super) fn lines(&self) -> impl Iterator<Item = (Place, Line)> {
        let mut places: Vec<Place> = self.lines.values().copied().collect();
        places.sort_by_key(|place| place.offset);
        places.into_iter().filter_map(|place| Some((place, self.line(place)?)))
    }

    /// The lines whose names were given to no document of this run, in their order.
    fn left_over(&self, names: &HashSet<String>) -> Vec<Place> {
        let left = self.lines.iter().filter(|(name, _)| !names.contains(*name));
        let mut places: Vec<Place> = left.map(|(_, place)| *place).collect();
        places.sort_by_key(|place| place.offset);
        places
    }
}

/// The journal of a run, as it is being written.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
    bytes: u64,
    /// The lines of this run's documents, in the order of the inputs.
    places: Vec<Place>,
    names: HashSet<String>,
}

impl Journal {
    /// Takes up the journal where it ends; a line that was cut off is cut away.
    pub(super) fn open(path: &Path) -> Result<Journal, OutputError> {
        let open = || {
            let file = File::options().create(true).append(true).read(true).open(path)?;
            let bytes = whole_lines(&file)?;
            file.set_len(bytes)?;
            Ok((file, bytes))
        };
        let (file, bytes) = open().map_err(OutputError::at(path))?;
        let (path, places) = (path.to_owned(), Vec::new());
        Ok(Journal { path, file, bytes, places, names: HashSet::new() })
    }

    /// Adds the line of a document whose outputs are all written.
    pub(super) fn add(&mut self, line: &Line) -> Result<(), OutputError> {
        let at = OutputError::at(&self.path);
        let json = line.to_json().map_err(io::Error::from);
        let written = json.and_then(|json| {
            self.file.write_all(json.as_bytes())?;
            Ok(json.len() as u64)
        });
        let bytes = written.map_err(at)?;
        self.places.push(Place { offset: self.bytes, bytes });
        self.names.insert(line.name.clone());
        self.bytes += bytes;
        Ok(())
    }

    /// Notes that the line of an earlier run holds.
    pub(super) fn keep(&mut self, place: Place, name: &str) {
        self.places.push(place);
        self.names.insert(name.to_owned());
    }

    /// Asks the system to have everything on disk.
    pub(super) fn sync(&self) -> Result<(), OutputError> {
        self.file.sync_data().map_err(OutputError::at(&self.path))
    }

    /// Brings the lines into the order of the inputs, with those of documents that were no part of
    /// this run at the end.
    pub(super) fn finish(mut self, earlier: &Earlier) -> Result<(), OutputError> {
        self.places.extend(earlier.left_over(&self.names));
        let mut expected = 0;
        let in_order = self.places.iter().all(|place| {
            let follows = place.offset == expected;
            expected += place.bytes;
            follows
        });
        if in_order && expected == self.bytes {
            return self.sync();
        }
        let open = File::open(&self.path).map(BufReader::new);
        let mut from = open.map_err(OutputError::at(&self.path))?;
        replace(&self.path, |out| {
            for place in &self.places {
                if from.stream_position()? != place.offset {
                    from.seek(SeekFrom::Start(place.offset))?;
                }
                io::copy(&mut from.by_ref().take(place.bytes), out)?;
            }
            Ok(())
        })
    }
}

/// The bytes up to and with the last line break.
fn whole_lines(file: &File) -> io::Result<u64> {
    let mut from = BufReader::new(file);
    from.seek(SeekFrom::Start(0))?;
    let (mut bytes, mut whole) = (0, 0);
    loop {
        let buffer = from.fill_buf()?;
        if buffer.is_empty() {
            return Ok(whole);
        }
        if let Some(at) = memchr::memrchr(b'\n', buffer) {
            whole = bytes + at as u64 + 1;
        }
        let used = buffer.len();
        bytes += used as u64;
        from.consume(used);
    }
}

/// Every line of a finished journal.
pub(super) fn read(path: &Path, mut each: impl FnMut(Line)) -> Result<(), OutputError> {
    let read = scan(path, |_, _, line| line.into_iter().for_each(&mut each));
    read.map(|_| ()).map_err(OutputError::at(path))
}

/// Goes through a journal; a line that is not what was written there is given as nothing. The last
/// line is cut off when a run is: that one is passed over.
fn scan(path: &Path, mut each: impl FnMut(u64, Place, Option<Line>)) -> io::Result<Option<File>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut lines = BufReader::new(file.try_clone()?);
    let (mut offset, mut number, mut line) = (0, 0, Vec::new());
    while lines.read_until(b'\n', &mut line)? > 0 && line.last() == Some(&b'\n') {
        number += 1;
        let bytes = line.len() as u64;
        each(number, Place { offset, bytes }, Line::from_json(&line));
        offset += bytes;
        line.clear();
    }
    Ok(Some(file))
}
