//! Pages that other parsers take minutes for, or lose the text of.

use super::*;
use crate::document::Status;

const ARTICLE: &str = "<p>The article is here.</p>";

fn limits_met(doc: &Document) -> Vec<&'static str> {
    doc.limits().iter().map(|hit| hit.limit).collect()
}

/// Elements in a nest, where their number does not matter: more than are allowed.
const TIMES: usize = 3_000;

/// Reads a page and sees that the article is in it.
#[track_caller]
fn survives(html: &str, limits: &[&str]) -> Document {
    let doc = page(html);
    assert!(doc.full_text().contains("The article is here."), "{:?}", &doc.limits());
    assert_eq!(limits_met(&doc), limits);
    let status = if limits.is_empty() { Status::Ok } else { Status::Limited };
    assert_eq!(doc.status(), status);
    doc
}

fn nest(open: &str, close: &str, times: usize) -> String {
    format!("{}{ARTICLE}{}{ARTICLE}", open.repeat(times), close.repeat(times))
}

fn numbered(times: u32, piece: impl Fn(u32) -> String) -> String {
    (0..times).map(piece).collect::<Vec<_>>().concat()
}

#[test]
fn deep_nesting_is_cut() {
    for (open, close) in [
        ("<div>", "</div>"),
        ("<div>", ""),
        ("<ul><li>", ""),
        ("<ul><li>", "</ul>"),
        ("<section><x-y>", "</x-y></section>"),
        ("<table><tr><td>", "</table>"),
        ("<table><tr><td>", ""),
        ("<span>", "</span>"),
        ("<blockquote><q>", ""),
    ] {
        let doc = survives(&nest(open, close, TIMES), &["depth"]);
        let deepest = doc.nodes().map(|(id, _)| doc.ancestors(id).count()).max();
        assert!(deepest < Some(700), "{open}");
    }
}

#[test]
fn elements_that_are_void_elsewhere_do_not_pile_up_in_pictures() {
    for (open, close) in [("<svg>", "<image>"), ("<math>", "<source>"), ("<svg>", "<param>")] {
        let html = format!("{ARTICLE}{open}{}{}", close.repeat(TIMES), "</x>".repeat(TIMES));
        survives(&html, &["depth"]);
    }
}

#[test]
fn what_fills_a_page_within_a_picture_ends_with_it() {
    let html = format!("<svg>{}</svg>{ARTICLE}", "<path></path>".repeat(200));
    let limits = Limits { nodes: 100, ..Limits::default() };
    let doc = read(&html, Source::default(), &limits);
    assert!(doc.full_text().contains("The article is here."), "{}", doc.full_text());
}

#[test]
fn formatting_elements_do_not_pile_up() {
    let distinct = numbered(5_000, |n| format!("<b id=x{n}>"));
    survives(&format!("{distinct}{ARTICLE}"), &["depth"]);
    let paragraphs = numbered(3_000, |n| format!("<p><b id=x{n}>w</p>"));
    survives(&format!("{paragraphs}{ARTICLE}"), &["depth"]);
    survives(&nest("<b>", "</b>", TIMES), &["depth"]);
    survives(&nest("<a><b><i><p>", "", TIMES), &[]);
    survives(&nest("<a><b><i><div>", "", TIMES), &["depth"]);
    survives(&nest("<b><i><u><div>", "</b></i></u>", TIMES), &["depth"]);
}

#[test]
fn text_between_swallowed_tags_stays_in_order_and_apart() {
    let html = format!("{}<div>one</div><div>two<span>three</span></div>", "<div>".repeat(600));
    assert_eq!(page(&html).full_text(), "one\ntwothree\n");
}

#[test]
fn attributes_are_cut_before_the_tokenizer_sees_them() {
    let many = numbered(50_000, |n| format!(" a{n}='>'"));
    let html = format!("<div class=keep{many} id=late>x</div{many}>{ARTICLE}<p{many}");
    let doc = survives(&html, &["attributes"]);
    let div = doc.nodes().find(|(_, node)| node.tag == Tag::DIV).map(|(id, _)| id).unwrap();
    assert_eq!(doc.attr(div, Attr::Class), Some("keep"));
    assert_eq!(doc.attr(div, Attr::Id), None);
    // Where markup is not markup, and where it is after all.
    let hidden = format!("<!-- <a{many}> --><script>'<a{many}>'</script>{ARTICLE}");
    survives(&hidden, &[]);
    let svg = format!("<svg><style></svg><![CDATA[ > <i{many}> ]]><i{many}>{ARTICLE}");
    survives(&svg, &["attributes"]);
}

