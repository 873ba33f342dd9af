//! `cargo xtask site CORPUS`: what it is worth to know the other documents of a site.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;

use pumice::pipeline::Pipeline;
use pumice::readers::{self, Limits, Media, Raw};
use pumice::sites::Sites;
use rayon::prelude::*;

use crate::corpus::{self, Page};
use crate::render::{STYLES, Style, render};
use crate::score::{Mean, Score, Unit};
use crate::train::pipeline;

/// Run the pipeline over a corpus with and without the counts of its sites, as pages and as plain text
/// in each style, and print F1 and the sites that lose.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A folder with html/ and ground-truth/
    corpus: PathBuf,
    /// A forest for plain text in place of the one that is compiled in, such as one that has not learned
    /// from this corpus; then the pages themselves are left out
    #[arg(long)]
    forest: Option<PathBuf>,
    /// How many of the sites that lose to name
    #[arg(long, default_value_t = 5)]
    worst: usize,
}

/// So many blocks are counted at most.
const CAPACITY: usize = 4_000_000;

/// A page without and with the counts.
struct Pair<'a> {
    page: &'a Page,
    alone: Score,
    among: Score,
}

/// Runs the task.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let pages = corpus::load(&args.corpus)?;
    let pipeline = pipeline(args.forest.as_deref())?;
    let out = &mut io::stdout().lock();
    writeln!(out, "{:<12}{:>6}{:>9}{:>9}{:>9}", "", "n", "alone", "sites", "gain")?;
    let html = match args.forest {
        None => compare(&pages, &pipeline, None)?,
        Some(_) => Vec::new(),
    };
    print("pages", &html, |_| true, out)?;
    let mut texts = Vec::new();
    for style in STYLES {
        let pairs = compare(&pages, &pipeline, Some(style))?;
        print(&format!("{style:?}"), &pairs, |_| true, out)?;
        texts.extend(pairs);
    }
    print("all texts", &texts, |_| true, out)?;
    let langs: BTreeSet<&str> = pages.iter().filter_map(|page| page.lang.as_deref()).collect();
    for lang in langs {
        let of = |pair: &Pair<'_>| pair.page.lang.as_deref() == Some(lang);
        print(&format!("  {lang}"), &texts, of, out)?;
    }
    losers("pages", &html, args.worst, out)?;
    losers("texts", &texts, args.worst, out)?;
    Ok(())
}

fn print(
    label: &str,
    pairs: &[Pair<'_>],
    of: impl Fn(&Pair<'_>) -> bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mean = |score: fn(&Pair<'_>) -> Score| -> Mean {
        pairs.iter().filter(|pair| of(pair)).map(score).sum()
    };
    let (alone, among) = (mean(|pair| pair.alone), mean(|pair| pair.among));
    let (before, after) = (alone.score().f1, among.score().f1);
    let gain = after - before;
    writeln!(out, "{label:<12}{:>6}{before:>9.4}{after:>9.4}{gain:>+9.4}", alone.count)
}

/// The sites whose F1 is lower with the counts.
fn losers(what: &str, pairs: &[Pair<'_>], most: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut sites: BTreeMap<&str, (f64, u32)> = BTreeMap::new();
    for pair in pairs {
        let sum = sites.entry(&pair.page.site).or_default();
        sum.0 += pair.among.f1 - pair.alone.f1;
        sum.1 += 1;
    }
    let mut means: Vec<(f64, u32, &str)> = Vec::with_capacity(sites.len());
    means.extend(sites.iter().map(|(site, (sum, count))| (sum / f64::from(*count), *count, *site)));
    means.sort_by(|a, b| a.0.total_cmp(&b.0));
    writeln!(out, "\nsites of {what} that lose most")?;
    for (gain, count, site) in means.iter().take(most) {
        writeln!(out, "{gain:>+9.4}  {count:>4} documents of {site}")?;
    }
    Ok(())
}

/// Every page of a corpus, alone and among the others; as plain text in a style, or as it is.
fn compare<'a>(
    pages: &'a [Page],
    pipeline: &Pipeline,
    style: Option<Style>,
) -> anyhow::Result<Vec<Pair<'a>>> {
    let raws: Vec<Raw<'static>> =
        pages.par_iter().map(|page| document(page, style)).collect::<Result<_, _>>()?;
    let mut sites = Sites::with_capacity(CAPACITY);
    let sheets: Vec<_> = raws.par_iter().map(|raw| pipeline.sheet(raw)).collect();
    // What cannot be read counts nowhere.
    sheets.iter().flatten().for_each(|sheet| sites.add(sheet));
    let score = |page: &Page, raw: &Raw<'_>, sites: Option<&Sites>| {
        let doc = pipeline.run_among(raw, sites).unwrap_or_default();
        Score::of(&doc.clean_text().text, &page.gold, Unit::of(page.lang.as_deref()))
    };
    let pair = |(page, raw): (&'a Page, &Raw<'_>)| Pair {
        page,
        alone: score(page, raw, None),
        among: score(page, raw, Some(&sites)),
    };
    Ok(pages.par_iter().zip(&raws).map(pair).collect())
}

/// A page as the pipeline takes it, with its site for an address.
fn document(page: &Page, style: Option<Style>) -> anyhow::Result<Raw<'static>> {
    let raw = page.raw()?;
    let url = Some(format!("https://{}/{}", page.site, page.id));
    let Some(style) = style else { return Ok(Raw { url, ..raw }) };
    let seed = page.id.bytes().map(u64::from).sum();
    let text = render(&readers::read(&raw, &Limits::default())?, style, seed);
    Ok(Raw {
        bytes: Cow::Owned(text.into_bytes()),
        path: format!("{}.txt", page.id),
        url,
        media: Some(Media::Text),
        ..Raw::default()
    })
}
