//! What was chosen, as findings: the largest containers of which nothing stays, and why.

use super::measure::Measured;
use crate::document::{Boilerplate, Document, Findings, NodeId, Why};

/// Reports a drop for each container of which no block is kept.
pub(super) fn report(doc: &Document, blocks: &[Measured], kept: &[bool], out: &mut Findings) {
    let mut kept_before = vec![0_u32];
    kept_before.extend(kept.iter().scan(0, |sum, &kept| {
        *sum += u32::from(kept);
        Some(*sum)
    }));
    let count = |from: usize, to: usize| kept_before[to] - kept_before[from];
    let mut next = NodeId::ROOT;
    for (id, node) in doc.nodes() {
        if id < next || node.kind.is_inline() {
            continue;
        }
        let end = doc.end(id);
        let from = blocks.partition_point(|block| block.node < id);
        let to = blocks.partition_point(|block| block.node < end);
        if from == to || node.kind.is_leaf() {
            next = end;
        }
        if from < to && count(from, to) == 0 {
            let place = Place::of(count(0, from) > 0, count(to, blocks.len()) > 0);
            let (kind, why) = explain(&blocks[from..to], place);
            out.drop(id, kind, why);
            next = end;
        }
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
    fn of(kept_before: bool, kept_after: bool) -> Place {
        match (kept_before, kept_after) {
            (false, _) => Place::Above,
            (true, true) => Place::Amid,
            (true, false) => Place::Below,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Place::Above => "above the article",
            Place::Amid => "between parts of the article",
            Place::Below => "below the article",
        }
    }
}

/// Of what kind a dropped run of blocks is, and what speaks for that.
fn explain(run: &[Measured], place: Place) -> (Boilerplate, Why) {
    const LINKS: f32 = 0.5;
    const TEASER: f32 = 5.0;
    let words: f32 = run.iter().map(|block| block.words).sum();
    let linked: f32 = run.iter().map(|block| block.words * block.features.link).sum();
    let link = linked / words.max(1.0);
    let doubt = run.iter().map(|block| block.words.max(1.0) * block.chance()).sum::<f32>();
    let score = 1.0 - doubt / run.iter().map(|block| block.words.max(1.0)).sum::<f32>();
    let mean = words / run.len() as f32;
    let percent = link * 100.0;
    let (kind, rule, what) = if link >= LINKS && mean >= TEASER && place != Place::Above {
        let what = format!("teasers: {} lines, {percent:.0} % links", run.len());
        (Boilerplate::Related, "content/teasers", what)
    } else if link >= LINKS {
        (Boilerplate::Navigation, "content/menu", format!("menu-like: {percent:.0} % links"))
    } else if run.iter().any(|block| block.is_prose) {
        let what = format!("running text apart from the article ({words:.0} words)");
        (Boilerplate::Other, "content/apart", what)
    } else {
        let what = format!("short lines ({mean:.0} words on average)");
        (Boilerplate::Other, "content/lines", what)
    };
    (kind, Why::new(rule, score, format!("{what}, {}{}", place.name(), surroundings(run))))
}

/// What else speaks against a run: what elements it stands in, how far the text is.
fn surroundings(run: &[Measured]) -> String {
    let all = |of: fn(&Measured) -> f32| run.iter().all(|block| of(block) > 0.5);
    let marks = [
        (all(|block| block.features.nav), "in navigation"),
        (all(|block| block.features.aside), "in an aside"),
        (all(|block| block.features.footer), "in a footer"),
        (all(|block| block.features.header), "in a header"),
        (all(|block| block.features.form), "in a form"),
        (all(|block| block.features.control), "in buttons"),
        (all(|block| block.features.hidden), "not shown to readers"),
        (all(|block| block.features.repeated), "repeated on the page"),
        (all(|block| 1.0 - block.features.core), "apart from most of the text"),
    ];
    let said = marks.iter().filter(|(holds, _)| *holds).map(|(_, what)| format!(", {what}"));
    said.collect()
}
