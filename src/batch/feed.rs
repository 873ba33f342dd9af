//! The inputs of a run, one after the other, in chunks.

use super::document::Job;
use super::names::Names;
use crate::input::{Documents, File, Reading, open};

/// Documents of a chunk, for each thread: so many that the threads end it at nearly the same time.
const CHUNK: usize = 32;
/// A chunk with this many bytes for each thread is full, however few its documents.
const CHUNK_BYTES: usize = 4 << 20;

/// Reads the inputs in their order, and names what it finds.
pub(super) struct Feed<'a> {
    files: &'a [File],
    next: usize,
    open: Option<Documents>,
    reading: Reading,
    names: Names,
}

impl<'a> Feed<'a> {
    pub(super) fn new(files: &'a [File], reading: Reading, names: Names) -> Feed<'a> {
        Feed { files, next: 0, open: None, reading, names }
    }

    /// The next documents; none when all have been read. To be called on one of the threads that
    /// work on them.
    pub(super) fn chunk(&mut self) -> Vec<Job> {
        let threads = rayon::current_num_threads();
        let (mut jobs, mut bytes) = (Vec::new(), 0);
        while jobs.len() < CHUNK * threads && bytes < CHUNK_BYTES * threads {
            let Some(job) = self.job() else { break };
            bytes += job.found.content.as_ref().map_or(0, |content| content.bytes.len());
            jobs.push(job);
        }
        jobs
    }

    fn job(&mut self) -> Option<Job> {
        loop {
            if let Some(found) = self.open.as_mut().and_then(Iterator::next) {
                let record = found.record.as_deref();
                let origin = format!("{}\0{}", found.input, record.unwrap_or_default());
                let name = self.names.give(&found.name, record, &origin);
                return Some(Job { found, name, inputs: self.next });
            }
            let file = self.files.get(self.next)?;
            self.next += 1;
            self.open = Some(open(file, &self.reading));
        }
    }
}
