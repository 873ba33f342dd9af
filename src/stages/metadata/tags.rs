//! Tags: lines with a label, lists below one, lines of hashtags.

use super::Gathered;
use super::head::Head;
use super::terms::Terms;
use super::title::is_button;
use super::words::Tags;
use crate::document::{Attr, Field, Findings, Kind, NodeId, Role, words, writes_no_spaces};

impl Tags {
    /// The tags of a line such as `Tags: one, two` or `Filed under one, two`, or of one with such a part;
    /// nothing where no label stands before them.
    fn of_line(&self, line: &str) -> Option<Vec<String>> {
        let line = line.trim_start_matches(|c: char| BULLETS.contains(&c) || c.is_whitespace());
        let list = self.labels.after_colon(line).or_else(|| self.after_words(line));
        let list = list.or_else(|| self.after_sign(line)).or_else(|| self.after_opener(line));
        let tags = self.split(list?);
        (!tags.is_empty()).then_some(tags)
    }

    /// What stands behind a label and a sign that parts it from the rest.
    fn after_sign<'a>(&self, line: &'a str) -> Option<&'a str> {
        const SIGNS: [char; 7] = ['»', '›', '|', '｜', '>', '–', '—'];
        let (label, rest) = line.split_once(SIGNS)?;
        self.labels.is(label).then(|| rest.trim())
    }

    /// The short names behind words that stand above other things, too, and a colon.
    fn after_opener<'a>(&self, line: &'a str) -> Option<&'a str> {
        const MOST_WORDS: f32 = 4.0;
        let list = self.above.after_colon(line)?;
        let names = self.split(list);
        let short = names.iter().all(|name| words(name) <= MOST_WORDS);
        (names.len() > 1 && short && !list.ends_with(['.', '?', '!', '。'])).then_some(list)
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
            let parted = rest.matches(|c| self.separators.contains(&c)).count() > 1;
            (parted && self.labels.is(label)).then(|| rest.trim())
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

/// The tags of a line that holds hashtags and nothing else, or two and more behind a date.
fn hashtags(line: &str) -> Option<Vec<String>> {
    const LONGEST_LINE: f32 = 12.0;
    let bare = |word: &str| {
        let tag = word.strip_prefix(HASHES)?.trim_end_matches([',', '、', '，', ';']);
        tag.contains(char::is_alphabetic).then(|| tag.to_owned())
    };
    let all = |words: &[&str]| -> Option<Vec<String>> {
        words.iter().map(|word| bare(word)).collect::<Option<Vec<_>>>().filter(|t| !t.is_empty())
    };
    let parts: Vec<&str> = line.split_whitespace().collect();
    let behind = || {
        let first = parts.iter().position(|word| word.starts_with(HASHES))?;
        let dated = parts[..first].iter().any(|word| word.contains(char::is_numeric));
        let several = parts.len() - first > 1 && words(line) <= LONGEST_LINE;
        (dated && several).then(|| all(&parts[first..])).flatten()
    };
    all(&parts).or_else(|| several_words(line)).or_else(behind)
}

/// The tags of a line of several hashes with names of several words behind them: `# one two # three`.
fn several_words(line: &str) -> Option<Vec<String>> {
    const MOST_WORDS: f32 = 4.0;
    let tags: Vec<&str> = line.trim().strip_prefix(HASHES)?.split(HASHES).map(str::trim).collect();
    let name = |tag: &&str| tag.contains(char::is_alphabetic) && words(tag) <= MOST_WORDS;
    (tags.len() > 1 && tags.iter().all(name)).then(|| tags.into_iter().map(str::to_owned).collect())
}

/// What stands before a hashtag.
const HASHES: [char; 2] = ['#', '＃'];
/// What may stand before a line of tags, as before an item of a list.
const BULLETS: [char; 7] = ['*', '•', '-', '–', '+', '·', '▪'];

