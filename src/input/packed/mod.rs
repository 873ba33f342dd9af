//! Compressed data: one piece after the other (members of gzip, frames of Zstandard), with a stop
//! before what was made to swell.

mod gzip;
mod swell;
mod zstd;

use std::io::{self, Read};

use super::stream::Stream;
use super::window::Window;

pub(super) use swell::{Swell, inflate};

/// How compressed data is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// RFC 1952.
    Gzip,
    /// RFC 8878.
    Zstd,
}

impl Format {
    /// Its name in messages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Format::Gzip => "gzip",
            Format::Zstd => "zstd",
        }
    }

    /// The bytes that a piece begins with.
    fn magic(self) -> &'static [u8] {
        match self {
            Format::Gzip => gzip::MAGIC,
            Format::Zstd => zstd::MAGIC,
        }
    }
}

/// What decodes one piece.
enum Decoder {
    Gzip(Box<gzip::Member>),
    Zstd(Box<zstd::Frame>),
}

/// Where a reader of compressed data stands.
enum At {
    /// Before a piece, or at the end.
    Border,
    /// In a piece.
    Inside,
    /// At an error, which is told again and again.
    Broken(String),
}

/// Whose size is held against the size of the compressed data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// That of all pieces together.
    All,
    /// That of each piece: of each record in a web archive.
    Piece,
}

/// Compressed data as what it was before. A single `read` gives bytes of a single piece; that the
/// next piece begins means that the one before was whole.
pub(super) struct Unpacked<S> {
    input: Window<S>,
    format: Format,
    decoder: Decoder,
    at: At,
    /// Where the piece begins.
    begin: u64,
    swell: Swell,
    scope: Scope,
}

impl<S: Stream> Unpacked<S> {
    /// Decompresses `input`, which must not swell more than `ratio` times.
    pub(super) fn new(input: Window<S>, format: Format, ratio: u32) -> Unpacked<S> {
        let decoder = match format {
            Format::Gzip => Decoder::Gzip(Box::default()),
            Format::Zstd => Decoder::Zstd(Box::default()),
        };
        let (begin, swell) = (input.offset(), Swell::new(ratio));
        Unpacked { input, format, decoder, at: At::Border, begin, swell, scope: Scope::All }
    }

    /// Decompresses a web archive, in which every record is a piece of its own.
    pub(super) fn set_scope(&mut self, scope: Scope) {
        self.scope = scope;
    }

    /// Begins a piece; false at the end.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            self.begin = self.input.offset();
            if self.input.look(1)?.is_empty() {
                return Ok(false);
            }
            if self.scope == Scope::Piece {
                self.swell.forget();
            }
            let has_begun = match &mut self.decoder {
                Decoder::Gzip(member) => member.begin(&mut self.input)?,
                Decoder::Zstd(frame) => frame.begin(&mut self.input)?,
            };
            if has_begun {
                return Ok(true);
            }
        }
    }

    fn decode(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if matches!(self.at, At::Border) {
                if !self.begin()? {
                    return Ok(0);
                }
                self.at = At::Inside;
            }
            let before = self.input.offset();
            let read = match &mut self.decoder {
                Decoder::Gzip(member) => member.read(&mut self.input, buffer)?,
                Decoder::Zstd(frame) => frame.read(&mut self.input, buffer)?,
            };
            self.swell.check(self.input.offset() - before, read as u64)?;
            if read > 0 {
                return Ok(read);
            }
            self.at = At::Border;
        }
    }

    /// Whether a piece begins at an offset whose contents begin with `beginning`.
    fn begins_with(&mut self, offset: u64, beginning: &[u8]) -> io::Result<bool> {
        if !self.input.go_to(offset)? {
            return Ok(false);
        }
        self.at = At::Border;
        let mut head = vec![0; beginning.len()];
        let read = self.read_exact(&mut head);
        Ok(self.input.go_to(offset)? && read.is_ok() && head == beginning)
    }
}

impl<S: Stream> Read for Unpacked<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let At::Broken(message) = &self.at {
            return Err(io::Error::new(io::ErrorKind::InvalidData, message.clone()));
        }
        if buffer.is_empty() {
            return Ok(0);
        }
        self.decode(buffer).map_err(|error| {
            let (name, begin) = (self.format.name(), self.begin);
            let message = format!("{name} data at byte {begin}: {error}");
            self.at = At::Broken(message.clone());
            io::Error::new(io::ErrorKind::InvalidData, message)
        })
    }
}

impl<S: Stream> Stream for Unpacked<S> {
    fn piece(&self) -> Option<u64> {
        Some(self.begin)
    }

    fn go_on(&mut self, beginning: &[u8]) -> io::Result<bool> {
        let magic = self.format.magic();
        let mut from = self.begin + 1;
        if !self.input.go_to(from)? {
            from = self.input.offset();
        }
        loop {
            let Some(found) = find(&mut self.input, magic)? else { return Ok(false) };
            if self.begins_with(found, beginning)? {
                self.at = At::Border;
                self.swell.forget();
                return Ok(true);
            }
            from = from.max(found) + 1;
            if !self.input.go_to(from)? {
                return Ok(false);
            }
        }
    }
}

/// Goes to the next place where `magic` stands.
fn find<S: Stream>(input: &mut Window<S>, magic: &[u8]) -> io::Result<Option<u64>> {
    loop {
        let seen = input.look(magic.len())?;
        if seen.len() < magic.len() {
            return Ok(None);
        }
        if let Some(at) = memchr::memmem::find(seen, magic) {
            input.consume(at);
            return Ok(Some(input.offset()));
        }
        let passed = seen.len() - (magic.len() - 1);
        input.consume(passed);
    }
}

#[cfg(test)]
mod tests;
