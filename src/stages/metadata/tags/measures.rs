//! What is measured of a line of plain text that may be of tags: the line and its neighbours, and where it
//! stands.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::head::Head;
use super::super::lines;
use super::super::terms::Terms;
use super::{HASHES, is_short};
use crate::document::{fold, words};
use crate::forest::Matrix;
use crate::forest::code::{NONE, count, flag, share, small};

type OfPlace = (&'static str, fn(&Seen<'_, '_>, usize) -> u8);

/// The measures of a line by its place in the text.
const OF_PLACE: [OfPlace; 19] = [
    // Lines to the next label of tags above, and to the next that may stand above other things as well.
    ("label", |seen, at| seen.above(at, Seen::is_label)),
    ("opener", |seen, at| {
        seen.above(at, |seen, at| seen.head.words.tags.above.is(seen.head.text(at)))
    }),
    // Lines to the last paragraph of the article above; how many of them are above and below.
    ("prose", |seen, at| seen.above(at, Seen::is_article)),
    ("prose-above", |seen, at| count(seen.prose[at] as f32)),
    ("prose-below", |seen, at| count((seen.prose[seen.prose.len() - 1] - seen.prose[at]) as f32)),
    // The part of the text above it.
    ("place", |seen, at| share(at as f32, seen.head.leaves.len() as f32)),
    // Below the title, above it, or there is none.
    ("title", |seen, at| seen.title.map_or(NONE, |title| flag(at > title))),
    ("to-title", |seen, at| seen.title.map_or(NONE, |title| small(at.abs_diff(title)))),
    // The run of short lines: those above, those below, and how many of all the text speaks of.
    ("run-above", |seen, at| small(seen.run(at).0)),
    ("run-below", |seen, at| small(seen.run(at).1)),
    ("run-told", |seen, at| {
        let (above, below) = seen.run(at);
        let run = at - above..=at + below;
        let told = run.clone().filter(|&at| seen.told(seen.head.text(at))).count();
        share(told as f32, run.count() as f32)
    }),
    // What signs part: how many, the longest, and how many of them the text speaks of.
    ("parts", |seen, at| small(seen.head.row_of(at).len())),
    ("longest", |seen, at| {
        let parts = seen.head.row_of(at);
        count(parts.iter().map(|part| words(part)).fold(0.0, f32::max))
    }),
    ("told", |seen, at| {
        let parts = seen.head.row_of(at);
        let told = parts.iter().filter(|part| seen.told(part)).count();
        share(told as f32, parts.len() as f32)
    }),
    ("known", |seen, at| share(seen.body.share(seen.head.text(at)), 1.0)),
    ("hashes", |seen, at| small(seen.head.text(at).matches(HASHES).count())),
    ("same", |seen, at| {
        small(seen.times.get(&fold(seen.head.text(at))).copied().unwrap_or_default())
    }),
    ("last", |seen, at| small(seen.head.leaves.len() - at - 1)),
    ("leaves", |seen, _| count(seen.head.leaves.len() as f32)),
];

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    lines::names().chain(OF_PLACE.iter().map(|(name, _)| (*name).to_owned())).collect()
});

/// The names of the measures.
pub fn names() -> &'static [String] {
    &NAMES
}

/// A text, with all that is known before one of its lines is asked about.
pub(super) struct Seen<'h, 'a> {
    head: &'h Head<'a>,
    title: Option<usize>,
    body: Terms,
    /// Paragraphs of the article before each line, and all.
    prose: Vec<u32>,
    /// How often each line stands in the text.
    times: HashMap<String, usize>,
}

impl<'h, 'a> Seen<'h, 'a> {
    pub(super) fn of(head: &'h Head<'a>, title: Option<usize>) -> Seen<'h, 'a> {
        let lines = 0..head.leaves.len();
        let mut prose = vec![0];
        let mut times: HashMap<String, usize> = HashMap::new();
        for at in lines {
            prose.push(prose[at] + u32::from(head.is_article(at)));
            if is_short(head.text(at)) {
                *times.entry(fold(head.text(at))).or_default() += 1;
            }
        }
        Seen { head, title, body: head.body(), prose, times }
    }

    fn is_article(&self, at: usize) -> bool {
        self.prose[at + 1] > self.prose[at]
    }

    fn is_label(&self, at: usize) -> bool {
        self.head.words.tags.labels.is(self.head.text(at))
    }

    fn told(&self, text: &str) -> bool {
        self.body.know(text)
    }

    /// Lines to the next above of some kind.
    fn above(&self, at: usize, is: impl Fn(&Self, usize) -> bool) -> u8 {
        const FAR: usize = 20;
        let near = at.saturating_sub(FAR)..at;
        near.rev().find(|&above| is(self, above)).map_or(NONE, |above| small(at - above))
    }

    /// Short lines in a row right above and right below.
    fn run(&self, at: usize) -> (usize, usize) {
        const FAR: usize = 12;
        let short = |at: &usize| is_short(self.head.text(*at));
        let above = (at.saturating_sub(FAR)..at).rev().take_while(short).count();
        let below = at + 1..(at + 1 + FAR).min(self.head.leaves.len());
        (above, below.take_while(short).count())
    }

    /// The lines that may be of tags: short ones, or some parted by signs, close below a label or a
    /// paragraph, or around the title.
    pub(super) fn candidates(&self) -> Vec<usize> {
        const BELOW: usize = 15;
        const AROUND: usize = 8;
        const MOST: usize = 400;
        let mut reach = 0;
        let mut all: Vec<usize> = Vec::new();
        for at in 0..self.head.leaves.len() {
            let near = self.title.is_some_and(|title| at.abs_diff(title) <= AROUND);
            if (at < reach || near) && Some(at) != self.title && self.can_be_tags(at) {
                all.push(at);
            }
            if self.is_article(at) || self.head.words.tags.stands_above(self.head.text(at)) {
                reach = at + 1 + BELOW;
            }
        }
        // Tags stand at the end rather than amid a long text.
        let few = all.len().min(MOST);
        all.split_off(all.len() - few)
    }

    fn can_be_tags(&self, at: usize) -> bool {
        const LONGEST: f32 = 40.0;
        const LONGEST_TAG: f32 = 6.0;
        const LONGEST_BYTES: usize = 1_000;
        let text = self.head.text(at);
        text.len() <= LONGEST_BYTES
            && words(text) <= LONGEST
            && text.contains(char::is_alphabetic)
            && !self.is_article(at)
            && !self.head.words.tags.stands_above(text)
            && self.head.row_of(at).iter().all(|part| words(part) <= LONGEST_TAG)
    }
}

/// The measures of some lines, a row for each.
pub(super) fn measure(seen: &Seen<'_, '_>, candidates: &[usize]) -> Matrix {
    lines::matrix(seen.head, candidates, names().len(), |number, row| {
        row.extend(OF_PLACE.iter().map(|(_, of)| of(seen, candidates[number])));
    })
}
