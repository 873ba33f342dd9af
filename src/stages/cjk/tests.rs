use super::*;
use crate::document::testing::{build, lines};
use crate::document::{Attr, Kind, Lang, Language, Tag};

fn paragraphs(texts: &[&str]) -> Document {
    build(|b| lines(b, texts))
}

fn inspected(mut doc: Document) -> Document {
    let mut out = Findings::default();
    Cjk::default().build().unwrap().inspect(&doc, &mut out);
    doc.apply("cjk", &mut out);
    doc
}

/// `text: language` of each segment.
fn segments(doc: Document) -> Vec<String> {
    let doc = inspected(doc);
    let text = doc.full_text();
    doc.segments().iter().map(|s| format!("{}: {}", &text[s.span.range()], s.lang)).collect()
}

#[test]
fn a_word_that_one_language_has_is_told_by_itself() {
    let doc = inspected(paragraphs(&["平和", "和平", "평화"]));
    let found: Vec<_> = doc.segments().iter().map(|s| (s.lang.as_str(), s.script)).collect();
    assert_eq!(found, [("ja", "Hani"), ("zh", "Hani"), ("ko", "Hang")]);
    assert!(doc.segments().iter().all(|s| s.confidence >= 0.8), "{:?}", doc.segments());
}

#[test]
fn a_list_of_words_has_no_common_language() {
    let found = segments(paragraphs(&["平和 / 和平 / 평화", "평화 平和 和平"]));
    assert_eq!(found[..3], ["平和: ja", "和平: zh", "평화: ko"]);
    assert_eq!(found[3..], ["평화: ko", "平和: ja", "和平: zh"]);
}

#[test]
fn a_word_that_several_languages_have_stays_open() {
    let doc = inspected(paragraphs(&["A sign that reads 世界 and no more"]));
    let segment = &doc.segments()[0];
    assert_eq!((segment.lang.as_str(), segment.evidence.as_ref()), ("und-Hani", "too little"));
    let sum: f32 = segment.candidates.iter().map(|(_, p)| p).sum();
    assert!((sum - 1.0).abs() < 1e-4 && segment.candidates.len() == 3, "{:?}", segment.candidates);
}

#[test]
fn characters_of_one_standard_tell_the_orthography() {
    let found = segments(paragraphs(&["Namen wie 张学良 und 張學良 oder 広島県"]));
    assert_eq!(found, ["张学良: zh-Hans", "張學良: zh-Hant", "広島県: ja"]);
}

#[test]
fn kana_in_the_phrase_speak_for_japanese() {
    let found = segments(paragraphs(&["Он сказал: «世界、そして日本の平和»"]));
    assert_eq!(found, ["世界: ja", "そして日本の平和: ja"]);
}

#[test]
fn brackets_tie_a_word_to_its_reading() {
    let found =
        segments(paragraphs(&["The term 미래(未來), 東京（とうきょう）, 臺北 (ㄊㄞˊ ㄅㄟˇ)"]));
    assert_eq!(
        found,
        [
            "미래: ko",
            "未來: ko",
            "東京: ja",
            "とうきょう: ja",
            "臺北: zh-Hant",
            "ㄊㄞ: zh-Hant",
            "ㄅㄟ: zh-Hant"
        ]
    );
}

#[test]
fn a_declared_language_helps_and_may_be_overruled() {
    let declared = |lang: &str, text: &str| {
        segments(build(|b| {
            b.open(Kind::Paragraph, Tag::P);
            b.text("Le mot ");
            b.open(Kind::Inline, Tag::SPAN);
            b.attr(Attr::Lang, lang);
            b.text(text);
            b.close();
            b.text(" est courant.");
            b.close();
        }))
    };
    assert_eq!(declared("ja", "世界"), ["世界: ja"]);
    assert_eq!(declared("zh-TW", "世界"), ["世界: zh-Hant"]);
    assert_eq!(declared("ja", "我们这里"), ["我们这里: zh-Hans"]);
}

#[test]
fn the_name_of_a_language_tells_what_is_quoted() {
    let found = segments(paragraphs(&[
        "日本語の「世界」と中国語の「世界」",
        "중국어 ‘和平’이다",
        "in Japanese 世界 or",
    ]));
    assert_eq!(found[1], "世界: ja");
    assert_eq!(found[3], "世界: zh");
    assert_eq!(found[5], "和平: zh");
    assert_eq!(found[7], "世界: ja");
}

#[test]
fn ruby_tells_the_language_of_its_base() {
    let found = segments(build(|b| {
        b.open(Kind::Paragraph, Tag::P);
        b.open(Kind::Ruby, Tag::RUBY);
        b.attr(Attr::Reading, "せかい");
        b.text("世界");
        b.close();
        b.close();
    }));
    assert_eq!(found, ["世界: ja"]);
}

#[test]
fn the_language_of_the_block_decides_what_is_open() {
    let mut doc = paragraphs(&["世界，中国，时间", "世界"]);
    let mut out = Findings::default();
    let (leaf, _) = doc.leaves().next().unwrap();
    out.language(leaf, Language { lang: Lang::constant("zh-Hans"), confidence: 0.95 });
    doc.apply("language", &mut out);
    let found = segments(doc);
    assert_eq!(found[0], "世界: zh-Hans");
    assert_eq!(found[3], "世界: und-Hani");
}

#[test]
fn removed_text_has_no_segments() {
    use crate::document::{Boilerplate, Why};
    let mut doc = paragraphs(&["日本語です", "한국어"]);
    let mut out = Findings::default();
    let (leaf, _) = doc.leaves().next().unwrap();
    out.drop(leaf, Boilerplate::Other, Why::new("test/rule", 1.0, "a test"));
    doc.apply("test", &mut out);
    assert_eq!(segments(doc), ["한국어: ko"]);
}
