//! `cargo xtask lines title|tags|cookies|share`: makes the forests that tell what a line of plain text is.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::ValueEnum;
use pumice::document::{Document, fold};
use pumice::forest::{Forest, Matrix};
use pumice::pipeline::Pipeline;
use pumice::readers::Limits;
use pumice::stages::Settings;
use pumice::stages::content::{self, Content, Vocabulary};
use pumice::stages::metadata::{Metadata, MetadataStage, tags, title};
use rayon::prelude::*;

use crate::articles::{Part, Sample, Setting};
use crate::train::{Learned, Lesson, Model, Parameters, head, stages_before, train};

/// Train a forest that tells what a line of plain text is, and write its file.
///
/// It learns from texts that were labelled by hand and from articles that are put together by seed. The
/// same input gives the same bytes.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// What is to be told
    what: What,
    /// The folder of the texts that were labelled by hand
    #[arg(long, default_value = "xtask/texts")]
    by_hand: PathBuf,
    /// How much a text that is put together weighs against one that was labelled by hand
    #[arg(long, default_value_t = 0.1)]
    made: f32,
    /// How many articles of each language and style are put together
    #[arg(long, default_value_t = 2)]
    count: u64,
    #[command(flatten)]
    parameters: Parameters,
    /// Print how much of the texts labelled by hand is told by what the others teach, in five parts, and
    /// write nothing
    #[arg(long)]
    check: bool,
    /// The file to write [default: the one that the stage is compiled with]
    #[arg(long)]
    out: Option<PathBuf>,
}

/// What a line may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum What {
    /// The title
    Title,
    /// Tags that no label on the same line names
    Tags,
    /// Lines of consent dialogs that no rule knows
    Cookies,
    /// Lines of share bars that no rule knows
    Share,
}

impl What {
    fn names(self) -> &'static [String] {
        match self {
            What::Title => title::names(),
            What::Tags => tags::names(),
            What::Cookies | What::Share => content::lines::names(),
        }
    }

    fn file(self) -> PathBuf {
        let name = match self {
            What::Title => "metadata/title/title",
            What::Tags => "metadata/tags/tags",
            What::Cookies => "content/cookies",
            What::Share => "content/share",
        };
        format!("src/stages/{name}.forest").into()
    }

    /// The stage that asks the forest.
    fn stage(self) -> &'static str {
        match self {
            What::Title | What::Tags => Metadata::NAME,
            What::Cookies | What::Share => Content::NAME,
        }
    }
}

/// The lines of a text that may be what is looked for, and which are.
struct Labelled {
    matrix: Matrix,
    positive: Vec<bool>,
}

/// Runs the task.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let teacher = Teacher::new(args.what)?;
    let made = teacher.study(&Setting::Made(args.count).samples()?)?;
    let by_hand = teacher.study(&Setting::ByHand(&args.by_hand).samples()?)?;
    let lessons = |texts: &[Labelled], importance: f32| -> Vec<Lesson> {
        texts.iter().map(|text| lesson(args.what, text, importance)).collect()
    };
    let (others, own) = (lessons(&made, args.made), lessons(&by_hand, 1.0));
    if args.check {
        return Ok(check(args, &others, &own, &by_hand)?);
    }
    let all: Vec<&Lesson> = others.iter().chain(&own).collect();
    let origin = format!(
        "Learned from {} texts that were labelled by hand and {} that were put together.",
        own.len(),
        others.len()
    );
    let mut text = head(&[origin]);
    text += &train(&all, &args.parameters).print(args.what.names());
    let out = args.out.clone().unwrap_or_else(|| args.what.file());
    fs::write(&out, text).with_context(|| out.display().to_string())
}

/// The pipeline as far as the stage that asks the forest, and that stage.
struct Teacher {
    what: What,
    before: Pipeline,
    stage: MetadataStage,
    vocabulary: Vocabulary,
}

impl Teacher {
    fn new(what: What) -> anyhow::Result<Teacher> {
        let before = Pipeline::new(Limits::default(), stages_before(what.stage())?);
        let stage = Metadata::default().build()?;
        let Learned { vocabulary, .. } = Learned::read(Model::Text, Path::new(Model::Text.file()))?;
        Ok(Teacher { what, before, stage, vocabulary })
    }

    fn study(&self, samples: &[Sample]) -> anyhow::Result<Vec<Labelled>> {
        let labelled = |sample: &Sample| {
            let doc = self.before.run(&sample.raw())?;
            Ok(match self.what {
                What::Title => self.label_title(&doc, &fold(sample.title())),
                What::Tags => self.label_tags(&doc, sample),
                What::Cookies => self.label_lines(&doc, sample, Part::Cookies),
                What::Share => self.label_lines(&doc, sample, Part::Share),
            })
        };
        samples.par_iter().map(labelled).collect()
    }

