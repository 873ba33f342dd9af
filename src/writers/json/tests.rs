use super::*;
use crate::document::testing::{build, lines};
use crate::document::{Boilerplate, Findings, Lang, Segment, Span, Why, Word, WordKind};

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

#[test]
fn marks_slice_the_text_and_stand_there_when_somebody_looked_for_them() {
    let mut doc = build(|b| lines(b, &["Away with this", "東京（とうきょう）へ。 行く。"]));
    let value = serde_json::to_value(JsonDocument::of(&doc, false)).unwrap();
    assert!(["ruby", "sentences", "words"].iter().all(|key| value.get(key).is_none()));

    let mut findings = Findings::default();
    let text = doc.full_text().to_owned();
    let span = |piece: &str| {
        let start = text.find(piece).unwrap() as u32;
        Span { start, end: start + piece.len() as u32 }
    };
    let first = doc.leaves().next().unwrap().0;
    findings.drop(first, Boilerplate::Other, Why::new("test/rule", 1.0, ""));
    findings.reading(span("東京"), span("（とうきょう）"));
    let sentences = ["Away with this", "東京（とうきょう）へ。", "行く。"].map(span);
    findings.sentences(sentences.to_vec());
    let words = [("Away", WordKind::Word), ("へ", WordKind::Word), ("。", WordKind::Punctuation)];
    findings.words(words.map(|(word, kind)| Word { span: span(word), kind }).to_vec());
    doc.apply("test", &mut findings);

    let json = JsonDocument::of(&doc, false);
    let chars: Vec<char> = json.text.chars().collect();
    let slice =
        |start: u32, end: u32| -> String { chars[start as usize..end as usize].iter().collect() };
    let sentences = json.sentences.unwrap();
    let texts: Vec<String> = sentences.iter().map(|s| slice(s.start, s.end)).collect();
    assert_eq!(texts, ["東京（とうきょう）へ。", "行く。"]);
    let words = json.words.unwrap();
    let texts: Vec<String> = words.iter().map(|word| slice(word.start, word.end)).collect();
    assert_eq!(texts, ["へ", "。"]);
    let [ruby] = &json.ruby[..] else { panic!("{:?}", json.ruby) };
    assert_eq!((ruby.base.as_str(), ruby.reading.as_str()), ("東京", "とうきょう"));
    let place = ruby.notation.as_ref().unwrap();
    assert_eq!(slice(ruby.start, ruby.end), "東京");
    assert_eq!(slice(place.start, place.end), "（とうきょう）");
}
