//! Kills a run at seeded moments, lets the next one go on, and looks what is lost.
//!
//! The test `tests/batch` and the command `cargo xtask kill` share this file.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use pumice::document::sha256;

/// What is to be done.
pub(crate) struct Campaign<'a> {
    /// The command `pumice`.
    pub(crate) program: &'a Path,
    /// Where inputs and outputs may be put.
    pub(crate) folder: &'a Path,
    /// Documents of a run.
    pub(crate) documents: u64,
    /// Times that a run is killed.
    pub(crate) kills: u64,
    /// What the moments and the documents depend on.
    pub(crate) seed: u64,
    /// A pipeline; without one the built-in is used.
    pub(crate) config: Option<&'a Path>,
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// How long a run takes that nobody disturbs.
    pub(crate) undisturbed: Duration,
    /// Times that a run was killed.
    pub(crate) kills: u64,
    /// Documents in the journal when a run was killed, each time.
    pub(crate) reached: Vec<u64>,
    /// Folders that were finished after all the kills in them.
    pub(crate) finished: u64,
    /// Documents that are in no journal at the end.
    pub(crate) lost: u64,
    /// Lines of a journal for a document that has one already.
    pub(crate) twice: u64,
    /// Files that are not those of an undisturbed run.
    pub(crate) different: Vec<String>,
    /// The SHA-256 of all names and SHA-256s of an undisturbed run's files.
    pub(crate) tree: String,
}

/// The share of an undisturbed run's time, in thousandths, within which a kill comes.
const SOONEST: u64 = 20;
const LATEST: u64 = 400;

impl Campaign<'_> {
    /// Runs it.
    pub(crate) fn run(&self) -> anyhow::Result<Outcome> {
        write_documents(&self.folder.join("in"), self.documents, self.seed)?;
        let begun = Instant::now();
        ensure!(self.command("clean").status()?.success(), "the undisturbed run failed");
        let undisturbed = begun.elapsed();
        let clean = tree(&self.folder.join("clean"))?;
        let mut listed = String::new();
        for (name, sha256) in &clean {
            listed.extend([sha256.as_str(), "  ", name.as_str(), "\n"]);
        }
        let mut outcome = Outcome {
            undisturbed,
            kills: 0,
            reached: Vec::new(),
            finished: 0,
            lost: 0,
            twice: 0,
            different: Vec::new(),
            tree: sha256(listed.as_bytes()),
        };
        let mut dice = Dice(self.seed);
        while outcome.kills < self.kills {
            self.harass(&mut outcome, &mut dice)?;
            self.compare(&mut outcome, &clean)?;
            fs::remove_dir_all(self.folder.join("out"))?;
        }
        Ok(outcome)
    }

    fn command(&self, out: &str) -> Command {
        let mut command = Command::new(self.program);
        command.args(["run", "in", "-o", out, "--quiet"]).current_dir(self.folder);
        command.args(self.config.iter().flat_map(|path| [Path::new("-c"), path]));
        command.stderr(Stdio::inherit());
        command
    }

    /// Kills a run again and again, until one ends before its moment or there were kills enough.
    fn harass(&self, outcome: &mut Outcome, dice: &mut Dice) -> anyhow::Result<()> {
        loop {
            let share = SOONEST + dice.throw(LATEST - SOONEST);
            let moment = outcome.undisturbed.mul_f64(share as f64 / 1000.0);
            let mut run = self.command("out").spawn()?;
            thread::sleep(moment);
            if let Some(ended) = run.try_wait()? {
                ensure!(ended.success(), "a run that was not killed failed");
                return Ok(());
            }
            // SIGKILL: the process learns nothing of it.
            run.kill()?;
            run.wait()?;
            outcome.kills += 1;
            outcome.reached.push(lines(&self.folder.join("out/journal.jsonl")));
            if outcome.kills == self.kills {
                ensure!(self.command("out").status()?.success(), "the last run failed");
                return Ok(());
            }
        }
    }

    fn compare(&self, outcome: &mut Outcome, clean: &Tree) -> anyhow::Result<()> {
        outcome.finished += 1;
        let found = tree(&self.folder.join("out"))?;
        let all: HashSet<&String> = found.keys().chain(clean.keys()).collect();
        let different = all.into_iter().filter(|name| found.get(*name) != clean.get(*name));
        outcome.different.extend(different.cloned());
        let journal = fs::read_to_string(self.folder.join("out/journal.jsonl"))?;
        let mut names = HashSet::new();
        for line in journal.lines() {
            let line: serde_json::Value = serde_json::from_str(line)?;
            let name = line["input"].as_str().context("a line without an input")?.to_owned();
            outcome.twice += u64::from(!names.insert(name));
        }
        outcome.lost += self.documents.saturating_sub(names.len() as u64);
        Ok(())
    }
}

fn lines(path: &Path) -> u64 {
    fs::read_to_string(path).unwrap_or_default().matches('\n').count() as u64
}

/// Every file beneath a folder, with its SHA-256.
pub(crate) type Tree = BTreeMap<String, String>;

/// Every file beneath a folder, with its SHA-256.
pub(crate) fn tree(folder: &Path) -> anyhow::Result<Tree> {
    let (mut files, mut open) = (Tree::new(), vec![folder.to_owned()]);
    while let Some(within) = open.pop() {
        for entry in fs::read_dir(&within)? {
            let path: PathBuf = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder)?.to_string_lossy().into_owned();
                files.insert(name, sha256(&fs::read(&path)?));
            }
        }
    }
    Ok(files)
}

/// Words that say nothing.
const WORDS: [&str; 16] = [
    "harbour", "boats", "quiet", "morning", "the", "and", "of", "water", "town", "bridge", "small",
    "wind", "over", "stands", "between", "light",
];

/// Small documents, of HTML and of plain text, in folders of a thousand.
pub(crate) fn write_documents(folder: &Path, count: u64, seed: u64) -> anyhow::Result<()> {
    let mut dice = Dice(seed ^ 0x5EED);
    for number in 0..count {
        let within = folder.join(format!("{:03}", number / 1000));
        fs::create_dir_all(&within)?;
        let (name, text) = document(number, &mut dice);
        fs::write(within.join(name), text)?;
    }
    Ok(())
}

/// One small document and its name.
pub(crate) fn document(number: u64, dice: &mut Dice) -> (String, String) {
    let mut sentence = |words: u64| {
        let word = |_| WORDS[dice.throw(WORDS.len() as u64) as usize];
        let words: Vec<&str> = (0..words).map(word).collect();
        format!("{}.", words.join(" "))
    };
    if number.is_multiple_of(4) {
        let paragraphs = [sentence(30), sentence(40)].join("\n\n");
        return (format!("{number:06}.txt"), format!("Document {number}\n\n{paragraphs}\n"));
    }
    let [first, second] = [sentence(30), sentence(40)];
    let page = format!(
        "<title>Document {number}</title><nav><a href=/>Home</a> <a href=/news>News</a></nav>\
         <article><h1>Document {number}</h1><p>{first}</p><p>{second}</p></article>\
         <footer>All rights reserved</footer>\n"
    );
    (format!("{number:06}.html"), page)
}

/// The generator "splitmix64": good enough to throw dice with.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// A number below `sides`.
    pub(crate) fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % sides
    }
}
