use super::*;
use crate::document::testing::{PROSE as ENGLISH, build, lines};
use crate::document::{Attr, Builder, Tag};

const ENGLISH_MORE: &str = "In the afternoon the wind came up from the sea, and one of the boats went \
                            out to look for the others that had not been seen since the day before.";
const GERMAN: &str = "Der Hafen lag an diesem Morgen ruhig da, und die Boote schaukelten nebeneinander \
                      am Kai, während die Fischer ihre Netze flickten und über das Wetter sprachen.";
const JAPANESE: &str =
    "その朝、港は静かで、漁師たちは網を繕いながら天気の話をしていた。船は岸壁に並んでいる。";
const SIMPLIFIED: &str =
    "那天早上港口很安静，渔民们一边修补渔网，一边谈论着天气，船只并排停靠在码头旁边。";
const TRADITIONAL: &str =
    "那天早上港口很安靜，漁民們一邊修補漁網，一邊談論著天氣，船隻並排停靠在碼頭旁邊。";
const KOREAN: &str = "그날 아침 항구는 조용했고, 어부들은 그물을 고치며 날씨 이야기를 하고 있었다.";

fn document(claims: &[(&str, &str)], make: impl FnOnce(&mut Builder)) -> Document {
    let mut doc = build(|b| {
        for (name, value) in claims {
            b.claim(*name, *value);
        }
        make(b);
    });
    let mut out = Findings::default();
    Languages::default().build().unwrap().inspect(&doc, &mut out);
    doc.apply("language", &mut out);
    doc
}

fn paragraphs(claims: &[(&str, &str)], texts: &[&str]) -> Document {
    document(claims, |b| lines(b, texts))
}

/// The language of the document, then that of each block.
fn languages(doc: &Document) -> Vec<&str> {
    let nodes = std::iter::once(NodeId::ROOT).chain(doc.leaves().map(|(id, _)| id));
    nodes.map(|id| doc.language(id).unwrap().lang.as_str()).collect()
}

#[test]
fn each_text_is_in_its_language() {
    let texts = [ENGLISH, GERMAN, JAPANESE, SIMPLIFIED, TRADITIONAL, KOREAN];
    for (text, lang) in texts.into_iter().zip(["en", "de", "ja", "zh-Hans", "zh-Hant", "ko"]) {
        let doc = paragraphs(&[], &[text]);
        assert_eq!(languages(&doc), [lang, lang]);
        assert!(doc.language(NodeId::ROOT).unwrap().confidence > 0.9);
    }
}

#[test]
fn scripts_of_one_language_need_few_letters() {
    let lines =
        ["Ελλάδα", "საქართველო", "Հայաստան", "ประเทศไทย", "தமிழ்", "한국", "にほん", "ישראל"];
    for (line, lang) in lines.into_iter().zip(["el", "ka", "hy", "th", "ta", "ko", "ja", "he"]) {
        assert_eq!(languages(&paragraphs(&[], &[line]))[0], lang, "{line}");
    }
}

#[test]
fn short_blocks_have_the_language_of_the_document_unless_their_script_contradicts() {
    let doc = paragraphs(&[], &[ENGLISH, "Photo", "12 / 34", "平和", "和平", "평화", "Мир"]);
    assert_eq!(languages(&doc)[..7], ["en", "en", "en", "en", "ja", "zh", "ko"]);
    let russian = languages(&doc)[7];
    assert!(russian == "ru" || russian == "und", "{russian}");
}

#[test]
fn a_paragraph_in_another_language_stands_out() {
    let doc = paragraphs(&[], &[ENGLISH, GERMAN, ENGLISH_MORE]);
    assert_eq!(languages(&doc), ["en", "en", "de", "en"]);
}

#[test]
fn what_the_page_declares_is_evidence_and_no_more() {
    let norwegian = [("html:lang", "nn-NO")];
    assert_eq!(languages(&paragraphs(&norwegian, &["Kvalitet og tryggleik"]))[0], "nn");
    let wrong = [("html:lang", "en"), ("meta:og:locale", "en_US")];
    assert_eq!(languages(&paragraphs(&wrong, &[GERMAN]))[0], "de");
    assert_eq!(languages(&paragraphs(&wrong, &[JAPANESE]))[0], "ja");
}

#[test]
fn a_lang_attribute_speaks_for_its_element() {
    let doc = document(&[], |b| {
        for (lang, text) in [("en", ENGLISH), ("fr", "Bon appétit")] {
            b.open(Kind::Group, Tag::DIV);
            b.attr(Attr::Lang, lang);
            b.open(Kind::Paragraph, Tag::P);
            b.text(text);
            b.close();
            b.close();
        }
    });
    assert_eq!(languages(&doc), ["en", "en", "fr"]);
}

#[test]
fn what_is_no_text_is_undetermined() {
    assert_eq!(languages(&paragraphs(&[], &["12 / 34 …"]))[0], "und");
    assert_eq!(languages(&paragraphs(&[], &[]))[0], "und");
}

#[test]
fn shares_count_what_is_embedded() {
    let doc = paragraphs(&[], &[ENGLISH, "The word is 平和 there, 和平 here, and 평화 elsewhere."]);
    let shares: Vec<&str> = doc.shares().iter().map(|(lang, _)| lang.as_str()).collect();
    assert_eq!(shares[0], "en");
    assert!(["ja", "zh", "ko"].iter().all(|lang| shares.contains(lang)), "{shares:?}");
    let sum: f32 = doc.shares().iter().map(|(_, share)| share).sum();
    assert!((sum - 1.0).abs() < 1e-5);
}
