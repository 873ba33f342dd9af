//! Headlines that were set in two lines: nobody breaks a menu's entry amid a phrase.

use super::lines::{Line, Lines};
use super::marks::Mark;
use super::script;
use super::wrap::Wrap;

/// Columns of what is a headline in two lines: a shorter first line is a label, a longer one has its own
/// width to be judged by.
const COLUMNS: std::ops::RangeInclusive<u32> = 16..=64;

/// Whether a line is the second half of a headline, and the line before it the first.
pub(super) fn goes_on(lines: &Lines<'_>, marks: &[Mark], wrap: Option<Wrap>, at: usize) -> bool {
    let plain = |at: usize| marks[at] == Mark::Plain;
    let [before, line] = [&lines.all[at - 1], &lines.all[at]];
    before.chunk == line.chunk
        && plain(at - 1)
        && plain(at)
        && COLUMNS.contains(&before.width)
        && line.width <= *COLUMNS.end()
        && [before, line].iter().all(|line| line.text().contains(char::is_alphanumeric))
        && are_alone(lines, at)
        && (goes_on_in_small(before, line)
            || leaves_open(before, line)
            || is_followed(lines, at) && breaks_off(before, line)
            || wrap.is_some_and(|wrap| is_broken(wrap, before, line)))
}

/// Whether two lines stand by themselves, or with one more: verse does not, nor do lists of tags.
fn are_alone(lines: &Lines<'_>, at: usize) -> bool {
    const MOST: usize = 3;
    let around = &lines.all[at.saturating_sub(MOST)..(at + MOST).min(lines.all.len())];
    around.iter().filter(|line| line.chunk == lines.all[at].chunk).count() <= MOST
        && !begins_small(&lines.all[at - 1])
}

/// Whether more text stands below: under a letter there are a greeting and a name.
fn is_followed(lines: &Lines<'_>, at: usize) -> bool {
    lines.all.last().is_some_and(|last| last.chunk != lines.all[at].chunk)
}

fn begins_small(line: &Line<'_>) -> bool {
    line.text().starts_with(char::is_lowercase)
}

/// Whether a phrase goes on with a small letter in the next line. The names of who wrote may follow a small
/// word, too.
fn goes_on_in_small(before: &Line<'_>, line: &Line<'_>) -> bool {
    const LONG: usize = 4;
    let over = before.text().ends_with(script::ends_paragraph);
    let phrase = before.text().starts_with(|c: char| !c.is_numeric())
        && before.text().split_whitespace().count() > 2;
    let says = line
        .text()
        .split_whitespace()
        .skip(1)
        .any(|word| word.starts_with(char::is_lowercase) && word.chars().count() >= LONG);
    let dated = line.text().contains(char::is_numeric);
    begins_small(line) && phrase && !over && says && !dated
}

/// Whether a line ends with a comma or a dash, or the next begins with a long dash, amid a phrase that is over
/// with the next: it is no sentence, no turn of a conversation and no address.
fn breaks_off(before: &Line<'_>, line: &Line<'_>) -> bool {
    const COMMAS: [char; 4] = [',', '،', '，', '、'];
    const DASHES: [char; 4] = ['–', '—', '―', '─'];
    const LONG_DASHES: [&str; 3] = ["——", "──", "――"];
    let dash_follows = LONG_DASHES.iter().any(|&dash| line.text().starts_with(dash))
        && !before.text().ends_with(script::ends_paragraph);
    let ends = before.text().ends_with(COMMAS) || before.text().ends_with(DASHES);
    let whole = !line.text().ends_with(script::ends_sentence) && !line.text().ends_with(COMMAS);
    (ends || dash_follows) && whole && !line.text().contains(['@', ':', '：'])
}

/// Whether a text was broken at a width, and these lines of a script that has no small letters as well.
fn is_broken(wrap: Wrap, before: &Line<'_>, line: &Line<'_>) -> bool {
    let has_no_small = |c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase();
    let dated = line.text().contains(char::is_numeric);
    line.text().starts_with(has_no_small) && !dated && wrap.may_part(before, line)
}

