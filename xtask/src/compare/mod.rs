//! `cargo xtask compare CORPUS`: pumice beside other extractors, on the same pages in the same run.

mod child;
mod contestants;
mod report;
mod setup;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::corpus;
use crate::machine;
use contestants::{CONTESTANTS, Outcome};
use setup::Setup;

/// Run pumice and other extractors over a corpus and print how near their texts come to the
/// reference texts, what they cost, and how they compare.
///
/// The others are fetched from the registries of Python and Rust into a folder of their own; that
/// takes python3, and the first time a network. All are given the pages as UTF-8, so that none need
/// guess an encoding. Processor time is that of the whole process, less that of one over no pages.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A folder with html/, ground-truth/ and maybe metadata.json
    corpus: PathBuf,
    /// Only so many pages, the first by name
    #[arg(long)]
    pages: Option<usize>,
    /// Run each so many times; its least processor time counts
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Where to put the others and what all of them write [default: target/compare]
    #[arg(long)]
    folder: Option<PathBuf>,
}

/// Runs the task.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let mut pages = corpus::load(&args.corpus)?;
    pages.truncate(args.pages.unwrap_or(usize::MAX));
    anyhow::ensure!(!pages.is_empty(), "{} has no pages", args.corpus.display());
    let folder = args.folder.clone().unwrap_or_else(|| setup::root().join("target/compare"));
    let setup = Setup::make(&folder, &pages)?;
    let mut outcomes: Vec<Outcome> = Vec::new();
    let load = machine::load();
    for round in 1..=args.rounds {
        for (at, contestant) in CONTESTANTS.iter().enumerate() {
            note(&format!("{}, round {round} of {}", contestant.name, args.rounds))?;
            let outcome = contestant.run(&setup)?;
            match outcomes.get_mut(at) {
                Some(best) if outcome.cpu >= best.cpu => {}
                Some(best) => *best = outcome,
                None => outcomes.push(outcome),
            }
        }
    }
    let out = &mut io::stdout().lock();
    machine::describe(&["pumice", "html5ever"], out)?;
    if let (Some(before), Some(after)) = (load, machine::load()) {
        writeln!(out, "load       {before} before, {after} after")?;
    }
    writeln!(out, "others     {}", setup::versions().join(", "))?;
    writeln!(out, "pages      {} of {}", pages.len(), name(&args.corpus))?;
    report::print(&outcomes, &pages, out)?;
    Ok(())
}

fn name(corpus: &Path) -> String {
    corpus.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Says on standard error what is being done: it may take a while.
fn note(doing: &str) -> io::Result<()> {
    writeln!(io::stderr(), "{doing} …")
}
