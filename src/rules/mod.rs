//! Rules: phrases, labels, element ids, classes and hosts, as data, each rule with an id.
//!
//! A rule file is a list of `[[rule]]` tables ([`Rule`]); [`Rules`] compiles one so that a stage can
//! ask which rules an element, a text, a label or a link meets. A rule gives evidence; whether to
//! act on it is for the stage and for the [`guard`].

pub mod abbreviations;
mod bare;
pub mod elements;
pub mod guard;
pub mod han;
pub mod headings;
pub mod languages;
mod leads;
mod phrases;
mod places;
mod rule;
pub mod runs;
mod table;
pub mod topics;

use std::borrow::Cow;
use std::sync::Arc;

use crate::document::{Attr, Boilerplate, Document, Kind, Met, NodeId, Tag, start};
pub use bare::is_count;
use bare::{LONGEST, inner, plain, uncounted};
use leads::Leads;
use phrases::Phrases;
pub use rule::Rule;
use table::{Name, Row, Table};

/// A hit: the rule and what of it was found.
#[derive(Clone, Copy, Debug)]
pub struct Hit<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// Its full id, `consent/onetrust`.
    pub id: &'a Arc<str>,
    /// The entry of the rule that was met.
    pub what: &'a str,
}

/// A compiled rule file.
#[derive(Clone, Debug)]
pub struct Rules {
    all: Vec<(Rule, Arc<str>)>,
    ids: Table<4>,
    id_prefixes: Table<4>,
    classes: Table<4>,
    class_prefixes: Table<4>,
    tags: Vec<(Tag, String, usize)>,
    roles: Table<4>,
    labels: Table<4>,
    label_leads: Leads,
    /// Those of fewer bytes than a head has, and the others.
    signs: Table<2>,
    begins: Table<4>,
    opens: Table<4>,
    opens_leads: Leads,
    phrases: Phrases,
    hosts: Table<4>,
}

impl Rules {
    /// Reads and compiles a rule file; `name` goes before the ids.
    ///
    /// # Errors
    /// When the file is not as [`Rule`] says, or has an entry that could never be met. For the files that are compiled in, a test sees to it
    /// that this does not happen.
    pub fn load(name: &str, file: &str) -> anyhow::Result<Rules> {
        let mut rules = rule::read(file)?;
        let mut list = |of: fn(&mut Rule) -> &mut Vec<String>| -> Vec<(String, usize)> {
            let lists = rules.iter_mut().map(|rule| std::mem::take(of(rule))).enumerate();
            lists.flat_map(|(at, list)| list.into_iter().map(move |entry| (entry, at))).collect()
        };
        // Labels are compared bare, so they stand here bare.
        let mut bare_list = |of| -> Vec<(String, usize)> {
            list(of).into_iter().map(|(label, at)| (plain(&label), at)).collect()
        };
        let labels = bare_list(|rule| &mut rule.labels);
        let opens = bare_list(|rule| &mut rule.opens);
        let is_sign = |(begin, _): &(String, usize)| begin.len() < 4;
        let (signs, begins) = list(|rule| &mut rule.begins).into_iter().partition(is_sign);
        Ok(Rules {
            ids: Table::new(list(|rule| &mut rule.ids)),
            id_prefixes: Table::new(list(|rule| &mut rule.id_prefixes)),
            classes: Table::new(list(|rule| &mut rule.classes)),
            class_prefixes: Table::new(list(|rule| &mut rule.class_prefixes)),
            tags: list(|rule| &mut rule.tags).into_iter().filter_map(tag).collect(),
            roles: Table::new(list(|rule| &mut rule.roles)),
            label_leads: Leads::of(&labels),
            labels: Table::new(labels),
            signs: Table::new(signs),
            begins: Table::new(begins),
            opens_leads: Leads::of(&opens),
            opens: Table::new(opens),
            phrases: Phrases::new(list(|rule| &mut rule.phrases)),
            hosts: Table::new(list(|rule| &mut rule.hosts)),
            all: rules.into_iter().map(|rule| named(name, rule)).collect(),
        })
    }

    /// The rule of an id, for what a stage saw by itself.
    pub fn named<'a>(&'a self, id: &str, what: &'a str) -> Option<Hit<'a>> {
        let rule = self.all.iter().position(|(rule, _)| rule.id == id)?;
        Some(self.hit(what, rule))
    }

    /// Makes the rules of a kind count for nothing.
    pub fn forget(&mut self, kind: Boilerplate) {
        for (rule, _) in &mut self.all {
            if rule.kind == kind {
                rule.score = 0.0;
            }
        }
    }

