//! Rules: phrases, labels, element ids, classes and hosts, as data, each rule with an id.
//!
//! A rule file is a list of `[[rule]]` tables ([`Rule`]); [`Rules`] compiles one so that a stage can
//! ask which rules an element, a text, a label or a link meets. A rule gives evidence; whether to
//! act on it is for the stage and for the [`guard`].

pub mod elements;
pub mod guard;
pub mod han;
pub mod runs;

use std::collections::HashMap;
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use serde::Deserialize;

use crate::document::{Attr, Boilerplate, Document, Kind, NodeId};

/// One rule, as it stands in its file. Every list may be left out.
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

/// Names and the place of the rule that each stands in.
#[derive(Debug)]
struct Names(HashMap<String, usize>);

impl Names {
    fn find(&self, name: &str) -> Option<(&str, usize)> {
        self.0.get_key_value(name).map(|(name, rule)| (name.as_str(), *rule))
    }
}

/// Beginnings of names and the place of the rule that each stands in.
#[derive(Debug)]
struct Prefixes(Vec<(String, usize)>);

impl Prefixes {
    fn find(&self, name: &str) -> Option<(&str, usize)> {
        let found = self.0.iter().find(|(prefix, _)| name.starts_with(prefix.as_str()));
        found.map(|(prefix, rule)| (prefix.as_str(), *rule))
    }
}

/// A compiled rule file.
#[derive(Debug)]
pub struct Rules {
    all: Vec<(Rule, Arc<str>)>,
    ids: Names,
    id_prefixes: Prefixes,
    classes: Names,
    class_prefixes: Prefixes,
    tags: Names,
    roles: Names,
    labels: Names,
    begins: Prefixes,
    opens: Names,
    phrases: Phrases,
    hosts: Phrases,
}

impl Rules {
    /// Reads and compiles a rule file; `name` goes before the ids.
    ///
    /// # Errors
    /// When the file is not as [`Rule`] says. For the files that are compiled in, a test sees to it
    /// that this does not happen.
    pub fn load(name: &str, file: &str) -> anyhow::Result<Rules> {
        let file: File = toml::from_str(file)?;
        let list = |of: fn(&Rule) -> &Vec<String>| -> Vec<(String, usize)> {
            let rules = file.rule.iter().enumerate();
            rules.flat_map(|(at, rule)| of(rule).iter().map(move |e| (e.clone(), at))).collect()
        };
        let names = |of| Names(list(of).into_iter().collect());
        // Labels are compared bare, so they stand here bare.
        let bare_names = |of| {
            let bare = |(label, at): (String, usize)| Some((bare(&label)?, at));
            Names(list(of).into_iter().filter_map(bare).collect())
        };
        Ok(Rules {
            ids: names(|rule| &rule.ids),
            id_prefixes: Prefixes(list(|rule| &rule.id_prefixes)),
            classes: names(|rule| &rule.classes),
            class_prefixes: Prefixes(list(|rule| &rule.class_prefixes)),
            tags: names(|rule| &rule.tags),
            roles: names(|rule| &rule.roles),
            labels: bare_names(|rule| &rule.labels),
            begins: Prefixes(list(|rule| &rule.begins)),
            opens: bare_names(|rule| &rule.opens),
            phrases: Phrases::new(list(|rule| &rule.phrases))?,
            hosts: Phrases::new(list(|rule| &rule.hosts))?,
            all: file
                .rule
                .iter()
                .map(|rule| (rule.clone(), Arc::from(format!("{name}/{}", rule.id))))
                .collect(),
        })
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
        let mut met: Vec<(&str, usize)> = Vec::new();
        let heading = matches!(doc.node(node).kind, Kind::Heading(_));
        for (attr, value) in doc.attrs(node) {
            let value = value.to_ascii_lowercase();
            match attr {
                // The id of a heading is made of its words: `comments` may be the title of a chapter.
                Attr::Id if heading => {}
                Attr::Id => met.extend(self.ids.find(&value).or(self.id_prefixes.find(&value))),
                Attr::Class => met.extend(value.split_ascii_whitespace().filter_map(|class| {
                    self.classes.find(class).or(self.class_prefixes.find(class))
                })),
                Attr::Role => met.extend(self.roles.find(value.trim())),
                _ => {}
            }
        }
        met.extend(self.tags.find(doc.node(node).tag.name()));
        let hits = met.into_iter().map(|(what, rule)| self.hit(what, rule));
        hits.max_by(|a, b| a.rule.score.total_cmp(&b.rule.score))
    }

