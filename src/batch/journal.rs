//! The journal: a line for each document, written when all outputs of the document are on the disk.

use std::io;
use std::path::Path;

use super::earlier::{Earlier, Place};
use super::leftovers;
use super::line::Line;
use crate::output::{Append, Disk, OutputError, Sequence, Tree};

/// The file with a line for each document.
pub const JOURNAL_FILE: &str = "journal.jsonl";

/// The journal of a run, as it is being written.
pub(super) struct Journal {
    out: Append,
    order: Sequence,
}

impl Journal {
    /// Takes up the journal where it ends.
    pub(super) fn open(tree: &Tree, earlier: &Earlier) -> Result<Journal, OutputError> {
        let out = Append::open(tree.disk(), &tree.path(JOURNAL_FILE), earlier.bytes)?;
        Ok(Journal { out, order: Sequence::default() })
    }

    /// Adds the line of a document whose outputs are all on the disk.
    pub(super) fn add(&mut self, line: &Line) -> Result<(), OutputError> {
        let json = line.to_json().map_err(io::Error::from);
        let json = json.map_err(OutputError::at(Path::new(JOURNAL_FILE)))?;
        self.order.push(self.out.push(json.as_bytes())?);
        Ok(())
    }

    /// Notes that the line of an earlier run holds.
    pub(super) fn keep(&mut self, place: Place) {
        self.order.push(place.piece());
    }

    /// Brings what was added onto the disk.
    pub(super) fn commit(&mut self) -> Result<(), OutputError> {
        self.out.commit()
    }

    /// Brings the lines into the order in which they were added and kept. Lines that others took the
    /// place of go, and before them the files that only they claim.
    pub(super) fn finish(mut self, tree: &Tree) -> Result<(), OutputError> {
        self.commit()?;
        if self.order.is_whole(0, self.out.bytes()) {
            return Ok(());
        }
        leftovers::remove(tree)?;
        let path = tree.path(JOURNAL_FILE);
        tree.replace(JOURNAL_FILE, |out| self.order.copy(vec![tree.disk().open(&path)?], out))
    }
}

/// Every line of a finished journal.
pub(super) fn read(
    disk: &dyn Disk,
    path: &Path,
    mut each: impl FnMut(Line),
) -> Result<(), OutputError> {
    super::earlier::scan(disk, path, |_, _, line| line.into_iter().for_each(&mut each))
        .map(|_| ())
        .map_err(OutputError::at(path))
}
