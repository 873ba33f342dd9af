//! One run, what it is, and what was said of it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use anyhow::Context;
use pumice::document::{Document, Segment};
use pumice::pipeline::Pipeline;
use pumice::readers::{Media, Raw};

use super::sets::{Mixed, Run, Short};

/// A run of the reference, of pumice, or of both.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) text: String,
    /// The set it is from: `short_han` or `mixed_docs`.
    pub(super) set: &'static str,
    /// The tier of a short string, the kind of a run in a text.
    pub(super) kind: String,
    pub(super) hard: bool,
    pub(super) is_han: bool,
    /// The language, and with the script where the reference has it; none for a run that pumice
    /// alone has.
    pub(super) gold: Option<String>,
    /// What pumice says; none where it has no such run.
    pub(super) said: Option<Said>,
    /// What whatlang says of the run alone.
    pub(super) whatlang: &'static str,
}

/// What pumice says of a run.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) lang: String,
    /// The likeliest language, however unlikely, and how probable it is.
    pub(super) best: String,
    pub(super) confidence: f32,
    pub(super) evidence: String,
}

impl Said {
    fn of(segment: &Segment) -> Said {
        let best = segment.candidates.first();
        Said {
            lang: segment.lang.to_string(),
            best: best.map_or_else(|| "und".to_owned(), |(lang, _)| lang.to_string()),
            confidence: best.map_or(0.0, |(_, probability)| *probability),
            evidence: segment.evidence.to_string(),
        }
    }
}

/// The language of a tag without the script.
pub(super) fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

impl Answer {
    /// Whether the language is right.
    pub(super) fn is_right(&self) -> bool {
        match (&self.gold, &self.said) {
            (Some(gold), Some(said)) => primary(gold) == primary(&said.lang),
            _ => false,
        }
    }

    /// Whether the language is right, and the script where the reference has one.
    pub(super) fn is_exact(&self) -> bool {
        let exact =
            |gold: &str, lang: &str| gold == lang || (gold == "zh" && primary(lang) == gold);
        self.is_right()
            && self.gold.iter().zip(&self.said).all(|(gold, said)| exact(gold, &said.lang))
    }

    /// Whether the likeliest language is right, be it named or not.
    pub(super) fn is_best_right(&self) -> bool {
        match (&self.gold, &self.said) {
            (Some(gold), Some(said)) => primary(gold) == primary(&said.best),
            _ => false,
        }
    }

    /// Whether whatlang is right.
    pub(super) fn is_whatlang_right(&self) -> bool {
        self.gold.as_deref().is_some_and(|gold| primary(gold) == self.whatlang)
    }
}

fn whatlang(text: &str) -> &'static str {
    match whatlang::detect_lang(text) {
        Some(whatlang::Lang::Cmn) => "zh",
        Some(whatlang::Lang::Jpn) => "ja",
        Some(whatlang::Lang::Kor) => "ko",
        _ => "other",
    }
}

fn run(pipeline: &Pipeline, text: &str) -> anyhow::Result<Document> {
    let bytes = Cow::Borrowed(text.as_bytes());
    let raw = Raw { bytes, media: Some(Media::Text), ..Raw::default() };
    pipeline.run(&raw).with_context(|| text.to_owned())
}

/// What pumice says of a short string: of its longest part, should it see several.
pub(super) fn short(pipeline: &Pipeline, item: &Short) -> anyhow::Result<Answer> {
    let doc = run(pipeline, &item.text)?;
    let longest = doc.segments().iter().max_by_key(|segment| segment.span.range().len());
    let script = item.script.as_ref().map(|script| format!("-{script}"));
    Ok(Answer {
        text: item.text.clone(),
        set: "short_han",
        kind: item.tier.clone(),
        hard: item.hard,
        is_han: true,
        gold: Some(item.lang.clone() + &script.unwrap_or_default()),
        said: longest.map(Said::of),
        whatlang: whatlang(&item.text),
    })
}

/// What pumice says of the runs of a text, by their places.
pub(super) fn mixed(pipeline: &Pipeline, item: &Mixed) -> anyhow::Result<Vec<Answer>> {
    let doc = run(pipeline, &item.text).with_context(|| item.id.clone())?;
    let mut said = places(&doc, &item.text);
    let mut answers: Vec<Answer> =
        item.runs.iter().map(|run| expected(run, said.remove(&(run.start, run.end)))).collect();
    let unexpected = said.into_iter().map(|((start, end), (segment, is_han))| Answer {
        text: item.text.chars().skip(start).take(end - start).collect(),
        set: "mixed_docs",
        kind: "none".to_owned(),
        hard: false,
        is_han,
        gold: None,
        said: Some(Said::of(&segment)),
        whatlang: "other",
    });
    answers.extend(unexpected);
    Ok(answers)
}

/// The segments of a document by their places in the text that it was made of, where white space may
/// be other than in the document; with each whether it is Han characters alone.
fn places(doc: &Document, text: &str) -> BTreeMap<(usize, usize), (Segment, bool)> {
    let (mut byte, mut chars) = (0, 0);
    let mut places = BTreeMap::new();
    for segment in doc.segments() {
        let run = &doc.full_text()[segment.span.range()];
        let Some(skipped) = text[byte..].find(run) else { continue };
        let start = chars + text[byte..byte + skipped].chars().count();
        byte += skipped + run.len();
        chars = start + run.chars().count();
        places.insert((start, chars), (segment.clone(), segment.script == "Hani"));
    }
    places
}

fn expected(run: &Run, said: Option<(Segment, bool)>) -> Answer {
    Answer {
        text: run.text.clone(),
        set: "mixed_docs",
        kind: run.kind.clone(),
        hard: false,
        is_han: run.scripts == ["Han"],
        gold: Some(run.lang.clone()),
        said: said.map(|(segment, _)| Said::of(&segment)),
        whatlang: whatlang(&run.text),
    }
}
