//! The blocks around the title, and what they say.

use super::words::{Words, name};
use super::{Gathered, Metadata};
use crate::document::{Attr, Document, Field, Findings, Kind, NodeId, Role, fold, words};

/// The beginning of a document, as far as the first paragraph of prose.
pub(super) struct Head<'a> {
    doc: &'a Document,
    words: &'a Words,
    settings: &'a Metadata,
    leaves: Vec<NodeId>,
}

impl<'a> Head<'a> {
    pub(super) fn new(doc: &'a Document, words: &'a Words, settings: &'a Metadata) -> Head<'a> {
        Head { doc, words, settings, leaves: doc.blocks().map(|(id, _)| id).collect() }
    }

    /// Settles the title, then reads the lines around it.
    pub(super) fn gather(&self, found: &mut Gathered<'_>, out: &mut Findings) {
        let plain = self.doc.source.media_type == "text/plain";
        let title = if plain { self.text_title() } else { self.page_title(found) };
        if let Some((text, from)) = &title {
            found.remove(Field::Title);
            found.add(Field::Title, text, (*from).to_owned());
        }
        let at = found.get(Field::Title).and_then(|title| self.place(title, plain));
        if let Some(at) = at {
            out.role(self.leaves[at], Role::Title);
        }
        if plain {
            self.masthead(at.unwrap_or(0), found, out);
        }
        self.lines(at, plain, found, out);
        self.lead(at, plain, found, out);
        self.tags(found, out);
    }

    fn text(&self, at: usize) -> &'a str {
        self.doc.text(self.leaves[at])
    }

    /// The first leaf block that says nothing but the title; in a page the first heading that does,
    /// for the end of a trail of breadcrumbs says it, too.
    fn place(&self, title: &str, plain: bool) -> Option<usize> {
        let title = fold(title);
        let says = |at: &usize| fold(self.text(*at)) == title;
        let heading = |at: &usize| matches!(self.doc.node(self.leaves[*at]).kind, Kind::Heading(_));
        let first = (0..self.leaves.len()).find(says);
        if plain {
            return first;
        }
        (0..self.leaves.len()).filter(heading).find(says).or(first)
    }

    /// Whether a leaf block is a paragraph of prose.
    fn is_prose(&self, at: usize) -> bool {
        const SENTENCE: f32 = 12.0;
        const PARAGRAPH: f32 = 25.0;
        const MOSTLY_LINKS: f32 = 0.5;
        let leaf = self.leaves[at];
        let text = self.text(at);
        let length = words(text);
        let closed = text
            .trim_end_matches(['"', '”', '’', '»', '」', '』', ')', '）', ']'])
            .ends_with(['.', '。', '!', '！', '?', '？', '…', '।', '؟', '۔', ':', '：']);
        self.doc.node(leaf).kind == Kind::Paragraph
            && self.doc.link_density(leaf) < MOSTLY_LINKS
            && (length >= PARAGRAPH || (length >= SENTENCE && closed))
    }

    /// The first paragraph of prose from a leaf block on, within reach.
    fn first_prose(&self, from: usize) -> usize {
        let reach = (from + self.settings.head_blocks as usize).min(self.leaves.len());
        (from..reach).find(|&at| self.is_prose(at)).unwrap_or(reach)
    }

    /// The title of a plain text: among the lines before the prose the one that stands there
    /// again, else the heading next to the prose, else the longest.
    fn text_title(&self) -> Option<(String, &'static str)> {
        const MOST_LINES: usize = 15;
        let end = self.first_prose(0);
        let candidates: Vec<usize> = (0..end).filter(|&at| self.can_be_title(at)).collect();
        let length = |at: &usize| words(self.text(*at));
        let repeated = candidates.iter().find(|&&at| {
            let folded = fold(self.text(at));
            length(&at) > 1.0
                && candidates.iter().any(|&other| other > at && fold(self.text(other)) == folded)
        });
        let longest = candidates.iter().max_by(|a, b| length(a).total_cmp(&length(b)));
        let heading = candidates.iter().rev().find(|&&at| {
            let heading = matches!(self.doc.node(self.leaves[at]).kind, Kind::Heading(_));
            heading && longest.is_some_and(|longest| 2.0 * length(&at) >= length(longest))
        });
        // Verse and lists have no prose near that a title could stand above: there it is the first
        // line.
        let far = candidates.len() > MOST_LINES || end >= self.leaves.len();
        let verse = far || !self.is_prose(end);
        let other = if verse { candidates.first() } else { heading.or(longest) };
        let title = *repeated.or(other)?;
        Some((self.text(title).to_owned(), "text:title"))
    }

