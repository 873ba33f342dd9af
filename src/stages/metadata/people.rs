//! Names of people as pages write them: in lists, with labels, with what is no name at all.

use super::words::Byline;
use crate::document::words;

impl Byline {
    /// The people that a value names, without a label before them. Nothing where it names nobody: an
    /// address, a number, what a machine puts in for want of a name.
    pub(super) fn people(&self, value: &str) -> Vec<String> {
        const LONGEST: usize = 300;
        const MOST: usize = 50;
        if value.len() > LONGEST {
            return Vec::new();
        }
        let bare = self.after_label(value);
        let parts = self.parts(bare.unwrap_or(value));
        let people = parts.into_iter().map(trimmed).filter(|name| self.is_somebody(name));
        people.take(MOST).map(str::to_owned).collect()
    }

    /// The names of a list.
    fn parts<'a>(&self, value: &'a str) -> Vec<&'a str> {
        let strong = value.split([';', '|', '｜', '、', '，', '؛', '•', '\n']);
        strong.flat_map(|part| self.joined(part)).flat_map(|part| commas(part)).collect()
    }

    /// The two sides of an "and" where both can be names of people: both given names, or both full
    /// names. "Research and Development" in the name of an office stays whole.
    fn joined<'a>(&self, part: &'a str) -> Vec<&'a str> {
        let count = |side: &str| side.split_whitespace().count();
        let cut = self.conjunctions.iter().find_map(|word| {
            let (at, _) = part.match_indices(word.as_str()).next()?;
            let (left, right) = (&part[..at], &part[at + word.len()..]);
            let spaced = left.ends_with(' ') && right.starts_with(' ');
            let alike = (count(left) == 1) == (count(right) == 1);
            (spaced && alike && count(right) > 0).then_some([left, right])
        });
        cut.map_or(vec![part], Vec::from)
    }

    fn is_somebody(&self, name: &str) -> bool {
        const LONGEST_NAME: f32 = 14.0;
        let lower = name.to_lowercase();
        let address = lower.contains("://") || lower.starts_with("www.");
        // `page.author.name` is what a template forgot to fill in.
        let template = name.matches(['.', '_']).count() > 1 && !name.contains([' ', '@']);
        let template = template || name.contains(['{', '}', '<', '>', '$']);
        name.chars().any(char::is_alphabetic)
            && words(name) <= LONGEST_NAME
            && !address
            && !template
            && !self.nobody.contains(&lower)
    }
}

/// The parts between commas, where each is a full name: "Jane Doe, MD" is one person.
fn commas(part: &str) -> Vec<&str> {
    const FULL: usize = 2;
    let full = |name: &str| {
        let letters = name.split_whitespace().filter(|word| word.len() > 1);
        letters.count() >= FULL && name.trim_start().starts_with(|c: char| !c.is_lowercase())
    };
    let names: Vec<&str> = part.split(',').collect();
    if names.len() > 1 && names.iter().all(|name| full(name)) { names } else { vec![part] }
}

/// A name without the signs around it.
fn trimmed(name: &str) -> &str {
    let around = |c: char| {
        c.is_whitespace() || matches!(c, ',' | '-' | '–' | '—' | '*' | ':' | '"' | '/' | '·')
    };
    name.trim_matches(around)
}
