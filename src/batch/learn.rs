//! What only all documents together show: each of it is learned in a pass over all of them.

use super::{BatchError, Order, Pass, Watch, pass};
use crate::duplicates::{Clusters, Finder, Signature};
use crate::readers::Raw;
use crate::sites::Sites;

/// What was learned, of what the pipeline asks for.
pub(super) struct Learned {
    /// What the documents of each site have in common.
    pub(super) sites: Option<Sites>,
    /// Which documents nearly repeat one another.
    pub(super) clusters: Option<Clusters>,
}

/// Learns what the pipeline asks for, in the order of the inputs.
///
/// # Errors
/// When an input can be read only once, or the run is to end.
pub(super) fn learn(order: &Order, watch: &mut dyn Watch) -> Result<Learned, BatchError> {
    let (learn, find) = (order.site.learn, order.duplicates.find);
    if learn {
        is_readable_twice(order, "[site] learn = true")?;
    }
    if find {
        is_readable_twice(order, "[duplicates] find = true")?;
    }
    let sites = learn.then(|| sites(order, watch)).transpose()?;
    let clusters = find.then(|| clusters(order, sites.as_ref(), watch)).transpose()?;
    Ok(Learned { sites, clusters })
}

fn is_readable_twice(order: &Order, setting: &str) -> Result<(), BatchError> {
    if order.plan.files.iter().all(|file| file.path.is_some()) {
        return Ok(());
    }
    let message = format!(
        "standard input can be read only once, and `{setting}` reads twice: save it to a file first"
    );
    Err(BatchError::Refused(message))
}

/// Counts the blocks of all documents by their sites.
fn sites(order: &Order, watch: &mut dyn Watch) -> Result<Sites, BatchError> {
    let mut sites = Sites::with_capacity(order.site.blocks);
    let sheet = |raw: &Raw<'_>| order.pipeline.sheet(raw).ok();
    pass::over(order, (Pass::Sites, watch), sheet, |_, sheet| sites.add(&sheet))?;
    Ok(sites)
}

/// Compares the kept texts of all documents, as the pipeline will leave them.
fn clusters(
    order: &Order,
    sites: Option<&Sites>,
    watch: &mut dyn Watch,
) -> Result<Clusters, BatchError> {
    let mut finder = Finder::new(&order.duplicates);
    let signature = |raw: &Raw<'_>| {
        let doc = order.pipeline.run_among(raw, sites).ok()?;
        Some((Signature::of(&doc)?, doc.source.sha256))
    };
    pass::over(order, (Pass::Duplicates, watch), signature, |number, (signature, sha256)| {
        finder.add(number, &sha256, signature);
    })?;
    Ok(finder.finish())
}
