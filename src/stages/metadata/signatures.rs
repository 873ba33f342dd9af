//! Datelines and bylines: the lines around a title that say who and when.

use super::Gathered;
use super::dates::Found;
use super::head::Head;
use super::signs::parts;
use super::words::{bare_name, shouted_name};
use crate::document::{Field, Findings, Kind, Role, is_stop, last_spoken, words};

/// Where the lines of a text say it.
const DATELINE: &str = "text:dateline";
const BYLINE: &str = "text:byline";

impl Head<'_> {
    /// Datelines and bylines around the title.
    pub(super) fn lines(
        &self,
        title: Option<usize>,
        plain: bool,
        found: &mut Gathered<'_>,
        out: &mut Findings,
    ) {
        const ABOVE: usize = 6;
        const BELOW_TITLE: usize = 9;
        const BELOW_PROSE: usize = 2;
        const BELOW_LEAD: usize = 6;
        const FAR: usize = 6;
        let at = title.unwrap_or(0);
        let from = if plain { 0 } else { at.saturating_sub(ABOVE) };
        // In plain text, date and author often stand below the lead, too.
        let prose = self.first_prose(at + 1);
        let until = if plain {
            self.first_prose(prose + 1).min(prose + BELOW_LEAD)
        } else {
            (prose + BELOW_PROSE).max(at + BELOW_TITLE)
        };
        let until = until.min(self.leaves.len());
        let mut last = at;
        for line in from..until {
            // Verse has no prose that would end the search: dates far below are those of other texts.
            if plain && line > last + FAR && found.dated {
                break;
            }
            if Some(line) != title && !self.is_prose(line) {
                self.line(line, plain, line > prose, found, out);
                if plain && self.is_signature(line) {
                    last = last.max(line);
                }
            }
        }
        if let Some(title) = title
            && found.get(Field::Author).is_none()
        {
            // In plain text it may stand below the lead.
            self.unlabelled(title, if plain { until } else { prose.min(until) }, found, out);
        }
        if found.get(Field::Published).is_none() {
            only_change(found);
            if plain && found.get(Field::Published).is_none() {
                self.last_date(until, found, out);
            }
        }
    }

    /// What a line says of date and author. `strict` takes no dates out of short sentences.
    fn line(
        &self,
        at: usize,
        plain: bool,
        strict: bool,
        found: &mut Gathered<'_>,
        out: &mut Findings,
    ) {
        const LONGEST_LINE: f32 = 20.0;
        let (leaf, text) = (self.leaves[at], self.text(at));
        if let Some(date) = self.words.date.find(text) {
            let alone = date.is_alone() || self.is_dated(text) || self.is_labelled_date(text);
            let named = || self.named_before_date(text, strict);
            let author = self.words.byline.author_beside(text, &self.words.date);
            let named_or_beside = || author.is_some() || named().is_some();
            let beside = alone || date.labelled || self.is_beside_date(at, &date);
            if !beside && (strict && !named_or_beside() || self.is_listed(at)) {
                return;
            }
            let field = if date.modified { Field::Modified } else { Field::Published };
            found.add_dateline(field, text, &date.day, DATELINE);
            if let Some(published) = self.words.date.published_part(text).filter(|_| date.modified)
            {
                found.add(Field::Published, &published.day, DATELINE.to_owned());
            }
            if let Some(change) = self.words.date.change(text) {
                found.add(Field::Modified, &change.day, DATELINE.to_owned());
            }
            let author = author.or_else(|| named().filter(|_| strict));
            if let Some(author) = &author {
                found.add(Field::Author, author, BYLINE.to_owned());
            }
            let heading = matches!(self.doc.node(leaf).kind, Kind::Heading(_));
            if words(text) > LONGEST_LINE || heading && !date.is_alone() {
                return;
            }
            if author.is_some() {
                out.role(leaf, Role::Byline);
            } else if alone {
                out.role(leaf, Role::Dateline);
            }
        } else if let Some(author) = self.author(text, plain) {
            found.add(Field::Author, &author, BYLINE.to_owned());
            out.role(leaf, Role::Byline);
        }
    }

    /// Whether a date opens a few words that are no sentence, or closes them behind a label, or signs part it
    /// from them, or it is a sentence of its own.
    fn is_beside_date(&self, at: usize, found: &Found) -> bool {
        const LONGEST: f32 = 14.0;
        const SIGNS: [char; 7] = [',', '،', '、', '，', '/', '／', '・'];
        let text = self.text(at);
        let alone = |part: &str| self.words.date.find(part).is_some_and(|found| found.is_alone());
        let said = last_spoken(text).is_some_and(is_stop);
        let labelled = text.contains([':', '：']);
        let edge = found.opens || labelled && found.closes;
        let parted = || parts(text).flat_map(|part| part.split(SIGNS)).any(alone);
        words(text) <= LONGEST
            && !self.is_heading(at)
            && (!said && (edge || parted()) || text.split(". ").skip(1).any(alone))
    }

    /// The author that a line names and nothing else. Users of a forum write themselves in lower case.
    fn author(&self, text: &str, plain: bool) -> Option<String> {
        let byline = &self.words.byline;
        let user = || if plain { None } else { byline.user(text) };
        let part = || parts(text).find_map(|part| byline.author(part));
        byline.author(text).or_else(part).or_else(user)
    }

    /// The author whom nothing labels: a line that is a name, next to a dateline below the title, or a
    /// name and a date on one line.
    fn unlabelled(&self, title: usize, until: usize, found: &mut Gathered<'_>, out: &mut Findings) {
        const BELOW: usize = 6;
        let (until, prose) = (until.min(title + 1 + BELOW), self.first_prose(title + 1));
        let dated =
            |at: usize| at != title && at < self.leaves.len() && self.is_dated(self.text(at));
        for at in title + 1..until {
            let text = self.text(at);
            let heading = matches!(self.doc.node(self.leaves[at]).kind, Kind::Heading(_));
            let beside = dated(at + 1) || dated(at - 1) || dated(at + 2);
            let name = if heading || self.is_prose(at) || self.is_listed(at) || self.is_menu(text) {
                None
            } else if self.words.date.find(text).is_some() {
                self.named_before_date(text, at > prose)
            } else {
                let placed = || parts(text).nth(1).and_then(|_| shouted_name(parts(text).next()?));
                first_name(text).or_else(placed).filter(|_| beside)
            };
            if let Some(name) = name {
                found.add(Field::Author, &name, BYLINE.to_owned());
                out.role(self.leaves[at], Role::Byline);
                return;
            }
        }
    }

    /// The name before the date of a line. Within a text a place stands there, and a comma behind it.
    fn named_before_date(&self, text: &str, within: bool) -> Option<String> {
        let before = self.words.date.before(text)?;
        first_name(before).filter(|_| !(within && before.ends_with(',')))
    }

    /// The date that stands below a text, alone on its line.
    fn last_date(&self, from: usize, found: &mut Gathered<'_>, out: &mut Findings) {
        const BELOW: usize = 12;
        let from = from.max(self.leaves.len().saturating_sub(BELOW));
        let dated = |at: &usize| {
            let date = self.words.date.find(self.text(*at));
            date.is_some_and(|date| date.is_alone() && !date.modified) && !self.is_listed(*at)
        };
        if let Some(at) = (from..self.leaves.len()).find(dated) {
            found.add(Field::Published, self.text(at), DATELINE.to_owned());
            out.role(self.leaves[at], Role::Dateline);
        }
    }
}

/// A text that shows the day of its last change and no other was published in this form then.
fn only_change(found: &mut Gathered<'_>) {
    let shown = found.values.iter().find(|(field, _, from)| {
        *field == Field::Modified && (from == DATELINE || from.starts_with("html:"))
    });
    if let Some((_, day, from)) = shown.cloned() {
        found.add(Field::Published, &day, from);
    }
}

fn first_name(text: &str) -> Option<String> {
    parts(text).next().and_then(bare_name)
}
