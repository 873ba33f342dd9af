//! Who and when, in elements of a page that are marked as such: `time`, `rel="author"`, class names.

use std::collections::BTreeSet;

use super::Gathered;
use super::dates::Found;
use super::head::Head;
use super::words::{bare_name, name};
use crate::document::{Attr, Field, Kind, Met, NodeId, Tag, words};

/// What an element is marked as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Author(&'static str),
    Date(&'static str),
}

impl Head<'_> {
    /// Takes authors and dates from marked elements: near the title first, then, where hardly anything
    /// is marked so, from anywhere. A page that names many people has lists, or comments.
    pub(super) fn marked(&self, title: Option<usize>, found: &mut Gathered<'_>) {
        const ABOVE: usize = 8;
        const BELOW: usize = 12;
        const FEW: usize = 2;
        let at = title.unwrap_or(0);
        let Some(&first) = self.leaves.get(at.saturating_sub(ABOVE)) else { return };
        let end = self.leaves.get(at + BELOW).copied();
        let until = end.unwrap_or_else(|| self.doc.end(NodeId::ROOT));
        self.within(first, until, if found.article { usize::MAX } else { FEW }, found);
        let found_all = found.get(Field::Author).is_some() && found.get(Field::Published).is_some();
        if found.article && !found_all {
            self.within(NodeId::ROOT, self.doc.end(NodeId::ROOT), FEW, found);
        }
    }

    /// Takes what is marked between two nodes, unless it is marked more than so many times.
    fn within(&self, from: NodeId, until: NodeId, most: usize, found: &mut Gathered<'_>) {
        let (mut authors, mut dates) = (Vec::new(), Vec::new());
        let nodes = self.doc.nodes().skip(from.index()).take(until.index() - from.index());
        // An element within another that is marked the same says it more exactly.
        let mut outer = None;
        let mut met = Met::new(None);
        for (id, _) in nodes {
            match self.mark(id, &mut met) {
                Some(Mark::Author(from)) => {
                    if let Some(name) = self.named(id) {
                        let inner = outer.is_some_and(|outer| self.doc.is_within(id, outer));
                        if inner {
                            authors.pop();
                        }
                        outer = Some(id).filter(|_| !inner);
                        authors.push((name, from));
                    }
                }
                Some(Mark::Date(from)) => dates.extend(self.dated(id).map(|date| (date, from))),
                None => {}
            }
        }
        let names: BTreeSet<&String> = authors.iter().map(|(name, _)| name).collect();
        if names.len() <= most
            && let Some((name, from)) = authors.into_iter().next()
        {
            found.add_author(&name, from, false);
        }
        let days: BTreeSet<String> = dates.iter().map(|((day, _), _)| day.clone()).collect();
        let modified = dates.iter().find(|((_, field), _)| *field == Field::Modified).cloned();
        let published = dates.iter().find(|((_, field), _)| *field == Field::Published).cloned();
        for ((date, field), from) in published.into_iter().chain(modified) {
            if days.len() <= most {
                found.add(field, &date, from.to_owned());
            }
        }
    }

    /// What an element is marked as; `met` are classes that were looked at before.
    fn mark<'a>(&'a self, id: NodeId, met: &mut Met<'a, Option<Mark>>) -> Option<Mark> {
        let (mut mark, tag) = (None, self.doc.node(id).tag);
        for (attr, value) in self.doc.attrs(id) {
            match attr {
                Attr::Datetime if tag == Tag::TIME => return Some(Mark::Date("html:time")),
                Attr::Rel if value.split_ascii_whitespace().any(|rel| rel == "author") => {
                    return Some(Mark::Author("html:rel-author"));
                }
                Attr::Class => mark = met.tell(value, |class| self.marked_by(class)),
                _ => {}
            }
        }
        mark
    }

    fn marked_by(&self, class: &str) -> Option<Mark> {
        let author = || Mark::Author("html:byline");
        let date = || Mark::Date("html:dateline");
        let byline = self.words.byline.is_class(class).then(author);
        byline.or_else(|| self.words.date.is_class(class).then(date))
    }

    /// The name in an element that is marked so: that after its label, or all that it says.
    fn named(&self, id: NodeId) -> Option<String> {
        const LONGEST: f32 = 25.0;
        const MOST_BYTES: usize = 600;
        let text = self.doc.text(id).trim();
        if text.is_empty() || text.len() > MOST_BYTES || words(text) > LONGEST {
            return None;
        }
        let byline = &self.words.byline;
        let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
        let said = |line: &&str| self.words.date.find(line).is_none() && !byline.is_label(line);
        let labelled =
            || lines().find_map(|line| byline.author(line).or_else(|| byline.user(line)));
        let beside = || byline.author_beside(text, &self.words.date);
        let whole = || lines().find(said).and_then(name);
        self.linked(id).or_else(labelled).or_else(beside).or_else(whole)
    }

    /// The name in an element that is its first link: a link to somebody's page says no more than the
    /// name.
    fn linked(&self, id: NodeId) -> Option<String> {
        const LONGEST: f32 = 4.0;
        let links = self.doc.descendants(id).filter(|(_, node)| node.kind == Kind::Link);
        let mut texts =
            links.map(|(at, _)| self.doc.text(at).trim()).filter(|text| !text.is_empty());
        let first = texts.next().filter(|text| words(text) <= LONGEST)?;
        name(first).filter(|name| bare_name(name).is_some())
    }

    /// The date in an element that is marked so, and which date it is.
    fn dated(&self, id: NodeId) -> Option<(String, Field)> {
        const LONGEST: f32 = 12.0;
        if self.is_teaser(id) {
            return None;
        }
        let text = self.doc.text(id).trim();
        let machine = self.doc.attr(id, Attr::Datetime);
        let day = machine.and_then(super::dates::iso_day);
        let written = self.words.date.find(text).filter(|_| words(text) <= LONGEST);
        // The text is kept as it stands where it says what the machine is told.
        let same = |found: &Found| day.as_ref().is_none_or(|day| *day == found.day);
        let shown = written.filter(same).map(|_| text.to_owned());
        let date = shown.or(day)?;
        let leaf = std::iter::once(id).chain(self.doc.ancestors(id));
        let around = leaf.map(|up| (up, self.doc.node(up).kind)).find(|(_, kind)| kind.is_leaf());
        let line = around.map_or(text, |(leaf, _)| self.doc.text(leaf));
        let modified = self.words.date.is_modified(line);
        Some((date, if modified { Field::Modified } else { Field::Published }))
    }

    /// Whether an element stands in a list or beside the article: in a link to another.
    fn is_teaser(&self, id: NodeId) -> bool {
        self.doc.ancestors(id).any(|up| {
            let node = self.doc.node(up);
            matches!(node.kind, Kind::Link | Kind::Cell)
                || matches!(node.tag, Tag::ASIDE | Tag::NAV)
        })
    }
}
