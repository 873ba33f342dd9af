//! A frame of Zstandard (RFC 8878), with the dictionary of web archives.

use std::io::{self, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, Dictionary, FrameDecoder};

use super::super::stream::Stream;
use super::super::window::Window;

/// The bytes that a frame begins with (section 3.1.1).
pub(super) const MAGIC: &[u8] = b"\x28\xB5\x2F\xFD";
/// The bytes that a dictionary begins with (section 5).
const DICTIONARY: &[u8] = b"\x37\xA4\x30\xEC";
/// The number of the skippable frame that holds the dictionary of a web archive ("Zstandard
/// compression of WARC", IIPC).
const WARC_DICTIONARY: u32 = 0x184D_2A5D;

/// The largest window that is given memory for: what `zstd` itself takes up to its level 21.
const MOST_WINDOW: u64 = 64 << 20;
/// Bytes of a dictionary; `zstd` makes them of 110 kB.
const MOST_DICTIONARY: usize = 16 << 20;

/// What decodes a frame.
pub(super) struct Frame {
    decoder: FrameDecoder,
    dictionary: Option<u32>,
}

impl Default for Frame {
    fn default() -> Frame {
        let mut decoder = FrameDecoder::new();
        decoder.set_max_window_size(MOST_WINDOW);
        Frame { decoder, dictionary: None }
    }
}

impl Frame {
    /// Reads the header; false after a frame that holds no data.
    pub(super) fn begin<S: Stream>(&mut self, input: &mut Window<S>) -> io::Result<bool> {
        use FrameDecoderError::ReadFrameHeaderError as Header;
        match self.decoder.reset(&mut *input) {
            Ok(()) => {}
            Err(Header(ReadFrameHeaderError::SkipFrame { magic_number, length })) => {
                self.pass(input, magic_number, length)?;
                return Ok(false);
            }
            Err(error) => return Err(told(&error)),
        }
        if let Some(dictionary) = self.dictionary {
            self.decoder.force_dict(dictionary).map_err(|error| told(&error))?;
        }
        Ok(true)
    }

    /// The next bytes; none where the frame has ended as it should.
    pub(super) fn read<S: Stream>(
        &mut self,
        input: &mut Window<S>,
        buffer: &mut [u8],
    ) -> io::Result<usize> {
        while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
            let one = BlockDecodingStrategy::UptoBlocks(1);
            self.decoder.decode_blocks(&mut *input, one).map_err(|error| told(&error))?;
        }
        let read = self.decoder.read(buffer)?;
        let stated = self.decoder.get_checksum_from_data();
        if read == 0 && stated.is_some() && stated != self.decoder.get_calculated_checksum() {
            return Err(invalid("its check sum is wrong"));
        }
        Ok(read)
    }

    fn pass<S: Stream>(
        &mut self,
        input: &mut Window<S>,
        magic: u32,
        length: u32,
    ) -> io::Result<()> {
        if magic != WARC_DICTIONARY {
            let length = u64::from(length);
            let is_whole = input.skip(length)? == length;
            return if is_whole { Ok(()) } else { Err(invalid("it is cut off")) };
        }
        let length = length as usize;
        if length > MOST_DICTIONARY {
            return Err(invalid("its dictionary is too large"));
        }
        let raw = input.look(length)?.get(..length);
        let raw = raw.ok_or_else(|| invalid("its dictionary is cut off"))?.to_vec();
        input.consume(length);
        self.learn(&raw)
    }

    /// Takes up a dictionary, which may be compressed itself.
    fn learn(&mut self, raw: &[u8]) -> io::Result<()> {
        let raw = if raw.starts_with(DICTIONARY) { raw.to_vec() } else { unpacked(raw)? };
        let wrong = |_| invalid("its dictionary is none");
        let dictionary = Dictionary::decode_dict(&raw).map_err(wrong)?;
        self.dictionary = Some(dictionary.id);
        self.decoder.add_dict(dictionary).map_err(|error| told(&error))
    }
}

fn unpacked(mut raw: &[u8]) -> io::Result<Vec<u8>> {
    let mut decoder = FrameDecoder::new();
    decoder.set_max_window_size(MOST_WINDOW);
    decoder.reset(&mut raw).map_err(|error| told(&error))?;
    let mut bytes = Vec::new();
    while !decoder.is_finished() {
        let one = BlockDecodingStrategy::UptoBlocks(1);
        decoder.decode_blocks(&mut raw, one).map_err(|error| told(&error))?;
        decoder.by_ref().take(MOST_DICTIONARY as u64).read_to_end(&mut bytes)?;
        if bytes.len() > MOST_DICTIONARY {
            return Err(invalid("its dictionary is too large"));
        }
    }
    decoder.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn told(error: &FrameDecoderError) -> io::Error {
    match error {
        FrameDecoderError::WindowSizeTooBig { requested, max } => {
            let message = format!(
                "bomb: it wants a window of {requested} bytes, more than the {max} it is given"
            );
            io::Error::new(io::ErrorKind::InvalidData, message)
        }
        error => io::Error::new(io::ErrorKind::InvalidData, error.to_string()),
    }
}

fn invalid(message: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}
