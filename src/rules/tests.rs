use super::*;

const FILE: &str = r#"
[[rule]]
id = "one"
kind = "cookie-banner"
score = 0.9
phrases = ["we use cookies", "クッキーを使用"]
labels = ["accept all", "it's fine"]
hosts = ["share.example/now"]
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
