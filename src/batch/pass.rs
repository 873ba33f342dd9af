//! A look at all documents before the run begins.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::document::raw;
use super::feed::Feed;
use super::{BatchError, Names, Order};
use crate::readers::Raw;

/// Bytes of documents that are held at once.
const ROOM: usize = 64 << 20;
/// Documents that are held at once.
const MOST: usize = 256;

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
    look: impl Fn(&Raw<'_>) -> Option<T> + Sync,
    mut each: impl FnMut(u64, T),
) -> Result<(), BatchError> {
    let names = Names::new(Vec::new(), &[]);
    let mut feed = Feed::new(&order.plan, order.reading, names);
    loop {
        let raws = fill(&mut feed);
        if raws.is_empty() {
            return Ok(());
        }
        let seen = looked(order, &raws, &look);
        match order.stop.load(Ordering::Relaxed) {
            0 => seen.into_iter().for_each(|(number, seen)| each(number, seen)),
            code => return Err(BatchError::Interrupted(u8::try_from(code).unwrap_or(u8::MAX))),
        }
    }
}

/// The next documents that can be read, as many as may be held at once.
fn fill(feed: &mut Feed) -> Vec<Numbered> {
    let mut raws = Vec::new();
    let mut bytes = 0;
    while bytes < ROOM && raws.len() < MOST {
        let Some(job) = feed.next() else { break };
        let Ok(content) = job.found.content else { continue };
        bytes += content.bytes.len();
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
        let threads: Vec<_> = (0..order.workers().max(1)).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    seen.sort_unstable_by_key(|(number, _)| *number);
    seen
}
