//! A measure and its code in words that somebody understands who has never seen a forest.

use std::cmp::Ordering;

use super::lines;
use super::words::NOTHING;
use crate::forest::code::{self, NONE};

/// What a measure says of a block; nothing where it says nothing to people.
pub(super) fn describe(name: &str, code: u8) -> Option<String> {
    let (group, measure) = name.split_once('.')?;
    match group {
        "own" => own(measure, code),
        "place" => place(measure, code),
        "called" => called(code),
        "position" => position(measure, code),
        "title" => title(measure, code),
        "section" => Some(section(measure, code)),
        "group" | "main-group" => group_of(measure, code),
        "kin" => Some(kin(measure, code)),
        "words" => words(measure, code),
        "heading" => said("the words of its heading are", code),
        _ if group.starts_with("box") => Some(container(measure, code)),
        _ if group.starts_with("next") || group.starts_with("window") => {
            Some(around(measure, code))
        }
        _ => lines::describe(group, measure, code),
    }
}

fn percent(code: u8) -> String {
    format!("{:.0} %", code::share_of(code) * 100.0)
}

fn number(code: u8, one: &str, many: &str) -> String {
    let count = code::count_of(code).round();
    if count < 2.0 { format!("{count:.0} {one}") } else { format!("{count:.0} {many}") }
}

fn own(measure: &str, code: u8) -> Option<String> {
    Some(match measure {
        "words" => number(code, "word", "words"),
        "stops" | "stop_share" if code == 0 => "no sentence".to_owned(),
        "stops" | "stop_share" => "sentences".to_owned(),
        "ends_sentence" if code == 0 => "does not end as a sentence".to_owned(),
        "ends_sentence" => "ends as a sentence".to_owned(),
        "link_share" | "links" | "unlinked" if code == 0 && measure != "unlinked" => {
            "not linked".to_owned()
        }
        "link_share" => format!("{} of it in links", percent(code)),
        "links" => number(code, "link", "links"),
        "unlinked" if code == 0 => "nothing but links".to_owned(),
        "unlinked" => number(code, "character outside links", "characters outside links"),
        "element" => "by its element".to_owned(),
        "level" if code > 0 => "a heading".to_owned(),
        "digit_share" if code > 0 => format!("{} digits", percent(code)),
        "price" if code > 0 => "has a price".to_owned(),
        "date" if code > 0 => "has a date".to_owned(),
        "separators" if code > 0 => "divided like a menu".to_owned(),
        "repeat" | "repeats" if code > 8 => "repeated on the page".to_owned(),
        "ruled" | "ruled_score" if code == NONE => "a rule keeps it".to_owned(),
        "ruled" | "ruled_score" if code > 0 => "a rule names it".to_owned(),
        "ruled" | "ruled_score" => "no rule names it".to_owned(),
        "titled_share" | "capital_share" if code > 100 => "capitalised like a title".to_owned(),
        "rare_share" | "common_share" | "comma_share" | "word_length" => "by its words".to_owned(),
        _ => return None,
    })
}

fn place(measure: &str, code: u8) -> Option<String> {
    let what = match measure {
        "nav" => "navigation",
        "header" => "a header",
        "footer" => "a footer",
        "aside" => "an aside",
        "main" => "the main part",
        "article" => "an article element",
        "section" => "a section",
        "form" => "a form",
        "list" | "item" => "a list",
        "definitions" => "a definition list",
        "table" | "cell" => "a table",
        "figure" | "caption" => "a figure",
        "quote" => "a quotation",
        "details" => "a part that opens and closes",
        "control" => "a button or label",
        "dialog" => "a dialog",
        "panel" => "a tab",
        "body" => "what is marked as the text",
        "product" => "what is marked as a product",
        "hidden" if code == NONE => return None,
        "hidden" => return Some("not shown to readers".to_owned()),
        _ => return None,
    };
    Some(if code == NONE { format!("not in {what}") } else { format!("in {what}") })
}

fn called(code: u8) -> Option<String> {
    const NOTHING: u8 = 128;
    match code.cmp(&NOTHING) {
        Ordering::Less => Some("called as what is around articles".to_owned()),
        Ordering::Equal => None,
        Ordering::Greater => Some("called as articles are".to_owned()),
    }
}

fn position(measure: &str, code: u8) -> Option<String> {
    Some(
        match measure {
            "core" if code == 1 => "with most of the text",
            "up_to_core" if code == 0 => "with most of the text",
            "core_share" if code != NONE => "by its place in most of the text",
            "core" | "up_to_core" | "core_share" => "apart from most of the text",
            "since_long" | "until_long" | "up_to_last" | "up_to_next" if code == NONE => {
                "no running text on that side"
            }
            "up_to_last" | "up_to_next" if code <= 2 => "beside running text",
            "up_to_last" | "up_to_next" => "in another part than the running text",
            "since_long" | "until_long" if code <= 16 => "close to running text",
            "since_long" | "until_long" => "far from running text",
            "long_before" if code == 0 => "no running text before it",
            "long_before" if code >= 199 => "all running text before it",
            "before" | "share" | "words_before" | "long_before" | "depth_before" | "behind"
            | "depth_behind" => "by its place on the page",
            "since_title" | "words_since_title" | "since_first" => match code {
                NONE => "no title on the page",
                0..=127 => "before the title",
                _ => "behind the title",
            },
            _ => return None,
        }
        .to_owned(),
    )
}

