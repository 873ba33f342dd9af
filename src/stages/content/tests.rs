use super::decide;
use super::{Content, Forest, Prefer, Settings, Stage, Vocabulary, lines, names};
use crate::document::{
    Attr, Boilerplate, Builder, Decision, Document, Findings, Kind, NodeId, Role, Source, Tag,
    Verdict, Why,
};
use crate::forest::{UNIT, chance};

const SENTENCES: &str = "The river rose in the night, and by the morning it stood at the doors of \
    the lower houses. Nobody had seen it so high, and nobody knew what to do about it.";

/// A page from lines of `element text`; `<element` opens a container, `>` closes one, and a `@` before
/// the text makes it a link.
fn page(media_type: &'static str, lines: &[&str]) -> Document {
    let mut builder = Builder::new(Source { media_type, ..Source::default() }, 0, 10_000);
    for line in lines {
        let (name, text) = line.split_once(' ').unwrap_or((line, ""));
        if name == ">" {
            builder.close();
        } else if let Some(container) = name.strip_prefix('<') {
            builder.open(Kind::Group, Tag::of(container));
        } else {
            let kind = match name {
                "h1" => Kind::Heading(1),
                "h2" => Kind::Heading(2),
                _ => Kind::Paragraph,
            };
            builder.open(kind, Tag::of(name));
            match text.strip_prefix('@') {
                Some(link) => {
                    builder.open(Kind::Link, Tag::A);
                    builder.text(link);
                    builder.close();
                }
                None => builder.text(text),
            }
            builder.close();
        }
    }
    builder.finish()
}

fn html(lines: &[String]) -> Document {
    page("text/html", &lines.iter().map(String::as_str).collect::<Vec<_>>())
}

fn inspect(doc: &mut Document) {
    let mut findings = Findings::default();
    let stage = Content::default().build().unwrap();
    stage.inspect(doc, &mut findings);
    doc.apply(Content::NAME, &mut findings);
}

fn kept(doc: &Document) -> Vec<&str> {
    doc.blocks().map(|(id, _)| doc.text(id)).collect()
}

fn news() -> Vec<String> {
    let mut lines: Vec<String> = vec!["<nav".to_owned()];
    lines.extend((0..8).map(|number| format!("div @Rubric {number}")));
    lines.extend([">", "<div"].map(str::to_owned));
    for part in 0..3 {
        lines.push(format!("h2 Part {part}"));
        lines.push(format!("p In part {part}: {SENTENCES}"));
        lines.push("p “No,” she said.".to_owned());
        lines.push(format!("p Then again: {SENTENCES}"));
    }
    lines.extend([">", "<footer"].map(str::to_owned));
    lines.extend((0..8).map(|number| format!("div @Service {number}")));
    lines.push(">".to_owned());
    lines
}

#[test]
fn the_article_stays_whole_and_the_menus_go() {
    let lines = news();
    let mut doc = html(&lines);
    inspect(&mut doc);
    let kept = kept(&doc);
    assert_eq!(kept.len(), 12, "{kept:#?}");
    assert_eq!(kept[0], "Part 0");
    assert_eq!(kept.iter().filter(|text| **text == "“No,” she said.").count(), 3);
}

#[test]
fn a_menu_goes_in_one_decision_that_says_why() {
    let lines = news();
    let mut doc = html(&lines);
    inspect(&mut doc);
    let [above, below] = doc.decisions() else { panic!("{:#?}", doc.decisions()) };
    assert_eq!(above.verdict, Verdict::Drop(Boilerplate::Navigation));
    assert!(above.why.evidence.starts_with("above the article: "), "{}", above.why.evidence);
    assert!(below.why.evidence.starts_with("below the article: "), "{}", below.why.evidence);
}

#[test]
fn what_has_a_role_stays() {
    let lines = news();
    let mut doc = html(&lines);
    let (first, _) = doc.blocks().next().unwrap();
    let mut findings = Findings::default();
    findings.role(first, Role::Category);
    doc.apply("metadata", &mut findings);
    inspect(&mut doc);
    assert_eq!(kept(&doc)[0], "Rubric 0");
}

