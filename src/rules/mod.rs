//! Rules: phrases, labels, element ids, classes and hosts, as data, each rule with an id.
//!
//! A rule file is a list of `[[rule]]` tables ([`Rule`]); [`Rules`] compiles one so that a stage can
//! ask which rules an element, a text, a label or a link meets. A rule gives evidence; whether to
//! act on it is for the stage and for the [`guard`].

pub mod abbreviations;
pub mod elements;
pub mod guard;
pub mod han;
pub mod languages;
mod places;
pub mod runs;
mod table;
pub mod topics;

use std::borrow::Cow;
use std::sync::Arc;

use serde::Deserialize;

use crate::document::{Attr, Boilerplate, Document, Kind, NodeId, Tag, start, writes_no_spaces};
use places::Places;
use table::{Leads, Name, Row, Table};

/// One rule, as it stands in its file. Every list may be left out; [`Rules`] moves the lists into its
/// tables, and leaves them empty here.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Rule {
    /// Its id within the file.
    pub id: String,
    /// What a hit is.
    pub kind: Boilerplate,
    /// How sure a hit is, 0 to 1.
    pub score: f32,
    /// The language of its words, for people.
    pub lang: Option<String>,
    /// Element ids.
    #[serde(default)]
    pub ids: Vec<String>,
    /// Beginnings of element ids.
    #[serde(default)]
    pub id_prefixes: Vec<String>,
    /// Class tokens.
    #[serde(default)]
    pub classes: Vec<String>,
    /// Beginnings of class tokens.
    #[serde(default)]
    pub class_prefixes: Vec<String>,
    /// Element names.
    #[serde(default)]
    pub tags: Vec<String>,
    /// ARIA roles.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Found anywhere in a text.
    #[serde(default)]
    pub phrases: Vec<String>,
    /// The whole text of a short block.
    #[serde(default)]
    pub labels: Vec<String>,
    /// The beginning of a short block's text.
    #[serde(default)]
    pub begins: Vec<String>,
    /// The whole text of a heading that opens a block of boilerplate.
    #[serde(default)]
    pub opens: Vec<String>,
    /// Beginnings of link targets: a host with an optional path, without scheme and `www.`.
    #[serde(default)]
    pub hosts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Rule>,
}

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
    id_prefixes: Table<2>,
    classes: Table<4>,
    class_prefixes: Table<2>,
    tags: Vec<(Tag, String, usize)>,
    roles: Table<4>,
    labels: Table<4>,
    label_leads: Leads,
    begins: Table<2>,
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
        let File { rule: mut rules } = toml::from_str(file)?;
        rules.iter().try_for_each(check)?;
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
        Ok(Rules {
            ids: Table::new(list(|rule| &mut rule.ids)),
            id_prefixes: Table::new(list(|rule| &mut rule.id_prefixes)),
            classes: Table::new(list(|rule| &mut rule.classes)),
            class_prefixes: Table::new(list(|rule| &mut rule.class_prefixes)),
            tags: list(|rule| &mut rule.tags).into_iter().filter_map(tag).collect(),
            roles: Table::new(list(|rule| &mut rule.roles)),
            label_leads: Leads::of(&labels),
            labels: Table::new(labels),
            begins: Table::new(list(|rule| &mut rule.begins)),
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

    /// The surest rule that an element meets by its id, classes, role or name.
    pub fn element(&self, doc: &Document, node: NodeId) -> Option<Hit<'_>> {
        let heading = matches!(doc.node(node).kind, Kind::Heading(_));
        let tag = doc.node(node).tag;
        // Of equal names the last one of the file holds.
        let by_name = self.tags.iter().rfind(|(known, ..)| *known == tag);
        let by_name = by_name.map(|(_, name, rule)| (name.as_str(), *rule));
        let by_attr = doc.attrs(node).filter_map(|(attr, value)| match attr {
            // The id of a heading is made of its words: `comments` may be the title of a chapter.
            Attr::Id if heading => None,
            Attr::Id => either(&self.ids, &self.id_prefixes, value),
            Attr::Class => self.classes(value),
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
        let (what, rule) = self.labels.get(&bare(text, &self.label_leads)?)?;
        Some(self.hit(what, rule))
    }

    /// The rules of a line of labels (`Facebook | LINE`, `Share: Facebook LINE`): nothing when any
    /// part of it is none.
    pub fn labels(&self, text: &str) -> Vec<Hit<'_>> {
        const SEPARATORS: [char; 10] =
            ['|', '·', '•', '/', '｜', '・', '\n', ':', '：', '\u{3000}'];
        if let Some(hit) = self.label(text) {
            return vec![hit];
        }
        // The whole text begins as the first part does.
        if !self.label_leads.may_begin(text) {
            return Vec::new();
        }
        let parts = text.split(SEPARATORS).filter(|part| part.contains(char::is_alphanumeric));
        let mut hits = Vec::new();
        for part in parts {
            if !self.row(part, &mut hits) {
                return Vec::new();
            }
        }
        hits
    }

    /// Finds the labels that stand one behind another with nothing but spaces between them, the
    /// longest first at each place. Says whether there is nothing else.
    fn row<'a>(&'a self, text: &str, hits: &mut Vec<Hit<'a>>) -> bool {
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
        while !words.is_empty() {
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
        if !self.begins.may_begin(text) {
            return None;
        }
        let (what, rule) = self.begins.beginnings(&opens_with(text, &self.begins)).next()?;
        Some(self.hit(what, rule))
    }

    /// The rule that has a heading's whole text as what opens a block of boilerplate, with a count
    /// perhaps (`Comments (3)`).
    pub fn opens(&self, text: &str) -> Option<Hit<'_>> {
        let bare = bare(text, &self.opens_leads)?;
        let (what, rule) = self.opens.get(&bare).or_else(|| self.opens.get(uncounted(&bare)))?;
        Some(self.hit(what, rule))
    }

    /// The rules whose phrases stand in a text, once for each phrase that does.
    pub fn phrases(&self, text: &str) -> Vec<Hit<'_>> {
        let is_lower = |c: char| c.is_ascii() || c.to_lowercase().eq([c]);
        let lower = if text.is_ascii() || text.chars().all(is_lower) {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(text.to_lowercase())
        };
        let mut found = self.phrases.find(&lower);
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

/// Refuses an entry that could never be met: beginnings are found by their first bytes, phrases where
/// no space is, and all of them in lower case.
fn check(rule: &Rule) -> anyhow::Result<()> {
    let lists = [
        ("id-prefixes", &rule.id_prefixes, 2),
        ("class-prefixes", &rule.class_prefixes, 2),
        ("begins", &rule.begins, 2),
        ("phrases", &rule.phrases, 4),
        ("hosts", &rule.hosts, 4),
    ];
    for (name, list, least) in lists {
        if let Some(entry) = list.iter().find(|entry| entry.len() < least) {
            anyhow::bail!("rule {}: {entry:?} in {name} is shorter than {least} bytes", rule.id);
        }
        if let Some(entry) =
            list.iter().find(|entry| entry.contains(|c: char| c.is_ascii_uppercase()))
        {
            anyhow::bail!("rule {}: {entry:?} in {name} has a capital letter", rule.id);
        }
        if let Some(entry) = list.iter().find(|entry| entry.starts_with(char::is_whitespace)) {
            anyhow::bail!("rule {}: {entry:?} in {name} begins with white space", rule.id);
        }
    }
    Ok(())
}

/// The host name that hosts have with and without.
const WWW: &str = "www.";

/// Strings to be found anywhere in a text.
#[derive(Clone, Debug)]
struct Phrases {
    table: Table<4>,
    places: Places,
}

impl Phrases {
    fn new(list: Vec<(String, usize)>) -> Phrases {
        Phrases { places: Places::of(&list), table: Table::new(list) }
    }

    /// Every occurrence that splits no word, in the order in which they end: a phrase can begin only
    /// where a word does. The text is in lower case, but for its ASCII letters.
    fn find<'t>(&'t self, text: &str) -> Vec<Row<'t>> {
        let mut found = Vec::new();
        for at in self.places.within(text.as_bytes()) {
            if text.is_char_boundary(at) && splits_no_word(text, at) {
                let here = self.table.beginnings_in_any_case(&text.as_bytes()[at..]);
                let whole = here.filter(|(what, _)| splits_no_word(text, at + what.len()));
                found.extend(whole.map(|(what, rule)| (at + what.len(), what, rule)));
            }
        }
        found.sort_by_key(|(end, what, _)| (*end, std::cmp::Reverse(what.len())));
        found.into_iter().map(|(_, what, rule)| (what, rule)).collect()
    }
}

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
fn either<'t>(whole: &'t Table<4>, beginnings: &'t Table<2>, name: &str) -> Option<Row<'t>> {
    let beginning = Name::of(name);
    if !whole.may_name(beginning) && !beginnings.may_name(beginning) {
        return None;
    }
    let name = lower(name);
    whole.get(&name).or_else(|| beginnings.beginnings(&name).min_by_key(|(_, rule)| *rule))
}

