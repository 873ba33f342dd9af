//! `cargo xtask han learn`: the weights of the measures, from strings with their language.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;
use pumice::rules::han::Han;
use pumice::rules::han::measures::Measures;
use pumice::rules::han::model::Model;
use pumice::rules::han::tables::{Bytes, Row, Tables};
use serde::Deserialize;

use super::FOLDER;
use super::logistic::{Example, fit};
use super::unknown;

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

/// The lessons of a file of strings, and those of the words that no list has.
pub(crate) fn lessons(file: &Path) -> anyhow::Result<Vec<Lesson>> {
    let han = Han::new(Tables::open(Bytes::SHIPPED)?, Model::new(0.0, Measures::default()));
    let mut lessons = unknown_words()?;
    lessons.extend(characters(&han));
    let lines = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    for line in lines.lines() {
        let Item { text, lang } = serde_json::from_str(line)?;
        lessons.push(Lesson {
            japanese: odds(&lang),
            measures: han.measure(&text),
            text,
            weight: 1.0,
        });
    }
    Ok(lessons)
}

/// What `han tables` has measured of words that its tables lacked.
fn unknown_words() -> anyhow::Result<Vec<Lesson>> {
    /// Most words that are met stand in a list, but not all of them.
    const WEIGHT: f64 = 0.25;
    let read = |line: &str| -> Option<Lesson> {
        let (lang, rest) = line.split_once('\t')?;
        let (text, rest) = rest.split_once('\t')?;
        let measures: Vec<f32> = rest.split('\t').map(str::parse).collect::<Result<_, _>>().ok()?;
        let measures = measures.try_into().ok()?;
        Some(Lesson { text: text.to_owned(), japanese: odds(lang), measures, weight: WEIGHT })
    };
    let lines = include_str!("unknown.tsv").lines();
    lines.map(|line| read(line).with_context(|| format!("{}: {line}", unknown::LESSONS))).collect()
}

/// Single characters that are usual in either language: what is known of one is how much oftener one of
/// them writes it.
fn characters(han: &Han) -> impl Iterator<Item = Lesson> {
    /// Negative logarithm of the probability of a usual one; there are some two thousand.
    const RARE: f32 = 9.0;
    /// All of them together count for about a hundred strings.
    const WEIGHT: f64 = 0.05;
    let usual = (Row::FIRST..=Row::LAST).filter(|&c| han.rarity(c) < RARE);
    usual.map(|c| {
        let measures = han.measure(&c.to_string());
        let japanese = 1.0 / (1.0 + f64::from(-measures[0]).exp());
        Lesson { text: c.to_string(), japanese, measures, weight: WEIGHT }
    })
}

/// How probable it is that a string of a language is Japanese.
fn odds(lang: &str) -> f64 {
    f64::from(u8::from(lang == "ja"))
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
