//! Texts and the outlines that become of them.

use super::*;
use crate::document::{Attr, Kind, Status, Tag};

fn read_as(path: &str, text: &str) -> Document {
    read(text, Source { path: path.into(), ..Source::default() }, &Limits::default())
}

/// A line for each container and leaf block: its element, set in by depth, and the text of leaves.
fn outline(doc: &Document) -> String {
    let mut out = String::new();
    for (id, node) in doc.nodes().skip(1).filter(|(_, node)| !node.kind.is_inline()) {
        let depth = doc.ancestors(id).count() - 1;
        let name = if node.tag == Tag::OTHER { "-" } else { node.tag.name() };
        let text = if node.kind.is_leaf() { doc.text(id) } else { "" };
        out.push_str(&"  ".repeat(depth));
        out.push_str(format!("{name} {text}").trim_end());
        out.push('\n');
    }
    out
}

fn check(text: &str, expected: &str) {
    assert_eq!(outline(&read_as("a.txt", text)).trim_end(), expected.trim_end());
}

/// Breaks a text as an editor does: at spaces, or anywhere if there are none.
fn fill(text: &str, columns: u32) -> String {
    let mut out = String::new();
    for paragraph in text.split("\n\n") {
        let mut at = 0;
        let words: Vec<&str> = if paragraph.contains(' ') {
            paragraph.split_inclusive(' ').collect()
        } else {
            paragraph.split_inclusive(|_| true).collect()
        };
        for word in words {
            let width = script::width(word.trim_end());
            if at > 0 && at + width > columns {
                out.truncate(out.trim_end().len());
                out.push('\n');
                at = 0;
            }
            out.push_str(word);
            at += script::width(word);
        }
        out.push_str("\n\n");
    }
    out
}

const HARBOUR: &str = "The old harbour was closed for nine years, and when it opened again the \
    fishermen had long since found other work in the canning factories along the coast road.";
const MARKET: &str = "Only the market hall stayed what it had been, a cold and noisy place where \
    the day began at four in the morning and ended before most of the town had had breakfast.";

#[test]
fn an_article_between_its_surroundings() {
    let text = format!(
        "Home\nNews\nContact\n\nThe harbour opens again\n\n{HARBOUR}\n\nA cold hall\n{MARKET}\n\n\
         {HARBOUR}\nTags: harbour, fish\n\nPrint\n\nShare\nSave\nFollow us\n"
    );
    check(
        &text,
        &format!(
            "menu\n  p Home\n  p News\n  p Contact\nh2 The harbour opens again\np {HARBOUR}\n\
             div\n  h2 A cold hall\n  p {MARKET}\ndiv\n  p {HARBOUR}\n  p Tags: harbour, fish\n\
             p Print\nmenu\n  p Share\n  p Save\n  p Follow us\n"
        ),
    );
}

#[test]
fn the_title_right_above_the_prose_is_a_heading() {
    let title = "A harbour opens again after nine years";
    check(
        &format!("NEWS\n12 March 2021\n{title}\n\n{title}\n\n{HARBOUR}"),
        &format!("menu\n  p NEWS\n  p 12 March 2021\n  p {title}\nh2 {title}\np {HARBOUR}"),
    );
}

#[test]
fn lines_without_blank_lines_between_them() {
    check(
        &format!("Menu\nSearch\nSign in\n{HARBOUR}\nA cold hall\n{MARKET}\nReply\nShare"),
        &format!(
            "menu\n  p Menu\n  p Search\n  p Sign in\np {HARBOUR}\nh2 A cold hall\np {MARKET}\n\
             p Reply\np Share"
        ),
    );
}

#[test]
fn all_line_ends_are_line_ends() {
    check("a one\r\nb two\r\n\r\nc", "div\n  p a one\n  p b two\np c");
    check("a\rb\r\rc", "div\n  p a\n  p b\np c");
    check("a\u{2028}b\u{2029}\u{2029}c\u{C}d é", "div\n  p a\n  p b\ndiv\n  p c\n  p d é");
    check("", "");
    check(" \n\t\n\u{3000}", "");
}

