//! The closing words of a run, on standard error.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::Duration;

use super::args::{LogFormat, RunArgs};
use super::progress::Progress;
use super::terminal::harmless;
use crate::batch::{self, Repeats, Row, Summary, Totals, counted, grouped};
use crate::input::Plan;

/// Entries of each list.
const MOST: usize = 5;
/// A document with fewer thousandths of doubt is none to look at.
const LEAST_DOUBT: u64 = 50;
/// A document that took less is not slow.
const LEAST_SLOW: Duration = Duration::from_millis(250);

/// Says what came of a run. Where standard error is gone there is nobody left to tell.
pub(crate) fn print(args: &RunArgs, plan: &Plan, done: &Summary, progress: &Progress) {
    let err = &mut anstream::stderr();
    let _ = match args.log_format {
        LogFormat::Json => {
            let (known, totals) = (progress.known, &done.totals);
            let line = serde_json::json!({"level": "info", "done_before": known, "totals": totals});
            writeln!(err, "{line}")
        }
        LogFormat::Text => text(err, args, plan, done, progress),
    };
}

fn text(
    err: &mut dyn Write,
    args: &RunArgs,
    plan: &Plan,
    done: &Summary,
    progress: &Progress,
) -> io::Result<()> {
    let totals = &done.totals;
    let known = match progress.known {
        0 => String::new(),
        known => format!(" ({} done before)", grouped(known)),
    };
    let documents = counted(totals.documents, "document");
    writeln!(err, "{documents}: {}{known}", statuses(totals))?;
    let counts = totals.counts;
    let [all, kept, gone] = [counts.chars_in, counts.chars_kept, counts.chars_removed].map(grouped);
    writeln!(err, "{all} characters: {kept} kept, {gone} removed")?;
    let Repeats { clusters, documents: repeats } = totals.duplicates;
    if repeats > 0 {
        let [repeats, clusters] = [repeats, clusters].map(grouped);
        writeln!(err, "near-duplicates: {repeats} of {clusters} earlier documents")?;
    }
    list(err, "removed", &totals.removed)?;
    list(err, "languages", &totals.languages)?;
    list(err, "reasons", &totals.reasons)?;
    let doubtful = done.doubtful.iter().filter(|row| row.doubt >= LEAST_DOUBT).take(MOST);
    let doubt = |row: &Row| (row.input.clone(), format!("{}.{} %", row.doubt / 10, row.doubt % 10));
    rows(err, "most doubtful", &doubtful.map(doubt).collect::<Vec<_>>())?;
    let slow = progress.slowest.iter().filter(|(took, _)| *took >= LEAST_SLOW).take(MOST);
    let time = |(took, input): &(Duration, String)| (input.clone(), format!("{took:.1?}"));
    rows(err, "slowest", &slow.map(time).collect::<Vec<_>>())?;
    if plan.links > 0 {
        writeln!(err, "{} symbolic links were not followed", plan.links)?;
    }
    let folder = args.output.display().to_string();
    let (journal, report) = (batch::JOURNAL_FILE, batch::REPORT_FILE);
    let place = harmless(&folder);
    writeln!(
        err,
        "results are in {place}, what became of each document in its {journal} and {report}"
    )
}

fn statuses(totals: &Totals) -> String {
    let counts = totals.status.iter().filter(|(_, count)| **count > 0);
    let named = counts.map(|(status, count)| format!("{} {}", grouped(*count), status.name()));
    let named: Vec<String> = named.collect();
    if named.is_empty() { "none".to_owned() } else { named.join(", ") }
}

/// The largest of a list, in one line.
fn list(err: &mut dyn Write, title: &str, counts: &BTreeMap<String, u64>) -> io::Result<()> {
    let mut counts: Vec<(&String, &u64)> = counts.iter().collect();
    if counts.is_empty() {
        return Ok(());
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let named =
        counts.iter().take(MOST).map(|(name, count)| format!("{name} {}", grouped(**count)));
    let mut named: Vec<String> = named.collect();
    if counts.len() > MOST {
        named.push(format!("{} more", counts.len() - MOST));
    }
    writeln!(err, "{title}: {}", harmless(&named.join(", ")))
}

fn rows(err: &mut dyn Write, title: &str, rows: &[(String, String)]) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    writeln!(err, "{title}:")?;
    rows.iter().try_for_each(|(input, much)| writeln!(err, "  {much:>8}  {}", harmless(input)))
}
