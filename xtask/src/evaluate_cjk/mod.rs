//! `cargo xtask evaluate cjk FOLDER`: how well runs of East Asian characters are told apart.
//!
//! The folder has `short_han.jsonl`, strings of Han characters with their language, and
//! `mixed_docs.jsonl`, texts with the runs in them. Every text goes through the language stage and the
//! cjk stage and no other, so that no run is lost with its block; beside it stands what whatlang says
//! of each run alone. The model for strings is learned anew without those that it is asked for; what
//! the stages know of what stands around a run does not depend on it.

mod answer;
mod calibration;
mod report;
mod sets;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use pumice::document::sha256;
use pumice::pipeline::Pipeline;
use pumice::readers::Limits;
use pumice::rules::han::Han;
use pumice::rules::han::tables::{Bytes, Tables};
use pumice::stages::cjk::Cjk;
use pumice::stages::language::Languages;
use pumice::stages::{Settings, Stage};
use rayon::prelude::*;

use answer::Answer;
use sets::{Mixed, Short};

use crate::han;

/// Where the sets are looked for when no folder is named.
const FOLDER: &str = "target/corpora/cjk-dev";

/// Runs the task on folders and names the surest mistakes.
pub(crate) fn run(folders: &[PathBuf], worst: usize) -> anyhow::Result<()> {
    let default = [PathBuf::from(FOLDER)];
    let folders = if folders.is_empty() { &default } else { folders };
    let out = &mut io::stdout().lock();
    for folder in folders {
        let answers = ask(folder).with_context(|| folder.display().to_string())?;
        report::print(&answers, out)?;
        report::print_mistakes(&answers, worst, out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// What pumice says of everything in a folder: of each string by a model that never saw it.
fn ask(folder: &Path) -> anyhow::Result<Vec<Answer>> {
    let file = folder.join("short_han.jsonl");
    let shorts: Vec<Short> = sets::read(&file)?;
    let mixed: Vec<Mixed> = sets::read(&folder.join("mixed_docs.jsonl"))?;
    let lessons = han::lessons(&file)?;
    let mut answers = Vec::new();
    for fold in 0..FOLDS {
        let model = han::learn(lessons.iter().filter(|lesson| fold_of(&lesson.text) != fold));
        let weigher = Box::leak(Box::new(Han::new(Tables::open(Bytes::SHIPPED)?, model)));
        let pipeline = pipeline(weigher)?;
        let short = shorts.par_iter().map(|item| answer::short(&pipeline, item));
        let short: Vec<Answer> = short.collect::<Result<_, _>>()?;
        let mixed = mixed.par_iter().map(|item| answer::mixed(&pipeline, item));
        let mixed: Vec<Vec<Answer>> = mixed.collect::<Result<_, _>>()?;
        let all = short.into_iter().chain(mixed.into_iter().flatten());
        answers.extend(all.filter(|answer| fold_of(&answer.text) == fold));
    }
    Ok(answers)
}

/// How many parts the strings are cut into, of which each is told by what the others teach.
const FOLDS: u8 = 10;

/// The fold of a string, wherever it stands.
fn fold_of(text: &str) -> u8 {
    u8::from_str_radix(&sha256(text.as_bytes())[..2], 16).unwrap_or_default() % FOLDS
}

/// The stages that are measured.
fn pipeline(han: &'static Han) -> anyhow::Result<Pipeline> {
    let stages: Vec<(&'static str, Box<dyn Stage>)> = vec![
        (Languages::NAME, Box::new(Languages::default().build()?)),
        (Cjk::NAME, Box::new(Cjk::default().with_han(han)?)),
    ];
    Ok(Pipeline::new(Limits::default(), stages))
}
