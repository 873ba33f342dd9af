//! `cargo xtask evaluate encodings [FOLDER]`: how many files are decoded to their exact text, mojibake
//! mended.

mod files;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use pumice::readers::{decode, mend};

use files::File;

/// Files of one kind.
#[derive(Default)]
struct Tally {
    all: usize,
    exact: usize,
}

/// Prints a line for each kind of file, in `manifest.jsonl` of the folder.
pub(super) fn run(folders: &[PathBuf], worst: usize) -> anyhow::Result<()> {
    const USUAL: &str = "target/corpora/encoding-dev";
    let folder = folders.first().map_or(Path::new(USUAL), PathBuf::as_path);
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let (mut wrong, mut damaged) = (Vec::new(), 0);
    for file in files::read(folder)? {
        let bytes = file.bytes(folder)?;
        let decoded = decode(&bytes, None);
        let (text, layers) = mend(decoded.text, true);
        let exact = text == file.text();
        damaged += usize::from(file.is_clean() && !layers.is_empty());
        for group in file.groups() {
            let tally = tallies.entry(group).or_default();
            tally.all += 1;
            tally.exact += usize::from(exact);
        }
        if !exact {
            wrong.push(describe(&file, decoded.encoding, &text));
        }
    }
    let out = &mut io::stdout().lock();
    writeln!(out, "{:40} {:>7} {:>7}", "files", "exact", "%")?;
    for (group, Tally { all, exact }) in &tallies {
        let share = 100.0 * *exact as f64 / *all as f64;
        writeln!(out, "{group:40} {exact:>3}/{all:<3} {share:>7.1}")?;
    }
    writeln!(out, "clean files that were taken for mojibake: {damaged}")?;
    for line in wrong.iter().take(worst) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Where a file is from and where its text goes wrong.
fn describe(file: &File, encoding: &str, text: &str) -> String {
    let same = text.chars().zip(file.text().chars()).take_while(|(a, b)| a == b).count();
    let near = |text: &str| text.chars().skip(same).take(24).collect::<String>();
    let (is, should) = (near(text), near(file.text()));
    format!("{} as {encoding}, from {same}: {is:?}, not {should:?}", file.name())
}
