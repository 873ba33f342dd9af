//! The title of a plain text: which lines can be it.

mod likeness;
mod measures;

use super::head::Head;
use super::page::Title;
use super::terms::Terms;
use crate::document::{Kind, outside_quotes, words};
use crate::rules::topics::{Topic, Topics};
pub use likeness::Candidates;
pub use measures::names;

impl Head<'_> {
    /// The title of a plain text: of the lines before its prose the one that looks most like a title.
    pub(super) fn text_title(&self) -> Option<Title> {
        let (end, candidates) = self.title_lines();
        let title = self.likeliest(end, &candidates)?;
        let mut bare = (0..end).chain(candidates.iter().copied().filter(|&at| at >= end));
        let title = bare.find(|&at| self.has_as_title(title, at)).unwrap_or(title);
        Some((self.text(title).to_owned(), "text:title".to_owned()))
    }

    /// The terms of the prose in which nobody speaks to the visitor.
    pub(super) fn body(&self) -> Terms {
        let mut body = Terms::default();
        for at in (0..self.leaves.len()).filter(|&at| self.is_article(at)) {
            body.add(self.text(at));
        }
        body
    }

    /// Whether a block is prose, and not of a dialog.
    pub(super) fn is_article(&self, at: usize) -> bool {
        at < self.leaves.len() && self.is_prose(at) && !self.is_of_dialog(at)
    }

    /// Whether a block tells the visitor of cookies, or stands below the name of a purpose.
    fn is_of_dialog(&self, at: usize) -> bool {
        const SHORT: f32 = 5.0;
        let above = at.checked_sub(1).map(|above| self.text(above));
        let named = |text: &str| {
            let said = Topics::get().count(text);
            [Topic::Purpose, Topic::Choice, Topic::Consent, Topic::Cookies]
                .into_iter()
                .any(|t| said[t as usize] > 0)
        };
        speaks_to_visitor(self.text(at))
            || above.is_some_and(|text| words(text) <= SHORT && named(text))
    }

    /// The lines that can be the title, and the first prose that stands below one. What looks like prose
    /// may be a dialog or an advertisement, and the title stand below it.
    fn title_lines(&self) -> (usize, Vec<usize>) {
        const TRIES: usize = 16;
        const MOST: usize = 100;
        let (mut from, mut first, mut all, mut behind) = (0, None, Vec::new(), 0);
        for _ in 0..TRIES {
            let end = self.first_prose(from);
            all.extend(self.title_lines_in(from, end));
            if end >= self.leaves.len() {
                first.get_or_insert(end);
                break;
            }
            let speaks = all.is_empty() || self.is_of_dialog(end);
            if !speaks {
                first.get_or_insert(end);
            }
            behind += usize::from(!speaks);
            if behind > 1 {
                break;
            }
            // What is at the end of the reach need not be prose.
            from = if self.is_prose(end) { end + 1 } else { end };
        }
        all.truncate(MOST);
        (first.unwrap_or(from), all)
    }

    /// The lines of a head that can be the title: those that look like menus, share bars or bylines only
    /// where there is no other.
    fn title_lines_in(&self, from: usize, to: usize) -> Vec<usize> {
        const PARTED: usize = 2;
        let lines: Vec<usize> =
            (from..to).filter(|&at| self.can_be_title(at) && !self.is_sentence(at)).collect();
        let other = |&at: &usize| {
            let signs = |c: char| matches!(c, '|' | '·' | '•' | '/' | '»' | '›' | '>');
            self.text(at).matches(signs).count() < PARTED
                && self.words.byline.author(self.text(at)).is_none()
        };
        let others: Vec<usize> = lines.iter().copied().filter(other).collect();
        if others.is_empty() { lines } else { others }
    }

    /// Whether one line is another, the longer part of it, with the name of the site beside it.
    pub(super) fn has_as_title(&self, whole: usize, bare: usize) -> bool {
        const SIGNS: [&str; 10] =
            [" | ", " - ", " – ", " — ", " · ", " :: ", "_", "｜", "：", "－"];
        let (whole, bare) = (self.text(whole), self.text(bare));
        if bare.len() >= whole.len() || 2 * bare.len() <= whole.len() || words(bare) <= 1.0 {
            return false;
        }
        SIGNS.iter().any(|sign| {
            let parts = whole.split_once(sign).into_iter().chain(whole.rsplit_once(sign));
            parts.into_iter().any(|(a, b)| a.trim() == bare || b.trim() == bare)
        })
    }

    /// Whether a line begins with a date and goes on with what has a label: `4 May 2024 Source: …`.
    fn begins_with_date(&self, text: &str) -> bool {
        let labelled = text.contains([':', '：']);
        labelled && self.words.date.find(text).is_some() && self.words.date.before(text).is_none()
    }

    pub(super) fn is_heading(&self, at: usize) -> bool {
        matches!(self.doc.node(self.leaves[at]).kind, Kind::Heading(_))
    }

    pub(super) fn can_be_title(&self, at: usize) -> bool {
        const LONGEST: f32 = 40.0;
        const LONGEST_BYTES: usize = 1_000;
        let text = self.text(at);
        if text.len() > LONGEST_BYTES {
            return false;
        }
        let heading = self.is_heading(at);
        let named = self.begins_with_date(text)
            || self.is_signed_and_dated(text)
            || (!heading && self.is_signature(at));
        !self.is_dated(text)
            && !self.is_listed(at)
            && !named
            && !self.is_menu(text)
            && words(text) <= LONGEST
            && text.chars().any(char::is_alphabetic)
    }
}

/// Whether somebody tells the visitor of cookies.
pub(super) fn speaks_to_visitor(text: &str) -> bool {
    let said = Topics::get().count(&outside_quotes(text));
    said[Topic::Consent as usize] + said[Topic::Cookies as usize] > 0
        && said[Topic::Visitor as usize] > 0
}
