use std::fmt::Write;

use super::testing::{build, leaf, lines};
use super::*;

fn paragraph(builder: &mut Builder, text: &str) {
    leaf(builder, Kind::Paragraph, text);
}

/// The structure and the text, for comparison by eye.
fn outline(doc: &Document) -> String {
    let mut out = String::new();
    for event in doc.events() {
        match event {
            Event::Enter(id) => write!(out, "({:?} ", doc.node(id).kind).unwrap(),
            Event::Text(_, text) => write!(out, "{text:?}").unwrap(),
            Event::Leave(_) => out.push(')'),
            Event::Removed(id) => write!(out, "[{}]", doc.ink(id)).unwrap(),
        }
    }
    out
}

fn why() -> Why {
    Why::new("test/rule", 0.9, "")
}

#[test]
fn white_space_is_settled_across_inline_nodes() {
    let doc = build(|b| {
        b.open(Kind::Paragraph, Tag::P);
        b.text("\n  One ");
        b.open(Kind::Strong, Tag::B);
        b.text(" two\t");
        b.close();
        b.text(" three \n");
        b.close();
    });
    assert_eq!(doc.full_text(), "One two three\n");
    assert_eq!(outline(&doc), r#"(Paragraph "One "(Strong "two ")"three")"#);
}

#[test]
fn text_in_a_container_makes_a_block_and_a_container_splits_a_link() {
    let doc = build(|b| {
        b.open(Kind::Link, Tag::A);
        b.attr(Attr::Href, "/x");
        b.text("loose ");
        b.open(Kind::Group, Tag::DIV);
        b.text("inside");
        b.close();
        b.close();
        b.text("after");
    });
    let expected =
        r#"(Paragraph (Link "loose"))(Group (Paragraph (Link "inside")))(Paragraph "after")"#;
    assert_eq!(outline(&doc), expected);
    let links: Vec<_> = doc.nodes().filter(|(_, n)| n.kind == Kind::Link).collect();
    assert!(links.iter().all(|(id, _)| doc.attr(*id, Attr::Href) == Some("/x")));
    assert!((doc.link_density(NodeId::ROOT) - 11.0 / 16.0).abs() < 1e-6);
}

#[test]
fn a_heading_stays_one_through_containers() {
    let doc = build(|b| {
        b.open(Kind::Heading(2), Tag::H2);
        b.open(Kind::Group, Tag::DIV);
        b.text("Title");
        b.close();
        b.close();
    });
    assert_eq!(outline(&doc), r#"(Group (Heading(2) "Title"))"#);
}

#[test]
fn one_break_is_a_break_and_two_end_the_block() {
    let doc = build(|b| {
        b.open(Kind::Paragraph, Tag::P);
        b.line_break();
        b.text("a ");
        b.line_break();
        b.text(" b");
        b.line_break();
        b.line_break();
        b.text("c");
        b.line_break();
        b.close();
    });
    assert_eq!(doc.full_text(), "a\nb\nc\n");
    assert_eq!(outline(&doc), r#"(Paragraph "a"(Break )"b")(Paragraph "c")"#);
}

#[test]
fn code_keeps_its_white_space_and_illegal_characters_are_replaced() {
    let doc = build(|b| {
        b.open(Kind::Code, Tag::PRE);
        b.text("if x:\n    y\u{8}\n");
        b.close();
    });
    assert_eq!(doc.full_text(), "if x:\n    y\u{FFFD}\n");
}

#[test]
fn images_stand_without_text_and_need_a_source() {
    let doc = build(|b| {
        b.open(Kind::Image, Tag::IMG);
        b.attr(Attr::Src, "a.png");
        b.close();
        b.open(Kind::Group, Tag::DIV);
        b.open(Kind::Image, Tag::IMG);
        b.close();
        b.close();
    });
    assert_eq!(outline(&doc), "(Paragraph (Image ))");
}

#[test]
fn what_is_dropped_is_accounted_for_and_can_be_kept_again() {
    let mut doc = build(|b| {
        paragraph(b, "kept one");
        b.open(Kind::Group, Tag::NAV);
        paragraph(b, "gone");
        paragraph(b, "rescued");
        paragraph(b, "gone too");
        b.close();
    });
    let find = |doc: &Document, text: &str| {
        doc.leaves().find(|(id, _)| doc.text(*id) == text).map(|(id, _)| id).unwrap()
    };
    let group = doc.nodes().find(|(_, n)| n.tag == Tag::NAV).map(|(id, _)| id).unwrap();
    let mut findings = Findings::default();
    findings.drop(group, Boilerplate::Navigation, why());
    doc.apply("one", &mut findings);
    findings.keep(find(&doc, "rescued"), why());
    doc.apply("two", &mut findings);

    assert_eq!(outline(&doc), r#"(Paragraph "kept one")[18](Group (Paragraph "rescued"))"#);
    let removals = doc.removals();
    assert_eq!(removals.len(), 1);
    assert_eq!(removals[0].text, "gone\ngone too");
    assert_eq!(removals[0].after, Some(find(&doc, "kept one")));
    assert_eq!(doc.chars_kept() + removals[0].chars, doc.chars_in());
    let losses: Vec<_> = doc.losses().map(|(at, kind, chars)| (at.node, kind, chars)).collect();
    assert_eq!(losses, [(group, Boilerplate::Navigation, removals[0].chars)]);
    assert_eq!(doc.clean_text().text, "kept one\n\nrescued");
}

#[test]
fn spans_are_found_in_the_clean_text() {
    let mut doc = build(|b| {
        paragraph(b, "weg");
        paragraph(b, "das 平和 hier");
    });
    let first = doc.leaves().next().map(|(id, _)| id).unwrap();
    let mut findings = Findings::default();
    findings.drop(first, Boilerplate::Other, why());
    doc.apply("one", &mut findings);
    let at = doc.full_text().find('平').unwrap() as u32;
    let clean = doc.clean_text();
    assert_eq!(clean.locate(&doc, Span { start: at, end: at + 6 }), Some((4, 6)));
    assert_eq!(clean.locate(&doc, Span { start: 0, end: 3 }), None);
}

#[test]
fn the_limit_of_nodes_keeps_what_was_reached() {
    let mut builder = Builder::new(Source::default(), 0, 4);
    for _ in 0..9 {
        paragraph(&mut builder, "text");
    }
    let doc = builder.finish();
    assert_eq!(doc.status(), Status::Limited);
    assert!(doc.full_text().starts_with("text\n"));
}

#[test]
fn a_place_in_a_long_text_is_found() {
    let mut builder = Builder::new(Source::default(), 0, 100);
    builder.text(&"和 a é ".repeat(1000));
    let doc = builder.finish();
    let clean = doc.clean_text();
    for (place, (byte, c)) in doc.full_text().trim_end().char_indices().enumerate() {
        let span = Span { start: byte as u32, end: (byte + c.len_utf8()) as u32 };
        assert_eq!(clean.locate(&doc, span), Some((place as u32, place as u32 + 1)));
    }
}

#[test]
fn kept_blocks_between_two_nodes_are_counted() {
    let mut doc = build(|b| lines(b, &["one", "two", "three", "four"]));
    let leaves: Vec<NodeId> = doc.leaves().map(|(id, _)| id).collect();
    let mut out = Findings::default();
    out.drop(leaves[1], Boilerplate::Other, why());
    doc.apply("test", &mut out);
    assert_eq!(doc.shown_between(NodeId::ROOT, doc.end(NodeId::ROOT)), 3);
    assert_eq!(doc.shown_between(leaves[1], leaves[3]), 1);
    assert_eq!(doc.shown_between(leaves[3], leaves[0]), 0);
}
