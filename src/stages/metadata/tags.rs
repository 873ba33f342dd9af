//! Tags: lines with a label, lists below one, lines of hashtags.

use super::Gathered;
use super::head::Head;
use super::likeness::is_button;
use super::terms::Terms;
use super::words::Tags;
use crate::document::{Attr, Field, Findings, Kind, NodeId, Role, words, writes_no_spaces};

impl Tags {
    /// The tags of a line such as `Tags: one, two` or `Filed under one, two`; nothing when the line does
    /// not begin with a label.
    fn of_line(&self, line: &str) -> Option<Vec<String>> {
        let list = self.labels.after_colon(line).or_else(|| self.after_words(line))?;
        let tags = self.split(list);
        (!tags.is_empty()).then_some(tags)
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

/// The tags of a line that holds hashtags and nothing else.
fn hashtags(line: &str) -> Option<Vec<String>> {
    let bare = |word: &str| {
        let tag = word.strip_prefix(['#', '＃'])?.trim_end_matches([',', '、', '，', ';']);
        tag.contains(char::is_alphabetic).then(|| tag.to_owned())
    };
    let tags: Option<Vec<String>> = line.split_whitespace().map(bare).collect();
    tags.filter(|tags| !tags.is_empty())
}

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
            if let Some(tags) = self.words.tags.of_line(text).filter(|_| words(text) <= LONGEST) {
                let tags = self
                    .linked_tags(leaf)
                    .filter(|linked| linked.len() > tags.len())
                    .unwrap_or(tags);
                take(&tags, leaf, found, out);
            } else if let Some(tags) = hashtags(text).filter(|_| !matches!(kind, Kind::Heading(_)))
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

    /// The tags of a plain text that stand without a label below its last paragraph, or below one with
    /// buttons, teasers or comments behind them.
    fn tags_below_text(&self, found: &mut Gathered<'_>, out: &mut Findings) {
        let prose = (0..self.leaves.len()).filter(|&at| self.is_article(at));
        let ends: Vec<usize> = prose.filter(|&at| !self.is_article(at + 1)).collect();
        let body = self.body();
        for &end in ends.iter().rev() {
            let run = self.unlabelled_tags(end, &body);
            let Some(&last) = run.last() else { continue };
            if Some(&end) == ends.last() || self.ends_at(last) {
                for at in run {
                    take(&self.words.tags.split(self.text(at)), self.leaves[at], found, out);
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
            let tags = self.words.tags.split(self.text(*at));
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

    /// Whether signs part a line into tags.
    fn is_row_of_tags(&self, at: usize) -> bool {
        const LONGEST_TAG: f32 = 5.0;
        const LONGEST: f32 = 40.0;
        let text = self.text(at);
        let parts = self.words.tags.split(text);
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