    fn label_title(&self, doc: &Document, title: &str) -> Labelled {
        let found = self.stage.title_candidates(doc);
        let positive = found.lines.iter().map(|&line| fold(doc.text(line)) == title).collect();
        Labelled { matrix: found.matrix, positive }
    }

    /// Most of what a line of tags is parted into are tags.
    fn label_tags(&self, doc: &Document, sample: &Sample) -> Labelled {
        let found = self.stage.tag_candidates(doc);
        let known: Vec<String> = sample.tags().iter().map(|tag| fold(tag)).collect();
        let of_tags = |parts: &Vec<String>| {
            let hits = parts.iter().filter(|part| known.contains(&fold(part))).count();
            2 * hits > parts.len()
        };
        Labelled { positive: found.tags.iter().map(of_tags).collect(), matrix: found.matrix }
    }

    /// Of the lines that no rule has removed, those that were labelled as what is looked for.
    fn label_lines(&self, doc: &Document, sample: &Sample, part: Part) -> Labelled {
        let measured = content::lines::measure(doc, &self.vocabulary);
        let parts = sample.parts_of(doc, &measured.nodes);
        let open = |&at: &usize| parts[at].is_some() && content::is_open(doc, measured.nodes[at]);
        let rows: Vec<usize> = (0..measured.nodes.len()).filter(open).collect();
        let mut matrix = Matrix::new(rows.len(), content::lines::names().len());
        for (row, &at) in rows.iter().enumerate() {
            let codes = 0..content::lines::names().len();
            let codes = codes.map(|measure| measured.matrix.column(measure)[at]);
            matrix.set(row, &codes.collect::<Vec<_>>());
        }
        Labelled { matrix, positive: rows.iter().map(|&at| parts[at] == Some(part)).collect() }
    }
}

fn lesson(what: What, text: &Labelled, importance: f32) -> Lesson {
    /// A text with many lines has little more to say than one with few.
    const FEW: f32 = 10.0;
    let rows = text.positive.len();
    // Lines compete for being the title: of a text where none is, nothing is learned.
    let weight = match what {
        What::Title if !text.positive.contains(&true) => 0.0,
        What::Title => importance / rows as f32,
        _ => importance / (rows as f32 + FEW),
    };
    let column = |measure: usize| text.matrix.column(measure)[..rows].to_vec();
    Lesson {
        columns: (0..what.names().len()).map(column).collect(),
        positive: text.positive.clone(),
        weights: vec![weight; rows],
        short: vec![false; rows],
    }
}

/// Prints how much of the texts labelled by hand is told.
fn check(args: &Args, others: &[Lesson], own: &[Lesson], texts: &[Labelled]) -> io::Result<()> {
    const FOLDS: usize = 5;
    let mut told: Vec<(Vec<i32>, &[bool])> = Vec::new();
    for fold in 0..FOLDS {
        let known = own.iter().enumerate().filter(|(at, _)| at % FOLDS != fold);
        let lessons: Vec<&Lesson> = others.iter().chain(known.map(|(_, lesson)| lesson)).collect();
        let forest = train(&lessons, &args.parameters);
        for text in texts.iter().skip(fold).step_by(FOLDS) {
            told.push((scores(&forest, text), &text.positive));
        }
    }
    if args.what == What::Title {
        return print_best(&told);
    }
    let lines = told.iter().flat_map(|(scores, is)| scores.iter().copied().zip(is.iter().copied()));
    print_bounds(&lines.collect::<Vec<_>>())
}

fn scores(forest: &Forest, text: &Labelled) -> Vec<i32> {
    let mut scores = forest.score(&text.matrix);
    scores.truncate(text.positive.len());
    scores
}

/// In how many texts the line of the largest score is right.
fn print_best(told: &[(Vec<i32>, &[bool])]) -> io::Result<()> {
    let right = |(scores, positive): &&(Vec<i32>, &[bool])| {
        let best = (0..scores.len()).max_by_key(|&at| (scores[at], std::cmp::Reverse(at)));
        best.is_some_and(|at| positive[at])
    };
    let right = told.iter().filter(right).count();
    let there = told.iter().filter(|(_, positive)| positive.contains(&true)).count();
    writeln!(io::stdout().lock(), "{right} of {there} among candidates, of {} texts", told.len())
}

/// Prints how lines are told at several bounds, by their scores and whether each is what is looked for.
pub(crate) fn print_bounds(scored: &[(i32, bool)]) -> io::Result<()> {
    let out = &mut io::stdout().lock();
    let wanted = scored.iter().filter(|(_, is)| *is).count() as f64;
    for bound in (-2500..=1500).step_by(250) {
        let found = || scored.iter().filter(|(score, _)| *score >= bound);
        let (all, hits) = (found().count() as f64, found().filter(|(_, is)| *is).count() as f64);
        let (precision, recall) = (hits / all, hits / wanted);
        let f1 = 2.0 * hits / (all + wanted);
        writeln!(out, "from {bound:>5}: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}")?;
    }
    Ok(())
}
