//! Title, authors, dates and the other metadata, and what the blocks around the title are.

mod address;
mod alike;
mod claims;
mod dates;
mod entities;
mod head;
mod json_ld;
mod lexicon;
mod lines;
mod marked;
mod page;
mod people;
mod signatures;
mod signs;
mod site;
pub mod tags;
mod terms;
pub mod title;
mod words;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage, furniture};
use crate::document::{Document, Field, Findings, fold};
use crate::rules::Rules;

use words::{ClaimNames, Words};

/// Finds the metadata, and what the blocks around the title are: masthead, category, dateline,
/// byline, title, lead, tags.
///
/// It asks JSON-LD first, then what the page's head and microdata say (in the order of
/// `src/rules/claims.toml`), then the text around the title. The first value of a field wins, with
/// two exceptions: titles are weighed against the headings, and a dateline corrects the date of a
/// machine by a day. Each is kept with where it was found.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Metadata {
    /// How many blocks before the first paragraph of prose are looked at for a title, a date and
    /// the rest.
    pub head_blocks: u32,
    /// A first paragraph of prose with at most this many words can be the lead.
    pub max_lead_words: u32,
}

impl Default for Metadata {
    fn default() -> Metadata {
        Metadata { head_blocks: 40, max_lead_words: 60 }
    }
}

impl Settings for Metadata {
    const NAME: &'static str = "metadata";
    // A dialog or a share bar above the article is no title.
    const AFTER: &'static [&'static str] = &["consent", "share"];
    type Stage = MetadataStage;

    fn build(self) -> anyhow::Result<MetadataStage> {
        let menus = furniture::rules()?;
        Ok(MetadataStage {
            settings: self,
            words: Words::load()?,
            names: ClaimNames::load()?,
            menus,
        })
    }
}

/// The stage that [`Metadata`] sets up.
#[derive(Debug)]
pub struct MetadataStage {
    settings: Metadata,
    words: Words,
    names: ClaimNames,
    /// What stands above an article without belonging to it.
    menus: Arc<Rules>,
}

impl MetadataStage {
    /// The lines of a plain text that may be its title, with their measures: what is learned from.
    pub fn title_candidates(&self, doc: &Document) -> title::Candidates {
        head::Head::new(doc, self).title_candidates()
    }

    /// The lines of a plain text that may be of tags, with their measures: what is learned from.
    pub fn tag_candidates(&self, doc: &Document) -> tags::Candidates {
        let head = head::Head::new(doc, self);
        let title = head.text_title().and_then(|(title, _)| head.place(&title, true));
        head.tag_candidates(title)
    }
}

impl Stage for MetadataStage {
    fn inspect(&self, doc: &Document, out: &mut Findings) {
        let mut found = Gathered::new(&self.words);
        json_ld::gather(doc, &mut found);
        claims::gather(doc, &self.names, &mut found);
        head::Head::new(doc, self).gather(&mut found, out);
        found.settle_authors();
        for (field, value, from) in found.values {
            out.meta(field, value, from);
        }
    }
}

/// The values found so far. The first source that has a field wins it.
struct Gathered<'a> {
    words: &'a Words,
    /// Whether the page claims to be an article.
    article: bool,
    values: Vec<(Field, String, String)>,
    /// Whether a line with a date was seen.
    dated: bool,
    /// Everything that is claimed to be the title, with who claims it.
    titles: Vec<(String, String)>,
    /// Organisations that are named as authors: they stand where nobody else does.
    spare: Vec<(String, String)>,
    /// Which source won each field.
    winners: BTreeMap<Field, String>,
    seen: HashSet<(Field, String)>,
}

