use super::*;

const FILE: &str = r#"
[[rule]]
id = "one"
kind = "cookie-banner"
score = 0.9
phrases = ["we use cookies", "クッキーを使用"]
labels = ["accept all", "it's fine"]
hosts = ["share.example/now"]

[[rule]]
id = "two"
kind = "share-buttons"
score = 0.5
labels = ["share", "copy the link", "फेसबुक", "line"]
opens = ["comments", "댓글"]
"#;

fn rules() -> Rules {
    Rules::load("test", FILE).unwrap()
}

#[test]
fn phrases_are_found_whole_words_at_a_time() {
    assert_eq!(rules().phrases("Here WE use Cookies.").len(), 1);
    assert_eq!(rules().phrases("How awe use cookies").len(), 0);
    assert_eq!(rules().phrases("当サイトはクッキーを使用します").len(), 1);
}

#[test]
fn labels_are_the_whole_text() {
    assert_eq!(rules().label("» Accept  all!").map(|hit| &**hit.id), Some("test/one"));
    assert!(rules().label("Accept all of it").is_none());
    assert!(rules().label("It's fine").is_some());
}

#[test]
fn hosts_are_beginnings_of_targets() {
    assert!(rules().host("https://www.share.example/now?u=x").is_some());
    assert!(rules().host("https://example.org/?u=share.example/now").is_none());
}

#[test]
fn labels_may_stand_in_a_row() {
    let count = |text| rules().labels(text).len();
    assert_eq!(count("Share: Line फ़ेसबुक Copy the link"), 4);
    assert_eq!(count("Share | Line / copy the link"), 3);
    assert_eq!(count("Share the line"), 0, "a word between them is no label");
    assert_eq!(count("Share:"), 1);
}

#[test]
fn what_opens_may_have_a_count() {
    for text in ["Comments", "Comments (12)", "3 comments", "댓글 3개"] {
        assert!(rules().opens(text).is_some(), "{text}");
    }
    assert!(rules().opens("Comments on chapter 3").is_none());
}

#[test]
fn an_entry_that_could_never_be_met_is_a_mistake() {
    let load = |entries: &str| {
        let file = format!("[[rule]]\nid = \"one\"\nkind = \"other\"\nscore = 1.0\n{entries}");
        Rules::load("test", &file).map(|_| ()).map_err(|error| error.to_string())
    };
    assert_eq!(load("phrases = [\"we use\"]"), Ok(()));
    let short = load("id-prefixes = [\"n\"]").unwrap_err();
    assert_eq!(short, "rule one: \"n\" in id-prefixes is shorter than 4 bytes");
    assert!(load("phrases = [\"we\"]").is_err() && load("hosts = [\"a.b\"]").is_err());
    assert!(load("phrases = [\" we use\"]").is_err());
}
