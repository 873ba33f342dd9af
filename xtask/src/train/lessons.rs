//! From the pages of corpora to what is learned from them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pumice::document::Document;
use pumice::pipeline::Pipeline;
use pumice::readers::{Limits, Raw};
use pumice::stages::content::{self, Content, Measured};
use pumice::stages::{self, Settings, Stage};
use rayon::prelude::*;

use super::dataset::Lesson;
use super::labels::{ENOUGH, shares};
use super::model::Model;
use crate::corpus::{Corpus, Page};

/// A document as the content stage gets to see it, with what is to be learned from it.
pub(crate) struct Studied<'a> {
    /// The corpus, by its place, and the page that it was made of.
    pub(crate) corpus: usize,
    pub(crate) page: &'a Page,
    /// Which of the documents that are made of that page.
    pub(crate) rendering: usize,
    /// Nothing where it could not be read.
    pub(crate) doc: Option<Document>,
    /// The leaf blocks that were measured, and for each the share that the reference has of it.
    pub(crate) measured: Measured,
    pub(crate) shares: Vec<f32>,
    pub(crate) lesson: Lesson,
}

impl<'a> Studied<'a> {
    fn unread((corpus, page): (usize, &'a Page), rendering: usize) -> Studied<'a> {
        let (measured, lesson) = (Measured::default(), Lesson::default());
        Studied { corpus, page, rendering, doc: None, measured, shares: Vec::new(), lesson }
    }

    fn read(self, doc: Document, model: Model, importance: f32) -> Studied<'a> {
        let measured = model.measure(&doc);
        let texts: Vec<&str> = measured.nodes.iter().map(|&node| doc.text(node)).collect();
        let shares = shares(&texts, &self.page.gold);
        let lesson = lesson(&doc, &measured, &shares, importance, model);
        Studied { doc: Some(doc), measured, shares, lesson, ..self }
    }
}

/// Reads, measures and labels the pages of corpora; those of the second and later ones weigh `rest` as
/// much as those of the first.
pub(crate) fn study(
    corpora: &[Corpus],
    model: Model,
    rest: f32,
) -> anyhow::Result<Vec<Studied<'_>>> {
    let pipeline = Pipeline::new(Limits::default(), before_content()?);
    let pages = corpora.iter().enumerate();
    let pages: Vec<(usize, &Page)> =
        pages.flat_map(|(at, corpus)| corpus.pages.iter().map(move |page| (at, page))).collect();
    let studied: Vec<Vec<Studied<'_>>> = pages
        .into_par_iter()
        .map(|(corpus, page)| {
            let documents = model.documents(page)?;
            let importance = if corpus == 0 { 1.0 } else { rest } / documents.len().max(1) as f32;
            let read = |(rendering, raw): (usize, Raw<'_>)| {
                // One page must not end the run: what cannot be read teaches nothing.
                let run = catch_unwind(AssertUnwindSafe(|| pipeline.run(&raw).ok()));
                let unread = Studied::unread((corpus, page), rendering);
                match run.ok().flatten() {
                    Some(doc) => unread.read(doc, model, importance),
                    None => unread,
                }
            };
            Ok(documents.into_iter().enumerate().map(read).collect())
        })
        .collect::<anyhow::Result<_>>()?;
    Ok(studied.into_iter().flatten().collect())
}

/// The stages that the content stage comes after.
pub(crate) fn before_content() -> anyhow::Result<Vec<(&'static str, Box<dyn Stage>)>> {
    let before = stages::STAGES.iter().take_while(|stage| stage.name != Content::NAME);
    let make = |stage: &stages::Entry| -> anyhow::Result<(&'static str, Box<dyn Stage>)> {
        Ok((stage.name, (stage.build)(toml::Table::new())?))
    };
    before.map(make).collect()
}

/// What the blocks teach on which the forest will be asked: those with words that still stand.
fn lesson(
    doc: &Document,
    measured: &Measured,
    shares: &[f32],
    importance: f32,
    model: Model,
) -> Lesson {
    /// Blocks of fewer words are most of all and teach least.
    const SHORT: f32 = 4.0;
    let words = &measured.words;
    // A page counts about as much as its F1 can change by its blocks: less for a word of a long one.
    let wanted: f32 = words.iter().zip(shares).map(|(words, share)| words * share).sum();
    let unit = importance / (wanted + 0.15 * words.iter().sum::<f32>() + 20.0);
    let asked = |&row: &usize| words[row] > 0.0 && content::is_open(doc, measured.nodes[row]);
    let rows: Vec<usize> = (0..words.len()).filter(asked).collect();
    let column = |measure: usize| {
        let codes = measured.matrix.column(measure);
        rows.iter().map(|&row| codes[row]).collect()
    };
    Lesson {
        columns: (0..model.names().len()).map(column).collect(),
        positive: rows.iter().map(|&row| shares[row] >= ENOUGH).collect(),
        weights: rows.iter().map(|&row| unit * words[row]).collect(),
        short: rows.iter().map(|&row| words[row] < SHORT).collect(),
    }
}
