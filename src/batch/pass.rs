//! A look at all documents before the run begins.

use std::iter::Peekable;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::document::{Job, raw};
use super::feed::Feed;
use super::threads::ROOM;
use super::{BatchError, Names, Order, Watch};
use crate::readers::Raw;

/// Documents that are held at once; progress is told after each so many.
const MOST: usize = 64;

/// What all documents are looked at for, before the run begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// What the documents of each site have in common.
    Sites,
    /// Which documents nearly repeat one another.
    Duplicates,
}

impl Pass {
    /// What is going on, in words.
    pub fn name(self) -> &'static str {
        match self {
            Pass::Sites => "learning sites",
            Pass::Duplicates => "comparing documents",
        }
    }
}

/// How far a pass is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passing {
    /// Which one.
    pub pass: Pass,
    /// Inputs that were read in it.
    pub inputs: usize,
    /// Documents that were looked at in it.
    pub documents: u64,
    /// Whether it has come to its end.
    pub has_ended: bool,
}

/// A document and how many were found before it.
type Numbered = (u64, Raw<'static>);

/// Reads all documents, lets all threads look at them, and gives what they saw in the order of the
/// inputs, with the number of each document. What cannot be read, and what something panics on, is left
/// out: the run itself says what is wrong with it.
///
/// # Errors
/// When the run is to end.
pub(super) fn over<T: Send>(
    order: &Order,
    (pass, watch): (Pass, &mut dyn Watch),
    look: impl Fn(&Raw<'_>) -> Option<T> + Sync,
    mut each: impl FnMut(u64, T),
) -> Result<(), BatchError> {
    let names = Names::new(Vec::new(), &[]);
    let mut feed = Feed::new(&order.plan, order.reading, names).peekable();
    let mut at = Passing { pass, inputs: 0, documents: 0, has_ended: false };
    while !at.has_ended {
        let raws = fill(order, &mut feed, &mut at.inputs);
        let seen = looked(order, &raws, &look);
        match order.stop.load(Ordering::Relaxed) {
            0 => seen.into_iter().for_each(|(number, seen)| each(number, seen)),
            code => return Err(BatchError::Interrupted(u8::try_from(code).unwrap_or(u8::MAX))),
        }
        at.documents += raws.len() as u64;
        drop(raws);
        at.has_ended = feed.peek().is_none();
        watch.pass(at);
    }
    Ok(())
}

/// The next documents that can be read, as many as a run would have in work at once; and notes how many
/// inputs were read for them.
fn fill(order: &Order, feed: &mut Peekable<Feed>, inputs: &mut usize) -> Vec<Numbered> {
    let room = ROOM * order.workers().max(1) as u64;
    let size = |job: &Job| job.found.content.as_ref().map_or(0, |found| found.bytes.len() as u64);
    let (mut raws, mut bytes) = (Vec::new(), 0);
    for _ in 0..MOST {
        let is_in = |job: &Job| bytes == 0 || bytes + size(job) <= room;
        let Some(job) = feed.next_if(is_in) else { break };
        bytes += size(&job);
        *inputs = job.inputs;
        let Ok(content) = job.found.content else { continue };
        raws.push((job.number, raw(job.found.input, job.found.record, content)));
    }
    raws
}

/// What was seen of some documents, in their order; of not all of them when the run is to end.
fn looked<T: Send>(
    order: &Order,
    raws: &[Numbered],
    look: &(impl Fn(&Raw<'_>) -> Option<T> + Sync),
) -> Vec<(u64, T)> {
    let look = |raw: &Raw<'_>| catch_unwind(AssertUnwindSafe(|| look(raw))).ok().flatten();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut seen = Vec::new();
        while order.stop.load(Ordering::Relaxed) == 0
            && let Some((number, raw)) = raws.get(next.fetch_add(1, Ordering::Relaxed))
        {
            seen.extend(look(raw).map(|of_it| (*number, of_it)));
        }
        seen
    };
    let mut seen: Vec<(u64, T)> = thread::scope(|scope| {
        // Where the machine has no thread left, those that there are do it all.
        let start = |_| thread::Builder::new().spawn_scoped(scope, work).ok();
        let others: Vec<_> = (1..order.workers()).map_while(start).collect();
        let mut seen = work();
        for other in others {
            seen.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        seen
    });
    seen.sort_unstable_by_key(|(number, _)| *number);
    seen
}
