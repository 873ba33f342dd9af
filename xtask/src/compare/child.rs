//! A process that is measured.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Context;
use serde::Deserialize;

use super::setup::Setup;

/// What a process took, and how it ended. `measure.py` says it.
#[derive(Deserialize)]
pub(super) struct Cost {
    /// Processor time of user and system, in seconds.
    pub(super) cpu: f64,
    /// Peak resident memory, in bytes.
    pub(super) peak: u64,
    /// Its exit code; negative for a signal.
    pub(super) code: i32,
    /// Whether it ended itself over a page that took too long.
    pub(super) timed_out: bool,
}

impl Setup {
    /// What the processes print.
    pub(super) fn printed(&self) -> PathBuf {
        self.folder.join("printed")
    }

    /// What the processes have to complain about.
    fn complaints(&self) -> PathBuf {
        self.folder.join("complaints.log")
    }

    /// Runs a command to its end.
    pub(super) fn measure<A: AsRef<OsStr>>(&self, command: &[A]) -> anyhow::Result<Cost> {
        let mut measure = Command::new(self.interpreter());
        measure.current_dir(&self.folder).args(["-I", "-S", "measure.py"]);
        measure.arg(self.printed()).arg(self.complaints()).args(command);
        let said = measure.output().context("measure.py")?;
        let complaint = String::from_utf8_lossy(&said.stderr);
        serde_json::from_slice(&said.stdout).with_context(|| complaint.trim().to_owned())
    }

    /// Runs a command that must not fail, over no pages: what remains is the cost of starting it.
    pub(super) fn start<A: AsRef<OsStr>>(&self, command: &[A]) -> anyhow::Result<Cost> {
        fs::write(self.complaints(), "")?;
        let cost = self.measure(command)?;
        if cost.code != 0 {
            let complaint = fs::read_to_string(self.complaints())?;
            anyhow::bail!("{} does not run\n{complaint}", command[0].as_ref().display());
        }
        Ok(cost)
    }
}
