//! `cargo xtask fit CORPUS…`: makes the weights of the `content` stage.

mod labels;
mod logistic;

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context;
use pumice::document::Document;
use pumice::pipeline::Pipeline;
use pumice::readers::Limits;
use pumice::stages::{self, Settings, Stage, content};
use rayon::prelude::*;

use crate::corpus::{self, Page};
use content::{Content, Features, Weighed as Measured};
use logistic::Row;

/// Fit the weights of the content stage and print the file src/stages/content/weights.rs.
///
/// Pages whose id is divisible by five are left out: on them `evaluate` shows what the weights are worth.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folders with html/ and ground-truth/
    #[arg(required = true)]
    corpora: Vec<PathBuf>,
    /// How much a page of the second and later corpora weighs against one of the first
    #[arg(long, default_value_t = 0.5)]
    rest: f32,
    /// The penalty on large weights
    #[arg(long, default_value_t = 10.0)]
    ridge: f64,
}

/// A block with the share of it that the reference has, and its weight in the fit.
struct Example {
    block: Measured,
    share: f32,
    weight: f32,
}

/// Runs the task.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let pipeline = pipeline_before_content()?;
    let mut examples = Vec::new();
    for (at, folder) in args.corpora.iter().enumerate() {
        let importance = if at == 0 { 1.0 } else { args.rest };
        let mut pages = corpus::load(folder)?;
        pages.retain(|page| !page.is_held_out());
        let found: Vec<Vec<Example>> = pages
            .par_iter()
            .map(|page| examples_of(page, &pipeline, importance))
            .collect::<anyhow::Result<_>>()?;
        examples.extend(found.into_iter().flatten());
    }
    let out = &mut io::stdout().lock();
    writeln!(out, "{HEAD}")?;
    writeln!(out, "use super::features::Features;")?;
    print(out, "LINE", "lines", &fit(&examples, false, args.ridge))?;
    print(out, "PROSE", "running text", &fit(&examples, true, args.ridge))
}

/// What stands above the weights: the command that made them, and what they were learned from.
const HEAD: &str = "\
//! The weights of the score. Made by `cargo xtask fit wcxb-dev daniel-dev`, not by hand.
//!
//! Learned from pages of WCXB 1.0 (Murrough Foley, CC-BY-4.0, arXiv 2605.21097) and of the DAnIEL
//! corpus (Lejeune, Zhu; for measuring and for learning weights), every fifth page left out.
";

/// What the content stage gets to see.
fn pipeline_before_content() -> anyhow::Result<Pipeline> {
    let before = stages::STAGES.iter().take_while(|stage| stage.name != Content::NAME);
    let make = |stage: &stages::Entry| -> anyhow::Result<(&'static str, Box<dyn Stage>)> {
        Ok((stage.name, (stage.build)(toml::Table::new())?))
    };
    Ok(Pipeline::new(Limits::default(), before.map(make).collect::<Result<_, _>>()?))
}

fn examples_of(page: &Page, pipeline: &Pipeline, importance: f32) -> anyhow::Result<Vec<Example>> {
    let doc: Document = pipeline.run(&page.raw()?).with_context(|| page.id.clone())?;
    let blocks = content::measure(&doc);
    let texts: Vec<&str> = blocks.iter().map(|block| doc.text(block.node)).collect();
    let shares = labels::shares(&texts, &page.gold);
    // A page counts the same whatever its length, one with hardly any reference less.
    let page_words: f32 = blocks.iter().map(|block| block.words).sum();
    let wanted: f32 = blocks.iter().zip(&shares).map(|(block, share)| block.words * share).sum();
    let unit = importance / (wanted + 0.15 * page_words + 20.0);
    let rows = blocks.into_iter().zip(shares).filter(|(block, _)| block.words > 0.0);
    Ok(rows.map(|(block, share)| Example { block, share, weight: unit * block.words }).collect())
}

fn fit(examples: &[Example], prose: bool, ridge: f64) -> [f64; Features::COUNT] {
    /// Brings the weights of a corpus to a sum for which a penalty of one is slight.
    const SCALE: f32 = 1000.0;
    let rows: Vec<Row<{ Features::COUNT }>> = examples
        .iter()
        .filter(|example| example.block.is_prose == prose)
        .map(|example| {
            let values = example.block.features.values();
            (values, example.share >= 0.5, example.weight * SCALE)
        })
        .collect();
    logistic::fit(&rows, ridge)
}

fn print(
    out: &mut dyn Write,
    name: &str,
    what: &str,
    weights: &[f64; Features::COUNT],
) -> anyhow::Result<()> {
    writeln!(out, "\n/// For {what}.\npub(super) const {name}: Features = Features {{")?;
    for (name, weight) in Features::NAMES.iter().zip(weights) {
        writeln!(out, "    {name}: {weight:.3},")?;
    }
    writeln!(out, "}};")?;
    Ok(())
}
