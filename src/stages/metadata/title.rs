//! The title of a plain text, by where it stands.

use super::head::Head;
use super::page::Title;
use crate::document::{Kind, Tag, fold, words};

impl Head<'_> {
    /// The title of a plain text: among the lines before the prose the one that stands there
    /// again, else the one that looks most like a title.
    pub(super) fn text_title(&self) -> Option<Title> {
        const MOST_LINES: usize = 15;
        // A refrain comes again, too, but not at once, and it is no heading.
        const SOON: usize = 4;
        let is_heading =
            |at: usize| matches!(self.doc.node(self.leaves[at]).kind, Kind::Heading(_));
        let (end, candidates) = self.title_lines();
        let length = |at: &usize| words(self.text(*at));
        let repeated = candidates.iter().find(|&&at| {
            let folded = fold(self.text(at));
            length(&at) > 1.0
                && candidates.iter().any(|&other| {
                    let soon = if is_heading(at) || is_heading(other) { SOON } else { 1 };
                    (at + 1..=at + soon).contains(&other) && fold(self.text(other)) == folded
                })
        });
        let likeliest = candidates
            .iter()
            .max_by(|&&a, &&b| self.likeness(a, end).total_cmp(&self.likeness(b, end)));
        // Verse and lists have no prose near that a title could stand above: there it is the line
        // above the poet's, or the first.
        let far = candidates.len() > MOST_LINES || end >= self.leaves.len();
        let verse = far || !(self.is_prose(end) || self.is_sentence(end));
        let poem = || {
            let above = candidates.iter().take(MOST_LINES).find(|&&at| {
                let below = self.leaves.get(at + 1).map(|&leaf| self.doc.text(leaf));
                below.is_some_and(|text| self.words.byline.author(text).is_some())
            });
            above.or(candidates.first())
        };
        let other = if verse { poem() } else { likeliest };
        let title = *repeated.or(other)?;
        let title = (0..end).find(|&at| self.is_with_site(title, at)).unwrap_or(title);
        Some((self.text(title).to_owned(), "text:title".to_owned()))
    }

    /// How much a line looks like the title of what stands at `end`: it has the words of one, is a
    /// heading, stands above a byline or the text, and is no row of names.
    fn likeness(&self, at: usize, end: usize) -> f32 {
        const WORDS: f32 = 8.0;
        const HEADING: f32 = 0.7;
        const SIGNED: f32 = 0.8;
        const ABOVE_TEXT: f32 = 0.4;
        const NAMES: f32 = 0.7;
        let flag = |is: bool, worth: f32| if is { worth } else { 0.0 };
        let text = self.text(at);
        let heading = matches!(self.doc.node(self.leaves[at]).kind, Kind::Heading(_));
        let signed = at + 1 < end && self.is_signature(at + 1);
        let later = at as f32 / end.max(1) as f32;
        (words(text) / WORDS).min(1.0)
            + flag(heading, HEADING)
            + flag(signed, SIGNED)
            + flag(at + 1 == end, ABOVE_TEXT)
            - flag(is_row_of_names(text), NAMES)
            + later / 4.0
    }

    /// The lines that can be the title, and the prose below them. Above what is not known for a dialog
    /// there may be no such line: then they stand below it.
    fn title_lines(&self) -> (usize, Vec<usize>) {
        const TRIES: usize = 3;
        let mut from = 0;
        for _ in 0..TRIES {
            let end = self.first_prose(from);
            // A lead of one short sentence ends the head, too, if there is a line above it.
            let sentences = (from..end).filter(|&at| self.is_sentence(at));
            let mut heads = sentences.chain([end]).map(|end| (end, self.title_lines_in(from, end)));
            match heads.find(|(_, lines)| !lines.is_empty()) {
                Some(found) => return found,
                None if end >= self.leaves.len() => return (end, Vec::new()),
                None => from = end + 1,
            }
        }
        (from, Vec::new())
    }

    /// The lines of a head that can be the title: those that look like menus, share bars or bylines only
    /// where there is no other.
    fn title_lines_in(&self, from: usize, to: usize) -> Vec<usize> {
        const PARTED: usize = 2;
        let lines: Vec<usize> =
            (from..to).filter(|&at| self.can_be_title(at) && !self.is_sentence(at)).collect();
        let other = |&at: &usize| {
            let parent = self.doc.node(self.leaves[at]).parent;
            let signs = |c: char| matches!(c, '|' | '·' | '•' | '/' | '»' | '›' | '>');
            self.doc.node(parent).tag != Tag::MENU
                && self.text(at).matches(signs).count() < PARTED
                && self.words.byline.author(self.text(at)).is_none()
        };
        let others: Vec<usize> = lines.iter().copied().filter(other).collect();
        if others.is_empty() { lines } else { others }
    }

    /// Whether one line is another with the name of the site beside it.
    fn is_with_site(&self, whole: usize, bare: usize) -> bool {
        const SIGNS: [&str; 6] = [" | ", " - ", " – ", " — ", " · ", " :: "];
        let (whole, bare) = (self.text(whole), self.text(bare));
        SIGNS.iter().any(|sign| {
            let parts = whole.split_once(sign).into_iter().chain(whole.rsplit_once(sign));
            parts.into_iter().any(|(a, b)| (a == bare || b == bare) && words(bare) > 1.0)
        })
    }

    /// Whether a line begins with a date and goes on with what has a label: `4 May 2024 Source: …`.
    fn begins_with_date(&self, text: &str) -> bool {
        let labelled = text.contains([':', '：']);
        labelled && self.words.date.find(text).is_some() && self.words.date.before(text).is_none()
    }

    pub(super) fn can_be_title(&self, at: usize) -> bool {
        const LONGEST: f32 = 40.0;
        let text = self.text(at);
        let heading = matches!(self.doc.node(self.leaves[at]).kind, Kind::Heading(_));
        let named = self.begins_with_date(text) || (!heading && self.is_signature(at));
        !self.is_dated(text)
            && !self.is_listed(at)
            && !named
            && !self.is_menu(text)
            && words(text) <= LONGEST
            && text.chars().any(char::is_alphabetic)
    }
}

/// Whether each of several words begins with a capital, as the entries of a menu do.
pub(super) fn is_row_of_names(text: &str) -> bool {
    const SEVERAL: usize = 4;
    let words = || text.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
    let small =
        |word: &str| word.chars().find(|c| c.is_alphabetic()).is_some_and(|c| !c.is_uppercase());
    words().count() >= SEVERAL && !words().any(small)
}