#[test]
fn wrapped_lines_are_joined() {
    let german = "Die Stadtverwaltung hat am Montag bekannt gegeben, dass die Brücke über den \
        Fluss noch bis zum Ende des Jahres gesperrt bleibt. Die Untersuchung der Pfeiler habe \
        gezeigt, dass die Schäden größer seien als bisher angenommen.\n\nFür den Verkehr bedeutet \
        das einen Umweg von acht Kilometern.";
    let arabic = "أعلنت البلدية يوم الاثنين أن الجسر الواقع على النهر سيبقى مغلقا حتى نهاية العام، \
        لأن فحص الأعمدة أظهر أضرارا أكبر مما كان متوقعا في البداية بحسب ما قاله المهندسون.\n\n\
        ويعني ذلك للمرور طريقا أطول بثمانية كيلومترات كل يوم.";
    let korean = "시는 월요일에 강을 가로지르는 다리가 올해 말까지 폐쇄된다고 발표했다. 기둥을 조사한 \
        결과 손상이 지금까지 생각했던 것보다 크다는 사실이 밝혀졌기 때문이다. 차량은 팔 킬로미터를 \
        돌아가야 한다.\n\n시장은 시민들에게 이해를 구했다.";
    for text in [german, arabic, korean] {
        for columns in [44, 60, 72] {
            let (first, second) = text.split_once("\n\n").unwrap_or_default();
            let text = format!("{first} {first}\n\n{second}");
            check(&fill(&text, columns), &format!("p {first} {first}\np {second}"));
        }
    }
}

#[test]
fn wrapped_lines_join_without_a_space_where_the_script_has_none() {
    let japanese = "市は月曜日、川にかかる橋を年末まで通行止めにすると発表した。橋脚を調べたところ、\
        傷みがこれまで考えられていたよりも大きいことがわかったためである。自動車は八キロの回り道を\
        しなければならない。市長は「ご不便をおかけするが、安全のためにご理解いただきたい」と話した。";
    let chinese = "市政府星期一宣布，河上的大桥将封闭到年底。检查桥墩后发现，损坏比原先估计的更严重，\
        因此必须加固。车辆需要绕行八公里。市长请市民谅解，并表示工程会尽快完成，预计明年春天通车。";
    let thai = "เทศบาลประกาศเมื่อวันจันทร์ว่าสะพานข้ามแม่น้ำจะปิดจนถึงสิ้นปีเพราะการตรวจสอบเสาพบความ\
        เสียหายมากกว่าที่คาดไว้รถยนต์ต้องอ้อมไปอีกแปดกิโลเมตรนายกเทศมนตรีขอความเข้าใจจากประชาชนทุกคน";
    for text in [japanese, chinese, thai] {
        for columns in [40, 60, 80] {
            check(&fill(&text.repeat(4), columns), &format!("p {}", text.repeat(4)));
        }
    }
}

#[test]
fn an_indentation_begins_a_paragraph_in_wrapped_lines() {
    let one = "市は月曜日、川にかかる橋を年末まで通行止めにすると発表した。橋脚を調べたところ、\
        傷みがこれまで考えられていたよりも大きいことがわかったためである。";
    let wrapped = fill(&format!("\u{3000}{one}"), 40).replace("\n\n", "\n");
    check(&wrapped.repeat(3), &format!("p {one}\n").repeat(3));
}

#[test]
fn hyphens_at_line_ends_stay() {
    assert_eq!(wrap::separator("a well-", "known"), "");
    assert_eq!(wrap::separator("die Ost-", "West"), " ");
    assert_eq!(wrap::separator("so –", "and"), " ");
    assert_eq!(wrap::separator("京都の", "ASEAN"), "");
    assert_eq!(wrap::separator("한국", "사람"), " ");
}

#[test]
fn verse_keeps_its_lines() {
    let verse = "The lamps along the quay went out,\nThe tide came in, the tide came in,\n\
        And no one knew what it was about,\nThe boats as thin as a violin.\n\n\
        The morning brought a smell of tar,\nA gull, a rope, an iron ring,\n\
        And those who had not gone too far\nCame back to hear the cables sing.";
    let stanza = |stanza: &str| format!("div\n  p {}\n", stanza.replace('\n', "\n  p "));
    check(verse, &verse.split("\n\n").map(stanza).collect::<String>());
}

#[test]
fn paragraphs_of_one_line_each_are_no_wrapped_text() {
    let lines: Vec<String> = (0..12)
        .map(|at| {
            format!("Sentence number {at} {}is complete in itself.", "and long ".repeat(3 + at % 4))
        })
        .collect();
    let expected = format!("  p {}\n", lines.join("\n  p "));
    check(&format!("{}\n\nend", lines.join("\n")), &format!("div\n{expected}p end"));
}

