//! A folder that one run at a time writes into.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::OutputError;

/// As long as it lives, no other run gets one for the same file. A run that is killed leaves the
/// file behind, without the lock.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock.
    ///
    /// # Errors
    /// When another run has it, or the file cannot be made.
    pub fn take(path: &Path) -> Result<Lock, OutputError> {
        let file = File::create(path).map_err(OutputError::at(path))?;
        let taken = file.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => io::Error::other("locked: another run writes here"),
            TryLockError::Error(error) => error,
        });
        taken.map_err(OutputError::at(path))?;
        Ok(Lock { path: path.to_owned(), _file: file })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A lock file that stays is in nobody's way.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_gets_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let first = Lock::take(&path).unwrap();
        assert!(Lock::take(&path).unwrap_err().to_string().contains("another run"));
        drop(first);
        assert!(!path.exists());
        Lock::take(&path).unwrap();
    }
}
