//! An article as they mostly are, and the body that becomes of it, to the letter.

use pumice::document::{
    Attr, Boilerplate, Builder, Document, Field, Findings, Kind, Lang, Language, NodeId, Role,
    Section, Segment, Source, Span, Tag, Why,
};
use pumice::writers::tei::{Removed, Tei};

use super::write;

fn leaf(b: &mut Builder, kind: Kind, tag: Tag, text: &str) {
    b.open(kind, tag);
    b.text(text);
    b.close();
}

fn paragraph(b: &mut Builder, text: &str) {
    leaf(b, Kind::Paragraph, Tag::P, text);
}

fn table(b: &mut Builder) {
    b.open(Kind::Table, Tag::TABLE);
    b.open(Kind::Caption, Tag::CAPTION);
    b.text("Words for peace");
    b.close();
    for (tag, first, second) in
        [(Tag::TH, "Language", "Word"), (Tag::TD, "Japanese", "平和"), (Tag::TD, "Korean", "평화")]
    {
        b.open(Kind::Row, Tag::TR);
        leaf(b, Kind::Cell, tag, first);
        leaf(b, Kind::Cell, tag, second);
        b.close();
    }
    b.close();
}

fn figure(b: &mut Builder) {
    b.open(Kind::Figure, Tag::FIGURE);
    b.open(Kind::Link, Tag::A);
    b.attr(Attr::Href, "/large/dove.jpg");
    b.open(Kind::Image, Tag::IMG);
    b.attr(Attr::Src, "dove.jpg");
    b.attr(Attr::Alt, "A white dove");
    b.attr(Attr::Width, "640");
    b.close();
    b.close();
    leaf(b, Kind::Caption, Tag::FIGCAPTION, "A dove over Jeju");
    b.close();
}

fn readings(b: &mut Builder) {
    b.open(Kind::Definitions, Tag::DL);
    leaf(b, Kind::Term, Tag::DT, "heiwa");
    leaf(b, Kind::Definition, Tag::DD, "the Japanese reading");
    leaf(b, Kind::Term, Tag::DT, "hépíng");
    leaf(b, Kind::Definition, Tag::DD, "the Chinese one");
    b.close();
    b.open(Kind::List, Tag::OL);
    leaf(b, Kind::Item, Tag::LI, "one");
    b.open(Kind::Item, Tag::LI);
    paragraph(b, "two");
    b.open(Kind::List, Tag::UL);
    leaf(b, Kind::Item, Tag::LI, "nested");
    b.close();
    b.close();
    b.close();
}

fn japanese(b: &mut Builder) {
    b.open(Kind::Paragraph, Tag::P);
    b.text("The word ");
    b.open(Kind::Ruby, Tag::RUBY);
    b.attr(Attr::Reading, "へいわ");
    b.text("平和");
    b.close();
    b.text(" is ");
    leaf(b, Kind::Strong, Tag::B, "old");
    b.text(", says ");
    b.open(Kind::Link, Tag::A);
    b.attr(Attr::Href, "https://dict.example.org/平和");
    b.text("a dictionary of 日本語");
    b.close();
    b.text(".");
    b.line_break();
    b.text("In code: ");
    leaf(b, Kind::CodeSpan, Tag::CODE, "let p = \"平和\";");
    b.close();
}

fn build() -> Document {
    let source = Source {
        path: "a.html".into(),
        url: Some("https://news.example.org/asia/three".into()),
        sha256: "3f9a1c7e3f9a1c7e3f9a1c7e".into(),
        ..Source::default()
    };
    let mut b = Builder::new(source, 0, 1000);
    paragraph(&mut b, "平和 和平 평화");
    paragraph(&mut b, "Accept all cookies");
    paragraph(&mut b, "ASIA");
    leaf(&mut b, Kind::Heading(1), Tag::H1, "Three words for peace");
    paragraph(&mut b, "By Example Author");
    paragraph(&mut b, "Busan, 03 February 2025");
    paragraph(&mut b, "One pair of characters became three words.");
    leaf(&mut b, Kind::Heading(2), Tag::H2, "In Japanese");
    japanese(&mut b);
    leaf(&mut b, Kind::Heading(3), Tag::H3, "Readings");
    readings(&mut b);
    leaf(&mut b, Kind::Heading(2), Tag::H2, "In Korean");
    b.open(Kind::Quote, Tag::BLOCKQUOTE);
    paragraph(&mut b, "평화를 빕니다.");
    b.close();
    table(&mut b);
    figure(&mut b);
    paragraph(&mut b, "All rights reserved");
    paragraph(&mut b, "peace, asia");
    b.finish()
}

fn find(doc: &Document, text: &str) -> NodeId {
    doc.leaves().find(|(id, _)| doc.text(*id) == text).map(|(id, _)| id).expect("the block")
}

fn segment(doc: &Document, nth: usize, text: &str, tag: &'static str, confidence: f32) -> Segment {
    let (start, _) = doc.full_text().match_indices(text).nth(nth).expect("the run");
    let span = Span { start: start as u32, end: (start + text.len()) as u32 };
    let lang = Lang::constant(tag);
    let rest = (Lang::constant("zh"), 1.0 - confidence);
    let candidates = vec![(lang.clone(), confidence), rest];
    Segment { span, script: "Hani", lang, confidence, candidates, evidence: "word list".into() }
}

