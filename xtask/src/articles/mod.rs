//! `cargo xtask articles`: plain-text articles that are put together by seed, and what the pipeline
//! makes of them.

mod around;
mod by_hand;
mod compose;
mod dates;
mod judge;
mod page;
mod pieces;
mod report;
mod sample;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use pumice::pipeline::Pipeline;
use rayon::prelude::*;

use crate::render::{STYLES, Style};
use crate::train::pipeline;
use judge::{Tally, judge};
use pieces::Pieces;
use sample::Named;
pub(crate) use sample::{Part, Sample};

/// Put together plain-text articles in many languages and styles, run the pipeline over them, and
/// print how near it comes to what was to come of them.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Only these languages
    #[arg(long)]
    lang: Vec<String>,
    /// All languages but these
    #[arg(long)]
    not: Vec<String>,
    /// Decide by the forest of this file instead of the one that is compiled in
    #[arg(long)]
    forest: Option<PathBuf>,
    /// Only this style
    #[arg(long)]
    style: Option<Style>,
    /// How many articles of each language and style
    #[arg(long, default_value_t = 20)]
    count: u64,
    /// Where the seeds begin
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print the article of a seed, each line with what it is and whether it stayed
    #[arg(long)]
    show: Option<u64>,
    /// Write the articles as a corpus into this folder instead
    #[arg(long)]
    write: Option<PathBuf>,
    /// Take the texts of this folder, which were written and labelled by hand, instead
    #[arg(long)]
    by_hand: Option<PathBuf>,
    /// How many of the worst lines to print
    #[arg(long, default_value_t = 30)]
    worst: usize,
}

/// Runs the task.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let mut languages = pieces::load()?;
    languages.retain(|pieces| args.lang.is_empty() || args.lang.contains(&pieces.lang));
    languages.retain(|pieces| !args.not.contains(&pieces.lang));
    let styles: Vec<Style> =
        STYLES.into_iter().filter(|style| args.style.is_none_or(|only| only == *style)).collect();
    let pipeline = pipeline(args.forest.as_deref())?;
    let out = &mut io::stdout().lock();
    if let Some(seed) = args.show {
        let sample = Sample::make(&languages[0], styles[0], seed);
        return show(&sample, &pipeline, out);
    }
    let named = match &args.by_hand {
        Some(folder) => by_hand::load(folder)?,
        None => made(&languages, &styles, args.seed..args.seed + args.count),
    };
    if let Some(folder) = &args.write {
        return write(&named, folder);
    }
    let tallies: Vec<Tally> = named
        .par_iter()
        .map(|named| assess(&named.sample, &pipeline))
        .collect::<anyhow::Result<_>>()?;
    let rows = |of: fn(&Named) -> &str| {
        let mut sums: BTreeMap<String, Tally> = BTreeMap::new();
        for (named, tally) in named.iter().zip(&tallies) {
            let sum = sums.entry(of(named).to_owned()).or_default();
            *sum = std::mem::take(sum).merge(tally.clone());
        }
        sums
    };
    let all = tallies.iter().fold(Tally::default(), |sum, tally| sum.merge(tally.clone()));
    let mut table: Vec<(String, Tally)> = Vec::new();
    table.extend(rows(|named| &named.lang));
    table.extend(rows(|named| &named.style));
    table.push(("all".to_owned(), all.clone()));
    report::table(&table, out)?;
    report::worst(&all, args.worst, out)?;
    Ok(())
}

/// Where samples come from.
pub(crate) enum Setting<'a> {
    /// Put together, so many of each language and style.
    Made(u64),
    /// Labelled by hand, in a folder.
    ByHand(&'a Path),
}

impl Setting<'_> {
    /// The samples.
    pub(crate) fn samples(self) -> anyhow::Result<Vec<Sample>> {
        let named = match self {
            Setting::Made(count) => made(&pieces::load()?, &STYLES, 1..count + 1),
            Setting::ByHand(folder) => by_hand::load(folder)?,
        };
        Ok(named.into_iter().map(|named| named.sample).collect())
    }
}

/// The samples of some languages, styles and seeds.
fn made(languages: &[Pieces], styles: &[Style], seeds: Range<u64>) -> Vec<Named> {
    let mut all = Vec::new();
    for pieces in languages {
        for &style in styles {
            all.extend(seeds.clone().map(|seed| Named {
                id: format!("{}-{style:?}-{seed:03}", pieces.lang).to_lowercase(),
                lang: pieces.lang.clone(),
                // All of a language are made of the same phrases, which have one vote.
                site: pieces.lang.clone(),
                style: format!("{style:?}"),
                sample: Sample::make(pieces, style, seed),
            }));
        }
    }
    all
}

/// Writes the articles as a corpus.
fn write(named: &[Named], folder: &Path) -> anyhow::Result<()> {
    let (texts, references) = (folder.join("text"), folder.join("ground-truth"));
    fs::create_dir_all(&texts)?;
    fs::create_dir_all(&references)?;
    for Named { id, lang, site, sample, .. } in named {
        fs::write(texts.join(format!("{id}.txt")), sample.text())?;
        let truth = serde_json::json!({
            "main_content": sample.reference(),
            "lang": lang,
            "url": format!("https://{site}.example/"),
        });
        fs::write(references.join(format!("{id}.json")), truth.to_string())?;
    }
    Ok(())
}

fn assess(sample: &Sample, pipeline: &Pipeline) -> anyhow::Result<Tally> {
    Ok(judge(&pipeline.run(&sample.raw())?, sample))
}

/// Prints a sample as it is, then what is known of it and what went wrong.
fn show(sample: &Sample, pipeline: &Pipeline, out: &mut dyn Write) -> anyhow::Result<()> {
    for line in &sample.lines {
        let gold = sample.gold(line).map_or(String::new(), |gold| format!("{gold:?}"));
        writeln!(out, "{gold:<14}{}", line.text)?;
    }
    let known = &sample.known;
    writeln!(out, "\n{} | {:?} | {:?}", known.title, known.published, known.tags)?;
    for (gold, line) in assess(sample, pipeline)?.wrong {
        writeln!(out, "wrong: {gold:?} {line}")?;
    }
    Ok(())
}
