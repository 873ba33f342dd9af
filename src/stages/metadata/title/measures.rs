//! What is measured of a line that may be the title of a plain text: the line and its neighbours by
//! themselves, and its place among the other candidates.

use std::sync::LazyLock;

use super::super::head::Head;
use super::super::terms::Terms;
use super::{is_button, is_labelled, is_name, is_row_of_names, speaks_to_visitor};
use crate::document::{Tag, fold, is_stop, last_spoken, words};
use crate::forest::Matrix;
use crate::forest::code::{NONE, count, flag, share, small};
use crate::rules::topics::{Topic, Topics};

type OfLine = (&'static str, fn(&Head<'_>, usize) -> u8);

/// The measures of a line, which are taken of a candidate and of those around it.
const OF_LINE: [OfLine; 24] = [
    ("words", |head, at| count(words(head.text(at)))),
    ("begins", |head, at| begins(head.text(at))),
    ("ends", |head, at| ends(head.text(at))),
    // Of the letters that have two cases.
    ("capitals", |head, at| part(head.text(at), char::is_uppercase)),
    ("digits", |head, at| part(head.text(at), char::is_numeric)),
    ("bars", |head, at| among(head.text(at), "|｜·•/／»›>→")),
    ("commas", |head, at| among(head.text(at), ",、，،;；")),
    ("colons", |head, at| among(head.text(at), ":：")),
    ("quotes", |head, at| among(head.text(at), "\"“”„«»「」『』《》")),
    ("brackets", |head, at| among(head.text(at), "()（）[]［］【】")),
    ("name", |head, at| flag(is_name(head.text(at)))),
    ("row", |head, at| flag(is_row_of_names(head.text(at)))),
    ("labelled", |head, at| flag(is_labelled(head.text(at)))),
    // What menus, share bars and newsletters say.
    ("label", |head, at| flag(head.is_label(at))),
    ("menu", |head, at| flag(head.is_menu(head.text(at)))),
    ("button", |head, at| flag(is_button(head.text(at)))),
    ("visitor", |head, at| flag(speaks_to_visitor(head.text(at)))),
    // What dialogs speak of, and how often.
    ("consent", |head, at| small(of_dialogs(head.text(at)))),
    ("dated", |head, at| {
        flag(head.words.date.find(head.text(at)).is_some()) + flag(head.is_dated(head.text(at)))
    }),
    ("author", |head, at| flag(head.words.byline.author(head.text(at)).is_some())),
    ("heading", |head, at| flag(head.is_heading(at))),
    ("prose", |head, at| flag(head.is_prose(at)) + flag(head.is_article(at))),
    ("sentence", |head, at| flag(head.is_sentence(at))),
    ("entry", |head, at| flag(head.is_entry(at)) + 2 * flag(head.is_listed(at))),
];

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

/// The lines that are measured, from that at this distance: the candidate, and those around it.
const AROUND: [(&str, isize); 6] =
    [("", 0), ("next-", 1), ("second-", 2), ("third-", 3), ("last-", -1), ("second-last-", -2)];

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let of_lines = AROUND
        .iter()
        .flat_map(|(prefix, _)| OF_LINE.iter().map(move |(name, _)| format!("{prefix}{name}")));
    of_lines.chain(OF_PLACE.iter().map(|(name, _)| (*name).to_owned())).collect()
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
    let mut matrix = Matrix::new(seen.candidates.len(), names().len());
    let mut row: Vec<u8> = Vec::with_capacity(names().len());
    for (number, &at) in seen.candidates.iter().enumerate() {
        row.clear();
        for (_, distance) in AROUND {
            let line = at.checked_add_signed(distance).filter(|&at| at < seen.head.leaves.len());
            row.extend(OF_LINE.iter().map(|(_, of)| line.map_or(NONE, |line| of(seen.head, line))));
        }
        row.extend(OF_PLACE.iter().map(|(_, of)| of(seen, number)));
        matrix.set(number, &row);
    }
    matrix
}

/// How many have more.
fn rank(of: &[f32], at: usize) -> u8 {
    small(of.iter().filter(|other| **other > of[at]).count())
}

/// So many characters of a line are looked at.
const FAR: usize = 400;

/// What a line begins with.
fn begins(text: &str) -> u8 {
    let Some(first) = text.chars().next() else { return NONE };
    match first {
        _ if first.is_lowercase() => 0,
        _ if first.is_uppercase() => 1,
        _ if first.is_alphabetic() => 2,
        _ if first.is_numeric() => 3,
        '"' | '“' | '„' | '«' | '「' | '『' | '\'' | '‘' => 4,
        '(' | '（' | '[' | '【' | '《' => 5,
        _ => 6,
    }
}

/// What a line ends with: from a letter to what ends a sentence.
fn ends(text: &str) -> u8 {
    let Some(last) = last_spoken(text) else { return NONE };
    match last {
        _ if last.is_alphabetic() => 0,
        _ if last.is_numeric() => 1,
        '?' | '？' | '؟' | '\u{37E}' => 3,
        '!' | '！' => 4,
        '…' => 5,
        _ if is_stop(last) => 6,
        ':' | '：' => 7,
        ',' | '，' | '、' | '،' => 8,
        _ => 2,
    }
}

/// The part of the letters and digits that are of some kind.
fn part(text: &str, is: impl Fn(char) -> bool) -> u8 {
    let all = text.chars().take(FAR).filter(|c| c.is_alphanumeric());
    let (mut some, mut sum) = (0.0, 0.0);
    for c in all {
        sum += 1.0;
        some += f32::from(flag(is(c)));
    }
    share(some, sum)
}

/// How many of some signs stand in a line.
fn among(text: &str, signs: &str) -> u8 {
    small(text.chars().take(FAR).filter(|c| signs.contains(*c)).count())
}

/// How often a line says what dialogs speak of.
fn of_dialogs(text: &str) -> usize {
    let said = Topics::get().count(text);
    let topics = [Topic::Purpose, Topic::Choice, Topic::Consent, Topic::Cookies, Topic::Visitor];
    topics.into_iter().map(|topic| said[topic as usize] as usize).sum()
}

impl Head<'_> {
    /// Whether a byline or a dateline stands below a line, or the word and the name of one.
    fn is_signed(&self, at: usize) -> bool {
        let below = || Some([self.leaves.get(at + 1)?, self.leaves.get(at + 2)?]);
        let joined = || below().map(|leaves| leaves.map(|&leaf| self.doc.text(leaf)).join(" "));
        let below_it = at + 1 < self.leaves.len() && self.is_signature(at + 1);
        below_it || joined().is_some_and(|text| self.words.byline.author(&text).is_some())
    }

    /// Whether a line stands in a run of short lines, as the entries of a menu do.
    fn is_entry(&self, at: usize) -> bool {
        self.doc.node(self.doc.node(self.leaves[at]).parent).tag == Tag::MENU
    }
}