/// Whether a quotation or a bracket is open at the end of a line, and the next closes it.
fn leaves_open(before: &Line<'_>, line: &Line<'_>) -> bool {
    const PAIRS: [[char; 2]; 7] =
        [['“', '”'], ['„', '“'], ['«', '»'], ['「', '」'], ['『', '』'], ['《', '》'], ['(', ')']];
    PAIRS.into_iter().any(|[opens, closes]| {
        let open =
            before.text().rfind(opens).is_some_and(|at| !before.text()[at..].contains(closes));
        let closed = line.text().find(closes);
        open && closed.is_some_and(|at| !line.text()[..at].contains(opens))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which lines of a text go on with the line before them.
    fn joined(text: &str) -> Vec<usize> {
        let lines = Lines::split(text, 100);
        let marks = vec![Mark::Plain; lines.all.len()];
        (1..lines.all.len()).filter(|&at| goes_on(&lines, &marks, None, at)).collect()
    }

    #[test]
    fn a_headline_goes_on_in_small_letters() {
        assert_eq!(joined("The ferry that came\nback without its captain\n\nText.\n"), [1]);
        assert_eq!(joined("The ferry that came back.\nwithout its captain\n"), [0; 0]);
        assert_eq!(joined("The ferry that came back\nby Anna Weir\n"), [0; 0]);
        assert_eq!(joined("The ferry that came back\nupdated 4 May 2024\n"), [0; 0]);
        assert_eq!(joined("Home\nabout our harbour\n"), [0; 0]);
    }

    #[test]
    fn lines_of_verse_are_no_headline() {
        let verse = "The harbour sleeps, and all the boats\nare dreaming of the morning tide,\n\
                     The gulls have folded up their coats\nand nothing else is left outside.\n";
        assert_eq!(joined(verse), [0; 0]);
    }

    #[test]
    fn a_headline_goes_on_behind_a_comma_or_a_dash() {
        assert_eq!(joined("Marjorie Haddow, keeper of hedges,\n1931–2023\n\nText.\n"), [1]);
        assert_eq!(joined("Tarte aux mirabelles et au thym –\nsans moule\n\nTexte.\n"), [1]);
        assert_eq!(joined("我修的不是傘是下雨天\n——專訪製傘師傅\n\n正文。\n"), [1]);
        let not = [
            "Write to us, we read it all,\npost@harbour.example\n\nText.\n",
            "Mit freundlichen Grüßen,\nAnna Weir\n",
            "Dear Mrs Haddow and family,\nThank you for the kettle.\n\nText.\n",
            "ANNA: I had thought that —\nBORIS: No.\n\nText.\n",
            "The last ferry of the harbour\n─────────────\n\nText.\n",
            "三年前の春に降りました。\n――後悔はありませんか\n\n本文。\n",
        ];
        for text in not {
            assert_eq!(joined(text), [0; 0], "{text}");
        }
    }

    #[test]
    fn a_headline_of_a_script_without_small_letters_was_broken_as_the_text_was() {
        let joins = |second: &str, wrap| {
            let text = format!("صفحة أولى من الجريدة تحمل خبر الميناء القديم\n{second}\n\nنص.\n");
            let lines = Lines::split(&text, 100);
            goes_on(&lines, &vec![Mark::Plain; lines.all.len()], wrap, 1)
        };
        let wrap = |columns| Some(Wrap::at(columns));
        let second = "والسفن التي لم تعد إليه";
        assert!(joins(second, wrap(60)));
        assert!(!joins(second, wrap(100)) && !joins(second, None));
        assert!(!joins("ليلى حداد", wrap(60)));
    }

    #[test]
    fn a_quotation_is_closed_in_the_next_line() {
        assert_eq!(joined("「我修\n的不是傘」\n"), [0; 0]);
        assert_eq!(joined("專訪製傘師傅：「我修的不是傘，\n是下雨天」\n\n正文。\n"), [1]);
        assert_eq!(joined("「是下雨天」專訪製傘師傅江\n「金水」的一天\n"), [0; 0]);
    }
}
