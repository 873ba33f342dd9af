//! Sentences, words and readings, to the letter.

use pumice::document::{
    Attr, Builder, Document, Findings, Kind, Lang, Language, NodeId, Source, Span, Tag, Word,
    WordKind,
};
use pumice::writers::tei::Tei;

use super::write;

fn inline(b: &mut Builder, kind: Kind, text: &str) {
    b.open(kind, Tag::SPAN);
    b.text(text);
    b.close();
}

fn span(doc: &Document, text: &str) -> Span {
    let start = doc.full_text().find(text).expect("the text") as u32;
    Span { start, end: start + text.len() as u32 }
}

/// What stands between the tags of the article.
fn article(doc: &Document) -> String {
    let xml = write(doc, &Tei::default());
    let (_, rest) = xml.split_once("<div type=\"article\" xml:id=\"a\">").expect("an article");
    let (lines, _) = rest.split_once("</div>").expect("its end");
    lines.lines().map(str::trim).collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[test]
fn sentences_and_words_are_written_in_parts_where_elements_cross_them() {
    let mut b = Builder::new(Source::default(), 0, 100);
    b.open(Kind::Paragraph, Tag::P);
    b.text("He read ");
    inline(&mut b, Kind::Strong, "twice. Then");
    b.text(" he left 東京(とうきょう) W");
    inline(&mut b, Kind::Emphasis, "or");
    b.text("d.");
    b.close();
    let mut doc = b.finish();
    let mut out = Findings::default();
    let second = "Then he left 東京(とうきょう) Word.";
    out.sentences(vec![span(&doc, second), span(&doc, "He read twice.")]);
    let end = span(&doc, "d.").start + 1;
    out.words(vec![
        Word { span: span(&doc, "Word"), kind: WordKind::Word },
        Word { span: Span { start: end, end: end + 1 }, kind: WordKind::Punctuation },
    ]);
    out.reading(span(&doc, "東京"), span(&doc, "(とうきょう)"));
    doc.apply("test", &mut out);
    let expected = "<p xml:id=\"a.p1\"><s n=\"1\" part=\"I\">He read </s>\
        <hi rendition=\"#r.b\"><s n=\"1\" part=\"F\">twice.</s> <s n=\"2\" part=\"I\">Then</s></hi> \
        <s n=\"2\" part=\"F\">he left <ruby><rb>東京</rb><rt place=\"inline\"><pc>(</pc>とうきょう\
        <pc>)</pc></rt></ruby> <w part=\"I\">W</w><hi rendition=\"#r.i\"><w part=\"M\">or</w></hi>\
        <w part=\"F\">d</w><pc>.</pc></s></p>";
    assert_eq!(article(&doc), expected);
}

#[test]
fn a_direction_is_said_where_it_changes() {
    let mut b = Builder::new(Source::default(), 0, 100);
    for (dir, mode, text) in [
        ("", "", "سلام عليكم"),
        ("ltr", "", "peace"),
        ("auto", "", "«سلام»"),
        ("", "vertical-rl", "سلام"),
    ] {
        b.open(Kind::Quote, Tag::BLOCKQUOTE);
        b.attr(Attr::Dir, dir);
        b.attr(Attr::WritingMode, mode);
        inline(&mut b, Kind::Paragraph, text);
        inline(&mut b, Kind::Paragraph, text);
        b.close();
    }
    let mut doc = b.finish();
    let mut out = Findings::default();
    out.language(NodeId::ROOT, Language { lang: Lang::constant("ar"), confidence: 1.0 });
    doc.apply("test", &mut out);
    let xml = write(&doc, &Tei::default());
    let said: Vec<&str> = xml
        .lines()
        .map(str::trim)
        .filter(|line| line.contains(" rendition="))
        .map(|line| line.split('>').next().unwrap_or_default())
        .collect();
    let expected = [
        "<text xml:lang=\"ar\" rendition=\"#r.rtl\"",
        "<quote xml:id=\"a.q2\" rendition=\"#r.ltr\"",
        "<quote xml:id=\"a.q4\" rendition=\"#r.vertical-rl\"",
    ];
    assert_eq!(said, expected);
}
