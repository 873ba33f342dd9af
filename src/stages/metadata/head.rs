//! The blocks around the title, and what they say.

use super::lines::is_row_of_names;
use super::signs::{is_sign, parts};
use super::words::Words;
use super::{Gathered, Metadata, MetadataStage};
use crate::document::{
    Attr, Boilerplate, Document, Field, Findings, Kind, NodeId, Role, fold, is_stop, last_spoken,
    words, writes_no_spaces,
};
use crate::rules::{Hit, Rules};

/// The beginning of a document, as far as the first paragraph of prose.
pub(super) struct Head<'a> {
    pub(super) doc: &'a Document,
    pub(super) words: &'a Words,
    settings: &'a Metadata,
    menus: &'a Rules,
    pub(super) leaves: Vec<NodeId>,
}

impl<'a> Head<'a> {
    pub(super) fn new(doc: &'a Document, stage: &'a MetadataStage) -> Head<'a> {
        let MetadataStage { settings, words, menus, .. } = stage;
        Head { doc, words, settings, menus, leaves: doc.blocks().map(|(id, _)| id).collect() }
    }

    /// Settles the title, then reads the lines around it.
    pub(super) fn gather(&self, found: &mut Gathered<'_>, out: &mut Findings) {
        let plain = self.doc.source.media_type == "text/plain";
        let alone = |title| (title, None);
        let title = if plain { self.text_title().map(alone) } else { self.page_title(found) };
        let mut within = None;
        if let Some(((text, from), shown)) = &title {
            found.remove(Field::Title);
            found.add(Field::Title, text, from.clone());
            within = shown.and_then(|shown| self.leaves.iter().position(|&leaf| leaf == shown));
        }
        let place = || found.get(Field::Title).and_then(|title| self.place(title, plain));
        let at = within.or_else(place);
        if let Some(at) = at {
            out.role(self.leaves[at], Role::Title);
        }
        if plain {
            let title = found.get(Field::Title);
            let first = title.and_then(|title| self.places(title).next());
            self.masthead(first.unwrap_or(0), found, out);
        }
        // Where no block says the title, the lines about it stand around the first heading.
        let near = at.or_else(|| self.first_heading().filter(|_| !plain));
        if !plain {
            self.marked(near, found);
        }
        self.lines(near, plain, found, out);
        self.lead(at, plain, found, out);
        self.tags(at, plain, found, out);
    }

    fn first_heading(&self) -> Option<usize> {
        let first = |leaf: &NodeId| self.doc.node(*leaf).kind == Kind::Heading(1);
        self.leaves.iter().position(first)
    }

    pub(super) fn text(&self, at: usize) -> &'a str {
        self.doc.text(self.leaves[at])
    }

    /// The leaf block that says nothing but the title: in plain text the last one above the prose, for the
    /// window and the trail of breadcrumbs say it, too; in a page, for the same reason, the first heading
    /// that does.
    pub(super) fn place(&self, title: &str, plain: bool) -> Option<usize> {
        let heading = |at: &usize| matches!(self.doc.node(self.leaves[*at]).kind, Kind::Heading(_));
        let first = self.places(title).next();
        if plain {
            let says = |at: usize| fold(self.text(at)) == fold(title);
            let mut below = first?..self.leaves.len();
            let prose = below.find(|&at| self.is_article(at) && !says(at));
            let above = |at: &usize| prose.is_none_or(|prose| *at < prose);
            return self.places(title).take_while(above).last().or(first);
        }
        self.places(title).find(heading).or(first)
    }

    /// The leaf blocks that say nothing but the title.
    fn places(&self, title: &str) -> impl Iterator<Item = usize> {
        const SLACK: usize = 20;
        let title = fold(title);
        // Signs and white space aside the lengths are the same; that spares folding most blocks.
        let long = move |text: &str, title: &str| {
            text.len() < title.len() || text.len() > 2 * title.len() + SLACK
        };
        (0..self.leaves.len()).filter(move |&at| {
            let text = self.text(at);
            !long(text, &title) && fold(text) == title
        })
    }

    /// Whether a leaf block is a paragraph of prose.
    pub(super) fn is_prose(&self, at: usize) -> bool {
        const SENTENCE: f32 = 12.0;
        const PARAGRAPH: f32 = 25.0;
        /// Thai and its neighbours put no stop at the end of a sentence.
        const OPEN_SENTENCE: f32 = 28.0;
        const MOSTLY_LINKS: f32 = 0.5;
        let leaf = self.leaves[at];
        let text = self.text(at);
        let length = self.doc.words(leaf);
        let closed = last_spoken(text).is_some_and(|c| is_stop(c) || matches!(c, ':' | '：'));
        self.doc.node(leaf).kind == Kind::Paragraph
            && self.doc.link_density(leaf) < MOSTLY_LINKS
            && (length >= PARAGRAPH
                || (length >= SENTENCE && closed)
                || (length >= OPEN_SENTENCE && writes_no_stops(text)))
            && (closed || !(self.is_above_signature(at) || is_path_of(text)))
            && !self.is_labelled_date(text)
            && !(length < PARAGRAPH && self.is_dated(text) && self.is_signed_and_dated(text))
    }

    /// Whether a block of plain text is a sentence, however short: no title ends with a full stop.
    pub(super) fn is_sentence(&self, at: usize) -> bool {
        const SHORTEST: f32 = 4.0;
        let text = self.text(at);
        let said = last_spoken(text)
            .is_some_and(|c| is_stop(c) && !matches!(c, '?' | '!' | '？' | '！' | '؟'));
        let paragraph = self.doc.node(self.leaves[at]).kind == Kind::Paragraph;
        paragraph && said && words(text) >= SHORTEST && !self.is_signature(at)
    }

    /// Whether a line could be a title for what stands below it. Thai has no full stop that would tell
    /// a long title from a paragraph.
    pub(super) fn is_above_signature(&self, at: usize) -> bool {
        const LONGEST_TITLE: f32 = 40.0;
        let below = at + 1;
        words(self.text(at)) <= LONGEST_TITLE
            && below < self.leaves.len()
            && self.is_signature(below)
    }

    /// The first paragraph of prose from a leaf block on, within reach.
    pub(super) fn first_prose(&self, from: usize) -> usize {
        let reach = (from + self.settings.head_blocks as usize).min(self.leaves.len());
        (from..reach).find(|&at| self.is_prose(at)).unwrap_or(reach)
    }

    /// Whether a text, or a part of it that signs part from the rest, says nothing but a date.
    pub(super) fn is_dated(&self, text: &str) -> bool {
        let alone = |text: &str| self.words.date.find(text).is_some_and(|found| found.is_alone());
        let parted = text.contains(|c| is_sign(c) || c == '・');
        alone(text) || parted && parts(text).flat_map(|part| part.split('・')).any(alone)
    }

    /// Whether a text begins with a label and a date, then says when it was changed, and little more.
    pub(super) fn is_labelled_date(&self, text: &str) -> bool {
        const LONGEST: f32 = 25.0;
        let date = &self.words.date;
        words(text) <= LONGEST
            && date.find(text).is_some_and(|found| found.labelled)
            && date.change(text).is_some()
    }

    /// Whether a leaf block is a dateline or a byline.
    pub(super) fn is_signature(&self, at: usize) -> bool {
        let text = self.text(at);
        self.is_dated(text)
            || self.words.byline.author(text).is_some()
            || self.is_signed_and_dated(text)
    }

    /// Whether a text says who wrote and when.
    pub(super) fn is_signed_and_dated(&self, text: &str) -> bool {
        let Words { byline, date, .. } = self.words;
        date.find(text).is_some() && byline.author_beside(text, date).is_some()
    }

    pub(super) fn is_listed(&self, at: usize) -> bool {
        let cell = |up| matches!(self.doc.node(up).kind, Kind::Item | Kind::Cell);
        self.doc.ancestors(self.leaves[at]).any(cell)
    }

    /// Whether a line is a menu, a breadcrumb, or a button.
    pub(super) fn is_menu(&self, text: &str) -> bool {
        let labels = self.menus.labels(text);
        self.menus.begins(text).is_some_and(|hit| is_path(&hit))
            || (!labels.is_empty() && labels.iter().all(is_path))
    }

    /// Whether a line says nothing but what some furniture is labelled with: an entry of a menu, a button.
    pub(super) fn is_label(&self, at: usize) -> bool {
        self.leaves.get(at).is_some_and(|&leaf| !self.menus.labels(self.doc.text(leaf)).is_empty())
    }

    /// Whether a line is a row of names the first of which is an entry of menus.
    fn is_row(&self, text: &str) -> bool {
        let first = text.split_whitespace().next().unwrap_or_default();
        is_row_of_names(text) && self.menus.label(first).is_some()
    }

    /// Whether a line stands in a run of lines that begins as menus do.
    pub(super) fn is_in_menu(&self, at: usize) -> bool {
        let parent = self.doc.node(self.leaves[at]).parent;
        let leaves = self.doc.leaves_in(parent).take_while(|&leaf| leaf <= self.leaves[at]);
        let opens = |leaf| self.menus.opens(self.doc.text(leaf));
        let home = |leaf| opens(leaf).is_some_and(|hit| hit.rule.kind == Boilerplate::Navigation);
        parent != NodeId::ROOT && leaves.into_iter().any(home)
    }

    /// The lines of a plain text above its title: the brand, then the category.
    fn masthead(&self, title: usize, found: &mut Gathered<'_>, out: &mut Findings) {
        const MOST_BRAND_LINES: usize = 3;
        const CATEGORY_WORDS: f32 = 4.0;
        let is_line = |at: &usize| {
            let dated = self.words.date.find(self.text(*at)).is_some();
            let path = || self.menus.phrases(self.text(*at)).iter().any(is_path);
            !dated
                && self.can_be_title(*at)
                && !self.is_in_menu(*at)
                && !self.is_label(*at)
                && !path()
        };
        let mut above: Vec<usize> = (0..title).filter(is_line).collect();
        let labelled =
            above.iter().find_map(|&at| Some((at, self.words.category.after(self.text(at))?)));
        let few = 2..=MOST_BRAND_LINES + 1;
        let last = above.last().filter(|_| few.contains(&above.len()));
        // Between it and the title nothing else stands.
        let last = last.filter(|&&at| (at + 1..title).all(|at| self.is_signature(at)));
        let last = last.map(|&at| (at, self.text(at))).filter(|(_, text)| !self.is_row(text));
        if let Some((at, category)) = labelled.or(last)
            && words(category) <= CATEGORY_WORDS
        {
            found.add(Field::Category, category, "text:category".to_owned());
            out.role(self.leaves[at], Role::Category);
            above.retain(|&line| line != at);
        }
        above.retain(|&line| !self.is_row(self.text(line)));
        // Many lines are a menu, and in one with an entry a line the brand is one of them.
        let entries = (0..title).filter(|&at| self.is_label(at)).count();
        if above.is_empty() || above.len() > MOST_BRAND_LINES || entries > 1 {
            return;
        }
        let brand: Vec<&str> = above.iter().map(|&at| self.text(at)).collect();
        found.add(Field::Site, &brand.join(" "), "text:masthead".to_owned());
        for at in above {
            out.role(self.leaves[at], Role::Masthead);
        }
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
}

/// Whether a rule tells the ways through a site.
fn is_path(hit: &Hit<'_>) -> bool {
    matches!(hit.rule.kind, Boilerplate::Navigation | Boilerplate::Breadcrumb)
}

/// Whether signs part a text as they do a way through a site.
fn is_path_of(text: &str) -> bool {
    const PARTED: usize = 2;
    text.matches(['>', '›', '»', '→', '|', '/', '＞']).count() >= PARTED
}

/// Whether a text is mostly in a script that has no full stop: Thai, Lao, Burmese, Khmer.
fn writes_no_stops(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let open = letters().filter(|&c| writes_no_spaces(c) && c < '\u{2E80}').count();
    2 * open > letters().count()
}
