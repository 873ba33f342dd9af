//! What came of a run, in figures and in the documents that somebody should look at. A fold over the
//! journal: the same journal gives the same summary.

use super::line::Line;
use super::totals::Totals;
use crate::document::{Cluster, Status};

/// Documents of each list.
const MOST: usize = 50;

/// A document that is worth a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The path of its input, and its record.
    pub input: String,
    /// Its status.
    pub status: Status,
    /// Why it is not `ok`.
    pub reason: String,
    /// Its language.
    pub language: String,
    /// Its characters.
    pub chars_in: u64,
    /// Those that are kept.
    pub chars_kept: u64,
    /// Its nodes.
    pub nodes: u64,
    /// How doubtful its removals are, in thousandths.
    pub doubt: u64,
}

/// A document that nearly repeats an earlier one.
#[derive(Clone, Debug, PartialEq)]
pub struct Repeat {
    /// The path of its input, and its record.
    pub input: String,
    /// What it is one of.
    pub cluster: Cluster,
}

/// What came of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// The figures.
    pub totals: Totals,
    /// The documents whose removals are the most doubtful, that one first.
    pub doubtful: Vec<Row>,
    /// The documents that took the most work, counted in nodes.
    pub laborious: Vec<Row>,
    /// The first documents that are not `ok`, those aside that were left out as near-duplicates.
    pub troubled: Vec<Row>,
    /// The first documents that nearly repeat earlier ones.
    pub repeats: Vec<Repeat>,
}

impl Summary {
    /// Adds a document.
    pub fn add(&mut self, line: &Line) {
        self.totals.add(line);
        rank(&mut self.doubtful, line, |row| row.doubt);
        rank(&mut self.laborious, line, |row| row.nodes);
        let repeats = line.cluster.as_ref().filter(|cluster| !cluster.first);
        let is_left_out = repeats.is_some() && line.status == Status::Skipped;
        if line.status != Status::Ok && !is_left_out && self.troubled.len() < MOST {
            self.troubled.push(Row::of(line));
        }
        if let Some(cluster) = repeats
            && self.repeats.len() < MOST
        {
            self.repeats.push(Repeat { input: named(line), cluster: cluster.clone() });
        }
    }
}

impl Row {
    fn of(line: &Line) -> Row {
        Row {
            input: named(line),
            status: line.status,
            reason: line.reason.clone().unwrap_or_default(),
            language: line.language.clone().unwrap_or_default(),
            chars_in: line.counts.chars_in,
            chars_kept: line.counts.chars_kept,
            nodes: line.nodes,
            doubt: line.doubt,
        }
    }
}

/// The path of a document's input, and its record.
fn named(line: &Line) -> String {
    let record = line.record.iter().map(|record| format!(" {record}"));
    std::iter::once(line.input.clone()).chain(record).collect()
}

/// Puts a document where it belongs among those with the most of something. Of two with as much, the
/// one that came first stays first.
fn rank(rows: &mut Vec<Row>, line: &Line, much: impl Fn(&Row) -> u64) {
    let least = rows.last().map_or(0, &much);
    let row = Row::of(line);
    if much(&row) == 0 || (rows.len() == MOST && much(&row) <= least) {
        return;
    }
    let at = rows.partition_point(|other| much(other) >= much(&row));
    rows.insert(at, row);
    rows.truncate(MOST);
}

/// A number with its thousands apart.
pub fn grouped(number: impl Into<u64>) -> String {
    let digits = number.into().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number of things, named as one of them is: `1 document`, `2,000 documents`.
pub fn counted(number: impl Into<u64>, thing: &str) -> String {
    let number = number.into();
    format!("{} {thing}{}", grouped(number), if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_come_first_and_the_lists_end() {
        let mut summary = Summary::default();
        for number in 0..200 {
            let mut line = Line::new(format!("{number:03}"), None, String::new());
            line.status = if number % 2 == 0 { Status::Ok } else { Status::Empty };
            (line.doubt, line.nodes) = (number % 10, number);
            summary.add(&line);
        }
        assert_eq!(summary.totals.documents, 200);
        let inputs =
            |rows: &[Row]| rows.iter().take(2).map(|row| row.input.clone()).collect::<Vec<_>>();
        assert_eq!(inputs(&summary.doubtful), ["009", "019"]);
        assert_eq!(inputs(&summary.laborious), ["199", "198"]);
        assert_eq!(inputs(&summary.troubled), ["001", "003"]);
        assert!(
            [&summary.doubtful, &summary.laborious, &summary.troubled]
                .iter()
                .all(|rows| rows.len() == MOST)
        );
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([0_u64, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!(counted(1_u64, "byte") + counted(2_u64, "x").as_str(), "1 byte2 xs");
    }
}
