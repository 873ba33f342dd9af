//! Outputs: bytes in, files out. A file is whole or it is not there, and what is said to be written
//! survives a power cut.

mod append;
mod disk;
mod lines;
mod lock;
mod sequence;
mod tree;

use std::io;
use std::path::{Path, PathBuf};

pub use append::Append;
pub use disk::{Disk, Handle, Machine};
pub use lines::{Known, Lines};
pub use sequence::{Piece, Sequence};
pub use tree::{ASIDE, Aside, Tree};

/// A file that could not be written or read back.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", path.display())]
pub struct OutputError {
    /// Which file.
    pub path: PathBuf,
    /// Why.
    pub source: io::Error,
}

impl OutputError {
    /// Names the file that an operation failed on.
    pub fn at(path: &Path) -> impl FnOnce(io::Error) -> OutputError {
        move |source| OutputError { path: path.to_owned(), source }
    }
}
