//! The batch: many documents on all processors, in a journal that says what became of each.
//!
//! Each thread reads the next document, works on it and writes what comes of it aside, and the one
//! that called puts it in its place, group by group and in the order of the inputs: outputs onto the
//! disk, then names, then lines of the journal. So whatever ends a run, what the journal says is so;
//! the memory is bounded by what is let in; and the bytes are the same at any number of threads.

mod admission;
mod bag;
mod document;
mod earlier;
mod feed;
mod journal;
mod keys;
mod learn;
mod leftovers;
mod line;
mod names;
mod order;
mod pass;
mod report;
mod resume;
mod sink;
mod summary;
mod threads;
mod totals;
mod verify;

use std::io;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::config::Output;
use crate::duplicates::Duplicates;
use crate::input::{Plan, Reading};
use crate::output::{Disk, Lines, OutputError, Tree};
use crate::pipeline::Pipeline;
use crate::sites::Learning;

use document::Batch;
use feed::Feed;
use journal::Journal;
use learn::Learned;
use sink::Sink;
use threads::{Next, Threads};

pub use bag::{bag, is_bag, payload};
pub use document::{LINES_FILE, raw};
pub use earlier::Damage;
pub use journal::JOURNAL_FILE;
pub use line::{Counts, Line, Tally, Written, schema};
pub use names::Names;
pub use pass::{Pass, Passing};
pub use report::REPORT_FILE;
pub use resume::{Found, look};
pub use summary::{Repeat, Row, Summary, counted, grouped};
pub use totals::{RUN_FILE, Repeats, Run, Totals};
pub use verify::{Finding, Verified, verify};

/// The files that a run writes besides those of its documents.
const OWN_FILES: [&str; 4] = [JOURNAL_FILE, RUN_FILE, LINES_FILE, REPORT_FILE];
/// Documents that are brought onto the disk together, where nothing else is asked for.
pub const GROUP: usize = 256;
/// How long to wait for a document before looking what else there is to do.
const PATIENCE: Duration = Duration::from_millis(50);

/// A run: what is to be read, how, and where the results go.
pub struct Order {
    /// What is to be read.
    pub plan: Arc<Plan>,
    /// How much of it is taken into memory.
    pub reading: Reading,
    /// What looks at it.
    pub pipeline: Arc<Pipeline>,
    /// Whether sites are learned first.
    pub site: Learning,
    /// Whether documents that nearly repeat one another are looked for, and which of them are written.
    pub duplicates: Duplicates,
    /// The digest of the configuration.
    pub digest: String,
    /// The limits, for the record.
    pub limits: Value,
    /// What is written.
    pub outputs: Arc<Vec<Output>>,
    /// Where to.
    pub folder: PathBuf,
    /// On which file system.
    pub disk: Arc<dyn Disk>,
    /// Whether to start anew.
    pub fresh: bool,
    /// Whether to go on where the journal is damaged, and do the documents of damaged lines anew.
    pub repair: bool,
    /// Documents to work on at once; nothing for one on each processor.
    pub jobs: Option<usize>,
    /// Documents that are brought onto the disk together; [`GROUP`] serves well.
    pub group: usize,
    /// Not zero when the run is to end: then the exit code.
    pub stop: Arc<AtomicUsize>,
}

impl Order {
    fn writes_lines(&self) -> bool {
        self.outputs.iter().any(|output| output.entry.lines)
    }

    fn workers(&self) -> usize {
        let processors = || thread::available_parallelism().map_or(1, NonZero::get);
        self.jobs.unwrap_or_else(processors)
    }
}

/// Who is told how the run goes on.
pub trait Watch: Send {
    /// All documents are looked at before the run begins; this is how far that is.
    fn pass(&mut self, at: Passing);
    /// A document is done, and would survive a power cut.
    fn document(&mut self, line: &Line, seen: Seen);
    /// Something that is worth knowing and stops nothing.
    fn warning(&mut self, message: &str);
}

/// What a run knows of a document besides its line: what depends on the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How many inputs were read with it.
    pub inputs: usize,
    /// How long it was worked on; nothing where an earlier run has done it.
    pub took: Option<Duration>,
}

/// Why a run ended before its time.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// What is in the output folder was made by another pipeline or version.
    #[error("{0}")]
    Refused(String),
    /// The journal is not what was written.
    #[error("{0}")]
    Damaged(String),
    /// The output could not be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// Somebody wants it to end; the exit code.
    #[error("interrupted")]
    Interrupted(u8),
    /// The threads could not be started, or one ended before its time.
    #[error("threads: {0}")]
    Threads(io::Error),
}

/// Does a run.
///
/// # Errors
/// When it has to end before its time. What is written by then is whole and in the journal.
pub fn run(order: &Order, watch: &mut dyn Watch) -> Result<Summary, BatchError> {
    let tree = Arc::new(Tree::open(Arc::clone(&order.disk), &order.folder)?);
    let (earlier, known) = resume::prepare(order, &tree)?;
    for Damage { line, .. } in &earlier.damaged {
        let path = tree.path(JOURNAL_FILE);
        let message = "is damaged; its document is done anew";
        watch.warning(&format!("{}: line {line} {message}", path.display()));
    }
    let lines = order.writes_lines();
    let lines = lines.then(|| Lines::open(&tree, LINES_FILE, Arc::clone(&known))).transpose()?;
    let journal = Journal::open(&tree, &earlier)?;
    let names = resume::names(order, &earlier)?;
    let Learned { sites, clusters } = learn::learn(order, watch)?;
    let feed = Feed::new(&order.plan, order.reading, names);
    let batch = Batch {
        pipeline: Arc::clone(&order.pipeline),
        sites,
        clusters,
        keep: order.duplicates.keep,
        outputs: Arc::clone(&order.outputs),
        tree: Arc::clone(&tree),
        earlier: Arc::clone(&earlier),
        known,
        stop: Arc::clone(&order.stop),
    };
    let mut sink = Sink::new(&tree, &earlier, order.group, (journal, lines), watch);
    let threads = Threads::start(batch, feed, order.workers()).map_err(BatchError::Threads)?;
    let is_complete = pump(threads, &mut sink)?;
    match order.stop.load(Ordering::Relaxed) {
        0 if is_complete => {}
        0 => return Err(BatchError::Threads(io::Error::other("one ended before its time"))),
        code => return Err(BatchError::Interrupted(u8::try_from(code).unwrap_or(u8::MAX))),
    }
    sink.finish()?;
    finish(order, &tree)
}

/// Takes what the threads have done, until they are done or the run is to end. Tells whether every
/// document is there.
fn pump(mut threads: Threads, sink: &mut Sink<'_>) -> Result<bool, OutputError> {
    loop {
        match threads.next(PATIENCE) {
            Next::Done(done) => {
                if !sink.take(*done)? {
                    break;
                }
            }
            Next::Wait => {}
            Next::End => break,
        }
        sink.settle()?;
    }
    sink.commit()?;
    Ok(threads.is_complete())
}

/// Writes what goes over all documents.
fn finish(order: &Order, tree: &Tree) -> Result<Summary, BatchError> {
    let mut summary = Summary::default();
    journal::read(tree.disk(), &tree.path(JOURNAL_FILE), |line| summary.add(&line))?;
    let run = resume::run_file(order, Some(summary.totals.clone()));
    let page = report::page(&run, &summary);
    tree.replace(REPORT_FILE, |out| out.write_all(page.as_bytes()))?;
    // Last of all: it says that the run has ended.
    run.write(tree)?;
    Ok(summary)
}

#[cfg(test)]
mod tests;
