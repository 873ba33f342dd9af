//! The table by language and style, and the lines that go wrong most.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::judge::Tally;
use super::page::Gold;

/// The columns: heading, what the set asks for, value.
type Column = (&'static str, f64, fn(&Tally) -> f64);
const COLUMNS: [Column; 9] = [
    ("blocks", 0.93, |tally| tally.f1("blocks")),
    ("lost", 0.01, |tally| tally.recall("lost")),
    ("cookies", 0.97, |tally| tally.recall("cookies")),
    ("share", 0.95, |tally| tally.recall("share")),
    ("others", 0.0, |tally| tally.recall("others")),
    ("headings", 0.90, |tally| tally.f1("headings")),
    ("title", 0.95, |tally| tally.recall("title")),
    ("date", 0.90, |tally| tally.recall("date")),
    ("tags", 0.85, |tally| tally.f1("tags")),
];

/// Prints a row for each name, and what is asked for below.
pub(super) fn table(rows: &[(String, Tally)], out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{:<10}", "")?;
    for (name, ..) in COLUMNS {
        write!(out, "{name:>10}")?;
    }
    writeln!(out)?;
    for (name, tally) in rows {
        write!(out, "{name:<10}")?;
        for (_, _, value) in COLUMNS {
            write!(out, "{:>10.3}", value(tally))?;
        }
        writeln!(out)?;
    }
    write!(out, "{:<10}", "asked")?;
    for (_, bar, _) in COLUMNS {
        write!(out, "{bar:>10.3}")?;
    }
    writeln!(out)
}

/// Prints the lines that went wrong most often: those lost, then those that stayed.
pub(super) fn worst(tally: &Tally, count: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut times: BTreeMap<(Gold, &str), usize> = BTreeMap::new();
    for (gold, line) in &tally.wrong {
        *times.entry((*gold, line)).or_default() += 1;
    }
    for (what, stays) in [("lost or misread", true), ("kept", false)] {
        let mut order: Vec<_> =
            times.iter().filter(|((gold, _), _)| gold.stays() == Some(stays)).collect();
        order.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        writeln!(out, "\n{what}: {} lines", order.iter().map(|(_, times)| *times).sum::<usize>())?;
        for ((gold, line), times) in order.into_iter().take(count) {
            writeln!(out, "{times:>6} {gold:<14?} {line}")?;
        }
    }
    Ok(())
}
