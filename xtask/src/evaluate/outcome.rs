//! How one document came out of the pipeline, measured in every way that is reported.

use std::sync::Arc;
use std::time::Duration;

use pumice::document::{
    BlockKind, Boilerplate, Decision, Document, Kind, NodeId, Status, Verdict, fold,
};
use pumice::stages::content::is_open;

use crate::score::{Bag, Score, Unit};
use crate::train::Studied;
use crate::train::labels::ENOUGH;

/// How one document came out.
pub(super) struct Outcome<'a> {
    pub(super) studied: &'a Studied<'a>,
    /// Which of several forests decided: the seed that it was trained with.
    pub(super) seed: u64,
    pub(super) score: Score,
    /// The score of its text without the title.
    pub(super) untitled: Score,
    /// The F1 of the blocks that the reference has by their labels: as good as it can get.
    pub(super) ceiling: f64,
    /// The F1 at the threshold that is best for this page.
    pub(super) best: f64,
    pub(super) blocks: Vec<Judged>,
    /// Headings of the first level that the reference has and the text does not, with why each went.
    pub(super) headings_lost: Vec<String>,
    /// Nothing when it could not be read, or when something panicked.
    pub(super) status: Option<Status>,
    /// Whether kept and removed text are the whole text.
    pub(super) conserves: bool,
    /// How long the whole pipeline took, where it was run as a whole.
    pub(super) time: Option<Duration>,
}

/// A leaf block, as it was decided on and as it should have been.
pub(super) struct Judged {
    pub(super) words: f32,
    /// Whether the reference has it.
    pub(super) wanted: bool,
    /// As what it was removed, and by which rule; nothing where it was kept.
    pub(super) removed: Option<(Boilerplate, Arc<str>)>,
}

impl<'a> Outcome<'a> {
    /// Of a document that could not be read or that something panicked on.
    pub(super) fn failed(studied: &'a Studied<'a>, seed: u64) -> Outcome<'a> {
        Outcome {
            studied,
            seed,
            score: Score::default(),
            untitled: Score::default(),
            ceiling: 0.0,
            best: 0.0,
            blocks: Vec::new(),
            headings_lost: Vec::new(),
            status: None,
            conserves: true,
            time: None,
        }
    }

    /// Of a document after all stages; `log_odds` are what the forest says of the measured blocks.
    pub(super) fn of(
        studied: &'a Studied<'a>,
        seed: u64,
        doc: &Document,
        log_odds: &[i32],
    ) -> Outcome<'a> {
        let unit = Unit::of(studied.page.lang.as_deref());
        let bag = || Bag::of(&studied.page.gold, unit);
        let (mut all, mut untitled) = (bag(), bag());
        let clean = doc.clean_text();
        for block in &clean.blocks {
            let text = clean.block_text(block);
            all.add(text);
            if doc.block_kind(block.node) != BlockKind::Title {
                untitled.add(text);
            }
        }
        let labelled = studied.nodes.iter().zip(&studied.shares);
        let wanted = labelled.filter(|(_, share)| **share >= ENOUGH);
        let wanted: Vec<&str> = wanted.map(|(&node, _)| doc.text(node)).collect();
        Outcome {
            studied,
            seed,
            score: all.score(),
            untitled: untitled.score(),
            ceiling: Score::of(&wanted.join("\n"), &studied.page.gold, unit).f1,
            best: best(studied, bag(), log_odds),
            blocks: judge(studied, doc),
            headings_lost: headings_lost(studied, doc, &clean.text),
            status: Some(doc.status()),
            conserves: conserves(doc),
            time: None,
        }
    }
}

/// Whether every character that is not white space is kept or stands in a removal.
pub(crate) fn conserves(doc: &Document) -> bool {
    let removed: u32 = doc.removals().iter().map(|removal| removal.chars).sum();
    doc.chars_kept() + removed == doc.chars_in()
}

/// The largest F1 that any threshold gives on the chances alone.
fn best(studied: &Studied<'_>, mut bag: Bag, log_odds: &[i32]) -> f64 {
    let Some(doc) = &studied.doc else { return 0.0 };
    let nodes = &studied.nodes;
    let mut order: Vec<usize> = (0..nodes.len()).filter(|&at| is_open(doc, nodes[at])).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(log_odds[at]));
    let mut best = bag.score().f1;
    for alike in order.chunk_by(|&a, &b| log_odds[a] == log_odds[b]) {
        for &at in alike {
            bag.add(doc.text(nodes[at]));
        }
        best = best.max(bag.score().f1);
    }
    best
}

fn judge(studied: &Studied<'_>, doc: &Document) -> Vec<Judged> {
    let rows = studied.nodes.iter().zip(&studied.words).zip(&studied.shares);
    rows.filter(|((_, words), _)| **words > 0.0)
        .map(|((&node, &words), &share)| {
            let removed = (!doc.is_shown(node)).then(|| removal(doc, node)).flatten();
            Judged { words, wanted: share >= ENOUGH, removed }
        })
        .collect()
}

/// The headings of the first level that the reference has and that stand nowhere in the clean text, with
/// whatever signs, each with the rule that took it.
fn headings_lost(studied: &Studied<'_>, doc: &Document, clean: &str) -> Vec<String> {
    let labelled = studied.nodes.iter().zip(&studied.shares);
    let wanted = labelled.filter(|(_, share)| **share >= ENOUGH).map(|(&node, _)| node);
    let headings = wanted.filter(|&node| doc.node(node).kind == Kind::Heading(1));
    let clean = fold(clean);
    let lost = headings.filter(|&node| !clean.contains(&fold(doc.text(node))));
    lost.filter_map(|node| {
        removal(doc, node).map(|(_, rule)| format!("{rule}: {}", doc.text(node)))
    })
    .collect()
}

/// As what the text of a leaf block was removed, and by which rule.
fn removal(doc: &Document, leaf: NodeId) -> Option<(Boilerplate, Arc<str>)> {
    let (text, _) = doc.descendants(leaf).find(|(_, node)| node.kind == Kind::Text)?;
    match doc.ruling(text)? {
        Decision { verdict: Verdict::Drop(kind), why, .. } => Some((*kind, Arc::clone(&why.rule))),
        _ => None,
    }
}
