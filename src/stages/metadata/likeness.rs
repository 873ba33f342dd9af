//! How much a line of a plain text looks like its title.

use super::head::Head;
use super::terms::Terms;
use super::title::speaks_to_visitor;
use crate::document::{Kind, Tag, fold, words};
use crate::rules::topics::{Topic, Topics};

/// What a line is held against.
struct Seen<'a> {
    /// Where the prose begins.
    end: usize,
    candidates: &'a [usize],
    /// The terms of the article.
    body: Terms,
    /// Short sentences before the line, and paragraphs of the article.
    sentences: usize,
    prose: usize,
}

impl Head<'_> {
    /// The line that looks most like the title of what stands at `end`; of equals the first.
    pub(super) fn likeliest(&self, end: usize, candidates: &[usize]) -> Option<usize> {
        let mut seen = Seen { end, candidates, body: self.body(), sentences: 0, prose: 0 };
        let (mut best, mut next): (Option<(f32, usize)>, usize) = (None, 0);
        for &at in candidates {
            for before in next..at {
                let prose = self.is_prose(before);
                seen.sentences += usize::from(!prose && self.is_sentence(before));
                seen.prose += usize::from(prose && self.is_article(before));
            }
            next = at;
            let likeness = self.likeness(at, &seen);
            if best.is_none_or(|(most, _)| likeness > most) {
                best = Some((likeness, at));
            }
        }
        best.map(|(_, at)| at)
    }

    /// How much a line looks like the title of what stands at `end`: it has the length of one, its words
    /// are those of the text, it is a heading, stands above a byline or the text, comes again, and is
    /// no name, no piece of a sentence, no entry of a menu and no part of a dialog.
    fn likeness(&self, at: usize, seen: &Seen<'_>) -> f32 {
        const WORDS: f32 = 8.0;
        const LONG: f32 = 18.0;
        let flag = |is: bool, worth: f32| if is { worth } else { 0.0 };
        let text = self.text(at);
        let length = words(text);
        let named = is_name(text);
        let Seen { end, candidates, body, sentences, prose } = seen;
        let above = at + 1 == *end;
        1.3 * (length / WORDS).min(1.0)
            + 1.6 * body.share(text)
            + flag(self.is_heading(at), 0.5)
            + flag(!named && !above && self.is_signed(at), 0.8)
            + flag(!named && above, 0.4)
            + flag(self.is_repeated(at, candidates), 0.8)
            + 0.2 * (at as f32 / (*end).max(1) as f32).min(1.0)
            - flag(named || is_row_of_names(text), 0.7)
            - flag(length > LONG, 0.5)
            - flag(text.starts_with(char::is_lowercase), 0.8)
            - flag(self.is_label(at) || speaks_to_visitor(text) || is_button(text), 1.0)
            - flag(self.words.date.find(text).is_some(), 0.6)
            - flag(is_labelled(text), 0.6)
            - flag(self.is_entry(at), 0.4)
            - 0.4 * (*sentences).min(2) as f32
            - 0.6 * (*prose).min(3) as f32
    }

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

    /// Whether a line comes again before the prose, alone or with the name of the site. A refrain comes
    /// again, too, but not at once, and it is no heading.
    fn is_repeated(&self, at: usize, candidates: &[usize]) -> bool {
        const SOON: usize = 4;
        let text = self.text(at);
        let folded = fold(text);
        words(text) > 1.0
            && candidates.iter().filter(|&&other| other != at).any(|&other| {
                let soon = if self.is_heading(at) || self.is_heading(other) { SOON } else { 1 };
                let same = other.abs_diff(at) <= soon && fold(self.text(other)) == folded;
                same || self.has_as_title(other, at)
            })
    }

    pub(super) fn is_heading(&self, at: usize) -> bool {
        matches!(self.doc.node(self.leaves[at]).kind, Kind::Heading(_))
    }
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