#[test]
fn the_only_heading_of_the_first_level_stays_where_there_is_an_article() {
    let banner = |headings: &[&str]| {
        let mut lines = vec!["<header".to_owned()];
        lines.extend(headings.iter().map(|heading| format!("h1 {heading}")));
        lines.extend((0..30).map(|number| format!("div @Rubric {number}")));
        lines.push(">".to_owned());
        lines.extend(news());
        let mut doc = html(&lines);
        inspect(&mut doc);
        kept(&doc).into_iter().filter(|text| headings.contains(text)).count()
    };
    assert_eq!(banner(&["Water at the doors"]), 1);
    assert!(banner(&["Offers", "Boats", "Nets"]) < 3);
}

#[test]
fn a_heading_above_the_title_stays_where_it_says_more_than_a_name() {
    let above = |heading: &str| {
        let mut lines = vec![format!("h1 {heading}"), "div 4 May 2024".to_owned()];
        lines.push("h2 Water at the doors".to_owned());
        lines.extend(news().into_iter().filter(|line| !line.starts_with("h1 ")));
        let mut doc = html(&lines);
        let is_title = |(id, _): &(NodeId, _)| doc.text(*id) == "Water at the doors";
        let (title, _) = doc.blocks().find(is_title).unwrap();
        let mut findings = Findings::default();
        findings.role(title, Role::Title);
        doc.apply("metadata", &mut findings);
        inspect(&mut doc);
        kept(&doc).contains(&heading)
    };
    assert!(above("How high the river rose in one night of May"));
    assert!(!above("Gazette"));
}

#[test]
fn what_the_text_refers_to_as_a_note_stays() {
    let page = |name: &str| {
        let mut builder = Builder::new(Source::default(), 0, 10_000);
        let link = |builder: &mut Builder, name: &str, href: &str| {
            builder.open(Kind::Link, Tag::A);
            builder.attr(Attr::Id, name);
            builder.attr(Attr::Href, href);
            builder.text("1");
            builder.close();
        };
        for _ in 0..5 {
            builder.open(Kind::Paragraph, Tag::P);
            builder.text(SENTENCES);
            link(&mut builder, "mark", "#note");
            builder.close();
        }
        builder.open(Kind::Group, Tag::of("footer"));
        builder.open(Kind::Paragraph, Tag::of("div"));
        builder.attr(Attr::Id, name);
        link(&mut builder, "back", "#mark");
        builder.text(" Minutes");
        builder.close();
        builder.close();
        let mut doc = builder.finish();
        inspect(&mut doc);
        kept(&doc).iter().any(|text| text.contains("Minutes"))
    };
    assert!(page("note") && !page("another"));
}

#[test]
fn who_prefers_a_complete_text_gets_no_less() {
    let count = |prefer| {
        let mut doc = html(&news());
        let mut findings = Findings::default();
        let stage = Content { prefer, ..Content::default() }.build().unwrap();
        stage.inspect(&doc, &mut findings);
        doc.apply(Content::NAME, &mut findings);
        kept(&doc).len()
    };
    assert!(count(Prefer::Complete) >= count(Prefer::Balance));
    assert!(count(Prefer::Balance) >= count(Prefer::Clean));
}

#[test]
fn what_a_rule_named_furniture_comes_back_when_it_reads_like_the_article() {
    let mut doc = html(&news());
    let leaves: Vec<NodeId> = doc.leaves().map(|(id, _)| id).collect();
    let prose = leaves.into_iter().find(|&leaf| doc.text(leaf).starts_with("In part 1")).unwrap();
    let why = || Why::new("furniture/test", 0.7, "a test");
    let mut findings = Findings::default();
    findings.drop(prose, Boilerplate::Related, why());
    doc.apply("furniture", &mut findings);
    inspect(&mut doc);
    assert!(doc.is_shown(prose));
    findings.drop(prose, Boilerplate::CookieBanner, why());
    doc.apply("consent", &mut findings);
    inspect(&mut doc);
    assert!(!doc.is_shown(prose), "a dialog never does");
}