#[test]
fn fields_and_addresses_are_no_headings() {
    let not = [
        "Author: Jane Doe",
        "Tags: a, b",
        "タグ：港、魚",
        "https://example.org/a/b",
        "@harbour",
        "#harbour",
    ];
    for line in not {
        assert!(!is_heading(line), "{line}");
    }
    let headings = [
        "Harbour",
        "2. What became of it",
        "Taiwan: the hard case",
        "Was it worth it?",
        "港の再開",
        "A “cold” hall",
        "The plan of the E.U.",
        "Αγορά",
        "ท่าเรือเปิดอีกครั้ง",
        "السوق القديم",
        "1984 and after",
    ];
    for line in headings {
        assert!(is_heading(line), "{line}");
    }
}

/// Whether a line between the paragraphs of an article is a heading.
fn is_heading(line: &str) -> bool {
    let text = format!(
        "The harbour opens again\n\nBy Jane Quayle\n\n{HARBOUR}\n\n{MARKET}\n\n{line}\n\n{HARBOUR} {MARKET}\n\n\
         {MARKET}\n\nA cold hall\n\n{HARBOUR}\n\n{HARBOUR}\n"
    );
    let doc = read_as("a.txt", &text);
    doc.nodes().any(|(id, node)| matches!(node.kind, Kind::Heading(_)) && doc.text(id) == line)
}

#[test]
fn bullets_and_numbers_make_lists() {
    check(
        "To bring:\n- a coat\n- boots\n  made of rubber\n  - or leather\n- a hat\n\nThat is all",
        "div\n  p To bring:\n  ul\n    li\n      - a coat\n    li\n      - boots made of rubber\n      \
         ul\n        li\n          - or leather\n    li\n      - a hat\np That is all",
    );
    check("・港\n・市場", "ul\n  li\n    - 港\n  li\n    - 市場");
    check("① 港\n② 市場", "ol\n  li\n    - 港\n  li\n    - 市場");
    check("• one\n\n• two\n\n• three", "ul\n  li\n    - one\n  li\n    - two\n  li\n    - three");
    check("- only one", "p - only one");
    check("3. Juli\n5. August", "p 3. Juli\np 5. August");
    let doc = read_as("a.txt", "c) third\nd) fourth");
    let list = doc.nodes().find(|(_, node)| node.kind == Kind::List).map(|(id, _)| id).unwrap();
    assert_eq!(doc.attr(list, Attr::Start), Some("3"));
    assert_eq!(doc.attr(list, Attr::Type), Some("a"));
}

#[test]
fn tabs_make_tables() {
    check(
        "Fish\tPrice\nHerring\t2\nCod\t\n\n\tset in\n\tset in too",
        "div\n  table\n    tr\n      td\n        - Fish\n      td\n        - Price\n    tr\n      \
         td\n        - Herring\n      td\n        - 2\n  p Cod\ndiv\n  p set in\n  p set in too",
    );
}

#[test]
fn columns_of_spaces_make_tables_and_spread_words_do_not() {
    let cells = |row: [&str; 3]| row.map(|cell| format!("    td\n      - {cell}\n")).concat();
    check(
        "The well      14 m   1798\nThe old mill   9 m   1911",
        &format!(
            "table\n  tr\n{}  tr\n{}",
            cells(["The well", "14 m", "1798"]),
            cells(["The old mill", "9 m", "1911"])
        ),
    );
    let list = "1.  Wash the net.  Dry it.\n2.  Cut the ends.  Knot them.";
    for text in ["The well  was  dug when\nthe  mill was old  and", list] {
        assert!(!outline(&read_as("a.txt", text)).contains("table"), "{text}");
    }
    // Each line is looked at once, however many fields it has.
    let wide = format!("{}\nbbb  {}", "a  ".repeat(20_000), "a  ".repeat(19_999));
    assert!(!outline(&read_as("a.txt", &wide)).contains("table"));
}

#[test]
fn the_first_heading_below_a_long_opening_is_found() {
    let (lead, end) =
        ("The harbour of the north is a much underrated asset.", "Tags: harbour, fish");
    let text = format!(
        "波止場\n港口\n항구\nNORTH\n03 February 2025\nThe Harbours of the North\n\nThe Harbours of the North\n\n{lead}\n\n\
         {HARBOUR}\n\nA cold beginning\n\n{MARKET}\n\n{HARBOUR}\n\n{MARKET}\n\n{HARBOUR}\n\nNo market yet\n\n{MARKET}\n\n\
         {HARBOUR}\n\nThe case of the bridge\n\n{HARBOUR}\n\n{MARKET}\n\nConclusion\n\n{MARKET}\n\n{end}\n"
    );
    let outline = outline(&read_as("a.txt", &text));
    for heading in ["A cold beginning", "No market yet", "The case of the bridge", "Conclusion"] {
        assert!(outline.contains(&format!("h2 {heading}")), "{heading}: {outline}");
    }
}

