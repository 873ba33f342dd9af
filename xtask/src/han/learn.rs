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
    /// How probable it is that the string is Japanese.
    japanese: f64,
    measures: Measures,
    weight: f64,
}

/// Most words that are met stand in a list, but not all of them.
const UNKNOWN: f64 = 0.2;

/// The lessons of a file of strings, each once more as if no list had it.
pub(crate) fn lessons(file: &Path) -> anyhow::Result<Vec<Lesson>> {
    let han = Han::new(Tables::open(Bytes::SHIPPED)?, Model::new(0.0, Measures::default()));
    let lesson = |text: &str, japanese, hide, weight| {
        let measures = han.measure(text, hide);
        Lesson { text: text.to_owned(), japanese, measures, weight }
    };
    let mut lessons = Vec::new();
    let lines = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    for line in lines.lines() {
        let item: Item = serde_json::from_str(line)?;
        let japanese = f64::from(u8::from(item.lang == "ja"));
        lessons.push(lesson(&item.text, japanese, false, 1.0));
        lessons.push(lesson(&item.text, japanese, true, UNKNOWN));
    }
    Ok(lessons)
}

/// The model that lessons teach.
pub(crate) fn learn<'a>(lessons: impl Iterator<Item = &'a Lesson>) -> Model {
    const PENALTY: f64 = 1.0;
    let example = |lesson: &'a Lesson| Example {
        x: &lesson.measures,
        y: lesson.japanese,
        weight: lesson.weight,
    };
    let examples: Vec<Example<'_>> = lessons.map(example).collect();
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
