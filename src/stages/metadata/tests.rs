use super::*;
use crate::document::testing::{PROSE, leaf as line};
use crate::document::{Attr, Builder, Kind, Role, Source, Tag};
use crate::forest::Forest;

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

/// A page with claims, a heading and prose.
fn page(claims: &[(&str, &str)], heading: &str, below: &[&str]) -> Document {
    inspect("text/html", |b| {
        for (name, value) in claims {
            b.claim(*name, *value);
        }
        line(b, Kind::Heading(1), heading);
        for text in below {
            line(b, Kind::Paragraph, text);
        }
        for _ in 0..3 {
            line(b, Kind::Paragraph, PROSE);
        }
    })
}

fn authors(doc: &Document) -> Vec<&str> {
    doc.meta().all(Field::Author).collect()
}

#[test]
fn the_heading_is_the_title_unless_it_is_a_slogan_or_the_site() {
    let title = |claims: &[(&str, &str)], heading: &str| {
        page(claims, heading, &[]).meta().get(Field::Title).unwrap().to_owned()
    };
    let claim = ("title", "Ten knots for the harbour - The Quay");
    assert_eq!(
        title(&[claim], "Ten knots every harbour hand ties"),
        "Ten knots every harbour hand ties"
    );
    assert_eq!(title(&[claim], "Welcome aboard!"), "Ten knots for the harbour");
    assert_eq!(title(&[claim], "The Quay"), "Ten knots for the harbour");
    assert_eq!(title(&[claim], "Thread: Ten knots for the harbour"), "Ten knots for the harbour");
    assert_eq!(title(&[claim], "Harbour"), "Ten knots for the harbour");
    assert_eq!(title(&[claim], "Ten knots for the harbour¶"), "Ten knots for the harbour");
    assert_eq!(title(&[("meta:og:title", "Nets &amp; ropes")], "Menu"), "Nets & ropes");
}

#[test]
fn the_name_of_a_site_is_told_from_titles() {
    let title = |claims: &[(&str, &str)], heading: &str| {
        page(claims, heading, &[]).meta().get(Field::Title).unwrap().to_owned()
    };
    // The page calls the site what it is called itself.
    let whole = "Ten knots for the harbour | Quay";
    let claims = [("title", whole), ("meta:og:title", whole), ("meta:og:site_name", whole)];
    assert_eq!(title(&claims, "Ten knots for the harbour"), "Ten knots for the harbour");
    // What stands before the title is the name of the site.
    let claims = [("title", "Quay Notes: Ten old knots"), ("meta:og:title", "Ten old knots")];
    assert_eq!(title(&claims, "Quay Notes"), "Ten old knots");
}

#[test]
fn the_address_decides_between_claims_and_a_slogan() {
    let address = ("link:canonical", "https://quay.example/ten-harbour-knots");
    let title = |claims: &[(&str, &str)], heading: &str| {
        let claims = [claims, &[address]].concat();
        page(&claims, heading, &[]).meta().get(Field::Title).unwrap().to_owned()
    };
    let claims = [("title", "Ten harbour knots"), ("meta:og:title", "Ten harbour knots")];
    assert_eq!(title(&claims, "Knots hold all"), "Ten harbour knots");
    assert_eq!(title(&claims, "Ten good knots for a harbour"), "Ten good knots for a harbour");
    let claims = [("title", "Ten harbour knots"), ("meta:og:title", "Hold fast, whatever comes!")];
    assert_eq!(title(&claims, "Welcome aboard!"), "Ten harbour knots");
}

#[test]
fn what_elements_and_signs_add_to_a_heading_is_no_title() {
    let doc = inspect("text/html", |b| {
        b.claim("title", "Ten knots for the harbour - The Quay");
        b.open(Kind::Heading(1), Tag::of("h1"));
        b.open(Kind::Link, Tag::of("a"));
        b.text("Ten knots for the harbour");
        b.close();
        b.text(" (quay.example) 87");
        b.close();
        line(b, Kind::Paragraph, PROSE);
    });
    assert_eq!(doc.meta().get(Field::Title), Some("Ten knots for the harbour"));
    assert!(doc.with_role(Role::Title).is_some());
    let claims = [("title", "Ten old knots ()"), ("meta:og:title", "Ten old knots ()")];
    assert_eq!(page(&claims, "Ten old knots", &[]).meta().get(Field::Title), Some("Ten old knots"));
}

