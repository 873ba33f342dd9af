//! Outputs: bytes in, files out. A file is whole or it is not there.

mod lines;
mod lock;
mod tree;

use std::io;
use std::path::{Path, PathBuf};

pub use lines::Lines;
pub use lock::Lock;
pub use tree::{replace, write};

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
