//! `cargo xtask evaluate CORPUS`: how near the pipeline comes to the reference texts.

mod report;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use pumice::document::{Document, Status};
use pumice::pipeline::Pipeline;
use rayon::prelude::*;

use crate::corpus::{self, Page};
use crate::score::{Score, Unit};

/// Run the pipeline over a corpus and print how near its texts come to the reference texts.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A folder with html/, ground-truth/ and maybe metadata.json
    corpus: PathBuf,
    /// How many of the worst pages to name
    #[arg(long, default_value_t = 20)]
    worst: usize,
    /// Score the whole text of each page, as if nothing had been removed
    #[arg(long)]
    keep_all: bool,
    /// Only pages whose id begins so
    #[arg(long, default_value = "")]
    only: String,
}

/// How one page came out.
struct Outcome<'a> {
    page: &'a Page,
    score: Score,
    /// Nothing when it could not be read, or when something panicked.
    status: Option<Status>,
    /// Whether kept and removed text are the whole text.
    conserves: bool,
    time: Duration,
}

/// Runs the task.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let mut pages = corpus::load(&args.corpus)?;
    pages.retain(|page| page.id.starts_with(&args.only));
    let pipeline = Pipeline::standard()?;
    let outcomes: Vec<Outcome<'_>> = pages
        .par_iter()
        .map(|page| assess(page, &pipeline, args.keep_all))
        .collect::<Result<_, _>>()?;
    report::print(&outcomes, args.worst, &mut io::stdout().lock())?;
    Ok(())
}

fn assess<'a>(page: &'a Page, pipeline: &Pipeline, keep_all: bool) -> anyhow::Result<Outcome<'a>> {
    let raw = page.raw()?;
    let begun = Instant::now();
    // One page must not end the run: a panic is a failure of that page, and the report names it.
    let run = catch_unwind(AssertUnwindSafe(|| pipeline.run(&raw)));
    let time = begun.elapsed();
    let Ok(Ok(doc)) = run else {
        return Ok(Outcome { page, score: Score::default(), status: None, conserves: true, time });
    };
    let text = if keep_all { doc.full_text().to_owned() } else { doc.clean_text().text };
    Ok(Outcome {
        page,
        score: Score::of(&text, &page.gold, Unit::of(page.lang.as_deref())),
        status: Some(doc.status()),
        conserves: conserves(&doc),
        time,
    })
}

/// Whether every character that is not white space is kept or stands in a removal.
pub(crate) fn conserves(doc: &Document) -> bool {
    let removed: u32 = doc.removals().iter().map(|removal| removal.chars).sum();
    doc.chars_kept() + removed == doc.chars_in()
}
