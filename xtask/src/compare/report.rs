//! The tables that a comparison prints.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::contestants::{CONTESTANTS, Contestant, Outcome, Trouble};
use crate::corpus::Page;
use crate::score::{Mean, Score, Unit};

/// Prints what each contestant cost and how near its texts came to the references.
pub(super) fn print(
    outcomes: &[Outcome],
    pages: &[Page],
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    costs(outcomes, pages.len(), out)?;
    let scored: Vec<(&Contestant, Vec<Score>)> = CONTESTANTS
        .iter()
        .zip(outcomes)
        .filter(|(contestant, _)| contestant.scored)
        .map(|(contestant, outcome)| (contestant, scores(outcome, pages)))
        .collect();
    accuracy(&scored, pages, out)?;
    Ok(())
}

/// Processor time, memory, troubles, and how many times as fast pumice is, with TEI and JSON and
/// with text.
fn costs(outcomes: &[Outcome], pages: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "\n{:<24}{:>12}{:>11}{:>9}{:>8}{:>10}{:>12}{:>10}",
        "", "pages/CPU s", "ms a page", "peak MB", "failed", "timed out", "pumice is ×", "text ×"
    )?;
    let (whole, text) = (outcomes[0].cpu, outcomes[1].cpu);
    for (contestant, outcome) in CONTESTANTS.iter().zip(outcomes) {
        let (cpu, pages) = (outcome.cpu, pages as f64);
        writeln!(
            out,
            "{:<24}{:>12.0}{:>11.2}{:>9.0}{:>8}{:>10}{:>12.2}{:>10.2}",
            contestant.name,
            pages / cpu,
            cpu * 1e3 / pages,
            outcome.peak as f64 / 1e6,
            outcome.count(Trouble::Failed),
            outcome.count(Trouble::TimedOut),
            cpu / whole,
            cpu / text
        )?;
    }
    Ok(())
}

/// The score of each page; a page without a text has an empty one.
fn scores(outcome: &Outcome, pages: &[Page]) -> Vec<Score> {
    let score = |(page, text): (&Page, &Result<String, Trouble>)| {
        let text = text.as_ref().map_or("", String::as_str);
        Score::of(text, &page.gold, Unit::of(page.lang.as_deref()))
    };
    pages.iter().zip(&outcome.texts).map(score).collect()
}

/// Precision, recall and F1 of all pages, and F1 by type or language.
fn accuracy(
    scored: &[(&Contestant, Vec<Score>)],
    pages: &[Page],
    out: &mut dyn Write,
) -> io::Result<()> {
    let groups: BTreeSet<&str> = pages.iter().filter_map(group).collect();
    write!(out, "\n{:<24}{:>8}{:>8}{:>8}", "", "F1", "P", "R")?;
    for name in &groups {
        write!(out, "{name:>15}")?;
    }
    writeln!(out)?;
    for (contestant, scores) in scored {
        let mean = |of: Option<&str>| -> Mean {
            let pairs = scores.iter().zip(pages);
            pairs
                .filter(|(_, page)| of.is_none() || group(page) == of)
                .map(|(score, _)| *score)
                .sum()
        };
        let Score { precision, recall, f1 } = mean(None).score();
        write!(out, "{:<24}{f1:>8.4}{precision:>8.4}{recall:>8.4}", contestant.name)?;
        for name in &groups {
            write!(out, "{:>15.4}", mean(Some(name)).score().f1)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// What a page is counted with: its type, or its language where it has none.
fn group(page: &Page) -> Option<&str> {
    page.kind.as_deref().or(page.lang.as_deref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_speed_memory_troubles_and_how_many_times_as_fast_pumice_is() {
        let outcome = |cpu| {
            let texts = vec![Ok("a".to_owned()), Err(Trouble::TimedOut)];
            Outcome { texts, cpu, peak: 10_000_000 }
        };
        let mut outcomes = vec![outcome(1.0), outcome(0.5)];
        outcomes.resize_with(CONTESTANTS.len(), || outcome(4.0));
        let mut table = Vec::new();
        costs(&outcomes, 2, &mut table).unwrap();
        let table = String::from_utf8(table).unwrap();
        let row = table.lines().find_map(|line| line.strip_prefix("dom_smoothie")).unwrap();
        let cells: Vec<&str> = row.split_whitespace().collect();
        assert_eq!(cells, ["0", "2000.00", "10", "0", "1", "4.00", "8.00"]);
    }
}
