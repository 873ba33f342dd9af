use super::page::{Layout, render};
use super::{json, rows};
use crate::document::testing::leaf;
use crate::document::{
    Boilerplate, Builder, Document, Findings, Kind, NodeId, Source, Tag, Verdict, Why,
};

/// A title, a menu of which one entry is kept all the same, a paragraph with a removed link, and one
/// that a guard kept.
fn document() -> Document {
    let mut builder = Builder::new(Source::default(), 0, 100);
    leaf(&mut builder, Kind::Heading(1), "Title \u{9B}\u{202E}");
    builder.open(Kind::Group, Tag::NAV);
    for text in ["Home", "Rescued", "Contact", "About"] {
        leaf(&mut builder, Kind::Paragraph, text);
    }
    builder.close();
    builder.open(Kind::Paragraph, Tag::P);
    builder.text("A sentence.");
    builder.open(Kind::Link, Tag::A);
    builder.text(" Share");
    builder.close();
    builder.close();
    let mut doc = builder.finish();
    let nodes = |kind: Kind| doc.nodes().filter(move |(_, node)| node.kind == kind);
    let first = |kind: Kind| nodes(kind).map(|(id, _)| id).next().unwrap_or(NodeId::ROOT);
    let (menu, link) = (first(Kind::Group), first(Kind::Link));
    let leaves: Vec<NodeId> = doc.leaves().map(|(id, _)| id).collect();
    let why = |rule: &str| Why::new(rule, 0.9, "“seen”");
    let mut findings = Findings::default();
    findings.drop(menu, Boilerplate::Navigation, why("furniture/nav"));
    findings.drop(link, Boilerplate::ShareButtons, why("share/label"));
    findings.refuse(leaves[5], Boilerplate::Other, why("furniture/wide"));
    doc.apply("furniture", &mut findings);
    findings.keep(leaves[2], why("content/dense"));
    doc.apply("content", &mut findings);
    doc
}

#[test]
fn a_page_shows_every_block_and_why_it_went() {
    let shown = render(&document(), Layout { columns: 80, whole: false });
    let plain = anstream::adapter::strip_str(&shown).to_string();
    let lines: Vec<&str> = plain.lines().map(str::trim_end).collect();
    let expected = "\
✓ kept     heading       Title \u{FFFD}\u{FFFD}
✗ removed  navigation    Home
           ↳ furniture · furniture/nav · 0.90 · “seen”
✓ kept     paragraph     Rescued
           ↳ kept all the same: content · content/dense · 0.90 · “seen”
✗ removed  navigation    2 blocks, 12 characters
           ↳ furniture · furniture/nav · 0.90 · “seen”
           │ Contact
           │ About
! note     not removed as other: a guard objects
           ↳ furniture · furniture/wide · 0.90 · “seen”
✓ kept     paragraph     A sentence.
✗ removed  share-buttons Share
           ↳ furniture · share/label · 0.90 · “seen”";
    let start = lines.iter().position(|line| line.starts_with('✓')).unwrap();
    assert_eq!(lines[start..start + 14].join("\n"), expected, "{plain}");
    assert_eq!(lines.last(), Some(&"kept 24 + removed 21 = all 45"));
}

#[test]
fn rows_are_the_whole_text() {
    let doc = document();
    let rows = rows::rows(&doc);
    assert_eq!(rows.iter().map(|row| row.chars).sum::<u32>(), doc.chars_in());
    let kept = rows.iter().filter(|row| row.removed.is_none());
    assert_eq!(kept.map(|row| row.chars).sum::<u32>(), doc.chars_kept());
}

#[test]
fn programs_get_every_decision() {
    let doc = document();
    let explained = json::explanation(&doc);
    let blocks = explained["blocks"].as_array().unwrap();
    let rescued = &blocks[2]["decisions"];
    assert_eq!(rescued[0]["verdict"], "drop");
    assert_eq!(rescued[1]["verdict"], "keep");
    assert_eq!(blocks[2]["kept"], true);
    assert_eq!(blocks[1]["path"], "html/nav[1]/p[1]");
    assert!(doc.decisions().iter().any(|d| matches!(d.verdict, Verdict::Refused(_))));
}
