//! What the forests for lines of plain text learn from: texts that were labelled by hand, and articles that are
//! put together by seed.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::prelude::*;

use crate::articles::{Sample, Setting};
use crate::train::{Lesson, Parameters, head, train};

/// Where the texts come from, how much they weigh, and how is learned from them.
#[derive(clap::Args)]
pub(crate) struct Teaching {
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
    pub(crate) parameters: Parameters,
}

/// What all texts teach.
pub(crate) struct Lessons {
    pub(crate) made: Vec<Lesson>,
    pub(crate) by_hand: Vec<Lesson>,
}

impl Teaching {
    /// Makes a lesson of each text by what it is and how much it weighs.
    pub(crate) fn lessons<F>(&self, lesson: F) -> anyhow::Result<Lessons>
    where
        F: Fn(&Sample, f32) -> anyhow::Result<Lesson> + Sync,
    {
        let of = |setting: Setting<'_>, weight: f32| -> anyhow::Result<Vec<Lesson>> {
            setting.samples()?.par_iter().map(|sample| lesson(sample, weight)).collect()
        };
        Ok(Lessons {
            made: of(Setting::Made(self.count), self.made)?,
            by_hand: of(Setting::ByHand(&self.by_hand), 1.0)?,
        })
    }

    /// Trains a forest on all lessons and writes its file.
    pub(crate) fn write(
        &self,
        lessons: &Lessons,
        names: &[String],
        out: &Path,
    ) -> anyhow::Result<()> {
        let Lessons { made, by_hand } = lessons;
        let all: Vec<&Lesson> = made.iter().chain(by_hand).collect();
        let origin = format!(
            "Learned from {} texts that were labelled by hand and {} that were put together.",
            by_hand.len(),
            made.len()
        );
        let text = head(&[origin]) + &train(&all, &self.parameters).print(names);
        fs::write(out, text).with_context(|| out.display().to_string())
    }
}

/// The scores of each lesson by hand, by a forest that learned from the others: in five parts.
pub(crate) fn cross_validate(lessons: &Lessons, parameters: &Parameters) -> Vec<Vec<i32>> {
    const FOLDS: usize = 5;
    let Lessons { made, by_hand } = lessons;
    let mut scores = vec![Vec::new(); by_hand.len()];
    for fold in 0..FOLDS {
        let known = by_hand.iter().enumerate().filter(|(at, _)| at % FOLDS != fold);
        let known: Vec<&Lesson> = made.iter().chain(known.map(|(_, lesson)| lesson)).collect();
        let forest = train(&known, parameters);
        for at in (fold..by_hand.len()).step_by(FOLDS) {
            scores[at] = forest.score(&by_hand[at].matrix());
        }
    }
    scores
}

/// Prints how blocks are told at several bounds on their scores.
pub(crate) fn print_bounds(lessons: &Lessons, scores: &[Vec<i32>]) -> io::Result<()> {
    let out = &mut io::stdout().lock();
    let positive = || lessons.by_hand.iter().flat_map(|lesson| lesson.positive.iter().copied());
    let blocks: Vec<(i32, bool)> = scores.iter().flatten().copied().zip(positive()).collect();
    let wanted = positive().filter(|is| *is).count() as f64;
    for bound in (-2500..=1500).step_by(250) {
        let found = || blocks.iter().filter(|(score, _)| *score >= bound);
        let (all, hits) = (found().count() as f64, found().filter(|(_, is)| *is).count() as f64);
        let (precision, recall) = (hits / all, hits / wanted);
        let f1 = 2.0 * hits / (all + wanted);
        writeln!(out, "from {bound:>5}: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}")?;
    }
    Ok(())
}
