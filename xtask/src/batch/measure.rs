//! One run of the command: how long it took and how much memory it had.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

/// What a run took.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    /// From start to end.
    pub(super) time: Duration,
    /// Of the processors.
    pub(super) processor: Duration,
    /// Resident memory at its largest.
    pub(super) megabytes: f64,
}

/// GNU time: a format of seconds of the processor, as user and as system, and peak kilobytes.
const FORMAT: &str = "%U %S %M";

/// Runs the command over an input into a new folder beneath another, and measures it. What it writes
/// stays: a file system that has just removed thousands of files is slow to make others (ext4 looks
/// through the inodes that were in use a moment ago).
pub(super) fn run(
    program: &Path,
    input: &Path,
    beneath: &Path,
    options: &[&str],
) -> anyhow::Result<Measured> {
    let out = tempfile::Builder::new().prefix("out-").tempdir_in(beneath)?.keep();
    let mut command = Command::new("/usr/bin/time");
    command.args(["--quiet", "-f", FORMAT]).arg(program).arg("run").arg(input).arg("-o").arg(out);
    command.arg("--quiet").args(options).stdout(Stdio::null()).stderr(Stdio::piped());
    let begun = Instant::now();
    let done = command.output().context("GNU time is needed (apt-get install time)")?;
    let time = begun.elapsed();
    ensure!(matches!(done.status.code(), Some(0 | 1)), "the run ended with {}", done.status);
    let said = String::from_utf8_lossy(&done.stderr);
    let figures = said.lines().last().context("nothing was measured")?;
    let figures: Vec<f64> = figures.split(' ').filter_map(|figure| figure.parse().ok()).collect();
    let [user, system, kilobytes] = figures[..] else { anyhow::bail!("no figures: {said}") };
    let processor = Duration::from_secs_f64(user + system);
    Ok(Measured { time, processor, megabytes: kilobytes / 1024.0 })
}

/// The fastest of several runs of each kind, which take turns: what else the machine does is shared.
pub(super) fn best<const KINDS: usize>(
    times: u32,
    run: impl Fn(usize) -> anyhow::Result<Measured>,
) -> anyhow::Result<[Measured; KINDS]> {
    let mut best = [None::<Measured>; KINDS];
    for _ in 0..times.max(1) {
        for (kind, best) in best.iter_mut().enumerate() {
            let measured = run(kind)?;
            if best.is_none_or(|best| measured.time < best.time) {
                *best = Some(measured);
            }
        }
    }
    let all: Option<Vec<Measured>> = best.into_iter().collect();
    all.and_then(|all| all.try_into().ok()).context("nothing was run")
}
