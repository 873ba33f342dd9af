//! The measures of lines in words that somebody understands who has never seen a forest.

use crate::forest::code::{NONE, count, count_of, share_of};
use crate::rules::topics;

/// What a measure of lines says; nothing where it says nothing to people.
pub(in super::super) fn describe(group: &str, measure: &str, code: u8) -> Option<String> {
    let said = match group {
        "said" => format!("speaks of {}", topic(measure).filter(|_| code > 0)?),
        "since" => return since(measure, code),
        "alike" if measure == "short" && code > 0 => "among short lines".to_owned(),
        "alike" if measure == "short" => "among sentences or long lines".to_owned(),
        "core" => core(measure, code).to_owned(),
        "chunk" if measure == "menu" && code > 0 => "in a menu".to_owned(),
        "alike" | "chunk" => "by the lines that stand with it".to_owned(),
        "coarse-form" | "fine-form" => form(measure, code),
        _ if group.starts_with("said-") => {
            format!("near lines that speak of {}", topic(measure).filter(|_| code > 0)?)
        }
        _ if group.starts_with("lengths-") => "by how long the lines around it are".to_owned(),
        _ => return None,
    };
    Some(said)
}

/// What a topic is about.
fn topic(name: &str) -> Option<&'static str> {
    const ABOUT: [(&str, &str); topics::TOPICS] = [
        ("account", "an account"),
        ("advertisement", "advertisements"),
        ("ago", "how long ago something was"),
        ("choice", "a choice to make"),
        ("comments", "comments"),
        ("consent", "consent"),
        ("cookies", "cookies"),
        ("legal", "rights"),
        ("newsletter", "a newsletter"),
        ("purpose", "what data are used for"),
        ("related", "other articles"),
        ("share", "sharing"),
        ("visitor", "the visitor"),
    ];
    ABOUT.iter().find(|(topic, _)| *topic == name).map(|(_, about)| *about)
}

fn since(measure: &str, code: u8) -> Option<String> {
    /// So many lines apart is still near.
    const NEAR: f32 = 8.0;
    let (place, name) = match measure.strip_prefix("until_") {
        Some(name) => ("above", name),
        None => ("below", measure),
    };
    let topic = topic(name)?;
    Some(match code {
        0 => format!("is about {topic}"),
        NONE => format!("not {place} a line about {topic}"),
        _ if code <= count(NEAR) => format!("right {place} a line about {topic}"),
        _ => format!("far {place} a line about {topic}"),
    })
}

fn core(measure: &str, code: u8) -> &'static str {
    match (measure, code) {
        ("place", 0) => "above the running text",
        ("place", 1) => "in the running text",
        ("place", _) => "below the running text",
        _ => "by where the running text is",
    }
}

fn form(measure: &str, code: u8) -> String {
    const MOSTLY: f32 = 0.5;
    match measure {
        "lines" if code <= count(1.0) => "no other line of its form".to_owned(),
        "lines" => format!("one of about {:.0} lines of its form", count_of(code).round()),
        "regular" if share_of(code) >= MOSTLY => "among what returns every few lines".to_owned(),
        "regular" | "period" => "by what returns around it".to_owned(),
        _ => "by the lines of its form".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_is_said() {
        for name in topics::NAMES {
            assert!(topic(name).is_some(), "{name}");
        }
    }

    #[test]
    fn codes_are_said_in_people_s_terms() {
        let say = |group, measure, code| describe(group, measure, code).unwrap_or_default();
        assert_eq!(say("said", "share", 8), "speaks of sharing");
        assert_eq!(say("said-2+2", "cookies", 0), "");
        assert_eq!(say("since", "related", 8), "right below a line about other articles");
        assert_eq!(say("since", "until_choice", NONE), "not above a line about a choice to make");
        assert_eq!(say("core", "place", 2), "below the running text");
        assert_eq!(say("fine-form", "lines", count(9.0)), "one of about 9 lines of its form");
        assert_eq!(say("fine-form", "lines", count(1.0)), "no other line of its form");
        assert_eq!(say("since", "share", 0), "is about sharing");
    }
}
