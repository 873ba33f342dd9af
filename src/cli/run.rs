//! `pumice run`: the batch.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::args::{LogFormat, RunArgs};
use super::load;
use super::progress::Progress;
use super::stop::{SOME_FAILED, Stop};
use super::terminal::{grouped, harmless};
use crate::batch::{self, BatchError, Found, Order, Totals};
use crate::config::Config;
use crate::document::Status;
use crate::input::{self, Plan, Reading};
use crate::pipeline::Pipeline;

/// The signals that end a run, and the exit codes that say so.
const SIGNALS: [(i32, u8); 2] = [(SIGINT, 130), (SIGTERM, 143)];

/// Cleans all documents of the inputs.
pub(crate) fn run(args: &RunArgs) -> Result<ExitCode, Stop> {
    let config = config(args)?;
    let filter = config.selection.filter().map_err(Stop::usage)?;
    let plan = input::plan(&args.inputs, &filter, &args.output).map_err(Stop::usage)?;
    if args.dry_run {
        return dry_run(args, &config, &plan);
    }
    let stop = Arc::new(AtomicUsize::new(0));
    listen(&stop).map_err(Stop::usage)?;
    // A panic of one document goes into the journal; it is not printed.
    std::panic::set_hook(Box::new(|_| {}));
    let (digest, limits) = (config.digest(), config.limits_json().clone());
    let pipeline = Pipeline::from_config(config.limits, config.stages).decoding(config.decoding);
    let order = Order {
        plan: &plan,
        reading: Reading { bytes: config.limits.bytes, unpacking: config.unpacking },
        pipeline: &pipeline,
        digest,
        limits,
        outputs: &config.outputs,
        folder: args.output.clone(),
        fresh: args.fresh,
        jobs: args.jobs.map(usize::from),
        stop: &stop,
    };
    let mut progress = Progress::new(args, plan.files.len());
    let done = batch::run(&order, &mut progress);
    progress.end();
    let totals = done.map_err(|error| match error {
        BatchError::Output(error) => Stop::output(error),
        BatchError::Interrupted(code) => Stop::Signal(code),
        BatchError::Refused(_) | BatchError::Threads(_) => Stop::usage(error),
    })?;
    if !args.quiet {
        summary(args, &plan, &totals, progress.known);
    }
    Ok(ExitCode::from(code(args, &totals)))
}

fn config(args: &RunArgs) -> Result<Config, Stop> {
    let (mut config, name) = load::config(args.config.config.as_deref())?;
    if !args.format.is_empty() {
        config.set_formats(&args.format).map_err(Stop::usage)?;
    }
    if config.outputs.is_empty() {
        let way_out = "add an [[output]], or give --format";
        return Err(Stop::usage(format!("{name} writes nothing; {way_out}")));
    }
    config.selection.include.extend(args.include.iter().cloned());
    config.selection.exclude.extend(args.exclude.iter().cloned());
    Ok(config)
}

/// The first signal asks the run to end, the second one ends it.
fn listen(stop: &Arc<AtomicUsize>) -> io::Result<()> {
    let asked = Arc::new(AtomicBool::new(false));
    for (signal, code) in SIGNALS {
        flag::register_conditional_shutdown(signal, i32::from(code), Arc::clone(&asked))?;
        flag::register_usize(signal, Arc::clone(stop), usize::from(code))?;
        flag::register(signal, Arc::clone(&asked))?;
    }
    Ok(())
}

fn code(args: &RunArgs, totals: &Totals) -> u8 {
    let doubtful = totals.count(Status::Empty) + totals.count(Status::Limited);
    let failed = totals.count(Status::Failed) + if args.strict { doubtful } else { 0 };
    if failed > 0 { SOME_FAILED } else { 0 }
}

/// What would be done.
fn dry_run(args: &RunArgs, config: &Config, plan: &Plan) -> Result<ExitCode, Stop> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for file in &plan.files {
        match &file.trouble {
            Some(trouble) => writeln!(out, "{} ({})", harmless(&file.input), harmless(trouble))?,
            None => writeln!(out, "{}", harmless(&file.input))?,
        }
    }
    let folder = args.output.display();
    let formats: Vec<&str> = config.outputs.iter().map(|output| output.entry.name).collect();
    writeln!(out, "{} inputs → {folder} as {}", plan.files.len(), formats.join(", "))?;
    writeln!(out, "{} files left out, {} links not followed", plan.left_out, plan.links)?;
    let found = batch::look(&args.output, &config.digest()).map_err(Stop::output)?;
    match found {
        _ if args.fresh => writeln!(out, "what is in {folder} would be replaced")?,
        Found::Nothing => writeln!(out, "{folder} holds no results yet")?,
        Found::Same(count) => writeln!(out, "{folder} holds {count} documents, which are resumed")?,
        Found::Other => {
            writeln!(out, "{folder} holds results of another pipeline: --fresh replaces them")?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// The closing words, on standard error. Where that is gone there is nobody left to tell.
fn summary(args: &RunArgs, plan: &Plan, totals: &Totals, known: u64) {
    let mut err = anstream::stderr();
    if args.log_format == LogFormat::Json {
        let line = serde_json::json!({"level": "info", "done_before": known, "totals": totals});
        let _ = writeln!(err, "{line}");
        return;
    }
    let all = [Status::Ok, Status::Empty, Status::Limited, Status::Failed, Status::Skipped];
    let named = all.iter().filter(|status| totals.count(**status) > 0).map(|status| {
        format!("{} {}", grouped(totals.count(*status)), format!("{status:?}").to_lowercase())
    });
    let named: Vec<String> = named.collect();
    let named = if named.is_empty() { "none".to_owned() } else { named.join(", ") };
    let known = match known {
        0 => String::new(),
        known => format!(" ({} done before)", grouped(known)),
    };
    let documents = if totals.documents == 1 { "document" } else { "documents" };
    let _ = writeln!(err, "{} {documents}: {named}{known}", grouped(totals.documents));
    let counts = totals.counts;
    let _ = writeln!(
        err,
        "{} characters: {} kept, {} removed",
        grouped(counts.chars_in),
        grouped(counts.chars_kept),
        grouped(counts.chars_removed)
    );
    if plan.links > 0 {
        let _ = writeln!(err, "{} symbolic links were not followed", plan.links);
    }
    let (folder, journal) = (args.output.display(), batch::JOURNAL_FILE);
    let _ = writeln!(err, "results are in {folder}, what became of each document in its {journal}");
}
