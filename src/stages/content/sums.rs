//! Sums over runs of blocks: of whole numbers, so that a difference of two loses nothing.

/// A run of blocks: the place of the first, and one past that of the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) from: u32,
    pub(super) to: u32,
}

impl Run {
    /// How many blocks.
    pub(super) fn len(self) -> u32 {
        self.to - self.from
    }

    /// Whether another run lies within this one.
    pub(super) fn holds(self, other: Run) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// The run of one block.
    pub(super) fn one(at: usize) -> Run {
        Run { from: at as u32, to: at as u32 + 1 }
    }
}

macro_rules! sums {
    ($($(#[doc = $doc:literal])+ $name:ident,)*) => {
        /// What is counted in a run of blocks.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(super) struct Sums {
            $($(#[doc = $doc])+ pub(super) $name: u32,)*
        }

        impl Sums {
            /// The sums of this and another.
            pub(super) fn plus(self, other: Sums) -> Sums {
                Sums { $($name: self.$name + other.$name),* }
            }

            /// What this has more than a part of it.
            fn minus(self, part: Sums) -> Sums {
                Sums { $($name: self.$name - part.$name),* }
            }
        }
    };
}

sums! {
    /// Words, in shares of [`super::look::WORD`].
    words,
    /// Characters that are not white space.
    ink,
    /// Those of them in links.
    linked,
    /// Words of the long blocks.
    long_words,
    /// Long blocks.
    longs,
    /// Paragraphs by their element.
    paragraphs,
    /// Ends of sentences.
    stops,
    /// Blocks of four words at most.
    shorts,
    /// Blocks with a date.
    dates,
    /// Blocks with a price.
    prices,
    /// Images.
    images,
    /// Blocks in buttons and labels.
    controls,
    /// Headings.
    headings,
}

/// Sums over the first blocks of a document, for every number of them.
#[derive(Debug)]
pub(super) struct Prefix(Vec<Sums>);

impl Prefix {
    /// The prefix sums of a row of blocks.
    pub(super) fn of(parts: impl Iterator<Item = Sums>) -> Prefix {
        let mut sums = vec![Sums::default()];
        sums.extend(parts.scan(Sums::default(), |sum, part| {
            *sum = sum.plus(part);
            Some(*sum)
        }));
        Prefix(sums)
    }

    /// The sums over a run.
    pub(super) fn over(&self, run: Run) -> Sums {
        self.0[run.to as usize].minus(self.0[run.from as usize])
    }

    /// The sums over so many blocks before a place and behind it, the place itself between them.
    pub(super) fn around(&self, at: usize, before: usize, behind: usize) -> Sums {
        let to = (at + behind + 1).min(self.0.len() - 1) as u32;
        self.over(Run { from: at.saturating_sub(before) as u32, to })
    }

    /// The sums over all blocks.
    pub(super) fn total(&self) -> Sums {
        self.0.last().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_the_difference_of_two_prefixes() {
        let part = |words| Sums { words, ..Sums::default() };
        let prefix = Prefix::of([1, 2, 4, 8].map(part).into_iter());
        assert_eq!(prefix.over(Run { from: 1, to: 3 }).words, 6);
        assert_eq!(prefix.around(0, 5, 1).words, 3);
        assert_eq!(prefix.around(3, 1, 9).words, 12);
        assert_eq!(prefix.total().words, 15);
    }
}
