//! Dates as languages write them.

use crate::train::random::Random;

/// A day in the proleptic Gregorian calendar; no month has one after the 28th here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    year: usize,
    month: usize,
    of_month: usize,
}

impl Day {
    pub(super) fn draw(random: &mut Random) -> Day {
        Day {
            year: 2012 + random.below(14),
            month: 1 + random.below(12),
            of_month: 1 + random.below(28),
        }
    }

    /// ISO 8601.
    pub(super) fn iso(self) -> String {
        format!("{}-{:02}-{:02}", self.year, self.month, self.of_month)
    }

    /// The day in a pattern: `{d}` and `{dd}` the day, `{m}` and `{mm}` the month, `{M}` its name, `{y}`
    /// the year, `{by}` the Buddhist year, `{ry}` the year of Reiwa, `{t}` a time of day.
    pub(super) fn write(self, pattern: &str, months: &[String], random: &mut Random) -> String {
        let time = format!("{:02}:{:02}", random.below(24), random.below(60));
        let reiwa = self.year.saturating_sub(2018).max(1);
        [
            ("{d}", self.of_month.to_string()),
            ("{dd}", format!("{:02}", self.of_month)),
            ("{m}", self.month.to_string()),
            ("{mm}", format!("{:02}", self.month)),
            ("{M}", months[(self.month - 1) % months.len().max(1)].clone()),
            ("{y}", self.year.to_string()),
            ("{by}", (self.year + 543).to_string()),
            ("{ry}", reiwa.to_string()),
            ("{t}", time),
        ]
        .iter()
        .fold(pattern.to_owned(), |text, (place, value)| text.replace(place, value))
    }
}
