//! Files beneath a folder, each written aside and then put in its place.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::OutputError;

/// Writes a file: whoever looks sees the old one or the new one, never a part.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    replace(path, |out| out.write_all(bytes))
}

/// Writes a file piece by piece, with the same promise.
///
/// # Errors
/// When it cannot be written.
pub fn replace(
    path: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), OutputError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(OutputError::at(folder))?;
    }
    let aside = aside(path);
    let filled = fs::File::create(&aside).and_then(|file| {
        let mut out = io::BufWriter::new(file);
        fill(&mut out)?;
        out.flush()
    });
    let placed = filled.and_then(|()| fs::rename(&aside, path));
    if placed.is_err() {
        // Half a file helps nobody; that it could not be written is what is reported.
        let _ = fs::remove_file(&aside);
    }
    placed.map_err(OutputError::at(path))
}

fn aside(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".tmp");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_whole_or_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.txt");
        write(&path, b"one").unwrap();
        let broken = replace(&path, |out| {
            out.write_all(b"tw")?;
            Err(io::Error::other("full"))
        });
        assert!(broken.unwrap_err().to_string().ends_with("b.txt: full"));
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(fs::read_dir(folder.path().join("a")).unwrap().count(), 1);
    }
}
