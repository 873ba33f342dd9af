//! A member of gzip (RFC 1952).

use std::io::{self, BufRead};

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::super::stream::Stream;
use super::super::window::Window;

/// The identification bytes and the only compression method (section 2.3.1).
pub(super) const MAGIC: &[u8] = b"\x1F\x8B\x08";

/// Bytes of the fixed part of the header.
const HEADER: usize = 10;
/// Bytes of the check sum and the size at the end.
const TRAILER: usize = 8;
/// Bytes of a field of the header that anybody has a use for.
const LONGEST_FIELD: u64 = 1 << 16;

/// What decodes a member.
pub(super) struct Member {
    inflate: Decompress,
    crc: Crc,
    ended: bool,
}

impl Default for Member {
    fn default() -> Member {
        Member { inflate: Decompress::new(false), crc: Crc::new(), ended: false }
    }
}

impl Member {
    /// Reads the header; false where only the zeros follow that pad a tape.
    pub(super) fn begin<S: Stream>(&mut self, input: &mut Window<S>) -> io::Result<bool> {
        if input.look(1)?.first() == Some(&0) {
            return pass_zeros(input);
        }
        let header = input.look(HEADER)?;
        if header.len() < HEADER {
            return Err(cut_off());
        }
        let flags = header[3];
        if !header.starts_with(MAGIC) || flags & 0xE0 != 0 {
            return Err(invalid("no member begins here"));
        }
        input.consume(HEADER);
        if flags & 4 != 0 {
            let Some(&[low, high]) = input.look(2)?.get(..2) else { return Err(cut_off()) };
            let extra = 2 + u64::from(u16::from_le_bytes([low, high]));
            if input.skip(extra)? < extra {
                return Err(cut_off());
            }
        }
        for flag in [8, 16] {
            if flags & flag != 0 {
                pass_string(input)?;
            }
        }
        if flags & 2 != 0 && input.skip(2)? < 2 {
            return Err(cut_off());
        }
        self.inflate.reset(false);
        self.crc.reset();
        self.ended = false;
        Ok(true)
    }

    /// The next bytes; none where the member has ended as it should.
    pub(super) fn read<S: Stream>(
        &mut self,
        input: &mut Window<S>,
        buffer: &mut [u8],
    ) -> io::Result<usize> {
        while !self.ended {
            let packed = input.look(1)?;
            let at_end = packed.is_empty();
            let (read, given) = (self.inflate.total_in(), self.inflate.total_out());
            let status = self.inflate.decompress(packed, buffer, FlushDecompress::None)?;
            let read = (self.inflate.total_in() - read) as usize;
            let given = (self.inflate.total_out() - given) as usize;
            input.consume(read);
            self.crc.update(&buffer[..given]);
            self.ended = status == Status::StreamEnd;
            if given > 0 {
                return Ok(given);
            }
            if !self.ended && read == 0 {
                return Err(if at_end { cut_off() } else { invalid("it makes no sense") });
            }
        }
        self.check(input)
    }

    fn check<S: Stream>(&self, input: &mut Window<S>) -> io::Result<usize> {
        let Some(trailer) = input.look(TRAILER)?.get(..TRAILER) else { return Err(cut_off()) };
        let (crc, size) = trailer.split_at(4);
        let is_right =
            crc == self.crc.sum().to_le_bytes() && size == self.crc.amount().to_le_bytes();
        input.consume(TRAILER);
        if is_right { Ok(0) } else { Err(invalid("its check sum is wrong")) }
    }
}

fn pass_zeros<S: Stream>(input: &mut Window<S>) -> io::Result<bool> {
    loop {
        let seen = input.look(1)?;
        if seen.is_empty() {
            return Ok(false);
        }
        match seen.iter().position(|&byte| byte != 0) {
            Some(0) => return Ok(false),
            Some(at) => input.consume(at),
            None => {
                let all = seen.len();
                input.consume(all);
            }
        }
    }
}

/// Passes a name or a comment, which ends with a zero.
fn pass_string<S: Stream>(input: &mut Window<S>) -> io::Result<()> {
    let mut passed = 0;
    while passed <= LONGEST_FIELD {
        let seen = input.fill_buf()?;
        if seen.is_empty() {
            return Err(cut_off());
        }
        let (used, ended) = match memchr::memchr(0, seen) {
            Some(at) => (at + 1, true),
            None => (seen.len(), false),
        };
        input.consume(used);
        if ended {
            return Ok(());
        }
        passed += used as u64;
    }
    Err(invalid("a field of its header has no end"))
}

fn cut_off() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "it is cut off")
}

fn invalid(message: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}
