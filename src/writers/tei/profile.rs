//! The header's last parts: languages, keywords, and what was done.

use std::collections::BTreeMap;

use super::date::when;
use super::xml::{El, Layout, Xml};
use super::{Job, Text, lang, names};
use crate::document::{Field, Verdict};

/// Writes `profileDesc`.
pub(super) fn write(job: &Job<'_>, xml: &mut Xml, text: &Text<'_>) {
    xml.open(El::new("profileDesc"), Layout::Block);
    creation(job, xml);
    if let Some(description) = job.values(Field::Description).next() {
        xml.open(job.in_its_language(xml, El::new("abstract")), Layout::Block);
        xml.line(El::new("p"), &description);
        xml.close();
    }
    languages(job, xml, text);
    keywords(job, xml);
    xml.close();
}

fn creation(job: &Job<'_>, xml: &mut Xml) {
    let published = job.values(Field::Published).next();
    let Some(when) = published.as_deref().and_then(when) else { return };
    let shown = job.values(Field::PublishedText).next();
    xml.open(El::new("creation"), Layout::Mixed);
    xml.line(El::new("date").with("when", &when), &shown.unwrap_or_else(|| when.clone()));
    xml.close();
}

fn languages(job: &Job<'_>, xml: &mut Xml, text: &Text<'_>) {
    let mut tags = text.xml.langs.clone();
    tags.insert("en".to_owned());
    let shares = job.doc.shares();
    // The language of the text may be more exact than the share: `en-GB`, where English was counted.
    let share = |tag: &str| {
        let exact = shares.iter().find(|(lang, _)| lang.as_str() == tag);
        let counted = || shares.iter().find(|(lang, _)| lang::implies(tag, lang.as_str()));
        exact.or_else(|| if tag == job.language { counted() } else { None })
    };
    xml.open(El::new("langUsage"), Layout::Block);
    for tag in &tags {
        let percent = share(tag).map(|(_, share)| (share.clamp(0.0, 1.0) * 100.0).round());
        let el = El::new("language").with("ident", &tag).maybe("usage", percent);
        xml.line(el, &names::of(tag));
    }
    xml.close();
}

fn keywords(job: &Job<'_>, xml: &mut Xml) {
    let groups = [("category", Field::Category), ("tags", Field::Tag)];
    if groups.iter().all(|(_, field)| job.values(*field).next().is_none()) {
        return;
    }
    xml.open(El::new("textClass"), Layout::Block);
    for (name, field) in groups {
        let mut terms = job.values(field).peekable();
        if terms.peek().is_some() {
            let el = El::new("keywords").with("scheme", "#src").with("n", &name);
            xml.open(job.in_its_language(xml, el), Layout::Block);
            terms.for_each(|term| xml.line(El::new("term"), &term));
            xml.close();
        }
    }
    xml.close();
}

/// What the decisions of a stage come to.
#[derive(Default)]
struct Tally {
    passages: u32,
    chars: u32,
    kept: u32,
    refused: u32,
}

/// Writes `revisionDesc`: a change for each stage that decided something, the latest first.
pub(super) fn revisions(job: &Job<'_>, xml: &mut Xml) {
    let mut order: Vec<&'static str> = Vec::new();
    let mut tallies: BTreeMap<&'static str, Tally> = BTreeMap::new();
    for decision in job.doc.decisions() {
        let tally = tallies.entry(decision.stage).or_insert_with(|| {
            order.push(decision.stage);
            Tally::default()
        });
        match decision.verdict {
            // What a drop came to is known when all stages have spoken.
            Verdict::Drop(_) => {}
            Verdict::Keep => tally.kept += 1,
            Verdict::Refused(_) => tally.refused += 1,
        }
    }
    for removal in &job.removals {
        let tally = tallies.entry(removal.decision.stage).or_default();
        tally.passages += 1;
        tally.chars += removal.chars;
    }
    if order.is_empty() {
        return;
    }
    xml.open(El::new("revisionDesc"), Layout::Block);
    for (at, stage) in order.iter().enumerate().rev() {
        let change = El::new("change")
            .with("n", &(at + 1))
            .with("who", "#resp.pumice")
            .with("xml:id", &format!("ch.{stage}"));
        xml.line(change, &sentence(stage, &tallies[stage]));
    }
    xml.close();
}

fn sentence(stage: &str, tally: &Tally) -> String {
    let Tally { passages, chars, kept, refused } = tally;
    let mut parts = vec![format!("passages removed: {passages} ({chars} characters)")];
    if *kept > 0 {
        parts.push(format!("elements kept against an earlier decision: {kept}"));
    }
    if *refused > 0 {
        parts.push(format!("removals refused by a guard: {refused}"));
    }
    format!("Stage {stage}; {}.", parts.join("; "))
}
