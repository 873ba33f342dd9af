//! The text of a page that has next to none in its markup: what its scripts would have shown.
//!
//! Such a page carries its text as data: JSON-LD, JSON in a script or an attribute, values that a
//! script hands on. `source` finds the data, `literal` the strings in it with the names that they
//! stand under; here those that are prose are chosen and lowered, as groups of class `json-NAME`.

mod literal;
mod source;

use std::collections::{BTreeMap, HashMap};

use memchr::memmem;

use super::arena::{Arena, Id};
use super::chars::{self, Within};
use super::feed;
use super::lower::Lower;
use super::survey;
use crate::document::{Attr, Builder, Kind, Tag, words, writes_no_spaces};
use crate::readers::Limits;

/// Words that a page shows from which on it is not asked what it calls its text.
const FULL_PAGE: f32 = 120.0;

/// Words that a page shows from which on it is not asked for other data either: what a page shows is
/// a safer guide than what it might.
const BARE_PAGE: f32 = 40.0;

/// Words of data from which on it is worth reading.
const WORTH_READING: f32 = 20.0;

/// Words from which on a string may be prose.
const PROSE: f32 = 8.0;

/// Strings that are looked at.
const STRINGS: usize = 10_000;

/// Names under which JSON-LD has a text (schema.org, `CreativeWork`), in lower case.
const TEXTS: [&str; 4] = ["articlebody", "text", "reviewbody", "abstract"];

/// The name under which it tells of one.
const SUMMARY: &str = "description";

/// Where a string comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    /// JSON-LD: the names mean something.
    Linked,
    /// Anything else: they do not.
    Data,
}

/// A string that is prose.
struct Passage {
    origin: Origin,
    name: String,
    body: Body,
    words: f32,
}

enum Body {
    Plain(String),
    Markup(Box<Arena>),
}

/// What a page shows without its data.
pub(super) struct Shown<'a> {
    /// All of its text.
    pub(super) text: &'a str,
    /// The words of it outside the boilerplate elements.
    pub(super) words: f32,
}

/// Lowers what the data of a page has besides what the page shows, when that is worth reading.
pub(super) fn lower(page: &str, shown: &Shown<'_>, builder: &mut Builder, limits: &Limits) {
    if shown.words >= FULL_PAGE {
        return;
    }
    let chosen = chosen(passages(page, limits), shown.words < BARE_PAGE);
    let passages = apart(chosen, &folded(shown.text));
    if passages.iter().map(|passage| passage.words).sum::<f32>() < WORTH_READING {
        return;
    }
    for run in passages.chunk_by(|a, b| a.name == b.name) {
        builder.open(Kind::Group, Tag::SCRIPT);
        builder.attr(Attr::Class, &format!("json-{}", run[0].name));
        for passage in run {
            body(&passage.body, builder);
        }
        builder.close();
    }
}

fn body(body: &Body, builder: &mut Builder) {
    match body {
        Body::Markup(arena) => Lower::new(arena, builder, None).part(),
        Body::Plain(text) => {
            for line in text.lines() {
                builder.open(Kind::Paragraph, Tag::OTHER);
                builder.text(line);
                builder.close();
            }
        }
    }
}

/// The strings of a page's data that are prose, in the order of the source.
fn passages(page: &str, limits: &Limits) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut looked = 0;
    for source in source::find(page) {
        for (name, text) in literal::strings(&source.text) {
            looked += 1;
            if looked > STRINGS {
                return passages;
            }
            passages.extend(passage(source.origin, name, &text, limits));
        }
    }
    passages
}

fn passage(origin: Origin, name: String, text: &str, limits: &Limits) -> Option<Passage> {
    if !is_markup(text) {
        let text = chars::decode(text, Within::Text);
        let words = is_prose(&text).then(|| words(&text))?;
        return Some(Passage { origin, name, body: Body::Plain(text), words });
    }
    let (mut arena, _) = feed::parse(text, limits);
    survey::survey(&mut arena, Id::DOCUMENT);
    let text = survey::text(&arena, true);
    let words = is_prose(&text).then(|| words(&text))?;
    Some(Passage { origin, name, body: Body::Markup(Box::new(arena)), words })
}

fn is_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    memmem::find(bytes, b"</").is_some() || memmem::find(bytes, b"<br").is_some()
}

/// Whether a string is made of words, and not an address, a style or a piece of a program.
fn is_prose(text: &str) -> bool {
    const SIGNS: &[char] =
        &['{', '}', '<', '>', '=', '|', '\\', '_', '/', '#', '@', '$', '^', '~', '+'];
    let (mut chars, mut parted, mut signs) = (0, 0, 0);
    for c in text.chars() {
        chars += 1;
        // A space parts two words; of a script without spaces each character does half as much.
        parted += if writes_no_spaces(c) { 6 } else { 12 * u32::from(c.is_whitespace()) };
        signs += u32::from(SIGNS.contains(&c));
    }
    words(text) >= PROSE && parted >= chars && signs * 25 <= chars
}

/// The passages that the page does not show, each once: of two that begin alike the longer.
fn apart(passages: Vec<Passage>, shown: &str) -> Vec<Passage> {
    const ALIKE: usize = 48;
    let mut begun: HashMap<String, usize> = HashMap::new();
    let mut out: Vec<Passage> = Vec::new();
    for passage in passages {
        let text = match &passage.body {
            Body::Plain(text) => folded(text),
            Body::Markup(arena) => folded(&survey::text(arena, true)),
        };
        let start: String = text.chars().take(ALIKE).collect();
        if memmem::find(shown.as_bytes(), start.as_bytes()).is_some() {
            continue;
        }
        match begun.get(&start) {
            Some(&at) if out[at].words < passage.words => out[at] = passage,
            Some(_) => {}
            None => {
                begun.insert(start, out.len());
                out.push(passage);
            }
        }
    }
    out
}

/// The letters and digits of a text alone.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The passages to be read: the texts of the JSON-LD; on a bare page those of the other data that
/// stand under the names with the most words, or else what the JSON-LD tells of the page.
fn chosen(mut passages: Vec<Passage>, bare: bool) -> Vec<Passage> {
    let is_text =
        |passage: &Passage| passage.origin == Origin::Linked && TEXTS.contains(&&*passage.name);
    let is_data = |passage: &Passage| passage.origin == Origin::Data;
    if total(&passages, is_text) >= WORTH_READING || !bare {
        passages.retain(is_text);
    } else if total(&passages, is_data) >= WORTH_READING {
        passages.retain(is_data);
        keep_largest(&mut passages);
    } else {
        passages.retain(|passage| passage.origin == Origin::Linked && passage.name == SUMMARY);
        // The page is one of those; the others are of what it leads to.
        passages.truncate(1);
    }
    passages
}

fn total(passages: &[Passage], wanted: impl Fn(&Passage) -> bool) -> f32 {
    passages.iter().filter(|passage| wanted(passage)).map(|passage| passage.words).sum()
}

/// Keeps the passages under the names with the most words: the rest is what the page says on its
/// buttons and in its dialogs.
fn keep_largest(passages: &mut Vec<Passage>) {
    const SHARE: f32 = 0.25;
    let mut sums: BTreeMap<String, f32> = BTreeMap::new();
    for passage in &*passages {
        *sums.entry(passage.name.clone()).or_default() += passage.words;
    }
    let most = sums.values().copied().fold(0.0, f32::max);
    passages.retain(|passage| sums[&passage.name] >= SHARE * most);
}
