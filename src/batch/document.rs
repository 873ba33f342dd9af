//! One document of a batch: found, cleaned, brought into its formats. Runs on any thread.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::earlier::{Earlier, Place};
use super::line::{Line, Written};
use crate::config::Output;
use crate::document::{Claim, Document, Status, id, sha256};
use crate::duplicates::{Clusters, Keep};
use crate::input::{Content, Found, Trouble};
use crate::output::{Aside, Known, OutputError, Tree};
use crate::pipeline::Pipeline;
use crate::readers::{Media, Raw, ReadError};
use crate::sites::Sites;

/// The file that formats with a line for each document go into.
pub const LINES_FILE: &str = "documents.jsonl";

/// Why a document is skipped that repeats an earlier one.
const REPEATS: &str = "nearly repeats an earlier document";

/// What the threads share.
pub(super) struct Batch {
    pub(super) pipeline: Arc<Pipeline>,
    /// What all documents of each site have in common, where that was learned.
    pub(super) sites: Option<Sites>,
    /// Which documents nearly repeat one another, where that was looked for.
    pub(super) clusters: Option<Clusters>,
    /// Which of those are written.
    pub(super) keep: Keep,
    pub(super) outputs: Arc<Vec<Output>>,
    pub(super) tree: Arc<Tree>,
    pub(super) earlier: Arc<Earlier>,
    /// The lines of `documents.jsonl` that earlier runs have written.
    pub(super) known: Arc<Known>,
    /// Not zero when the run is to end.
    pub(super) stop: Arc<AtomicUsize>,
}

/// A document that is to be worked on.
#[derive(Debug)]
pub(super) struct Job {
    /// What was found.
    pub(super) found: Found,
    /// How many documents were found before it.
    pub(super) number: u64,
    /// What its outputs are called.
    pub(super) name: String,
    /// How many inputs have been read when it is done.
    pub(super) inputs: usize,
}

/// What came of a document.
pub(super) enum Outcome {
    /// It was worked on; its outputs are to be written, then its line.
    New(Box<Line>, Vec<Product>),
    /// An earlier run has done it.
    Known(Place, Box<Line>),
    /// Its outputs cannot be written: the run has to end.
    Unwritable(OutputError),
    /// The run is to end: nothing was written of it.
    Abandoned,
}

