//! Finds what of the rest is the article, by density and position.
//!
//! Every leaf block is measured ([`measure`]), the measures are weighed to a chance that it belongs to
//! the article, and the page as a whole is decided on: how sure a block must be is what makes the
//! expected F1 of the page's text largest. What holds together then stays together.

mod block;
mod blocks;
mod code;
mod context;
mod decide;
mod features;
mod forest;
pub mod html;
mod look;
mod matrix;
mod measure;
mod measures;
mod pattern;
mod plain;
mod report;
mod sums;
#[cfg(test)]
mod tests;
mod weights;

pub use features::Features;
pub use forest::{DEEPEST, Forest, Question, Tree, UNIT, chance};
pub use matrix::Matrix;
pub use measure::{Measured as Weighed, measure};

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Findings};

/// The measures of a document's leaf blocks, kept or not.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// The blocks, in document order.
    pub nodes: Vec<crate::document::NodeId>,
    /// Their weights in words.
    pub words: Vec<f32>,
    /// Their measures as codes.
    pub matrix: Matrix,
}

/// Finds what of the rest is the article.
///
/// In HTML each block is scored by its length, its links, its punctuation, its elements, its distance
/// to running text and what stands around it. In plain text only menus at both ends are removed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Content {
    /// What to do in doubt: `balance` what is lost against what is too much, be `complete`, or be
    /// `clean`.
    prefer: Prefer,
    /// A page of fewer words than this is kept as it is (a character of a script without spaces is
    /// six tenths of a word).
    min_words: f32,
    /// Whether menus are removed from the ends of plain text, too.
    plain_text: bool,
}

/// What to do in doubt.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Prefer {
    /// As much as is likely to belong to the article.
    #[default]
    Balance,
    /// Rather too much than too little.
    Complete,
    /// Rather too little than too much.
    Clean,
}

impl Prefer {
    /// What the chance from which on a block is kept is multiplied by.
    fn caution(self) -> f32 {
        match self {
            Prefer::Balance => 1.0,
            Prefer::Complete => 0.5,
            Prefer::Clean => 1.5,
        }
    }
}

impl Default for Content {
    fn default() -> Content {
        Content { prefer: Prefer::Balance, min_words: 10.0, plain_text: true }
    }
}

impl Settings for Content {
    const NAME: &'static str = "content";
    const AFTER: &'static [&'static str] =
        &["metadata", "consent", "share", "furniture", "repeats"];
    type Stage = Content;

    fn build(self) -> anyhow::Result<Content> {
        anyhow::ensure!(self.min_words >= 0.0, "min-words is {}, less than none", self.min_words);
        Ok(self)
    }
}

impl Stage for Content {
    fn inspect(&self, doc: &Document, out: &mut Findings) {
        if doc.source.media_type == "text/plain" {
            if self.plain_text {
                plain::inspect(doc, out);
            }
            return;
        }
        let blocks = measure(doc);
        let words: f32 = blocks.iter().map(|block| block.words).sum();
        if words >= self.min_words {
            let kept = decide::choose(doc, &blocks, self.prefer.caution());
            report::report(doc, &blocks, &kept, out);
        }
    }
}