#[test]
fn people_are_told_from_what_programs_put_in() {
    let named = |value: &str| {
        let doc = page(&[("meta:author", value)], "Boats at rest", &[]);
        authors(&doc).join(" + ")
    };
    assert_eq!(named("By Ada Moore and Bo Lind"), "Ada Moore + Bo Lind");
    assert_eq!(named("Ada Moore, Bo Lind"), "Ada Moore + Bo Lind");
    assert_eq!(named("Ada Moore, MD"), "Ada Moore, MD");
    assert_eq!(named("Office of Boats and Nets"), "Office of Boats and Nets");
    for nobody in ["admin", "https://quay.example/ada", "12", "page.author.name", "undefined"] {
        assert_eq!(named(nobody), "", "{nobody}");
    }
}

#[test]
fn a_claim_of_any_meaning_counts_where_its_label_says_author() {
    let label = |label| [("meta:twitter:label1", label), ("meta:twitter:data1", "Ada Moore")];
    assert_eq!(authors(&page(&label("Written by"), "Boats at rest", &[])), ["Ada Moore"]);
    assert!(authors(&page(&label("Reading time"), "Boats at rest", &[])).is_empty());
}

#[test]
fn json_ld_refers_to_people_and_organisations_come_last() {
    let block = r#"{"@graph": [{"@type": "Article", "headline": "Boats at rest",
        "author": [{"@id": "/paper"}, {"@id": "/ada"}]},
        {"@type": "Organization", "@id": "/paper", "name": "The Quay"},
        {"@type": "Person", "@id": "/ada", "name": "Ada Moore"}]}"#;
    let doc = page(&[("json-ld", block)], "Boats at rest", &[]);
    assert_eq!(authors(&doc), ["Ada Moore"]);
    let alone = r#"{"@type": "Article", "author": {"@type": "Organization", "name": "The Quay"}}"#;
    assert_eq!(authors(&page(&[("json-ld", alone)], "Boats at rest", &[])), ["The Quay"]);
}

#[test]
fn a_page_that_is_no_article_has_no_date_of_publication() {
    let block = r#"{"@type": "WebPage", "name": "Boats", "datePublished": "2024-05-04"}"#;
    assert_eq!(page(&[("json-ld", block)], "Boats", &[]).meta().get(Field::Published), None);
}

#[test]
fn a_day_off_by_a_time_zone_is_the_day_that_is_shown() {
    let claim = [("meta:article:published_time", "2024-05-05T02:00:00Z")];
    let published = |below: &str| {
        page(&claim, "Boats at rest", &[below]).meta().get(Field::Published).unwrap().to_owned()
    };
    assert_eq!(published("4 May 2024"), "2024-05-04");
    assert_eq!(published("1 May 2024"), "2024-05-05");
}

#[test]
fn a_page_that_shows_only_its_last_change_was_published_so_then() {
    let doc = page(&[], "Boats at rest", &["Last updated 4 May 2024"]);
    assert_eq!(doc.meta().get(Field::Published), Some("2024-05-04"));
    assert_eq!(doc.meta().get(Field::Modified), Some("2024-05-04"));
}

#[test]
fn a_name_beside_a_date_is_the_author_without_a_label() {
    let below = |lines: &[&str]| authors(&page(&[], "Boats at rest", lines)).join("");
    assert_eq!(below(&["Ada Moore", "4 May 2024"]), "Ada Moore");
    assert_eq!(below(&["Ada Moore | 4 May 2024"]), "Ada Moore");
    assert_eq!(below(&["Posted by quayside_7 on 4 May 2024"]), "");
    assert_eq!(below(&["by quayside_7"]), "quayside_7");
    assert_eq!(below(&["Harbours"]), "");
}

