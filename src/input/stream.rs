//! Where bytes come from: a file, standard input, a part of an archive.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::time::SystemTime;

/// A reader that knows where it is, and may be able to go back.
pub(super) trait Stream: Read + Send {
    /// Goes to an offset of what it gives; false where it cannot.
    fn go_to(&mut self, _offset: u64) -> io::Result<bool> {
        Ok(false)
    }

    /// How many bytes it has from its beginning to its end, as far as that is known: a hint.
    fn length(&self) -> Option<u64> {
        None
    }

    /// Reads on to the end, but no more than so many bytes.
    fn read_rest(&mut self, most: u64, bytes: &mut Vec<u8>) -> io::Result<()> {
        Read::take(self, most).read_to_end(bytes).map(|_| ())
    }

    /// Where in the file the piece of compressed data begins that was read last; nothing where what
    /// it gives is what stands in the file.
    fn piece(&self) -> Option<u64> {
        None
    }

    /// After an error: goes on at the next piece that is whole and begins with `beginning`; false
    /// where there is none.
    fn go_on(&mut self, _beginning: &[u8]) -> io::Result<bool> {
        Ok(false)
    }
}

impl Stream for Box<dyn Stream> {
    fn go_to(&mut self, offset: u64) -> io::Result<bool> {
        (**self).go_to(offset)
    }

    fn length(&self) -> Option<u64> {
        (**self).length()
    }

    fn read_rest(&mut self, most: u64, bytes: &mut Vec<u8>) -> io::Result<()> {
        (**self).read_rest(most, bytes)
    }

    fn piece(&self) -> Option<u64> {
        (**self).piece()
    }

    fn go_on(&mut self, beginning: &[u8]) -> io::Result<bool> {
        (**self).go_on(beginning)
    }
}

impl Stream for io::Stdin {}
impl<T: AsRef<[u8]> + Send> Stream for io::Cursor<T> {
    fn go_to(&mut self, offset: u64) -> io::Result<bool> {
        self.set_position(offset);
        Ok(true)
    }
}

/// What is said of a file that did not stay as it was.
pub(crate) const CHANGED: &str = "changed while it was read";

/// A file that has to stay as it is while it is read.
#[derive(Debug)]
pub(super) struct Whole {
    file: File,
    state: State,
}

/// What changes when somebody writes into a file.
type State = (u64, Option<SystemTime>);

fn state(found: &Metadata) -> State {
    (found.len(), found.modified().ok())
}

impl Whole {
    pub(super) fn new(file: File) -> io::Result<Whole> {
        let state = state(&file.metadata()?);
        Ok(Whole { file, state })
    }

    /// At the end, once: whoever reads on to it has the whole file or an error.
    fn end(&self) -> io::Result<()> {
        let stayed = state(&self.file.metadata()?) == self.state;
        if stayed { Ok(()) } else { Err(io::Error::other(CHANGED)) }
    }
}

impl Read for Whole {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        if read == 0 && !buffer.is_empty() {
            self.end()?;
        }
        Ok(read)
    }
}

impl Stream for Whole {
    fn go_to(&mut self, offset: u64) -> io::Result<bool> {
        // A pipe that has a name cannot.
        Ok(self.file.seek(SeekFrom::Start(offset)).is_ok())
    }

    fn length(&self) -> Option<u64> {
        Some(self.state.0)
    }

    /// Right out of the file, which needs no room that was filled with zeros before.
    fn read_rest(&mut self, most: u64, bytes: &mut Vec<u8>) -> io::Result<()> {
        let read = Read::take(&self.file, most).read_to_end(bytes)?;
        if (read as u64) < most { self.end() } else { Ok(()) }
    }
}
