//! Whether lines were broken at a fixed width, and which of them belong together.
//!
//! Whoever breaks lines at a width puts each word that fits on the line. So a line was broken there
//! where the first word of the next would not have fitted, and it ends where its author ended it
//! where it would.

use super::bullets;
use super::lines::{Line, Lines};
use super::marks::Mark;
use super::script;
use crate::document::{last_spoken, writes_no_spaces};

/// The width that the lines of a document were broken at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wrap {
    columns: u32,
}

/// Widths that people and programs break lines at.
const NARROWEST: u32 = 40;
const WIDEST: u32 = 120;

/// What is seen in the lines that another line of their chunk follows.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    pairs: u32,
    /// Whose next word would not have fitted.
    full: u32,
    /// Of those, the ones where a sentence ends or one seems to begin.
    apart: u32,
}

impl Wrap {
    /// Lines that were broken at so many columns.
    #[cfg(test)]
    pub(super) fn at(columns: u32) -> Wrap {
        Wrap { columns }
    }

    /// The width of a document's lines, if most runs of lines show one.
    pub(super) fn detect(lines: &Lines<'_>, marks: &[Mark]) -> Option<Wrap> {
        /// Fewer broken lines than this may be chance.
        const EVIDENCE: u32 = 4;
        let wrap = Wrap { columns: usual_width(lines, marks)? };
        let (mut sum, mut obeying, mut others) = (Tally::default(), 0, 0);
        for chunk in lines.chunks().filter(|chunk| chunk.len() > 1) {
            let mut here = Tally::default();
            for at in chunk.start..chunk.end - 1 {
                // Entries of menus and buttons are broken by nobody.
                let long = 2 * lines.all[at].width >= wrap.columns;
                if long && is_evidence(lines, marks, at) {
                    here.add(wrap, &lines.all[at], &lines.all[at + 1]);
                }
            }
            // Three of four, since paragraphs without blank lines between them stand in one chunk.
            let obeys = here.full * 4 >= here.pairs * 3;
            *(if obeys { &mut obeying } else { &mut others }) += here.pairs;
            sum.full += if obeys { here.full } else { 0 };
            sum.apart += if obeys { here.apart } else { 0 };
        }
        // Lines that are paragraphs or titles of their own nearly all begin and end as such.
        let prose = sum.apart * 8 < sum.full * 7;
        (sum.full >= EVIDENCE && obeying > others && prose).then_some(wrap)
    }

    /// Whether the next line goes on with this one.
    pub(super) fn joins(self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let nearly = || {
            // Titles are broken where they read well; what begins with a small letter goes on.
            let small = next.text().starts_with(char::is_lowercase);
            let short = if small { self.columns / 2 } else { slack(self.columns) };
            let long = self.columns - short..=self.columns + slack(self.columns);
            long.contains(&line.width) && !ends_paragraph(line)
        };
        // A deeper indentation begins a paragraph; the first line of one has it.
        next.indent <= line.indent.max(1) && (self.is_full(line, next) || nearly())
    }

    /// Whether two lines are long enough that they may be one headline, broken where that reads well: a byline
    /// is shorter.
    pub(super) fn may_part(self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let long = 3 * line.width >= 2 * self.columns && 4 * next.width >= self.columns;
        long && !ends_paragraph(line)
    }

    fn is_full(self, line: &Line<'_>, next: &Line<'_>) -> bool {
        let spare = self.columns.saturating_sub(line.width);
        line.width <= self.columns + slack(self.columns) && first_word(line, next) > spare
    }

    /// Whether a line of Chinese or Japanese, amid a sentence, is a character short of the width: who breaks
    /// lines by hand does not count them.
    fn is_a_character_short(self, line: &Line<'_>, next: &Line<'_>) -> bool {
        const CHARACTER: u32 = 2;
        next.text().starts_with(script::is_cjk)
            && !ends_paragraph(line)
            && (line.width..=line.width + CHARACTER).contains(&self.columns)
    }
}

impl Tally {
    fn add(&mut self, wrap: Wrap, line: &Line<'_>, next: &Line<'_>) {
        let full = wrap.is_full(line, next) || wrap.is_a_character_short(line, next);
        let apart = ends_paragraph(line) || next.text().starts_with(char::is_uppercase);
        self.pairs += 1;
        self.full += u32::from(full);
        self.apart += u32::from(full && apart);
    }
}

fn ends_paragraph(line: &Line<'_>) -> bool {
    last_spoken(line.text()).is_none_or(script::ends_paragraph)
}

