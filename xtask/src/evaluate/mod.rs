//! `cargo xtask evaluate CORPUS…`: how near the pipeline comes to the reference texts.

mod cost;
mod encodings;
mod folds;
mod languages;
mod outcome;
mod report;
mod results;
mod worst;

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use pumice::document::Findings;
use pumice::pipeline::Pipeline;
use pumice::stages::content::{Content, ContentStage};
use pumice::stages::{Settings, Stage};
use rayon::prelude::*;

use crate::corpus::{self, Corpus};
use crate::evaluate_cjk;
use crate::train::{self, Learned, Model, Parameters, Studied, learn, study};
use folds::FOLDS;
use outcome::Outcome;
pub(crate) use outcome::conserves;

/// Print how near the texts of corpora come to their reference texts.
///
/// By default that is cross-validated: forests are trained on all sites but a fifth, and decide on that
/// fifth; five times, with several seeds.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folders with html/, ground-truth/ and maybe metadata.json; or `cjk`, `languages`, `encodings` or
    /// `cost` and the folder of their corpus
    #[arg(required = true)]
    corpora: Vec<PathBuf>,
    /// Which forest is trained and asked
    #[arg(long, default_value = "html")]
    model: Model,
    /// Evaluate what is shipped, on the pages that it was trained on
    #[arg(long)]
    no_cv: bool,
    /// One seed and three folds: a quick look
    #[arg(long)]
    quick: bool,
    /// How many of the folds to evaluate
    #[arg(long, default_value_t = FOLDS)]
    folds: usize,
    /// How many seeds
    #[arg(long, default_value_t = 3)]
    seeds: u64,
    /// How much a page of each of the other corpora weighs against one of the first; the last that is
    /// given counts for those that follow
    #[arg(long, value_delimiter = ',', default_values_t = [train::REST])]
    rest: Vec<f32>,
    #[command(flatten)]
    parameters: Parameters,
    /// How many of the worst pages to name
    #[arg(long, default_value_t = 30)]
    worst: usize,
    /// Write the F1 of each page where the last result stands
    #[arg(long)]
    save: bool,
}

/// Runs the task.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let (first, rest) = args.corpora.split_first().context("no corpus is named")?;
    match first.to_str() {
        Some("cjk") => evaluate_cjk::run(rest, args.worst),
        Some("languages") => languages::run(rest, args.worst),
        Some("cost") => cost::run(rest),
        Some("encodings") => encodings::run(rest, args.worst),
        _ => texts(args),
    }
}

/// How near the pipeline comes to the reference texts of corpora.
fn texts(args: &Args) -> anyhow::Result<()> {
    let corpora: Vec<Corpus> =
        args.corpora.iter().map(|folder| corpus::open(folder)).collect::<Result<_, _>>()?;
    let studied = study(&corpora, args.model, &args.rest)?;
    let outcomes =
        if args.no_cv { shipped(&studied, args)? } else { cross_validate(&studied, args) };
    let out = &mut io::stdout().lock();
    for (at, corpus) in corpora.iter().enumerate() {
        let outcomes: Vec<&Outcome<'_>> =
            outcomes.iter().filter(|outcome| outcome.studied.corpus == at).collect();
        let file = results::file(args.model.name(), &corpus.name);
        let last = results::read(&file)?;
        writeln!(out, "{}\n", corpus.name)?;
        report::print(&outcomes, last.as_ref(), out)?;
        worst::print(&outcomes, args.worst, out)?;
        writeln!(out)?;
        if args.save {
            results::write(&file, &report::by_page(&outcomes))?;
        }
    }
    Ok(())
}

/// Every document of the chosen folds, decided on by forests that never saw its site.
fn cross_validate<'a>(studied: &'a [Studied<'a>], args: &Args) -> Vec<Outcome<'a>> {
    const QUICK: (u64, usize) = (1, 3);
    let (seeds, folds) = if args.quick { QUICK } else { (args.seeds, args.folds.min(FOLDS)) };
    let mut outcomes = Vec::new();
    for seed in (args.parameters.seed..).take(seeds as usize) {
        let fold_of = folds::assign(studied, seed);
        for fold in 0..folds {
            let (test, rest): (Vec<&Studied<'_>>, Vec<_>) =
                studied.iter().partition(|studied| fold_of[studied.page.site.as_str()] == fold);
            let parameters = Parameters { seed, ..args.parameters.clone() };
            let learned = learn(&rest, args.model, &parameters);
            let names = args.model.names();
            let stage = Content::default().with_forest(
                learned.forest.clone(),
                learned.vocabulary.clone(),
                names,
            );
            let decide = |studied| decide(studied, args.model, &learned, &stage, seed);
            outcomes.par_extend(test.into_par_iter().map(decide));
        }
    }
    outcomes
}

/// One document, decided on by a forest.
fn decide<'a>(
    studied: &'a Studied<'a>,
    model: Model,
    learned: &Learned,
    stage: &ContentStage,
    seed: u64,
) -> Outcome<'a> {
    let run = || {
        let doc = studied.doc.as_ref()?;
        let log_odds = learned.forest.score(&model.measure(doc, &learned.vocabulary).matrix);
        let mut doc = doc.clone();
        let mut findings = Findings::default();
        stage.inspect(&doc, &mut findings);
        doc.apply(Content::NAME, &mut findings);
        Some(Outcome::of(studied, seed, &doc, &log_odds))
    };
    let run = catch_unwind(AssertUnwindSafe(run));
    run.ok().flatten().unwrap_or_else(|| Outcome::failed(studied, seed))
}

/// Every document as the standard pipeline leaves it.
fn shipped<'a>(studied: &'a [Studied<'a>], args: &Args) -> anyhow::Result<Vec<Outcome<'a>>> {
    let pipeline = Pipeline::standard()?;
    let learned = Learned::read(args.model, Path::new(args.model.file()))?;
    studied.par_iter().map(|studied| run_whole(studied, &pipeline, &learned, args)).collect()
}

fn run_whole<'a>(
    studied: &'a Studied<'a>,
    pipeline: &Pipeline,
    learned: &Learned,
    args: &Args,
) -> anyhow::Result<Outcome<'a>> {
    let seed = args.parameters.seed;
    let documents = args.model.documents(studied.page)?;
    let raw = documents.get(studied.rendering).context("a rendering that is not there")?;
    let begun = Instant::now();
    // One page must not end the run: a panic is a failure of that page, and the report names it.
    let run = catch_unwind(AssertUnwindSafe(|| pipeline.run(raw)));
    let time = begun.elapsed();
    let (Ok(Ok(doc)), Some(before)) = (run, &studied.doc) else {
        return Ok(Outcome::failed(studied, seed));
    };
    let log_odds = learned.forest.score(&args.model.measure(before, &learned.vocabulary).matrix);
    Ok(Outcome { time: Some(time), ..Outcome::of(studied, seed, &doc, &log_odds) })
}
