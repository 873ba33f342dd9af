//! Finds what of the rest is the article: a forest of small trees over what can be measured of a block.
//!
//! Every leaf block is measured ([`measure()`]), the forest weighs the measures to a chance that the block
//! belongs to the article, what it says of blocks that look alike is drawn together, and the page as a
//! whole is decided on: how sure a block must be is what makes the expected F1 of the page's text
//! largest. What holds together then stays together.

mod decide;
mod kin;
mod kinds;
pub mod lines;
mod look;
mod measure;
mod measures;
mod pages;
mod phrases;
mod reasons;
mod report;
mod sums;
#[cfg(test)]
mod tests;
mod vocabulary;
pub mod words;

use std::sync::LazyLock;

pub use decide::is_open;
pub use kin::Looks;
pub use pages::{measure, names};
use reasons::Reasons;
pub use vocabulary::{OF_TEXT, Vocabulary, words_of};

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Findings, Kind, NodeId, is_stop, last_spoken};
use crate::forest::{Forest, Matrix, chance};

/// The measures of a document's leaf blocks, kept or not.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// The blocks, in document order.
    pub nodes: Vec<NodeId>,
    /// Their weights in words.
    pub words: Vec<f32>,
    /// How they look with what is around them; nothing of plain text.
    pub looks: Looks,
    /// Their measures as codes.
    pub matrix: Matrix,
}

/// Finds what of the rest is the article.
///
/// In HTML each block is scored by its length, its links, its punctuation, its elements, its words and
/// those of its heading, its distance to running text, what stands around it, the blocks that look like
/// it and what a rule said of it; blocks that look alike are drawn together. Plain text is measured the
/// same way, with weights of its own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Content {
    /// What to do in doubt: `balance` what is lost against what is too much, be `complete`, or be
    /// `clean`.
    prefer: Prefer,
    /// A page of fewer words than this is kept as it is (a character of a script without spaces is
    /// six tenths of a word).
    min_words: f32,
    /// Whether anything is removed from plain text, too.
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

/// The stage that [`Content`] sets up.
#[derive(Debug)]
pub struct ContentStage {
    settings: Content,
    /// What decides in place of those that are compiled in.
    judge: Option<Judge>,
}

/// A forest, the words that it knows, and what it takes to explain it.
#[derive(Debug)]
struct Judge {
    forest: Forest,
    vocabulary: Vocabulary,
    reasons: Reasons,
}

impl Judge {
    fn of(forest: Forest, vocabulary: Vocabulary, names: &'static [String]) -> Judge {
        Judge { reasons: Reasons::of(&forest, names), forest, vocabulary }
    }

    fn read(forest: &str, vocabulary: &str, names: &'static [String]) -> Judge {
        // A test reads the files, too.
        let forest = Forest::parse(forest, names).unwrap_or_else(|e| unreachable!("{e:#}"));
        let vocabulary = Vocabulary::parse(vocabulary).unwrap_or_else(|e| unreachable!("{e:#}"));
        Judge::of(forest, vocabulary, names)
    }
}

/// A block of so many words has the length of running text.
pub const PROSE: f32 = 15.0;

/// The forests that are compiled in; read when the first document of their kind comes.
static HTML: LazyLock<Judge> = LazyLock::new(|| {
    Judge::read(include_str!("html.forest"), include_str!("html.vocabulary"), names())
});
static TEXT: LazyLock<Judge> = LazyLock::new(|| {
    Judge::read(include_str!("text.forest"), include_str!("text.vocabulary"), lines::names())
});

impl Content {
    /// The stage with another forest than those that are compiled in: for measuring how good a way of
    /// training is on pages that it has not seen.
    pub fn with_forest(
        self,
        forest: Forest,
        vocabulary: Vocabulary,
        names: &'static [String],
    ) -> ContentStage {
        ContentStage { settings: self, judge: Some(Judge::of(forest, vocabulary, names)) }
    }
}

impl Settings for Content {
    const NAME: &'static str = "content";
    const AFTER: &'static [&'static str] =
        &["metadata", "consent", "share", "furniture", "repeats", "site"];
    type Stage = ContentStage;

    fn build(self) -> anyhow::Result<ContentStage> {
        anyhow::ensure!(self.min_words >= 0.0, "min-words is {}, less than none", self.min_words);
        Ok(ContentStage { settings: self, judge: None })
    }
}

impl ContentStage {
    fn judge(&self, doc: &Document) -> &Judge {
        match &self.judge {
            Some(judge) => judge,
            None if is_plain(doc) => &TEXT,
            None => &HTML,
        }
    }
}

impl Stage for ContentStage {
    fn inspect(&self, doc: &Document, out: &mut Findings) {
        if is_plain(doc) && !self.settings.plain_text {
            return;
        }
        let judge = self.judge(doc);
        let measure = if is_plain(doc) { lines::measure } else { measure };
        let measured = measure(doc, &judge.vocabulary);
        if measured.words.iter().sum::<f32>() < self.settings.min_words {
            return;
        }
        if is_plain(doc) && (!has_prose(&measured) || is_nothing_else(doc, &measured)) {
            return;
        }
        let mut scores = judge.forest.score_doubtful(&measured.matrix);
        kin::draw_together(&measured.words, &measured.looks, &mut scores);
        let chances: Vec<f32> = scores.iter().copied().map(chance).collect();
        // A forest that is asked in place of the one that is compiled in is measured alone.
        let asked = is_plain(doc) && self.judge.is_none();
        let told = if asked { kinds::tell(&measured.matrix) } else { vec![None; scores.len()] };
        let page = decide::Page {
            doc,
            measured: &measured,
            scores: &scores,
            chances: &chances,
            told: &told,
        };
        let kept = page.choose(self.settings.prefer.caution());
        report::report(doc, &measured, &scores, &kept, &told, &judge.reasons, out);
    }
}

/// Whether there is running text. In verse and lists nothing tells the article from what is around it.
fn has_prose(measured: &Measured) -> bool {
    measured.words.iter().any(|&words| words >= PROSE)
}

/// Whether a text has nothing but running text, headings and what is known of it, and no rule has found
/// anything in it: there is nothing around it.
fn is_nothing_else(doc: &Document, measured: &Measured) -> bool {
    measured.nodes.iter().zip(&measured.words).all(|(&node, &words)| {
        let runs = words >= PROSE || last_spoken(doc.text(node)).is_some_and(is_stop);
        let named = matches!(doc.node(node).kind, Kind::Heading(_)) || doc.role(node).is_some();
        (runs || named) && !decide::has_gone(doc, node)
    })
}

fn is_plain(doc: &Document) -> bool {
    doc.source.media_type == "text/plain"
}
