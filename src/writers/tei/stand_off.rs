//! What stands beside the text: removed text, and the languages that uncertain runs may be in.

use super::lang::{self, probability};
use super::xml::{El, Layout, Xml, one_line};
use super::{Job, Removed, Text};
use crate::document::{Removal, Segment};

/// Writes `standOff`; nothing when there is nothing to say.
pub(super) fn write(job: &Job<'_>, text: &Text<'_>) -> Xml {
    let mut xml = Xml::new(1, "en");
    let removed = job.tei.removed == Removed::Text && !job.removals.is_empty();
    if !removed && text.uncertain.is_empty() {
        return xml;
    }
    xml.open(El::new("standOff"), Layout::Block);
    if removed {
        xml.open(El::new("listAnnotation").with("type", "removed"), Layout::Block);
        for (at, removal) in job.removals.iter().enumerate() {
            removed_text(job, &mut xml, at + 1, removal);
        }
        xml.close();
    }
    if !text.uncertain.is_empty() {
        xml.open(El::new("listAnnotation").with("type", "language"), Layout::Block);
        for (at, (segment, id)) in text.uncertain.iter().enumerate() {
            candidates(&mut xml, at + 1, segment, id);
        }
        xml.close();
    }
    xml.close();
    xml
}

fn removed_text(job: &Job<'_>, xml: &mut Xml, number: usize, removal: &Removal<'_>) {
    let decision = removal.decision;
    let annotation = El::new("annotation")
        .with("xml:id", &format!("rm.{number}"))
        .with("motivation", "classifying")
        .with("target", &format!("#gap.{number} #src"))
        .with("ana", &format!("#bp.{}", removal.kind.name()))
        .with("cert", &probability(decision.why.score))
        .with("change", &format!("#ch.{}", decision.stage));
    xml.open(annotation, Layout::Block);
    xml.open(El::new("respStmt"), Layout::Block);
    xml.line(El::new("resp"), &format!("removed by rule {}", decision.why.rule));
    xml.line(El::new("name").with("ref", "#app.pumice"), "pumice");
    xml.close();
    xml.line(note("path"), &job.doc.path(decision.node));
    evidence(xml, &decision.why.evidence);
    let tongue = lang::of_node(job.doc, decision.node);
    let tag = tongue.map_or("und".into(), |tongue| tongue.tag);
    let text = note("removed-text").with("xml:space", "preserve").with("xml:lang", &tag);
    xml.line(text, &removal.text);
    xml.close();
}

fn candidates(xml: &mut Xml, number: usize, segment: &Segment, id: &str) {
    let annotation = El::new("annotation")
        .with("xml:id", &format!("la.{number}"))
        .with("motivation", "classifying")
        .with("target", &format!("#{id}"));
    xml.open(annotation, Layout::Block);
    xml.open(note("candidates"), Layout::Block);
    for (lang, degree) in &segment.candidates {
        let certainty = El::new("certainty")
            .with("target", &format!("#{id}"))
            .with("locus", "value")
            .with("match", "@xml:lang")
            .with("assertedValue", &lang)
            .with("degree", &probability(*degree));
        xml.empty(&certainty);
    }
    xml.close();
    evidence(xml, &segment.evidence);
    xml.close();
}

fn evidence(xml: &mut Xml, evidence: &str) {
    let evidence = one_line(evidence);
    if !evidence.is_empty() {
        xml.line(note("evidence"), &evidence);
    }
}

fn note(kind: &str) -> El {
    El::new("note").with("type", &kind)
}
