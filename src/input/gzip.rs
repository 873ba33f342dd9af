//! Gzip, with a stop before what was made to swell.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

/// Below this nothing is said about how much larger something got.
const GRACE: u64 = 1 << 20;

/// A decompressing reader that gives up where the output outgrows the input too far.
pub(super) struct Unpacked<R> {
    decoder: MultiGzDecoder<Counted<R>>,
    bytes: u64,
    ratio: u32,
}

struct Counted<R> {
    inner: R,
    bytes: u64,
}

impl<R: Read> Unpacked<R> {
    /// Decompresses `inner`, which must not swell more than `ratio` times.
    pub(super) fn new(inner: R, ratio: u32) -> Unpacked<R> {
        Unpacked { decoder: MultiGzDecoder::new(Counted { inner, bytes: 0 }), bytes: 0, ratio }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.bytes += read as u64;
        let allowed = self.decoder.get_ref().bytes.saturating_mul(u64::from(self.ratio));
        if self.bytes > GRACE && self.bytes - GRACE > allowed {
            let ratio = self.ratio;
            let message = format!("swells more than {ratio} times (limits.ratio in pipeline.toml)");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(read)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes += read as u64;
        Ok(read)
    }
}