#[test]
fn the_steps_below_tell_a_heading() {
    let recipe = "Ingredients\n4 eggs\n2 cups of sugar\n1 cup of milk\nMethod\n1. Beat the eggs until they foam.\n2. Add the rest.";
    let text = format!(
        "A cake for the harbour\nBy Jane Quayle\n{HARBOUR}\n{recipe}\n{HARBOUR}\nComments\n"
    );
    let outline = outline(&read_as("a.txt", &text));
    assert!(outline.contains("h2 Method") && !outline.contains("h2 1 cup"), "{outline}");
}

#[test]
fn signs_and_indentation_make_quotations() {
    check(
        "He wrote:\n> once\n>> and again\n> once more\n\n    set in\n    as it was\n\na\n\nb\n\nc",
        "div\n  p He wrote:\n  blockquote\n    p once\n    blockquote\n      p and again\n    \
         p once more\nblockquote\n  p set in\n  p as it was\np a\np b\np c",
    );
    check("> Home", "p > Home");
}

#[test]
fn signs_make_headings_in_markdown() {
    let text = "# One\n\n### Three ###\nText #4\n";
    let markdown = outline(&read_as("a.md", text));
    assert_eq!(markdown, "h1 One\ndiv\n  h3 Three\n  p Text #4\n");
    check(text, "p # One\ndiv\n  p ### Three ###\n  p Text #4");
}

#[test]
fn several_signs_make_headings_in_any_text() {
    check("## One\n\nText.\n\n### Two\n\nText.", "h2 One\np Text.\nh3 Two\np Text.");
    check("# a\n\n# b\n\n# c\n\n## d\n\n## e", "p # a\np # b\np # c\np ## d\np ## e");
}

#[test]
fn more_lines_than_nodes_keep_what_was_reached() {
    let limits = Limits { nodes: 50, ..Limits::default() };
    let doc = read(&"line\n\n".repeat(200), Source::default(), &limits);
    assert_eq!(doc.status(), Status::Limited);
    assert!(doc.full_text().starts_with("line\nline\n"));
}

#[test]
fn size_costs_no_more_than_size() {
    let texts = ["word ".repeat(400_000), "a\n".repeat(300_000), "- a\n  b\n".repeat(100_000)];
    for text in texts {
        let doc = read_as("a.txt", &text);
        assert!(doc.chars_in() > 0);
    }
}

#[test]
fn a_dateline_with_a_byline_and_a_remark_in_brackets_are_no_headings() {
    for line in ["14 September 2023 · by Jane Quayle", "(a reading, with a song)", "（朗読）"]
    {
        let text = format!("{line}\n\n{HARBOUR}\n\n{HARBOUR}\n");
        assert!(outline(&read_as("a.txt", &text)).starts_with("p "), "{line}");
    }
}

#[test]
fn buttons_in_the_chunk_of_an_article_do_not_hide_its_headings() {
    let labels = "Share\nFacebook\nTwitter\nPrint\nRelated\nA boat\nA net\nLogin\nHelp\nTerms\n";
    let article = format!("{HARBOUR}\n{HARBOUR}\nThe quay\n{HARBOUR}\n{HARBOUR}\n{labels}");
    let doc = read_as("a.txt", &format!("Boats at rest\n\n{article}"));
    assert!(outline(&doc).contains("h2 The quay"), "{}", outline(&doc));
}

#[test]
fn words_of_a_sentence_on_lines_of_their_own_are_joined() {
    let text = "The council of the harbour town has asked the\nMarine Office\n, which answered in\n\
                May\n, and the\nfishermen\n, who did not.\nThe nets\nare dry.\n";
    check(
        text,
        "p The council of the harbour town has asked the Marine Office, which answered in May, and the \
         fishermen, who did not.\np The nets are dry.",
    );
    let list = "flour\nsugar\n, butter\n";
    check(list, "menu\n  p flour\n  p sugar\n  p , butter");
}

#[test]
fn a_line_alone_above_items_is_a_heading() {
    for below in ["- nets\n- boats\n- a lamp", "1. Tie the net.\n2. Dry it."] {
        let text = format!(
            "The harbour opens again\n\nBy Jane Quayle\n\n{HARBOUR}\n\n{MARKET}\n\nWhat you need\n\n{below}\n\n\
             What became of it\n\n{HARBOUR}\n\n{MARKET}\n"
        );
        let outline = outline(&read_as("a.txt", &text));
        assert!(outline.contains("h2 What you need"), "{outline}");
    }
}
