//! `cargo xtask titles`: makes the forest by which the `metadata` stage tells the title of a plain text.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use anyhow::Context;
use pumice::document::{Document, fold};
use pumice::forest::{Forest, Matrix};
use pumice::pipeline::Pipeline;
use pumice::readers::Limits;
use pumice::stages::Settings;
use pumice::stages::metadata::title::names;
use pumice::stages::metadata::{Metadata, MetadataStage};
use rayon::prelude::*;

use crate::articles::{Sample, Setting};
use crate::train::{Lesson, Parameters, head, stages_before, train};

/// Train the forest that tells the title of a plain text, and write its file.
///
/// It learns from texts that were labelled by hand and from articles that are put together by seed. The
/// same input gives the same bytes.
#[derive(clap::Args)]
pub(crate) struct Args {
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
    /// Print how many titles of the texts labelled by hand are told by what the others teach, in five
    /// parts, and write nothing
    #[arg(long)]
    check: bool,
    /// The file to write
    #[arg(long, default_value = "src/stages/metadata/title/title.forest")]
    out: PathBuf,
}

/// The lines of a text that may be its title, and which are.
struct Labelled {
    matrix: Matrix,
    positive: Vec<bool>,
}

/// Runs the task.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let teacher = Teacher::new()?;
    let made = teacher.study(&Setting::Made(args.count).samples()?)?;
    let by_hand = teacher.study(&Setting::ByHand(&args.by_hand).samples()?)?;
    let lessons = |texts: &[Labelled], importance: f32| -> Vec<Lesson> {
        texts.iter().map(|text| lesson(text, importance)).collect()
    };
    let (others, own) = (lessons(&made, args.made), lessons(&by_hand, 1.0));
    if args.check {
        return Ok(check(&others, &own, &by_hand, &args.parameters)?);
    }
    let all: Vec<&Lesson> = others.iter().chain(&own).collect();
    let origin = format!(
        "Learned from {} texts that were labelled by hand and {} that were put together.",
        own.len(),
        others.len()
    );
    let mut text = head(&[origin]);
    text += &train(&all, &args.parameters).print(names());
    fs::write(&args.out, text).with_context(|| args.out.display().to_string())
}

/// The pipeline as far as the stage that asks the forest, and that stage.
struct Teacher {
    before: Pipeline,
    stage: MetadataStage,
}

impl Teacher {
    fn new() -> anyhow::Result<Teacher> {
        let before = stages_before(Metadata::NAME)?;
        let stage = Metadata::default().build()?;
        Ok(Teacher { before: Pipeline::new(Limits::default(), before), stage })
    }

    fn study(&self, samples: &[Sample]) -> anyhow::Result<Vec<Labelled>> {
        let labelled = |sample: &Sample| {
            let doc = self.before.run(&sample.raw())?;
            Ok(self.label(&doc, &fold(sample.title())))
        };
        samples.par_iter().map(labelled).collect()
    }

    fn label(&self, doc: &Document, title: &str) -> Labelled {
        let found = self.stage.title_candidates(doc);
        let positive = found.lines.iter().map(|&line| fold(doc.text(line)) == title).collect();
        Labelled { matrix: found.matrix, positive }
    }
}

fn lesson(text: &Labelled, importance: f32) -> Lesson {
    let rows = text.positive.len();
    // The lines of a text compete with each other: of one where none is the title nothing is learned.
    let weight = if text.positive.contains(&true) { importance / rows as f32 } else { 0.0 };
    let column = |measure: usize| text.matrix.column(measure)[..rows].to_vec();
    Lesson {
        columns: (0..names().len()).map(column).collect(),
        positive: text.positive.clone(),
        weights: vec![weight; rows],
        short: vec![false; rows],
    }
}

/// Prints how many titles of the texts labelled by hand are told.
fn check(
    others: &[Lesson],
    own: &[Lesson],
    texts: &[Labelled],
    parameters: &Parameters,
) -> io::Result<()> {
    const FOLDS: usize = 5;
    let (mut right, mut there) = (0_usize, 0_usize);
    for fold in 0..FOLDS {
        let known = own.iter().enumerate().filter(|(at, _)| at % FOLDS != fold);
        let lessons: Vec<&Lesson> = others.iter().chain(known.map(|(_, lesson)| lesson)).collect();
        let forest = train(&lessons, parameters);
        for text in texts.iter().skip(fold).step_by(FOLDS) {
            right += usize::from(is_right(&forest, text));
            there += usize::from(text.positive.contains(&true));
        }
    }
    writeln!(io::stdout().lock(), "{right} of {there} among candidates, of {} texts", texts.len())
}

fn is_right(forest: &Forest, text: &Labelled) -> bool {
    let scores = forest.score(&text.matrix);
    let best = (0..text.positive.len()).max_by_key(|&at| (scores[at], std::cmp::Reverse(at)));
    best.is_some_and(|at| text.positive[at])
}
