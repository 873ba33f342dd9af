//! `cargo xtask evaluate cost [CORPUS]`: what each stage costs a page.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use cpu_time::ThreadTime;
use pumice::config::Config;
use pumice::document::Findings;
use pumice::readers;

use crate::corpus;

/// The stages that tell languages.
const TOGETHER: [&str; 2] = ["language", "cjk"];

/// Prints the median of what reading, each stage and each writer of the default pipeline costs a page,
/// and its share of the whole, in processor time of one thread. Of three runs over a page the best
/// counts.
pub(super) fn run(folders: &[PathBuf]) -> anyhow::Result<()> {
    const USUAL: &str = "target/corpora/daniel-dev";
    const RUNS: usize = 3;
    let folder = folders.first().map_or(Path::new(USUAL), PathBuf::as_path);
    let config = Config::standard()?;
    let mut costs: BTreeMap<String, Vec<Duration>> = BTreeMap::new();
    for page in corpus::load(folder)? {
        let raw = page.raw()?;
        let runs = (0..RUNS).filter_map(|_| parts(&config, &raw));
        let Some(best) = runs.min_by_key(|parts| parts.iter().map(|part| part.1).sum::<Duration>())
        else {
            continue;
        };
        let of = |names: &[&str]| -> Duration {
            best.iter().filter(|part| names.contains(&part.0)).map(|part| part.1).sum()
        };
        costs.entry("language and cjk".to_owned()).or_default().push(of(&TOGETHER));
        costs.entry("whole".to_owned()).or_default().push(best.iter().map(|part| part.1).sum());
        for (name, cost) in best {
            costs.entry(name.to_owned()).or_default().push(cost);
        }
    }
    print(costs, &mut io::stdout().lock())
}

/// What every part of the pipeline takes for a page.
fn parts(config: &Config, raw: &readers::Raw<'_>) -> Option<Vec<(&'static str, Duration)>> {
    let mut begun = ThreadTime::now();
    let mut parts = Vec::new();
    let mut lap = |name| {
        parts.push((name, begun.elapsed()));
        begun = ThreadTime::now();
    };
    let mut doc = readers::read_with(raw, &config.limits, config.decoding).ok()?;
    lap("read");
    for step in &config.stages {
        let mut findings = Findings::default();
        step.stage.inspect(&doc, &mut findings);
        doc.apply(step.entry.name, &mut findings);
        lap(step.entry.name);
    }
    for output in &config.outputs {
        output.writer.write(&doc, &mut io::sink()).ok()?;
        lap(output.entry.name);
    }
    Some(parts)
}

fn print(costs: BTreeMap<String, Vec<Duration>>, out: &mut impl Write) -> anyhow::Result<()> {
    let sum = |costs: &[Duration]| costs.iter().sum::<Duration>().as_secs_f64();
    let whole = costs.get("whole").map_or(0.0, |costs| sum(costs));
    writeln!(out, "{:20} {:>10} {:>8} {:>8}", "processor time", "median ms", "mean ms", "share %")?;
    for (name, mut costs) in costs {
        costs.sort();
        let median = costs[costs.len() / 2].as_secs_f64() * 1e3;
        let mean = sum(&costs) * 1e3 / costs.len() as f64;
        let share = 100.0 * sum(&costs) / whole;
        writeln!(out, "{name:20} {median:>10.3} {mean:>8.3} {share:>8.1}")?;
    }
    Ok(())
}