#[test]
fn the_forests_that_are_compiled_in_are_sound() {
    let forests = [
        Forest::parse(include_str!("html.forest"), names()),
        Forest::parse(include_str!("text.forest"), lines::names()),
        Forest::parse(include_str!("cookies.forest"), lines::names()),
        Forest::parse(include_str!("share.forest"), lines::names()),
    ];
    assert!(forests.into_iter().all(|forest| !forest.unwrap().trees.is_empty()));
}

#[test]
fn a_menu_at_the_end_of_a_plain_text_goes() {
    let mut lines = vec!["<div"];
    let sentence = "p The river rose in the night, and by the morning it stood at the doors of the \
        lower houses, which nobody had seen before.";
    lines.extend([sentence; 4]);
    lines.extend([">", "<menu", "p Home", "p About", "p Contact", "p Imprint", "p Search", ">"]);
    let mut doc = page("text/plain", &lines);
    inspect(&mut doc);
    assert_eq!(kept(&doc).len(), 4);
}

#[test]
fn verse_in_plain_text_stays() {
    let mut doc = page(
        "text/plain",
        &["<menu", "p I wake", "p I sleep", "p I walk", "p I weep", "p I sing", "p I fall", ">"],
    );
    inspect(&mut doc);
    assert_eq!(kept(&doc).len(), 6);
}

#[test]
fn an_earlier_keep_holds() {
    let lines = news();
    let mut doc = html(&lines);
    let (first, _) = doc.blocks().next().unwrap();
    let mut findings = Findings::default();
    findings.keep(first, Why::new("test/keep", 1.0, "asked for"));
    doc.apply("test", &mut findings);
    inspect(&mut doc);
    assert!(matches!(doc.ruling(first), Some(Decision { verdict: Verdict::Keep, .. })));
    assert_eq!(kept(&doc)[0], "Rubric 0");
}

