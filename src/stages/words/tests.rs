use super::*;
use crate::document::testing::build;
use crate::document::{Boilerplate, Lang, Language, Tag, Why};

fn inspect(mut doc: Document, language: &'static str) -> Document {
    let mut out = Findings::default();
    out.language(NodeId::ROOT, Language { lang: Lang::constant(language), confidence: 1.0 });
    doc.apply("language", &mut out);
    Words::default().build().unwrap().inspect(&doc, &mut out);
    doc.apply(Words::NAME, &mut out);
    doc
}

fn texts(doc: &Document) -> Vec<&str> {
    doc.marked_words().unwrap().iter().map(|word| &doc.full_text()[word.span.range()]).collect()
}

fn words(language: &'static str, text: &str) -> String {
    texts(&inspect(build(|b| b.text(text)), language)).join("|")
}

#[test]
fn words_numbers_and_marks() {
    assert_eq!(
        words("en", "Dr. Ames paid 3.14, didn't he?!"),
        "Dr.|Ames|paid|3.14|,|didn't|he|?|!"
    );
    assert_eq!(words("en", "No. 5 ... no."), "No.|5|...|no|.");
    assert_eq!(words("de", "z. B. am 3. Mai"), "z.|B.|am|3|.|Mai");
    assert_eq!(words("ko", "평화를 빕니다."), "평화를|빕니다|.");
    let doc = inspect(build(|b| b.text("In 1990 !")), "en");
    let kinds: Vec<WordKind> = doc.marked_words().unwrap().iter().map(|word| word.kind).collect();
    assert_eq!(kinds, [WordKind::Word, WordKind::Number, WordKind::Punctuation]);
}

#[test]
fn what_writes_no_spaces_is_looked_up() {
    assert_eq!(words("ja", "東京へ行きました。"), "東京|へ|行き|まし|た|。");
    assert_eq!(words("zh", "我们热爱和平"), "我们|热爱|和平");
    assert_eq!(words("th", "วันนี้อากาศดี"), "วัน|นี้|อากาศ|ดี");
    assert!(words("km", "ខ្ញុំស្រឡាញ់សន្តិភាព").contains('|'));
    assert!(words("lo", "ຂ້ອຍຮັກສັນຕິພາບ").contains('|'));
    assert!(words("my", "ကျွန်တော်ငြိမ်းချမ်းရေးကိုချစ်တယ်").contains('|'));
}

#[test]
fn a_word_goes_through_elements_but_not_through_what_was_removed_and_code_has_none() {
    let mut doc = build(|b| {
        b.open(Kind::Paragraph, Tag::P);
        b.open(Kind::Strong, Tag::B);
        b.text("W");
        b.close();
        b.text("ord ba");
        b.open(Kind::Link, Tag::A);
        b.text("x");
        b.close();
        b.text("na ");
        b.open(Kind::CodeSpan, Tag::CODE);
        b.text("let it");
        b.close();
        b.close();
    });
    let mut out = Findings::default();
    let link = doc.nodes().find(|(_, node)| node.kind == Kind::Link).unwrap().0;
    out.drop(link, Boilerplate::Other, Why::new("test/rule", 1.0, ""));
    doc.apply("test", &mut out);
    assert_eq!(texts(&inspect(doc, "en")), ["Word", "ba", "na"]);
}
