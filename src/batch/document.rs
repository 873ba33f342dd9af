//! One document of a batch: found, cleaned, brought into its formats. Runs on any thread.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Batch;
use super::journal::Place;
use super::line::{Counts, Line, Written};
use crate::document::{Claim, Document, Status, sha256};
use crate::input::{Content, Found, Trouble};
use crate::readers::{Media, Raw, ReadError};

/// The file that formats with a line for each document go into.
pub(super) const LINES_FILE: &str = "documents.jsonl";

/// A document that is to be worked on.
#[derive(Debug)]
pub(super) struct Job {
    /// What was found.
    pub(super) found: Found,
    /// What its outputs are called.
    pub(super) name: String,
    /// How many inputs have been read when it is done.
    pub(super) inputs: usize,
}

/// What came of a document.
pub(super) enum Outcome {
    /// It was worked on; its outputs are to be written, then its line.
    New(Box<Line>, Vec<Vec<u8>>),
    /// An earlier run has done it.
    Known(Place, Box<Line>),
    /// The run is to end: it was not worked on.
    Abandoned,
}

/// The bytes of a document for the readers.
pub fn raw(input: String, record: Option<String>, content: Content) -> Raw<'static> {
    let media = [Media::Html, Media::Text];
    let claims = content.date.map(|date| Claim { name: "record:date".to_owned(), value: date });
    Raw {
        bytes: content.bytes.into(),
        path: input,
        record,
        url: content.url,
        media: media.into_iter().find(|media| Some(media.name()) == content.media_type),
        charset: content.charset,
        claims: claims.into_iter().collect(),
        sha256: None,
        extra: content.extra,
        warc: content.warc,
    }
}

impl Batch<'_> {
    /// Works on a document, or finds that it is done.
    pub(super) fn work(&self, job: Job) -> Outcome {
        if self.is_stopped() {
            return Outcome::Abandoned;
        }
        let Job { found, name, .. } = job;
        let mut line = Line {
            id: None,
            input: found.input,
            record: found.record,
            name,
            sha256: None,
            record_sha256: None,
            status: Status::Failed,
            reason: None,
            notes: Vec::new(),
            outputs: Vec::new(),
            counts: Counts::default(),
            language: None,
            stages: BTreeMap::new(),
        };
        let content = match found.content {
            Ok(content) => content,
            Err(Trouble::Failed(reason)) => return troubled(line, Status::Failed, reason),
            Err(Trouble::Skipped(reason)) => return troubled(line, Status::Skipped, reason),
        };
        line.sha256 = Some(sha256(&content.bytes));
        line.record_sha256.clone_from(&content.record_sha256);
        line.notes.clone_from(&content.notes);
        if let Some((place, known)) = self.done_before(&line) {
            return Outcome::Known(place, Box::new(known));
        }
        let raw = raw(line.input.clone(), line.record.clone(), content);
        let raw = Raw { sha256: line.sha256.clone(), ..raw };
        self.clean(line, &raw)
    }

    /// The line of an earlier run, where the document is the same and what was written is there.
    fn done_before(&self, line: &Line) -> Option<(Place, Line)> {
        let (place, known) = self.earlier.find(&line.name)?;
        let is_same = (&known.input, &known.record) == (&line.input, &line.record)
            && (&known.sha256, &known.record_sha256) == (&line.sha256, &line.record_sha256);
        let is_there = |written: &Written| {
            if written.path == LINES_FILE {
                return self.known_lines.contains(&written.sha256);
            }
            let found = std::fs::metadata(self.folder.join(&written.path));
            found.is_ok_and(|found| found.len() == written.bytes)
        };
        (is_same && known.outputs.iter().all(is_there)).then_some((place, known))
    }

    /// Runs the pipeline and the writers. A panic in them is this document's alone.
    fn clean(&self, mut line: Line, raw: &Raw<'_>) -> Outcome {
        let cleaned = catch_unwind(AssertUnwindSafe(|| {
            let doc = self.pipeline.run(raw)?;
            line.describe(&doc);
            Ok(self.write(&line.name, &doc))
        }));
        match cleaned {
            Ok(Ok(Ok((written, bytes)))) => {
                line.outputs = written;
                Outcome::New(Box::new(line), bytes)
            }
            Ok(Ok(Err(error))) => troubled(line, Status::Failed, format!("writing: {error}")),
            Ok(Err(error @ ReadError::NotADocument(_))) => {
                troubled(line, Status::Skipped, error.to_string())
            }
            Ok(Err(error)) => troubled(line, Status::Failed, error.to_string()),
            Err(panic) => troubled(line, Status::Failed, format!("panic: {}", said(&*panic))),
        }
    }

    /// The document in every format.
    fn write(&self, name: &str, doc: &Document) -> std::io::Result<(Vec<Written>, Vec<Vec<u8>>)> {
        let (mut written, mut all) = (Vec::new(), Vec::new());
        for output in self.outputs {
            let mut bytes = Vec::new();
            output.writer.write(doc, &mut bytes)?;
            let path = if output.entry.lines {
                LINES_FILE.to_owned()
            } else {
                format!("{name}{}", output.entry.extension)
            };
            let size = bytes.len() as u64;
            written.push(Written { path, sha256: sha256(&bytes), bytes: size });
            all.push(bytes);
        }
        Ok((written, all))
    }
}

fn troubled(mut line: Line, status: Status, reason: String) -> Outcome {
    line.status = status;
    line.reason = Some(reason);
    Outcome::New(Box::new(line), Vec::new())
}

/// What a panic said.
fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or(panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a word")
}