/// As much of a text in lower case as the longest beginning may need.
fn opens_with(text: &str, beginnings: &Table<2>) -> String {
    /// Bytes of a character that may have one in lower case (the Kelvin sign).
    const SHRINKS: usize = 3;
    start(text, SHRINKS * beginnings.longest()).to_lowercase()
}

/// A label is compared in lower case, without the punctuation and the signs around it, with single
/// spaces. Nothing when the text is too long to be one, or begins like none.
fn bare(text: &str, leads: &Leads) -> Option<String> {
    const LONGEST: usize = 240;
    (text.len() <= LONGEST && leads.may_begin(text)).then(|| plain(text))
}

/// A text in lower case, without the punctuation and the signs around it, with single spaces.
fn plain(text: &str) -> String {
    let inner = inner(text);
    let mut plain = String::with_capacity(inner.len());
    if inner.is_ascii() {
        for word in inner.split_whitespace() {
            plain.push_str(if plain.is_empty() { "" } else { " " });
            plain.push_str(word);
        }
        plain.make_ascii_lowercase();
        return plain;
    }
    let mut apart = false;
    for c in inner.chars().filter_map(without_nukta) {
        if c.is_whitespace() {
            apart = true;
            continue;
        }
        if std::mem::take(&mut apart) {
            plain.push(' ');
        }
        if c.is_ascii() {
            plain.push(c.to_ascii_lowercase());
        } else {
            plain.extend(c.to_lowercase());
        }
    }
    plain
}

