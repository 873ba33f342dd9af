//! Files beneath a folder: each is written aside first and put in its place when it is on the disk.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use super::{Disk, OutputError};

/// The folder within the tree for what is being written. It is gone when a run has ended.
pub const ASIDE: &str = ".pumice";
/// The ending of what has no place yet: whatever has it is thrown away when a run begins.
const ENDING: &str = ".tmp";
/// The file that keeps two processes from writing into one tree.
const LOCK: &str = "lock";

/// A folder that this process alone writes into.
#[derive(Debug)]
pub struct Tree {
    disk: Arc<dyn Disk>,
    root: PathBuf,
    aside: PathBuf,
    next: AtomicU64,
    lock: Option<Box<dyn std::any::Any + Send + Sync>>,
}

/// A file that is written and has no place yet.
#[derive(Debug)]
pub struct Aside(PathBuf);

impl Tree {
    /// Makes the folder if it is not there, and sees to it that nobody else writes there. What an
    /// earlier run had not put in its place is removed.
    ///
    /// # Errors
    /// When somebody else has it, or it cannot be written.
    pub fn open(disk: Arc<dyn Disk>, root: &Path) -> Result<Tree, OutputError> {
        make_all(&*disk, root)?;
        let aside = root.join(ASIDE);
        // What is there may be something else than a folder.
        make(&*disk, &aside).map_err(|error| OutputError { path: root.to_owned(), ..error })?;
        let path = aside.join(LOCK);
        let lock = Some(disk.lock(&path).map_err(OutputError::at(&path))?);
        let root = root.to_owned();
        let tree = Tree { disk, root, aside, next: AtomicU64::new(0), lock };
        tree.disk.sync_folder(&tree.root).map_err(OutputError::at(&tree.root))?;
        tree.clear().map_err(OutputError::at(&tree.aside))?;
        Ok(tree)
    }

    /// The file system that it is on.
    pub fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    /// Where a file of the tree is.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// Where a file is that a run needs only while it goes on.
    pub fn path_aside(&self, name: &str) -> PathBuf {
        self.aside.join(name)
    }

    /// Writes a file aside. May be called by many threads at once.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put_aside(&self, bytes: &[u8]) -> Result<Aside, OutputError> {
        self.fill(|out| out.write_all(bytes))
    }

    fn fill(
        &self,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Aside, OutputError> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let path = self.aside.join(format!("{}-{number}{ENDING}", std::process::id()));
        let filled = self.disk.create(&path).and_then(|mut file| fill(&mut file));
        match filled {
            Ok(()) => Ok(Aside(path)),
            Err(error) => {
                // Half a file helps nobody; that it could not be written is what is reported.
                let _ = self.disk.remove(&path);
                Err(OutputError { path, source: error })
            }
        }
    }

    /// Puts files in their places, all of them on the disk: first their contents, then their names.
    ///
    /// # Errors
    /// When one cannot be written. Others may be in their places then, whole.
    pub fn place(&self, files: &[(Aside, String)]) -> Result<(), OutputError> {
        self.sync(files)?;
        let mut folders = BTreeSet::new();
        for (Aside(from), name) in files {
            let to = self.path(name);
            self.make_folders(&to, &mut folders)?;
            self.disk.rename(from, &to).map_err(OutputError::at(&to))?;
        }
        for folder in folders {
            self.disk.sync_folder(&folder).map_err(OutputError::at(&folder))?;
        }
        Ok(())
    }

    /// Brings the contents of files onto the disk. Many at once: a file system writes its own journal
    /// once for all who wait for it.
    fn sync(&self, files: &[(Aside, String)]) -> Result<(), OutputError> {
        /// Files that are waited for at once.
        const AT_ONCE: usize = 8;
        let sync = |part: &[(Aside, String)]| {
            part.iter().try_for_each(|(Aside(from), name)| {
                self.disk.sync(from).map_err(OutputError::at(&self.path(name)))
            })
        };
        let (first, others) = files.split_at(files.len().div_ceil(AT_ONCE));
        thread::scope(|scope| {
            let mut waiting = Vec::new();
            for part in others.chunks(first.len().max(1)) {
                match thread::Builder::new().spawn_scoped(scope, move || sync(part)) {
                    Ok(thread) => waiting.push(thread),
                    // The machine has no thread left: then one after the other.
                    Err(_) => sync(part)?,
                }
            }
            sync(first)?;
            let mut done = waiting.into_iter().map(thread::ScopedJoinHandle::join);
            done.try_for_each(|done| done.unwrap_or_else(|panic| resume_unwind(panic)))
        })
    }

    /// Writes one file, piece by piece: whoever looks sees the old one or the new one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn replace(
        &self,
        name: &str,
        fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), OutputError> {
        let aside = self.fill(|out| {
            let mut out = BufWriter::with_capacity(1 << 16, out);
            fill(&mut out)?;
            out.flush()
        });
        let aside = aside.map_err(|error| OutputError { path: self.path(name), ..error })?;
        self.place(&[(aside, name.to_owned())])
    }

    /// Gives a file that stands aside under that name its place.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn move_in(&self, name: &str) -> Result<(), OutputError> {
        self.place(&[(Aside(self.path_aside(name)), name.to_owned())])
    }

    /// Removes a file, if it is there.
    ///
    /// # Errors
    /// When it stays.
    pub fn remove(&self, path: &Path) -> Result<(), OutputError> {
        match self.disk.remove(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(OutputError::at(path)(error))
            }
            _ => Ok(()),
        }
    }

    /// Makes the folders that a file stands in, and adds them all: the name of a folder that is there
    /// already may not be on the disk yet.
    fn make_folders(&self, file: &Path, made: &mut BTreeSet<PathBuf>) -> Result<(), OutputError> {
        let mut chain: Vec<&Path> =
            file.ancestors().skip(1).take_while(|folder| *folder != self.root).collect();
        made.insert(self.root.clone());
        while let Some(folder) = chain.pop() {
            if made.insert(folder.to_owned()) {
                make(&*self.disk, folder)?;
            }
        }
        Ok(())
    }

    /// Removes what has no place.
    fn clear(&self) -> io::Result<()> {
        for name in self.disk.list(&self.aside)? {
            if name.to_string_lossy().ends_with(ENDING) {
                self.disk.remove(&self.aside.join(name))?;
            }
        }
        Ok(())
    }
}

