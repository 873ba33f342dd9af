//! The tree against others': what html5ever makes of the same markup, and what the tests of html5lib
//! say.

use std::fs;
use std::path::PathBuf;

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, ns, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::*;

use super::super::arena::Content;
use super::super::local::{Local, Ns};
use super::*;

/// A tree as the steps of a walk. What the reader leaves out is left out: comments, and text in
/// elements that have none of the page. Names are in lower case, and text is in one piece.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Walk(Vec<Step>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Enter(String),
    Text(String),
    Leave,
}

impl Walk {
    fn enter(&mut self, ns: Ns, name: &str) {
        let prefix = match ns {
            Ns::Html => "",
            Ns::Svg => "svg ",
            Ns::Math => "math ",
        };
        self.0.push(Step::Enter(format!("{prefix}{}", name.to_ascii_lowercase())));
    }

    fn text(&mut self, more: &str) {
        match self.0.last_mut() {
            _ if more.is_empty() => {}
            Some(Step::Text(text)) => text.push_str(more),
            _ => self.0.push(Step::Text(more.to_owned())),
        }
    }
}

fn keeps_text(ns: Ns, name: &str) -> bool {
    let known = Local::find(name.as_bytes(), 0, name.len());
    known.unwrap_or(Local::UNHEARD).shape(ns).keeps_text()
}

/// What the reader makes of a page.
fn ours(html: &str) -> Walk {
    let (arena, _) = feed::parse(html, &Limits::default());
    let mut walk = Walk::default();
    for edge in arena.edges(Id::DOCUMENT, |_| true) {
        match edge {
            arena::Edge::Enter(id) => match arena.content(id) {
                Content::Element(_) => {
                    walk.enter(arena.element(id).unwrap().ns, arena.name(id));
                }
                Content::Text(span) => walk.text(arena.text(span)),
                Content::Document => {}
            },
            arena::Edge::Leave(id) if arena.element(id).is_some() => walk.0.push(Step::Leave),
            arena::Edge::Leave(_) => {}
        }
    }
    walk
}

/// What html5ever makes of it.
fn theirs(html: &str) -> Walk {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(html);
    let mut walk = Walk::default();
    children(&dom.document, true, &mut walk);
    walk
}

fn children(node: &Handle, keeps: bool, walk: &mut Walk) {
    for child in node.children.borrow().iter() {
        match &child.data {
            NodeData::Text { contents } if keeps => walk.text(&contents.borrow()),
            NodeData::Element { name, template_contents, .. } => {
                let ns = match name.ns {
                    ns!(svg) => Ns::Svg,
                    ns!(mathml) => Ns::Math,
                    _ => Ns::Html,
                };
                walk.enter(ns, &name.local);
                let keeps = keeps_text(ns, &name.local);
                children(child, keeps, walk);
                if let Some(contents) = &*template_contents.borrow() {
                    children(contents, keeps, walk);
                }
                walk.0.push(Step::Leave);
            }
            _ => {}
        }
    }
}

/// Elements, those more often that parsers have rules for.
const NAMES: &str = "a a a b b i em nobr font u code p p p div div div span li ul ol dd dt dl h1 h2 \
    table table table tbody thead tfoot tr tr tr td td td th caption colgroup col form button \
    select option optgroup input hr br img image pre listing ruby rb rt rtc rp object applet \
    marquee svg math mi mo mtext annotation-xml mglyph foreignobject desc title2 path template \
    template body html head frameset frame section main address details summary x-y wbr \
    param source area keygen embed base link meta dialog label center menu fieldset";

/// What is not only a tag. There are no comments: to the reader they part nothing, not even text in a
/// table.
const PIECES: [&str; 21] = [
    "x",
    "word ",
    " ",
    "\n",
    "\u{3000}日本",
    "&amp;",
    "&#0;",
    "\0",
    "<script>s</script>",
    "<style>s</style>",
    "<title>t</title>",
    "<textarea>\nt</textarea>",
    "<noscript><p>n</noscript>",
    "<iframe>i</iframe>",
    "<xmp>\nx</xmp>",
    "<svg><![CDATA[<c]]>x</svg>",
    "</br>",
    "</p>",
    "<input type=hidden>",
    "<svg/>",
    "<g/>",
];

fn piece() -> impl Strategy<Value = String> {
    let names: Vec<&str> = NAMES.split_whitespace().collect();
    let name = prop::sample::select(names);
    let attrs =
        prop::sample::select(vec!["", "", "", " id=a", " id=b class='c d'", " class='c d' id=b"]);
    prop_oneof![
        6 => (name.clone(), attrs).prop_map(|(name, attrs)| format!("<{name}{attrs}>")),
        4 => name.prop_map(|name| format!("</{name}>")),
        3 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
    ]
}

fn soup() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec![
        "",
        "<!DOCTYPE html>",
        "<!DOCTYPE html><body>",
        "<!DOCTYPE html><table><tr><td>",
        "<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 3.2//EN'><body><p>",
    ]);
    (start, prop::collection::vec(piece(), 0..60))
        .prop_map(|(start, soup)| start.to_owned() + &soup.concat())
}

