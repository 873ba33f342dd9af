//! The inputs of a run, one document after the other.

use std::any::Any;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use super::document::{Job, said};
use super::names::Names;
use crate::input::{CHANGED, Documents, File, Found, Plan, Reader, Reading, Trouble, open};

/// Reads the inputs in their order, and names what it finds.
pub(super) struct Feed {
    files: Reader,
    /// The file that was begun last, and how many were with it.
    file: Option<File>,
    begun: usize,
    open: Option<(Documents, Option<Stamp>)>,
    reading: Reading,
    names: Names,
    /// Documents that were found.
    found: u64,
}

/// What a file system says of a file, and what changes when the file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    modified: Option<SystemTime>,
}

impl Stamp {
    fn of(path: &Path) -> Option<Stamp> {
        let found = fs::metadata(path).ok()?;
        found.is_file().then(|| Stamp { bytes: found.len(), modified: found.modified().ok() })
    }
}

impl Feed {
    pub(super) fn new(plan: &Plan, reading: Reading, names: Names) -> Feed {
        let files = Reader::new(Arc::clone(&plan.files));
        Feed { files, file: None, begun: 0, open: None, reading, names, found: 0 }
    }

    /// How many documents were found.
    pub(super) fn found(&self) -> u64 {
        self.found
    }

    /// A document that was read while its file changed is no document: half of it may be old.
    fn unchanged(&self, mut found: Found, before: Option<Stamp>) -> Found {
        let path = self.file.as_ref().and_then(|file| file.path.as_deref());
        if found.record.is_none() && before.is_some() && path.and_then(Stamp::of) != before {
            found.content = Err(Trouble::Failed(CHANGED.to_owned()));
        }
        found
    }
}

impl Feed {
    /// The next document of the file that is open. A panic there is the file's own.
    fn read_on(&mut self) -> Option<Found> {
        let (mut documents, before) = self.open.take()?;
        let read = || documents.next().map(|found| (found, documents));
        match catch_unwind(AssertUnwindSafe(read)) {
            Ok(None) => None,
            Ok(Some((found, documents))) => {
                self.open = Some((documents, before));
                Some(self.unchanged(found, before))
            }
            Err(panic) => Some(panicked(self.file.as_ref()?, &*panic)),
        }
    }

    /// Opens a file; where that panics, it is what is found of it.
    fn open(&mut self, file: File) -> Option<Found> {
        self.begun += 1;
        let before = file.path.as_deref().and_then(Stamp::of);
        let found = match catch_unwind(AssertUnwindSafe(|| open(&file, &self.reading))) {
            Ok(documents) => {
                self.open = Some((documents, before));
                None
            }
            Err(panic) => Some(panicked(&file, &*panic)),
        };
        self.file = Some(file);
        found
    }

    fn job(&mut self, found: Found) -> Job {
        let record = found.record.as_deref();
        let origin = format!("{}\0{}", found.input, record.unwrap_or_default());
        let name = self.names.give(&found.name, record, &origin);
        let number = self.found;
        self.found += 1;
        Job { found, number, name, inputs: self.begun }
    }
}

impl Iterator for Feed {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        loop {
            if let Some(found) = self.read_on() {
                return Some(self.job(found));
            }
            let file = self.files.next()?;
            if let Some(found) = self.open(file) {
                return Some(self.job(found));
            }
        }
    }
}

/// A file on which reading panics: that is its own matter.
fn panicked(file: &File, panic: &(dyn Any + Send)) -> Found {
    let content = Err(Trouble::Failed(said("reading the input", panic)));
    Found { input: file.input.clone(), name: file.name.clone(), record: None, content }
}
