//! The ways in which text arrives that was a page once.

use super::blocks::{Block, Form};
use super::width::wrap;
use crate::train::random::Random;

/// A way of setting blocks as lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Style {
    /// A line a block, blank lines between blocks.
    Blank,
    /// A line a block, no blank lines at all.
    Solid,
    /// A line a text node, no blank lines.
    Nodes,
    /// As `innerText` gives it: blank lines around paragraphs and headings, tabs between cells.
    Inner,
    /// Broken at a width.
    Wrapped,
    /// Bullets before list items and lines in a row.
    Bullets,
    /// Everything set in, first lines of paragraphs perhaps further.
    Indented,
    /// As `get_text` gives it: tabs and blank lines as the source had them.
    Source,
}

/// Every style.
pub(crate) const STYLES: [Style; 8] = [
    Style::Blank,
    Style::Solid,
    Style::Nodes,
    Style::Inner,
    Style::Wrapped,
    Style::Bullets,
    Style::Indented,
    Style::Source,
];

/// A line, and which block it is of: none for a blank one.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// The block, by its place.
    pub(crate) block: Option<usize>,
    /// The line.
    pub(crate) text: String,
}

/// What is the same for all blocks of one rendering.
struct Page {
    style: Style,
    /// Whether blank lines stand between the blocks of a group, too.
    loose: bool,
    bullet: &'static str,
    width: usize,
    indent: &'static str,
    first: &'static str,
}

/// Sets blocks as lines.
pub(crate) fn lines(blocks: &[Block], style: Style, random: &mut Random) -> Vec<Line> {
    let mut pick = |among: &[&'static str]| among[random.below(among.len())];
    let mut page = Page {
        style,
        loose: false,
        bullet: pick(&["• ", "- ", "* ", "– ", "·  ", "▪ "]),
        indent: pick(&["    ", "  ", "\t", "      "]),
        first: pick(&["", "", "  ", "    "]),
        width: 72,
    };
    page.width = [64, 68, 72, 72, 76, 80][random.below(6)];
    page.loose = random.happens(0.4);
    let mut lines: Vec<Line> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &blocks[before]);
        for _ in 0..before.map_or(0, |before| page.gap(before, block, random)) {
            lines.push(Line { block: None, text: String::new() });
        }
        let texts = page.set(block, random);
        lines.extend(texts.into_iter().map(|text| Line { block: Some(at), text }));
    }
    lines
}

impl Page {
    /// Blank lines between two blocks.
    fn gap(&self, before: &Block, block: &Block, random: &mut Random) -> usize {
        const MOST: usize = 4;
        let together = before.group == block.group
            && !(before.form.stands_apart() || block.form.stands_apart());
        match self.style {
            Style::Solid | Style::Nodes => 0,
            Style::Inner => {
                let list = |form| matches!(form, Form::Item(_));
                let apart = before.form.stands_apart() || block.form.stands_apart();
                usize::from(apart || list(before.form) != list(block.form))
            }
            Style::Source if together => random.below(2) * random.below(MOST),
            Style::Source => 1 + random.below(MOST),
            _ => usize::from(!together || self.loose && block.form != Form::Row),
        }
    }

    /// The lines of a block.
    fn set(&self, block: &Block, random: &mut Random) -> Vec<String> {
        if block.form == Form::Code {
            return block.parts.clone();
        }
        let joint = if block.form == Form::Row { "\t" } else { "" };
        let whole = block.parts.join(joint);
        let whole = whole.replace('\n', " ").trim().to_owned();
        match self.style {
            Style::Blank | Style::Solid | Style::Inner => vec![whole],
            Style::Nodes => {
                let parts = block.parts.iter().map(|part| part.trim().to_owned());
                parts.filter(|part| !part.is_empty()).collect()
            }
            Style::Wrapped => self.wrapped(block.form, &whole),
            Style::Bullets => match block.form {
                Form::Item(depth) => {
                    vec![format!("{}{}{whole}", "  ".repeat(depth as usize - 1), self.bullet)]
                }
                Form::Line => vec![format!("{}{whole}", self.bullet)],
                _ => vec![whole],
            },
            Style::Indented => {
                let first = if block.form == Form::Paragraph { self.first } else { "" };
                vec![format!("{}{first}{whole}", self.indent)]
            }
            Style::Source => vec![format!("{}{whole}", "\t".repeat(random.below(6)))],
        }
    }

    fn wrapped(&self, form: Form, whole: &str) -> Vec<String> {
        let (first, others) = match form {
            Form::Item(_) => (self.bullet, "  "),
            Form::Quote => ("> ", "> "),
            Form::Paragraph => (self.first, ""),
            Form::Row => return vec![whole.to_owned()],
            _ => ("", ""),
        };
        wrap(whole, self.width, first, others)
    }
}
