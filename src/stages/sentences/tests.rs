use super::*;
use crate::document::testing::build;
use crate::document::{Boilerplate, Lang, Language, Tag, Why};

/// The sentences of a document, by its text.
fn found(doc: &Document) -> Vec<&str> {
    doc.sentences().unwrap().iter().map(|span| &doc.full_text()[span.range()]).collect()
}

fn inspect(mut doc: Document, language: &'static str) -> Document {
    let mut out = Findings::default();
    out.language(NodeId::ROOT, Language { lang: Lang::constant(language), confidence: 1.0 });
    doc.apply("language", &mut out);
    Sentences::default().build().unwrap().inspect(&doc, &mut out);
    doc.apply(Sentences::NAME, &mut out);
    doc
}

/// Whether a text is found to have the sentences that the strokes in it part.
fn check(language: &'static str, parted: &str) {
    let expected: Vec<&str> = parted.split('|').map(str::trim).collect();
    let doc = inspect(build(|b| b.text(&parted.replace('|', ""))), language);
    assert_eq!(found(&doc), expected, "{language}");
}

#[test]
fn an_abbreviation_ends_no_sentence() {
    check("en", "Dr. Ames met Mrs. Bell at St. Paul. |She lives at No. 5, approx. 3 miles off.");
    check(
        "en",
        "The answer was no. |He left at 10 p.m. |The inn was shut, the yard etc. |Nobody came.",
    );
    check("de", "Er fragte z. B. Frau Dr. Kern, vgl. Abb. 3 bzw. S. 12. |Sie schwieg.");
    check("es", "Fueron p. ej. Ana y el Sr. Ruiz. |La casa, en la pág. 4, es azul.");
    check("fr", "M. Duval et Mme. Roy vivent p. ex. Place Blanche. |Ils ont lu le chap. 2.");
    check("ru", "Это было в г. Туле, т. е. недалеко, на ул. Мира. |Потом он уехал.");
    check("pt", "O Sr. Lima e a Dra. Reis vieram. |Ela leu a pág. 8.");
    check("it", "Il sig. Neri vide per es. Roma. |La cap. 3 è breve.");
    check("nl", "Dhr. Smit en mevr. De Wit zagen bijv. Gent. |Het was laat.");
    check("pl", "Był tam m.in. prof. Nowak z ul. Długiej. |Potem poszedł.");
    check("cs", "Přišel např. Ing. Malý a MUDr. Novák. |Bylo pozdě.");
    check("sv", "Han såg t.ex. Malmö. |Det var sent.");
    check("tr", "Bkz. Ek 2 ve Doç. Dr. Kaya. |Sonra gittiler.");
    check("el", "Ήρθε ο κ. Νίκος, δηλ. Πέτρου. |Μετά έφυγε. |Γιατί; |Δεν ξέρω.");
}

#[test]
fn initials_and_ordinals_end_none_either() {
    check("en", "J. R. Stone and M.-A. Reed live in the U.S. capital. |It was he and I. |The end.");
    check(
        "de",
        "Am 3. Oktober 1990 begann das XIV. Jahrhundert und blieb bis zum 21. Tag. |Das war 1990. |Danach ging er.",
    );
    check("de", "Sie wurde 3. |Die anderen gewannen.");
    check("ru", "А. С. Белов родился в 1899 году. |Он жил долго.");
    check("en", "It cost 3.14 in 1999. |Version 2.0 came in May.");
}

#[test]
fn numbers_of_headings_belong_to_them() {
    check("en", "6.2.1. Methods and means");
    check("en", "IV. The harbour");
    check("de", "3. Das Moor");
}

#[test]
fn what_closes_belongs_to_the_sentence_that_it_closes() {
    check("en", "“Stop!” he said. |“Why?” |(Nobody knew.) |Then it was quiet.");
    check("en", "Stone came (!) later... and never again. |Well… |Then he sang…");
    check("de", "„Geh!“, rief sie. |„Warum?“ |Er (oder sie?) ging.");
    check("es", "¿Vienes? |¡No puedo! |«Ya veremos», dijo.");
    check("ja", "「はい。」と彼は言った。|「本当？」|そうです！！|『平和』が始まる。");
    check("zh", "他说：“你好。”|“你是谁？”他问。|我走了……然后回来。|『和平！』|好。");
    check("ko", "\"왔습니다.\"라고 말했다. |정말? |네.");
    check("hi", "वह आया। |क्या हुआ? |डॉ. शर्मा गए।");
    check("ar", "جاء الولد. |لماذا؟ |لا أعرف!");
    check("th", "วันนี้อากาศดี");
}

#[test]
fn a_line_break_ends_a_sentence_unless_the_next_line_goes_on() {
    let lines = |first: &str, second: &str| {
        let doc = build(|b| {
            b.text(first);
            b.line_break();
            b.text(second);
        });
        found(&inspect(doc, "en")).len()
    };
    assert_eq!(lines("The harbour", "The boats"), 2);
    assert_eq!(lines("The harbour and", "the boats"), 1);
    assert_eq!(lines("The harbour,", "Where boats lie"), 1);
}

#[test]
fn a_sentence_goes_through_elements_code_and_what_was_removed_but_not_through_blocks() {
    let mut doc = build(|b| {
        b.open(Kind::Paragraph, Tag::P);
        b.text("One ");
        b.open(Kind::Strong, Tag::B);
        b.text("two. Three");
        b.close();
        b.open(Kind::Link, Tag::A);
        b.text(" Read more. Now.");
        b.close();
        b.text(" is ");
        b.open(Kind::CodeSpan, Tag::CODE);
        b.text("a. B");
        b.close();
        b.text(" here");
        b.close();
        b.open(Kind::Paragraph, Tag::P);
        b.text("no stop 😀");
        b.close();
    });
    let mut out = Findings::default();
    let link = doc.nodes().find(|(_, node)| node.kind == Kind::Link).unwrap().0;
    out.drop(link, Boilerplate::Other, Why::new("test/rule", 1.0, ""));
    doc.apply("test", &mut out);
    let doc = inspect(doc, "en");
    let expected = ["One two.", "Three Read more. Now. is a. B here", "no stop 😀"];
    assert_eq!(found(&doc), expected);
}

#[test]
fn signs_without_a_word_belong_to_the_sentence_before_them() {
    check("en", "See you. |Great! 😀");
    check("und", "* * *");
}
