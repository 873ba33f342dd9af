//! The tables that an evaluation prints.

use std::collections::BTreeSet;
use std::io::{self, Write};

use pumice::document::Status;

use super::Outcome;
use crate::score::Mean;

/// Prints the means, the counts and the worst pages.
pub(super) fn print(outcomes: &[Outcome<'_>], worst: usize, out: &mut dyn Write) -> io::Result<()> {
    means(outcomes, out)?;
    counts(outcomes, out)?;
    worst_pages(outcomes, worst, out)
}

fn means(outcomes: &[Outcome<'_>], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{:<28}{:>6}{:>9}{:>9}{:>9}", "", "n", "F1", "P", "R")?;
    row(outcomes, "all", out, |_| true)?;
    row(outcomes, "held out (id mod 5 = 0)", out, |outcome| outcome.page.is_held_out())?;
    row(outcomes, "all but suspect references", out, |outcome| !outcome.page.suspect)?;
    let types: BTreeSet<&str> =
        outcomes.iter().filter_map(|outcome| outcome.page.kind.as_deref()).collect();
    for name in types {
        let label = format!("  {name}");
        row(outcomes, &label, out, |outcome| outcome.page.kind.as_deref() == Some(name))?;
    }
    let languages: BTreeSet<&str> =
        outcomes.iter().filter_map(|outcome| outcome.page.lang.as_deref()).collect();
    for name in languages {
        let label = format!("  {name}");
        row(outcomes, &label, out, |outcome| outcome.page.lang.as_deref() == Some(name))?;
    }
    Ok(())
}

fn row(
    outcomes: &[Outcome<'_>],
    label: &str,
    out: &mut dyn Write,
    belongs: impl Fn(&Outcome<'_>) -> bool,
) -> io::Result<()> {
    let mean: Mean =
        outcomes.iter().filter(|outcome| belongs(outcome)).map(|outcome| outcome.score).sum();
    let score = mean.score();
    writeln!(
        out,
        "{label:<28}{:>6}{:>9.4}{:>9.4}{:>9.4}",
        mean.count, score.f1, score.precision, score.recall
    )
}

fn counts(outcomes: &[Outcome<'_>], out: &mut dyn Write) -> io::Result<()> {
    let count = |status| outcomes.iter().filter(|outcome| outcome.status == status).count();
    let lost = outcomes.iter().filter(|outcome| !outcome.conserves).count();
    let milliseconds: f64 =
        outcomes.iter().map(|outcome| outcome.time.as_secs_f64() * 1000.0).sum();
    writeln!(out)?;
    writeln!(out, "failed                  {:>6}", count(None))?;
    writeln!(out, "limited                 {:>6}", count(Some(Status::Limited)))?;
    writeln!(out, "empty                   {:>6}", count(Some(Status::Empty)))?;
    writeln!(out, "conservation violated   {lost:>6}")?;
    writeln!(out, "ms a page               {:>6.1}", milliseconds / outcomes.len().max(1) as f64)?;
    for outcome in outcomes.iter().filter(|outcome| outcome.status.is_none() || !outcome.conserves)
    {
        let what = if outcome.conserves { "failed" } else { "conservation violated" };
        writeln!(out, "{what}: {}", outcome.page.id)?;
    }
    Ok(())
}

fn worst_pages(outcomes: &[Outcome<'_>], worst: usize, out: &mut dyn Write) -> io::Result<()> {
    if worst == 0 {
        return Ok(());
    }
    writeln!(out, "\nworst{:<23}{:>6}{:>9}{:>9}{:>9}", "", "", "F1", "P", "R")?;
    let mut ranked: Vec<&Outcome<'_>> = outcomes.iter().collect();
    ranked.sort_by(|a, b| a.score.f1.total_cmp(&b.score.f1));
    for outcome in ranked.into_iter().take(worst) {
        let page = outcome.page;
        let of = page.kind.as_deref().or(page.lang.as_deref()).unwrap_or_default();
        let score = outcome.score;
        let note = if page.suspect { "  suspect reference" } else { "" };
        writeln!(
            out,
            "  {:<10}{of:<22}{:>9.4}{:>9.4}{:>9.4}{note}",
            page.id, score.f1, score.precision, score.recall
        )?;
    }
    Ok(())
}
