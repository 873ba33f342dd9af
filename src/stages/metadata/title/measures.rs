//! What is measured of a line that may be the title of a plain text: the line and its neighbours by
//! themselves, and its place among the other candidates.

use std::sync::LazyLock;

use super::super::head::Head;
use super::super::lines;
use super::super::signs::is_sign;
use super::super::terms::Terms;
use crate::document::{Boilerplate, Document, NodeId, Verdict, fold, words};
use crate::forest::Matrix;
use crate::forest::code::{NONE, count, flag, share, small};

/// So many lines are looked through for what comes again.
const LINES: usize = 400;

type OfPlace = (&'static str, fn(&Seen<'_, '_>, usize) -> u8);

/// The measures of a candidate, by its number among them.
const OF_PLACE: [OfPlace; 26] = [
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
    // Other lines of a few words that have it in them, removed ones too: the window, the breadcrumb, a share
    // bar. Those that have a sign beside it.
    ("echoes", |seen, at| small(seen.echoes(at).count())),
    ("parted", |seen, at| small(seen.echoes(at).filter(is_parted).count())),
    // The words before its first colon, or sign: of what announces another article.
    ("label", |seen, at| seen.label(at)),
    // What stands beside it was removed as, and how many lines in a row were.
    ("above", |seen, at| seen.removed(at, Side::Above).0),
    ("gap-above", |seen, at| seen.removed(at, Side::Above).1),
    ("below", |seen, at| seen.removed(at, Side::Below).0),
    ("gap-below", |seen, at| seen.removed(at, Side::Below).1),
    // Lines to the next byline or dateline.
    ("to-signature", |seen, at| seen.to_signature(at)),
    // As much as the line below and that above are told of.
    ("next-told", |seen, at| seen.told_beside(at, 1)),
    ("last-told", |seen, at| seen.told_beside(at, -1)),
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
    body: Terms,
    /// The lines in which a title may come again, kept or not.
    lines: Vec<NodeId>,
}

/// Where something stands beside a line.
#[derive(Clone, Copy)]
enum Side {
    Above,
    Below,
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
            body,
            lines: head.doc.leaves().map(|(leaf, _)| leaf).take(LINES).collect(),
        }
    }

    fn text(&self, at: usize) -> &'a str {
        self.head.text(self.candidates[at])
    }

    /// Other lines of hardly more words that have a candidate in them.
    fn echoes(&self, at: usize) -> impl Iterator<Item = [&'a str; 2]> {
        const MORE: usize = 60;
        let (own, text) = (self.head.leaves[self.candidates[at]], self.text(at));
        let others = self.lines.iter().filter(move |&&leaf| leaf != own);
        others.filter_map(move |&leaf| {
            let line = self.head.doc.text(leaf);
            let fits = (text.len()..=text.len() + MORE).contains(&line.len());
            fits.then(|| line.split_once(text)).flatten().map(|(before, behind)| [before, behind])
        })
    }

    /// The words before the first colon or sign of a candidate, if it goes on behind it.
    fn label(&self, at: usize) -> u8 {
        let text = self.text(at);
        let label = text.split_once(|c: char| matches!(c, ':' | '：') || is_sign(c));
        label.filter(|(_, rest)| !rest.is_empty()).map_or(NONE, |(label, _)| count(words(label)))
    }

    /// What the line beside a candidate was removed as, and how many lines in a row were removed there.
    fn removed(&self, at: usize, side: Side) -> (u8, u8) {
        let own = self.head.leaves[self.candidates[at]];
        let place = self.lines.partition_point(|&leaf| leaf < own);
        let removed = |leaf: &&NodeId| !self.head.doc.is_shown(**leaf);
        let (above, from) = self.lines.split_at(place);
        let beside: Vec<NodeId> = match side {
            Side::Above => above.iter().rev().take_while(removed).copied().collect(),
            Side::Below => from.iter().skip(1).take_while(removed).copied().collect(),
        };
        let kind = beside.first().and_then(|&leaf| kind(self.head.doc, leaf));
        (kind.map_or(NONE, |kind| small(kind as usize)), small(beside.len()))
    }

    fn to_signature(&self, at: usize) -> u8 {
        const FAR: usize = 8;
        let below = self.candidates[at] + 1..self.head.leaves.len();
        below.take(FAR).position(|line| self.head.is_signature(line)).map_or(NONE, small)
    }

    fn told_beside(&self, at: usize, distance: isize) -> u8 {
        let line = self.candidates[at].checked_add_signed(distance);
        let line = line.filter(|&line| line < self.head.leaves.len());
        line.map_or(NONE, |line| share(self.body.share(lines::line(self.head, line)), 1.0))
    }
}

/// As what a line was removed.
fn kind(doc: &Document, leaf: NodeId) -> Option<Boilerplate> {
    match doc.ruling(leaf)?.verdict {
        Verdict::Drop(kind) => Some(kind),
        Verdict::Keep | Verdict::Refused(_) => None,
    }
}

/// Whether a sign stands beside what came again: `Title | Site`.
fn is_parted([before, behind]: &[&str; 2]) -> bool {
    let sign = |c: char| is_sign(c) || matches!(c, '-' | ':' | '：' | '_' | '>' | '›' | '/');
    before.trim_end().ends_with(sign) || behind.trim_start().starts_with(sign)
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
