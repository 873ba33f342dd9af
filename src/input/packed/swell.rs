//! How much larger something gets by being decompressed.

use std::io::{self, Read};

/// Below this nothing is said about how much larger something got.
const GRACE: u64 = 1 << 20;
/// Bytes that are decompressed at once.
const CHUNK: usize = 64 << 10;

/// What went in and what came out so far.
#[derive(Clone, Copy, Debug)]
pub(in crate::input) struct Swell {
    read: u64,
    given: u64,
    ratio: u32,
}

impl Swell {
    pub(in crate::input) fn new(ratio: u32) -> Swell {
        Swell { read: 0, given: 0, ratio }
    }

    /// Counts; an error where too much came out.
    pub(in crate::input) fn check(&mut self, read: u64, given: u64) -> io::Result<()> {
        self.read += read;
        self.given += given;
        let allowed = self.read.saturating_mul(u64::from(self.ratio)).saturating_add(GRACE);
        if self.given > allowed {
            return Err(io::Error::new(io::ErrorKind::InvalidData, bomb(self.ratio)));
        }
        Ok(())
    }

    /// Begins to count anew.
    pub(in crate::input) fn forget(&mut self) {
        (self.read, self.given) = (0, 0);
    }
}

fn bomb(ratio: u32) -> String {
    format!("bomb: it swells more than {ratio} times (limits.ratio in pipeline.toml)")
}

/// All that `reader` makes of `packed` bytes, at most `most` of it. An error comes with what was
/// reached before it.
pub(in crate::input) fn inflate(
    mut reader: impl Read,
    packed: u64,
    ratio: u32,
    most: u64,
) -> Result<Vec<u8>, (Vec<u8>, String)> {
    let mut bytes = Vec::new();
    let mut swell = Swell::new(ratio);
    if let Err(error) = swell.check(packed, 0) {
        return Err((bytes, error.to_string()));
    }
    loop {
        let had = bytes.len();
        bytes.resize(had + CHUNK, 0);
        let read = reader.read(&mut bytes[had..]);
        bytes.truncate(had + *read.as_ref().unwrap_or(&0));
        match read {
            Ok(0) => return Ok(bytes),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err((bytes, error.to_string())),
            Ok(read) => {
                if let Err(error) = swell.check(0, read as u64) {
                    return Err((Vec::new(), error.to_string()));
                }
            }
        }
        if bytes.len() as u64 > most {
            return Err((
                Vec::new(),
                format!("bomb: more than {most} bytes (limits in pipeline.toml)"),
            ));
        }
    }
}
