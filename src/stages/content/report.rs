//! What was chosen, as findings: the largest containers of which nothing stays, and why.

use std::cell::LazyCell;

use super::Measured;
use super::decide::has_gone;
use super::kinds::Told;
use super::reasons::{For, Reasons};
use crate::document::{Boilerplate, Document, Findings, NodeId, Why};
use crate::forest::chance;

/// Reports a drop for each container of which no block is kept, and what comes back of what others
/// have dropped.
pub(super) fn report(
    doc: &Document,
    measured: &Measured,
    scores: &[i32],
    kept: &[bool],
    told: &[Option<Told>],
    reasons: &Reasons,
    out: &mut Findings,
) {
    let choices = Page { doc, measured, scores, told, kept_before: counts(kept) }.choices();
    let mean = |side: bool| {
        let blocks: Vec<usize> = (0..kept.len()).filter(|&at| kept[at] == side).collect();
        reasons.mean(measured, &blocks)
    };
    // Hardly ever anything comes back.
    let (stay, go) = (LazyCell::new(|| mean(true)), LazyCell::new(|| mean(false)));
    for choice in choices {
        let side = match choice.word {
            Word::Drop { .. } => (For::Dropping, &stay[..]),
            Word::Keep => (For::Keeping, &go[..]),
        };
        let why = reasons.strongest(measured, choice.block, side);
        match choice.word {
            Word::Drop { kind, rule, place, told } => {
                let why = told.map_or(why, |told| told.evidence().to_owned());
                let evidence = format!("{}: {why}", place.name());
                out.drop(choice.node, kind, Why::new(rule, choice.score, evidence));
            }
            Word::Keep => out.keep(choice.node, Why::new("content/article", choice.score, why)),
        }
    }
}

/// What is to be reported of a node, but for the reasons.
struct Choice {
    node: NodeId,
    word: Word,
    score: f32,
    /// The block that the reasons are those of.
    block: usize,
}

enum Word {
    Drop { kind: Boilerplate, rule: &'static str, place: Place, told: Option<Told> },
    Keep,
}

/// How many are kept of the first, for every number of them.
fn counts(kept: &[bool]) -> Vec<u32> {
    let mut before = vec![0_u32];
    before.extend(kept.iter().scan(0, |sum, &kept| {
        *sum += u32::from(kept);
        Some(*sum)
    }));
    before
}

struct Page<'a> {
    doc: &'a Document,
    measured: &'a Measured,
    scores: &'a [i32],
    /// As what each goes, if its wording tells.
    told: &'a [Option<Told>],
    kept_before: Vec<u32>,
}

impl Page<'_> {
    /// A drop for each container of which no block is kept, and what comes back.
    fn choices(&self) -> Vec<Choice> {
        let doc = self.doc;
        let mut choices = Vec::new();
        let mut next = NodeId::ROOT;
        for (id, node) in doc.nodes() {
            if id < next || node.kind.is_inline() {
                continue;
            }
            let (from, to) = self.run(id);
            if from == to || node.kind.is_leaf() {
                next = doc.end(id);
            }
            if from < to && self.kept(from, to) == 0 {
                // What others have dropped keeps their reason.
                choices.extend(doc.is_shown(id).then(|| self.drop(id, from, to)));
                next = doc.end(id);
            } else if node.kind.is_leaf() && from < to && !doc.is_shown(id) && has_gone(doc, id) {
                let score = chance(self.scores[from]);
                choices.push(Choice { node: id, word: Word::Keep, score, block: from });
            }
        }
        choices
    }

    /// The places of the blocks within a node.
    fn run(&self, id: NodeId) -> (usize, usize) {
        let place = |end: NodeId| self.measured.nodes.partition_point(|&block| block < end);
        (place(id), place(self.doc.end(id)))
    }

    fn kept(&self, from: usize, to: usize) -> u32 {
        self.kept_before[to] - self.kept_before[from]
    }

    /// Where a run stands by what is kept.
    fn place(&self, from: usize, to: usize) -> Place {
        match (self.kept(0, from) > 0, self.kept(to, self.measured.nodes.len()) > 0) {
            (false, _) => Place::Above,
            (true, true) => Place::Amid,
            (true, false) => Place::Below,
        }
    }

    /// The drop of a node with a run of blocks: of what kind it is, and which block speaks for all.
    fn drop(&self, node: NodeId, from: usize, to: usize) -> Choice {
        const LINKS: f32 = 0.5;
        const TEASER: f32 = 5.0;
        let shown = |at: &usize| self.doc.is_shown(self.measured.nodes[*at]);
        let run: Vec<usize> = (from..to).filter(shown).collect();
        let sum = |of: &dyn Fn(usize) -> f32| run.iter().map(|&at| of(at)).sum::<f32>();
        let words = |at: usize| self.measured.words[at];
        let weight = |at: usize| words(at).max(1.0);
        let linked = sum(&|at| words(at) * self.doc.link_density(self.measured.nodes[at]));
        let doubt = sum(&|at| weight(at) * chance(self.scores[at])) / sum(&weight).max(1.0);
        let mean = sum(&words) / run.len().max(1) as f32;
        let is_links = linked >= LINKS * sum(&words).max(1.0);
        let place = self.place(from, to);
        let told = run.first().and_then(|&at| self.told[at]);
        let alike = |at: &usize| self.told[*at].map(|told| told.kind) == told.map(|told| told.kind);
        let told = told.filter(|_| run.iter().all(alike));
        let (kind, rule) = if let Some(told) = told {
            (told.kind, told.rule())
        } else if is_links && mean >= TEASER && place != Place::Above {
            (Boilerplate::Related, "content/teasers")
        } else if is_links {
            (Boilerplate::Navigation, "content/menu")
        } else {
            (Boilerplate::Other, "content/apart")
        };
        let heaviest =
            run.iter().copied().max_by(|&a, &b| words(a).total_cmp(&words(b)).then(b.cmp(&a)));
        let word = Word::Drop { kind, rule, place, told };
        let score = told.map_or(1.0 - doubt, |told| told.chance);
        Choice { node, word, score, block: heaviest.unwrap_or(from) }
    }
}

/// Where something stands by what is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Above,
    Amid,
    Below,
}

impl Place {
    fn name(self) -> &'static str {
        match self {
            Place::Above => "above the article",
            Place::Amid => "between parts of the article",
            Place::Below => "below the article",
        }
    }
}
