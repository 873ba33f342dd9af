//! The staged processors: what a stage is, and the table of them all.

use schemars::{JsonSchema, Schema};
use serde::de::DeserializeOwned;

use crate::document::{Document, Findings};

pub mod cjk;
pub mod consent;
pub mod content;
pub mod furniture;
pub mod language;
pub mod metadata;
pub mod repeats;
pub mod sections;
pub mod sentences;
pub mod share;
pub mod site;
pub mod words;

/// A pipeline step: reads a document and reports what it finds. It cannot fail and cannot edit.
pub trait Stage: Send + Sync {
    /// Reports what it finds in the document.
    fn inspect(&self, doc: &Document, out: &mut Findings);
}

/// What a stage is called and how `pipeline.toml` sets it up. Its doc comment is its manual, and so
/// are those of its fields; each field has a default.
pub trait Settings: DeserializeOwned + JsonSchema + Default {
    /// The name that `use = "…"` gives in `pipeline.toml`.
    const NAME: &'static str;
    /// Stages whose findings it reads, where they are in the pipeline: they must stand before it.
    const AFTER: &'static [&'static str] = &[];
    /// The stage itself.
    type Stage: Stage + 'static;

    /// Makes the stage: loads rules, compiles what can be compiled.
    ///
    /// # Errors
    /// When a setting has the right type and still makes no sense. The message says which and why.
    fn build(self) -> anyhow::Result<Self::Stage>;
}

/// A row of the table of stages.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Its name.
    pub name: &'static str,
    /// Stages that must stand before it, if they are there.
    pub after: &'static [&'static str],
    /// Makes the stage from its table in `pipeline.toml`.
    pub build: fn(toml::Table) -> anyhow::Result<Box<dyn Stage>>,
    /// The JSON Schema of its settings; the descriptions are its manual.
    pub schema: fn() -> Schema,
}

const fn entry<S: Settings>() -> Entry {
    Entry {
        name: S::NAME,
        after: S::AFTER,
        build: |table| Ok(Box::new(S::deserialize(table)?.build()?)),
        schema: || schemars::schema_for!(S),
    }
}

/// Every stage, in the order of the manual and of the default pipeline.
pub const STAGES: &[Entry] = &[
    entry::<consent::Consent>(),
    entry::<share::Share>(),
    entry::<metadata::Metadata>(),
    entry::<furniture::Furniture>(),
    entry::<repeats::Repeats>(),
    entry::<site::Site>(),
    entry::<content::Content>(),
    entry::<language::Languages>(),
    entry::<cjk::Cjk>(),
    entry::<sections::Sections>(),
    entry::<sentences::Sentences>(),
    entry::<words::Words>(),
];

/// The row of a stage.
pub fn find(name: &str) -> Option<&'static Entry> {
    STAGES.iter().find(|entry| entry.name == name)
}
