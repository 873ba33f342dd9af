//! The two forests: what each is trained on, and what it asks of a block.

use pumice::document::Document;
use pumice::readers::Raw;
use pumice::stages::content::{Measured, html};

use crate::corpus::Page;

/// One of the two forests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Model {
    /// Of the blocks of HTML.
    Html,
    /// Of the lines of plain text.
    Text,
}

impl Model {
    /// The names of the measures.
    pub(crate) fn names(self) -> &'static [String] {
        match self {
            Model::Html => html::names(),
            Model::Text => &[],
        }
    }

    /// The name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Model::Html => "html",
            Model::Text => "text",
        }
    }

    /// The file that the stage is compiled with.
    pub(crate) fn file(self) -> &'static str {
        match self {
            Model::Html => "src/stages/content/html.forest",
            Model::Text => "src/stages/content/text.forest",
        }
    }

    /// What a page is measured as.
    pub(crate) fn documents(self, page: &Page) -> anyhow::Result<Vec<Raw<'static>>> {
        match self {
            Model::Html => Ok(vec![page.raw()?]),
            Model::Text => anyhow::bail!("pages are not rendered as text yet"),
        }
    }

    /// The measures of a document's leaf blocks.
    pub(crate) fn measure(self, doc: &Document) -> Measured {
        match self {
            Model::Html => html::measure(doc),
            Model::Text => Measured::default(),
        }
    }
}
