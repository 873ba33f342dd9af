//! Tags: lines with a label, lines of hashtags, links that say so, and what a forest takes for tags.

mod likeness;
mod measures;

use memchr::memchr2;

use super::Gathered;
use super::head::Head;
use super::words::Tags;
use crate::document::{Attr, Field, Findings, Kind, NodeId, Role, start, words, writes_no_spaces};
pub use likeness::Candidates;
pub use measures::names;

impl Tags {
    /// The tags of a line such as `Tags: one, two`, `Tags » one, two` or `Filed under one, two`; nothing where
    /// no label stands before them.
    fn of_line(&self, line: &str) -> Option<Vec<String>> {
        let line = line.trim_start_matches(|c: char| BULLETS.contains(&c) || c.is_whitespace());
        if !self.labels.may_open(line) && !self.above.may_open(line) {
            return None;
        }
        let list = self.after_sign(line).or_else(|| self.after_words(line));
        let tags = self.split(list?);
        (!tags.is_empty()).then_some(tags)
    }

    /// What stands behind a label and a sign: anything behind a colon, short names behind another sign, and
    /// behind words that stand above other things, too.
    fn after_sign<'a>(&self, line: &'a str) -> Option<&'a str> {
        const FAR: usize = 80;
        let sign = |c| matches!(c, ':' | '：' | '»' | '›' | '|' | '｜' | '>' | '–' | '—');
        let (label, _) = start(line, FAR).split_once(sign)?;
        let sign = line[label.len()..].chars().next()?;
        let rest = line[label.len() + sign.len_utf8()..].trim();
        let colon = matches!(sign, ':' | '：');
        let named = self.labels.is(label) && (colon || self.are_names(rest));
        let opened = || colon && self.above.is(label) && self.are_names(rest);
        (named || opened()).then_some(rest)
    }

    /// Whether a text is several short names.
    fn are_names(&self, list: &str) -> bool {
        const MOST_WORDS: f32 = 4.0;
        let names = self.split(list);
        let short = names.iter().all(|name| words(name) <= MOST_WORDS);
        names.len() > 1 && short && !list.ends_with(['.', '?', '!', '。'])
    }

    /// What stands behind a label of several words, or one in brackets, without a colon.
    fn after_words<'a>(&self, line: &'a str) -> Option<&'a str> {
        const MOST_WORDS: f32 = 15.0;
        let line = line.trim();
        let bracketed = line.strip_prefix(['【', '[', '［']);
        if let Some((label, rest)) = bracketed.and_then(|line| line.split_once(['】', ']', '］']))
        {
            return self.labels.is(label).then(|| rest.trim());
        }
        // Behind a label of one word only signs between them tell tags from a sentence.
        let listed = || {
            let (label, rest) = line.split_once(char::is_whitespace)?;
            let parted = || rest.matches(|c| self.separators.contains(&c)).count() > 1;
            (self.labels.is(label) && parted()).then(|| rest.trim())
        };
        let rest = self.labels.after_words(line).or_else(listed)?;
        // The label may go on as far as a colon.
        let begin = rest.find(|c: char| self.separators.contains(&c)).unwrap_or(rest.len());
        let rest = rest[..begin].find(':').map_or(rest, |colon| rest[colon + 1..].trim());
        (words(rest) <= MOST_WORDS && !rest.ends_with(['.', '?', '!', '。'])).then_some(rest)
    }

    /// Whether a line is a label and nothing else.
    fn stands_above(&self, line: &str) -> bool {
        self.labels.is(line) || self.above.is(line)
    }

    /// The tags of a list.
    pub(super) fn split(&self, list: &str) -> Vec<String> {
        let separator = |c: char| self.separators.contains(&c) || c == '\n';
        // Where words are written without spaces, a space is a separator, too, if there is no other.
        if !list.contains(separator) && list.contains(writes_no_spaces) {
            return list.split_whitespace().map(str::to_owned).collect();
        }
        let tags = list.split(separator).map(str::trim).filter(|tag| !tag.is_empty());
        tags.map(str::to_owned).collect()
    }
}

/// The tags of a line that holds hashtags and nothing else, or two and more behind what looks like a date.
fn hashtags(line: &str) -> Option<Vec<String>> {
    const LONGEST_LINE: f32 = 12.0;
    const YEAR: usize = 4;
    let is_digit = char::is_numeric;
    let bare = |word: &str| {
        let tag = word.strip_prefix(HASHES)?.trim_end_matches([',', '、', '，', ';']);
        tag.contains(char::is_alphabetic).then(|| tag.to_owned())
    };
    let all = |words: &[&str]| -> Option<Vec<String>> {
        words.iter().map(|word| bare(word)).collect::<Option<Vec<_>>>().filter(|t| !t.is_empty())
    };
    // Most lines have none: that is seen at once.
    memchr2(b'#', FULL_WIDTH, line.as_bytes())?;
    let parts: Vec<&str> = line.split_whitespace().collect();
    let behind = || {
        let first = parts.iter().position(|word| word.starts_with(HASHES))?;
        let dated = parts[..first].iter().any(|word| word.len() >= YEAR && word.contains(is_digit));
        let several = parts.len() - first > 1 && words(line) <= LONGEST_LINE;
        (dated && several).then(|| all(&parts[first..])).flatten()
    };
    all(&parts).or_else(|| several_words(line)).or_else(behind)
}

