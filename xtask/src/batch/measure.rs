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

/// Runs the command over an input into a folder that is empty, and measures it.
pub(super) fn run(
    program: &Path,
    input: &Path,
    out: &Path,
    options: &[&str],
) -> anyhow::Result<Measured> {
    if out.exists() {
        std::fs::remove_dir_all(out)?;
    }
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

/// The fastest of several runs.
pub(super) fn best(
    times: u32,
    mut run: impl FnMut() -> anyhow::Result<Measured>,
) -> anyhow::Result<Measured> {
    let all = (0..times.max(1)).map(|_| run()).collect::<anyhow::Result<Vec<_>>>()?;
    all.into_iter().min_by_key(|measured| measured.time).context("nothing was run")
}