#[test]
fn a_table_of_data_in_the_article_keeps_all_of_its_cells() {
    let mut builder =
        Builder::new(Source { media_type: "text/html", ..Source::default() }, 0, 10_000);
    let text = |builder: &mut Builder, kind, tag, text: &str| {
        builder.open(kind, tag);
        builder.text(text);
        builder.close();
    };
    for part in 0..3 {
        text(&mut builder, Kind::Paragraph, Tag::P, &format!("In part {part}: {SENTENCES}"));
    }
    builder.open(Kind::Table, Tag::TABLE);
    for row in [["Gate", "1.8"], ["Wheel", "1.8"], ["Dam", "15"]] {
        builder.open(Kind::Row, Tag::TR);
        for cell in row {
            builder.open(Kind::Cell, Tag::TD);
            text(&mut builder, Kind::Paragraph, Tag::P, cell);
            builder.close();
        }
        builder.close();
    }
    builder.close();
    text(&mut builder, Kind::Paragraph, Tag::P, &format!("In the end: {SENTENCES}"));
    let mut doc = builder.finish();
    inspect(&mut doc);
    let gone: Vec<&str> =
        doc.leaves().filter(|&(id, _)| !doc.is_shown(id)).map(|(id, _)| doc.text(id)).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

#[test]
fn what_the_words_of_a_heading_say_holds_for_what_stands_under_it() {
    let lines =
        ["p Nobody knew", "h2 Related reading", "p Nets of nylon", "h2 The river", "p It rose"];
    let doc = page("text/html", &lines);
    let vocabulary = Vocabulary::parse("=related -40\n=nets -8\nnets 100\n").unwrap();
    let measured = super::measure(&doc, &vocabulary);
    let column = |name: &str| {
        let at = names().iter().position(|other| other == name).unwrap();
        (0..lines.len()).map(|row| measured.matrix.code(row, at)).collect::<Vec<_>>()
    };
    assert_eq!(column("heading.least"), [128, 88, 88, 128, 128]);
    assert_eq!(column("words.mean"), [128, 88, 120, 128, 128]);
}

#[test]
fn what_a_rule_is_sure_of_is_settled_in_plain_text_only() {
    for (media_type, score, open) in
        [("text/plain", 0.95, false), ("text/plain", 0.85, true), ("text/html", 0.95, true)]
    {
        let mut doc = page(media_type, &["p Read also: Nets of nylon"]);
        let (line, _) = doc.blocks().next().unwrap();
        let mut findings = Findings::default();
        findings.drop(
            line,
            Boilerplate::Related,
            Why::new("furniture/read-also", score, "read also"),
        );
        doc.apply("furniture", &mut findings);
        assert_eq!(super::is_open(&doc, line), open, "{media_type} {score}");
    }
}

#[test]
fn a_text_with_nothing_around_it_stays_whole() {
    let end = "p Who remembers that year? Hardly anybody.";
    let mut doc = page("text/plain", &["h2 The bridge", &format!("p {SENTENCES}"), end]);
    inspect(&mut doc);
    assert!(doc.decisions().is_empty(), "{:#?}", doc.decisions());
}

/// What is kept of lines, each with the log-odds that it belongs to the article; what has a `!` before it was
/// dropped by a rule.
fn chosen(lines: &[(f32, &str)]) -> Vec<String> {
    let texts: Vec<&str> = lines.iter().map(|(_, line)| line.trim_start_matches('!')).collect();
    let mut doc = page("text/html", &texts);
    let nodes: Vec<NodeId> = doc.leaves().map(|(id, _)| id).collect();
    let mut findings = Findings::default();
    for (&node, _) in nodes.iter().zip(lines).filter(|(_, (_, line))| line.starts_with('!')) {
        findings.drop(node, Boilerplate::Related, Why::new("furniture/test", 0.7, "a test"));
    }
    doc.apply("furniture", &mut findings);
    let measured = super::measure(&doc, &Vocabulary::default());
    let scores: Vec<i32> = lines.iter().map(|(odds, _)| (odds * UNIT as f32) as i32).collect();
    let chances: Vec<f32> = scores.iter().copied().map(chance).collect();
    let told = vec![None; lines.len()];
    let page = decide::Page {
        doc: &doc,
        measured: &measured,
        scores: &scores,
        chances: &chances,
        told: &told,
    };
    let kept = nodes.iter().zip(page.choose(1.0)).filter(|(_, kept)| *kept);
    kept.map(|(&node, _)| doc.text(node).to_owned()).collect()
}

fn prose(part: u32) -> String {
    format!("p In part {part}: {SENTENCES} {SENTENCES}")
}

#[test]
fn a_heading_stays_with_what_comes_first_under_it() {
    let (first, second, third) = (prose(1), prose(2), prose(3));
    let under = |odds| {
        let kept = chosen(&[
            (4.0, &first),
            (-4.0, &third),
            (-2.0, "h2 What it costs"),
            (-4.0, "p Ask us"),
            (odds, "p Whoever crosses more than once a day pays half of it."),
            (-4.0, &second),
        ]);
        kept.contains(&"What it costs".to_owned())
    };
    assert!(under(3.0));
    assert!(!under(-4.0));
}

#[test]
fn what_a_rule_dropped_must_be_likelier_than_the_rest() {
    let (first, second) = (prose(1), prose(2));
    let kept = |line: &str| chosen(&[(4.0, &first), (0.2, line), (4.0, &second)]).len();
    assert_eq!(kept(&second), 3);
    assert_eq!(kept(&format!("!{second}")), 2);
    // But not where there is next to nothing else.
    let all =
        chosen(&[(4.0, "p Boats"), (0.2, &format!("!{first}")), (0.2, &format!("!{second}"))]);
    assert_eq!(all.len(), 3);
}

#[test]
fn of_a_page_that_has_little_all_that_is_not_unlikely_stays() {
    let line = "p The river rose in the night and stood at the doors.";
    let (long, other) = (prose(1), prose(2));
    let few = chosen(&[(4.0, line), (4.0, line), (-1.2, line)]);
    let many = chosen(&[(4.0, &long), (4.0, &other), (4.0, &long), (-1.2, line)]);
    assert_eq!((few.len(), many.len()), (3, 3));
}