/// The tags of a line of several hashes with names of several words behind them: `# one two # three`.
fn several_words(line: &str) -> Option<Vec<String>> {
    const MOST_WORDS: f32 = 4.0;
    let tags: Vec<&str> = line.trim().strip_prefix(HASHES)?.split(HASHES).map(str::trim).collect();
    let name = |tag: &&str| tag.starts_with(char::is_alphabetic) && words(tag) <= MOST_WORDS;
    (tags.len() > 1 && tags.iter().all(name)).then(|| tags.into_iter().map(str::to_owned).collect())
}

/// The first byte of the ideographic space, and that of full-width signs.
const SPACE: u8 = 0xE3;
const FULL_WIDTH: u8 = 0xEF;
/// What stands before a hashtag.
const HASHES: [char; 2] = ['#', '＃'];
/// What may stand before a line of tags, as before an item of a list.
const BULLETS: [char; 7] = ['*', '•', '-', '–', '+', '·', '▪'];

impl Head<'_> {
    /// A line or a list of tags, wherever it stands.
    pub(super) fn tags(
        &self,
        title: Option<usize>,
        plain: bool,
        found: &mut Gathered<'_>,
        out: &mut Findings,
    ) {
        const LONGEST: f32 = 60.0;
        const LONGEST_LINE: usize = 600;
        for (at, &leaf) in self.leaves.iter().enumerate() {
            let text = self.doc.text(leaf);
            let kind = self.doc.node(leaf).kind;
            if kind == Kind::Code || text.len() > LONGEST_LINE {
                continue;
            }
            // The first part is what the whole text begins with. Most lines have no other: that is seen at once.
            let part = || {
                memchr2(b'|', SPACE, text.as_bytes())?;
                let mut parts = text.split(['\u{3000}', '|']).skip(1);
                parts.find_map(|part| self.words.tags.of_line(part))
            };
            let labelled = self.words.tags.of_line(text).or_else(part);
            if let Some(tags) = labelled.filter(|_| words(text) <= LONGEST) {
                let tags = self
                    .linked_tags(leaf)
                    .filter(|linked| linked.len() > tags.len())
                    .unwrap_or(tags);
                take(&tags, leaf, found, out);
            } else if let Some(tags) = hashtags(text)
                .or_else(|| plain.then(|| self.hashed(at)).flatten().map(|tag| vec![tag]))
                .filter(|_| !matches!(kind, Kind::Heading(_)))
            {
                take(&tags, leaf, found, out);
            }
        }
        if found.get(Field::Tag).is_none() {
            if plain {
                self.told_tags(title, found, out);
            } else if found.article {
                self.tag_links(found);
            }
        }
    }

    /// The tag of a line that begins with a hash, beside another such line.
    fn hashed(&self, at: usize) -> Option<String> {
        const MOST_WORDS: f32 = 4.0;
        let name = |at: usize| {
            let name = self.doc.text(*self.leaves.get(at)?).trim().strip_prefix(HASHES)?.trim();
            let bare = name.starts_with(char::is_alphabetic) && !name.contains(HASHES);
            (bare && words(name) <= MOST_WORDS).then_some(name)
        };
        let beside = at.checked_sub(1).and_then(name).or_else(|| name(at + 1));
        name(at).filter(|_| beside.is_some()).map(str::to_owned)
    }

    /// The parts of a line, without a few words and a colon before them.
    fn row_of(&self, at: usize) -> Vec<String> {
        const LABEL: f32 = 4.0;
        let text = self.text(at);
        let labelled = text.split_once([':', '：']).filter(|(label, _)| words(label) <= LABEL);
        let row = labelled.map_or(text, |(_, rest)| rest).trim_start_matches(BULLETS).trim();
        self.words.tags.split(row)
    }

    /// The tags of an article that are links with `rel="tag"` (microformats: rel-tag). Where there are
    /// very many, they are those of teasers.
    fn tag_links(&self, found: &mut Gathered<'_>) {
        const MOST: usize = 20;
        let is_tag = |rel: &str| {
            let mut words = rel.split_ascii_whitespace();
            words.clone().any(|word| word == "tag") && !words.any(|word| word == "category")
        };
        let links = self.doc.nodes().filter(|(_, node)| node.kind == Kind::Link);
        let tagged = links.filter(|(id, _)| self.doc.attr(*id, Attr::Rel).is_some_and(is_tag));
        let tags: Vec<&str> = tagged.map(|(id, _)| self.doc.text(id)).take(MOST + 1).collect();
        for tag in tags.iter().filter(|_| tags.len() <= MOST) {
            found.add(Field::Tag, tag, "html:rel-tag".to_owned());
        }
    }

    /// The tags of a line in which each is a link, and nothing else may part them.
    fn linked_tags(&self, leaf: NodeId) -> Option<Vec<String>> {
        let links = self.doc.descendants(leaf).filter(|(_, node)| node.kind == Kind::Link);
        let tags: Vec<String> = links.map(|(id, _)| self.doc.text(id).trim().to_owned()).collect();
        (!tags.is_empty()).then_some(tags)
    }
}

/// Whether a line is short enough for a tag.
fn is_short(text: &str) -> bool {
    const LONGEST_TAG: f32 = 5.0;
    const LONGEST_BYTES: usize = 200;
    text.len() <= LONGEST_BYTES && words(text) <= LONGEST_TAG
}

fn take(tags: &[String], leaf: NodeId, found: &mut Gathered<'_>, out: &mut Findings) {
    found.add(Field::Tag, &tags.join(","), "text:tags".to_owned());
    out.role(leaf, Role::Tags);
}
