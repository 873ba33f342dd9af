//! Where the outcomes go, in the order of the inputs: outputs onto the disk, then their lines.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use super::document::{LINES_FILE, Outcome, Product};
use super::earlier::{Earlier, Place};
use super::journal::Journal;
use super::line::Line;
use super::names::{Key, key};
use super::threads::Done;
use super::{Seen, Watch};
use crate::output::{Aside, Lines, OutputError, Tree};

/// So long a document waits for others to be brought onto the disk with it.
const WAIT: Duration = Duration::from_millis(500);

/// Collects outcomes and writes them down group by group. A document stands in the journal when all
/// that was written of it would survive a power cut, and not before.
pub(super) struct Sink<'a> {
    tree: &'a Tree,
    journal: Journal,
    lines: Option<Lines>,
    watch: &'a mut dyn Watch,
    files: Vec<(Aside, String)>,
    group: Vec<(Line, Option<Place>, Seen)>,
    since: Option<Instant>,
    /// Documents that are brought onto the disk together.
    most: usize,
    earlier: &'a Earlier,
    /// The names of this run's documents, where there are others.
    names: HashSet<Key>,
}

impl<'a> Sink<'a> {
    pub(super) fn new(
        tree: &'a Tree,
        earlier: &'a Earlier,
        most: usize,
        (journal, lines): (Journal, Option<Lines>),
        watch: &'a mut dyn Watch,
    ) -> Sink<'a> {
        let (files, group, names) = (Vec::new(), Vec::new(), HashSet::new());
        Sink { tree, journal, lines, watch, files, group, since: None, most, earlier, names }
    }

    /// Takes what came of a document. Tells whether the run can go on.
    pub(super) fn take(&mut self, done: Done) -> Result<bool, OutputError> {
        let (inputs, took) = (done.inputs, done.took);
        match done.outcome {
            Outcome::New(line, products) => {
                for (written, product) in line.outputs.iter().zip(products) {
                    match (product, &mut self.lines) {
                        (Product::File(aside), _) => self.files.push((aside, written.path.clone())),
                        (Product::Line(bytes), Some(lines)) => lines.add(&bytes)?,
                        (Product::Line(_), None) => {}
                    }
                }
                self.group.push((*line, None, Seen { inputs, took: Some(took) }));
            }
            Outcome::Known(place, line) => {
                self.keep_line(&line)?;
                self.group.push((*line, Some(place), Seen { inputs, took: None }));
            }
            Outcome::Unwritable(error) => return Err(error),
            Outcome::Abandoned => return Ok(false),
        }
        self.since.get_or_insert_with(Instant::now);
        Ok(true)
    }

    /// Keeps what an earlier run has written of a document into the file of lines.
    fn keep_line(&mut self, line: &Line) -> Result<(), OutputError> {
        let Some(lines) = &mut self.lines else { return Ok(()) };
        let mut written = line.outputs.iter().filter(|written| written.path == LINES_FILE);
        written.try_for_each(|written| lines.keep(self.tree, &written.sha256))
    }

    /// Writes the group down when it is time.
    pub(super) fn settle(&mut self) -> Result<(), OutputError> {
        let is_due = self.since.is_some_and(|since| since.elapsed() >= WAIT);
        if is_due || self.group.len() >= self.most { self.commit() } else { Ok(()) }
    }

    /// Writes the group down.
    pub(super) fn commit(&mut self) -> Result<(), OutputError> {
        self.tree.place(&self.files)?;
        self.files.clear();
        if let Some(lines) = &mut self.lines {
            lines.commit()?;
        }
        for (line, place, _) in &self.group {
            match place {
                Some(place) => self.journal.keep(*place),
                None => self.journal.add(line)?,
            }
        }
        self.journal.commit()?;
        for (line, _, seen) in self.group.drain(..) {
            if self.earlier.len() > 0 {
                self.names.insert(key(&line.name));
            }
            self.watch.document(&line, seen);
        }
        self.since = None;
        Ok(())
    }

    /// Puts together what goes over all documents. Documents of earlier runs that were no part of
    /// this one stand at the end.
    pub(super) fn finish(mut self) -> Result<(), OutputError> {
        self.commit()?;
        for line in self.earlier.lines() {
            let (place, line) = line?;
            if !self.names.contains(&key(&line.name)) {
                self.keep_line(&line)?;
                self.journal.keep(place);
            }
        }
        self.journal.finish(self.tree)?;
        match self.lines {
            Some(lines) => lines.finish(self.tree),
            None => Ok(()),
        }
    }
}