impl Head<'_> {
    /// A line or a list of tags, wherever it stands.
    pub(super) fn tags(&self, plain: bool, found: &mut Gathered<'_>, out: &mut Findings) {
        const LONGEST: f32 = 60.0;
        const LONGEST_LINE: usize = 600;
        for (at, &leaf) in self.leaves.iter().enumerate() {
            let text = self.doc.text(leaf);
            let kind = self.doc.node(leaf).kind;
            if kind == Kind::Code || text.len() > LONGEST_LINE {
                continue;
            }
            let part =
                || text.split(['\u{3000}', '|']).find_map(|part| self.words.tags.of_line(part));
            let labelled = self.words.tags.of_line(text).or_else(part);
            if let Some(tags) = labelled.filter(|_| words(text) <= LONGEST) {
                let tags = self
                    .linked_tags(leaf)
                    .filter(|linked| linked.len() > tags.len())
                    .unwrap_or(tags);
                take(&tags, leaf, found, out);
            } else if let Some(tags) = hashtags(text)
                .or_else(|| self.hashed(at).map(|tag| vec![tag]))
                .filter(|_| !matches!(kind, Kind::Heading(_)))
            {
                take(&tags, leaf, found, out);
            } else if plain && self.words.tags.stands_above(text) {
                self.list_below(at, found, out);
            }
        }
        if found.get(Field::Tag).is_none() {
            if plain {
                self.tags_below_text(found, out);
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
            let bare = !name.contains(HASHES) && name.contains(char::is_alphabetic);
            (bare && words(name) <= MOST_WORDS).then_some(name)
        };
        let beside = at.checked_sub(1).and_then(name).or_else(|| name(at + 1));
        name(at).filter(|_| beside.is_some()).map(str::to_owned)
    }

    /// The tags of a plain text that stand without a label below its last paragraph, or below one with
    /// buttons, teasers or comments behind them.
    fn tags_below_text(&self, found: &mut Gathered<'_>, out: &mut Findings) {
        let prose = (0..self.leaves.len()).filter(|&at| self.is_article(at));
        let ends: Vec<usize> = prose.filter(|&at| !self.is_article(at + 1)).collect();
        let body = self.body();
        for &end in ends.iter().rev() {
            let run = self.unlabelled_tags(end, &body);
            let Some(&last) = run.last() else { continue };
            let tags: Vec<String> = run.iter().flat_map(|&at| self.row_of(at)).collect();
            // Whatever stands below them: all are of what the text speaks of.
            let sure = tags.len() > 2 && tags.iter().all(|tag| body.know(tag));
            if Some(&end) == ends.last() || self.ends_at(last) || sure {
                for at in run {
                    take(&self.row_of(at), self.leaves[at], found, out);
                }
                return;
            }
        }
    }

    /// Whether the article ends behind a line: a button follows, or what was removed already.
    fn ends_at(&self, at: usize) -> bool {
        let Some(&below) = self.leaves.get(at + 1) else { return true };
        let removed = !self.doc.is_within(below, self.doc.end(self.leaves[at]));
        removed || self.is_label(at + 1) || is_button(self.text(at + 1))
    }

    /// Some short lines close below a paragraph, or one line with signs between its parts, of most of which
    /// the text speaks.
    fn unlabelled_tags(&self, paragraph: usize, body: &Terms) -> Vec<usize> {
        const LEAST: usize = 3;
        const MOST: usize = 8;
        const NEAR: usize = 3;
        let first = paragraph + 1;
        let near = first..self.leaves.len().min(first + NEAR);
        let of_text =
            |run: &[&str]| 2 * run.iter().filter(|line| body.know(line)).count() > run.len();
        let lines = |from: usize| -> Vec<usize> {
            let run = from..self.leaves.len();
            run.take_while(|at| self.can_be_tag(*at)).take(MOST + 1).collect()
        };
        // What begins amid a longer run is a part of that.
        let begins = |at: &usize| *at == first || !self.can_be_tag(at - 1);
        let enough = |run: &Vec<usize>| {
            let texts: Vec<&str> = run.iter().map(|&at| self.text(at)).collect();
            (LEAST..=MOST).contains(&run.len()) && of_text(&texts)
        };
        let row = |at: &usize| {
            let tags = self.row_of(*at);
            let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
            self.is_row_of_tags(*at) && !self.is_signature(*at) && of_text(&tags)
        };
        let run = near.clone().filter(begins).map(lines).find(enough);
        run.or_else(|| near.clone().find(row).map(|at| vec![at])).unwrap_or_default()
    }

    /// Whether a line is short enough for a tag, and neither a sentence nor what buttons and menus say.
    fn can_be_tag(&self, at: usize) -> bool {
        const LONGEST_TAG: f32 = 5.0;
        let text = self.text(at);
        let digits = text.chars().filter(char::is_ascii_digit).count();
        words(text) <= LONGEST_TAG
            && !self.is_heading(at)
            && text.contains(char::is_alphabetic)
            && 2 * digits < text.len()
            && !text.contains(['.', '?', '!', '。', ':', '：', '©', '(', '（', '+'])
            && !self.is_label(at)
            && !is_button(text)
    }

    /// The parts of a line, without a few words and a colon before them.
    fn row_of(&self, at: usize) -> Vec<String> {
        const LABEL: f32 = 4.0;
        let text = self.text(at);
        let labelled = text.split_once([':', '：']).filter(|(label, _)| words(label) <= LABEL);
        self.words.tags.split(labelled.map_or(text, |(_, rest)| rest))
    }

    /// Whether signs part a line into tags.
    fn is_row_of_tags(&self, at: usize) -> bool {
        const LONGEST_TAG: f32 = 5.0;
        const LONGEST: f32 = 40.0;
        let text = self.text(at);
        let parts = self.row_of(at);
        words(text) <= LONGEST
            && parts.len() > 1
            && !text.ends_with(['.', '?', '!', '。', ':', '：'])
            && parts.iter().all(|part| words(part) <= LONGEST_TAG)
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

    /// The tags that stand below a label of their own: the lines of the next list, or of one block.
    fn list_below(&self, label: usize, found: &mut Gathered<'_>, out: &mut Findings) {
        const MOST: usize = 15;
        let parent = |at: usize| self.doc.node(self.leaves[at]).parent;
        let Some(first) = self.leaves.get(label + 1).map(|_| label + 1) else { return };
        let list =
            self.doc.ancestors(self.leaves[first]).find(|&up| self.doc.node(up).kind == Kind::List);
        let belongs =
            |at: &usize| list.is_none_or(|list| self.doc.is_within(self.leaves[*at], list));
        let sign = |at: usize| !self.text(at).contains(char::is_alphanumeric);
        let tag = |at: &usize| sign(*at) || self.can_be_tag(*at) || self.is_row_of_tags(*at);
        let until = self.leaves.len().min(first + MOST);
        let below: Vec<usize> = (first..until).take_while(belongs).take_while(tag).collect();
        // A single short line may be anything.
        let apart = parent(first) == NodeId::ROOT;
        if list.is_none() && below.len() < 2 && (parent(label) != parent(first) || apart) {
            return;
        }
        let lines = below.iter().flat_map(|&at| self.words.tags.split(self.text(at)));
        let tags: Vec<String> = lines.collect();
        if !tags.is_empty() {
            take(&tags, self.leaves[label], found, out);
            for at in below {
                out.role(self.leaves[at], Role::Tags);
            }
        }
    }
}

fn take(tags: &[String], leaf: NodeId, found: &mut Gathered<'_>, out: &mut Findings) {
    found.add(Field::Tag, &tags.join(","), "text:tags".to_owned());
    out.role(leaf, Role::Tags);
}
