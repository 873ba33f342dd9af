//! Who takes part, how each is run, and what comes of it.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Deserialize;

use super::child::Cost;
use super::setup::Setup;

/// A row of the table.
pub(super) struct Contestant {
    /// What it is called.
    pub(super) name: &'static str,
    /// Whether the texts that it writes are scored; it is timed alone else.
    pub(super) scored: bool,
    runs: Runs,
}

/// How a contestant is run.
enum Runs {
    /// As the shipped command, with these formats.
    Pumice(&'static str),
    /// By `driver.py`, under this name.
    Python(&'static str),
    /// By `driver.rs`, under this name.
    Rust(&'static str),
}

/// Everyone who takes part; the first is whom the others are compared with.
pub(super) const CONTESTANTS: &[Contestant] = &[
    Contestant { name: "pumice, TEI and JSON", scored: false, runs: Runs::Pumice("tei,json") },
    Contestant { name: "pumice, text", scored: true, runs: Runs::Pumice("text") },
    Contestant { name: "resiliparse", scored: true, runs: Runs::Python("resiliparse") },
    Contestant { name: "trafilatura", scored: true, runs: Runs::Python("trafilatura") },
    Contestant { name: "trafilatura, TEI", scored: false, runs: Runs::Python("trafilatura-tei") },
    Contestant { name: "rs-trafilatura", scored: true, runs: Runs::Rust("rs-trafilatura") },
    Contestant { name: "dom_smoothie", scored: true, runs: Runs::Rust("dom_smoothie") },
    Contestant { name: "html5ever, bare parse", scored: false, runs: Runs::Rust("html5ever") },
];

/// What came of all pages.
pub(super) struct Outcome {
    /// The text of each page, or why there is none.
    pub(super) texts: Vec<Result<String, Trouble>>,
    /// Processor time, in seconds, without that of starting.
    pub(super) cpu: f64,
    /// Peak resident memory, in bytes.
    pub(super) peak: u64,
}

/// Why a page has no text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It was refused, or the process crashed over it.
    Failed,
    /// It took too long.
    TimedOut,
}

/// A line that a driver prints.
#[derive(Deserialize)]
struct Said {
    text: Option<String>,
}

/// A line of pumice's journal.
#[derive(Deserialize)]
struct Journalled {
    name: String,
    status: String,
}

impl Contestant {
    /// Runs it over all pages.
    pub(super) fn run(&self, setup: &Setup) -> anyhow::Result<Outcome> {
        let driver = match self.runs {
            Runs::Pumice(formats) => return pumice(setup, formats),
            Runs::Python(peer) => {
                vec![setup.interpreter().into(), "driver.py".into(), OsString::from(peer)]
            }
            Runs::Rust(peer) => {
                let program = setup.folder.join("driver/target/release/driver");
                vec![program.into(), OsString::from(peer)]
            }
        };
        drive(setup, driver)
    }
}

/// Runs a driver, and again behind every page that ended it.
fn drive(setup: &Setup, mut command: Vec<OsString>) -> anyhow::Result<Outcome> {
    let list = setup.folder.join("list");
    command.push(list.clone().into());
    fs::write(&list, "")?;
    let start = setup.start(&command)?;
    let mut outcome = Outcome { texts: Vec::new(), cpu: 0.0, peak: 0 };
    while outcome.texts.len() < setup.pages.len() {
        fs::write(&list, lines(&setup.pages[outcome.texts.len()..]))?;
        let cost = setup.measure(&command)?;
        outcome.add(&cost, &start);
        let printed = fs::read_to_string(setup.printed())?;
        // A process that was ended may leave half a line.
        let said = printed.lines().map_while(|line| serde_json::from_str::<Said>(line).ok());
        outcome.texts.extend(said.map(|said| said.text.ok_or(Trouble::Failed)));
        if outcome.texts.len() < setup.pages.len() {
            let why = if cost.timed_out { Trouble::TimedOut } else { Trouble::Failed };
            outcome.texts.push(Err(why));
        }
    }
    Ok(outcome)
}

fn lines(pages: &[PathBuf]) -> String {
    let paths: Vec<String> = pages.iter().map(|page| page.display().to_string()).collect();
    paths.join("\n")
}

/// Runs pumice as its users do, with one thread and into a new folder. What it writes stays: a file
/// system that has just removed files is slow to make others.
fn pumice(setup: &Setup, formats: &str) -> anyhow::Result<Outcome> {
    let program = setup.pumice.clone().into_os_string();
    let run = |input: &str| -> anyhow::Result<(PathBuf, Cost)> {
        let out = tempfile::Builder::new().prefix("out-").tempdir_in(&setup.folder)?.keep();
        let options = ["--format", formats, "--jobs", "1", "--quiet", "-o"];
        let mut command = vec![program.clone(), "run".into(), input.into()];
        command.extend(options.iter().map(Into::into));
        command.push(out.clone().into());
        let cost = if input == "none" { setup.start(&command) } else { setup.measure(&command) }?;
        Ok((out, cost))
    };
    let (_, start) = run("none")?;
    let (out, cost) = run("pages")?;
    let mut outcome = Outcome { texts: texts(setup, &out)?, cpu: 0.0, peak: 0 };
    outcome.add(&cost, &start);
    Ok(outcome)
}

/// What stands in pumice's journal and beside it.
fn texts(setup: &Setup, out: &Path) -> anyhow::Result<Vec<Result<String, Trouble>>> {
    let journal = fs::read_to_string(out.join("journal.jsonl")).context("pumice's journal")?;
    let lines = journal.lines().map(serde_json::from_str::<Journalled>);
    let statuses: HashMap<String, String> =
        lines.map(|line| line.map(|line| (line.name, line.status))).collect::<Result<_, _>>()?;
    let text = |page: &PathBuf| {
        let name = page.file_name().unwrap_or_default().to_string_lossy();
        match statuses.get(&*name).map(String::as_str) {
            None | Some("failed" | "skipped") => Err(Trouble::Failed),
            // Where no text is asked for there is none, and none is scored.
            Some(_) => Ok(fs::read_to_string(out.join(format!("{name}.txt"))).unwrap_or_default()),
        }
    };
    Ok(setup.pages.iter().map(text).collect())
}

impl Outcome {
    /// Adds a process. Over very few pages it may take no longer than one over none.
    fn add(&mut self, cost: &Cost, start: &Cost) {
        const LEAST: f64 = 1e-3;
        self.cpu += (cost.cpu - start.cpu).max(LEAST);
        self.peak = self.peak.max(cost.peak);
    }

    /// How many pages met this trouble.
    pub(super) fn count(&self, trouble: Trouble) -> usize {
        self.texts.iter().filter(|text| text.as_ref().err() == Some(&trouble)).count()
    }
}