    fn can_be_title(&self, at: usize) -> bool {
        const LONGEST: f32 = 40.0;
        let text = self.text(at);
        let leaf = self.leaves[at];
        let listed = self
            .doc
            .ancestors(leaf)
            .any(|up| matches!(self.doc.node(up).kind, Kind::Item | Kind::Cell));
        let heading = matches!(self.doc.node(leaf).kind, Kind::Heading(_));
        // A heading may name a person or a day and something else.
        let mut nobody = Gathered { words: self.words, values: Vec::new() };
        let credits = match self.credits(text, false, &mut nobody) {
            Some(Role::Byline) => !heading,
            Some(_) => true,
            None => !heading && self.words.date.find(text).is_some(),
        };
        let menu = text.matches(['|', '｜']).count() > 1;
        !menu
            && !listed
            && !credits
            && words(text) <= LONGEST
            && text.chars().any(char::is_alphabetic)
    }

    /// The title of a page: the heading that the page's own claims name, else the claim without
    /// the name of the site, else the first heading of level one.
    fn page_title(&self, found: &Gathered<'_>) -> Option<(String, &'static str)> {
        const MOST: f32 = 0.4;
        let claims: Vec<&str> =
            found.get(Field::Title).into_iter().chain(self.doc.claim("title")).collect();
        let named = |at: &usize| {
            let heading = fold(self.text(*at));
            claims.iter().any(|claim| {
                let claim = fold(claim);
                claim.contains(&heading) && heading.len() as f32 >= MOST * claim.len() as f32
            })
        };
        let headings: Vec<usize> = (0..self.leaves.len())
            .filter(|&at| matches!(self.doc.node(self.leaves[at]).kind, Kind::Heading(1..=3)))
            .filter(|&at| !fold(self.text(at)).is_empty())
            .collect();
        let level = |at: &usize| match self.doc.node(self.leaves[*at]).kind {
            Kind::Heading(level) => level,
            _ => 0,
        };
        if let Some(at) = headings.iter().copied().filter(named).min_by_key(level) {
            return Some((self.text(at).to_owned(), "html:heading"));
        }
        if found.get(Field::Title).is_some() {
            return None;
        }
        let claim = self.doc.claim("title").map(str::trim).filter(|claim| !claim.is_empty());
        if let Some(claim) = claim {
            return Some((without_site(claim, found.get(Field::Site)).to_owned(), "html:title"));
        }
        let first = headings.iter().copied().find(|at| level(at) == 1)?;
        Some((self.text(first).to_owned(), "html:h1"))
    }

    /// The lines of a plain text above its title: the brand, then the category.
    fn masthead(&self, title: usize, found: &mut Gathered<'_>, out: &mut Findings) {
        const MOST_LINES: usize = 6;
        const CATEGORY_WORDS: f32 = 4.0;
        let is_line =
            |at: &usize| self.words.date.find(self.text(*at)).is_none() && self.can_be_title(*at);
        let mut above: Vec<usize> = (0..title).filter(is_line).collect();
        if above.is_empty() || above.len() > MOST_LINES {
            return;
        }
        let labelled =
            above.iter().find_map(|&at| Some((at, self.words.category.after(self.text(at))?)));
        let last = above.last().filter(|_| above.len() > 1).map(|&at| (at, self.text(at)));
        if let Some((at, category)) = labelled.or(last)
            && words(category) <= CATEGORY_WORDS
        {
            found.add(Field::Category, category, "text:category".to_owned());
            out.role(self.leaves[at], Role::Category);
            above.retain(|&line| line != at);
        }
        let brand: Vec<&str> = above.iter().map(|&at| self.text(at)).collect();
        found.add(Field::Site, &brand.join(" "), "text:masthead".to_owned());
        for at in above {
            out.role(self.leaves[at], Role::Masthead);
        }
    }

    /// Datelines and bylines around the title.
    fn lines(
        &self,
        title: Option<usize>,
        plain: bool,
        found: &mut Gathered<'_>,
        out: &mut Findings,
    ) {
        const ABOVE: usize = 6;
        const BELOW_PROSE: usize = 2;
        // Further off, a date that is neither alone nor labelled is that of something else.
        const NEAR: usize = 4;
        let at = title.unwrap_or(0);
        let from = if plain { 0 } else { at.saturating_sub(ABOVE) };
        // In plain text, date and author often stand below the last paragraph, too.
        let until = (self.first_prose(at + 1) + BELOW_PROSE).min(self.leaves.len());
        for line in from..until {
            if Some(line) == title || self.is_prose(line) {
                continue;
            }
            let near = plain || line < at + NEAR;
            if let Some(role) = self.credits(self.text(line), near, found) {
                out.role(self.leaves[line], role);
            } else if !plain
                && self.is_named(line, &["byline", "author"])
                && let Some(author) = name(self.text(line))
            {
                found.add(Field::Author, &author, "html:byline".to_owned());
            }
        }
    }

