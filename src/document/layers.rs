//! What stages find out about a document, beside its text: languages, segments, sections, metadata.

use std::borrow::Cow;

use super::{NodeId, Span};

/// A BCP 47 language tag, such as `ja` or `zh-Hant`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(Cow<'static, str>);

impl Lang {
    /// The tag for "no language was found".
    pub const UNDETERMINED: Lang = Lang::constant("und");

    /// A tag known at compile time.
    pub const fn constant(tag: &'static str) -> Lang {
        Lang(Cow::Borrowed(tag))
    }

    /// A tag as somebody declared it, brought into the customary case (`EN_us` becomes `en-US`).
    /// Nothing when it has not the form of a language tag.
    pub fn parse(declared: &str) -> Option<Lang> {
        let mut tag = String::with_capacity(declared.len());
        for (at, part) in declared.trim().split(['-', '_']).enumerate() {
            if part.is_empty() || part.len() > 8 || !part.bytes().all(|b| b.is_ascii_alphanumeric())
            {
                return None;
            }
            if at > 0 {
                tag.push('-');
            }
            tag.push_str(&customary_case(part, at));
        }
        let primary = tag.split('-').next().unwrap_or_default();
        let alphabetic = primary.bytes().all(|b| b.is_ascii_alphabetic());
        (alphabetic && (2..=3).contains(&primary.len())).then_some(Lang(Cow::Owned(tag)))
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its first part: `zh` of `zh-Hant`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }
}

/// RFC 5646, section 2.1.1: languages in lower case, scripts in title case, regions in upper case.
fn customary_case(part: &str, at: usize) -> String {
    let lower = part.to_ascii_lowercase();
    match (at, part.len()) {
        (0, _) => lower,
        (_, 2) => part.to_ascii_uppercase(),
        (_, 4) if part.bytes().all(|b| b.is_ascii_alphabetic()) => {
            lower[..1].to_ascii_uppercase() + &lower[1..]
        }
        _ => lower,
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A language and how sure of it its finder is.
#[derive(Clone, Debug, PartialEq)]
pub struct Language {
    /// Which language.
    pub lang: Lang,
    /// A probability, 0 to 1.
    pub confidence: f32,
}

/// A run of CJK characters and the language that it is in.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Where it stands in the document's text.
    pub span: Span,
    /// ISO 15924: `Hani`, `Hira`, `Kana`, `Jpan` (kana and Han mixed), `Hang`, `Bopo`.
    pub script: &'static str,
    /// The most likely language, or `und-Hani`.
    pub lang: Lang,
    /// Its probability, 0 to 1.
    pub confidence: f32,
    /// Every language considered with its probability, the likeliest first.
    pub candidates: Vec<(Lang, f32)>,
    /// What spoke for it, in words: `word list`, `kana in the sentence`.
    pub evidence: Cow<'static, str>,
}

/// A section: a heading and what follows it until the next heading of its level or above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading that opens it.
    pub heading: NodeId,
    /// Depth, from 1: gapless, whatever the levels of the headings.
    pub level: u8,
    /// The section that holds it, by its place in the layer.
    pub parent: Option<u32>,
    /// One past its last node.
    pub end: NodeId,
}

/// What a block is to the article, where that is not plain from its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The name of the site or brand above the article.
    Masthead,
    /// The category or kicker above the title.
    Category,
    /// Date (and place) of publication.
    Dateline,
    /// Who wrote it.
    Byline,
    /// The title.
    Title,
    /// The subtitle.
    Subtitle,
    /// The lead paragraph or standfirst.
    Lead,
    /// A line of tags.
    Tags,
    /// A note or footnote.
    Note,
    /// A reader's comment.
    Comment,
}

/// A field of the metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The article's title.
    Title,
    /// Its subtitle.
    Subtitle,
    /// One author; the field may stand several times.
    Author,
    /// The site or publication.
    Site,
    /// Date of publication, ISO 8601: a day, or a time with offset.
    Published,
    /// The date of publication as it stood in the source.
    PublishedText,
    /// Date of the last change, ISO 8601.
    Modified,
    /// The category.
    Category,
    /// One tag; the field may stand several times.
    Tag,
    /// A description.
    Description,
    /// The licence, a URL where there is one.
    Licence,
    /// The canonical URL.
    Url,
}

impl Field {
    /// Its name in the JSON document's `metadata_from`.
    pub fn name(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Subtitle => "subtitle",
            Field::Author => "authors",
            Field::Site => "site",
            Field::Published => "published",
            Field::PublishedText => "published_text",
            Field::Modified => "modified",
            Field::Category => "category",
            Field::Tag => "tags",
            Field::Description => "description",
            Field::Licence => "licence",
            Field::Url => "url",
        }
    }
}

/// A value of the metadata and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetaValue {
    /// Which field.
    pub field: Field,
    /// The value.
    pub value: String,
    /// Where it was found: `json-ld:headline`, `meta:og:title`, `text:dateline`.
    pub from: Cow<'static, str>,
}

/// The metadata of a document: the values that won, in the order they were found.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    values: Vec<MetaValue>,
}

impl Meta {
    pub(super) fn add(&mut self, value: MetaValue) {
        self.values.push(value);
    }

    /// The first value of a field.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.all(field).next()
    }

    /// All values of a field.
    pub fn all(&self, field: Field) -> impl Iterator<Item = &str> {
        self.values.iter().filter(move |value| value.field == field).map(|v| v.value.as_str())
    }

    /// Where the first value of a field was found.
    pub fn from(&self, field: Field) -> Option<&str> {
        self.values.iter().find(|value| value.field == field).map(|value| &*value.from)
    }

    /// Every value.
    pub fn values(&self) -> &[MetaValue] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_tags_get_their_customary_case() {
        let parse = |tag| Lang::parse(tag).map(|lang| lang.to_string());
        assert_eq!(parse("EN_us").as_deref(), Some("en-US"));
        assert_eq!(parse("zh-hant-tw").as_deref(), Some("zh-Hant-TW"));
        assert_eq!(parse("english language"), None);
        assert_eq!(parse("x"), None);
        assert_eq!(parse("日本"), None);
    }
}
