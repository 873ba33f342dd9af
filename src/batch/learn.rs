//! The first of two passes: what only all documents together show.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;

use super::document::raw;
use super::feed::Feed;
use super::{BatchError, Names, Order};
use crate::pipeline::Pipeline;
use crate::readers::Raw;
use crate::sites::{Sheet, Sites};

/// Bytes of documents that are held at once.
const ROOM: usize = 64 << 20;
/// Documents that are held at once.
const MOST: usize = 256;

/// Counts the blocks of all documents by their sites, in the order of the inputs; nothing where the
/// pipeline does not ask for it.
///
/// # Errors
/// When an input can be read only once, or the run is to end.
pub(super) fn learn(order: &Order) -> Result<Option<Arc<Sites>>, BatchError> {
    if !order.site.learn {
        return Ok(None);
    }
    if order.plan.files.iter().any(|file| file.path.is_none()) {
        let message = "standard input can be read only once, and `[site] learn = true` reads twice: \
                       save it to a file first";
        return Err(BatchError::Refused(message.to_owned()));
    }
    let mut sites = Sites::with_capacity(order.site.blocks);
    let names = Names::new(Vec::new(), &[]);
    let mut feed = Feed::new(Arc::clone(&order.plan), order.reading, names);
    loop {
        let raws = fill(&mut feed);
        if raws.is_empty() {
            return Ok(Some(Arc::new(sites)));
        }
        for sheet in sheets(&order.pipeline, &raws, order.workers()) {
            sites.add(&sheet);
        }
        match order.stop.load(Ordering::Relaxed) {
            0 => {}
            code => return Err(BatchError::Interrupted(u8::try_from(code).unwrap_or(u8::MAX))),
        }
    }
}

/// The next documents that can be read, as many as may be held at once.
fn fill(feed: &mut Feed) -> Vec<Raw<'static>> {
    let mut raws = Vec::new();
    let mut bytes = 0;
    while bytes < ROOM && raws.len() < MOST {
        let Some(job) = feed.next() else { break };
        // The second pass says what is wrong with the others.
        let Ok(content) = job.found.content else { continue };
        bytes += content.bytes.len();
        raws.push(raw(job.found.input, job.found.record, content));
    }
    raws
}

/// What documents contribute, in their order. One that cannot be read, or that something panics on,
/// contributes nothing.
fn sheets(pipeline: &Pipeline, raws: &[Raw<'_>], workers: usize) -> Vec<Sheet> {
    let sheet =
        |raw: &Raw<'_>| catch_unwind(AssertUnwindSafe(|| pipeline.sheet(raw).ok())).ok().flatten();
    let part = raws.len().div_ceil(workers.max(1)).max(1);
    thread::scope(|scope| {
        let start = |part| scope.spawn(move || part_of(part, sheet));
        let parts: Vec<_> = raws.chunks(part).map(start).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
    })
}

fn part_of(raws: &[Raw<'_>], sheet: impl Fn(&Raw<'_>) -> Option<Sheet>) -> Vec<Sheet> {
    raws.iter().filter_map(sheet).collect()
}
