//! `cargo xtask evaluate languages [FOLDER…]`: how often the language of a text is right.

mod judge;
mod rows;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use judge::{Answer, Judge};
use rows::Row;

/// The languages that all common tools know (`no` counts for nb, `zh` for both orthographies).
const COMMON: [&str; 54] = [
    "af", "ar", "az", "be", "bg", "bn", "ca", "cs", "cy", "da", "de", "el", "en", "eo", "es", "et",
    "fa", "fi", "fr", "gu", "he", "hi", "hr", "hu", "hy", "id", "it", "ja", "ka", "ko", "la", "lt",
    "lv", "mk", "nb", "nl", "pa", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "ta", "te", "th",
    "tr", "uk", "ur", "vi", "zh-Hans", "zh-Hant",
];
/// The lengths of the texts, in characters.
const LENGTHS: [u32; 3] = [20, 60, 200];
/// Where the texts are from.
const SOURCES: [&str; 2] = ["mediawiki", "udhr"];

/// Prints the tables of every folder: `lid.jsonl` in it, or a `.jsonl` file itself.
pub(super) fn run(folders: &[PathBuf], worst: usize) -> anyhow::Result<()> {
    const USUAL: &str = "target/corpora/cjk-dev";
    let usual = [PathBuf::from(USUAL)];
    let folders = if folders.is_empty() { &usual } else { folders };
    for folder in folders {
        let file = if folder.is_dir() { folder.join("lid.jsonl") } else { folder.clone() };
        print(&file, worst, &mut io::stdout().lock())?;
    }
    Ok(())
}

/// A row and what was said of it.
type Judged<'a> = (&'a Row, &'a Answer);

fn print(file: &Path, worst: usize, out: &mut impl Write) -> anyhow::Result<()> {
    let rows = rows::read(file)?;
    let judge = Judge::new()?;
    for source in SOURCES {
        let rows: Vec<&Row> = rows.iter().filter(|row| row.source == source).collect();
        if rows.is_empty() {
            continue;
        }
        writeln!(out, "{}, {source}: right (und) %, at {LENGTHS:?} characters", file.display())?;
        for (name, say) in judge.systems() {
            let begun = judge::cpu_seconds();
            let answers: Vec<Answer> = rows.iter().map(|row| say(&row.text)).collect();
            let seconds = judge::cpu_seconds() - begun;
            let judged: Vec<Judged<'_>> = rows.iter().copied().zip(&answers).collect();
            writeln!(out, "{name}")?;
            tables(&judged, &judge, out)?;
            let characters: usize = rows.iter().map(|row| row.text.chars().count()).sum();
            let nanoseconds = seconds * 1e9 / characters as f64;
            writeln!(out, "  {:24} {nanoseconds:.0} ns a character", "")?;
            if name == judge::PUMICE {
                calibration(&judged, out)?;
                confusions(&judged, worst, out)?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// A line for each group of languages that has rows.
fn tables(judged: &[Judged<'_>], judge: &Judge, out: &mut impl Write) -> io::Result<()> {
    let is_common = |row: &Row| COMMON.contains(&row.lang.as_str());
    line("54 languages", judged, &is_common, out)?;
    line("all languages", judged, &|_| true, out)?;
    line("languages in its set", judged, &|row| judge.knows(&row.lang), out)?;
    line("languages outside it", judged, &|row| !judge.knows(&row.lang), out)
}

fn line(
    name: &str,
    judged: &[Judged<'_>],
    take: &dyn Fn(&Row) -> bool,
    out: &mut impl Write,
) -> io::Result<()> {
    if !judged.iter().any(|(row, _)| take(row)) {
        return Ok(());
    }
    write!(out, "  {name:24}")?;
    for length in LENGTHS {
        let chosen = judged.iter().filter(|(row, _)| take(row) && row.length == length);
        let chosen: Vec<_> = chosen.collect();
        let share = |is: &dyn Fn(&Judged<'_>) -> bool| {
            let count = chosen.iter().filter(|judged| is(judged)).count();
            100.0 * count as f64 / chosen.len().max(1) as f64
        };
        let right = share(&|(row, answer)| row.is(&answer.lang));
        let none = share(&|(_, answer)| answer.lang == "und");
        write!(out, "  {right:5.1} ({none:4.1})")?;
    }
    writeln!(out, "  of {}", judged.iter().filter(|(row, _)| take(row)).count())
}

/// How often answers of a confidence are right.
fn calibration(judged: &[Judged<'_>], out: &mut impl Write) -> io::Result<()> {
    const FROM: [f32; 6] = [0.0, 0.5, 0.7, 0.8, 0.9, 0.97];
    for (at, &from) in FROM.iter().enumerate() {
        let below = FROM.get(at + 1).copied().unwrap_or(f32::INFINITY);
        let inside: Vec<_> = judged
            .iter()
            .filter(|(_, answer)| {
                answer.lang != "und" && (from..below).contains(&answer.confidence)
            })
            .collect();
        let right = inside.iter().filter(|(row, answer)| row.is(&answer.lang)).count();
        let share = 100.0 * right as f64 / inside.len().max(1) as f64;
        writeln!(out, "  confidence from {from:.2}: {share:5.1} % of {} right", inside.len())?;
    }
    Ok(())
}

/// What is most often taken for what.
fn confusions(judged: &[Judged<'_>], worst: usize, out: &mut impl Write) -> io::Result<()> {
    let mut pairs: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (row, answer) in judged.iter().filter(|(row, answer)| !row.is(&answer.lang)) {
        *pairs.entry((&row.lang, &answer.lang)).or_default() += 1;
    }
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let said: Vec<String> = pairs
        .iter()
        .take(worst)
        .map(|((is, said), count)| format!("{is} for {said} {count}"))
        .collect();
    writeln!(out, "  taken for another: {}", said.join(", "))
}
