//! Title, authors, dates and the other metadata, and what the blocks around the title are.

mod claims;
mod dates;
mod head;
mod title;
mod words;

use std::collections::{BTreeMap, HashSet};

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Field, Findings};
use crate::rules::Rules;

use words::{ClaimNames, Words};

/// Finds the metadata, and what the blocks around the title are: masthead, category, dateline,
/// byline, title, lead, tags.
///
/// It asks JSON-LD first, then what the page's head and microdata say (in the order of
/// `src/rules/claims.toml`), then the text around the title. The first value of a field wins; each
/// is kept with where it was found.
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
    type Stage = MetadataStage;

    fn build(self) -> anyhow::Result<MetadataStage> {
        let menus = Rules::load("furniture", include_str!("../../rules/furniture.toml"))?;
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
    menus: Rules,
}

impl Stage for MetadataStage {
    fn inspect(&self, doc: &Document, out: &mut Findings) {
        let mut found = Gathered {
            words: &self.words,
            values: Vec::new(),
            winners: BTreeMap::new(),
            seen: HashSet::new(),
        };
        claims::gather(doc, &self.names, &mut found);
        head::Head::new(doc, self).gather(&mut found, out);
        for (field, value, from) in found.values {
            out.meta(field, value, from);
        }
    }
}

/// The values found so far. The first source that has a field wins it.
struct Gathered<'a> {
    words: &'a Words,
    values: Vec<(Field, String, String)>,
    /// Which source won each field.
    winners: BTreeMap<Field, String>,
    seen: HashSet<(Field, String)>,
}

impl Gathered<'_> {
    /// Takes a value, unless another source had the field already or it cannot be one.
    fn add(&mut self, field: Field, value: &str, from: String) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let several = matches!(field, Field::Author | Field::Tag);
        let taken = self.winners.get(&field).is_some_and(|winner| !several || *winner != from);
        if value.is_empty() || taken {
            return;
        }
        match field {
            Field::Published | Field::Modified => self.add_date(field, &value, from),
            Field::Tag => {
                for tag in self.words.tags.split(&value) {
                    self.take(field, tag, from.clone());
                }
            }
            Field::Author => {
                // An address is a profile, not a name.
                if !value.starts_with("http") {
                    let bare = self.words.byline.author(&value).unwrap_or(value);
                    self.take(field, bare, from);
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

    fn add_date(&mut self, field: Field, value: &str, from: String) {
        let written = || self.words.date.find(value).map(|found| found.day);
        if let Some(day) = dates::iso_day(value).or_else(written) {
            if field == Field::Published {
                self.take(Field::PublishedText, value.to_owned(), from.clone());
            }
            self.take(field, day, from);
        }
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

#[cfg(test)]
mod tests;