#[test]
fn marked_elements_say_who_and_when() {
    let doc = inspect("text/html", |b| {
        b.claim("meta:og:type", "article");
        line(b, Kind::Heading(1), "Boats at rest");
        b.open(Kind::Group, Tag::DIV);
        b.attr(Attr::Class, "post-meta author-box");
        line(b, Kind::Paragraph, "Ada Moore");
        line(b, Kind::Paragraph, "Harbour editor");
        b.close();
        b.open(Kind::Paragraph, Tag::TIME);
        b.attr(Attr::Datetime, "2024-05-04T10:00");
        b.text("last Saturday");
        b.close();
        line(b, Kind::Paragraph, PROSE);
    });
    assert_eq!(authors(&doc), ["Ada Moore"]);
    assert_eq!(doc.meta().from(Field::Author), Some("html:byline"));
    assert_eq!(doc.meta().get(Field::Published), Some("2024-05-04"));
    assert_eq!(doc.meta().from(Field::Published), Some("html:time"));
}

#[test]
fn tags_stand_behind_labels_below_them_or_as_hashtags() {
    let tags = |lines: &[&str]| {
        let doc = inspect("text/plain", |b| {
            line(b, Kind::Heading(1), "Boats at rest");
            line(b, Kind::Paragraph, PROSE);
            b.open(Kind::Group, Tag::DIV);
            for text in lines {
                line(b, Kind::Paragraph, text);
            }
            b.close();
        });
        doc.meta().all(Field::Tag).collect::<Vec<_>>().join("+")
    };
    assert_eq!(tags(&["Filed under boats, the sea"]), "boats+the sea");
    assert_eq!(tags(&["【タグ】船、海"]), "船+海");
    assert_eq!(tags(&["#boats #the_sea"]), "boats+the_sea");
    assert_eq!(tags(&["Tags:", "boats", "the sea"]), "boats+the sea");
    assert_eq!(tags(&["Filed under protest, the boats left the harbour again at dawn."]), "");
    assert_eq!(tags(&["标签：船 海"]), "船+海");
    assert_eq!(tags(&["#1"]), "");
}

#[test]
fn a_line_that_begins_with_a_date_is_no_title() {
    let doc = inspect("text/plain", |b| {
        for text in ["港の知らせ", "船が休む", "2024年5月4日 来源：港の知らせ 記者 海野"]
        {
            line(b, Kind::Paragraph, text);
        }
        for _ in 0..2 {
            line(b, Kind::Paragraph, PROSE);
        }
    });
    assert_eq!(doc.meta().get(Field::Title), Some("船が休む"));
    assert_eq!(doc.meta().get(Field::Published), Some("2024-05-04"));
}

#[test]
fn a_menu_with_an_entry_a_line_is_no_masthead() {
    let doc = inspect("text/plain", |b| {
        for text in
            ["Sign in", "Subscribe", "Opinion", "Culture", "A harbour that forgot its boats"]
        {
            line(b, Kind::Paragraph, text);
        }
        for _ in 0..3 {
            line(b, Kind::Paragraph, PROSE);
        }
    });
    assert_eq!(doc.meta().get(Field::Title), Some("A harbour that forgot its boats"));
    assert_eq!(doc.with_role(Role::Masthead), None);
}

#[test]
fn names_below_the_lead_are_read_with_their_place_or_date() {
    for signature in [&["JANE QUAYLE | Peel", "4 May 2024"][..], &["Jane Quayle 4 May 2024, 05:00"]]
    {
        let doc = inspect("text/plain", |b| {
            line(b, Kind::Paragraph, "A harbour that forgot its boats");
            line(
                b,
                Kind::Paragraph,
                "A harbour town in the north of the country waits for its boats to leave.",
            );
            for text in signature {
                line(b, Kind::Paragraph, text);
            }
            for _ in 0..3 {
                line(b, Kind::Paragraph, PROSE);
            }
        });
        let author = doc.meta().get(Field::Author).map(str::to_lowercase);
        assert_eq!(author.as_deref(), Some("jane quayle"), "{signature:?}");
        assert_eq!(doc.meta().get(Field::Published), Some("2024-05-04"));
    }
}