impl<'a> Gathered<'a> {
    fn new(words: &'a Words) -> Gathered<'a> {
        Gathered {
            words,
            article: false,
            dated: false,
            values: Vec::new(),
            titles: Vec::new(),
            spare: Vec::new(),
            winners: BTreeMap::new(),
            seen: HashSet::new(),
        }
    }

    /// Takes a value, unless another source had the field already or it cannot be one.
    fn add(&mut self, field: Field, value: &str, from: String) {
        const MOST_TITLES: usize = 8;
        if field == Field::Author {
            return self.add_author(value, &from, false);
        }
        let value = tidy(value);
        if field == Field::Title && !value.is_empty() && self.titles.len() < MOST_TITLES {
            self.titles.push((value.clone(), from.clone()));
        }
        if value.is_empty() || self.is_taken(field, &from) {
            return;
        }
        match field {
            Field::Published | Field::Modified => self.add_date(field, &value, from),
            Field::Tag => {
                for tag in self.words.tags.split(&value) {
                    self.take(field, tag, from.clone());
                }
            }
            Field::Licence => {
                if value.starts_with("http") || self.words.is_licence(&value) {
                    self.take(field, value, from);
                }
            }
            Field::Url => {
                if value.starts_with("http") {
                    self.take(field, value, from);
                }
            }
            _ => self.take(field, value, from),
        }
    }

    /// Takes the people that a value names. Who is only the site, or an organisation, waits until it is
    /// plain that nobody else is named.
    fn add_author(&mut self, value: &str, from: &str, organisation: bool) {
        if self.is_taken(Field::Author, from) {
            return;
        }
        let site = self.get(Field::Site).map(fold);
        for name in self.words.byline.people(&tidy(value)) {
            if organisation || site.as_ref().is_some_and(|site| *site == fold(&name)) {
                self.spare.push((name, from.to_owned()));
            } else {
                self.take(Field::Author, name, from.to_owned());
            }
        }
    }

    /// Takes the organisation that was named first when there is no other author.
    fn settle_authors(&mut self) {
        let spare = std::mem::take(&mut self.spare);
        if self.get(Field::Author).is_none()
            && let Some((name, from)) = spare.into_iter().next()
        {
            self.take(Field::Author, name, from);
        }
    }

    /// Whether another source has won a field. Of a field that may stand several times one source may
    /// give several values.
    fn is_taken(&self, field: Field, from: &str) -> bool {
        let several = matches!(field, Field::Author | Field::Tag);
        self.winners.get(&field).is_some_and(|winner| !several || *winner != from)
    }

    fn add_date(&mut self, field: Field, value: &str, from: String) {
        let written = || self.words.date.find(value).map(|found| found.day);
        if let Some(day) = dates::iso_day(value).or_else(written) {
            if field == Field::Published {
                self.take(Field::PublishedText, value.to_owned(), from.clone());
            }
            self.take(field, day, from);
        }
    }

    /// Takes the date of a line. Machines often write the day that it was in Greenwich: the first line is
    /// right where it is a day off.
    fn add_dateline(&mut self, field: Field, text: &str, day: &str, from: &str) {
        let parsed = |day: &str| day.parse::<jiff::civil::Date>().ok();
        let first = !std::mem::replace(&mut self.dated, true);
        let apart =
            self.get(field).filter(|_| first).and_then(|known| Some(parsed(known)? - parsed(day)?));
        if apart.is_some_and(|apart| apart.get_days().abs() == 1) {
            self.remove(field);
            if field == Field::Published {
                self.remove(Field::PublishedText);
            }
        }
        self.add(field, text, from.to_owned());
    }

    fn take(&mut self, field: Field, value: String, from: String) {
        if self.seen.insert((field, value.clone())) {
            self.winners.entry(field).or_insert_with(|| from.clone());
            self.values.push((field, value, from));
        }
    }

    fn get(&self, field: Field) -> Option<&str> {
        let found = self.values.iter().find(|(known, ..)| *known == field);
        found.map(|(_, value, _)| value.as_str())
    }

    fn remove(&mut self, field: Field) {
        self.values.retain(|(known, ..)| *known != field);
        self.seen.retain(|(known, _)| *known != field);
        self.winners.remove(&field);
    }
}

/// A value with its character references resolved, its white space collapsed, and without the
/// characters that only say where a line may break.
fn tidy(value: &str) -> String {
    let resolved = entities::resolve(value);
    let visible = |c: &char| !matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}');
    let shown: String = resolved.chars().filter(visible).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
