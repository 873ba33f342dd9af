//! `cargo xtask train html|text CORPUS…`: makes the forests of the `content` stage.

mod bins;
mod boost;
mod dataset;
pub(crate) mod labels;
mod lessons;
mod model;
pub(crate) mod random;
mod slope;
mod subsequence;
#[cfg(test)]
mod tests;
mod tokens;
mod tree;
mod vocabulary;

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::Context;
use pumice::forest::Forest;
use pumice::pipeline::Pipeline;
use pumice::readers::Limits;
use pumice::stages::Settings;
use pumice::stages::content::{Content, Vocabulary};
use rayon::prelude::*;

use crate::corpus::{self, Corpus};
pub(crate) use boost::Parameters;
pub(crate) use boost::train;
pub(crate) use dataset::Lesson;
pub(crate) use lessons::{Studied, stages_before, study};
pub(crate) use model::Model;
use vocabulary::Words;

/// Train a forest of the content stage and write its file.
///
/// The same corpora, parameters and seed give the same bytes, on any machine and any number of threads.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Which forest: for the blocks of HTML, or for the lines of plain text
    model: Model,
    /// Folders with html/ and ground-truth/
    #[arg(required = true)]
    corpora: Vec<PathBuf>,
    /// How much a page of each of the other corpora weighs against one of the first; the last that is
    /// given counts for those that follow
    #[arg(long, value_delimiter = ',', default_values_t = [REST])]
    rest: Vec<f32>,
    #[command(flatten)]
    parameters: Parameters,
    /// The file to write [default: the one that the stage is compiled with]
    #[arg(long)]
    out: Option<PathBuf>,
}

/// How much a page of the second and later corpora weighs against one of the first.
pub(crate) const REST: f32 = 0.3;

/// Runs the task.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let corpora: Vec<Corpus> =
        args.corpora.iter().map(|folder| corpus::open(folder)).collect::<Result<_, _>>()?;
    let studied = study(&corpora, args.model, &args.rest)?;
    let studied: Vec<&Studied<'_>> = studied.iter().collect();
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(args.model.file()));
    let words = Words::of(&studied, args.model);
    let write = |out: &Path, what: &str| {
        let origins: Vec<String> = corpora.iter().map(origin).collect();
        let text = head(&origins) + what;
        fs::write(out, text).with_context(|| out.display().to_string())
    };
    let vocabulary = out.with_file_name(args.model.vocabulary_name());
    write(&vocabulary, &Vocabulary::print(words.scores()))?;
    let forest = grow(&studied, &words, args.model, &args.parameters);
    write(&out, &forest.print(args.model.names()))
}

/// A forest and the words that it knows.
pub(crate) struct Learned {
    pub(crate) forest: Forest,
    pub(crate) vocabulary: Vocabulary,
}

impl Learned {
    /// Reads the file of a forest, and that of its words beside it.
    pub(crate) fn read(model: Model, file: &Path) -> anyhow::Result<Learned> {
        let read =
            |file: &Path| fs::read_to_string(file).with_context(|| file.display().to_string());
        let vocabulary = file.with_file_name(model.vocabulary_name());
        Ok(Learned {
            forest: Forest::parse(&read(file)?, model.names())?,
            vocabulary: Vocabulary::parse(&read(&vocabulary)?)?,
        })
    }
}

/// The standard pipeline; with another forest for plain text, as far as the content stage.
pub(crate) fn pipeline(forest: Option<&Path>) -> anyhow::Result<Pipeline> {
    let Some(file) = forest else { return Pipeline::standard() };
    let Learned { forest, vocabulary } = Learned::read(Model::Text, file)?;
    let content = Content::default().with_forest(forest, vocabulary, Model::Text.names());
    let mut stages = stages_before(Content::NAME)?;
    stages.push((Content::NAME, Box::new(content)));
    Ok(Pipeline::new(Limits::default(), stages))
}

/// Learns from some documents.
pub(crate) fn learn(studied: &[&Studied<'_>], model: Model, parameters: &Parameters) -> Learned {
    let words = Words::of(studied, model);
    let vocabulary = Vocabulary::of(words.scores());
    Learned { forest: grow(studied, &words, model, parameters), vocabulary }
}

/// The forest that some documents teach, each measured with the words of other sites.
fn grow(
    studied: &[&Studied<'_>],
    words: &Words<'_>,
    model: Model,
    parameters: &Parameters,
) -> Forest {
    let lesson = |studied: &&Studied<'_>| studied.lesson(model, &words.without(&studied.page.site));
    let lessons: Vec<Lesson> = studied.par_iter().map(lesson).collect();
    train(&lessons.iter().collect::<Vec<_>>(), parameters)
}

/// The head of a file: what it was learned from and the command that made it.
pub(crate) fn head(origins: &[String]) -> String {
    let mut text = String::new();
    let mut line = |what: &str| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "# {what}");
    };
    line("Made by training, not by hand.");
    for origin in origins {
        line(origin);
    }
    line(&command());
    text
}

fn origin(corpus: &Corpus) -> String {
    format!("Learned from {}: {} pages of {}.", corpus.name, corpus.pages.len(), corpus.credit)
}

/// The command line, without the paths of this machine and the file that is written.
fn command() -> String {
    let mut words = env::args().skip(1);
    let mut command = String::from("cargo xtask");
    while let Some(word) = words.next() {
        if word == "--out" {
            words.next();
            continue;
        }
        let name = Path::new(&word).file_name().map_or(word.clone().into(), OsStr::to_string_lossy);
        let _ = write!(command, " {name}");
    }
    command
}
