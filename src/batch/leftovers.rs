//! Files of documents that were done anew and came to less: no line of the journal claims them any more.

use std::collections::{BTreeSet, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use super::OWN_FILES;
use super::earlier::{Earlier, scan};
use super::journal::JOURNAL_FILE;
use super::names::{Key, folded, key};
use super::resume::is_inside;
use crate::output::{OutputError, Tree};

/// Removes what earlier lines of documents claim, and the last line of none.
///
/// The journal must be on the disk, and the earlier lines still in it: so a run that is cut off here does
/// no harm, and the next one finds the same again. What is removed stays so in a power cut.
pub(super) fn remove(tree: &Tree) -> Result<(), OutputError> {
    let claims = Claims::read(tree)?;
    let mut left: HashSet<Key> = HashSet::new();
    claims.each(false, |path| {
        left.insert(print(path));
    })?;
    if left.is_empty() {
        return Ok(());
    }
    claims.each(true, |path| {
        left.remove(&print(path));
    })?;
    for own in OWN_FILES {
        left.remove(&print(own));
    }
    let (mut folders, mut removed) = (BTreeSet::new(), Ok(()));
    claims.each(false, |name| {
        if removed.is_ok() && is_inside(name) && left.remove(&print(name)) {
            let path = tree.path(name);
            removed = tree.remove(&path);
            folders.extend(path.parent().map(Path::to_owned));
        }
    })?;
    removed?;
    folders.iter().try_for_each(|folder| match tree.disk().sync_folder(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(OutputError::at(folder)(error))
        }
        _ => Ok(()),
    })
}

/// What stands for a path: the same for two that a file system may take for one.
fn print(path: &str) -> Key {
    key(&folded(path))
}

/// What the journal says was written.
struct Claims<'a> {
    tree: &'a Tree,
    path: PathBuf,
    last: Earlier,
}

impl<'a> Claims<'a> {
    fn read(tree: &'a Tree) -> Result<Claims<'a>, OutputError> {
        let path = tree.path(JOURNAL_FILE);
        let last = Earlier::read(tree.disk(), &path)?;
        Ok(Claims { tree, path, last })
    }

    /// Goes through the paths of the lines that are the last of their documents, or of those that are not.
    fn each(&self, is_last: bool, mut each: impl FnMut(&str)) -> Result<(), OutputError> {
        let visit = |_, place, line: Option<super::Line>| {
            let line = line.filter(|line| self.last.is_last(&line.name, place) == is_last);
            line.iter().flat_map(|line| &line.outputs).for_each(|written| each(&written.path));
        };
        scan(self.tree.disk(), &self.path, visit).map(drop).map_err(OutputError::at(&self.path))
    }
}
