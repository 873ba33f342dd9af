use super::*;
use crate::document::testing::{PROSE, leaf as line};
use crate::document::{Attr, Builder, Kind, Role, Source, Tag};

fn inspect(media_type: &'static str, make: impl FnOnce(&mut Builder)) -> Document {
    let source = Source { media_type, ..Source::default() };
    let mut builder = Builder::new(source, 0, 10_000);
    make(&mut builder);
    let mut doc = builder.finish();
    let mut out = Findings::default();
    Metadata::default().build().unwrap().inspect(&doc, &mut out);
    doc.apply(Metadata::NAME, &mut out);
    doc
}

#[test]
fn the_head_of_a_copied_article_is_read() {
    let doc = inspect("text/plain", |b| {
        for text in ["The Quay", "HARBOURS", "4 May 2024", "Boats at rest"] {
            line(b, Kind::Paragraph, text);
        }
        line(b, Kind::Heading(2), "Boats at rest");
        line(
            b,
            Kind::Paragraph,
            "A harbour town in the north of the country waits for its boats to leave.",
        );
        for _ in 0..3 {
            line(b, Kind::Paragraph, PROSE);
        }
        line(b, Kind::Paragraph, "Tags: boats, the sea");
    });
    let meta = doc.meta();
    assert_eq!(meta.get(Field::Title), Some("Boats at rest"));
    assert_eq!(meta.get(Field::Site), Some("The Quay"));
    assert_eq!(meta.get(Field::Category), Some("HARBOURS"));
    assert_eq!(meta.get(Field::Published), Some("2024-05-04"));
    assert_eq!(meta.get(Field::PublishedText), Some("4 May 2024"));
    assert_eq!(meta.all(Field::Tag).collect::<Vec<_>>(), ["boats", "the sea"]);
    let roles: Vec<Role> = doc.leaves().filter_map(|(id, _)| doc.role(id)).collect();
    let expected =
        [Role::Masthead, Role::Category, Role::Dateline, Role::Title, Role::Lead, Role::Tags];
    assert_eq!(roles, expected);
}

#[test]
fn json_ld_comes_first_and_every_field_says_where_from() {
    let doc = inspect("text/html", |b| {
        b.claim("title", "Boats at rest | The Quay");
        b.claim("meta:og:site_name", "The Quay");
        b.claim("meta:article:published_time", "2024-05-05");
        b.claim(
            "json-ld",
            r#"{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"],
                "headline": "Boats at rest", "datePublished": "2024-05-04T08:00:00+02:00",
                "author": [{"name": "Ada Moore"}, {"name": "Bo Lind"}], "keywords": "boats, sea"}]}"#,
        );
        line(b, Kind::Heading(1), "Boats at Rest");
        line(b, Kind::Paragraph, PROSE);
    });
    let meta = doc.meta();
    assert_eq!(meta.get(Field::Title), Some("Boats at Rest"));
    assert_eq!(meta.get(Field::Published), Some("2024-05-04"));
    assert_eq!(meta.from(Field::Published), Some("json-ld:datePublished"));
    assert_eq!(meta.all(Field::Author).collect::<Vec<_>>(), ["Ada Moore", "Bo Lind"]);
    assert_eq!(meta.get(Field::Site), Some("The Quay"));
}

#[test]
fn bylines_and_datelines_of_a_page_are_read_near_the_title() {
    let doc = inspect("text/html", |b| {
        line(b, Kind::Heading(1), "Boats at rest");
        line(b, Kind::Paragraph, "By Ada Moore");
        line(b, Kind::Paragraph, "Published 4 May 2024, 10:30");
        b.open(Kind::Paragraph, Tag::P);
        b.attr(Attr::Class, "article-lead");
        b.text("A harbour town in the north of the country waits for its boats to leave.");
        b.close();
        line(b, Kind::Paragraph, PROSE);
    });
    assert_eq!(doc.meta().get(Field::Author), Some("Ada Moore"));
    assert_eq!(doc.meta().get(Field::Published), Some("2024-05-04"));
    let roles: Vec<Role> = doc.leaves().filter_map(|(id, _)| doc.role(id)).collect();
    assert_eq!(roles, [Role::Title, Role::Byline, Role::Dateline, Role::Lead]);
}

#[test]
fn menus_and_signatures_are_no_titles() {
    let doc = inspect("text/plain", |b| {
        line(b, Kind::Paragraph, "Home | Boats | Nets | Contact");
        line(b, Kind::Paragraph, "The Quay");
        line(b, Kind::Paragraph, "A harbour that forgot its boats");
        line(b, Kind::Paragraph, "4 May 2024 · by Jane Quayle");
        for _ in 0..3 {
            line(b, Kind::Paragraph, PROSE);
        }
    });
    let meta = doc.meta();
    assert_eq!(meta.get(Field::Title), Some("A harbour that forgot its boats"));
    assert_eq!(meta.get(Field::Site), Some("The Quay"));
    assert_eq!(meta.get(Field::Author), Some("Jane Quayle"));
    assert_eq!(meta.get(Field::Published), Some("2024-05-04"));
    assert_eq!(
        doc.with_role(Role::Byline).map(|id| doc.text(id)),
        Some("4 May 2024 · by Jane Quayle")
    );
}

#[test]
fn a_poem_has_its_title_above_its_poet() {
    let doc = inspect("text/plain", |b| {
        for text in ["Leaves of the Quay", "Verse", "Inventory of a boat", "by Nell Strand"] {
            line(b, Kind::Paragraph, text);
        }
        for verse in ["and the sea,", "a rope,", "an oar,", "a nail,", "a net,", "and the sea"] {
            line(b, Kind::Paragraph, verse);
        }
    });
    assert_eq!(doc.meta().get(Field::Title), Some("Inventory of a boat"));
}

#[test]
fn a_date_below_the_lead_or_the_text_is_found_and_one_in_a_sentence_is_not() {
    let below = inspect("text/plain", |b| {
        line(b, Kind::Heading(2), "Boats at rest");
        line(b, Kind::Paragraph, PROSE);
        line(b, Kind::Paragraph, "It closed on 1 May 1950");
        line(b, Kind::Paragraph, PROSE);
        line(b, Kind::Paragraph, "Thứ năm, 17/10/2024, 06:30");
    });
    assert_eq!(below.meta().get(Field::Published), Some("2024-10-17"));
}
