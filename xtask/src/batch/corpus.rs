//! What is run over: many small documents in one file, and the pages of a folder without a batch.

use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;
use pumice::pipeline::Pipeline;
use pumice::readers::Raw;
use pumice::writers::{self, Writer};

use crate::kill::campaign::{Dice, document};

/// Small documents as JSON lines.
pub(super) fn lines(path: &Path, count: u64) -> anyhow::Result<()> {
    let mut out = BufWriter::new(fs::File::create(path)?);
    let mut dice = Dice(1);
    for number in 0..count {
        let (id, html) = document(number, &mut dice);
        writeln!(out, "{}", serde_json::json!({"id": id, "html": html}))?;
    }
    Ok(out.flush()?)
}

/// How long reading, cleaning and writing into memory takes for all pages of a folder, on one thread
/// of this program.
pub(super) fn pages(folder: &Path) -> anyhow::Result<Duration> {
    let pipeline = Pipeline::standard()?;
    let build = |name| (writers::find(name).context(name)?.build)(toml::Table::new());
    let outputs: Vec<Box<dyn Writer>> =
        ["tei", "json"].into_iter().map(build).collect::<Result<_, _>>()?;
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    let begun = Instant::now();
    for path in &paths {
        let raw = Raw {
            bytes: fs::read(path)?.into(),
            path: path.display().to_string(),
            ..Raw::default()
        };
        let Ok(doc) = pipeline.run(&raw) else { continue };
        for output in &outputs {
            output.write(&doc, &mut Vec::new())?;
        }
    }
    Ok(begun.elapsed())
}
