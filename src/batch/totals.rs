//! `run.json`: what a run was and what came of it. No clock: the same run gives the same bytes.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::journal;
use super::line::{Counts, Line, Tally};
use crate::document::Status;
use crate::output::{OutputError, write};

/// The whole of `run.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The version of pumice.
    pub version: String,
    /// The digest of the pipeline.
    pub pipeline: String,
    /// The limits that were in force, by their keys in `pipeline.toml`.
    pub limits: Value,
    /// What came of it; null until the run has ended.
    pub totals: Option<Totals>,
}

/// Sums over all documents of the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Lines of the journal.
    pub documents: u64,
    /// Documents, by status.
    pub status: BTreeMap<Status, u64>,
    /// Characters, without white space.
    pub counts: Counts,
    /// Decisions and characters, by stage.
    pub stages: BTreeMap<String, Tally>,
    /// Documents, by the language of most of their text.
    pub languages: BTreeMap<String, u64>,
}

impl Totals {
    /// Adds a document.
    pub fn add(&mut self, line: &Line) {
        self.documents += 1;
        *self.status.entry(line.status).or_default() += 1;
        self.counts.add(line.counts);
        for (stage, tally) in &line.stages {
            self.stages.entry(stage.clone()).or_default().add(*tally);
        }
        if let Some(language) = &line.language {
            *self.languages.entry(language.clone()).or_default() += 1;
        }
    }

    /// Adds up a journal.
    pub(super) fn of(journal: &Path) -> Result<Totals, OutputError> {
        let mut totals = Totals::default();
        journal::read(journal, |line| totals.add(&line))?;
        Ok(totals)
    }

    /// Documents of a status.
    pub fn count(&self, status: Status) -> u64 {
        self.status.get(&status).copied().unwrap_or_default()
    }
}

impl Run {
    /// What stands in a `run.json`; nothing where it cannot be read.
    pub(super) fn read(path: &Path) -> Option<Run> {
        serde_json::from_slice(&std::fs::read(path).ok()?).ok()
    }

    /// Writes it.
    pub(super) fn write(&self, path: &Path) -> Result<(), OutputError> {
        let json = serde_json::to_vec_pretty(self).map_err(std::io::Error::from);
        let mut json = json.map_err(OutputError::at(path))?;
        json.push(b'\n');
        write(path, &json)
    }
}
