use super::*;
use encoding_rs::{BIG5, EUC_JP, EUC_KR, GBK, SHIFT_JIS, WINDOWS_874, WINDOWS_1251};

const JA: &str = "国際会議は九月に京都で開かれ、各国の研究者が集まる。参加は無料である。";
const KO: &str = "국제 회의는 구월에 부산에서 열리며 여러 나라의 연구자가 모인다.";
const RU: &str = "Конференция пройдёт в сентябре, участие в ней бесплатное.";

fn bytes(encoding: &'static Encoding, text: &str) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

fn utf16(big: bool, text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
}

fn told(bytes: &[u8], label: Option<(&str, EncodingFrom)>) -> (String, &'static str, EncodingFrom) {
    let label = label.map(|(label, from)| (label.to_owned(), from));
    let decoded = decode(bytes, label.as_ref());
    (decoded.text.into_owned(), decoded.encoding, decoded.from)
}

fn page(declared: &str, text: &str) -> String {
    format!("<!DOCTYPE html><html><head>{declared}<title>x</title></head><body><p>{text}</p>")
}

#[test]
fn a_mark_beats_all() {
    let given = Some(("big5", EncodingFrom::Given));
    let marked = [b"\xEF\xBB\xBF".as_slice(), JA.as_bytes()].concat();
    assert_eq!(told(&marked, given), (JA.into(), "UTF-8", EncodingFrom::Bom));
    let marked = [b"\xFE\xFF".as_slice(), &utf16(true, JA)].concat();
    assert_eq!(told(&marked, given), (JA.into(), "UTF-16BE", EncodingFrom::Bom));
    let wide: Vec<u8> = JA.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
    let marked = [b"\xFF\xFE\0\0".as_slice(), &wide].concat();
    assert_eq!(told(&marked, given), (JA.into(), "UTF-32LE", EncodingFrom::Bom));
}

#[test]
fn what_the_user_gave_is_not_doubted_but_an_unknown_label_is() {
    let given = Some(("koi8-r", EncodingFrom::Given));
    assert_eq!(told(JA.as_bytes(), given).1, "KOI8-R");
    let unknown = Some(("x-none", EncodingFrom::Given));
    assert_eq!(told(JA.as_bytes(), unknown).1, "UTF-8");
}

#[test]
fn utf16_and_utf32_need_no_mark() {
    for text in [JA, KO, RU, "Plain English, <p>nothing</p> else.", "東京タワーの展望室から見える"]
    {
        assert_eq!(told(&utf16(false, text), None).0, text);
        assert_eq!(told(&utf16(true, text), None).0, text);
        let wide: Vec<u8> = text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        assert_eq!(told(&wide, None), (text.into(), "UTF-32BE", EncodingFrom::Detected));
    }
    assert_eq!(told(b"0a0b0c0d0e0f0g0h", None).1, "UTF-8");
}

#[test]
fn escapes_tell_iso_2022_jp() {
    let text = told(b"\x1B$B5~ET\x1B(B Kyoto", None);
    assert_eq!(text, ("京都 Kyoto".into(), "ISO-2022-JP", EncodingFrom::Detected));
}

#[test]
fn a_server_is_believed_unless_the_bytes_speak_against_it() {
    let http = |label| Some((label, EncodingFrom::Http));
    let sjis = bytes(SHIFT_JIS, JA);
    assert_eq!(told(&sjis, http("shift_jis")), (JA.into(), "Shift_JIS", EncodingFrom::Http));
    assert_eq!(told(&sjis, http("iso-8859-1")), (JA.into(), "Shift_JIS", EncodingFrom::Detected));
    assert_eq!(told(&sjis, http("utf-8")).0, JA);
    assert_eq!(told(JA.as_bytes(), http("shift_jis")).0, JA);
    assert_eq!(told(JA.as_bytes(), http("utf-8")).2, EncodingFrom::Http);
    assert_eq!(told(b"plain", http("utf-16le")).0, "plain");
}

#[test]
fn a_declaration_is_found_wherever_it_stands() {
    let late = format!("<!--{}-->", "<meta charset=big5>".repeat(200));
    let declarations = [
        "<meta charset=\"euc-jp\">",
        "<META content='text/html; charset=euc-jp' http-equiv=Content-Type>",
        "<meta name=charset><meta / charset = euc-jp />",
        &format!("{late}<meta charset=euc-jp>"),
    ];
    for declared in declarations {
        let page = page(declared, "京");
        assert_eq!(declared::charset(&bytes(EUC_JP, &page)), Some(EUC_JP), "{declared}");
    }
    assert_eq!(declared::charset(b"<?xml version='1.0' encoding='gb2312'?><a>"), Some(GBK));
    assert_eq!(declared::charset(b"<meta charset=utf-16le>"), Some(UTF_8));
    assert_eq!(declared::charset(b"<meta charset=x-user-defined>"), Some(WINDOWS_1252));
    assert_eq!(declared::charset(b"<metal charset=big5><meta"), None);
}

#[test]
fn a_wrong_declaration_is_not_believed() {
    for (encoding, text) in [(SHIFT_JIS, JA), (EUC_KR, KO), (WINDOWS_1251, RU)] {
        for wrong in ["utf-8", "iso-8859-1", "utf-16"] {
            let page = page(&format!("<meta charset={wrong}>"), &text.repeat(3));
            assert_eq!(told(&bytes(encoding, &page), None).0, page, "{wrong}");
        }
    }
    let page = page("<meta charset=windows-1251>", JA);
    assert_eq!(told(page.as_bytes(), None), (page, "UTF-8", EncodingFrom::ValidUtf8));
}

#[test]
fn a_cut_or_a_stray_byte_changes_nothing() {
    for encoding in [UTF_8, SHIFT_JIS, EUC_JP, BIG5, GBK] {
        let text =
            JA.replace('は', "的").replace(['で', 'で', 'に', 'が', 'る', 'か', 'れ', 'あ'], "");
        let whole = bytes(encoding, &text.repeat(8));
        let cut = told(&whole[..whole.len() - 1], None);
        assert_eq!(cut.1, encoding.name());
    }
    let mut stray = JA.repeat(8).into_bytes();
    stray.insert(0, 0xFF);
    assert_eq!(told(&stray, None).1, "UTF-8");
    let declared = page("<meta charset=shift_jis>", &JA.repeat(8));
    let mut stray = bytes(SHIFT_JIS, &declared);
    stray.extend_from_slice(b"\xFF\xFF");
    assert_eq!(told(&stray, None).1, "Shift_JIS");
}

#[test]
fn a_few_words_of_thai_are_no_chinese() {
    for text in ["โปรดเข้าสู่ระบบเพื่อให้สามารถแก้ไขหน้านี้ได้", "เมนูเครื่องมือผู้ใช้ 2024"]
    {
        assert_eq!(told(&bytes(WINDOWS_874, text), None).0, text);
    }
    for text in ["会议在九月举行，费用全免。", "程序活动能够使用特殊的工具"]
    {
        assert_eq!(told(&bytes(GBK, text), None).0, text);
    }
}

#[test]
fn syllables_without_a_code_are_put_together() {
    let text = format!("{KO} 그럴 \u{3164}ㄸㅒ\u{3164} \u{3164}ㅃㅞㄺ \u{3164}ㄱ");
    let whole = format!("{KO} 그럴 떄 쀍 \u{3164}ㄱ");
    let given = Some(("euc-kr", EncodingFrom::Given));
    assert_eq!(told(&bytes(EUC_KR, &text), given).0, whole);
}

#[test]
fn wide_shapes_are_not_seen_in_eight_bit_text() {
    for (encoding, text) in [(EUC_KR, KO), (SHIFT_JIS, JA), (GBK, "会议在九月举行，费用全免。")]
    {
        assert_eq!(Wide::guess(&bytes(encoding, text)), None);
    }
}
