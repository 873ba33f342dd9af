//! Whether links and stressed words of a sentence stand on lines of their own, as when every piece of
//! text of a page was written on a line, and which lines make a sentence then.

use super::lines::{Line, Lines};
use super::marks::Mark;
use super::script;
use crate::document::{is_stop, last_spoken};

/// For each line whether it goes on with the line before it; nothing where lines are no pieces.
pub(super) fn detect(lines: &Lines<'_>, marks: &[Mark]) -> Option<Vec<bool>> {
    /// Fewer lines that begin with a comma or a full stop may be slips.
    const EVIDENCE: usize = 3;
    let follows = |at: usize| {
        at > 0
            && lines.all[at - 1].chunk == lines.all[at].chunk
            && [marks[at - 1], marks[at]] == [Mark::Plain; 2]
    };
    let closing = |at: usize| follows(at) && script::begins_with_closing(lines.all[at].text());
    if (0..lines.all.len()).filter(|&at| closing(at)).count() < EVIDENCE {
        return None;
    }
    let small = |at: usize| {
        let begins = lines.all[at].text().starts_with(char::is_lowercase);
        follows(at) && begins && !is_over(&lines.all[at - 1])
    };
    let begins = |at: usize| at < lines.all.len() && (closing(at) || small(at));
    // A word or two alone, and no sentence goes on behind the name below: `by` between a title and who wrote.
    let label = |at: usize| {
        let line = &lines.all[at];
        line.width <= LABEL && !is_over(line) && !closing(at) && !begins(at + 1) && !begins(at + 2)
    };
    let goes_on = |at: usize, joined: &[bool]| begins(at) && (joined[at - 1] || !label(at));
    let long = |at: usize| lines.all[at].width >= LONG;
    let mut joined = vec![false; lines.all.len()];
    for at in 0..lines.all.len() {
        // A name or a quoted word, amid a sentence.
        let amid = || {
            let before = |before: usize| joined[before] || long(before);
            follows(at)
                && is_short(&lines.all[at])
                && !is_over(&lines.all[at - 1])
                && before(at - 1)
        };
        // Short lines below each other are tags or entries of a menu, whatever they begin with.
        let apart = || !joined[at - 1] && !long(at - 1) && !long(at) && !closing(at);
        let entry = at > 0 && !is_over(&lines.all[at]) && apart();
        joined[at] = goes_on(at, &joined) && !entry || goes_on(at + 1, &joined) && amid();
    }
    Some(joined)
}

/// Columns of a line that is no heading.
const LONG: u32 = 40;

/// Columns of what stands before a name.
const LABEL: u32 = 12;

fn is_short(line: &Line<'_>) -> bool {
    const SHORT: u32 = 60;
    line.width <= SHORT
}

/// Whether a sentence ends with a line, or what follows is announced.
fn is_over(line: &Line<'_>) -> bool {
    last_spoken(line.text()).is_none_or(|c| is_stop(c) || matches!(c, ':' | '：'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_between_a_title_and_a_name_is_no_piece_of_the_title() {
        let joined = |text: &str| {
            let lines = Lines::split(text, 100);
            detect(&lines, &vec![Mark::Plain; lines.all.len()]).unwrap()
        };
        let sentence = "The council of the harbour town has asked the\nOffice\n, which said in\nMay\n, and\n\
                        men\n, who did not.\n";
        let title = "A harbour that opens again after nine years";
        let text = joined(&format!("{title}\nby\nAnna Weir\n{sentence}"));
        assert_eq!(text, [false, false, false, false, true, true, true, true, true, true]);
        // Here the sentence goes on behind the name.
        let text = joined(&format!("{sentence}{title}\nby\nAnna Weir\n, who sailed.\n"));
        assert_eq!(text[7..], [false, true, true, true]);
    }
}
