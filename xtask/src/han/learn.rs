//! `cargo xtask han learn`: the weights of the measures, from strings with their language.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;
use pumice::rules::han::Han;
use pumice::rules::han::measures::Measures;
use pumice::rules::han::model::Model;
use pumice::rules::han::tables::{Bytes, Tables};
use serde::Deserialize;

use super::FOLDER;
use super::logistic::{Example, fit};

/// A string with its language.
#[derive(Debug, Deserialize)]
struct Item {
    text: String,
    lang: String,
}

/// What is learned from one string.
#[derive(Clone, Debug)]
pub(crate) struct Lesson {
    pub(crate) text: String,
    pub(super) is_japanese: bool,
    pub(super) known: Measures,
    /// The same as if no word list had it.
    pub(super) unknown: Measures,
}

/// The lessons of a file of strings.
pub(crate) fn lessons(file: &Path) -> anyhow::Result<Vec<Lesson>> {
    let lines = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let han = Han::new(Tables::open(Bytes::SHIPPED)?, Model::new(0.0, Default::default()));
    let lesson = |line| -> anyhow::Result<Lesson> {
        let item: Item = serde_json::from_str(line)?;
        Ok(Lesson {
            is_japanese: item.lang == "ja",
            known: han.measure(&item.text, false),
            unknown: han.measure(&item.text, true),
            text: item.text,
        })
    };
    lines.lines().map(lesson).collect()
}

/// The model that lessons teach.
pub(crate) fn learn<'a>(lessons: impl Iterator<Item = &'a Lesson>) -> Model {
    const PENALTY: f64 = 1.0;
    /// Most words that are met stand in a list, but not all of them.
    const UNKNOWN: f64 = 0.1;
    let examples: Vec<Example<'_>> = lessons
        .flat_map(|lesson| {
            let y = lesson.is_japanese;
            [(&lesson.known, 1.0), (&lesson.unknown, UNKNOWN)].map(|(x, weight)| Example {
                x,
                y,
                weight,
            })
        })
        .collect();
    let (bias, weights) = fit(&examples, PENALTY);
    let mut all = Measures::default();
    all.iter_mut().zip(weights).for_each(|(to, from)| *to = from);
    Model::new(bias, all)
}

/// Learns and writes the model.
pub(super) fn run(file: &Path) -> anyhow::Result<()> {
    let lessons = lessons(file)?;
    let model = learn(lessons.iter());
    let head = "# Written by `cargo xtask han learn`: what each measure of a string says for Japanese\n\
                # and against Chinese, as log odds.\n";
    fs::write(Path::new(FOLDER).join("model.toml"), head.to_owned() + &model.print())?;
    writeln!(io::stdout(), "learned from {} strings", lessons.len())?;
    Ok(())
}
