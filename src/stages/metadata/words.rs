//! The words that the stage knows, as data: labels, bylines, months, and the names of claims.

use serde::Deserialize;

use super::dates::DateWords;
use super::lexicon::{Beginnings, ClassWords, LabelSet};
use super::signs::{is_sign, parts};
use crate::document::{Field, words};

/// `src/rules/metadata.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) tags: Tags,
    pub(super) byline: Byline,
    pub(super) date: DateWords,
    pub(super) category: Labels,
    licence: Phrases,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tags {
    pub(super) labels: LabelSet,
    pub(super) above: LabelSet,
    pub(super) separators: Vec<char>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Byline {
    prefixes: Beginnings,
    suffixes: Vec<String>,
    /// What ends a name behind a label.
    ends: Vec<String>,
    /// Between the last two names of a list.
    pub(super) conjunctions: Vec<String>,
    /// What stands for a name where there is none.
    pub(super) nobody: Vec<String>,
    /// Words of class names.
    classes: ClassWords,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Labels {
    labels: LabelSet,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrases {
    phrases: Vec<String>,
}

impl Words {
    pub(super) fn load() -> anyhow::Result<Words> {
        let mut words: Words = toml::from_str(include_str!("../../rules/metadata.toml"))?;
        words.date.prepare();
        Ok(words)
    }

    /// Whether a text names a licence.
    pub(super) fn is_licence(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        self.licence.phrases.iter().any(|phrase| lower.contains(phrase.as_str()))
    }
}

impl Labels {
    /// What stands behind a label and a colon.
    pub(super) fn after<'a>(&self, line: &'a str) -> Option<&'a str> {
        self.labels.after_colon(line)
    }
}

impl Byline {
    /// The author that a line names beside a date: `By Jane Doe, 4 May 2024`, `4 May 2024 by Jane
    /// Doe`, `2024年5月4日　記者：山田`.
    pub(super) fn author_beside(&self, line: &str, date: &DateWords) -> Option<String> {
        let named = |part: &str| {
            let name = self.author(part)?;
            let month = name.split_whitespace().any(|word| date.is_month(word));
            (!month).then_some(name)
        };
        // A part of its own, or one before or behind a comma, or one behind a space.
        parts(line).find_map(|part| {
            let pieces = part.split([',', '，', '、']).map(str::trim);
            let inner = part.char_indices().filter(|(_, c)| c.is_whitespace());
            let tails = inner.map(|(at, _)| part[at..].trim_start());
            let tails =
                tails.flat_map(|tail| [Some(tail), tail.split_once([',', ' ']).map(|t| t.0)]);
            pieces.chain(tails.flatten()).find_map(named)
        })
    }

    /// What stands behind a label such as `By `, the longest that fits; nothing without a label.
    pub(super) fn after_label<'a>(&self, line: &'a str) -> Option<&'a str> {
        self.prefixes.after(line)
    }

    /// Whether a text is a label and nothing else: `Written by`.
    pub(super) fn is_label(&self, text: &str) -> bool {
        const ENDS: [&str; 6] = ["", " ", ":", ": ", "：", " : "];
        let bare = text.trim().trim_end_matches([':', '：']).trim_end().to_lowercase();
        let is = |end: &str| {
            let label = format!("{bare}{end}");
            self.prefixes.longest(&label) == Some(label.as_str())
        };
        !bare.is_empty() && ENDS.into_iter().any(is)
    }

    /// The beginning of what stands behind a label, as far as it can be a name: "Ada Moore on Friday" says
    /// more.
    fn as_far_as_name<'a>(&self, rest: &'a str) -> &'a str {
        let ends = self.ends.iter().filter_map(|end| rest.find(end.as_str()));
        &rest[..ends.min().unwrap_or(rest.len())]
    }

    /// The one word in lower case behind a label that is the name of a user: `by quayside_7`.
    pub(super) fn user(&self, line: &str) -> Option<String> {
        const LENGTHS: std::ops::RangeInclusive<usize> = 3..=30;
        let rest =
            self.as_far_as_name(self.after_label(line.trim())?).trim_start_matches('@').trim();
        let sign = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        (LENGTHS.contains(&rest.len()) && rest.chars().all(sign)).then(|| rest.to_owned())
    }

    /// Whether a class is that of a byline.
    pub(super) fn is_class(&self, class: &str) -> bool {
        self.classes.are_in(class)
    }

    /// The author that a line names: `By Jane Doe`, `山田太郎 記者`.
    pub(super) fn author(&self, line: &str) -> Option<String> {
        const LONGEST: usize = 120;
        const LONGEST_NAME: f32 = 4.0;
        // In a list of what is known of an article.
        let line = line
            .trim_start_matches(|c: char| "-–*•·‣●▪".contains(c) || c.is_whitespace())
            .trim_end();
        if line.is_empty() || line.len() > LONGEST {
            return None;
        }
        if let Some(rest) = self.after_label(line) {
            return name(self.as_far_as_name(rest));
        }
        let lower = line.to_lowercase();
        let suffix = self.suffixes.iter().find(|suffix| lower.ends_with(suffix.as_str()))?;
        // "… reporter" is a name; a sentence that ends so is not.
        let rest = line.get(..line.len().checked_sub(suffix.len())?)?;
        name(rest).filter(|name| words(name) <= LONGEST_NAME)
    }
}

