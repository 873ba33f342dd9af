//! The threads of a run: each reads a document, works on it and comes back for the next; whoever asks
//! gets the outcomes in the order of the inputs.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};

use super::admission::Admission;
use super::document::{Batch, Job, Outcome};
use super::feed::Feed;
use super::order::InOrder;

/// Bytes of documents that are in work at once for each thread: read and not yet written down.
pub(super) const ROOM: u64 = 16 << 20;
/// What a document takes besides its bytes; so there are never more than some hundreds in work for each.
const LEAST: u64 = 64 << 10;
/// How long the documents in work are waited for when the run is to end.
const GRACE: Duration = Duration::from_millis(1500);

/// What came of a document.
pub(super) struct Done {
    /// The document.
    pub(super) outcome: Outcome,
    /// How many inputs have been read with it.
    pub(super) inputs: usize,
    /// How long it was worked on.
    pub(super) took: Duration,
    /// The room that it was let in with.
    size: u64,
}

type Numbered<T> = (u64, T);

/// The threads.
pub(super) struct Threads {
    done: Receiver<Numbered<Done>>,
    order: InOrder<Done>,
    shared: Arc<Shared>,
    all: Vec<JoinHandle<()>>,
    /// Until when the run waits for what is in work, when it is to end.
    deadline: Option<Instant>,
}

struct Shared {
    batch: Batch,
    /// What is to be done. Whoever has his hands free reads the next document himself: it is warm in
    /// the caches of the processor that works on it, and `-j 1` keeps one processor busy, not two.
    feed: Mutex<Feed>,
    admission: Admission,
    /// Whether nobody waits for outcomes any more.
    is_over: AtomicBool,
    /// Documents that were found; [`UNKNOWN`] as long as there may be more.
    found: AtomicU64,
}

const UNKNOWN: u64 = u64::MAX;

impl Shared {
    fn is_stopped(&self) -> bool {
        self.is_over.load(Ordering::Relaxed) || self.batch.is_stopped()
    }

    /// The next document, and the room that it was let in with. Nothing when there is none, or the
    /// run is to end.
    fn next(&self) -> Option<(Job, u64)> {
        // Where one has panicked while it read, nobody knows what was lost: the run must not end well.
        let Ok(mut feed) = self.feed.lock() else { return None };
        if self.is_stopped() {
            return None;
        }
        let Some(job) = feed.next() else {
            self.found.store(feed.found(), Ordering::Relaxed);
            return None;
        };
        let bytes = job.found.content.as_ref().map_or(0, |content| content.bytes.len());
        let size = LEAST + bytes as u64;
        // Nobody reads on while this one waits: all that were let in before are in work, and make room.
        let is_in = self.admission.enter(size, || self.is_stopped());
        (is_in && !self.is_stopped()).then_some((job, size))
    }
}

/// What there is to be had of the threads.
pub(super) enum Next {
    /// What came of the next document.
    Done(Box<Done>),
    /// Nothing yet.
    Wait,
    /// Nothing any more.
    End,
}

impl Threads {
    /// Starts so many.
    pub(super) fn start(batch: Batch, feed: Feed, workers: usize) -> std::io::Result<Threads> {
        let admission = Admission::new(ROOM * workers.max(1) as u64);
        let shared = Arc::new(Shared {
            batch,
            feed: Mutex::new(feed),
            admission,
            is_over: AtomicBool::new(false),
            found: AtomicU64::new(UNKNOWN),
        });
        let (outcomes, done) = unbounded();
        let (order, all) = (InOrder::new(), Vec::new());
        let mut threads = Threads { done, order, shared: Arc::clone(&shared), all, deadline: None };
        for _ in 0..workers {
            let (shared, outcomes) = (Arc::clone(&shared), Sender::clone(&outcomes));
            let work = move || work(&shared, &outcomes);
            threads.all.push(thread::Builder::new().name("work".to_owned()).spawn(work)?);
        }
        Ok(threads)
    }

    /// Whether the outcome of every document was given out.
    pub(super) fn is_complete(&self) -> bool {
        self.shared.found.load(Ordering::Relaxed) == self.order.taken()
    }

    /// What came of the next document; waits for it so long.
    pub(super) fn next(&mut self, patience: Duration) -> Next {
        if self.shared.is_stopped() {
            let deadline = *self.deadline.get_or_insert_with(|| Instant::now() + GRACE);
            if Instant::now() > deadline {
                return Next::End;
            }
        }
        if let Some(done) = self.order.take() {
            self.shared.admission.leave(done.size);
            return Next::Done(Box::new(done));
        }
        match self.done.recv_timeout(patience) {
            Ok((number, done)) => {
                self.order.put(number, done);
                Next::Wait
            }
            Err(RecvTimeoutError::Timeout) => Next::Wait,
            Err(RecvTimeoutError::Disconnected) => Next::End,
        }
    }
}

impl Drop for Threads {
    /// Waits a little for the threads. One that reads from a pipe where nothing comes, or works on a
    /// document without end, is left to itself: it writes nothing any more.
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::Relaxed);
        let deadline = self.deadline.unwrap_or_else(|| Instant::now() + GRACE);
        for thread in self.all.drain(..) {
            while !thread.is_finished() && Instant::now() < deadline {
                thread::sleep(Duration::from_millis(1));
            }
            if thread.is_finished() {
                // A panic was said where it happened.
                let _ = thread.join();
            }
        }
    }
}

/// Ends the run when a thread ends by a panic: its document would be waited for without end.
struct EndsAll<'a>(&'a Shared);

impl Drop for EndsAll<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.is_over.store(true, Ordering::Relaxed);
        }
    }
}

fn work(shared: &Shared, outcomes: &Sender<Numbered<Done>>) {
    let _ends_all = EndsAll(shared);
    while let Some((job, size)) = shared.next() {
        let (number, inputs) = (job.number, job.inputs);
        let begun = Instant::now();
        let outcome = shared.batch.work(job, &|| shared.is_over.load(Ordering::Relaxed));
        let took = begun.elapsed();
        if outcomes.send((number, Done { outcome, inputs, took, size })).is_err() {
            return;
        }
    }
}