    /// The rule that has a short block's whole text as a label. Case and outer punctuation do not
    /// matter.
    pub fn label(&self, text: &str) -> Option<Hit<'_>> {
        let (what, rule) = self.labels.find(&bare(text)?)?;
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
        let parts = text.split(SEPARATORS).filter(|part| part.contains(char::is_alphanumeric));
        let hits = parts.map(|part| self.row(part)).collect::<Option<Vec<_>>>();
        hits.unwrap_or_default().into_iter().flatten().collect()
    }

    /// The labels that stand one behind another with nothing but spaces between them, the longest
    /// first at each place.
    fn row(&self, text: &str) -> Option<Vec<Hit<'_>>> {
        const MOST_WORDS: usize = 24;
        const LONGEST_LABEL: usize = 6;
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.len() > MOST_WORDS {
            return None;
        }
        let (mut hits, mut at) = (Vec::new(), 0);
        while at < words.len() {
            let longest = LONGEST_LABEL.min(words.len() - at);
            let label = |length| Some((length, self.label(&words[at..at + length].join(" "))?));
            let (length, hit) = (1..=longest).rev().find_map(label)?;
            hits.push(hit);
            at += length;
        }
        Some(hits)
    }

    /// The rule that has the beginning of a text.
    pub fn begins(&self, text: &str) -> Option<Hit<'_>> {
        let (what, rule) = self.begins.find(&text.trim_start().to_lowercase())?;
        Some(self.hit(what, rule))
    }

    /// The rule that has a heading's whole text as what opens a block of boilerplate, with a count
    /// perhaps (`Comments (3)`).
    pub fn opens(&self, text: &str) -> Option<Hit<'_>> {
        let bare = bare(text)?;
        let (what, rule) = self.opens.find(&bare).or_else(|| self.opens.find(uncounted(&bare)))?;
        Some(self.hit(what, rule))
    }

    /// The rules whose phrases stand in a text, once for each phrase that does.
    pub fn phrases(&self, text: &str) -> Vec<Hit<'_>> {
        let text = text.to_lowercase();
        let found = self.phrases.find(&text).filter(|&(start, what, _)| {
            splits_no_word(&text, start) && splits_no_word(&text, start + what.len())
        });
        let mut hits: Vec<Hit<'_>> = found.map(|(_, what, rule)| self.hit(what, rule)).collect();
        hits.dedup_by(|a, b| a.what == b.what);
        hits
    }

    /// The rule that a link target meets.
    pub fn host(&self, href: &str) -> Option<Hit<'_>> {
        let lower = href.to_ascii_lowercase();
        let target = lower.split_once("//").map_or(lower.as_str(), |(_, rest)| rest);
        let target = target.strip_prefix("www.").unwrap_or(target);
        let (_, what, rule) = self.hosts.find(target).find(|&(start, ..)| start == 0)?;
        Some(self.hit(what, rule))
    }

    fn hit<'a>(&'a self, what: &'a str, rule: usize) -> Hit<'a> {
        let (rule, id) = &self.all[rule];
        Hit { rule, id, what }
    }
}

/// Strings to be found in a text, and the place of the rule that each stands in.
#[derive(Debug)]
struct Phrases {
    automaton: AhoCorasick,
    entries: Vec<(String, usize)>,
}

impl Phrases {
    fn new(entries: Vec<(String, usize)>) -> anyhow::Result<Phrases> {
        let automaton = AhoCorasick::new(entries.iter().map(|(phrase, _)| phrase))?;
        Ok(Phrases { automaton, entries })
    }

    /// Every occurrence: where it begins, what it is, the place of its rule.
    fn find(&self, text: &str) -> impl Iterator<Item = (usize, &str, usize)> {
        self.automaton.find_overlapping_iter(text).map(|found| {
            let (phrase, rule) = &self.entries[found.pattern().as_usize()];
            (found.start(), phrase.as_str(), *rule)
        })
    }
}

/// A label is compared in lower case, without the punctuation and the signs around it, with single
/// spaces. Nothing when the text is too long to be one.
fn bare(text: &str) -> Option<String> {
    const LONGEST: usize = 240;
    if text.len() > LONGEST {
        return None;
    }
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
    let lower: String =
        inner.chars().filter_map(without_nukta).flat_map(char::to_lowercase).collect();
    Some(lower.split_whitespace().collect::<Vec<_>>().join(" "))
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
    let inside = |c: Option<char>| {
        c.is_some_and(|c| c.is_alphanumeric() && !crate::document::writes_no_spaces(c))
    };
    !(inside(text[..at].chars().next_back()) && inside(text[at..].chars().next()))
}

#[cfg(test)]
mod tests;
