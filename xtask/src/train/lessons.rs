//! From the pages of corpora to what is learned from them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pumice::document::{Document, NodeId};
use pumice::pipeline::Pipeline;
use pumice::readers::{Limits, Raw};
use pumice::stages::content::{self, Content, Measured, Vocabulary};
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
    /// The leaf blocks, their words, and for each the share that the reference has of it.
    pub(crate) nodes: Vec<NodeId>,
    pub(crate) words: Vec<f32>,
    pub(crate) shares: Vec<f32>,
    /// How much the document weighs against others.
    importance: f32,
}

impl<'a> Studied<'a> {
    fn unread((corpus, page): (usize, &'a Page), rendering: usize) -> Studied<'a> {
        Studied {
            corpus,
            page,
            rendering,
            doc: None,
            nodes: Vec::new(),
            words: Vec::new(),
            shares: Vec::new(),
            importance: 0.0,
        }
    }

    fn read(self, doc: Document, model: Model, importance: f32) -> Studied<'a> {
        let Measured { nodes, words, .. } = model.measure(&doc, &Vocabulary::default());
        let texts: Vec<&str> = nodes.iter().map(|&node| doc.text(node)).collect();
        let shares = shares(&texts, &self.page.gold);
        Studied { doc: Some(doc), nodes, words, shares, importance, ..self }
    }

    /// How much a word of the document counts. A page counts about as much as its F1 can change by its
    /// blocks: less for a word of a long one.
    pub(super) fn unit(&self) -> f32 {
        let wanted: f32 =
            self.words.iter().zip(&self.shares).map(|(word, share)| word * share).sum();
        1.0 / (wanted + 0.15 * self.words.iter().sum::<f32>() + 20.0)
    }

    /// What the blocks teach on which the forest will be asked: those with words that still stand.
    pub(super) fn lesson(&self, model: Model, vocabulary: &Vocabulary) -> Lesson {
        /// Blocks of fewer words are most of all and teach least.
        const SHORT: f32 = 4.0;
        let Some(doc) = &self.doc else { return Lesson::default() };
        let matrix = model.measure(doc, vocabulary).matrix;
        let unit = self.importance * self.unit();
        let asked = |&row: &usize| self.words[row] > 0.0 && content::is_open(doc, self.nodes[row]);
        let rows: Vec<usize> = (0..self.words.len()).filter(asked).collect();
        let column = |measure: usize| rows.iter().map(|&row| matrix.code(row, measure)).collect();
        Lesson {
            columns: (0..model.names().len()).map(column).collect(),
            positive: rows.iter().map(|&row| self.shares[row] >= ENOUGH).collect(),
            weights: rows.iter().map(|&row| unit * self.words[row]).collect(),
            short: rows.iter().map(|&row| self.words[row] < SHORT).collect(),
        }
    }
}

/// Reads and labels the pages of corpora; those of the second and later ones weigh `rest` as
/// much as those of the first.
pub(crate) fn study<'a>(
    corpora: &'a [Corpus],
    model: Model,
    rest: &[f32],
) -> anyhow::Result<Vec<Studied<'a>>> {
    let pipeline = Pipeline::new(Limits::default(), stages_before(Content::NAME)?);
    let pages = corpora.iter().enumerate();
    let pages: Vec<(usize, &'a Page)> =
        pages.flat_map(|(at, corpus)| corpus.pages.iter().map(move |page| (at, page))).collect();
    let studied: Vec<Vec<Studied<'a>>> = pages
        .into_par_iter()
        .map(|(corpus, page)| {
            let documents = model.documents(page)?;
            let weight = corpus.checked_sub(1).and_then(|at| rest.get(at).or(rest.last()));
            let importance = weight.copied().unwrap_or(1.0) / documents.len().max(1) as f32;
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

/// The stages of the standard pipeline that stand before one of them.
pub(crate) fn stages_before(name: &str) -> anyhow::Result<Vec<(&'static str, Box<dyn Stage>)>> {
    let before = stages::STAGES.iter().take_while(|stage| stage.name != name);
    let make = |stage: &stages::Entry| -> anyhow::Result<(&'static str, Box<dyn Stage>)> {
        Ok((stage.name, (stage.build)(toml::Table::new())?))
    };
    before.map(make).collect()
}
