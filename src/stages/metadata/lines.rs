//! What is measured of a line of plain text and of those around it, for whoever asks what it is.

use std::collections::HashMap;

use super::head::Head;
use super::title::speaks_to_visitor;
use crate::document::{Tag, is_stop, last_spoken, start, words};
use crate::forest::Matrix;
use crate::forest::code::{NONE, count, flag, share, small};
use crate::rules::topics::{Topic, Topics};

/// As much of a line as is looked at: a neighbour may be a whole book.
pub(super) fn line<'a>(head: &Head<'a>, at: usize) -> &'a str {
    const FAR: usize = 2_000;
    start(head.text(at), FAR)
}

type OfLine = (&'static str, fn(&Head<'_>, usize) -> u8);

/// The measures of a line, which are taken of a candidate and of those around it.
const OF_LINE: [OfLine; 24] = [
    ("words", |head, at| count(words(line(head, at)))),
    ("begins", |head, at| begins(line(head, at))),
    ("ends", |head, at| ends(line(head, at))),
    // Of the letters that have two cases.
    ("capitals", |head, at| part(line(head, at), char::is_uppercase)),
    ("digits", |head, at| part(line(head, at), char::is_numeric)),
    ("bars", |head, at| among(line(head, at), "|｜·•/／»›>→")),
    ("commas", |head, at| among(line(head, at), ",、，،;；")),
    ("colons", |head, at| among(line(head, at), ":：")),
    ("quotes", |head, at| among(line(head, at), "\"“”„«»「」『』《》")),
    ("brackets", |head, at| among(line(head, at), "()（）[]［］【】")),
    ("name", |head, at| flag(is_name(line(head, at)))),
    ("row", |head, at| flag(is_row_of_names(line(head, at)))),
    ("labelled", |head, at| flag(is_labelled(line(head, at)))),
    // What menus, share bars and newsletters say.
    ("label", |head, at| flag(head.is_label(at))),
    ("menu", |head, at| flag(head.is_menu(line(head, at)))),
    ("button", |head, at| flag(is_button(line(head, at)))),
    ("visitor", |head, at| flag(speaks_to_visitor(line(head, at)))),
    // What dialogs speak of, and how often.
    ("consent", |head, at| small(of_dialogs(line(head, at)))),
    ("dated", |head, at| {
        flag(head.words.date.find(line(head, at)).is_some()) + flag(head.is_dated(line(head, at)))
    }),
    ("author", |head, at| flag(head.words.byline.author(line(head, at)).is_some())),
    ("heading", |head, at| flag(head.is_heading(at))),
    ("prose", |head, at| flag(head.is_prose(at)) + flag(head.is_article(at))),
    ("sentence", |head, at| flag(head.is_sentence(at))),
    ("entry", |head, at| flag(head.is_entry(at)) + 2 * flag(head.is_listed(at))),
];

/// The lines that are measured, from that at this distance: the candidate, and those around it.
const AROUND: [(&str, isize); 6] =
    [("", 0), ("next-", 1), ("second-", 2), ("third-", 3), ("last-", -1), ("second-last-", -2)];

/// The names of the measures.
pub(super) fn names() -> impl Iterator<Item = String> {
    AROUND
        .iter()
        .flat_map(|(prefix, _)| OF_LINE.iter().map(move |(name, _)| format!("{prefix}{name}")))
}

/// The measures of some lines and of those around them, a row for each line, with what `place` adds to its row
/// by its number among them.
pub(super) fn matrix(
    head: &Head<'_>,
    lines: &[usize],
    columns: usize,
    place: impl Fn(usize, &mut Vec<u8>),
) -> Matrix {
    let mut matrix = Matrix::new(lines.len(), columns);
    let mut row: Vec<u8> = Vec::with_capacity(columns);
    let mut measured = Measured::default();
    for (number, &at) in lines.iter().enumerate() {
        row.clear();
        measured.add(head, at, &mut row);
        place(number, &mut row);
        matrix.set(number, &row);
    }
    matrix
}

/// The measures of lines, each taken once.
#[derive(Debug, Default)]
struct Measured(HashMap<usize, [u8; OF_LINE.len()]>);

impl Measured {
    /// Adds the measures of a line and of those around it to a row.
    fn add(&mut self, head: &Head<'_>, at: usize, row: &mut Vec<u8>) {
        for (_, distance) in AROUND {
            let line = at.checked_add_signed(distance).filter(|&at| at < head.leaves.len());
            row.extend(line.map_or([NONE; OF_LINE.len()], |line| {
                *self.0.entry(line).or_insert_with(|| OF_LINE.map(|(_, of)| of(head, line)))
            }));
        }
    }
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

/// Whether a short line says what buttons and menus say, or a longer one does so over and over.
pub(super) fn is_button(text: &str) -> bool {
    use Topic::{Account, Advertisement, Choice, Comments, Newsletter, Related, Share};
    const SHORT: f32 = 5.0;
    const OFTEN: u32 = 2;
    let said = Topics::get().count(text);
    let least = if words(text) <= SHORT { 1 } else { OFTEN };
    let topics = [Account, Advertisement, Choice, Comments, Newsletter, Related, Share];
    topics.into_iter().any(|topic| said[topic as usize] >= least)
}

/// Whether a short line is a word and what it says: `Poem: somebody`.
fn is_labelled(text: &str) -> bool {
    const SHORT: f32 = 5.0;
    let label = text.split_once([':', '：']).map(|(label, _)| label);
    words(text) <= SHORT && label.is_some_and(|label| words(label) <= SHORT / 2.0)
}

/// Whether a line is two or three words with capitals, as the name of somebody is.
fn is_name(text: &str) -> bool {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    (2..=3).contains(&parts.len()) && parts.iter().all(capital)
}

/// Whether each of several words begins with a capital, as the entries of a menu do.
pub(super) fn is_row_of_names(text: &str) -> bool {
    const SEVERAL: usize = 4;
    let words = || text.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
    let small =
        |word: &str| word.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_uppercase());
    words().count() >= SEVERAL && !words().any(small)
}

impl Head<'_> {
    /// Whether a line stands in a run of short lines, as the entries of a menu do.
    fn is_entry(&self, at: usize) -> bool {
        self.doc.node(self.doc.node(self.leaves[at]).parent).tag == Tag::MENU
    }
}