/// A line that is a name and does not say so: two to four words, each with a capital letter or
/// between two that have one.
pub(super) fn bare_name(line: &str) -> Option<String> {
    // All capitals is a heading or a kicker.
    some_name(line).filter(|name| name.contains(char::is_lowercase))
}

/// The same in capitals.
pub(super) fn shouted_name(line: &str) -> Option<String> {
    some_name(line).filter(|name| !name.contains(char::is_lowercase))
}

fn some_name(line: &str) -> Option<String> {
    const WORDS: std::ops::RangeInclusive<usize> = 2..=4;
    let line = line.trim().trim_end_matches([',', '-']).trim_end();
    let parts: Vec<&str> = line.split_whitespace().collect();
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’');
    let ends = parts.first().is_some_and(capital) && parts.last().is_some_and(capital);
    let capitals = parts.iter().filter(|word| capital(word)).count();
    let name = WORDS.contains(&parts.len()) && ends && capitals + 1 >= parts.len();
    (name && line.chars().all(letters)).then(|| line.to_owned())
}

/// A text that can be a name: a few words that do not begin in lower case, no sentence.
pub(super) fn name(text: &str) -> Option<String> {
    const MOST_WORDS: f32 = 6.0;
    let cut = text.split(is_sign).next().unwrap_or_default();
    let name = cut.trim().trim_end_matches([',', ':', '-', '–', '：', '/', '／']).trim();
    let lower = name.chars().next().is_some_and(char::is_lowercase);
    let sentence = name.contains(['。', '!', '?', '@', '/']) || name.ends_with('.');
    let digits = name.chars().any(|c| c.is_ascii_digit());
    // Thai names are long, and two words.
    let thai = name.contains(|c| matches!(c, '\u{0E01}'..='\u{0E5B}'))
        && name.split_whitespace().count() == 2;
    let short = !name.is_empty() && (words(name) <= MOST_WORDS || thai);
    (short && !lower && !sentence && !digits).then(|| name.to_owned())
}

/// `src/rules/claims.toml`: which claims hold which field, the most trusted first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClaimNames {
    title: Vec<String>,
    subtitle: Vec<String>,
    author: Vec<String>,
    site: Vec<String>,
    published: Vec<String>,
    modified: Vec<String>,
    category: Vec<String>,
    tag: Vec<String>,
    description: Vec<String>,
    licence: Vec<String>,
    url: Vec<String>,
}

impl ClaimNames {
    pub(super) fn load() -> anyhow::Result<ClaimNames> {
        Ok(toml::from_str(include_str!("../../rules/claims.toml"))?)
    }

    /// Every field with the names of its claims.
    pub(super) fn fields(&self) -> [(Field, &[String]); 11] {
        [
            (Field::Title, &self.title),
            (Field::Subtitle, &self.subtitle),
            (Field::Author, &self.author),
            (Field::Site, &self.site),
            (Field::Published, &self.published),
            (Field::Modified, &self.modified),
            (Field::Category, &self.category),
            (Field::Tag, &self.tag),
            (Field::Description, &self.description),
            (Field::Licence, &self.licence),
            (Field::Url, &self.url),
        ]
    }
}
