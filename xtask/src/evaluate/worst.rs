//! The worst pages, each with what went wrong.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::outcome::Outcome;

/// Prints the worst pages by their first seed.
pub(super) fn print(
    outcomes: &[&Outcome<'_>],
    count: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let first = outcomes.iter().map(|outcome| outcome.seed).min();
    let mut ranked: Vec<&&Outcome<'_>> =
        outcomes.iter().filter(|outcome| Some(outcome.seed) == first).collect();
    ranked.sort_by(|a, b| a.score.f1.total_cmp(&b.score.f1));
    ranked.truncate(count);
    if !ranked.is_empty() {
        writeln!(out, "\n{:<34}{:>8}{:>8}{:>8}", "the worst", "F1", "P", "R")?;
    }
    for outcome in ranked {
        let page = outcome.studied.page;
        let of = page.kind.as_deref().or(page.lang.as_deref()).unwrap_or_default();
        let score = outcome.score;
        let (precision, recall) = (score.precision, score.recall);
        writeln!(
            out,
            "  {:<12}{of:<20}{:>8.4}{precision:>8.4}{recall:>8.4}  {}",
            page.id,
            score.f1,
            reason(outcome)
        )?;
    }
    Ok(())
}

/// What went wrong.
fn reason(outcome: &Outcome<'_>) -> String {
    /// A page of which even the labels score less does not hold its reference.
    const HELD: f64 = 0.6;
    let suspect = if outcome.studied.page.suspect { ", suspect reference" } else { "" };
    if outcome.status.is_none() {
        return "failed".to_owned();
    }
    if outcome.studied.page.gold.trim().is_empty() {
        return format!("the reference is empty{suspect}");
    }
    if outcome.ceiling < HELD {
        return format!("the reference is not in the page ({:.2}){suspect}", outcome.ceiling);
    }
    let words = |of: &dyn Fn(bool, bool) -> bool| -> f32 {
        let blocks = outcome.blocks.iter();
        let some = blocks.filter(|block| of(block.removed.is_none(), block.wanted));
        some.fold(0.0, |sum, block| sum + block.words)
    };
    let surplus = words(&|kept, wanted| kept && !wanted);
    let lost = words(&|kept, wanted| !kept && wanted);
    let right = words(&|kept, wanted| kept && wanted);
    if surplus > lost {
        return format!("too much: {surplus:.0} words beside {right:.0}{suspect}");
    }
    format!(
        "too little: {lost:.0} of {:.0} words went as {}{suspect}",
        lost + right,
        eaters(outcome)
    )
}

/// What took away most of what should have stayed: kinds and rules.
fn eaters(outcome: &Outcome<'_>) -> String {
    const NAMED: usize = 3;
    let mut eaters: BTreeMap<String, f32> = BTreeMap::new();
    for block in outcome.blocks.iter().filter(|block| block.wanted) {
        if let Some((kind, rule)) = &block.removed {
            *eaters.entry(format!("{} ({rule})", kind.name())).or_default() += block.words;
        }
    }
    let mut eaters: Vec<(String, f32)> = eaters.into_iter().collect();
    eaters.sort_by(|a, b| b.1.total_cmp(&a.1));
    let named = eaters.into_iter().take(NAMED).map(|(name, words)| format!("{name} {words:.0}"));
    named.collect::<Vec<_>>().join(", ")
}
