//! `cargo xtask lines title|tags|cookies|share`: makes the forests that tell what a line of plain text is.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use pumice::document::{Document, fold};
use pumice::forest::Matrix;
use pumice::pipeline::Pipeline;
use pumice::readers::Limits;
use pumice::stages::Settings;
use pumice::stages::content::{self, Content, Vocabulary};
use pumice::stages::metadata::{Metadata, MetadataStage, tags, title};

use crate::articles::{Part, Sample};
use crate::teaching::{Lessons, Teaching, cross_validate, print_bounds};
use crate::train::{Learned, Lesson, Model, stages_before};

/// Train a forest that tells what a line of plain text is, and write its file.
///
/// It learns from texts that were labelled by hand and from articles that are put together by seed. The
/// same input gives the same bytes.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// What is to be told
    what: What,
    #[command(flatten)]
    teaching: Teaching,
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
    let lessons = args
        .teaching
        .lessons(|sample, weight| Ok(lesson(args.what, &teacher.study(sample)?, weight)))?;
    if args.check {
        let scores = cross_validate(&lessons, &args.teaching.parameters);
        return Ok(match args.what {
            What::Title => print_best(&lessons, &scores),
            What::Tags | What::Cookies | What::Share => print_bounds(&lessons, &scores),
        }?);
    }
    let out = args.out.clone().unwrap_or_else(|| args.what.file());
    args.teaching.write(&lessons, args.what.names(), &out)
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

    fn study(&self, sample: &Sample) -> anyhow::Result<Labelled> {
        let doc = self.before.run(&sample.raw())?;
        Ok(match self.what {
            What::Title => self.label_title(&doc, &fold(sample.title())),
            What::Tags => self.label_tags(&doc, sample),
            What::Cookies => self.label_lines(&doc, sample, Part::Cookies),
            What::Share => self.label_lines(&doc, sample, Part::Share),
        })
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
            matrix.set(row, &measured.matrix.row(at).collect::<Vec<_>>());
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
    let column = |measure: usize| (0..rows).map(|row| text.matrix.code(row, measure)).collect();
    Lesson {
        columns: (0..what.names().len()).map(column).collect(),
        positive: text.positive.clone(),
        weights: vec![weight; rows],
        short: vec![false; rows],
    }
}

/// Prints in how many texts the line of the largest score is right.
fn print_best(lessons: &Lessons, scores: &[Vec<i32>]) -> io::Result<()> {
    let texts = || lessons.by_hand.iter().zip(scores);
    let right = texts().filter(|(lesson, scores)| {
        let best = (0..scores.len()).max_by_key(|&at| (scores[at], std::cmp::Reverse(at)));
        best.is_some_and(|at| lesson.positive[at])
    });
    let there = texts().filter(|(lesson, _)| lesson.positive.contains(&true)).count();
    writeln!(
        io::stdout().lock(),
        "{} of {there} among candidates, of {} texts",
        right.count(),
        scores.len()
    )
}
