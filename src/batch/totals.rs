//! `run.json`: what a run was and what came of it. No clock: the same run gives the same bytes.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::line::{Counts, Line, Tally};
use crate::document::{Cluster, Status};
use crate::output::{Disk, OutputError, Tree};

/// The file with the totals.
pub const RUN_FILE: &str = "run.json";
/// Reasons that are told apart; what comes after them is counted as one.
const MOST_REASONS: usize = 200;

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
    /// Documents that are not `ok`, by their status and reason. A number in a reason is left out, so
    /// that the same reason counts as one.
    pub reasons: BTreeMap<String, u64>,
    /// Characters that were removed, by kind.
    pub removed: BTreeMap<String, u64>,
    /// Documents that nearly repeat one another, where there are any.
    #[serde(default, skip_serializing_if = "Repeats::is_none")]
    pub duplicates: Repeats,
}

/// Documents that nearly repeat one another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeats {
    /// Those that others repeat: the first of each cluster.
    pub clusters: u64,
    /// Those that repeat a first.
    pub documents: u64,
}

impl Repeats {
    fn is_none(&self) -> bool {
        *self == Repeats::default()
    }

    fn add(&mut self, cluster: &Cluster) {
        *if cluster.first { &mut self.clusters } else { &mut self.documents } += 1;
    }
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
        for (kind, chars) in &line.removed {
            *self.removed.entry(kind.clone()).or_default() += chars;
        }
        if let Some(cluster) = &line.cluster {
            self.duplicates.add(cluster);
        }
        if line.status != Status::Ok {
            self.add_reason(line);
        }
    }

    fn add_reason(&mut self, line: &Line) {
        let reason = without_numbers(line.reason.as_deref().unwrap_or("no reason"));
        let mut reason = format!("{}: {reason}", line.status.name());
        if self.reasons.len() >= MOST_REASONS && !self.reasons.contains_key(&reason) {
            reason = format!("{}: other reasons", line.status.name());
        }
        *self.reasons.entry(reason).or_default() += 1;
    }

    /// Documents of a status.
    pub fn count(&self, status: Status) -> u64 {
        self.status.get(&status).copied().unwrap_or_default()
    }
}

/// A reason with `…` for each number.
fn without_numbers(reason: &str) -> String {
    let mut out = String::with_capacity(reason.len());
    let mut in_number = false;
    for c in reason.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !in_number {
            out.push('…');
        }
        in_number = c.is_ascii_digit();
    }
    out
}

impl Run {
    /// What stands in a `run.json`; nothing where there is none or another version wrote it.
    pub(super) fn read(disk: &dyn Disk, path: &Path) -> Result<Option<Run>, OutputError> {
        let read = || {
            let mut json = Vec::new();
            disk.open(path)?.read_to_end(&mut json).map(|_| json)
        };
        match read() {
            Ok(json) => Ok(serde_json::from_slice(&json).ok()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(OutputError::at(path)(error)),
        }
    }

    /// The bytes of a `run.json`.
    pub(super) fn to_json(&self) -> io::Result<Vec<u8>> {
        let mut json = serde_json::to_vec_pretty(self)?;
        json.push(b'\n');
        Ok(json)
    }

    /// Writes it.
    pub(super) fn write(&self, tree: &Tree) -> Result<(), OutputError> {
        tree.replace(RUN_FILE, |out| out.write_all(&self.to_json()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_that_differ_in_numbers_are_one() {
        assert_eq!(without_numbers("line 17: 3 of 45 bytes"), "line …: … of … bytes");
    }
}
