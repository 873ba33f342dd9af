//! A file that only grows.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Disk, Handle, OutputError, Piece};

/// What is collected before it is handed to the system.
const BUFFER: usize = 1 << 20;

/// A file that only grows, and tells what of it is on the disk.
pub struct Append {
    path: PathBuf,
    handle: Box<dyn Handle>,
    buffer: Vec<u8>,
    /// Bytes of the file, with those of the buffer.
    bytes: u64,
    /// Bytes that are on the disk.
    durable: u64,
}

impl Append {
    /// Takes up a file behind its first `keep` bytes; what follows them is cut off.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn open(disk: &dyn Disk, path: &Path, keep: u64) -> Result<Append, OutputError> {
        let opened = disk.append(path).and_then(|mut handle| {
            handle.cut(keep)?;
            // What an earlier run wrote may have been in the system's hands alone.
            handle.sync()?;
            path.parent().map_or(Ok(()), |folder| disk.sync_folder(folder))?;
            Ok(handle)
        });
        let handle = opened.map_err(OutputError::at(path))?;
        let path = path.to_owned();
        Ok(Append { path, handle, buffer: Vec::new(), bytes: keep, durable: keep })
    }

    /// Adds bytes, and tells where they stand.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Piece, OutputError> {
        let piece = Piece { file: 0, offset: self.bytes, bytes: bytes.len() as u64 };
        self.buffer.extend_from_slice(bytes);
        self.bytes += piece.bytes;
        if self.buffer.len() >= BUFFER {
            self.write()?;
        }
        Ok(piece)
    }

    /// Brings everything onto the disk.
    ///
    /// # Errors
    /// When it cannot be written: then the file ends where it did after the last time.
    pub fn commit(&mut self) -> Result<(), OutputError> {
        if self.durable == self.bytes {
            return Ok(());
        }
        self.write()?;
        self.handle.sync().map_err(OutputError::at(&self.path))?;
        self.durable = self.bytes;
        Ok(())
    }

    /// Bytes of the file.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    fn write(&mut self) -> Result<(), OutputError> {
        let written = self.handle.write_all(&self.buffer);
        self.buffer.clear();
        written.map_err(|error| {
            // Whoever opens it next would cut it off all the same.
            let _ = self.handle.cut(self.durable);
            OutputError::at(&self.path)(error)
        })
    }
}
