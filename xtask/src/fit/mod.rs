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
            rows.push((mask(b.features.values()), *s >= 0.5, w * b.words.max(0.3)));
        }
    }
    eprintln!("{} rows {} examples", rows.len(), examples.len());
    let w = logistic::fit(&rows, args.ridge);
    let cls = |v: &[f32; Features::COUNT]| -> usize { let ix = |n: &str| Features::NAMES.iter().position(|m| *m == n).unwrap();
        match std::env::var("CLS").as_deref() { Ok("4") => usize::from(v[2] >= 1.0) + 2 * usize::from(v[ix("core")] > 0.5), Ok("3") => if v[ix("heading")] > 0.5 { 2 } else { usize::from(v[2] >= 1.0) }, Ok("a") => usize::from(v[2] >= 1.0) + 2 * usize::from(v[ix("after")] > 0.5), Ok("m") => usize::from(v[2] >= 1.0) + 2 * usize::from(v[ix("page_long")] > 0.5), Ok("1") => 0, _ => usize::from(v[2] >= 1.0) } };
    let ws: Vec<[f64; Features::COUNT]> = (0..4).map(|k| { let r: Vec<_> = rows.iter().filter(|r| cls(&r.0) == k).copied().collect(); logistic::fit(&r, args.ridge) }).collect();
    // second stage
    let chance = |f: &[f32; Features::COUNT]| -> f32 { let w = &ws[cls(f)]; let s: f64 = f.iter().zip(w).map(|(x, w)| f64::from(*x) * w).sum(); (1.0 / (1.0 + (-s).exp())) as f32 };
    let mut rows2 = Vec::new();
    for e in examples.iter().filter(|e| args.all || !e.held_out) {
        let total: f32 = e.blocks.iter().map(|b| b.words).sum();
        let truth: f32 = e.blocks.iter().zip(&e.shares).map(|(b, s)| b.words * s).sum();
        let w = if e.corpus == 0 { 1.0 } else { args.rest } / (truth + 0.15 * total + 20.0) * 1000.0;
        let p: Vec<f32> = e.blocks.iter().map(|b| chance(&b.features.values())).collect();
        for ((v, s), b) in second(&p, &e.blocks).into_iter().zip(&e.shares).zip(&e.blocks) { rows2.push((v, *s >= 0.5, w * b.words.max(0.3))); }
    }
    let w2 = logistic::fit(&rows2, args.ridge);
    for (n, w) in SECOND.iter().zip(&w2) { eprintln!("{n:<16} {w:>8.3}"); }
    let mut var = vec![(0.0f64, 0.0f64, 0.0f64); Features::COUNT];
    for (v, _, wt) in &rows { for (k, x) in v.iter().enumerate() { let wt = f64::from(*wt); var[k].0 += wt; var[k].1 += wt * f64::from(*x); var[k].2 += wt * f64::from(*x * *x); } }
    for (k, n) in Features::NAMES.iter().enumerate() {
        let (s, m, q) = var[k]; let sd = (q / s - (m / s).powi(2)).max(0.0).sqrt();
        eprintln!("{n:<16} {:>8.3}  x sd {:>7.3}  {:>8.3} {:>7.3} {:>8.3} {:>7.3}", w[k], w[k] * sd, ws[0][k], ws[0][k]*sd, ws[1][k], ws[1][k]*sd);
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
            for mode in 0..6 {
                eprintln!("  fit {mode}   {}", p(sc(&|e| {
                    let pr: Vec<f32> = e.blocks.iter().map(|b| { let w = if mode < 2 { &w } else { &ws[cls(&b.features.values())] }; let s: f64 = mask(b.features.values()).iter()            .zip(w).map(|(x, w)| f64::from(*x) * w).sum(); (1.0 / (1.0 + (-s).exp())) as f32 }).collect();
                    let pr = if mode < 4 { pr } else { second(&pr, &e.blocks).iter().map(|v| { let s: f64 = v.iter().zip(&w2).map(|(x, w)| f64::from(*x) * w).sum(); (1.0 / (1.0 + (-s).exp())) as f32 }).collect() };
                    let th = if mode % 2 == 0 { 0.4 } else { threshold(&pr, &e.blocks) };
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

const SECOND: [&str; 14] = ["bias", "logit", "p", "w1", "w3", "w8", "w20", "section", "heading", "near", "wide", "parent", "page", "max"];
fn second(p: &[f32], b: &[Measured]) -> Vec<[f32; SECOND.len()]> {
    let n = p.len();
    let mut cu = vec![0.0f64]; let mut cp = vec![0.0f64];
    for (p, b) in p.iter().zip(b) { let u = f64::from(b.words.max(0.5)); cu.push(cu.last().unwrap() + u); cp.push(cp.last().unwrap() + u * f64::from(*p)); }
    let m = |f: usize, t: usize| -> f32 { ((cp[t] - cp[f]) / (cu[t] - cu[f]).max(0.1)) as f32 };
    let win = |i: usize, w: usize| m(i.saturating_sub(w), (i + w + 1).min(n));
    (0..n).map(|i| {
        let x = p[i].clamp(1e-3, 0.999); let s = b[i].section;
        [1.0, (x / (1.0 - x)).ln(), x, win(i, 1), win(i, 3), win(i, 8), win(i, 20), m(s.from, s.to), p[s.from], m(b[i].near.from, b[i].near.to), m(b[i].wide.from, b[i].wide.to), m(b[i].parent.from, b[i].parent.to), m(0, n), (cp[n] as f32 + 1.0).ln() / 8.0]
    }).collect()
}

fn mask(mut v: [f32; Features::COUNT]) -> [f32; Features::COUNT] {
    static M: std::sync::LazyLock<Vec<usize>> = std::sync::LazyLock::new(|| std::env::var("MASK").unwrap_or_default().split_whitespace().map(|n| Features::NAMES.iter().position(|m| *m == n).expect(n)).collect());
    for k in &*M { v[*k] = 0.0; }
    v
}