#[test]
fn long_values_are_left_out() {
    let html = format!("<div id=a class='{}'>{ARTICLE}</div>", "c ".repeat(1_000_000));
    survives(&html, &["attributes"]);
}

#[test]
fn wide_pages_are_whole() {
    let rows = format!("<table><tr><th>a{}</table>{ARTICLE}", "<tr><td>x<td>y".repeat(20_000));
    assert_eq!(find(&survives(&rows, &[]), Kind::Row).len(), 20_001);
    survives(&format!("{}{ARTICLE}", "<br>".repeat(50_000)), &[]);
    survives(&format!("{}{ARTICLE}", "<br>a".repeat(50_000)), &[]);
    let line = format!("<div>{}</div>{ARTICLE}", "word &amp; ".repeat(20_000));
    assert_eq!(survives(&line, &[]).full_text().len(), 7 * 20_000 + 21);
}

#[test]
fn pages_of_the_sizes_that_were_promised() {
    survives(&nest("<div>", "</div>", 50_000), &["depth"]);
    survives(&nest("<ul><li>", "", 16_000), &["depth"]);
    let attributes = numbered(200_000, |n| format!(" a{n}=v"));
    survives(&format!("<div{attributes}>{ARTICLE}</div>"), &["attributes"]);
    let line = format!("<p>{}</p>{ARTICLE}", "word ".repeat(4 << 20));
    assert_eq!(survives(&line, &[]).full_text().len(), 5 * (4 << 20) + 21);
    let links = format!("{}{ARTICLE}", "<a href=/x>word</a> ".repeat(300_000));
    assert_eq!(find(&survives(&links, &[]), Kind::Link).len(), 300_000);
}

#[test]
fn foreign_elements_and_templates_nest() {
    survives(&nest("<svg><g>", "</g></svg>", TIMES), &["depth"]);
    survives(&nest("<math><mi>", "</mi></math>", TIMES), &["depth"]);
    survives(&nest("<template>", "</template>", TIMES), &["depth"]);
    survives(&nest("<select><option>", "", TIMES), &[]);
    survives(&nest("<table><b>", "", TIMES), &[]);
    survives(&nest("<table><td><b>", "", TIMES), &["depth"]);
    survives(&nest("<table><tr>x", "", TIMES), &[]);
}

#[test]
fn markers_of_the_list_of_formatting_elements_do_not_pile_up() {
    // Each cell leaves the marker of the object behind that it closes, and each of the `b` is looked
    // for in the list in vain.
    let cells = "<td><object><b><b><b><b></b></b></b></b>".repeat(50_000);
    survives(&format!("<table><tr>{cells}</table>{ARTICLE}"), &[]);
    survives(&nest("<svg><style>", "</x>", TIMES), &["depth"]);
}

#[test]
fn too_many_nodes_leave_the_text() {
    let limits = Limits { nodes: 1000, ..Limits::default() };
    let html = format!("{}{ARTICLE}", "<i>x</i><script>no</script><p>y".repeat(5_000));
    let doc = read(&html, Source::default(), &limits);
    assert_eq!(doc.status(), Status::Limited);
    assert!(limits_met(&doc).contains(&"nodes"));
    assert!(!doc.full_text().contains("no"));
}

#[test]
fn broken_markup_ends_somewhere() {
    for html in [
        "<",
        "</",
        "<a",
        "<a b",
        "<a b=",
        "<a b='",
        "<!",
        "<!-",
        "<!--",
        "<!-->",
        "<!--->",
        "<?x",
        "</ ",
        "<![CDATA[",
        "<svg><![CDATA[",
        "<script",
        "<script>",
        "<script><!--",
        "</script",
        "<plaintext>",
        "<title>",
        "<a =x>",
        "<a/b/>",
        "<a b=c/d>",
        "<a \u{e9}=\u{e9}>\u{e9}",
        "\0<\0a\0>\0",
        "<x y=\"z\"w>",
        "<frameset><frame>",
        "<body><body class=a id=b>",
        "<html lang=a><html lang=b dir=c>",
        "</br></p>",
    ] {
        page(html);
        page(&format!("<p>x{html}"));
        page(&format!("{html}</script></title>--><p>x"));
    }
    assert_eq!(page("<!--> a --><p>b").full_text(), "a -->\nb\n");
    assert_eq!(page("<!-- a --!><p>b").full_text(), "b\n");
}
