use super::*;
use crate::document::testing::{build, lines};
use crate::document::{Boilerplate, Findings, Lang, Segment, Span, Why};

fn sample() -> Document {
    let mut doc = build(|b| lines(b, &["Share this", "Two words: 平和 and more."]));
    let mut findings = Findings::default();
    let first = doc.leaves().next().unwrap().0;
    findings.drop(first, Boilerplate::ShareButtons, Why::new("share/labels-en", 0.85, "share"));
    let start = doc.full_text().find('平').unwrap() as u32;
    findings.segment(Segment {
        span: Span { start, end: start + 6 },
        script: "Hani",
        lang: Lang::constant("ja"),
        confidence: 0.97,
        candidates: vec![(Lang::constant("ja"), 0.97), (Lang::constant("zh"), 0.03)],
        evidence: "word list".into(),
    });
    doc.apply("test", &mut findings);
    doc
}

#[test]
fn keys_stand_in_the_order_that_users_rely_on() {
    let value = serde_json::to_value(JsonDocument::of(&sample(), false)).unwrap();
    let keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = "schema id status source metadata metadata_from languages text blocks sections \
                    segments removed counts extra";
    assert_eq!(keys.join(" "), expected);
}

#[test]
fn offsets_slice_the_text_and_counts_add_up() {
    let json = JsonDocument::of(&sample(), true);
    let chars: Vec<char> = json.text.chars().collect();
    let slice =
        |start: u32, end: u32| -> String { chars[start as usize..end as usize].iter().collect() };
    assert_eq!(slice(json.segments[0].start, json.segments[0].end), "平和");
    assert_eq!(slice(json.blocks[0].start, json.blocks[0].end), json.text);
    assert_eq!(json.counts.chars_kept + json.counts.chars_removed, json.counts.chars_in);
    assert_eq!(json.removed[0].text, "Share this");
    assert_eq!(json.decisions.unwrap().len(), 1);
}
