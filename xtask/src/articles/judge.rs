//! What came of a sample, held against what was to come of it.

use std::collections::BTreeMap;

use pumice::document::{BlockKind, Document, Field, Kind, fold};

use super::page::Gold;
use super::sample::{Sample, align};

/// Counts over samples; a share is a hit of all.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) counts: BTreeMap<&'static str, [f64; 3]>,
    /// Lines that were decided on wrongly, with whether they were lost.
    pub(super) wrong: Vec<(Gold, String)>,
}

impl Tally {
    fn add(&mut self, what: &'static str, hits: f64, given: f64, wanted: f64) {
        let sum = self.counts.entry(what).or_default();
        for (sum, value) in sum.iter_mut().zip([hits, given, wanted]) {
            *sum += value;
        }
    }

    /// Adds the counts of another.
    pub(super) fn merge(mut self, other: Tally) -> Tally {
        for (what, [hits, given, wanted]) in other.counts {
            self.add(what, hits, given, wanted);
        }
        self.wrong.extend(other.wrong);
        self
    }

    /// F1 of hits among what was given and what was wanted; 1 where nothing was either.
    pub(super) fn f1(&self, what: &str) -> f64 {
        let [hits, given, wanted] = self.counts.get(what).copied().unwrap_or_default();
        if given + wanted > 0.0 { 2.0 * hits / (given + wanted) } else { 1.0 }
    }

    /// Share of hits among what was wanted.
    pub(super) fn recall(&self, what: &str) -> f64 {
        let [hits, _, wanted] = self.counts.get(what).copied().unwrap_or_default();
        if wanted > 0.0 { hits / wanted } else { 1.0 }
    }
}

/// A line, and how much of it was kept.
struct Fate {
    gold: Gold,
    kept: usize,
    ink: usize,
}

/// Holds a document against its sample.
pub(super) fn judge(doc: &Document, sample: &Sample) -> Tally {
    let mut tally = Tally::default();
    let lines: Vec<_> =
        sample.lines.iter().filter_map(|line| Some((line, sample.gold(line)?))).collect();
    let fates = fates(doc, &lines.iter().map(|(l, gold)| (&*l.text, *gold)).collect::<Vec<_>>());
    for (fate, (line, _)) in fates.iter().zip(&lines) {
        let kept = 2 * fate.kept > fate.ink;
        let Some(stays) = fate.gold.stays() else { continue };
        if fate.ink == 0 {
            continue;
        }
        let flag = |is: bool| f64::from(u8::from(is));
        tally.add("blocks", flag(kept && stays), flag(kept), flag(stays));
        if stays {
            let lost = fate.ink - fate.kept;
            tally.add("lost", lost as f64, 0.0, fate.ink as f64);
        }
        match fate.gold {
            Gold::Cookies => tally.add("cookies", flag(!kept), 0.0, 1.0),
            Gold::Share => tally.add("share", flag(!kept), 0.0, 1.0),
            _ if !stays => tally.add("others", flag(!kept), 0.0, 1.0),
            _ => {}
        }
        if kept != stays {
            tally.wrong.push((fate.gold, line.text.trim().to_owned()));
        }
    }
    headings(doc, sample, &mut tally);
    metadata(doc, sample, &mut tally);
    tally
}

/// What became of each line.
fn fates(doc: &Document, lines: &[(&str, Gold)]) -> Vec<Fate> {
    let mut fates: Vec<Fate> =
        lines.iter().map(|&(_, gold)| Fate { gold, kept: 0, ink: 0 }).collect();
    let numbered: Vec<(&str, usize)> = lines.iter().map(|line| line.0).zip(0..).collect();
    let texts = doc.nodes().filter(|(_, node)| node.kind == Kind::Text);
    let texts: Vec<(bool, &str)> =
        texts.map(|(id, node)| (doc.is_kept(id), &doc.full_text()[node.text.range()])).collect();
    let origins = align(texts.iter().map(|(_, text)| *text), &numbered);
    for ((kept, _), lines) in texts.iter().zip(origins) {
        for line in lines {
            fates[line].ink += 1;
            fates[line].kept += usize::from(*kept);
        }
    }
    fates
}

fn headings(doc: &Document, sample: &Sample, tally: &mut Tally) {
    let clean = doc.clean_text();
    let title = fold(&sample.known.title);
    let found = clean.blocks.iter().filter(|b| doc.block_kind(b.node) == BlockKind::Heading);
    let found: Vec<String> = found.map(|block| fold(doc.text(block.node))).collect();
    let found: Vec<&String> = found.iter().filter(|text| **text != title).collect();
    let blocks = sample.page.blocks.iter().zip(&sample.page.gold);
    let wanted: Vec<String> = blocks
        .filter(|(_, gold)| **gold == Gold::Heading)
        // The mark of a heading is not what it says.
        .map(|(block, _)| fold(block.parts.concat().trim_start_matches('#')))
        .collect();
    let hits = wanted.iter().filter(|text| found.contains(text)).count();
    for text in found.iter().filter(|text| !wanted.contains(text)) {
        tally.wrong.push((Gold::Heading, format!("no heading: {text}")));
    }
    for text in wanted.iter().filter(|text| !found.contains(text)) {
        tally.wrong.push((Gold::Heading, format!("not found as heading: {text}")));
    }
    tally.add("headings", hits as f64, found.len() as f64, wanted.len() as f64);
}

fn metadata(doc: &Document, sample: &Sample, tally: &mut Tally) {
    let (meta, known) = (doc.meta(), &sample.known);
    let title = meta.get(Field::Title).map(fold) == Some(fold(&known.title));
    tally.add("title", f64::from(u8::from(title)), 0.0, 1.0);
    if !title {
        let found = meta.get(Field::Title).unwrap_or("nothing");
        tally.wrong.push((Gold::Title, format!("{} ≠ {found}", known.title)));
    }
    if let Some(day) = &known.published {
        let found = meta.get(Field::Published);
        let right = found == Some(day);
        tally.add("date", f64::from(u8::from(right)), 0.0, 1.0);
        if !right {
            let text = meta.get(Field::PublishedText).unwrap_or("nothing");
            tally.wrong.push((Gold::Meta, format!("date {day} ≠ {text}")));
        }
    }
    if !known.tags.is_empty() {
        let found: Vec<&str> = meta.all(Field::Tag).collect();
        let hits = known.tags.iter().filter(|tag| found.contains(&tag.as_str())).count();
        tally.add("tags", hits as f64, found.len() as f64, known.tags.len() as f64);
        if hits < known.tags.len() {
            tally.wrong.push((Gold::Meta, format!("tags {:?} ≠ {found:?}", known.tags)));
        }
    }
}