    /// The surest rule that an element meets by its id, classes, role or name; `met` are classes that were
    /// looked at before.
    fn element<'a>(
        &'a self,
        doc: &'a Document,
        node: NodeId,
        met: &mut Met<'a, Option<Row<'a>>>,
    ) -> Option<Hit<'a>> {
        let heading = matches!(doc.node(node).kind, Kind::Heading(_));
        let tag = doc.node(node).tag;
        // Of equal names the last one of the file holds.
        let by_name = self.tags.iter().rfind(|(known, ..)| *known == tag);
        let by_name = by_name.map(|(_, name, rule)| (name.as_str(), *rule));
        let by_attr = doc.attrs(node).filter_map(|(attr, value)| match attr {
            // The id of a heading is made of its words: `comments` may be the title of a chapter.
            Attr::Id if heading => None,
            Attr::Id => either(&self.ids, &self.id_prefixes, value),
            Attr::Class => met.tell(value, |classes| self.classes(classes)),
            Attr::Role => self.roles.get(lower(value).trim()),
            _ => None,
        });
        self.surest(by_attr.chain(by_name)).map(|(what, rule)| self.hit(what, rule))
    }

    fn classes(&self, classes: &str) -> Option<Row<'_>> {
        let classes = classes.split_ascii_whitespace();
        self.surest(classes.filter_map(|class| either(&self.classes, &self.class_prefixes, class)))
    }

    fn surest<'a>(&'a self, rows: impl Iterator<Item = Row<'a>>) -> Option<Row<'a>> {
        let score = |row: &Row<'_>| self.all[row.1].0.score;
        rows.max_by(|a, b| score(a).total_cmp(&score(b)))
    }

    /// The rule that has a short block's whole text as a label. Case and outer punctuation do not
    /// matter.
    pub fn label(&self, text: &str) -> Option<Hit<'_>> {
        if text.len() > LONGEST || !self.label_leads.may_be(text) {
            return None;
        }
        let (what, rule) = self.labels.get(&plain(text))?;
        Some(self.hit(what, rule))
    }

    /// The rules of a line of labels (`Facebook | LINE`, `Share: Facebook LINE`): nothing when any
    /// part of it is none.
    pub fn labels(&self, text: &str) -> Vec<Hit<'_>> {
        self.rows(text, false)
    }

    /// The same, with numbers of things and single letters beside the labels (`Like 12 Tweet 3 A+`).
    pub fn counted_labels(&self, text: &str) -> Vec<Hit<'_>> {
        self.rows(text, true)
    }

    fn rows(&self, text: &str, counted: bool) -> Vec<Hit<'_>> {
        const SEPARATORS: [char; 10] =
            ['|', '·', '•', '/', '｜', '・', '\n', ':', '：', '\u{3000}'];
        // The whole text begins as the first part does.
        if !self.label_leads.may_begin(text) {
            return Vec::new();
        }
        if let Some(hit) = self.label(text) {
            return vec![hit];
        }
        let parts = text.split(SEPARATORS).filter(|part| part.contains(char::is_alphanumeric));
        let mut hits = Vec::new();
        for part in parts {
            if !self.row(part, counted, &mut hits) {
                return Vec::new();
            }
        }
        hits
    }

    /// Finds the labels that stand one behind another with nothing but spaces between them, and numbers
    /// where they count for nothing, the longest first at each place. Says whether there is nothing else.
    fn row<'a>(&'a self, text: &str, counted: bool, hits: &mut Vec<Hit<'a>>) -> bool {
        const MOST_WORDS: usize = 24;
        const LONGEST_LABEL: usize = 6;
        if !self.label_leads.may_begin(text) {
            return false;
        }
        let line = plain(text);
        let words: Vec<&str> = line.split(' ').take(MOST_WORDS + 1).collect();
        if words.len() > MOST_WORDS {
            return false;
        }
        let (mut words, mut rest) = (&words[..], &line[..]);
        while let [first, others @ ..] = words {
            // Signs for services and sizes of letters.
            let letters = inner(first);
            let sign = !hits.is_empty() && letters.len() == 1 && letters.is_ascii();
            if counted && (sign || is_count(first)) {
                (words, rest) = (others, rest[first.len()..].trim_start());
                continue;
            }
            if !self.label_leads.may_begin(rest) {
                return false;
            }
            let label = |words: &[&str]| {
                let length = words.iter().map(|word| word.len()).sum::<usize>() + words.len() - 1;
                Some((words.len(), length, self.labels.get(inner(&rest[..length]))?))
            };
            let mut lengths = (1..=LONGEST_LABEL.min(words.len())).rev();
            let found = lengths.find_map(|length| label(&words[..length]));
            let Some((count, length, (what, rule))) = found else { return false };
            hits.push(self.hit(what, rule));
            (words, rest) = (&words[count..], rest[length..].trim_start());
        }
        true
    }

    /// The rule that has the beginning of a text.
    pub fn begins(&self, text: &str) -> Option<Hit<'_>> {
        let text = text.trim_start();
        // A bullet or an arrow may stand before it, a quotation not.
        let quotes = |c: char| "\"'“”„«»‘’‚‹›「『（(".contains(c);
        let bare = || text.trim_start_matches(|c: char| !c.is_alphanumeric() && !quotes(c));
        let marked = || Some(bare()).filter(|bare| bare.len() < text.len());
        self.begun(text).or_else(|| self.begun(marked()?))
    }

    fn begun(&self, text: &str) -> Option<Hit<'_>> {
        /// Bytes of a character that may have one in lower case (the Kelvin sign).
        const SHRINKS: usize = 3;
        if !self.signs.may_begin(text) && !self.begins.may_begin(text) {
            return None;
        }
        let lower =
            in_lower_case(start(text, SHRINKS * self.begins.longest().max(self.signs.longest())));
        let signs = self.signs.beginnings_in_any_case(lower.as_bytes());
        let (what, rule) =
            signs.chain(self.begins.beginnings_in_any_case(lower.as_bytes())).next()?;
        Some(self.hit(what, rule))
    }

    /// The rule that has a heading's whole text as what opens a block of boilerplate, with a count
    /// perhaps (`Comments (3)`).
    pub fn opens(&self, text: &str) -> Option<Hit<'_>> {
        if text.len() > LONGEST || !self.opens_leads.may_be_counted(text) {
            return None;
        }
        let bare = plain(text);
        let (what, rule) = self.opens.get(&bare).or_else(|| self.opens.get(uncounted(&bare)))?;
        Some(self.hit(what, rule))
    }

    /// The rules whose phrases stand in a text, once for each phrase that does.
    pub fn phrases(&self, text: &str) -> Vec<Hit<'_>> {
        let mut found = self.phrases.find(&in_lower_case(text));
        if found.is_empty() {
            return Vec::new();
        }
        found.dedup_by_key(|(what, _)| *what);
        found.into_iter().map(|(what, rule)| self.hit(what, rule)).collect()
    }

    /// The rule that a link target meets.
    pub fn host(&self, href: &str) -> Option<Hit<'_>> {
        let target = href.split_once("//").map_or(href, |(_, rest)| rest);
        let lower = start(target, WWW.len() + self.hosts.longest()).to_ascii_lowercase();
        let target = lower.strip_prefix(WWW).unwrap_or(&lower);
        let (what, rule) = self.hosts.beginnings(target).next()?;
        Some(self.hit(what, rule))
    }

    fn hit<'a>(&'a self, what: &'a str, rule: usize) -> Hit<'a> {
        let (rule, id) = &self.all[rule];
        Hit { rule, id, what }
    }
}

