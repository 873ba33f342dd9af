//! The measures of the blocks of a page: those of any block, and what its words and those of its heading
//! say.

use std::sync::LazyLock;

use super::kin::{self, Kin};
use super::measure as blocks;
use super::measures::measures;
use super::vocabulary::Vocabulary;
use super::words::{NOTHING, Said, Words};
use super::{Looks, Measured, PROSE};
use crate::document::{Document, Kind};

measures! {
    /// What the words of the heading say that a block is or stands under, in sixteenths of log-odds, from
    /// 128 for nothing.
    Heading {
        /// At the mean.
        mean,
        /// The word that speaks most for the article.
        most,
        /// The word that speaks most against it.
        least,
    }
}

/// The names of the measures of a block, in the order of the matrix.
pub fn names() -> &'static [String] {
    static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let words = Words::NAMES.iter().map(|measure| format!("words.{measure}"));
        let heading = Heading::NAMES.iter().map(|measure| format!("heading.{measure}"));
        let kin = Kin::NAMES.iter().map(|measure| format!("kin.{measure}"));
        blocks::names().iter().cloned().chain(words).chain(heading).chain(kin).collect()
    });
    &NAMES
}

/// Measures every leaf block of a page, kept or not, by what its words and its elements say among others.
pub fn measure(doc: &Document, vocabulary: &Vocabulary) -> Measured {
    let further = Words::NAMES.len() + Heading::NAMES.len() + Kin::NAMES.len();
    let mut measured = blocks::measure(doc, vocabulary, further);
    let texts = measured.nodes.iter().zip(&measured.words);
    // Of running text the length says enough, and its words are those of its subject.
    let texts = texts.map(|(&node, &words)| if words < PROSE { doc.text(node) } else { "" });
    let said = Said::of(texts, vocabulary);
    measured.looks = Looks::of(doc, &measured.nodes);
    let kin = kin::measure(doc, &measured.nodes, &measured.words, &measured.looks);
    let mut heading = Heading { mean: NOTHING, most: NOTHING, least: NOTHING };
    let (first, mut row) = (blocks::names().len(), Vec::with_capacity(further));
    for (at, &node) in measured.nodes.iter().enumerate() {
        let words = said.block(at);
        if matches!(doc.node(node).kind, Kind::Heading(_)) {
            heading = Heading { mean: words.mean, most: words.most, least: words.least };
        }
        row.clear();
        row.extend_from_slice(&words.codes());
        row.extend_from_slice(&heading.codes());
        row.extend_from_slice(&kin[at].codes());
        measured.matrix.set_from(at, first, &row);
    }
    measured
}
