//! `pumice run`: the batch.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use super::args::RunArgs;
use super::load;
use super::progress::Progress;
use super::stop::{SOME_FAILED, Stop};
use super::summary;
use super::terminal::harmless;
use crate::batch::{self, BatchError, Found, Order, Totals};
use crate::config::Config;
use crate::document::Status;
use crate::input::{self, Plan, Reading};
use crate::output::{Disk, Machine};
use crate::pipeline::Pipeline;

/// The signals that end a run, and the exit codes that say so.
const SIGNALS: [(i32, u8); 2] = [(SIGINT, 130), (SIGTERM, 143)];

/// Cleans all documents of the inputs.
pub(crate) fn run(args: &RunArgs) -> Result<ExitCode, Stop> {
    let config = config(args)?;
    let filter = config.selection.filter().map_err(Stop::usage)?;
    let plan = input::plan(&args.inputs, &filter, &args.output).map_err(Stop::usage)?;
    let folder = folder(args)?;
    if args.dry_run {
        return dry_run(args, &config, &plan);
    }
    let stop = Arc::new(AtomicUsize::new(0));
    listen(&stop).map_err(Stop::usage)?;
    // A panic of one document goes into the journal; it is not printed.
    std::panic::set_hook(Box::new(|_| {}));
    let (digest, limits) = (config.digest(), config.limits_json().clone());
    let pipeline = Pipeline::from_config(config.limits, config.stages).decoding(config.decoding);
    let plan = Arc::new(plan);
    let disk: Arc<dyn Disk> = Arc::new(Machine);
    let order = Order {
        plan: Arc::clone(&plan),
        reading: Reading { bytes: config.limits.bytes, unpacking: config.unpacking },
        pipeline: Arc::new(pipeline),
        site: config.site,
        duplicates: config.duplicates,
        digest,
        limits,
        outputs: Arc::new(config.outputs),
        folder,
        disk: Arc::clone(&disk),
        fresh: args.fresh,
        repair: args.repair,
        jobs: args.jobs.map(usize::from),
        group: batch::GROUP,
        stop,
    };
    let mut progress = Progress::new(args, plan.files.len());
    let done = batch::run(&order, &mut progress);
    progress.end();
    let done = done.map_err(|error| match error {
        BatchError::Output(error) => Stop::output(error),
        BatchError::Interrupted(code) => Stop::Signal(code),
        BatchError::Damaged(_) | BatchError::Threads(_) => Stop::output(error),
        BatchError::Refused(_) => Stop::usage(error),
    })?;
    if args.bag {
        batch::bag(&disk, &args.output).map_err(Stop::output)?;
    }
    if !args.quiet {
        summary::print(args, &plan, &done, &progress);
    }
    Ok(ExitCode::from(code(args, &done.totals)))
}

/// The folder that the results go into. A folder is a bag from the beginning or never.
fn folder(args: &RunArgs) -> Result<PathBuf, Stop> {
    let (out, shown) = (&args.output, args.output.display());
    if batch::is_bag(&Machine, out) && !args.bag {
        return Err(Stop::usage(format!("{shown} is a bag; give --bag, or another folder")));
    }
    if args.bag && out.join(batch::JOURNAL_FILE).exists() {
        let reason = "holds results that are no bag; give another folder";
        return Err(Stop::usage(format!("{shown} {reason}")));
    }
    Ok(if args.bag { batch::payload(out) } else { out.clone() })
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
    for file in plan.files.iter() {
        match &file.trouble {
            Some(trouble) => writeln!(out, "{} ({})", harmless(&file.input), harmless(trouble))?,
            None => writeln!(out, "{}", harmless(&file.input))?,
        }
    }
    let folder = args.output.display();
    let formats: Vec<&str> = config.outputs.iter().map(|output| output.entry.name).collect();
    writeln!(out, "{} inputs → {folder} as {}", plan.files.len(), formats.join(", "))?;
    writeln!(out, "{} files left out, {} links not followed", plan.left_out, plan.links)?;
    let found = batch::look(&Machine, &self::folder(args)?, &config.digest());
    let found = found.map_err(Stop::output)?;
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