#[test]
fn places_and_sentences_with_dates_are_no_signatures() {
    let doc = inspect("text/plain", |b| {
        line(b, Kind::Paragraph, "A harbour that forgot its boats");
        line(b, Kind::Paragraph, PROSE);
        line(b, Kind::Paragraph, "Port Erin, 4 May 1998: the last boat leaves.");
        line(b, Kind::Paragraph, "Ngày 3 tháng 2 năm 1930, con thuyền cuối cùng rời bến cảng.");
        line(b, Kind::Paragraph, PROSE);
    });
    assert_eq!(doc.meta().get(Field::Author), None);
    assert_eq!(doc.meta().get(Field::Published), None);
}

#[test]
fn dates_far_below_the_title_of_verse_are_those_of_others() {
    let doc = inspect("text/plain", |b| {
        for text in ["Two poems", "by Jane Quayle", "4 May 2024"] {
            line(b, Kind::Paragraph, text);
        }
        for text in ["The sea has no doors,", "but we knock.", "Somebody, below,", "moves a chair."]
        {
            line(b, Kind::Paragraph, text);
            line(b, Kind::Paragraph, text);
        }
        line(b, Kind::Paragraph, "12 January 2021");
    });
    let dated = doc.leaves().filter(|(id, _)| doc.role(*id) == Some(Role::Dateline));
    assert_eq!(dated.map(|(id, _)| doc.text(id)).collect::<Vec<_>>(), ["4 May 2024"]);
}

#[test]
fn the_title_of_a_text_has_the_words_of_what_stands_below() {
    let doc = inspect("text/plain", |b| {
        for text in ["The Harbour Gazette", "News from every coast of the north", "A harbour waits"]
        {
            line(b, Kind::Paragraph, text);
        }
        line(
            b,
            Kind::Paragraph,
            "Read our boating offers of the week, only until Sunday evening at noon!",
        );
        for _ in 0..3 {
            line(b, Kind::Paragraph, PROSE);
        }
    });
    assert_eq!(doc.meta().get(Field::Title), Some("A harbour waits"));
}

#[test]
fn the_forests_that_are_compiled_in_are_sound() {
    let forests = [
        Forest::parse(include_str!("title/title.forest"), title::names()),
        Forest::parse(include_str!("tags/tags.forest"), tags::names()),
    ];
    assert!(forests.into_iter().all(|forest| !forest.unwrap().trees.is_empty()));
}

#[test]
fn lines_below_a_label_are_tags_and_entries_of_menus_are_not() {
    const PARAGRAPHS: [&str; 3] = [
        "The boats of Skelby have not left the harbour since the storm of last Tuesday, and the fishermen \
         sit on the wall and mend their nets, as their fathers did.",
        "In Wendle, five miles up the coast, the market has nothing to sell but mussels, and the price of \
         those has doubled within the week, says the woman who sells them.",
        "The council will meet on Thursday evening to talk about the wall. Nobody expects that it will \
         decide anything before the summer is over.",
    ];
    let tags = |below: &'static [&'static str]| {
        let doc = inspect("text/plain", |b| {
            line(b, Kind::Heading(2), "A harbour waits for its boats");
            line(b, Kind::Paragraph, "By Jane Quayle, 4 May 2024");
            for text in PARAGRAPHS.iter().chain(below) {
                line(b, Kind::Paragraph, text);
            }
        });
        doc.meta().all(Field::Tag).map(str::to_owned).collect::<Vec<_>>()
    };
    let below = &["Topics", "Skelby", "Wendle", "Share this"];
    assert_eq!(tags(below), ["Skelby", "Wendle"]);
    assert!(tags(&["Home", "Politics", "Sport"]).is_empty());
}