fn article() -> Document {
    let mut doc = build();
    let mut out = Findings::default();
    let why = |rule: &str| Why::new(rule, 0.97, "“accept all”");
    out.drop(find(&doc, "Accept all cookies"), Boilerplate::CookieBanner, why("consent/accept"));
    out.drop(find(&doc, "All rights reserved"), Boilerplate::Legal, why("furniture/rights"));
    for (text, role) in [
        ("平和 和平 평화", Role::Masthead),
        ("ASIA", Role::Category),
        ("Three words for peace", Role::Title),
        ("By Example Author", Role::Byline),
        ("Busan, 03 February 2025", Role::Dateline),
        ("One pair of characters became three words.", Role::Lead),
        ("peace, asia", Role::Tags),
    ] {
        out.role(find(&doc, text), role);
    }
    for (field, value) in [
        (Field::Title, "Three words for peace"),
        (Field::Author, "Example Author"),
        (Field::Published, "2025-02-03"),
        (Field::PublishedText, "03 February 2025"),
    ] {
        out.meta(field, value, "test");
    }
    let language = |tag, confidence| Language { lang: Lang::constant(tag), confidence };
    out.language(NodeId::ROOT, language("en", 0.98));
    out.language(find(&doc, "평화를 빕니다."), language("ko", 0.99));
    out.share(Lang::constant("en"), 0.93);
    out.share(Lang::constant("ko"), 0.052);
    for (nth, text, tag, confidence) in [
        (0, "平和", "ja", 0.91),
        (0, "和平", "zh", 1.0),
        (0, "평화", "ko", 1.0),
        (1, "平和", "ja", 0.97),
        (0, "日本語", "ja", 1.0),
        (3, "平和", "ja", 0.6),
        (2, "평화", "ko", 1.0),
    ] {
        out.segment(segment(&doc, nth, text, tag, confidence));
    }
    let end = doc.end(NodeId::ROOT);
    let korean = find(&doc, "In Korean");
    let section =
        |text, level, parent, end| Section { heading: find(&doc, text), level, parent, end };
    out.section(section("In Japanese", 1, None, korean));
    out.section(section("Readings", 2, Some(0), korean));
    out.section(section("In Korean", 1, None, end));
    doc.apply("consent", &mut out);
    doc
}

const TEXT: &str = r##"  <text xml:lang="en">
    <front>
      <div type="masthead" xml:id="fm">
        <p xml:id="fm.p1" xml:lang="mul"><seg type="lang" xml:id="lang.1" xml:lang="ja" cert="0.91">平和</seg> <seg type="lang" xml:lang="zh" cert="1">和平</seg> <seg type="lang" xml:lang="ko" cert="1">평화</seg></p>
      </div>
    </front>
    <body>
      <div type="article" xml:id="a">
        <gap xml:id="gap.1" reason="editorial" ana="#bp.cookie-banner" unit="chars" quantity="16" resp="#resp.pumice" corresp="#rm.1"/>
        <head type="category">ASIA</head>
        <head type="main" xml:id="a.h">Three words for peace</head>
        <byline>By <docAuthor>Example Author</docAuthor></byline>
        <dateline>Busan, <date when="2025-02-03">03 February 2025</date></dateline>
        <argument xml:id="a.lead">
          <p>One pair of characters became three words.</p>
        </argument>
        <div type="section" n="1" xml:id="s1">
          <head xml:id="s1.h">In Japanese</head>
          <p xml:id="s1.p1">The word <ruby xml:id="lang.2" xml:lang="ja" cert="0.97"><rb>平和</rb><rt place="above">へいわ</rt></ruby> is <hi rendition="#r.b">old</hi>, says <ref target="https://dict.example.org/%E5%B9%B3%E5%92%8C">a dictionary of <foreign xml:lang="ja" cert="1">日本語</foreign></ref>.<lb/>In code: <code>let p = "平和";</code></p>
          <div type="section" n="1.1" xml:id="s1.1">
            <head xml:id="s1.1.h">Readings</head>
            <list type="gloss" xml:id="s1.1.l1">
              <label>heiwa</label>
              <item>the Japanese reading</item>
              <label>hépíng</label>
              <item>the Chinese one</item>
            </list>
            <list rend="numbered" xml:id="s1.1.l2">
              <item n="1">one</item>
              <item n="2">
                <p>two</p>
                <list rend="bulleted">
                  <item>nested</item>
                </list>
              </item>
            </list>
          </div>
        </div>
        <div type="section" n="2" xml:id="s2">
          <head xml:id="s2.h">In Korean</head>
          <quote xml:id="s2.q1">
            <p xml:lang="ko" cert="0.99">평화를 빕니다.</p>
          </quote>
          <table rows="3" cols="2" xml:id="s2.t1">
            <head>Words for peace</head>
            <row role="label">
              <cell role="label">Language</cell>
              <cell role="label">Word</cell>
            </row>
            <row>
              <cell>Japanese</cell>
              <cell xml:id="lang.3" xml:lang="ja" cert="0.6">平和</cell>
            </row>
            <row>
              <cell>Korean</cell>
              <cell xml:lang="ko" cert="1">평화</cell>
            </row>
          </table>
          <figure xml:id="s2.fig1">
            <graphic url="https://news.example.org/asia/dove.jpg" width="640px" corresp="https://news.example.org/large/dove.jpg"/>
            <figDesc>A white dove</figDesc>
            <head>A dove over Jeju</head>
          </figure>
        </div>
      </div>
    </body>
    <back>
      <gap xml:id="gap.2" reason="editorial" ana="#bp.legal" unit="chars" quantity="17" resp="#resp.pumice" corresp="#rm.2"/>
      <div type="tags" xml:id="tags">
        <p xml:id="tags.p1">peace, asia</p>
      </div>
    </back>
  </text>
"##;

#[test]
fn an_article_has_the_form_that_an_editor_would_give_it() {
    let xml = write(&article(), &Tei { removed: Removed::Text, ..Tei::default() });
    let text = xml.find("  <text ").map(|at| &xml[at..]).expect("a text");
    assert_eq!(text, format!("{TEXT}</TEI>\n"), "{xml}");
}
