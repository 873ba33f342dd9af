//! How long pumice takes for a page, part by part, beside html5ever's bare parse of the same pages.
//!
//! ```text
//! cargo bench                                        the pages in fixtures/, a few seconds
//! PUMICE_BENCH_PAGES=folder cargo bench              the first 300 pages of a folder, a minute
//! cargo bench -- writer                              what has `writer` in its name
//! cargo bench -- --save-baseline before              criterion's own options
//! ```
//!
//! The parts are `read` (decode, parse, bring into a document), each stage (of `content` also the
//! measures of all blocks and the forest that weighs them), each writer, and `whole`: read, all
//! stages of the default pipeline, TEI and JSON. One thread does it all, and its processor time is
//! what counts, so that other work on the machine disturbs little. After criterion's figures a table
//! gives the best run of each part in milliseconds a page and as a multiple of `html5ever`: its
//! tokenizer and tree builder filling its own `RcDom` from text that was decoded before.

mod laps;
mod machine;
mod pages;

use std::hint::black_box;
use std::io::{self, Write as _};
use std::time::Duration;

use anyhow::Context;
use cpu_time::ThreadTime;
use criterion::Criterion;
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::RcDom;
use pumice::config::{Config, Step};
use pumice::document::{Document, Findings};
use pumice::forest::{Forest, Matrix};
use pumice::pipeline::Pipeline;
use pumice::readers::{Raw, decode, read};
use pumice::stages::content::{self, Content, Vocabulary};
use pumice::stages::{Settings, Stage};
use pumice::writers::{self, WRITERS, Writer};

use laps::Laps;

/// What everything is measured against.
const YARDSTICK: &str = "html5ever";

/// The forest that the content stage asks.
const FOREST: &str = include_str!("../../src/stages/content/html.forest");
const VOCABULARY: &str = include_str!("../../src/stages/content/html.vocabulary");

/// What the whole writes.
const OUTPUTS: [&str; 2] = ["tei", "json"];

fn main() -> anyhow::Result<()> {
    let folder = pages::folder();
    let pages = pages::load(&folder)?;
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_millis(300))
        .configure_from_args();
    // Criterion compares a run with the last one of that name: the same pages, then.
    let group = criterion.benchmark_group(folder.to_string_lossy());
    let mut laps = Laps::new(group, pages.iter().map(|page| page.bytes.len()));
    let Config { limits, stages, .. } = Config::standard()?;

    html5ever(&mut laps, &pages);
    laps.time("read", || each(&pages, |page| read(page, &limits)));
    let mut docs: Vec<Document> = pages.iter().flat_map(|page| read(page, &limits)).collect();
    for Step { entry, stage, .. } in &stages {
        if entry.name == Content::NAME {
            content(&mut laps, &docs)?;
        }
        laps.time(&format!("stage {}", entry.name), || inspect(&docs, entry.name, &**stage));
        for doc in &mut docs {
            report(doc, entry.name, &**stage);
        }
    }
    for entry in WRITERS {
        let writer = (entry.build)(toml::Table::new())?;
        laps.time(&format!("writer {}", entry.name), || each(&docs, |doc| written(doc, &*writer)));
    }
    whole(&mut laps, &pages, &Pipeline::from_config(limits, stages))?;

    let out = &mut io::stdout();
    machine::describe(&["pumice", "html5ever", "criterion"], out)?;
    if let Some(load) = machine::load() {
        writeln!(out, "load       {load}")?;
    }
    laps.print(YARDSTICK, out)?;
    Ok(())
}

/// How long a piece of work takes over all pages, what came of it being dropped as well.
fn each<P, T>(pages: &[P], work: impl Fn(&P) -> T) -> Duration {
    let begun = ThreadTime::now();
    for page in pages {
        drop(black_box(work(black_box(page))));
    }
    begun.elapsed()
}

fn html5ever(laps: &mut Laps<'_>, pages: &[Raw<'_>]) {
    let texts: Vec<_> = pages.iter().map(|page| decode(&page.bytes, None).text).collect();
    laps.time(YARDSTICK, || {
        each(&texts, |text| {
            let parser = parse_document(RcDom::default(), ParseOpts::default());
            parser.one(StrTendril::from_slice(text))
        })
    });
}

/// The two parts of the content stage that work on every block: measuring it, and asking the forest.
fn content(laps: &mut Laps<'_>, docs: &[Document]) -> anyhow::Result<()> {
    let forest = Forest::parse(FOREST, content::names())?;
    let vocabulary = Vocabulary::parse(VOCABULARY)?;
    let measure = |doc: &Document| content::measure(doc, &vocabulary);
    let matrices: Vec<Matrix> = docs.iter().map(|doc| measure(doc).matrix).collect();
    laps.time("content measures", || each(docs, measure));
    laps.time("content forest", || each(&matrices, |matrix| forest.score_doubtful(matrix)));
    Ok(())
}

/// How long a stage takes over all documents. It is given a copy of each, so that it finds every
/// time what it would find in the pipeline; copying does not count.
fn inspect(docs: &[Document], name: &'static str, stage: &dyn Stage) -> Duration {
    let time = |doc: &Document| {
        let mut doc = doc.clone();
        let begun = ThreadTime::now();
        report(black_box(&mut doc), name, stage);
        begun.elapsed()
    };
    docs.iter().map(time).sum()
}

fn report(doc: &mut Document, name: &'static str, stage: &dyn Stage) {
    let mut findings = Findings::default();
    stage.inspect(doc, &mut findings);
    doc.apply(name, &mut findings);
}

fn written(doc: &Document, writer: &dyn Writer) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    writer.write(doc, &mut bytes)?;
    Ok(bytes)
}

fn whole(laps: &mut Laps<'_>, pages: &[Raw<'_>], pipeline: &Pipeline) -> anyhow::Result<()> {
    let build = |name| (writers::find(name).context(name)?.build)(toml::Table::new());
    let outputs: Vec<Box<dyn Writer>> = OUTPUTS.into_iter().map(build).collect::<Result<_, _>>()?;
    laps.time("whole", || {
        each(pages, |page| {
            let doc = pipeline.run(page).ok()?;
            for output in &outputs {
                drop(black_box(written(&doc, &**output)));
            }
            Some(doc)
        })
    });
    Ok(())
}
