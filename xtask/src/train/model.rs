//! The two forests: what each is trained on, and what it asks of a block.

use std::borrow::Cow;

use pumice::document::Document;
use pumice::readers::{self, Limits, Media, Raw};
use pumice::stages::content::{self, Measured, Vocabulary};

use crate::corpus::Page;
use crate::render::{STYLES, render};

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
            Model::Html => content::names(),
            Model::Text => content::lines::names(),
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

    /// The name of the file with the words that the forest knows, which stands beside it.
    pub(crate) fn vocabulary_name(self) -> &'static str {
        match self {
            Model::Html => "html.vocabulary",
            Model::Text => "text.vocabulary",
        }
    }

    /// What a page is measured as.
    pub(crate) fn documents(self, page: &Page) -> anyhow::Result<Vec<Raw<'static>>> {
        match self {
            Model::Html => Ok(vec![page.raw()?]),
            Model::Text if page.is_plain() => Ok(vec![page.raw()?]),
            Model::Text => rendered(page),
        }
    }

    /// The measures of a document's leaf blocks.
    pub(crate) fn measure(self, doc: &Document, vocabulary: &Vocabulary) -> Measured {
        match self {
            Model::Html => content::measure(doc, vocabulary),
            Model::Text => content::lines::measure(doc, vocabulary),
        }
    }
}

/// A page as plain text in two of the styles, which differ from page to page.
fn rendered(page: &Page) -> anyhow::Result<Vec<Raw<'static>>> {
    let doc = readers::read(&page.raw()?, &Limits::default())?;
    let seed = page.id.bytes().fold(7, |hash: u64, byte| hash * 31 % 1_000_003 + u64::from(byte));
    let first = seed as usize % STYLES.len();
    let styles = [STYLES[first], STYLES[(first + STYLES.len() / 2) % STYLES.len()]];
    let render = |style| Raw {
        bytes: Cow::Owned(render(&doc, style, seed).into_bytes()),
        path: format!("{}.txt", page.id),
        media: Some(Media::Text),
        ..Raw::default()
    };
    Ok(styles.into_iter().map(render).collect())
}
