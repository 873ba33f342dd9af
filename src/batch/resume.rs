//! Taking up what an earlier run has left, or starting anew.

use std::collections::HashSet;
use std::path::{Component, Path};
use std::sync::Arc;

use super::document::LINES_FILE;
use super::earlier::{Earlier, scan};
use super::journal::JOURNAL_FILE;
use super::line::Line;
use super::names::Names;
use super::report::REPORT_FILE;
use super::totals::{RUN_FILE, Run, Totals};
use super::{BatchError, OWN_FILES, Order};
use crate::output::{ASIDE, Disk, Known, OutputError, Tree};

/// What an output folder holds already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// No results.
    Nothing,
    /// Results of the same pipeline, for so many documents.
    Same(usize),
    /// Results of another pipeline or version.
    Other,
}

/// What stands in the output folder already.
///
/// # Errors
/// When it cannot be read.
pub fn look(disk: &dyn Disk, folder: &Path, digest: &str) -> Result<Found, OutputError> {
    let journal = folder.join(JOURNAL_FILE);
    if !disk.has(&journal).map_err(OutputError::at(&journal))? {
        return Ok(Found::Nothing);
    }
    let run = Run::read(disk, &folder.join(RUN_FILE))?;
    let is_same = |run: &Run| run.pipeline == digest && run.version == env!("CARGO_PKG_VERSION");
    if !run.as_ref().is_some_and(is_same) {
        return Ok(Found::Other);
    }
    Ok(Found::Same(Earlier::read(disk, &journal)?.len()))
}

/// Makes the folder ready, and gives what earlier runs have done that still holds.
pub(super) fn prepare(
    order: &Order,
    tree: &Tree,
) -> Result<(Arc<Earlier>, Arc<Known>), BatchError> {
    let shown = order.folder.display();
    if order.fresh {
        clear(tree)?;
    } else if look(tree.disk(), &order.folder, &order.digest)? == Found::Other {
        return Err(BatchError::Refused(format!(
            "{shown}: its results were made by another pipeline or another version of pumice; \
             give --fresh to replace them, or another folder"
        )));
    }
    let earlier = Earlier::read(tree.disk(), &tree.path(JOURNAL_FILE))?;
    if let Some(damage) = earlier.damaged.first()
        && !order.repair
    {
        let path = tree.path(JOURNAL_FILE);
        return Err(BatchError::Damaged(format!(
            "{}: line {} (byte {}) is not what was written there; give --repair to do its document \
             anew, or --fresh to start over",
            path.display(),
            damage.line,
            damage.offset
        )));
    }
    // First of all: a run that is cut off must be known for what it was, and that it has not ended.
    run_file(order, None).write(tree)?;
    let known = if earlier.len() > 0 && order.writes_lines() {
        Known::read(tree, LINES_FILE)?
    } else {
        Known::default()
    };
    Ok((Arc::new(earlier), Arc::new(known)))
}

/// What `run.json` says.
pub(super) fn run_file(order: &Order, totals: Option<Totals>) -> Run {
    Run {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        pipeline: order.digest.clone(),
        limits: order.limits.clone(),
        totals,
    }
}

/// Removes what earlier runs have written, as far as their journal knows of it; the journal last.
fn clear(tree: &Tree) -> Result<(), OutputError> {
    let journal = tree.path(JOURNAL_FILE);
    let mut removed = Ok(());
    // Of lines that others took the place of, too: their files may still be there.
    let remove = |_, _, line: Option<Line>| {
        let outputs = line.into_iter().flat_map(|line| line.outputs);
        for written in outputs.filter(|written| is_inside(&written.path)) {
            if removed.is_ok() {
                removed = tree.remove(&tree.path(&written.path));
            }
        }
    };
    scan(tree.disk(), &journal, remove).map_err(OutputError::at(&journal))?;
    removed?;
    tree.remove(&tree.path_aside(LINES_FILE))?;
    for file in [LINES_FILE, REPORT_FILE, RUN_FILE] {
        tree.remove(&tree.path(file))?;
    }
    tree.remove(&journal)
}

/// Whether a path of a journal stays in its folder: the file may have been changed by anybody.
pub(super) fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// The names that can be given: not those of the run's own files, and not those of documents that
/// an earlier run has written from inputs that are no part of this one.
pub(super) fn names(order: &Order, earlier: &Earlier) -> Result<Names, OutputError> {
    let endings = order.outputs.iter().filter(|output| !output.entry.lines);
    let endings = endings.map(|output| output.entry.extension).collect();
    let own: Vec<&str> = OWN_FILES.into_iter().chain([ASIDE]).collect();
    let mut names = Names::new(endings, &own);
    if earlier.len() > 0 {
        let files = order.plan.files.iter();
        let inputs: HashSet<String> = files.map(|file| file.input).collect();
        for line in earlier.lines() {
            let (_, line) = line?;
            if !inputs.contains(&line.input) {
                names.take(&line.name);
            }
        }
    }
    Ok(names)
}
