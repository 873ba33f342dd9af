//! The tables that an evaluation prints of a corpus.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::time::Duration;

use pumice::document::{Boilerplate, Status};

use super::outcome::{Judged, Outcome};
use super::results::{self, Difference, bootstrap};
use crate::score::Mean;

/// Prints the means, what was removed, the counts, and the difference from the last result.
pub(super) fn print(
    outcomes: &[&Outcome<'_>],
    last: Option<&results::Result>,
    out: &mut dyn Write,
) -> io::Result<()> {
    means(outcomes, out)?;
    if let Some(difference) = last.and_then(|last| compare(outcomes, last)) {
        let Difference { mean, low, high, pages } = difference;
        let range = format!("{low:+.4} to {high:+.4}");
        writeln!(out, "\nF1 against the last result: {mean:+.4} ({range}, {pages} pages)")?;
    }
    removals(outcomes, out)?;
    counts(outcomes, out)
}

/// The F1 of each page: the mean over seeds and renderings.
pub(super) fn by_page(outcomes: &[&Outcome<'_>]) -> results::Result {
    let mut means: BTreeMap<&str, Mean> = BTreeMap::new();
    for outcome in outcomes {
        means.entry(&outcome.studied.page.id).or_default().extend([outcome.score]);
    }
    means.into_iter().map(|(id, mean)| (id.to_owned(), mean.score().f1)).collect()
}

fn compare(outcomes: &[&Outcome<'_>], last: &results::Result) -> Option<Difference> {
    let site_of: BTreeMap<&str, &str> = outcomes
        .iter()
        .map(|outcome| (outcome.studied.page.id.as_str(), outcome.studied.page.site.as_str()))
        .collect();
    let now = by_page(outcomes);
    let difference = |(id, f1): (&String, &f64)| Some((site_of[id.as_str()], f1 - last.get(id)?));
    bootstrap(&now.iter().filter_map(difference).collect::<Vec<_>>())
}

/// F1 with its spread over seeds, precision and recall; F1 without the title, what labels allow, and
/// what the best threshold for each page would give.
fn means(outcomes: &[&Outcome<'_>], out: &mut dyn Write) -> io::Result<()> {
    let heads = ["n", "F1", "±", "P", "R", "untitled", "best", "ceiling"];
    write!(out, "{:<28}", "")?;
    heads.iter().try_for_each(|head| write!(out, "{head:>9}"))?;
    writeln!(out)?;
    row(outcomes, "all", out, |_| true)?;
    row(outcomes, "all but suspect references", out, |outcome| !outcome.studied.page.suspect)?;
    let kind = |outcome: &Outcome<'_>| outcome.studied.page.kind.clone();
    let lang = |outcome: &Outcome<'_>| outcome.studied.page.lang.clone();
    rows(outcomes, kind, out)?;
    rows(outcomes, lang, out)
}

fn rows(
    outcomes: &[&Outcome<'_>],
    class: impl Fn(&Outcome<'_>) -> Option<String>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let classes: BTreeSet<String> = outcomes.iter().filter_map(|outcome| class(outcome)).collect();
    classes.iter().try_for_each(|name| {
        row(outcomes, &format!("  {name}"), out, |outcome| class(outcome).as_ref() == Some(name))
    })
}

fn row(
    outcomes: &[&Outcome<'_>],
    label: &str,
    out: &mut dyn Write,
    belongs: impl Fn(&Outcome<'_>) -> bool,
) -> io::Result<()> {
    let rows: Vec<&&Outcome<'_>> = outcomes.iter().filter(|outcome| belongs(outcome)).collect();
    let score = rows.iter().map(|outcome| outcome.score).sum::<Mean>().score();
    let untitled = rows.iter().map(|outcome| outcome.untitled).sum::<Mean>().score();
    let mut seeds: BTreeMap<u64, Mean> = BTreeMap::new();
    for outcome in &rows {
        seeds.entry(outcome.seed).or_default().extend([outcome.score]);
    }
    let seeds = || seeds.values().map(|mean| mean.score().f1);
    let spread = (seeds().fold(0.0, f64::max) - seeds().fold(1.0, f64::min)).max(0.0) / 2.0;
    let mean = |of: &dyn Fn(&Outcome<'_>) -> f64| {
        rows.iter().map(|outcome| of(outcome)).sum::<f64>() / rows.len().max(1) as f64
    };
    let best = mean(&|outcome| outcome.best);
    let ceiling = mean(&|outcome| outcome.ceiling);
    write!(out, "{label:<28}{:>9}", rows.len() / seeds().count().max(1))?;
    let figures = [score.f1, spread, score.precision, score.recall, untitled.f1, best, ceiling];
    figures.iter().try_for_each(|figure| write!(out, "{figure:>9.4}"))?;
    writeln!(out)
}

/// Words of blocks: how many there are, and of how many of them the reference has nothing.
#[derive(Clone, Copy, Default)]
struct Tally {
    blocks: usize,
    words: f64,
    unwanted_blocks: usize,
    unwanted_words: f64,
}

impl Tally {
    fn of<'b>(blocks: impl Iterator<Item = &'b Judged>) -> Tally {
        let mut tally = Tally::default();
        for block in blocks {
            tally.blocks += 1;
            tally.words += f64::from(block.words);
            tally.unwanted_blocks += usize::from(!block.wanted);
            tally.unwanted_words += if block.wanted { 0.0 } else { f64::from(block.words) };
        }
        tally
    }
}

/// What was removed, by its kind: how much of it rightly, and how much it is of all that should go.
fn removals(outcomes: &[&Outcome<'_>], out: &mut dyn Write) -> io::Result<()> {
    let blocks = || outcomes.iter().flat_map(|outcome| &outcome.blocks);
    let all = Tally::of(blocks());
    let heads = ["blocks", "rightly", "of all", "words", "rightly", "of all"];
    write!(out, "\n{:<28}", "removed as")?;
    heads.iter().try_for_each(|head| write!(out, "{head:>9}"))?;
    writeln!(out)?;
    let mut line = |label: &str, part: Tally| {
        let share = |a: f64, b: f64| a / b.max(1.0);
        writeln!(
            out,
            "{label:<28}{:>9}{:>9.4}{:>9.4}{:>9.0}{:>9.4}{:>9.4}",
            part.blocks,
            share(part.unwanted_blocks as f64, part.blocks as f64),
            share(part.unwanted_blocks as f64, all.unwanted_blocks as f64),
            part.words,
            share(part.unwanted_words, part.words),
            share(part.unwanted_words, all.unwanted_words),
        )
    };
    for kind in Boilerplate::ALL {
        let is_kind = |block: &&Judged| matches!(&block.removed, Some((of, _)) if *of == kind);
        let part = Tally::of(blocks().filter(is_kind));
        if part.blocks > 0 {
            line(&format!("  {}", kind.name()), part)?;
        }
    }
    line("anything", Tally::of(blocks().filter(|block| block.removed.is_some())))
}

fn counts(outcomes: &[&Outcome<'_>], out: &mut dyn Write) -> io::Result<()> {
    let count = |status| outcomes.iter().filter(|outcome| outcome.status == status).count();
    let lost = outcomes.iter().filter(|outcome| !outcome.conserves).count();
    writeln!(out)?;
    writeln!(out, "failed                  {:>6}", count(None))?;
    writeln!(out, "limited                 {:>6}", count(Some(Status::Limited)))?;
    writeln!(out, "empty                   {:>6}", count(Some(Status::Empty)))?;
    writeln!(out, "conservation violated   {lost:>6}")?;
    let headings: BTreeSet<(&str, &str)> = outcomes
        .iter()
        .flat_map(|outcome| {
            let id = outcome.studied.page.id.as_str();
            outcome.headings_lost.iter().map(move |heading| (id, heading.as_str()))
        })
        .collect();
    writeln!(out, "first headings lost     {:>6}", headings.len())?;
    headings.iter().try_for_each(|(id, heading)| writeln!(out, "  {id}: {heading}"))?;
    let times: Vec<Duration> = outcomes.iter().filter_map(|outcome| outcome.time).collect();
    if !times.is_empty() {
        let milliseconds = times.iter().sum::<Duration>().as_secs_f64() * 1000.0;
        writeln!(out, "ms a page               {:>6.1}", milliseconds / times.len() as f64)?;
    }
    let bad = outcomes.iter().filter(|outcome| outcome.status.is_none() || !outcome.conserves);
    let ids: BTreeSet<(bool, &str)> =
        bad.map(|outcome| (outcome.conserves, outcome.studied.page.id.as_str())).collect();
    ids.iter().try_for_each(|(conserves, id)| {
        writeln!(out, "{}: {id}", if *conserves { "failed" } else { "conservation violated" })
    })
}
