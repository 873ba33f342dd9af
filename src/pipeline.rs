//! A pipeline: a reader's limits and the stages in their order. Immutable once it is built, and
//! shared by all threads.

use std::cell::Cell;

use crate::config::{Config, Step};
use crate::document::{Document, Findings};
use crate::readers::{self, Decoding, Limits, Raw, ReadError};
use crate::sites::{Sheet, Sites};
use crate::stages::Stage;

/// Bytes in, a document with all findings out.
pub struct Pipeline {
    limits: Limits,
    decoding: Decoding,
    stages: Vec<(&'static str, Box<dyn Stage>)>,
}

impl Pipeline {
    /// A pipeline of stages that are made already.
    pub fn new(limits: Limits, stages: Vec<(&'static str, Box<dyn Stage>)>) -> Pipeline {
        Pipeline { limits, decoding: Decoding::default(), stages }
    }

    /// The same pipeline, decoding in another way.
    #[must_use]
    pub fn decoding(self, decoding: Decoding) -> Pipeline {
        Pipeline { decoding, ..self }
    }

    /// The pipeline that a configuration describes.
    pub fn from_config(limits: Limits, steps: Vec<Step>) -> Pipeline {
        let stages = steps.into_iter().map(|step| (step.entry.name, step.stage));
        Pipeline::new(limits, stages.collect())
    }

    /// The pipeline of the built-in `pipeline.toml`: every stage at its defaults.
    ///
    /// # Errors
    /// When that file or a rule file that is compiled in is broken; tests see to it that none is.
    pub fn standard() -> anyhow::Result<Pipeline> {
        let config = Config::standard()?;
        Ok(Pipeline::from_config(config.limits, config.stages).decoding(config.decoding))
    }

    /// Reads a document and lets every stage look at it.
    ///
    /// # Errors
    /// When the bytes are no document.
    pub fn run(&self, raw: &Raw<'_>) -> Result<Document, ReadError> {
        self.run_noting(raw, None, &Cell::new(""))
    }

    /// The same for a document among others, of which the counts of their sites are known.
    ///
    /// # Errors
    /// When the bytes are no document.
    pub fn run_among(&self, raw: &Raw<'_>, sites: Option<&Sites>) -> Result<Document, ReadError> {
        self.run_noting(raw, sites, &Cell::new(""))
    }

    /// The same, and notes what is going on: `reading`, then the name of each stage. Who catches a
    /// panic can say where it was.
    ///
    /// # Errors
    /// When the bytes are no document.
    pub fn run_noting(
        &self,
        raw: &Raw<'_>,
        sites: Option<&Sites>,
        at: &Cell<&'static str>,
    ) -> Result<Document, ReadError> {
        at.set("reading");
        let mut doc = self.read(raw)?;
        if let Some(sites) = sites {
            doc.set_elsewhere(sites.elsewhere(&doc));
        }
        self.look(&mut doc, at);
        Ok(doc)
    }

    /// What a document contributes to the counts of its site; no stage looks at it.
    ///
    /// # Errors
    /// When the bytes are no document.
    pub fn sheet(&self, raw: &Raw<'_>) -> Result<Sheet, ReadError> {
        Ok(Sheet::of(&self.read(raw)?))
    }

    fn read(&self, raw: &Raw<'_>) -> Result<Document, ReadError> {
        readers::read_with(raw, &self.limits, self.decoding)
    }

    /// Lets every stage look at a document.
    pub fn inspect(&self, doc: &mut Document) {
        self.look(doc, &Cell::new(""));
    }

    fn look(&self, doc: &mut Document, at: &Cell<&'static str>) {
        let mut findings = Findings::default();
        for (name, stage) in &self.stages {
            at.set(name);
            stage.inspect(doc, &mut findings);
            doc.apply(name, &mut findings);
        }
    }
}
