//! `cargo xtask metadata CORPUS`: how often title, authors and date of publication come out right.

mod compare;
mod gold;
mod report;

use std::io;
use std::path::PathBuf;

use pumice::document::{Document, Field};
use pumice::pipeline::Pipeline;
use rayon::prelude::*;

use crate::corpus::{self, Page};
use gold::Gold;

/// Run the pipeline over a corpus and print how often the metadata is right.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A folder with html/, ground-truth/ and maybe metadata.json
    corpus: PathBuf,
    /// How many mistakes to show of each kind, held-out pages aside
    #[arg(long, default_value_t = 0)]
    worst: usize,
}

/// What was found of a page, beside what should be.
struct Outcome {
    page: Page,
    gold: Gold,
    title: Found,
    author: Found,
    published: Found,
}

/// The values of a field, and where they were found.
#[derive(Default)]
struct Found {
    values: Vec<String>,
    from: String,
}

impl Found {
    fn of(doc: &Document, field: Field) -> Found {
        let meta = doc.meta();
        Found {
            values: meta.all(field).map(str::to_owned).collect(),
            from: meta.from(field).unwrap_or_default().to_owned(),
        }
    }

    fn joined(&self) -> String {
        self.values.join(", ")
    }
}

/// Runs the task.
pub(crate) fn run(args: &Args) -> anyhow::Result<()> {
    let pages = corpus::load(&args.corpus)?;
    let pipeline = Pipeline::standard()?;
    let outcomes: Vec<Outcome> = pages
        .into_par_iter()
        .map(|page| {
            let gold = Gold::load(&args.corpus, &page.id)?;
            // A page that cannot be read has no metadata: that counts as wrong.
            let doc = pipeline.run(&page.raw()?).unwrap_or_default();
            let found = |field| Found::of(&doc, field);
            let (title, author) = (found(Field::Title), found(Field::Author));
            Ok(Outcome { page, gold, title, author, published: found(Field::Published) })
        })
        .collect::<anyhow::Result<_>>()?;
    report::print(&outcomes, args.worst, &mut io::stdout().lock())?;
    Ok(())
}
