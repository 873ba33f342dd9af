//! Taking up what an earlier run has left, or starting anew.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Component, Path};

use super::document::LINES_FILE;
use super::journal::Earlier;
use super::names::Names;
use super::totals::{Run, Totals};
use super::{BatchError, JOURNAL_FILE, LOCK_FILE, Order, RUN_FILE};
use crate::output::{Lines, OutputError};

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
pub fn look(folder: &Path, digest: &str) -> Result<Found, OutputError> {
    if !folder.join(JOURNAL_FILE).exists() {
        return Ok(Found::Nothing);
    }
    let run = Run::read(&folder.join(RUN_FILE));
    let is_same = |run: &Run| run.pipeline == digest && run.version == env!("CARGO_PKG_VERSION");
    if !run.as_ref().is_some_and(is_same) {
        return Ok(Found::Other);
    }
    Ok(Found::Same(Earlier::read(&folder.join(JOURNAL_FILE))?.len()))
}

/// Makes the folder ready, and gives what earlier runs have done that still holds.
pub(super) fn prepare(order: &Order<'_>) -> Result<Earlier, BatchError> {
    let folder = &order.folder;
    if order.fresh {
        clear(folder)?;
    } else if look(folder, &order.digest)? == Found::Other {
        return Err(BatchError::Refused(format!(
            "{}: its results were made by another pipeline or another version of pumice; \
             give --fresh to replace them, or another folder",
            folder.display()
        )));
    }
    // First of all: a run that is cut off at once must be known for what it was.
    let path = folder.join(RUN_FILE);
    if !path.exists() {
        run_file(order, None).write(&path)?;
    }
    Ok(Earlier::read(&folder.join(JOURNAL_FILE))?)
}

/// What `run.json` says.
pub(super) fn run_file(order: &Order<'_>, totals: Option<Totals>) -> Run {
    Run {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        pipeline: order.digest.clone(),
        limits: order.limits.clone(),
        totals,
    }
}

/// Removes what earlier runs have written, as far as their journal knows of it; the journal last.
fn clear(folder: &Path) -> Result<(), OutputError> {
    let journal = folder.join(JOURNAL_FILE);
    for (_, line) in Earlier::read(&journal)?.lines() {
        for written in line.outputs.iter().filter(|written| is_inside(&written.path)) {
            remove(&folder.join(&written.path))?;
        }
    }
    let part = Path::new(LINES_FILE).with_extension("jsonl.part");
    for file in [part.as_path(), Path::new(LINES_FILE), Path::new(RUN_FILE)] {
        remove(&folder.join(file))?;
    }
    remove(&journal)
}

/// Whether a path of a journal stays in its folder: the file may have been changed by anybody.
fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

fn remove(path: &Path) -> Result<(), OutputError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(OutputError::at(path)(error)),
        _ => Ok(()),
    }
}

/// The names that can be given: not those of the run's own files, and not those of documents that
/// an earlier run has written from inputs that are no part of this one.
pub(super) fn names(order: &Order<'_>, earlier: &Earlier) -> Names {
    let endings = order.outputs.iter().filter(|output| !output.entry.lines);
    let endings = endings.map(|output| output.entry.extension).collect();
    let own = [JOURNAL_FILE, LOCK_FILE, RUN_FILE, LINES_FILE, "documents.jsonl.part"];
    let mut names = Names::new(endings, &own);
    let inputs: HashSet<&str> = order.plan.files.iter().map(|file| file.input.as_str()).collect();
    for (_, line) in earlier.lines().filter(|(_, line)| !inputs.contains(line.input.as_str())) {
        names.take(&line.name);
    }
    names
}

/// The lines of `documents.jsonl` that the journal knows of and that are there.
pub(super) fn known_lines(earlier: &Earlier, lines: Option<&Lines>) -> HashSet<String> {
    let Some(lines) = lines else { return HashSet::new() };
    let written = earlier.lines().flat_map(|(_, line)| line.outputs);
    let of_lines = written.filter(|written| written.path == LINES_FILE);
    of_lines.map(|written| written.sha256).filter(|sha256| lines.has(sha256)).collect()
}
