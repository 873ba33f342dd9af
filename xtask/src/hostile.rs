//! Pages that are made to hurt: what becomes of them, how long it takes, how much memory.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Command;
use std::time::Instant;

use anyhow::Context;
use pumice::document::Document;
use pumice::pipeline::Pipeline;
use pumice::readers::Raw;

/// Runs the pipeline over pages that are made to hurt, each in a process of its own, and prints
/// status, time and peak memory.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// One page alone, in this process.
    #[arg(long)]
    shape: Option<String>,
    /// Size of the pages, relative to the usual one.
    #[arg(long, default_value_t = 1.0)]
    scale: f64,
}

/// The sentence that must survive on every page.
const SENTENCE: &str = "The lighthouse keeper wrote the weather into his book every evening, \
    whether there was any weather to speak of or not, and nobody ever asked to read it.";

/// A page and how it is made, for a number of repetitions.
struct Shape {
    name: &'static str,
    times: usize,
    make: fn(usize) -> String,
}

const SHAPES: &[Shape] = &[
    Shape { name: "nested-div", times: 50_000, make: |n| nest("<div>", "</div>", n) },
    Shape { name: "nested-div-unclosed", times: 50_000, make: |n| nest("<div>", "", n) },
    Shape { name: "nested-list", times: 16_000, make: |n| nest("<ul><li>", "</li></ul>", n) },
    Shape { name: "nested-table", times: 20_000, make: |n| nest("<table><tr><td>", "", n) },
    Shape { name: "formatting", times: 20_000, make: |n| nest("<b>", "</b>", n) },
    Shape { name: "adoption-agency", times: 5_000, make: |n| nest("<a><b><i><p>", "", n) },
    Shape { name: "attributes", times: 200_000, make: attributes },
    Shape { name: "one-line", times: 131_072, make: |n| nest("", "", 0) + &SENTENCE.repeat(n) },
    Shape { name: "links", times: 300_000, make: |n| page(&repeat(n, "<a href='/x'>link</a> ")) },
    Shape { name: "breaks", times: 1_000_000, make: |n| page(&repeat(n, "a <br>")) },
    Shape { name: "rows", times: 200_000, make: rows },
    Shape { name: "paragraphs", times: 200_000, make: |n| page(&repeat(n, "<p>one <b>two</b>")) },
];

fn page(body: &str) -> String {
    format!("<!doctype html><title>t</title><article><p>{SENTENCE}</p></article>{body}")
}

fn nest(open: &str, close: &str, times: usize) -> String {
    let (open, close) = (open.repeat(times), close.repeat(times));
    format!("<!doctype html><title>t</title>{open}<p>{SENTENCE}</p>{close}<p>{SENTENCE} Again.</p>")
}

fn repeat(times: usize, what: &str) -> String {
    what.repeat(times)
}

fn attributes(times: usize) -> String {
    let mut tag = String::from("<div");
    for at in 0..times {
        let _ = write!(tag, " a{at}=1");
    }
    page(&format!("{tag}><p>{SENTENCE} Inside.</p></div>"))
}

fn rows(times: usize) -> String {
    page(&format!("<table>{}</table>", repeat(times, "<tr><td>cell<td>other</tr>")))
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    if let Some(name) = &args.shape {
        let shape = SHAPES.iter().find(|shape| shape.name == name);
        return one(shape.context("no page of that name")?, args.scale);
    }
    let out = &mut std::io::stdout();
    writeln!(
        out,
        "{:<20} {:>9}  {:<8} {:>7} {:>8}  reason",
        "page", "bytes", "status", "ms", "peak MB"
    )?;
    for shape in SHAPES {
        let scale = args.scale.to_string();
        let status = Command::new(std::env::current_exe()?)
            .args(["hostile", "--shape", shape.name, "--scale", &scale])
            .status()?;
        anyhow::ensure!(status.success(), "{} failed", shape.name);
    }
    Ok(())
}

fn one(shape: &Shape, scale: f64) -> anyhow::Result<()> {
    #[expect(clippy::cast_sign_loss, reason = "both factors are positive")]
    let source = (shape.make)((shape.times as f64 * scale) as usize);
    let bytes = source.len();
    let pipeline = Pipeline::standard()?;
    let begin = Instant::now();
    let doc = clean(&pipeline, source)?;
    let mut sink = std::io::sink();
    for name in ["tei", "json"] {
        let entry = pumice::writers::find(name).context("a writer")?;
        (entry.build)(toml::Table::new())?.write(&doc, &mut sink)?;
    }
    let ms = begin.elapsed().as_millis();
    let status = format!("{:?}", doc.status()).to_lowercase();
    let reason = doc.reason().unwrap_or_default();
    let peak = peak_megabytes().map_or("?".to_owned(), |peak| peak.to_string());
    let name = shape.name;
    let out = &mut std::io::stdout();
    writeln!(out, "{name:<20} {bytes:>9}  {status:<8} {ms:>7} {peak:>8}  {reason}")?;
    Ok(())
}

fn clean(pipeline: &Pipeline, source: String) -> anyhow::Result<Document> {
    let bytes = source.into_bytes().into();
    Ok(pipeline.run(&Raw { bytes, path: "page.html".to_owned(), ..Raw::default() })?)
}

/// Peak resident memory of this process, where the system says (Linux).
fn peak_megabytes() -> Option<u64> {
    const KILO: u64 = 1024;
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()? / KILO)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Small enough for a debug build, large enough to go over every limit.
    const SCALE: usize = 10;

    #[test]
    fn the_article_survives_on_every_page_and_every_character_is_accounted_for() {
        let pipeline = Pipeline::standard().unwrap();
        for shape in SHAPES {
            let doc = clean(&pipeline, (shape.make)(shape.times / SCALE)).unwrap();
            assert!(doc.clean_text().text.contains(SENTENCE), "{}: lost", shape.name);
            let removed: u32 = doc.removals().iter().map(|removal| removal.chars).sum();
            assert_eq!(doc.chars_kept() + removed, doc.chars_in(), "{}", shape.name);
        }
    }

    #[test]
    fn a_limit_that_was_met_is_told() {
        let pipeline = Pipeline::standard().unwrap();
        for (name, limit) in [("nested-div", "depth"), ("attributes", "attributes")] {
            let shape = SHAPES.iter().find(|shape| shape.name == name).unwrap();
            let doc = clean(&pipeline, (shape.make)(shape.times / SCALE)).unwrap();
            assert_eq!(doc.status(), pumice::document::Status::Limited, "{name}");
            assert!(doc.reason().unwrap().contains(limit), "{name}: {:?}", doc.reason());
        }
    }
}