/// A rule with its full id.
fn named(file: &str, rule: Rule) -> (Rule, Arc<str>) {
    let id = format!("{file}/{}", rule.id);
    (rule, id.into())
}

/// The host name that hosts have with and without.
const WWW: &str = "www.";

/// The element of a name, when there is one.
fn tag((name, rule): (String, usize)) -> Option<(Tag, String, usize)> {
    let tag = Tag::of(&name);
    (tag != Tag::OTHER).then_some((tag, name, rule))
}

/// A name in lower case.
fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// The row that is a name in lower case, or else the first rule's that it begins with.
fn either<'t>(whole: &'t Table<4>, beginnings: &'t Table<4>, name: &str) -> Option<Row<'t>> {
    let beginning = Name::of(name);
    if !whole.may_name(beginning) && !beginnings.may_name(beginning) {
        return None;
    }
    let name = lower(name);
    whole.get(&name).or_else(|| beginnings.beginnings(&name).min_by_key(|(_, rule)| *rule))
}

/// A text in lower case, but perhaps for its ASCII letters.
fn in_lower_case(text: &str) -> Cow<'_, str> {
    let is_lower = |c: char| c.is_ascii() || c.to_lowercase().eq([c]);
    if text.is_ascii() || text.chars().all(is_lower) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

#[cfg(test)]
mod tests;
