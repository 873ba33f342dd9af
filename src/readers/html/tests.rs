use super::*;
use crate::document::{Attr, Event, Kind, NodeId, Tag};

mod hostile;
mod trees;

fn page(html: &str) -> Document {
    read(html, Source::default(), &Limits::default())
}

/// The structure and the text of what stands in the body.
fn outline(html: &str) -> String {
    let doc = page(html);
    let is_body = |id| doc.node(id).tag == Tag::BODY;
    let step = |event| match event {
        Event::Enter(id) | Event::Leave(id) if is_body(id) => String::new(),
        Event::Enter(id) => format!("({} ", name(doc.node(id).kind)),
        Event::Text(_, "") => String::new(),
        Event::Text(_, text) => format!("{text:?}"),
        Event::Leave(_) => ")".to_owned(),
        Event::Removed(_) => unreachable!("nothing was decided"),
    };
    doc.events().map(step).collect::<Vec<_>>().concat()
}

fn name(kind: Kind) -> String {
    match kind {
        Kind::Heading(level) => format!("H{level}"),
        Kind::Paragraph => "P".to_owned(),
        kind => format!("{kind:?}"),
    }
}

fn find(doc: &Document, kind: Kind) -> Vec<NodeId> {
    doc.nodes().filter(|(_, node)| node.kind == kind).map(|(id, _)| id).collect()
}

#[test]
fn blocks_and_inline_elements_are_told_apart() {
    let html = "<h1>Title</h1><div>loose <b>bold</b><p>One <i>two</i></p>tail</div>";
    let expected =
        r#"(H1 "Title")(Group (P "loose "(Strong "bold"))(P "One "(Emphasis "two"))(P "tail"))"#;
    assert_eq!(outline(html), expected);
}

#[test]
fn lists_nest_and_hold_entries_only() {
    let html = "<ul><li>a<ol><li>b</ol></li> loose <em>text</em> <ul><li>c</ul></ul><li>stray";
    let expected = concat!(
        r#"(List (Item (P "a")(List (Item (P "b"))))"#,
        r#"(Item (P "loose "(Emphasis "text"))(List (Item (P "c")))))(Group (P "stray"))"#
    );
    assert_eq!(outline(html), expected);
}

#[test]
fn definition_lists_may_group_their_entries() {
    let html = "<dl><dt>a<dd>A<div><dt>b<dd>B</div><p>?</p></dl>";
    let expected = concat!(
        r#"(Definitions (Term (P "a"))(Definition (P "A"))"#,
        r#"(Term (P "b"))(Definition (P "B")(P "?")))"#
    );
    assert_eq!(outline(html), expected);
    let html = "<dl><div><dt>b</dt><dd>B</dd></div><span>?</span></dl>";
    let expected = r#"(Definitions (Term (P "b"))(Definition (P "B"))(Definition (P "?")))"#;
    assert_eq!(outline(html), expected);
}

#[test]
fn tables_keep_rows_and_spans() {
    let html = "<table><caption>C<thead><tr><th colspan=2>h<tbody><tr><td>a<td>b</table>";
    let expected =
        r#"(Table (Caption (P "C"))(Row (Cell (P "h")))(Row (Cell (P "a"))(Cell (P "b"))))"#;
    assert_eq!(outline(html), expected);
    let doc = page(html);
    assert_eq!(doc.attr(find(&doc, Kind::Cell)[0], Attr::Colspan), Some("2"));
}

#[test]
fn tables_that_lay_out_the_page_are_groups() {
    for html in [
        "<table><tr><td><h2>x</h2><td>y</table>",
        "<table><tr><td>x<td><table><tr><th>y<td>z</table></table>",
        "<table><tr><td><p>x<p>y<p>z<td>w</table>",
        "<table role=presentation><tr><th>x<td>y</table>",
        "<table><tr><td>x</table>",
    ] {
        let doc = page(html);
        let outer = doc.nodes().find(|(_, node)| node.tag == Tag::TABLE).unwrap();
        assert_eq!(outer.1.kind, Kind::Group, "{html}");
    }
    let doc = page("<table><tr><td>x<td><table><tr><th>y<td>z</table></table>");
    assert_eq!(find(&doc, Kind::Table).len(), 1);
    assert_eq!(find(&doc, Kind::Cell).len(), 2);
}