proptest! {
    #[test]
    fn any_markup_makes_the_tree_that_html5ever_makes(html in soup()) {
        // It leaves a `thead` in a template open that another part ends (13.2.6.4.13).
        let is_spared = html.contains("<template");
        let html = if is_spared { html.replace("thead", "tbody") } else { html };
        prop_assert_eq!(ours(&html), theirs(&html), "{}", html);
    }
}

proptest! {
    #[test]
    fn any_markup_ends_somewhere_under_any_limits(html in soup(), depth in 0_u32..12, nodes in 0_u32..40) {
        let limits = Limits { depth, nodes, attributes: 1, ..Limits::default() };
        read(&html, Source::default(), &limits);
    }
}

/// A test of html5lib: what is read, and the tree that is to come of it.
struct Case {
    name: String,
    data: String,
    tree: Walk,
}

/// The tests in a file that are of whole pages, read with scripts.
fn cases(file: &str, text: &str) -> Vec<Case> {
    let text = format!("\n{text}");
    let tests = text.split("\n#data\n").skip(1).enumerate();
    let cases = tests.filter_map(|(at, test)| {
        let (data, rest) = test.split_once("\n#errors")?;
        let (notes, tree) = rest.split_once("\n#document\n")?;
        let is_ours = !notes.contains("#document-fragment") && !notes.contains("#script-off");
        is_ours.then(|| Case {
            name: format!("{file}:{}", at + 1),
            data: data.to_owned(),
            tree: expected(tree),
        })
    });
    cases.collect()
}

fn expected(tree: &str) -> Walk {
    let mut walk = Walk::default();
    // For each element that is open, whether its text is kept; nothing for the contents of a template.
    let mut open: Vec<Option<bool>> = Vec::new();
    for node in format!("\n{}", tree.trim_end_matches('\n')).split("\n| ").skip(1) {
        let line = node.trim_start_matches(' ');
        let depth = (node.len() - line.len()) / 2;
        while open.len() > depth {
            if open.pop().flatten().is_some() {
                walk.0.push(Step::Leave);
            }
        }
        if let Some(text) = line.strip_prefix('"') {
            let keeps = open.iter().rev().flatten().next();
            if keeps == Some(&true) {
                walk.text(text.strip_suffix('"').unwrap_or(text));
            }
        } else if line == "content" {
            open.push(None);
        } else if let Some(name) = line.strip_prefix('<').filter(|name| !name.starts_with('!')) {
            let name = name.strip_suffix('>').unwrap_or(name);
            let (ns, name) = match name.split_once(' ') {
                Some(("svg", name)) => (Ns::Svg, name),
                Some(("math", name)) => (Ns::Math, name),
                _ => (Ns::Html, name),
            };
            walk.enter(ns, name);
            open.push(Some(keeps_text(ns, name)));
        }
    }
    while let Some(element) = open.pop() {
        walk.0.extend(element.map(|_| Step::Leave));
    }
    walk
}

/// Tests of html5lib in which the reader goes its own way, and why.
const OWN_WAY: [(&str, &[&str]); 5] = [
    (
        "a title or the like without its end tag ends where it begins: all that follows would be lost",
        &[
            "tests15:13",
            "tests16:83",
            "tests16:180",
            "tests18:31",
            "tests18:33",
            "tests2:2",
            "tests3:15",
            "tests3:16",
        ],
    ),
    (
        "the attributes that part these elements, or that end SVG, are passed over by the tokenizer",
        &["domjs-unsafe:47", "domjs-unsafe:48", "tests23:1", "tests23:3"],
    ),
    (
        "so is what makes an annotation HTML; annotations are not shown",
        &["tests20:55", "tests20:56", "tests20:57", "tests20:58"],
    ),
    (
        "nothing is copied from an option into a selectedcontent",
        &["webkit02:45", "webkit02:46", "webkit02:47", "webkit02:48"],
    ),
    (
        "the attribute begins with a sign that the test's own format takes for a tag",
        &["webkit01:45"],
    ),
];

#[test]
#[expect(clippy::print_stderr, reason = "it says what it found")]
fn the_tests_of_html5lib_come_out_as_they_say() {
    let Some(folder) = std::env::var_os("HTML5LIB_TESTS").map(PathBuf::from) else {
        return eprintln!("skipped: HTML5LIB_TESTS names no folder of html5lib-tests");
    };
    let folder = folder.join("tree-construction");
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "dat"));
    files.sort();
    let (mut count, mut wrong) = (0, Vec::new());
    for file in files {
        let text = String::from_utf8_lossy(&fs::read(&file).unwrap()).into_owned();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        for case in cases(&name, &text) {
            count += 1;
            let found = ours(&case.data);
            if found != case.tree {
                eprintln!(
                    "{}\n{:?}\n  ours {:?}\n  said {:?}\n",
                    case.name, case.data, found.0, case.tree.0
                );
                wrong.push(case.name);
            }
        }
    }
    eprintln!("{} of {count} agree", count - wrong.len());
    wrong.retain(|name| !OWN_WAY.iter().any(|(_, own)| own.contains(&name.as_str())));
    assert_eq!(wrong, [""; 0]);
}
