//! The two forests: what each is trained on, and what it asks of a block.

use std::sync::LazyLock;

use pumice::document::{Document, NodeId};
use pumice::readers::Raw;
use pumice::stages::content::{self, Features, Matrix};

use crate::corpus::Page;

/// The measures of a document's leaf blocks.
#[derive(Default)]
pub(crate) struct Measured {
    pub(crate) nodes: Vec<NodeId>,
    pub(crate) words: Vec<f32>,
    pub(crate) matrix: Matrix,
}

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
        static NAMES: LazyLock<Vec<String>> =
            LazyLock::new(|| Features::NAMES.map(str::to_owned).to_vec());
        &NAMES
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
        let blocks = content::measure(doc);
        let mut matrix = Matrix::new(blocks.len(), Features::COUNT);
        for (row, block) in blocks.iter().enumerate() {
            let values = block.features.values();
            matrix.set(row, &values.map(|value| (value * 20.0).clamp(0.0, 255.0) as u8));
        }
        Measured {
            nodes: blocks.iter().map(|block| block.node).collect(),
            words: blocks.iter().map(|block| block.words).collect(),
            matrix,
        }
    }
}
