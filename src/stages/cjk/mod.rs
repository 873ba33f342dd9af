//! Runs of Chinese, Japanese and Korean characters and their language.
//!
//! A run is what [`cjk_runs`] says. Kana, Hangul and Bopomofo tell their
//! language themselves. Of Han characters it is judged from several witnesses that are added up as
//! log odds: the string itself ([`Han`]), what stands beside it (`neighbours`), and what is known of
//! its element, block and document (`surroundings`). Readings in brackets behind their base
//! (`notation`) are reported, too.

mod neighbours;
mod notation;
mod phrase;
mod surroundings;
mod verdict;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Findings, NodeId, Segment, Span, cjk_runs};
use crate::rules::han::{Han, Names};
use phrase::Run;
use surroundings::{Surroundings, Whole};
use verdict::Witness;

/// Finds runs of Chinese, Japanese and Korean characters and their language.
///
/// Every maximal run of Han characters, kana, Hangul or Bopomofo becomes a segment, with its
/// language, a probability, the rivals, and what spoke for it. Kana and Han mixed are one run; the
/// language of Han characters alone is told from the characters that only one country uses, from
/// words, from what stands beside them, and from the language of the element, the block and the
/// document. What stays doubtful is `und-Hani`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Cjk {
    /// A language must be at least this probable (0 to 1), or the run is `und-Hani`.
    pub sureness: f32,
}

impl Default for Cjk {
    fn default() -> Cjk {
        Cjk { sureness: 0.52 }
    }
}

impl Settings for Cjk {
    const NAME: &'static str = "cjk";
    const AFTER: &'static [&'static str] = &["language"];
    type Stage = CjkStage;

    fn build(self) -> anyhow::Result<CjkStage> {
        self.with_han(Han::load()?)
    }
}

impl Cjk {
    /// The stage with another weigher of strings than the one that is compiled in: for measuring how
    /// good a way of learning is.
    ///
    /// # Errors
    /// When a setting is out of its range.
    pub fn with_han(self, han: &'static Han) -> anyhow::Result<CjkStage> {
        anyhow::ensure!(
            (0.0..=1.0).contains(&self.sureness),
            "sureness is {}, and a probability lies between 0 and 1",
            self.sureness
        );
        Ok(CjkStage { settings: self, han, names: Names::load()? })
    }
}

/// The stage that [`Cjk`] sets up.
#[derive(Debug)]
pub struct CjkStage {
    settings: Cjk,
    han: &'static Han,
    names: Names,
}

impl Stage for CjkStage {
    fn inspect(&self, doc: &Document, out: &mut Findings) {
        let blocks: Vec<(NodeId, Vec<Run>)> = doc
            .blocks()
            .map(|(leaf, _)| (leaf, self.runs(doc, leaf)))
            .filter(|(_, runs)| !runs.is_empty())
            .collect();
        let whole = Whole::of(blocks.iter().flat_map(|(_, runs)| runs));
        let mut witnesses = Vec::new();
        for (leaf, runs) in &blocks {
            let mut around = Surroundings::new(doc, *leaf, runs, whole);
            for (at, run) in runs.iter().enumerate() {
                witnesses.clear();
                run.testify(&mut witnesses);
                if run.is_han() {
                    neighbours::testify(doc, self.han, runs, at, &mut witnesses);
                    let block = doc.node(*leaf).text.start;
                    neighbours::testify_name(doc, &self.names, run, block, &mut witnesses);
                    around.testify(run, &mut witnesses);
                }
                out.segment(self.segment(run, &witnesses));
                if let Some((base, notation)) = notation::behind(doc, *leaf, run) {
                    out.reading(base, notation);
                }
            }
        }
    }
}

impl CjkStage {
    /// The kept runs of a leaf block.
    fn runs(&self, doc: &Document, leaf: NodeId) -> Vec<Run> {
        let mut runs = Vec::new();
        for stretch in kept_stretches(doc, leaf) {
            let text = &doc.full_text()[stretch.range()];
            let found = cjk_runs(text).map(|run| Run::new(text, run, stretch.start, self.han));
            phrase::link(text, stretch.start, found, &mut runs);
        }
        runs
    }

    fn segment(&self, run: &Run, witnesses: &[Witness]) -> Segment {
        let verdict = verdict::reach(witnesses, self.settings.sureness);
        Segment {
            span: run.span,
            script: run.script,
            lang: verdict.lang,
            confidence: verdict.confidence,
            candidates: verdict.candidates,
            evidence: verdict.evidence,
        }
    }
}

/// The pieces of a leaf block's text between which nothing was removed.
fn kept_stretches(doc: &Document, leaf: NodeId) -> Vec<Span> {
    let mut stretches: Vec<Span> = Vec::new();
    if !doc.text(leaf).bytes().any(|byte| byte >= 0xE1) {
        return stretches;
    }
    for (_, node) in surroundings::texts(doc, leaf) {
        match stretches.last_mut() {
            Some(last) if last.end == node.start => last.end = node.end,
            _ => stretches.push(node),
        }
    }
    stretches
}

#[cfg(test)]
mod tests;
