//! `cargo xtask tei CORPUS --rng FILE`: whether the TEI of every page is valid.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use pumice::pipeline::Pipeline;
use pumice::writers::{self, Writer};
use rayon::prelude::*;

use crate::corpus::{self, Page};
use crate::evaluate::conserves;

/// The TEI writer with every option on.
const ALL_ON: [&str; 3] = ["removed = 'text'", "languages = true", "candidates = true"];

/// Write the TEI of every page of a corpus with every option on, and validate it with jing.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A folder with html/, ground-truth/ and maybe metadata.json
    corpus: PathBuf,
    /// The RELAX NG schema to validate against
    #[arg(long)]
    rng: PathBuf,
    /// Options of the TEI writer, as in pipeline.toml; by default every one is on
    #[arg(long = "option", value_name = "KEY=VALUE", default_values = ALL_ON)]
    options: Vec<String>,
    /// Where to leave the files; without it they are deleted in the end
    #[arg(long)]
    keep: Option<PathBuf>,
}

/// Runs the task.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let pages = corpus::load(&args.corpus)?;
    let folder = args.keep.clone().unwrap_or_else(temporary);
    fs::create_dir_all(&folder)?;
    let result = write_and_validate(args, &pages, &folder);
    if args.keep.is_none() {
        fs::remove_dir_all(&folder)?;
    }
    result
}

fn write_and_validate(args: &Args, pages: &[Page], folder: &Path) -> anyhow::Result<()> {
    let entry = writers::find("tei").context("there is no TEI writer")?;
    let options = args.options.join("\n");
    let writer = (entry.build)(toml::from_str(&options).context(options.clone())?)?;
    let pipeline = Pipeline::standard()?;
    let written: Vec<Written> = pages
        .par_iter()
        .map(|page| write(page, &pipeline, &*writer, folder))
        .collect::<anyhow::Result<_>>()?;
    let files: Vec<&Path> = written.iter().filter_map(|page| page.file.as_deref()).collect();
    let mistakes = validate(&args.rng, &files)?;
    let lost = written.iter().filter(|page| !page.conserves).count();
    let failed = pages.len() - files.len();

    let out = &mut io::stdout().lock();
    for mistake in mistakes.iter().take(20) {
        writeln!(out, "{mistake}")?;
    }
    writeln!(out, "documents               {:>6}", files.len())?;
    writeln!(out, "failed                  {failed:>6}")?;
    writeln!(out, "errors                  {:>6}", mistakes.len())?;
    writeln!(out, "conservation violated   {lost:>6}")?;
    ensure!(mistakes.is_empty() && lost + failed == 0, "not every document is as it should be");
    Ok(())
}

/// What came of one page.
struct Written {
    /// The TEI file; nothing when the page could not be read.
    file: Option<PathBuf>,
    /// Whether kept and removed text are the whole text.
    conserves: bool,
}

fn write(
    page: &Page,
    pipeline: &Pipeline,
    writer: &dyn Writer,
    folder: &Path,
) -> anyhow::Result<Written> {
    let Ok(doc) = pipeline.run(&page.raw()?) else {
        return Ok(Written { file: None, conserves: true });
    };
    let file = folder.join(format!("{}.tei.xml", page.id));
    let mut bytes = Vec::new();
    writer.write(&doc, &mut bytes)?;
    fs::write(&file, bytes)?;
    Ok(Written { file: Some(file), conserves: conserves(&doc) })
}

/// What jing finds wrong, a line each.
fn validate(rng: &Path, files: &[&Path]) -> anyhow::Result<Vec<String>> {
    // A Java start costs as much as a hundred documents, and a command line has an end.
    const AT_ONCE: usize = 500;
    let mut mistakes = Vec::new();
    for files in files.chunks(AT_ONCE) {
        let output = Command::new("jing").arg(rng).args(files).output().context("jing")?;
        let said = String::from_utf8_lossy(&output.stdout);
        let before = mistakes.len();
        mistakes.extend(said.lines().map(str::to_owned));
        let silent = mistakes.len() == before && !output.status.success();
        ensure!(!silent, "jing: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(mistakes)
}

fn temporary() -> PathBuf {
    std::env::temp_dir().join(format!("pumice-tei-{}", std::process::id()))
}