fn title(measure: &str, code: u8) -> Option<String> {
    let alike = code > 100 && code != NONE;
    Some(match measure {
        "in_title" | "of_title" if alike => "like the title".to_owned(),
        "in_description" if alike => "like the page's description".to_owned(),
        "in_title" | "of_title" => "unlike the title".to_owned(),
        _ => return None,
    })
}

fn section(measure: &str, code: u8) -> String {
    match measure {
        "link_share" => format!("{} of what is under its heading in links", percent(code)),
        "words" => number(code, "word under its heading", "words under its heading"),
        "heading_ruled" if code > 0 => "a rule names its heading".to_owned(),
        "longs" if code == 0 => "no running text under its heading".to_owned(),
        _ => "by what is under its heading".to_owned(),
    }
}

fn group_of(measure: &str, code: u8) -> Option<String> {
    if code == 0 || code == NONE {
        return None;
    }
    Some(match measure {
        "members" => format!("one of {} alike", code::count_of(code).round()),
        "mean" => format!("parts alike of {}", number(code, "word", "words")),
        "link_share" => format!("parts alike with {} in links", percent(code)),
        "images" => "parts alike with images".to_owned(),
        "prices" => "parts alike with prices".to_owned(),
        _ => "by the parts that look like it".to_owned(),
    })
}

fn kin(measure: &str, code: u8) -> String {
    match measure {
        "blocks" if code::count_of(code) < 2.0 => "no other block looks like it".to_owned(),
        "blocks" => format!("one of about {} blocks alike", code::count_of(code).round()),
        "mean" => format!("blocks alike of {}", number(code, "word", "words")),
        "link_share" => format!("blocks alike with {} in links", percent(code)),
        _ => "by the blocks that look like it".to_owned(),
    }
}

fn container(measure: &str, code: u8) -> String {
    match measure {
        "long_share" => format!("{} of the running text around it", percent(code)),
        "longs" if code == 0 => "no running text around it".to_owned(),
        "longs" => "running text around it".to_owned(),
        "link_share" => format!("{} of what is around it in links", percent(code)),
        "shorts" => format!("{} short lines around it", percent(code)),
        "controls" if code > 0 => "buttons around it".to_owned(),
        "images" if code > 0 => "images around it".to_owned(),
        "prices" if code > 0 => "prices around it".to_owned(),
        "paragraphs" if code > 0 => "paragraphs around it".to_owned(),
        _ => "by what is around it".to_owned(),
    }
}

fn around(measure: &str, code: u8) -> String {
    match measure {
        "longs" if code == 0 => "no running text next to it".to_owned(),
        "longs" => "running text next to it".to_owned(),
        "link_share" if code >= 100 => "links next to it".to_owned(),
        "ruled" if code > 0 => "a rule names what is next to it".to_owned(),
        _ => "by what is next to it".to_owned(),
    }
}

fn words(measure: &str, code: u8) -> Option<String> {
    match measure {
        "mean" | "most" | "least" => said("its words are", code),
        "near" | "around" => said("the words next to it are", code),
        _ => None,
    }
}

fn said(whose: &str, code: u8) -> Option<String> {
    match code.cmp(&NOTHING) {
        Ordering::Less => Some(format!("{whose} those of what is around articles")),
        Ordering::Equal => None,
        Ordering::Greater => Some(format!("{whose} those of articles")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::names;
    use super::*;

    #[test]
    fn codes_are_said_in_people_s_terms() {
        let say = |name, code| describe(name, code).unwrap_or_default();
        assert_eq!(say("own.link_share", 184), "92 % of it in links");
        assert_eq!(say("place.footer", 2), "in a footer");
        assert_eq!(say("place.main", NONE), "not in the main part");
        assert_eq!(
            say("words.near", 99),
            "the words next to it are those of what is around articles"
        );
        assert_eq!(say("page.words", 9), "");
        assert_eq!(say("position.core_share", NONE), "apart from most of the text");
    }

    #[test]
    fn every_group_but_the_page_has_phrases() {
        let all = || names().iter().chain(lines::names());
        let groups: std::collections::BTreeSet<&str> =
            all().filter_map(|name| name.split('.').next()).collect();
        for group in groups.into_iter().filter(|&group| group != "page") {
            let of_group = all().filter(|name| name.split('.').next() == Some(group));
            assert!(of_group.into_iter().any(|name| describe(name, 120).is_some()), "{group}");
        }
    }
}
