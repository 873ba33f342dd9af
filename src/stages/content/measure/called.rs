//! What the elements around a block are called, near and far.

use super::super::measures::measures;
use super::super::vocabulary::{Vocabulary, names_of, words_in};
use crate::document::{Document, Met, NodeId};

/// The block and its parent are near, so many elements above them are not far.
const ABOVE: usize = 3;

measures! {
    /// What the words say that the elements are called by: the log-odds that it is the article, in
    /// sixteenths for a single word and in quarters for a sum, from 128 for nothing.
    Called {
        /// The block and its parent: all words together.
        near,
        /// The word that speaks most for it.
        near_most,
        /// The word that speaks most against it.
        near_least,
        /// The three elements above those.
        above,
        /// The word that speaks most for it.
        above_most,
        /// The word that speaks most against it.
        above_least,
        /// All elements above those.
        far,
        /// The word that speaks most for it.
        far_most,
        /// The word that speaks most against it.
        far_least,
    }
}

/// What some words say.
#[derive(Clone, Copy, Debug, Default)]
struct Said {
    sum: i32,
    /// The largest and the smallest; nothing without words.
    ends: Option<(i8, i8)>,
}

impl Said {
    fn of(names: &str, vocabulary: &Vocabulary) -> Said {
        let mut said = Said::default();
        words_in(names, &mut |word| {
            if let Some(score) = vocabulary.name(word) {
                said = said.and(Said { sum: score.into(), ends: Some((score, score)) });
            }
        });
        said
    }

    fn and(self, other: Said) -> Said {
        let ends = match (self.ends, other.ends) {
            (Some((a, b)), Some((c, d))) => Some((a.max(c), b.min(d))),
            (one, two) => one.or(two),
        };
        Said { sum: self.sum + other.sum, ends }
    }

    fn codes(self) -> [u8; 3] {
        const MIDDLE: i32 = 128;
        const QUARTER: i32 = 4;
        #[expect(clippy::cast_sign_loss, reason = "clamped to what a byte holds")]
        let code = |amount: i32| (MIDDLE + amount).clamp(1, 254) as u8;
        let (most, least) = self.ends.unwrap_or_default();
        [code(self.sum / QUARTER), code(most.into()), code(least.into())]
    }
}

/// What the names of elements say.
#[derive(Debug)]
struct Known<'a> {
    vocabulary: &'a Vocabulary,
    met: Met<'a, Said>,
}

impl<'a> Known<'a> {
    fn of(vocabulary: &'a Vocabulary) -> Known<'a> {
        Known { vocabulary, met: Met::new(Said::default()) }
    }

    fn element(&mut self, doc: &'a Document, element: NodeId) -> Said {
        let said = |names| self.met.tell(names, |names| Said::of(names, self.vocabulary));
        names_of(doc, element).map(said).fold(Said::default(), Said::and)
    }
}

/// What the open elements are called, from the root on.
#[derive(Debug)]
pub(super) struct Callings<'a> {
    known: Known<'a>,
    /// For each what its own names say, and what those of all up to it say.
    open: Vec<(Said, Said)>,
}

impl<'a> Callings<'a> {
    pub(super) fn of(vocabulary: &'a Vocabulary) -> Callings<'a> {
        Callings { known: Known::of(vocabulary), open: Vec::new() }
    }

    /// An element opens.
    pub(super) fn enter(&mut self, doc: &'a Document, element: NodeId) {
        let own = self.known.element(doc, element);
        let outer = self.open.last().map_or(Said::default(), |&(_, all)| all);
        self.open.push((own, outer.and(own)));
    }

    /// The innermost closes.
    pub(super) fn leave(&mut self) {
        self.open.pop();
    }

    /// The measures of a block in the open elements.
    pub(super) fn measure(&mut self, doc: &'a Document, block: NodeId) -> Called {
        let parent = self.open.len().saturating_sub(1);
        let farthest = parent.saturating_sub(ABOVE);
        let own = |said: &[(Said, Said)]| {
            said.iter().fold(Said::default(), |sum, &(own, _)| sum.and(own))
        };
        let near = self.known.element(doc, block).and(own(&self.open[parent..]));
        let above = own(&self.open[farthest..parent]);
        let far = farthest.checked_sub(1).map_or(Said::default(), |at| self.open[at].1);
        let [near, near_most, near_least] = near.codes();
        let [above, above_most, above_least] = above.codes();
        let [far, far_most, far_least] = far.codes();
        Called {
            near,
            near_most,
            near_least,
            above,
            above_most,
            above_least,
            far,
            far_most,
            far_least,
        }
    }
}
