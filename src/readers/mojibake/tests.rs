use super::*;
use encoding_rs::{EUC_KR, GBK, SHIFT_JIS, UTF_8, WINDOWS_1251, WINDOWS_1252};

const CLEAN: &[&str] = &[
    "„Spaß“, sagte sie, und: „MENÜ“ – „Straßen“ · „Öl“",
    "« L’été », dit-il, « j’ai aimé » ; à Noël\u{a0}: où ? « Été\u{a0}»",
    "“AMANHÔ, disse o dono do CAFÉ®, “ÀS 20\u{a0}°C”; não há ações",
    "© 2024 Ørsted™ · 30 m², ½ £ ± 5 % § 7 ¿Qué? ¡Sí!",
    "Þýðing á íslensku er góð; það er ég viss um",
    "Příliš žluťoučký kůň úpěl ďábelské ódy. Zażółć gęślą jaźń",
    "港は静かで、漁師たちは網を繕いながら天気の話をしていた（朝）。",
    "那天早上港口很安静，渔民们一边修补渔网，一边谈论着天气。鳜鱼、鲥鱼、鳟鱼",
    "그날 아침 항구는 조용했고, 어부들은 그물을 고치고 있었다.",
    "Рыбаки говорили о погоде. «Ёлка» – это Ель; Київ, Ђорђе, Ґанок",
    "ÀÁÂ ÄÖÜ äöüß éèê; ¡¢£¤ ¥¦§",
];

/// A text as it looks to those who read it in the wrong encoding.
fn mangled(text: &str, written: &'static Encoding, read: &'static Encoding) -> String {
    read.decode_without_bom_handling(&written.encode(text).0).0.into_owned()
}

fn mended(text: &str) -> (String, Vec<Mojibake>) {
    let (text, layers) = mend(Cow::Borrowed(text), true);
    (text.into_owned(), layers)
}

#[test]
fn clean_text_is_never_touched() {
    for text in CLEAN {
        assert_eq!(mended(text), ((*text).to_owned(), Vec::new()));
    }
    let all = CLEAN.join("\n");
    assert_eq!(mended(&all).1, []);
}

#[test]
fn utf8_read_as_latin_is_mended() {
    for text in
        ["Préférences de l’utilisateur", "Обход блокировок", "印刷する", "토론 문서", "Größe"]
    {
        let once = mangled(text, UTF_8, WINDOWS_1252);
        let (found, layers) = mended(&once);
        assert_eq!(found, text);
        assert_eq!((layers[0].read_as, layers[0].encoding), ("windows-1252", "UTF-8"));
        let twice = mangled(&once, UTF_8, WINDOWS_1252);
        assert_eq!(mended(&twice).0, text);
    }
}

#[test]
fn clean_letters_beside_it_stay() {
    assert_eq!(mended("L’été <b>Ã©tait</b> très beau").0, "L’été <b>était</b> très beau");
    assert_eq!(mended("déjà Ã©tÃ©").0, "déjà été");
}

#[test]
fn east_asian_text_read_as_latin_is_mended() {
    for (text, written) in [
        ("マウスやその他のデバイスを使うのが困難な場合は", SHIFT_JIS),
        ("程序活动能够使用特殊的工具监控和控制。", GBK),
        ("성능이 낮은 오래된 시스템에도 환경을 설치할 수 있다", EUC_KR),
    ] {
        let (found, layers) = mended(&mangled(text, written, WINDOWS_1252));
        assert_eq!((found.as_str(), layers[0].encoding), (text, written.name()));
    }
}

#[test]
fn utf8_read_as_another_encoding_is_mended() {
    for (text, read) in [
        ("Показать версии", GBK),
        ("這是資料加密工具列表", GBK),
        ("Привет, мир и труд", WINDOWS_1251),
    ] {
        let (found, layers) = mended(&mangled(text, UTF_8, read));
        assert_eq!((found.as_str(), layers[0].read_as), (text, read.name()));
    }
}

#[test]
fn control_characters_of_latin_1_are_the_quotation_marks_of_windows() {
    let (found, layers) = mended("\u{93}Free shipping\u{94} they said. It\u{92}s true.");
    assert_eq!(found, "“Free shipping” they said. It’s true.");
    assert_eq!((layers[0].read_as, layers[0].encoding), ("ISO-8859-1", "windows-1252"));
    assert_eq!(mended("Rating: \u{90}\u{90}\u{90}\u{90} of 5").1, []);
}

#[test]
fn what_is_found_is_told_and_left_alone_unless_repair_is_wanted() {
    let (text, layers) = mend(Cow::Borrowed("Ã©tÃ© et Ã©tÃ©"), false);
    assert_eq!(text, "Ã©tÃ© et Ã©tÃ©");
    let piece = |found: &str, meant: &str, count| Mangled {
        found: found.to_owned(),
        meant: meant.to_owned(),
        count,
    };
    assert_eq!(layers[0].pieces, [piece("Ã©", "é", 4)]);
    assert!(!layers[0].repaired);
}