#[test]
fn a_line_break_is_kept_and_a_rule_ends_the_block() {
    assert_eq!(outline("a<br>b<hr>c"), r#"(P "a"(Break )"b")(P "c")"#);
}

#[test]
fn preformatted_text_keeps_its_white_space() {
    assert_eq!(outline("<pre>\n a\n  b</pre>"), r#"(Code " a\n  b")"#);
    let lines =
        "<pre><code><div>a {<br></div><div><span>  b</span></div><div><br></div>}</code></pre>";
    let expected = r#"(Code (CodeSpan "a {\n  b\n\n}"))"#;
    assert_eq!(outline(lines), expected);
    let numbered = "<pre><table><tr><td>1<td>a<tr><td>2<td>b</table></pre>";
    assert_eq!(outline(numbered), r#"(Code "1\ta\n2\tb")"#);
}

#[test]
fn ruby_pairs_bases_with_readings() {
    let readings = |html: &str| {
        let doc = page(html);
        find(&doc, Kind::Ruby)
            .iter()
            .map(|&id| format!("{}={}", doc.text(id), doc.attr(id, Attr::Reading).unwrap()))
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(
        readings("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>"),
        "漢=かん 字=じ"
    );
    assert_eq!(
        readings("<ruby><rb>日</rb> <rb>本</rb><rt>に</rt> <rt>ほん</rt></ruby>"),
        "日=に 本=ほん"
    );
    assert_eq!(readings("<ruby><rb>今</rb><rb>日</rb><rt>きょう</rt></ruby>"), "今日=きょう");
    assert_eq!(readings("<ruby>東<b>京</b><rt>とう<i>きょう</i></ruby>"), "東京=とうきょう");
    assert_eq!(readings("<ruby>x</ruby>"), "");
    let unclosed = format!("<ruby>a<rt>b<p>{}</p>", "the article ".repeat(30));
    assert!(page(&unclosed).full_text().contains("the article the article"));
}

#[test]
fn images_are_found_where_they_load_late() {
    let source = |html: &str| {
        let doc = page(html);
        let id = find(&doc, Kind::Image)[0];
        doc.attr(id, Attr::Src).map(str::to_owned)
    };
    assert_eq!(source("<img src=a.png>").as_deref(), Some("a.png"));
    let late = "<img src='data:image/gif;base64,R0' data-src=b.png>";
    assert_eq!(source(late).as_deref(), Some("b.png"));
    assert_eq!(source("<img srcset='c.png 1x, d.png 2x'>").as_deref(), Some("c.png"));
    let picture = "<picture><source srcset='e.webp 2x'> <img alt=E></picture>";
    assert_eq!(source(picture).as_deref(), Some("e.webp"));
    assert_eq!(source("<img src='DATA:,x'>"), None);
}

#[test]
fn links_lead_somewhere() {
    let doc = page("<a name=top>half <a href=x>a</a> page");
    assert_eq!(find(&doc, Kind::Link).len(), 1);
    assert_eq!(doc.text(find(&doc, Kind::Link)[0]), "a");
}

#[test]
fn words_that_touch_in_the_source_only_are_set_apart() {
    let text = |html: &str| page(html).full_text().trim_end().to_owned();
    assert_eq!(text("<nav><a href=a>Home</a><a href=b>News</a></nav>"), "Home News");
    assert_eq!(text("<div><span>2 May</span><span>5 min</span></div>"), "2 May 5 min");
    assert_eq!(text("<p><span>inter</span><span>national</span></p>"), "international");
    assert_eq!(text("<h2><span>A</span><span>B</span></h2>"), "AB");
    assert_eq!(text("<h2><div><span>A</span><span>B</span></div></h2>"), "A B");
    assert_eq!(text("<div>un<b>bold</b>ed <a href=x>(x</a>)</div>"), "unbolded (x)");
    assert_eq!(text("<div><span>日</span><span>本</span></div>"), "日本");
}

#[test]
fn what_is_no_text_is_dropped() {
    let html = "<p>a<script>x<!-- </p>--></script><style>p{}</style><svg><title>y</title><text>z\
                </svg><iframe>i</iframe><select><option>o</select><textarea>t</textarea>\
                <template><p>u</template><object>v</object><noscript>n</noscript>b<p>c";
    assert_eq!(page(html).full_text(), "ab\nc\n");
}

#[test]
fn a_script_ends_where_the_tokenizer_says() {
    let html = "<script><!-- <script> </script> <p>no</p> --></script><p>yes";
    assert_eq!(page(html).full_text(), "yes\n");
}

#[test]
fn what_an_unclosed_element_swallowed_is_kept() {
    let article = format!("<video src=x><p>{}</p>", "word ".repeat(200));
    assert!(page(&article).full_text().starts_with("word word"));
}

#[test]
fn what_follows_an_unclosed_title_is_kept() {
    for name in ["title", "textarea", "iframe", "noscript"] {
        assert_eq!(page(&format!("<{name}><p>a<{name}>b")).full_text(), "ab\n", "{name}");
    }
    assert_eq!(page("<p>a<script>b").full_text(), "a\n");
}

#[test]
fn hidden_elements_are_kept_and_flagged() {
    let doc = page("<div style='color:red; Display : none !important'>a</div><p hidden>b<p>c");
    let hidden: Vec<_> =
        doc.nodes().filter(|(id, _)| doc.attr(*id, Attr::Hidden).is_some()).collect();
    assert_eq!(hidden.iter().map(|(id, _)| doc.text(*id)).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn headings_by_role_and_with_paragraphs_in_them() {
    assert_eq!(outline("<div role=heading aria-level=3>x</div>"), r#"(H3 "x")"#);
    assert_eq!(outline("<h2><p>x</p></h2>"), r#"(Group (H2 "x"))"#);
}

#[test]
fn claims_stand_in_document_order() {
    let html = "<html lang=ja dir=ltr><title> T </title><base href=/b>\
        <meta name=Author content=A><meta property='og:title' name=x content=O>\
        <meta http-equiv=Content-Language content=ja><meta itemprop=name content=N>\
        <link rel='canonical' href=/c><link rel=alternate hreflang=EN href=/en>\
        <script type='application/ld+json; x'>{\"a\":\"</b>\"}</script>\
        <body class='post wide'><meta itemprop=datePublished content=2020>\
        <time itemprop='dateModified x' datetime=2021>then</time><svg><title>no</title></svg>";
    let doc = page(html);
    let claims: Vec<_> =
        doc.claims().iter().map(|claim| format!("{}={}", claim.name, claim.value)).collect();
    let expected = [
        "html:lang=ja",
        "html:dir=ltr",
        "title=T",
        "base=/b",
        "meta:author=A",
        "meta:x=O",
        "meta:og:title=O",
        "http-equiv:content-language=ja",
        "meta:name=N",
        "link:canonical=/c",
        "link:alternate:en=/en",
        "json-ld={\"a\":\"</b>\"}",
        "body:class=post wide",
        "itemprop:datepublished=2020",
        "itemprop:datemodified=2021",
        "itemprop:x=2021",
    ];
    assert_eq!(claims, expected);
}

#[test]
fn inline_nodes_are_made_where_their_attributes_speak() {
    let html = "<p><span class=x>a</span> <span lang=ko>b</span> <q>c</q> <time>d</time> \
                <time datetime=2020>e</time> <span itemprop=author>f</span>";
    let doc = page(html);
    let texts: Vec<_> = find(&doc, Kind::Inline).iter().map(|&id| doc.text(id)).collect();
    assert_eq!(texts, ["b", "c", "e", "f"]);
}

#[test]
fn text_for_browsers_without_scripts_is_read_on_an_empty_page() {
    let article = "Real words. ".repeat(20);
    let html = format!("<div id=app></div><noscript><h1>T</h1><p>{article}</p></noscript>");
    let doc = page(&html);
    assert!(doc.full_text().starts_with("T\nReal words."));
    assert!(doc.nodes().any(|(_, node)| node.tag == Tag::NOSCRIPT));
    let full = format!("<p>{article}{article}</p><noscript><p>{article}</p></noscript>");
    assert_eq!(find(&page(&full), Kind::Paragraph).len(), 1);
    assert_eq!(page("<noscript>Please enable JavaScript.</noscript>").full_text(), "");
}

/// A page that shows a menu and nothing else, with something in its head or body.
fn shell(data: &str) -> String {
    format!(
        "<title>T</title><body><nav><a href=/>Home of the page</a></nav><div id=app></div>{data}"
    )
}

const SAID: &str = "The ferry left the quay at six with forty sacks of oats, and nobody on the \
                    bank could tell who had paid for the crossing of the river that morning.";

#[test]
fn text_in_data_is_read_when_the_page_shows_none() {
    let json = serde_json::json!({ "props": {
        "menu": "Home of the page and all that one can find here",
        "body": format!("<h2>Ferry</h2><p>{SAID}</p><p>{SAID} Again.</p>"),
        "css": ".a { color: red; margin: 0 } .b { color: blue; margin: 1px 2px 3px 4px }",
    }});
    let packed = serde_json::json!({ "topic": json.to_string() }).to_string();
    let flight = format!("1:{json}");
    for data in [
        format!("<script id=__NEXT_DATA__ type=application/json>{json}</script>"),
        format!("<script>window.__NUXT__ = {json};</script>"),
        format!("<div id=data data-preloaded='{}'></div>", packed.replace('\'', "&#39;")),
        format!("<script>self.__next_f.push([1,{}])</script>", serde_json::json!(flight)),
    ] {
        let doc = page(&shell(&data));
        let text = format!("Home of the page\nFerry\n{SAID}\n{SAID} Again.\n");
        assert_eq!(doc.full_text(), text, "{data}");
        let group = doc.nodes().find(|(_, node)| node.tag == Tag::SCRIPT).unwrap().0;
        assert_eq!(doc.attr(group, Attr::Class), Some("json-body"));
    }
    let full = format!("<p>{}</p>", SAID.repeat(6));
    let data = format!("<script type=application/json>{json}</script>");
    assert!(!page(&(full + &data)).full_text().contains("Ferry"));
}

#[test]
fn linked_data_has_the_text_of_a_page_that_shows_none() {
    let linked = |json: serde_json::Value| {
        let script = format!("<script type='application/ld+json'>{json}</script>");
        page(&shell(&script)).full_text().to_owned()
    };
    let told = format!("{SAID}&nbsp;Told.");
    let both = serde_json::json!({ "description": told, "articleBody": format!("{SAID}\n\nB.") });
    assert_eq!(linked(both), format!("Home of the page\n{SAID}\nB.\n"));
    let only = serde_json::json!({ "@graph": [{ "name": SAID, "description": told }] });
    assert_eq!(linked(only), format!("Home of the page\n{SAID}\u{a0}Told.\n"));
    let short = serde_json::json!({ "articleBody": "Forty sacks of oats." });
    assert_eq!(linked(short), "Home of the page\n");
    let shown =
        format!("<p>{SAID}</p><script type='application/ld+json'>{{\"text\":\"{SAID}\"}}</script>");
    assert_eq!(find(&page(&shown), Kind::Paragraph).len(), 1);
}

#[test]
fn paths_name_elements() {
    let doc = page("<div><p>a</p><p>b</p></div>");
    let last = find(&doc, Kind::Paragraph)[1];
    assert_eq!(doc.path(last), "html/body[1]/div[1]/p[2]");
}
