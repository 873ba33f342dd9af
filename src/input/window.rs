//! A stream that can be looked at before it is used up.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use super::stream::Stream;

/// Bytes that are read at once.
const CHUNK: usize = 64 << 10;
/// Bytes for which room is made because a file says that it has as many.
const ROOM: u64 = 16 << 20;

/// The part of a stream that is in memory.
pub(super) struct Window<S> {
    stream: S,
    bytes: Vec<u8>,
    /// How many of them are used up.
    used: usize,
    /// Where in the stream they begin.
    begin: u64,
    /// Where pieces of compressed data begin: in what the stream gives, and in the file.
    pieces: VecDeque<(u64, u64)>,
}

impl<S: Stream> Window<S> {
    pub(super) fn new(stream: S) -> Window<S> {
        Window { stream, bytes: Vec::new(), used: 0, begin: 0, pieces: VecDeque::new() }
    }

    /// Where in the stream the next byte stands.
    pub(super) fn offset(&self) -> u64 {
        self.begin + self.used as u64
    }

    /// Where in the file the next byte stands; where the file is compressed, the piece that it
    /// comes out of.
    pub(super) fn place(&self) -> u64 {
        let offset = self.offset();
        let piece = self.pieces.iter().rev().find(|(begin, _)| *begin <= offset);
        piece.map(|(_, place)| *place).or(self.stream.piece()).unwrap_or(offset)
    }

    /// What is in memory.
    pub(super) fn seen(&self) -> &[u8] {
        &self.bytes[self.used..]
    }

    /// The next bytes: so many, unless the stream ends before, or more. What was read before an
    /// error stays.
    pub(super) fn look(&mut self, wanted: usize) -> io::Result<&[u8]> {
        while self.bytes.len() - self.used < wanted && self.fill()? > 0 {}
        Ok(self.seen())
    }

    /// Uses bytes up that were looked at.
    pub(super) fn consume(&mut self, bytes: usize) {
        self.used = self.bytes.len().min(self.used + bytes);
        let offset = self.offset();
        while self.pieces.get(1).is_some_and(|(begin, _)| *begin <= offset) {
            self.pieces.pop_front();
        }
    }

    /// Uses up so many bytes, however many; gives how many there were.
    pub(super) fn skip(&mut self, bytes: u64) -> io::Result<u64> {
        let mut left = bytes;
        while left > 0 {
            let seen = self.look(1)?.len();
            if seen == 0 {
                break;
            }
            let step = left.min(seen as u64) as usize;
            self.consume(step);
            left -= step as u64;
        }
        Ok(bytes - left)
    }

    /// Goes to an offset of the stream; false where that cannot be done.
    pub(super) fn go_to(&mut self, offset: u64) -> io::Result<bool> {
        let kept = self.begin..=self.begin + self.bytes.len() as u64;
        if kept.contains(&offset) {
            self.used = (offset - self.begin) as usize;
        } else if self.stream.go_to(offset)? {
            self.bytes.clear();
            (self.used, self.begin) = (0, offset);
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// After an error: forgets what is in memory and goes on where the stream can.
    pub(super) fn go_on(&mut self, beginning: &[u8]) -> io::Result<bool> {
        self.begin += self.bytes.len() as u64;
        self.bytes.clear();
        self.used = 0;
        self.pieces.clear();
        self.stream.go_on(beginning)
    }

    /// All that is left, but no more than so many bytes: what is in memory is not copied once more.
    pub(super) fn rest(mut self, most: u64) -> io::Result<Vec<u8>> {
        self.bytes.drain(..self.used);
        let left = most.saturating_sub(self.bytes.len() as u64);
        let seen = self.begin + (self.used + self.bytes.len()) as u64;
        let to_come = self.stream.length().map_or(0, |length| length.saturating_sub(seen));
        self.bytes.reserve_exact(to_come.min(left).min(ROOM) as usize);
        self.stream.read_rest(left, &mut self.bytes)?;
        self.bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        // Small files by the hundred wait to be worked on.
        if self.bytes.capacity() / 2 > self.bytes.len() {
            self.bytes.shrink_to_fit();
        }
        Ok(self.bytes)
    }

    /// The stream itself.
    pub(super) fn stream(&self) -> &S {
        &self.stream
    }

    fn fill(&mut self) -> io::Result<usize> {
        if self.used > self.bytes.len() / 2 || self.used > 16 * CHUNK {
            self.bytes.drain(..self.used);
            self.begin += self.used as u64;
            self.used = 0;
        }
        let had = self.bytes.len();
        self.bytes.resize(had + CHUNK, 0);
        let read = loop {
            match self.stream.read(&mut self.bytes[had..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.bytes.truncate(had + *read.as_ref().unwrap_or(&0));
        if let Some(place) = self.stream.piece()
            && self.pieces.back().is_none_or(|(_, last)| *last != place)
        {
            self.pieces.push_back((self.begin + had as u64, place));
        }
        read
    }
}

impl<S: Stream> Read for Window<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.look(1)?.len().min(buffer.len());
        buffer[..read].copy_from_slice(&self.seen()[..read]);
        self.consume(read);
        Ok(read)
    }
}

impl<S: Stream> BufRead for Window<S> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.look(1)
    }

    fn consume(&mut self, bytes: usize) {
        Window::consume(self, bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_looked_at_is_still_there() {
        let bytes: Vec<u8> = (0..=255).cycle().take(5 * CHUNK).collect();
        let mut window = Window::new(io::Cursor::new(bytes.clone()));
        assert_eq!(window.look(3).unwrap()[..3], bytes[..3]);
        assert!(window.look(2 * CHUNK).unwrap().len() >= 2 * CHUNK);
        window.consume(10);
        assert_eq!((window.offset(), window.place()), (10, 10));
        assert_eq!(window.skip(3 * CHUNK as u64).unwrap(), 3 * CHUNK as u64);
        assert_eq!(window.look(1).unwrap()[0], bytes[3 * CHUNK + 10]);
        assert!(window.go_to(4).unwrap());
        let mut rest = Vec::new();
        window.read_to_end(&mut rest).unwrap();
        assert_eq!(rest, bytes[4..]);
        assert_eq!(window.skip(9).unwrap(), 0);
    }
}
