//! One file with a line for each document.
//!
//! Lines are added to a file aside, in the order of the work. In the end the file proper is put
//! together in the order of the inputs: where nothing was resumed, that is the file aside itself. A
//! line is found again by its SHA-256, whichever run wrote it.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::{Append, Handle, OutputError, Piece, Sequence, Tree};

/// The first half of a SHA-256: enough to tell lines apart.
type Key = [u8; 16];

/// The first of the files that lines are in: that of runs which ended.
const WHOLE: usize = 0;
/// The second: that of a run which is going on.
const ASIDE: usize = 1;

/// The lines that earlier runs have written.
#[derive(Debug, Default)]
pub struct Known {
    pieces: HashMap<Key, Piece>,
    /// Bytes of the whole lines of each file.
    bytes: [u64; 2],
}

impl Known {
    /// Finds every line of the file of that name.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(tree: &Tree, name: &str) -> Result<Known, OutputError> {
        let mut known = Known::default();
        for (file, path) in [(WHOLE, tree.path(name)), (ASIDE, tree.path_aside(name))] {
            known.scan(tree.disk().open(&path), file).map_err(OutputError::at(&path))?;
        }
        Ok(known)
    }

    /// Where the line of a SHA-256 stands.
    pub fn find(&self, sha256: &str) -> Option<Piece> {
        self.pieces.get(&key(sha256)?).copied()
    }

    fn scan(&mut self, opened: io::Result<Box<dyn Handle>>, file: usize) -> io::Result<()> {
        let mut lines = match opened {
            Ok(handle) => BufReader::with_capacity(1 << 16, handle),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let (mut offset, mut line) = (0, Vec::new());
        // A last line without a line break was cut off when its run was.
        while lines.read_until(b'\n', &mut line)? > 0 && line.last() == Some(&b'\n') {
            let bytes = line.len() as u64;
            if let Some(key) = Sha256::digest(&line).first_chunk() {
                self.pieces.insert(*key, Piece { file, offset, bytes });
            }
            offset += bytes;
            line.clear();
        }
        self.bytes[file] = offset;
        Ok(())
    }
}

/// The lines of a file in the making.
pub struct Lines {
    name: String,
    known: Arc<Known>,
    out: Append,
    order: Sequence,
}

impl Lines {
    /// Goes on where earlier runs have ended.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn open(tree: &Tree, name: &str, known: Arc<Known>) -> Result<Lines, OutputError> {
        let out = Append::open(tree.disk(), &tree.path_aside(name), known.bytes[ASIDE])?;
        Ok(Lines { name: name.to_owned(), known, out, order: Sequence::default() })
    }

    /// Adds a line, with its line break.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn add(&mut self, line: &[u8]) -> Result<(), OutputError> {
        let piece = self.out.push(line)?;
        self.order.push(Piece { file: ASIDE, ..piece });
        Ok(())
    }

    /// Takes the line of that SHA-256 from an earlier run.
    ///
    /// # Errors
    /// When there is none.
    pub fn keep(&mut self, tree: &Tree, sha256: &str) -> Result<(), OutputError> {
        let lost = || OutputError::at(&tree.path(&self.name))(io::Error::other("a line got lost"));
        self.order.push(self.known.find(sha256).ok_or_else(lost)?);
        Ok(())
    }

    /// Brings what was added onto the disk.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn commit(&mut self) -> Result<(), OutputError> {
        self.out.commit()
    }

    /// Puts the file together: the lines in the order in which they were added and kept.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self, tree: &Tree) -> Result<(), OutputError> {
        self.commit()?;
        let (whole, aside) = (tree.path(&self.name), tree.path_aside(&self.name));
        let disk = tree.disk();
        if self.order.is_whole(ASIDE, self.out.bytes()) {
            return tree.move_in(&self.name);
        }
        if !self.order.is_whole(WHOLE, self.known.bytes[WHOLE]) {
            // Where there is no file proper yet, no piece is from it.
            let open_whole = || match disk.open(&whole) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => disk.open(&aside),
                opened => opened,
            };
            tree.replace(&self.name, |out| {
                self.order.copy(vec![open_whole()?, disk.open(&aside)?], out)
            })?;
        }
        tree.remove(&aside)
    }
}

fn key(sha256: &str) -> Option<Key> {
    let mut key = Key::default();
    for (at, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(sha256.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;
    use std::path::Path;

    use super::*;
    use crate::document::sha256;
    use crate::output::Machine;

    const NAME: &str = "documents.jsonl";

    fn open(folder: &Path) -> (Tree, Lines, Arc<Known>) {
        let tree = Tree::open(Arc::new(Machine), folder).unwrap();
        let known = Arc::new(Known::read(&tree, NAME).unwrap());
        let lines = Lines::open(&tree, NAME, Arc::clone(&known)).unwrap();
        (tree, lines, known)
    }

    #[test]
    fn lines_of_all_runs_come_out_in_the_order_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let [one, two, three] = [b"1\n", b"2\n", b"3\n"];
        let (out, mut lines, _) = open(folder.path());
        lines.add(two).unwrap();
        lines.finish(&out).unwrap();
        drop(out);

        let (out, mut lines, _) = open(folder.path());
        lines.add(three).unwrap();
        lines.commit().unwrap();
        let mut aside = fs::File::options().append(true).open(out.path_aside(NAME)).unwrap();
        aside.write_all(b"cut of").unwrap();
        drop((out, lines));

        let (out, mut lines, known) = open(folder.path());
        let there = [one, two, three].map(|line| known.find(&sha256(line)).is_some());
        assert_eq!(there, [false, true, true]);
        lines.add(one).unwrap();
        lines.keep(&out, &sha256(two)).unwrap();
        lines.keep(&out, &sha256(three)).unwrap();
        assert!(lines.keep(&out, &sha256(b"4\n")).is_err());
        lines.finish(&out).unwrap();
        drop(out);
        assert_eq!(fs::read(folder.path().join(NAME)).unwrap(), b"1\n2\n3\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
