//! `cargo xtask headings`: makes the forest by which the reader of plain text tells headings.

use std::path::PathBuf;

use pumice::document::fold;
use pumice::readers::text::{candidates, headings::names};

use crate::articles::{Part, Sample};
use crate::render::{Line, join};
use crate::teaching::{Teaching, cross_validate, print_bounds};
use crate::train::Lesson;

/// Train the forest that tells the headings of plain text, and write its file.
///
/// It learns from texts that were labelled by hand and from articles that are put together by seed; what
/// pages set as headings is another matter. The same input gives the same bytes.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    teaching: Teaching,
    /// Print how well headings of the texts labelled by hand are told by what the others teach, in
    /// five parts, and write nothing
    #[arg(long)]
    check: bool,
    /// The file to write
    #[arg(long, default_value = "src/readers/text/headings/headings.forest")]
    out: PathBuf,
}

/// A text, and of each line that is not blank what it is and how much that matters; nothing where it
/// teaches nothing.
struct Labelled {
    text: String,
    lines: Vec<Option<(bool, f32)>>,
}

/// Runs the task.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let lessons = args.teaching.lessons(|sample, weight| Ok(lesson(&labelled(sample), weight)))?;
    if args.check {
        let scores = cross_validate(&lessons, &args.teaching.parameters);
        return Ok(print_bounds(&lessons, &scores)?);
    }
    args.teaching.write(&lessons, names(), &args.out)
}

/// What stands around an article matters less: most of it goes.
const AROUND: f32 = 0.3;

fn labelled(sample: &Sample) -> Labelled {
    let title = fold(sample.title());
    let what = |at: usize| match sample.part(at) {
        Part::Heading => Some((true, 1.0)),
        // A copy of the title is a heading as well as none.
        Part::Neutral if !title.is_empty() && fold(sample.block_text(at)).contains(&title) => None,
        Part::Article | Part::Neutral => Some((false, 1.0)),
        Part::Cookies | Part::Share | Part::Around => Some((false, AROUND)),
    };
    of_lines(sample.all_lines(), what)
}

fn of_lines(lines: &[Line], what: impl Fn(usize) -> Option<(bool, f32)>) -> Labelled {
    // A line may hold ends of lines itself, as code does.
    let inked = |line: &&Line| !line.text.trim().is_empty();
    let parts = |line: &Line| line.text.lines().filter(|part| !part.trim().is_empty()).count();
    let labels = lines.iter().filter(inked);
    let labels = labels.flat_map(|line| vec![line.block.and_then(&what); parts(line)]);
    Labelled { lines: labels.collect(), text: join(lines) }
}

fn lesson(labelled: &Labelled, importance: f32) -> Lesson {
    let found = candidates(&labelled.text);
    let label = |&line: &usize| labelled.lines.get(line).copied().flatten();
    let rows: Vec<usize> =
        (0..found.lines.len()).filter(|&row| label(&found.lines[row]).is_some()).collect();
    let labels: Vec<(bool, f32)> =
        rows.iter().filter_map(|&row| label(&found.lines[row])).collect();
    // A long page has no more to say than a short one for each of its lines.
    let unit = importance / (rows.len() as f32 + 20.0);
    let column = |measure: usize| rows.iter().map(|&row| found.matrix.code(row, measure)).collect();
    Lesson {
        columns: (0..names().len()).map(column).collect(),
        positive: labels.iter().map(|(positive, _)| *positive).collect(),
        weights: labels.iter().map(|(_, weight)| unit * weight).collect(),
        short: vec![false; rows.len()],
    }
}
