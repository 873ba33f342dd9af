//! What a batch costs: threads, memory, start, durability. Prints figures and judges none.

mod corpus;
mod measure;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::containers::soak;
use crate::kill::campaign;
use corpus::{lines, pages};
use measure::{Measured, best, run};

/// Measures what `pumice run` costs besides cleaning: how much two threads do, whether memory grows
/// with the number of documents or with an archive, how long one small document takes from start to end, and what the
/// journal and the durability of outputs add.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The command `pumice`, built as users get it.
    #[arg(long, default_value = "target/release/pumice")]
    program: PathBuf,
    /// A folder of pages, for threads and durability.
    #[arg(long, default_value = "target/corpora/wcxb-dev/html")]
    pages: PathBuf,
    /// Times that each is run; the best counts, of threads, memory and durability the median.
    #[arg(long, default_value_t = 3)]
    times: u32,
    /// Only what has this in its name: threads, memory, archive, start, durability.
    #[arg(long)]
    only: Option<String>,
}

/// The command that was built beside this one.
pub(crate) fn program() -> anyhow::Result<PathBuf> {
    let this = std::env::current_exe()?;
    Ok(this.parent().context("this program is in no folder")?.join("pumice"))
}

type Part = fn(&Args, &Path) -> anyhow::Result<()>;

const PARTS: [(&str, Part); 5] = [
    ("threads", threads),
    ("memory", memory),
    ("archive", archive),
    ("start", start),
    ("durability", durability),
];

pub(crate) fn measure(args: &Args) -> anyhow::Result<()> {
    let folder = tempfile::Builder::new().prefix("batch-").tempdir_in("target")?;
    for (name, part) in PARTS {
        if args.only.as_deref().is_none_or(|only| name.contains(only)) {
            part(args, folder.path())?;
        }
    }
    Ok(())
}

/// How much more two threads do than one, over the same pages; and how much more two runs of one thread
/// do that know nothing of each other, which is what the machine has to give. All take turns, over and
/// over, and the middle one of the ratios counts: a machine that is shared is faster in one minute than
/// in the next.
fn threads(args: &Args, folder: &Path) -> anyhow::Result<()> {
    let run = |jobs: &str| run(&args.program, &args.pages, folder, &["-j", jobs]);
    let beside = || -> anyhow::Result<Duration> {
        let begun = Instant::now();
        std::thread::scope(|scope| {
            let other = scope.spawn(|| run("1"));
            run("1")?;
            other.join().unwrap_or_else(|_| anyhow::bail!("the other run panicked"))
        })?;
        Ok(begun.elapsed())
    };
    let (mut two_threads, mut two_runs) = (Vec::new(), Vec::new());
    for _ in 0..args.times.max(1) {
        let (one, two, both) = (run("1")?, run("2")?, beside()?);
        let [alone, two_of_them] = [one, two].map(|measured| measured.time.as_secs_f64());
        two_threads.push(alone / two_of_them);
        two_runs.push(2.0 * alone / both.as_secs_f64());
        say(&format!(
            "threads     one {:.2?} (processor {:.2?}), two {:.2?} (processor {:.2?}), two runs {both:.2?}",
            one.time, one.processor, two.time, two.processor
        ))?;
    }
    say(&format!(
        "threads     two threads do {:.2} times the work of one, two runs {:.2} times (medians of {})",
        median(&mut two_threads),
        median(&mut two_runs),
        args.times.max(1)
    ))
}

/// Peak memory over ten thousand small documents and over ten times as many, as JSON lines and as
/// files. Both take turns, and the middle one of the peaks counts: how much waits to be written when the
/// disk is slow differs from run to run.
fn memory(args: &Args, folder: &Path) -> anyhow::Result<()> {
    const COUNTS: [u64; 2] = [10_000, 100_000];
    let both = |kind: &str, make: fn(&Path, u64) -> anyhow::Result<()>| -> anyhow::Result<()> {
        let inputs = COUNTS.map(|count| folder.join(format!("{count}.{kind}")));
        for (input, count) in inputs.iter().zip(COUNTS) {
            make(input, count)?;
        }
        let mut peaks: [Vec<f64>; 2] = Default::default();
        for _ in 0..args.times.max(1) {
            for (peaks, input) in peaks.iter_mut().zip(&inputs) {
                let measured = run(&args.program, input, folder, &["--format", "jsonl,text"])?;
                peaks.push(measured.megabytes);
            }
        }
        say(&format!("memory      {kind}: peaks {:.1?} and {:.1?} MB", peaks[0], peaks[1]))?;
        let [few, many] = peaks.map(|mut peaks| median(&mut peaks));
        let growth = (many / few - 1.0) * 100.0;
        let [least, most] = COUNTS;
        say(&format!(
            "memory      {kind}: {least} documents {few:.1} MB, {most} {many:.1} MB ({growth:+.1} %, medians)"
        ))
    };
    both("jsonl", lines)?;
    both("files", |input, count| campaign::write_documents(input, count, 1))
}

/// Peak memory over a compressed web archive of a gigabyte.
fn archive(args: &Args, folder: &Path) -> anyhow::Result<()> {
    let input = folder.join("archive.warc.gz");
    soak::write(&input, 1 << 30)?;
    let Measured { time, megabytes, .. } =
        run(&args.program, &input, folder, &["--format", "text"])?;
    say(&format!("archive     1 GiB of WARC.gz: {megabytes:.1} MB, {time:.1?}"))
}

/// From the start of the process to its end, with one small document.
fn start(args: &Args, folder: &Path) -> anyhow::Result<()> {
    let input = folder.join("one.html");
    std::fs::write(&input, campaign::document(1, &mut campaign::Dice(1)).1)?;
    let [batch] = best(args.times * 5, |_| run(&args.program, &input, folder, &[]))?;
    say(&format!("start       one small document: run {:.1?}", batch.time))
}

/// What reading and cleaning take alone, and what a whole run takes on one thread. Both take turns, and
/// the middle one of the ratios counts, as with threads.
fn durability(args: &Args, folder: &Path) -> anyhow::Result<()> {
    let (mut of_time, mut of_processor) = (Vec::new(), Vec::new());
    for _ in 0..args.times.max(1) {
        let bare = pages(&args.pages)?;
        let whole = run(&args.program, &args.pages, folder, &["-j", "1"])?;
        say(&format!(
            "durability  pipeline alone {bare:.2?}; run with one thread {:.2?}, of the processor {:.2?}",
            whole.time, whole.processor
        ))?;
        of_time.push(whole.time.as_secs_f64() / bare.as_secs_f64());
        of_processor.push(whole.processor.as_secs_f64() / bare.as_secs_f64());
    }
    let more = |ratios: &mut Vec<f64>| (median(ratios) - 1.0) * 100.0;
    say(&format!(
        "durability  {:+.1} % of the time, {:+.1} % of the processor (medians of {})",
        more(&mut of_time),
        more(&mut of_processor),
        args.times.max(1)
    ))
}

/// The middle one.
fn median(ratios: &mut [f64]) -> f64 {
    ratios.sort_by(f64::total_cmp);
    ratios[ratios.len() / 2]
}

fn say(line: &str) -> anyhow::Result<()> {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