/// Whether a line and the next say something of the width.
fn is_evidence(lines: &Lines<'_>, marks: &[Mark], at: usize) -> bool {
    marks[at] == Mark::Plain
        && marks[at + 1] == Mark::Plain
        && bullets::marker(&lines.all[at + 1]).is_none()
}

/// The width that few of the lines that others follow go beyond, if nearly no line of the document
/// goes far beyond it: texts are edited after they were broken.
fn usual_width(lines: &Lines<'_>, marks: &[Mark]) -> Option<u32> {
    const BEYOND: u32 = 6;
    const FAR_BEYOND: usize = 20;
    /// Shorter lines are no lines of a broken text, but entries of menus.
    const SHORTEST: u32 = NARROWEST * 3 / 4;
    let mut histogram = [0_u32; WIDEST as usize + 2];
    for at in 1..lines.all.len() {
        let line = &lines.all[at - 1];
        let inside = line.chunk == lines.all[at].chunk && line.width >= SHORTEST;
        if inside && is_evidence(lines, marks, at - 1) {
            histogram[line.width.min(WIDEST + 1) as usize] += 1;
        }
    }
    let mut left = histogram.iter().sum::<u32>() / BEYOND;
    let columns = (0..=WIDEST + 1).rev().find(|&width| {
        let count = histogram[width as usize];
        let reached = count > left;
        left = left.saturating_sub(count);
        reached
    })?;
    let far = lines.all.iter().filter(|line| line.width > columns + slack(columns)).count();
    let broken = far * FAR_BEYOND <= lines.all.len();
    (broken && (NARROWEST..=WIDEST).contains(&columns)).then_some(columns)
}

/// Columns by which a line may miss the width: punctuation hangs over, words are put in or taken out.
fn slack(columns: u32) -> u32 {
    columns / 8
}

/// Columns of what would have had to fit at the end of a line: a space and the first word of the
/// next, or in scripts without spaces a character with those that may not begin a line.
fn first_word(line: &Line<'_>, next: &Line<'_>) -> u32 {
    /// Longer words are addresses, or no words.
    const LONGEST: u32 = 30;
    /// Where spaces stand between phrases, as in Thai, a word has at most about so many columns.
    const LONGEST_UNSPACED: u32 = 12;
    let text = next.text();
    let first = text.chars().next().unwrap_or(' ');
    if script::is_cjk(first) {
        let held = text.chars().skip(1).take_while(|&c| script::never_begins(c)).count() as u32;
        let kept = u32::from(line.text().chars().next_back().is_some_and(opens)) * 2;
        return 2 + 2 * held.min(2) + kept;
    }
    let word = text.chars().take_while(|&c| !c.is_whitespace() && !script::is_cjk(c));
    let columns: u32 = word.take(LONGEST as usize).map(script::columns).sum();
    if writes_no_spaces(first) {
        return columns.min(LONGEST_UNSPACED);
    }
    let after_cjk = line.text().chars().next_back().is_some_and(script::is_cjk);
    columns + u32::from(!after_cjk)
}

fn opens(c: char) -> bool {
    "「『（【《〈〔［｛“‘".contains(c)
}

/// What stands between two lines that belong together: nothing where the script writes no spaces,
/// where a word was broken at its hyphen, and before a sign that ends a word.
pub(super) fn separator(text: &str, next: &str) -> &'static str {
    let (Some(last), Some(first)) = (text.chars().next_back(), next.chars().next()) else {
        return "";
    };
    let unspaced = |c: char| script::is_cjk(c) || writes_no_spaces(c);
    let mut ending = text.chars().rev();
    let hyphen = matches!(ending.next(), Some('-' | '\u{2010}' | '\u{AD}'))
        && ending.next().is_some_and(char::is_alphabetic);
    let cjk = script::is_cjk(last) || script::is_cjk(first);
    let closes = script::begins_with_closing(next);
    if cjk || closes || unspaced(last) && unspaced(first) || hyphen && first.is_lowercase() {
        ""
    } else {
        " "
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_chinese_may_be_a_character_short() {
        let broken = |shorter: usize| {
            let line = |at: usize| "港".repeat(36 - shorter * (at % 2)) + "\n";
            let text: String = (0..8).map(line).collect();
            let lines = Lines::split(&text, 100);
            Wrap::detect(&lines, &vec![Mark::Plain; lines.all.len()])
        };
        let wrap = Some(Wrap { columns: 72 });
        assert_eq!([broken(0), broken(1), broken(6)], [wrap, wrap, None]);
    }
}