    /// What a line is that says nothing but when and by whom: as a whole, or part for part.
    fn credits(&self, line: &str, near: bool, found: &mut Gathered<'_>) -> Option<Role> {
        if let Some(role) = self.credit(line, false, found) {
            return Some(role);
        }
        let parts: Vec<&str> = line.split(['·', '|', '•', '｜', '／', '—']).collect();
        let roles: Vec<Option<Role>> =
            parts.iter().map(|part| self.credit(part.trim(), near, found)).collect();
        let all = parts.len() > 1 && roles.iter().all(Option::is_some);
        let dated = roles.contains(&Some(Role::Dateline));
        all.then_some(if dated { Role::Dateline } else { Role::Byline })
    }

    /// The same of one part. A date amid other words is taken, too, where it is `near` the title.
    fn credit(&self, part: &str, near: bool, found: &mut Gathered<'_>) -> Option<Role> {
        if let Some(date) = self.words.date.find(part) {
            if date.alone || date.labelled || near {
                let field = if date.modified { Field::Modified } else { Field::Published };
                found.add(field, part, "text:dateline".to_owned());
            }
            return date.alone.then_some(Role::Dateline);
        }
        let author = self.words.byline.author(part)?;
        found.add(Field::Author, &author, "text:byline".to_owned());
        Some(Role::Byline)
    }

    /// Whether a leaf block or an element just above it has one of the words in its class.
    fn is_named(&self, at: usize, names: &[&str]) -> bool {
        const NEAR: usize = 2;
        let leaf = self.leaves[at];
        std::iter::once(leaf).chain(self.doc.ancestors(leaf)).take(NEAR).any(|id| {
            self.doc.attr(id, Attr::Class).is_some_and(|class| {
                let class = class.to_ascii_lowercase();
                let mut tokens = class.split(|c: char| !c.is_ascii_alphanumeric());
                tokens.any(|token| names.contains(&token))
            })
        })
    }

    /// The lead: in plain text a first paragraph shorter than the second, in a page one whose class
    /// says so or that is the page's description.
    fn lead(&self, title: Option<usize>, plain: bool, found: &Gathered<'_>, out: &mut Findings) {
        const NAMES: [&str; 8] =
            ["lead", "lede", "standfirst", "dek", "intro", "chapeau", "excerpt", "teaser"];
        let Some(title) = title else { return };
        let at = self.first_prose(title + 1);
        if at >= self.leaves.len() || words(self.text(at)) > self.settings.max_lead_words as f32 {
            return;
        }
        let is_lead = if plain {
            let next = self.first_prose(at + 1);
            next < self.leaves.len() && words(self.text(at)) < words(self.text(next))
        } else {
            let described = found.get(Field::Description).map(fold);
            described.is_some_and(|text| text == fold(self.text(at))) || self.is_named(at, &NAMES)
        };
        if is_lead && self.is_prose(at) {
            out.role(self.leaves[at], Role::Lead);
        }
    }

    /// A line of tags, wherever it stands.
    fn tags(&self, found: &mut Gathered<'_>, out: &mut Findings) {
        const LONGEST: f32 = 60.0;
        for &leaf in &self.leaves {
            let text = self.doc.text(leaf);
            if words(text) > LONGEST || self.doc.node(leaf).kind == Kind::Code {
                continue;
            }
            if let Some(tags) = self.words.tags.of_line(text) {
                found.add(Field::Tag, &tags.join(","), "text:tags".to_owned());
                out.role(leaf, Role::Tags);
            }
        }
    }
}

/// A page's title without the name of the site behind or before it.
fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    const MARKS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " » ", "｜", " · ", " • "];
    let site = site.map(fold);
    let is_site = |part: &str| site.as_ref().is_some_and(|site| *site == fold(part));
    for mark in MARKS {
        if let Some((first, rest)) = title.split_once(mark)
            && is_site(first)
        {
            return rest.trim();
        }
        if let Some((rest, last)) = title.rsplit_once(mark)
            && (is_site(last) || (site.is_none() && words(last) < words(rest)))
        {
            return rest.trim();
        }
    }
    title
}