/// A text without the punctuation and the signs around it.
fn inner(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Devanagari letters without the dot below, which many leave out, and which one character or two may
/// stand for.
fn without_nukta(c: char) -> Option<char> {
    const DOTTED: [char; 8] = ['क', 'ख', 'ग', 'ज', 'ड', 'ढ', 'फ', 'य'];
    match c {
        '\u{093C}' => None,
        '\u{0958}'..='\u{095F}' => Some(DOTTED[c as usize - 0x0958]),
        _ => Some(c),
    }
}

/// A label without the number of things that it has before or behind it: `3 comments`, `댓글 3개`.
fn uncounted(bare: &str) -> &str {
    const COUNTERS: [char; 6] = ['개', '件', '条', '條', '则', '則'];
    let digit = |c: char| c.is_numeric();
    let signs = |c: char| c.is_whitespace() || "([（【:：".contains(c);
    let front =
        bare.trim_start_matches(digit).trim_start_matches(COUNTERS).trim_start_matches(signs);
    let back = front.trim_end_matches(COUNTERS).trim_end_matches(digit);
    if back.len() < front.trim_end_matches(COUNTERS).len() {
        back.trim_end_matches(signs)
    } else {
        front
    }
}

/// Whether no word of a script that writes spaces runs across a place in the text.
fn splits_no_word(text: &str, at: usize) -> bool {
    let inside = |c: Option<char>| c.is_some_and(is_in_word);
    !(inside(text[..at].chars().next_back()) && inside(text[at..].chars().next()))
}

/// Whether a character stands in words that have spaces around them.
fn is_in_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() && !writes_no_spaces(c)
}

#[cfg(test)]
mod tests;
