//! Documents that no page has and every page might have: anything in anything, dropped at random.

use proptest::prelude::*;
use proptest::sample::Index;
use pumice::document::{
    Attr, Boilerplate, Builder, Document, Field, Findings, Kind, Lang, Language, NodeId, Role,
    Section, Segment, Source, Span, Tag, Why,
};

/// One call of the builder.
#[derive(Clone, Debug)]
enum Call {
    Open(Kind, Tag),
    Attr(Attr, &'static str),
    Text(&'static str),
    Break,
    Close,
}

/// One finding of some stage.
#[derive(Clone, Debug)]
enum Finding {
    Drop(Index, Boilerplate),
    Keep(Index),
    Role(Index, Role),
    /// Roles for the first leaf blocks, and one for the last ones.
    Roles(Vec<Role>, Role, usize),
    Language(Index, &'static str, f32),
    Segment(Index, &'static str, f32),
    /// Whatever stands there as a base and its reading.
    Reading(Index),
    Section(Index, Index, u8),
    Meta(Field, &'static str),
    Share(&'static str, f32),
}

const KINDS: &[(Kind, Tag)] = &[
    (Kind::Group, Tag::DIV),
    (Kind::List, Tag::UL),
    (Kind::List, Tag::OL),
    (Kind::Item, Tag::LI),
    (Kind::Definitions, Tag::DL),
    (Kind::Term, Tag::DT),
    (Kind::Definition, Tag::DD),
    (Kind::Quote, Tag::BLOCKQUOTE),
    (Kind::Table, Tag::TABLE),
    (Kind::Row, Tag::TR),
    (Kind::Cell, Tag::TD),
    (Kind::Cell, Tag::TH),
    (Kind::Figure, Tag::FIGURE),
    (Kind::Caption, Tag::FIGCAPTION),
    (Kind::Control, Tag::BUTTON),
    (Kind::Heading(1), Tag::H1),
    (Kind::Heading(2), Tag::H2),
    (Kind::Heading(4), Tag::H4),
    (Kind::Paragraph, Tag::P),
    (Kind::Paragraph, Tag::P),
    (Kind::Paragraph, Tag::OTHER),
    (Kind::Code, Tag::PRE),
    (Kind::Link, Tag::A),
    (Kind::Emphasis, Tag::EM),
    (Kind::Strong, Tag::B),
    (Kind::CodeSpan, Tag::CODE),
    (Kind::Inline, Tag::SPAN),
    (Kind::Inline, Tag::Q),
    (Kind::Inline, Tag::SUB),
    (Kind::Inline, Tag::TIME),
    (Kind::Ruby, Tag::RUBY),
    (Kind::Break, Tag::BR),
    (Kind::Image, Tag::IMG),
    (Kind::Image, Tag::IMG),
];

const ATTRS: &[(Attr, &str)] = &[
    (Attr::Src, "/img/a b.png?x={1}|2"),
    (Attr::Src, "data:image/gif;base64,R0lGOD"),
    (Attr::Src, "pic.jpg"),
    (Attr::Alt, "an \"image\" & more\n<br>"),
    (Attr::Width, "640"),
    (Attr::Href, "https://example.org/平和?q=a b#c#d"),
    (Attr::Href, "javascript:alert(1)"),
    (Attr::Href, "http://[broken"),
    (Attr::Href, "#note"),
    (Attr::Cite, "../diary"),
    (Attr::Lang, "ja"),
    (Attr::Lang, "zh_hant"),
    (Attr::Lang, "not a language"),
    (Attr::Dir, "rtl"),
    (Attr::Colspan, "3"),
    (Attr::Colspan, "-1"),
    (Attr::Rowspan, "99999"),
    (Attr::Start, "-7"),
    (Attr::Reading, "へいわ"),
    (Attr::Reading, " "),
    (Attr::Datetime, "2025-02-03T10:00+09:00"),
    (Attr::Datetime, "soon"),
];

const TEXTS: &[&str] = &[
    "One two",
    " three ",
    "平和",
    "世界和平與發展",
    "평화 통일",
    "へいわ、平和。",
    "سلام",
    "a < b && c > d ]]> \"e\" 'f'",
    "tab\tand\rreturn\nand feed",
    "\u{0}\u{1F}\u{FFFE}\u{200B}",
    "\u{10FFFF}\u{1F54A}",
    "By Example Author",
    "03 February 2025",
    " ",
    "\u{3000}\u{A0}",
];

const TAGS: &[&str] = &["en", "en-GB", "ja", "zh", "zh-Hant", "zh-TW", "ko", "und-Hani", "mul"];

const ROLES: &[Role] = &[
    Role::Masthead,
    Role::Category,
    Role::Dateline,
    Role::Byline,
    Role::Title,
    Role::Subtitle,
    Role::Lead,
    Role::Tags,
    Role::Note,
    Role::Comment,
];

const META: &[(Field, &str)] = &[
    (Field::Title, "Three <words> &\n peace\u{1}"),
    (Field::Title, " "),
    (Field::Subtitle, "A subtitle"),
    (Field::Author, "Example Author"),
    (Field::Author, "Another Author"),
    (Field::Site, "平和 和平 평화"),
    (Field::Published, "2025-02-03"),
    (Field::Published, "2025-02-30"),
    (Field::PublishedText, "03 February 2025"),
    (Field::Modified, "2025-02-03T10:00:00Z"),
    (Field::Category, "ASIA"),
    (Field::Tag, "peace"),
    (Field::Tag, "平和"),
    (Field::Description, "A description."),
    (Field::Licence, "https://creativecommons.org/licenses/by/4.0/"),
    (Field::Licence, "All rights reserved: everywhere"),
    (Field::Url, "https://example.org/three words"),
    (Field::Url, "nonsense"),
];

fn call() -> impl Strategy<Value = Call> {
    let kinds = proptest::sample::select(KINDS).prop_map(|(kind, tag)| Call::Open(kind, tag));
    let attrs = proptest::sample::select(ATTRS).prop_map(|(attr, value)| Call::Attr(attr, value));
    let texts = proptest::sample::select(TEXTS).prop_map(Call::Text);
    prop_oneof![6 => kinds, 4 => attrs, 6 => texts, 1 => Just(Call::Break), 5 => Just(Call::Close)]
}

fn finding() -> impl Strategy<Value = Finding> {
    let at = any::<Index>;
    let tag = || proptest::sample::select(TAGS);
    let kinds = || proptest::sample::select(&Boilerplate::ALL[..]);
    let sure = || proptest::sample::select(&[0.126_f32, 0.5, 0.93, 1.0][..]);
    prop_oneof![
        4 => (at(), kinds()).prop_map(|(at, kind)| Finding::Drop(at, kind)),
        2 => at().prop_map(Finding::Keep),
        6 => (at(), proptest::sample::select(ROLES)).prop_map(|(at, role)| Finding::Role(at, role)),
        2 => roles(),
        2 => (at(), tag(), sure()).prop_map(|(at, tag, sure)| Finding::Language(at, tag, sure)),
        4 => (at(), tag(), sure()).prop_map(|(at, tag, sure)| Finding::Segment(at, tag, sure)),
        2 => at().prop_map(Finding::Reading),
        4 => (at(), at(), 1..4_u8).prop_map(|(at, end, level)| Finding::Section(at, end, level)),
        4 => proptest::sample::select(META).prop_map(|(field, value)| Finding::Meta(field, value)),
        1 => (tag(), 0.0..1.0_f32).prop_map(|(tag, share)| Finding::Share(tag, share)),
    ]
}

fn roles() -> impl Strategy<Value = Finding> {
    let first = proptest::collection::vec(proptest::sample::select(ROLES), 0..7);
    let first = (first, 0..3_usize).prop_map(|(rest, mastheads)| {
        std::iter::repeat_n(Role::Masthead, mastheads).chain(rest).collect()
    });
    let last = proptest::sample::select(&[Role::Tags, Role::Comment][..]);
    (first, last, 0..4_usize).prop_map(|(first, last, count)| Finding::Roles(first, last, count))
}

/// Containers in the order that pages mostly have them in, with a text in the innermost.
const NESTS: &[&[(Kind, Tag)]] = &[
    &[(Kind::Paragraph, Tag::P)],
    &[(Kind::Heading(2), Tag::H2)],
    &[(Kind::Heading(3), Tag::H3)],
    &[(Kind::List, Tag::UL), (Kind::Item, Tag::LI)],
    &[(Kind::List, Tag::OL), (Kind::Item, Tag::LI), (Kind::Heading(3), Tag::H3)],
    &[(Kind::Item, Tag::LI), (Kind::List, Tag::UL), (Kind::Item, Tag::LI)],
    &[(Kind::Definitions, Tag::DL), (Kind::Term, Tag::DT)],
    &[(Kind::Term, Tag::DT)],
    &[(Kind::Definition, Tag::DD)],
    &[(Kind::Definition, Tag::DD), (Kind::Paragraph, Tag::P)],
    &[(Kind::Table, Tag::TABLE), (Kind::Caption, Tag::CAPTION)],
    &[(Kind::Table, Tag::TABLE), (Kind::Row, Tag::TR), (Kind::Cell, Tag::TH)],
    &[(Kind::Row, Tag::TR), (Kind::Cell, Tag::TD)],
    &[(Kind::Cell, Tag::TD), (Kind::List, Tag::UL), (Kind::Item, Tag::LI)],
    &[(Kind::Figure, Tag::FIGURE), (Kind::Image, Tag::IMG)],
    &[(Kind::Figure, Tag::FIGURE), (Kind::Caption, Tag::FIGCAPTION), (Kind::Table, Tag::TABLE)],
    &[(Kind::Caption, Tag::FIGCAPTION)],
    &[(Kind::Quote, Tag::BLOCKQUOTE), (Kind::Paragraph, Tag::P)],
    &[(Kind::Paragraph, Tag::P), (Kind::Link, Tag::A), (Kind::CodeSpan, Tag::CODE)],
    &[(Kind::Paragraph, Tag::P), (Kind::CodeSpan, Tag::CODE), (Kind::Link, Tag::A)],
    &[(Kind::Code, Tag::PRE), (Kind::Emphasis, Tag::EM)],
];

/// A few calls that belong together: the first `closed` of what was opened is closed again.
fn nest() -> impl Strategy<Value = Vec<Call>> {
    let nests = proptest::sample::select(NESTS);
    let attrs = proptest::sample::subsequence(ATTRS, 0..4);
    let texts = proptest::sample::select(TEXTS);
    (nests, attrs, texts, 0..4_usize).prop_map(|(nest, attrs, text, closed)| {
        let open = nest.iter().map(|&(kind, tag)| Call::Open(kind, tag));
        let attrs = attrs.into_iter().map(|(attr, value)| Call::Attr(attr, value));
        let image = nest.last().is_some_and(|(kind, _)| *kind == Kind::Image);
        let source = image.then_some(Call::Attr(Attr::Src, "dove.jpg"));
        let text = (!image).then_some(Call::Text(text));
        let close = std::iter::repeat_n(Call::Close, closed.min(nest.len()));
        open.chain(source).chain(attrs).chain(text).chain(close).collect()
    })
}

fn calls() -> impl Strategy<Value = Vec<Call>> {
    let some = prop_oneof![1 => call().prop_map(|call| vec![call]), 1 => nest()];
    proptest::collection::vec(some, 0..40).prop_map(|calls| calls.concat())
}

fn source() -> impl Strategy<Value = Source> {
    let known = Source {
        path: "pages/a.html".to_owned(),
        record: Some("urn:uuid:930b53b8-ef8e-4406-be4d-37ad64e9a549".to_owned()),
        url: Some("https://example.org/asia/three".to_owned()),
        media_type: "text/html",
        encoding: "UTF-8",
        bytes: 7,
        sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned(),
        ..Source::default()
    };
    prop_oneof![2 => Just(known), 1 => Just(Source::default())]
}

/// Any document.
pub(crate) fn document() -> impl Strategy<Value = Document> {
    let findings = proptest::collection::vec(finding(), 0..30);
    (source(), calls(), findings)
        .prop_map(|(source, calls, findings)| find(build(source, &calls), &findings))
}

/// The document that calls of the builder make.
fn build(source: Source, calls: &[Call]) -> Document {
    let mut builder = Builder::new(source, 0, 1000);
    for call in calls {
        match call {
            Call::Open(kind, tag) => builder.open(*kind, *tag),
            Call::Attr(attr, value) => builder.attr(*attr, value),
            Call::Text(text) => builder.text(text),
            Call::Break => builder.line_break(),
            Call::Close => builder.close(),
        }
    }
    builder.finish()
}

/// The document with what stages found.
fn find(mut doc: Document, list: &[Finding]) -> Document {
    let nodes: Vec<NodeId> = doc.nodes().map(|(id, _)| id).collect();
    let leaves: Vec<NodeId> = doc.leaves().map(|(id, _)| id).collect();
    let why = || Why::new("test/rule", 0.9, "“a word”");
    for (at, item) in list.iter().enumerate() {
        let mut out = Findings::default();
        match item {
            Finding::Drop(at, kind) => out.drop(*at.get(&nodes), *kind, why()),
            Finding::Keep(at) => out.keep(*at.get(&nodes), why()),
            Finding::Role(at, role) if !leaves.is_empty() => out.role(*at.get(&leaves), *role),
            Finding::Roles(first, end, count) => {
                leaves.iter().zip(first).for_each(|(leaf, role)| out.role(*leaf, *role));
                leaves.iter().rev().take(*count).for_each(|leaf| out.role(*leaf, *end));
            }
            Finding::Language(at, tag, confidence) => {
                let language = Language { lang: Lang::constant(tag), confidence: *confidence };
                out.language(*at.get(&nodes), language);
            }
            Finding::Meta(field, value) => out.meta(*field, *value, "test"),
            _ => {}
        }
        doc.apply(if at % 2 == 0 { "consent" } else { "content" }, &mut out);
    }
    let mut layers = Findings::default();
    shares_and_segments(&doc, list, &mut layers);
    sections(&nodes, &doc, list, &mut layers);
    doc.apply("layers", &mut layers);
    doc
}

fn shares_and_segments(doc: &Document, list: &[Finding], out: &mut Findings) {
    let letters: Vec<(usize, char)> =
        doc.full_text().char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
    let mut segments: Vec<Segment> = Vec::new();
    for item in list {
        match item {
            Finding::Share(tag, share) => out.share(Lang::constant(tag), *share),
            Finding::Reading(at) if !letters.is_empty() => {
                let first = at.index(letters.len());
                let place = |letters_on: usize| {
                    let next = letters.get(first + letters_on).map(|(at, _)| *at);
                    next.unwrap_or(doc.full_text().trim_end().len()) as u32
                };
                let (base, length) = (1 + first % 3, 3 + first % 4);
                let base = Span { start: place(0), end: place(base) };
                out.reading(base, Span { start: base.end, end: place(1 + first % 3 + length) });
            }
            Finding::Segment(at, tag, confidence) if !letters.is_empty() => {
                let first = at.index(letters.len());
                let until = (first + 1 + first % 7).min(letters.len());
                let end = letters[until - 1].0 + letters[until - 1].1.len_utf8();
                let span = Span { start: letters[first].0 as u32, end: end as u32 };
                let lang = Lang::constant(tag);
                let candidates = vec![(lang.clone(), *confidence), (Lang::constant("zxx"), 0.01)];
                let (script, evidence) = ("Hani", "word list".into());
                let confidence = *confidence;
                segments.push(Segment { span, script, lang, confidence, candidates, evidence });
            }
            _ => {}
        }
    }
    segments.sort_by_key(|segment| segment.span.start);
    let mut end = 0;
    for segment in segments {
        if segment.span.start >= end {
            end = segment.span.end;
            out.segment(segment);
        }
    }
}

fn sections(nodes: &[NodeId], doc: &Document, list: &[Finding], out: &mut Findings) {
    let headings: Vec<NodeId> = doc
        .leaves()
        .filter(|(_, n)| matches!(n.kind, Kind::Heading(_)))
        .map(|(id, _)| id)
        .collect();
    for item in list {
        if let Finding::Section(at, end, level) = item
            && !headings.is_empty()
        {
            let heading = *at.get(&headings);
            // Sound sections nest; a writer must not fall over those that do not.
            let end = (*end.get(nodes)).max(doc.end(heading));
            out.section(Section { heading, level: *level, parent: None, end });
        }
    }
}
