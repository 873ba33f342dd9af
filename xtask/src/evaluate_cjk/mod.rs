//! `cargo xtask evaluate cjk FOLDER`: how well runs of East Asian characters are told apart.
//!
//! The folder has `short_han.jsonl`, strings of Han characters with their language, and
//! `mixed_docs.jsonl`, texts with the runs in them. Every text goes through the language stage and the
//! cjk stage and no other, so that no run is lost with its block; beside it stands what whatlang says
//! of each run alone.

mod answer;
mod calibration;
mod report;
mod sets;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use pumice::pipeline::Pipeline;
use pumice::readers::Limits;
use pumice::stages::cjk::Cjk;
use pumice::stages::language::Languages;
use pumice::stages::{Settings, Stage};
use rayon::prelude::*;

use answer::Answer;
use sets::{Mixed, Short};

/// Where the sets are looked for when no folder is named.
const FOLDER: &str = "target/corpora/cjk-dev";

/// Runs the task on a folder and names the surest mistakes.
pub(crate) fn run(folders: &[PathBuf], worst: usize) -> anyhow::Result<()> {
    let default = [PathBuf::from(FOLDER)];
    let folders = if folders.is_empty() { &default } else { folders };
    let pipeline = pipeline()?;
    let out = &mut io::stdout().lock();
    for folder in folders {
        let answers = ask(&pipeline, folder).with_context(|| folder.display().to_string())?;
        report::print(&answers, out)?;
        report::print_mistakes(&answers, worst, out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// The stages that are measured.
fn pipeline() -> anyhow::Result<Pipeline> {
    let stages: Vec<(&'static str, Box<dyn Stage>)> = vec![
        (Languages::NAME, Box::new(Languages::default().build()?)),
        (Cjk::NAME, Box::new(Cjk::default().build()?)),
    ];
    Ok(Pipeline::new(Limits::default(), stages))
}

/// What pumice says of everything in a folder.
fn ask(pipeline: &Pipeline, folder: &Path) -> anyhow::Result<Vec<Answer>> {
    let shorts: Vec<Short> = sets::read(&folder.join("short_han.jsonl"))?;
    let mixed: Vec<Mixed> = sets::read(&folder.join("mixed_docs.jsonl"))?;
    let mut answers: Vec<Answer> =
        shorts.par_iter().map(|item| answer::short(pipeline, item)).collect::<Result<_, _>>()?;
    let documents: Vec<Vec<Answer>> =
        mixed.par_iter().map(|item| answer::mixed(pipeline, item)).collect::<Result<_, _>>()?;
    answers.extend(documents.into_iter().flatten());
    Ok(answers)
}