/// One output of a document.
pub(super) enum Product {
    /// A file that has no place yet.
    File(Aside),
    /// A line.
    Line(Vec<u8>),
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

impl Batch {
    /// Whether the run is to end.
    pub(super) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed) != 0
    }

    /// Works on a document, or finds that it is done. Where nobody waits for it any more when that is
    /// over, nothing is written.
    pub(super) fn work(&self, job: Job, is_over: &dyn Fn() -> bool) -> Outcome {
        let Job { found, number, name, .. } = job;
        let mut line = Line::new(found.input, found.record, name);
        let content = match found.content {
            Ok(content) => content,
            Err(Trouble::Failed(reason)) => return troubled(line, Status::Failed, reason),
            Err(Trouble::Skipped(reason)) => return troubled(line, Status::Skipped, reason),
        };
        let digest = sha256(&content.bytes);
        line.cluster = self.clusters.as_ref().and_then(|clusters| clusters.of(number, &digest));
        line.sha256 = Some(digest);
        line.record_sha256.clone_from(&content.record_sha256);
        line.notes.clone_from(&content.notes);
        if let Some((place, known)) = self.done_before(&line) {
            return Outcome::Known(place, Box::new(known));
        }
        if self.is_left_out(&line) {
            line.id = line.sha256.as_deref().map(id);
            return troubled(line, Status::Skipped, REPEATS.to_owned());
        }
        let raw = raw(line.input.clone(), line.record.clone(), content);
        let raw = Raw { sha256: line.sha256.clone(), ..raw };
        match self.clean(&mut line, &raw) {
            Err((status, reason)) => troubled(line, status, reason),
            Ok(_) if is_over() => Outcome::Abandoned,
            Ok(formats) => match self.put_aside(&mut line, formats) {
                Ok(products) => Outcome::New(Box::new(line), products),
                Err(error) => Outcome::Unwritable(error),
            },
        }
    }

    /// The line of an earlier run, where the document is the same and what was written is there.
    fn done_before(&self, line: &Line) -> Option<(Place, Line)> {
        let (place, known) = self.earlier.find(&line.name)?;
        let is_same = (&known.input, &known.record) == (&line.input, &line.record)
            && (&known.sha256, &known.record_sha256) == (&line.sha256, &line.record_sha256)
            && known.cluster == line.cluster;
        let is_there = |written: &Written| {
            if written.path == LINES_FILE {
                return self.known.find(&written.sha256).is_some();
            }
            let found = self.tree.disk().length(&self.tree.path(&written.path));
            found.is_ok_and(|bytes| bytes == written.bytes)
        };
        (is_same && known.outputs.iter().all(is_there)).then_some((place, known))
    }

    /// Whether a document is not to be written because it repeats an earlier one.
    fn is_left_out(&self, line: &Line) -> bool {
        self.keep == Keep::First && line.cluster.as_ref().is_some_and(|cluster| !cluster.first)
    }

    /// Runs the pipeline and the writers. A panic in them is this document's alone.
    fn clean(&self, line: &mut Line, raw: &Raw<'_>) -> Result<Vec<Vec<u8>>, (Status, String)> {
        let at = Cell::new("");
        let cleaned = catch_unwind(AssertUnwindSafe(|| {
            let doc = self.pipeline.run_noting(raw, self.sites.as_ref(), &at);
            let mut doc = doc.map_err(|error| match error {
                ReadError::NotADocument(_) => (Status::Skipped, error.to_string()),
                ReadError::TooLarge { .. } => (Status::Failed, error.to_string()),
            })?;
            doc.set_cluster(line.cluster.clone());
            at.set("counting");
            line.describe(&doc);
            self.format(&doc, &at).map_err(|error| (Status::Failed, format!("writing: {error}")))
        }));
        cleaned.unwrap_or_else(|panic| Err((Status::Failed, said(at.get(), &*panic))))
    }

    /// The document in every format.
    fn format(&self, doc: &Document, at: &Cell<&'static str>) -> std::io::Result<Vec<Vec<u8>>> {
        let format = |output: &Output| {
            at.set(output.entry.name);
            let mut bytes = Vec::new();
            output.writer.write(doc, &mut bytes)?;
            Ok(bytes)
        };
        self.outputs.iter().map(format).collect()
    }

    /// Writes the formats aside, and notes in the line what they are.
    fn put_aside(
        &self,
        line: &mut Line,
        formats: Vec<Vec<u8>>,
    ) -> Result<Vec<Product>, OutputError> {
        let mut products = Vec::new();
        for (output, bytes) in self.outputs.iter().zip(formats) {
            let is_line = output.entry.lines;
            let path = if is_line {
                LINES_FILE.to_owned()
            } else {
                format!("{}{}", line.name, output.entry.extension)
            };
            line.outputs.push(Written { path, sha256: sha256(&bytes), bytes: bytes.len() as u64 });
            products.push(if is_line {
                Product::Line(bytes)
            } else {
                Product::File(self.tree.put_aside(&bytes)?)
            });
        }
        Ok(products)
    }
}

fn troubled(mut line: Line, status: Status, reason: String) -> Outcome {
    line.status = status;
    line.reason = Some(reason);
    Outcome::New(Box::new(line), Vec::new())
}

/// What a panic said, and where it was.
pub(super) fn said(at: &str, panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or(panic.downcast_ref::<String>().map(String::as_str));
    format!("panic in {at}: {}", text.unwrap_or("without a word"))
}
