//! A file that one process at a time has for itself.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use same_file::Handle;

/// As long as it lives, nobody else gets one for the same path. The system gives the lock back when
/// a process ends, however it ends: the file that stays behind locks nobody out.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

/// Times that the file may be taken away by whoever ends just then.
const TRIES: usize = 100;

impl Lock {
    pub(super) fn take(path: &Path) -> io::Result<Lock> {
        for _ in 0..TRIES {
            let mut options = File::options();
            let options = options.create(true).truncate(false).read(true).write(true);
            let mut file = options.open(path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(taken(&mut file)),
                Err(TryLockError::Error(error)) => return Err(error),
            }
            // Its owner may have removed it after it was opened here: then this one locks nothing.
            if !is_still(&file, path) {
                continue;
            }
            file.set_len(0)?;
            file.rewind()?;
            write!(file, "{}", std::process::id())?;
            return Ok(Lock { path: path.to_owned(), _file: file });
        }
        Err(io::Error::other("locked: other runs come and go here"))
    }
}

fn is_still(file: &File, path: &Path) -> bool {
    let here = file.try_clone().and_then(Handle::from_file);
    matches!((here, Handle::from_path(path)), (Ok(here), Ok(there)) if here == there)
}

fn taken(file: &mut File) -> io::Error {
    let mut process = String::new();
    let _ = file.take(20).read_to_string(&mut process);
    let who = match process.parse::<u32>() {
        Ok(process) => format!("process {process}"),
        Err(_) => "another process".to_owned(),
    };
    io::Error::other(format!("locked: {who} writes here"))
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A file that stays is in nobody's way.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn only_one_gets_it_and_the_other_is_told_who_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let first = Lock::take(&path).unwrap();
        let refused = Lock::take(&path).unwrap_err().to_string();
        assert_eq!(refused, format!("locked: process {} writes here", std::process::id()));
        drop(first);
        assert!(!path.exists());
        fs::write(&path, "4000000").unwrap();
        Lock::take(&path).unwrap();
    }

    #[test]
    fn there_are_never_two_while_runs_come_and_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lock");
        let (inside, taken) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let compete = || {
            for _ in 0..200 {
                let Ok(lock) = Lock::take(&path) else { continue };
                assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "two at once");
                taken.fetch_add(1, Ordering::SeqCst);
                inside.fetch_sub(1, Ordering::SeqCst);
                drop(lock);
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(compete);
            }
        });
        assert!(taken.into_inner() > 0, "somebody gets it");
        assert!(Lock::take(&path).is_ok(), "nobody has it any more");
    }
}
