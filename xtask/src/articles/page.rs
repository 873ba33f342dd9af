//! A page as it is put together: blocks, and of each what is to become of it.

use crate::render::{Block, Form};

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gold {
    /// The title.
    Title,
    /// A heading.
    Heading,
    /// Any other text of the article.
    Text,
    /// Date, author, tags: of the article, but no text.
    Meta,
    /// It may stay or go: brand, category, the title once more.
    Neutral,
    Menu,
    Account,
    Cookies,
    Share,
    Teasers,
    Newsletter,
    Comments,
    Advertisement,
    Footer,
}

impl Gold {
    /// Whether it is to stay; nothing where either is right.
    pub(super) fn stays(self) -> Option<bool> {
        match self {
            Gold::Title | Gold::Heading | Gold::Text | Gold::Meta => Some(true),
            Gold::Neutral => None,
            _ => Some(false),
        }
    }
}

/// A page as it is put together.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) blocks: Vec<Block>,
    pub(super) gold: Vec<Gold>,
    group: u32,
}

impl Page {
    /// What follows stands in another container.
    pub(super) fn next_group(&mut self) {
        self.group += 1;
    }

    /// Adds a block.
    pub(super) fn add(&mut self, gold: Gold, form: Form, text: impl Into<String>) {
        self.push(gold, form, vec![text.into()]);
    }

    /// Adds a block, if there is one.
    pub(super) fn extend(&mut self, gold: Gold, form: Form, text: Option<String>) {
        if let Some(text) = text {
            self.add(gold, form, text);
        }
    }

    /// Adds a row of a table.
    pub(super) fn add_row(&mut self, gold: Gold, cells: &[String]) {
        self.push(gold, Form::Row, cells.to_vec());
    }

    /// Adds entries: each on a line of its own, as items of a list, or all in one line.
    pub(super) fn add_entries(&mut self, gold: Gold, entries: &[&str], setting: usize) {
        self.next_group();
        match setting {
            0 => entries.iter().for_each(|entry| self.add(gold, Form::Line, *entry)),
            1 => entries.iter().for_each(|entry| self.add(gold, Form::Item(1), *entry)),
            _ => {
                let joint = [" | ", " ", " · ", " / "][(setting - 2) % 4];
                let mut parts: Vec<String> = Vec::new();
                for entry in entries {
                    if !parts.is_empty() {
                        parts.push(joint.to_owned());
                    }
                    parts.push((*entry).to_owned());
                }
                self.push(gold, Form::Line, parts);
            }
        }
        self.next_group();
    }

    fn push(&mut self, gold: Gold, form: Form, parts: Vec<String>) {
        if form.stands_apart() {
            self.next_group();
        }
        self.blocks.push(Block { form, parts, group: self.group });
        self.gold.push(gold);
    }
}
