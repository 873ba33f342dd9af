//! The title of a plain text, by where it stands.

use super::head::Head;
use super::page::Title;
use super::terms::Terms;
use crate::document::{Kind, Tag, fold, outside_quotes, words};
use crate::rules::topics::{Topic, Topics};

impl Head<'_> {
    /// The title of a plain text: of the lines before its prose the one that looks most like a title.
    pub(super) fn text_title(&self) -> Option<Title> {
        let (end, candidates) = self.title_lines();
        let body = self.body();
        if std::env::var("DBG").is_ok() {
            for &c in &candidates {
                eprintln!("{:.2} about {:.2} h{} end {} {}", self.likeness(c, end, &candidates, &body), body.share(self.text(c)), self.is_heading(c), end, self.text(c));
            }
        }
        let title = candidates.iter().copied().max_by(|&a, &b| {
            let likeness = |at| self.likeness(at, end, &candidates, &body);
            // Of equals the first.
            likeness(a).total_cmp(&likeness(b)).then(b.cmp(&a))
        })?;
        let title = (0..end).find(|&at| self.has_as_title(title, at)).unwrap_or(title);
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
        self.is_prose(at) && !speaks_to_visitor(self.text(at))
    }

    /// How much a line looks like the title of what stands at `end`: it has the length of one, its words
    /// are those of the text, it is a heading, stands above a byline or the text, comes again, and is
    /// no name, no piece of a sentence, no entry of a menu and no part of a dialog.
    fn likeness(&self, at: usize, end: usize, candidates: &[usize], body: &Terms) -> f32 {
        const WORDS: f32 = 8.0;
        const LONG: f32 = 18.0;
        let flag = |is: bool, worth: f32| if is { worth } else { 0.0 };
        let text = self.text(at);
        let length = words(text);
        let named = is_name(text);
        let behind = (0..at).filter(|&at| self.is_sentence(at) && !self.is_prose(at)).count();
        let above = |end: usize| at + 1 == end;
        1.3 * (length / WORDS).min(1.0)
            + 1.6 * body.share(text)
            + flag(self.is_heading(at), 0.5)
            + flag(!named && !above(end) && self.is_signed(at), 0.8)
            + flag(!named && above(end), 0.4)
            + flag(self.is_repeated(at, candidates), 0.8)
            + 0.2 * (at as f32 / end.max(1) as f32).min(1.0)
            - flag(named || is_row_of_names(text), 0.7)
            - flag(length > LONG, 0.5)
            - flag(text.starts_with(char::is_lowercase), 0.8)
            - flag(self.is_label(at) || speaks_to_visitor(text) || is_button(text), 1.0)
            - flag(self.words.date.find(text).is_some(), 0.6)
            - flag(is_labelled(text), 0.6)
            - flag(self.is_entry(at), 0.4)
            - 0.4 * behind.min(2) as f32
            - 0.6 * (0..at).filter(|&at| self.is_prose(at)).count() as f32
    }

    /// Whether a byline or a dateline stands below a line, or the word and the name of one.
    fn is_signed(&self, at: usize) -> bool {
        let below = || Some([self.leaves.get(at + 1)?, self.leaves.get(at + 2)?]);
        let joined = || below().map(|leaves| leaves.map(|&leaf| self.doc.text(leaf)).join(" "));
        let below_it = at + 1 < self.leaves.len() && self.is_signature(at + 1);
        below_it
            || joined().is_some_and(|text| self.words.byline.author(&text).is_some())
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

    fn is_heading(&self, at: usize) -> bool {
        matches!(self.doc.node(self.leaves[at]).kind, Kind::Heading(_))
    }

    /// The lines that can be the title, and the first prose that stands below one. What looks like prose
    /// may be a dialog or an advertisement, and the title stand below it.
    fn title_lines(&self) -> (usize, Vec<usize>) {
        const TRIES: usize = 3;
        const MOST: usize = 40;
        let (mut from, mut first, mut all) = (0, None, Vec::new());
        for tries in 1..=TRIES {
            let end = self.first_prose(from);
            all.extend(self.title_lines_in(from, end));
            if end >= self.leaves.len() {
                first.get_or_insert(end);
                break;
            }
            let speaks = all.is_empty() || speaks_to_visitor(self.text(end));
            if !speaks {
                first.get_or_insert(end);
            }
            if tries > 1 && !speaks {
                break;
            }
            from = end + 1;
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
    fn has_as_title(&self, whole: usize, bare: usize) -> bool {
        const SIGNS: [&str; 7] = [" | ", " - ", " – ", " — ", " · ", " :: ", "_"];
        let (whole, bare) = (self.text(whole), self.text(bare));
        let is_most = || 2 * bare.len() > whole.len() && words(bare) > 1.0;
        SIGNS.iter().any(|sign| {
            let parts = whole.split_once(sign).into_iter().chain(whole.rsplit_once(sign));
            parts.into_iter().any(|(a, b)| a.trim() == bare || b.trim() == bare) && is_most()
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
fn speaks_to_visitor(text: &str) -> bool {
    let said = Topics::get().count(&outside_quotes(text));
    said[Topic::Consent as usize] > 0 && said[Topic::Visitor as usize] > 0
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
