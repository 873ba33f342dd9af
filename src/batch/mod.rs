//! The batch: many documents on all processors, in a journal that says what became of each.
//!
//! Documents are read in chunks. While one chunk is worked on by all threads, the one before is
//! written and the one after is read, both in the order of the inputs: so the memory is bounded and
//! the outputs are the same at any number of threads.

mod document;
mod feed;
mod journal;
mod line;
mod names;
mod resume;
mod totals;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use serde_json::Value;

use crate::config::Output;
use crate::input::{Plan, Reading};
use crate::output::{Lines, Lock, OutputError, write};
use crate::pipeline::Pipeline;

use document::{Job, LINES_FILE, Outcome};
use feed::Feed;
use journal::{Earlier, Journal};

pub use document::raw;
pub use line::{Counts, Line, Tally, Written, schema};
pub use names::Names;
pub use resume::{Found, look};
pub use totals::{Run, Totals};

/// The file with a line for each document.
pub const JOURNAL_FILE: &str = "journal.jsonl";
/// The file with the totals.
pub const RUN_FILE: &str = "run.json";

/// The file that keeps two runs from writing into one folder.
const LOCK_FILE: &str = "journal.jsonl.lock";

/// A run: what is to be read, how, and where the results go.
pub struct Order<'a> {
    /// What is to be read.
    pub plan: &'a Plan,
    /// How much of it is taken into memory.
    pub reading: Reading,
    /// What looks at it.
    pub pipeline: &'a Pipeline,
    /// The digest of the configuration.
    pub digest: String,
    /// The limits, for the record.
    pub limits: Value,
    /// What is written.
    pub outputs: &'a [Output],
    /// Where to.
    pub folder: PathBuf,
    /// Whether to start anew.
    pub fresh: bool,
    /// Documents to work on at once; nothing for one on each processor.
    pub jobs: Option<usize>,
    /// Not zero when the run is to end: then the exit code.
    pub stop: &'a AtomicUsize,
}

/// Who is told how the run goes on.
pub trait Watch: Send {
    /// A document is done: its line, whether an earlier run did it, and how many inputs were read.
    fn document(&mut self, line: &Line, is_known: bool, inputs: usize);
    /// Something that is worth knowing and stops nothing.
    fn warning(&mut self, message: &str);
}

/// Why a run ended before its time.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// What is in the output folder was made by another pipeline or version.
    #[error("{0}")]
    Refused(String),
    /// The output could not be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// Somebody wants it to end; the exit code.
    #[error("interrupted")]
    Interrupted(u8),
    /// The threads could not be started.
    #[error(transparent)]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// What the threads share.
struct Batch<'a> {
    pipeline: &'a Pipeline,
    outputs: &'a [Output],
    folder: PathBuf,
    earlier: Earlier,
    /// The lines of `documents.jsonl` that earlier runs have written, by their SHA-256.
    known_lines: HashSet<String>,
    stop: &'a AtomicUsize,
}

impl Batch<'_> {
    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed) != 0
    }
}

/// Does a run.
///
/// # Errors
/// When it has to end before its time. What is written by then is whole and in the journal.
pub fn run(order: &Order<'_>, watch: &mut dyn Watch) -> Result<Totals, BatchError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(order.jobs.unwrap_or(0)).build()?;
    let _lock = lock(&order.folder)?;
    let earlier = resume::prepare(order)?;
    for number in &earlier.damaged {
        let file = order.folder.join(JOURNAL_FILE);
        let message = "is damaged; its document is done anew";
        watch.warning(&format!("{}: line {number} {message}", file.display()));
    }
    let names = resume::names(order, &earlier);
    let lines = order.outputs.iter().any(|output| output.entry.lines);
    let lines = lines.then(|| Lines::open(&order.folder.join(LINES_FILE))).transpose()?;
    let known_lines = resume::known_lines(&earlier, lines.as_ref());
    let batch = Batch {
        pipeline: order.pipeline,
        outputs: order.outputs,
        folder: order.folder.clone(),
        earlier,
        known_lines,
        stop: order.stop,
    };
    let journal = Journal::open(&order.folder.join(JOURNAL_FILE))?;
    let feed = Feed::new(&order.plan.files, order.reading, names);
    let mut sink = Sink { batch: &batch, journal, lines, watch };
    pool.install(|| pump(&batch, feed, &mut sink))?;
    sink.journal.sync()?;
    match order.stop.load(Ordering::Relaxed) {
        0 => finish(order, sink),
        code => Err(BatchError::Interrupted(u8::try_from(code).unwrap_or(u8::MAX))),
    }
}

/// Makes the folder, and sees to it that no other run writes there.
fn lock(folder: &Path) -> Result<Lock, OutputError> {
    fs::create_dir_all(folder).map_err(OutputError::at(folder))?;
    Lock::take(&folder.join(LOCK_FILE))
}

/// Reads, works and writes, a chunk of each at once.
fn pump(batch: &Batch<'_>, mut feed: Feed<'_>, sink: &mut Sink<'_>) -> Result<(), OutputError> {
    let mut jobs = feed.chunk();
    let mut done: Vec<(usize, Outcome)> = Vec::new();
    while !(jobs.is_empty() && done.is_empty()) {
        let work = |job: Job| (job.inputs, batch.work(job));
        let ((written, next), outcomes) = rayon::join(
            || {
                let written = sink.write(std::mem::take(&mut done));
                (written, if batch.is_stopped() { Vec::new() } else { feed.chunk() })
            },
            || jobs.into_par_iter().map(work).collect(),
        );
        written?;
        (jobs, done) = (next, outcomes);
    }
    Ok(())
}

/// Puts together what goes over all documents.
fn finish(order: &Order<'_>, sink: Sink<'_>) -> Result<Totals, BatchError> {
    let path = order.folder.join(JOURNAL_FILE);
    sink.journal.finish(&sink.batch.earlier)?;
    if let Some(lines) = sink.lines {
        let mut wanted = Vec::new();
        journal::read(&path, |line| {
            let written = line.outputs.into_iter().filter(|written| written.path == LINES_FILE);
            wanted.extend(written.map(|written| written.sha256));
        })?;
        lines.finish(wanted.into_iter())?;
    }
    let totals = Totals::of(&path)?;
    resume::run_file(order, Some(totals.clone())).write(&order.folder.join(RUN_FILE))?;
    Ok(totals)
}

/// Where the outcomes go, in the order of the inputs.
struct Sink<'a> {
    batch: &'a Batch<'a>,
    journal: Journal,
    lines: Option<Lines>,
    watch: &'a mut dyn Watch,
}

impl Sink<'_> {
    /// Writes the outputs of each document, then its line.
    fn write(&mut self, outcomes: Vec<(usize, Outcome)>) -> Result<(), OutputError> {
        for (inputs, outcome) in outcomes {
            match outcome {
                Outcome::New(line, bytes) => {
                    for (written, bytes) in line.outputs.iter().zip(&bytes) {
                        self.output(written, bytes)?;
                    }
                    self.journal.add(&line)?;
                    self.watch.document(&line, false, inputs);
                }
                Outcome::Known(place, line) => {
                    self.journal.keep(place, &line.name);
                    self.watch.document(&line, true, inputs);
                }
                Outcome::Abandoned => {}
            }
        }
        Ok(())
    }

    fn output(&mut self, written: &Written, bytes: &[u8]) -> Result<(), OutputError> {
        match &mut self.lines {
            Some(lines) if written.path == LINES_FILE => lines.add(bytes, &written.sha256),
            _ => write(&self.batch.folder.join(&written.path), bytes),
        }
    }
}

#[cfg(test)]
mod tests;