impl Drop for Tree {
    /// Leaves nothing behind but what the next run goes on with.
    fn drop(&mut self) {
        let _ = self.clear();
        drop(self.lock.take());
        let _ = self.disk.remove_folder(&self.aside);
    }
}

/// Makes a folder and those above it. Each of them is on the disk when it is done.
fn make_all(disk: &dyn Disk, folder: &Path) -> Result<(), OutputError> {
    let mut missing = Vec::new();
    for folder in folder.ancestors().filter(|folder| !folder.as_os_str().is_empty()) {
        match disk.make_folder(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => missing.push(folder),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => break,
            done => {
                done.map_err(OutputError::at(folder))?;
                sync_name(disk, folder)?;
                break;
            }
        }
    }
    for folder in missing.into_iter().rev() {
        make(disk, folder)?;
        sync_name(disk, folder)?;
    }
    Ok(())
}

fn sync_name(disk: &dyn Disk, folder: &Path) -> Result<(), OutputError> {
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
    let parent = parent.unwrap_or(Path::new("."));
    disk.sync_folder(parent).map_err(OutputError::at(parent))
}

fn make(disk: &dyn Disk, folder: &Path) -> Result<(), OutputError> {
    match disk.make_folder(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(OutputError::at(folder)(error))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::output::Machine;

    #[test]
    fn a_file_is_whole_or_not_there_and_nothing_is_left_aside() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("x/out");
        let tree = Tree::open(Arc::new(Machine), &root).unwrap();
        tree.replace("a/b.txt", |out| out.write_all(b"one")).unwrap();
        let broken = tree.replace("a/b.txt", |out| {
            out.write_all(b"tw")?;
            Err(io::Error::other("full"))
        });
        assert!(broken.unwrap_err().to_string().ends_with("b.txt: full"));
        assert_eq!(fs::read(root.join("a/b.txt")).unwrap(), b"one");
        assert!(Tree::open(Arc::new(Machine), &root).unwrap_err().to_string().contains("locked"));
        tree.put_aside(b"never placed").unwrap();
        drop(tree);
        assert_eq!(fs::read_dir(root.join("a")).unwrap().count(), 1);
        assert_eq!(fs::read_dir(&root).unwrap().count(), 1);
    }

    #[test]
    fn what_a_run_that_was_killed_left_aside_is_thrown_away() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(ASIDE)).unwrap();
        fs::write(folder.path().join(".pumice/9-1.tmp"), "half a fi").unwrap();
        fs::write(folder.path().join(".pumice/lock"), "9").unwrap();
        drop(Tree::open(Arc::new(Machine), folder.path()).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
