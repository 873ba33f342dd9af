//! What is measured of a line that may be the title of a plain text: the line and its neighbours by
//! themselves, and its place among the other candidates.

use std::sync::LazyLock;

use super::super::head::Head;
use super::super::lines;
use super::super::terms::Terms;
use crate::document::{fold, words};
use crate::forest::Matrix;
use crate::forest::code::{count, flag, share, small};

type OfPlace = (&'static str, fn(&Seen<'_, '_>, usize) -> u8);

/// The measures of a candidate, by its number among them.
const OF_PLACE: [OfPlace; 16] = [
    // The part of its words that the article has, too, and how many candidates have more.
    ("told", |seen, at| share(seen.told[at], 1.0)),
    ("told-rank", |seen, at| rank(&seen.told, at)),
    ("length-rank", |seen, at| rank(&seen.lengths, at)),
    // It comes again, alone or with the name of the site beside it.
    ("repeated", |seen, at| flag(seen.head.is_repeated(seen.candidates[at], seen.candidates))),
    // It is another with something beside it.
    ("whole", |seen, at| {
        let mut others = seen.candidates.iter();
        flag(others.any(|&other| seen.head.has_as_title(seen.candidates[at], other)))
    }),
    ("same", |seen, at| small(seen.folded.iter().filter(|text| **text == seen.folded[at]).count())),
    // A byline or a dateline stands below it, or the word and the name of one.
    ("signed", |seen, at| flag(seen.head.is_signed(seen.candidates[at]))),
    // Where it stands: lines from the beginning, to the prose, and of both the part.
    ("line", |seen, at| small(seen.candidates[at])),
    ("to-prose", |seen, at| count(seen.end.saturating_sub(seen.candidates[at]) as f32)),
    ("behind-prose", |seen, at| flag(seen.candidates[at] >= seen.end)),
    ("place", |seen, at| share(seen.candidates[at] as f32, seen.end.max(1) as f32)),
    // Among the candidates: before and behind it.
    ("before", |_, at| small(at)),
    ("behind", |seen, at| small(seen.candidates.len() - at - 1)),
    // Sentences and paragraphs of the article before it.
    ("sentences", |seen, at| small(seen.before[at].0)),
    ("paragraphs", |seen, at| small(seen.before[at].1)),
    ("leaves", |seen, _| count(seen.head.leaves.len() as f32)),
];

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    lines::names().chain(OF_PLACE.iter().map(|(name, _)| (*name).to_owned())).collect()
});

/// The names of the measures.
pub fn names() -> &'static [String] {
    &NAMES
}

/// The candidates of a text, with all that is known before one of them is asked about.
pub(super) struct Seen<'h, 'a> {
    head: &'h Head<'a>,
    /// Where the prose begins.
    end: usize,
    candidates: &'h [usize],
    /// Of each candidate the part of its terms that the article has.
    told: Vec<f32>,
    lengths: Vec<f32>,
    folded: Vec<String>,
    /// Short sentences before each, and paragraphs of the article.
    before: Vec<(usize, usize)>,
}

impl<'h, 'a> Seen<'h, 'a> {
    pub(super) fn of(head: &'h Head<'a>, end: usize, candidates: &'h [usize]) -> Seen<'h, 'a> {
        let body: Terms = head.body();
        let texts = || candidates.iter().map(|&at| head.text(at));
        let (mut next, mut sentences, mut paragraphs) = (0, 0, 0);
        let mut count_before = |&at: &usize| {
            for line in next..at {
                let prose = head.is_prose(line);
                sentences += usize::from(!prose && head.is_sentence(line));
                paragraphs += usize::from(prose && head.is_article(line));
            }
            next = at;
            (sentences, paragraphs)
        };
        let before = candidates.iter().map(&mut count_before).collect();
        Seen {
            head,
            end,
            candidates,
            told: texts().map(|text| body.share(text)).collect(),
            lengths: texts().map(words).collect(),
            folded: texts().map(fold).collect(),
            before,
        }
    }
}

/// The measures of the candidates, a row for each.
pub(super) fn measure(seen: &Seen<'_, '_>) -> Matrix {
    lines::matrix(seen.head, seen.candidates, names().len(), |number, row| {
        row.extend(OF_PLACE.iter().map(|(_, of)| of(seen, number)));
    })
}

/// How many have more.
fn rank(of: &[f32], at: usize) -> u8 {
    small(of.iter().filter(|other| **other > of[at]).count())
}

impl Head<'_> {
    /// Whether a byline or a dateline stands below a line, or the word and the name of one.
    fn is_signed(&self, at: usize) -> bool {
        let below = || Some([self.leaves.get(at + 1)?, self.leaves.get(at + 2)?]);
        let joined = || below().map(|leaves| leaves.map(|&leaf| self.doc.text(leaf)).join(" "));
        let below_it = at + 1 < self.leaves.len() && self.is_signature(at + 1);
        below_it || joined().is_some_and(|text| self.words.byline.author(&text).is_some())
    }
}
