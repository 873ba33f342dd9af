//! Pages that are made to hurt: what becomes of them, how long it takes, how much memory.

mod linear;
mod shapes;

use std::io::Write as _;
use std::process::Command;
use std::time::Duration;

use anyhow::Context;
use cpu_time::ThreadTime;
use pumice::document::Document;
use pumice::pipeline::Pipeline;
use pumice::readers::Raw;
use pumice::writers::{self, Writer};

use shapes::{SHAPES, Shape};

/// Runs the pipeline over pages that are made to hurt and writes TEI and JSON; each in a process of
/// its own, of which status, time and peak memory are printed.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// One page alone, in this process.
    #[arg(long)]
    shape: Option<String>,
    /// Size of the pages, relative to the usual one.
    #[arg(long, default_value_t = 1.0)]
    scale: f64,
    /// Run pages of 250 kB to 4 MB instead; fail where twice the size takes more than 2.5 times the
    /// time.
    #[arg(long, conflicts_with = "scale")]
    linear: bool,
}

/// What is written of each page.
const OUTPUTS: [&str; 2] = ["tei", "json"];

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let wanted = |shape: &&Shape| args.shape.as_deref().is_none_or(|name| name == shape.name);
    let shapes: Vec<&Shape> = SHAPES.iter().filter(wanted).collect();
    anyhow::ensure!(!shapes.is_empty(), "no page of that name");
    match (args.linear, &args.shape) {
        (true, _) => linear::run(&shapes, &Pipeline::standard()?, &outputs()?),
        (false, Some(_)) => one(shapes[0], args.scale),
        (false, None) => each_alone(args.scale),
    }
}

/// Runs this program for each page, so that one page's memory is not counted with the next.
fn each_alone(scale: f64) -> anyhow::Result<()> {
    let out = &mut std::io::stdout();
    writeln!(
        out,
        "{:<20} {:>9}  {:<8} {:>7} {:>8}  reason",
        "page", "bytes", "status", "ms", "peak MB"
    )?;
    for shape in SHAPES {
        let status = Command::new(std::env::current_exe()?)
            .args(["hostile", "--shape", shape.name, "--scale", &scale.to_string()])
            .status()?;
        anyhow::ensure!(status.success(), "{} failed", shape.name);
    }
    Ok(())
}

fn one(shape: &Shape, scale: f64) -> anyhow::Result<()> {
    #[expect(clippy::cast_sign_loss, reason = "both factors are positive")]
    let source = (shape.make)((shape.times as f64 * scale) as usize);
    let (doc, time) = whole(shape, &source, &Pipeline::standard()?, &outputs()?)?;
    let (bytes, ms) = (source.len(), time.as_millis());
    let status = format!("{:?}", doc.status()).to_lowercase();
    let reason = doc.reason().unwrap_or_default();
    let peak = peak_megabytes().map_or("?".to_owned(), |peak| peak.to_string());
    let name = shape.name;
    let out = &mut std::io::stdout();
    writeln!(out, "{name:<20} {bytes:>9}  {status:<8} {ms:>7} {peak:>8}  {reason}")?;
    Ok(())
}

fn outputs() -> anyhow::Result<Vec<Box<dyn Writer>>> {
    let output = |name| (writers::find(name).context(name)?.build)(toml::Table::new());
    OUTPUTS.into_iter().map(output).collect()
}

/// Reads a page, runs the pipeline, writes what comes of it; how much processor time that took, which
/// does not grow when others want the processor too.
fn whole(
    shape: &Shape,
    source: &str,
    pipeline: &Pipeline,
    outputs: &[Box<dyn Writer>],
) -> anyhow::Result<(Document, Duration)> {
    let begun = ThreadTime::now();
    let raw = Raw { bytes: source.as_bytes().into(), path: shape.path().into(), ..Raw::default() };
    let doc = pipeline.run(&raw)?;
    for output in outputs {
        output.write(&doc, &mut std::io::sink())?;
    }
    Ok((doc, begun.elapsed()))
}

/// Peak resident memory of this process, where the system says (Linux).
pub(crate) fn peak_megabytes() -> Option<u64> {
    const KILO: u64 = 1024;
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()? / KILO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shapes::SENTENCE;

    /// Small enough for a debug build, large enough to go over every limit.
    const SCALE: usize = 10;

    fn small(shape: &Shape) -> Document {
        let (pipeline, outputs) = (Pipeline::standard().unwrap(), outputs().unwrap());
        whole(shape, &(shape.make)(shape.times / SCALE), &pipeline, &outputs).unwrap().0
    }

    #[test]
    fn the_article_survives_on_every_page_and_every_character_is_accounted_for() {
        for shape in SHAPES {
            let doc = small(shape);
            assert!(doc.clean_text().text.contains(SENTENCE), "{}: lost", shape.name);
            assert!(crate::evaluate::conserves(&doc), "{}", shape.name);
        }
    }

    #[test]
    fn a_limit_that_was_met_is_told() {
        for (name, limit) in [("nested-div", "depth"), ("attributes", "attributes")] {
            let doc = small(SHAPES.iter().find(|shape| shape.name == name).unwrap());
            assert_eq!(doc.status(), pumice::document::Status::Limited, "{name}");
            assert!(doc.reason().unwrap().contains(limit), "{name}: {:?}", doc.reason());
        }
    }
}
