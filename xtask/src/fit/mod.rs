//! `cargo xtask fit CORPUS…`: the weights of the `content` stage.

mod labels;
mod logistic;

use std::io::{self, Write};
use std::path::PathBuf;

use pumice::document::Document;
use pumice::pipeline::Pipeline;
use pumice::readers::{self, Limits};
use pumice::stages::content::{self, Features, Measured};
use pumice::stages;
use rayon::prelude::*;

use crate::corpus::{self, Page};
use crate::score::{Mean, Score, Unit};

/// Fit the weights of the content stage and print them as src/stages/content/weights.rs.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folders with html/ and ground-truth/
    #[arg(required = true)]
    corpora: Vec<PathBuf>,
    /// Fit on the pages that are held out, too
    #[arg(long)]
    all: bool,
    /// How much a page of the second and later corpora weighs against one of the first
    #[arg(long, default_value_t = 0.5)]
    rest: f32,
    /// The penalty on large weights
    #[arg(long, default_value_t = 1.0)]
    ridge: f64,
}

struct Example {
    corpus: usize,
    held_out: bool,
    unit: Unit,
    gold: String,
    texts: Vec<String>,
    blocks: Vec<Measured>,
    shares: Vec<f32>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let mut examples = Vec::new();
    for (corpus, folder) in args.corpora.iter().enumerate() {
        let pages = corpus::load(folder)?;
        examples.par_extend(pages.par_iter().filter_map(|p| example(p, corpus)));
    }
    for seg in 0..2 {
        let _ = seg;
    }
    let mut rows = Vec::new();
    for e in examples.iter().filter(|e| args.all || !e.held_out) {
        let total: f32 = e.blocks.iter().map(|b| b.words).sum();
        let truth: f32 = e.blocks.iter().zip(&e.shares).map(|(b, s)| b.words * s).sum();
        let w = if e.corpus == 0 { 1.0 } else { args.rest } / (truth + 0.15 * total + 20.0) * 1000.0;
        for (b, s) in e.blocks.iter().zip(&e.shares) {
            rows.push((b.features.values(), *s >= 0.5, w * b.words.max(0.3)));
        }
    }
    eprintln!("{} rows {} examples", rows.len(), examples.len());
    let w = logistic::fit(&rows, args.ridge);
    let mut var = vec![(0.0f64, 0.0f64, 0.0f64); Features::COUNT];
    for (v, _, wt) in &rows { for (k, x) in v.iter().enumerate() { let wt = f64::from(*wt); var[k].0 += wt; var[k].1 += wt * f64::from(*x); var[k].2 += wt * f64::from(*x * *x); } }
    for (k, n) in Features::NAMES.iter().enumerate() {
        let (s, m, q) = var[k]; let sd = (q / s - (m / s).powi(2)).max(0.0).sqrt();
        eprintln!("{n:<16} {:>8.3}  x sd {:>7.3}", w[k], w[k] * sd);
    }
    for corpus in 0..args.corpora.len() {
        for held in [false, true] {
            let sc = |f: &(dyn Fn(&Example) -> Vec<bool> + Sync)| -> Mean {
                let v: Vec<Score> = examples.par_iter().filter(|e| e.corpus == corpus && e.held_out == held).map(|e| {
                    let keep = f(e);
                    let t: Vec<&str> = e.texts.iter().zip(&keep).filter(|(_, k)| **k).map(|(t, _)| t.as_str()).collect();
                    Score::of(&t.join("\n"), &e.gold, e.unit)
                }).collect();
                v.into_iter().sum()
            };
            let p = |m: Mean| { let s = m.score(); format!("{:.4} P {:.4} R {:.4}", s.f1, s.precision, s.recall) };
            eprintln!("corpus {corpus} held {held}");
            eprintln!("  oracle  {}", p(sc(&|e| e.shares.iter().map(|s| *s >= 0.5).collect())));
            eprintln!("  all     {}", p(sc(&|e| e.shares.iter().map(|_| true).collect())));
            for mode in 0..2 {
                eprintln!("  fit {mode}   {}", p(sc(&|e| {
                    let pr: Vec<f32> = e.blocks.iter().map(|b| { let s: f64 = b.features.values().iter().zip(&w).map(|(x, w)| f64::from(*x) * w).sum(); (1.0 / (1.0 + (-s).exp())) as f32 }).collect();
                    let th = if mode == 0 { 0.4 } else { threshold(&pr, &e.blocks) };
                    pr.iter().map(|x| *x >= th).collect()
                })));
            }
        }
    }
    Ok(())
}

fn threshold(p: &[f32], b: &[Measured]) -> f32 {
    let mut o: Vec<usize> = (0..p.len()).collect();
    o.sort_by(|a, c| p[*c].total_cmp(&p[*a]));
    let all: f32 = p.iter().zip(b).map(|(p, b)| p * b.words).sum();
    let (mut s, mut u, mut best) = (0.0, 0.0, 0.0f32);
    for i in o { s += p[i] * b[i].words; u += b[i].words; best = best.max(2.0 * s / (u + all)); }
    (best / 2.0).clamp(0.2, 0.5)
}

fn example(page: &Page, corpus: usize) -> Option<Example> {
    let mut doc = readers::read(&page.raw().ok()?, &Limits::default()).ok()?;
    let before = stages::STAGES.iter().take_while(|e| e.name != "content");
    let st = before.map(|e| Some((e.name, (e.build)(toml::Table::new()).ok()?))).collect::<Option<Vec<_>>>()?;
    Pipeline::new(Limits::default(), st).inspect(&mut doc);
    let blocks = content::measure(&doc);
    let texts: Vec<String> = blocks.iter().map(|b| doc.text(b.node).to_owned()).collect();
    let refs: Vec<&str> = texts.iter().map(String::as_str).collect();
    let shares = labels::shares(&refs, &page.gold);
    Some(Example { corpus, held_out: page.is_held_out(), unit: Unit::of(page.lang.as_deref()), gold: page.gold.clone(), texts, blocks, shares })
}
