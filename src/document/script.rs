//! What the scripts of the world mean for counting and comparing text.

use unicode_script::{Script, UnicodeScript};

/// Whether a character belongs to a script that puts no spaces between words.
pub fn writes_no_spaces(c: char) -> bool {
    // ASCII, Latin and Greek and Cyrillic need no look into the table, nor does punctuation.
    c >= '\u{0E00}' && !('\u{2000}'..'\u{2E80}').contains(&c) && is_spaceless(c.script())
}

fn is_spaceless(script: Script) -> bool {
    matches!(
        script,
        Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Bopomofo
            | Script::Thai
            | Script::Lao
            | Script::Khmer
            | Script::Myanmar
            | Script::Tibetan
    )
}

/// The weight of a text in words: words where the script writes spaces; where it does not, a share of
/// a word for each character, six tenths for Chinese and Japanese (a word has about 1.7 characters)
/// and a quarter for Thai and its neighbours (about four, vowel signs included).
pub fn words(text: &str) -> f32 {
    const EAST: f32 = 0.6;
    const SOUTH_EAST: f32 = 0.25;
    if text.is_ascii() {
        // Adding one by one comes to no more either.
        const MOST: u32 = 1 << f32::MANTISSA_DIGITS;
        return words_in_ascii(text.as_bytes()).min(MOST) as f32;
    }
    let (mut words, mut in_word) = (0.0, false);
    for c in text.chars() {
        if c.is_ascii() {
            let letter = c.is_ascii_alphanumeric();
            words += f32::from(u8::from(letter && !in_word));
            in_word = letter || (in_word && !c.is_whitespace());
            continue;
        }
        let spaceless = writes_no_spaces(c);
        let letter = c.is_alphanumeric() && !spaceless;
        if spaceless {
            words += if c < '\u{2E80}' { SOUTH_EAST } else { EAST };
        } else if letter && !in_word {
            words += 1.0;
        }
        // An apostrophe or a mark inside a word does not end it.
        in_word = letter || (in_word && !spaceless && !c.is_whitespace());
    }
    words
}

/// Pieces between white space that have a letter or digit in them.
fn words_in_ascii(text: &[u8]) -> u32 {
    /// What bytes are: letters and digits, white space, or something else.
    const LETTER: u8 = 1;
    const SPACE: u8 = 2;
    const WHAT: [u8; 256] = {
        let mut what = [0; 256];
        let mut byte: u8 = 0;
        while byte < 128 {
            what[byte as usize] = if byte.is_ascii_alphanumeric() {
                LETTER
            } else if is_space(byte) {
                SPACE
            } else {
                0
            };
            byte += 1;
        }
        what
    };
    let (mut words, mut in_word) = (0, 0);
    for &byte in text {
        let what = WHAT[usize::from(byte)];
        words += u32::from(what & LETTER & !in_word);
        in_word = (what | in_word & !(what / SPACE)) & LETTER;
    }
    words
}

/// The ink of a text: its characters that are not white space.
pub fn ink(text: &str) -> u32 {
    if text.is_ascii() {
        count_bytes(text.as_bytes(), |byte| !is_space(byte))
    } else {
        text.chars().filter(|c| !c.is_whitespace()).count() as u32
    }
}

/// Of how many bytes something is true.
pub fn count_bytes(bytes: &[u8], is: impl Fn(u8) -> bool) -> u32 {
    // Sums of bytes, which many are added of at once, and which so many do not overflow.
    let part = |bytes: &[u8]| bytes.iter().map(|&byte| u8::from(is(byte))).sum::<u8>();
    bytes.chunks(usize::from(u8::MAX)).map(|bytes| u32::from(part(bytes))).sum()
}

/// Whether all white space of ASCII in a text is single spaces, and none stands at its end.
pub fn is_single_spaced(text: &str) -> bool {
    let next = text.as_bytes().get(1..).unwrap_or_default();
    let fits = |byte: u8, next: u8| byte > b' ' || byte == b' ' && next != b' ';
    // Without a way out of the loop the compiler looks at sixteen bytes at once.
    let single = text.bytes().zip(next).fold(true, |all, (byte, &next)| all & fits(byte, next));
    single && text.bytes().next_back().is_none_or(|last| last > b' ')
}

/// White space in ASCII, as Unicode has it.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// A text as it is compared with another: its letters and digits in lower case and nothing else.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        if c.is_ascii() {
            folded.push(c.to_ascii_lowercase());
        } else {
            folded.extend(c.to_lowercase());
        }
    }
    folded
}

/// Whether a text is what another one was folded to.
pub fn folds_to(text: &str, folded: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).eq(folded.chars())
}

/// How many letters and digits a text has. Texts that fold to the same have as many.
pub fn letters(text: &str) -> usize {
    if text.is_ascii() {
        count_bytes(text.as_bytes(), |byte| byte.is_ascii_alphanumeric()) as usize
    } else {
        text.chars().filter(|c| c.is_alphanumeric()).count()
    }
}

/// Whether a character ends a sentence in any of the scripts.
pub fn is_stop(c: char) -> bool {
    const STOPS: &[char] =
        &['.', '!', '?', '…', '。', '！', '？', '｡', '؟', '۔', '।', '॥', '።', '։', '။'];
    STOPS.contains(&c)
}

/// The last character of a text, closing quotation marks and brackets left out.
pub fn last_spoken(text: &str) -> Option<char> {
    const CLOSING: &str = "\"'”’»›“‘)]}）」』】》〉〕］｝ \u{A0}";
    text.chars().rev().find(|&c| !CLOSING.contains(c))
}

/// The beginning of a text: at most so many bytes.
pub fn start(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The writing systems of East Asia, as far as a run of characters can be told apart by them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cjk {
    /// Chinese characters, whoever writes with them.
    Han,
    /// Hiragana.
    Hiragana,
    /// Katakana, half-width too.
    Katakana,
    /// Hangul, syllables and letters.
    Hangul,
    /// Bopomofo (Zhuyin).
    Bopomofo,
}

impl Cjk {
    /// The writing system of a character. Punctuation, full-width Latin and the marks that several
    /// systems share (`ー`, `・`, `〜`) have none.
    pub fn of(c: char) -> Option<Cjk> {
        match c {
            // Punctuation, which Latin text is full of, needs no look into the table.
            ..'\u{1100}' | '\u{1200}'..='\u{2E7F}' => None,
            '\u{4E00}'..='\u{9FFF}' | '々' | '〆' => Some(Cjk::Han),
            '\u{AC00}'..='\u{D7A3}' => Some(Cjk::Hangul),
            _ if is_mark(c) => None,
            _ => match c.script() {
                Script::Han => Some(Cjk::Han),
                Script::Hiragana => Some(Cjk::Hiragana),
                Script::Katakana => Some(Cjk::Katakana),
                Script::Hangul => Some(Cjk::Hangul),
                Script::Bopomofo => Some(Cjk::Bopomofo),
                _ => None,
            },
        }
    }

    /// Whether it is Hiragana or Katakana.
    pub fn is_kana(self) -> bool {
        matches!(self, Cjk::Hiragana | Cjk::Katakana)
    }

    /// Whether characters of both stand in one run: Japanese words mix kana and Han.
    fn joins(self, other: Cjk) -> bool {
        let japanese = |script| matches!(script, Cjk::Han | Cjk::Hiragana | Cjk::Katakana);
        self == other || (japanese(self) && japanese(other))
    }
}

/// Length and voicing marks: they belong to the kana before them and are nothing on their own.
fn is_mark(c: char) -> bool {
    matches!(c, 'ー' | 'ｰ' | '\u{3099}'..='\u{309C}' | 'ﾞ' | 'ﾟ')
}

/// A maximal run of characters of one East Asian writing system, or of kana and Han.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CjkRun {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// ISO 15924: `Hani`, `Hira`, `Kana`, `Jpan`, `Hang`, `Bopo`.
    pub script: &'static str,
}

impl CjkRun {
    /// The run's text.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }
}

/// The runs of East Asian characters in a text, in their order.
///
/// Spaces and punctuation end a run. Variation selectors and length marks belong to the character
/// before them; a middle dot belongs to the run when kana stand on both sides of it.
pub fn cjk_runs(text: &str) -> impl Iterator<Item = CjkRun> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (start, first) = first_cjk(text, at)?;
        let (mut cover, mut last) = (Cover::of(first), first);
        at = text.len();
        for (place, c) in text[start..].char_indices().skip(1) {
            let next = Cjk::of(c);
            let belongs = next.map_or_else(
                || belongs_after(last, c, &text[start + place..]),
                |script| script.joins(last),
            );
            if !belongs {
                at = start + place;
                break;
            }
            last = next.unwrap_or(last);
            cover.add(last);
        }
        Some(CjkRun { start, end: at, script: cover.iso() })
    })
}

/// The first character from a place on that has a writing system, and its place.
fn first_cjk(text: &str, mut from: usize) -> Option<(usize, Cjk)> {
    // All of these characters begin with a byte of at least 0xE1, and most texts have few.
    while let Some(skipped) = text.as_bytes()[from..].iter().position(|&byte| byte >= 0xE1) {
        from += skipped;
        let c = text[from..].chars().next()?;
        if let Some(script) = Cjk::of(c) {
            return Some((from, script));
        }
        from += c.len_utf8();
    }
    None
}

/// Whether a character without a writing system of its own belongs to the run that it follows;
/// `rest` begins with it.
fn belongs_after(last: Cjk, c: char, rest: &str) -> bool {
    match c {
        '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => last == Cjk::Han,
        '・' | '･' => {
            let next = rest[c.len_utf8()..].chars().next().and_then(Cjk::of);
            last.is_kana() && next.is_some_and(Cjk::is_kana)
        }
        _ => is_mark(c) && last.is_kana(),
    }
}

/// Which writing systems a run holds.
#[derive(Clone, Copy)]
struct Cover {
    han: bool,
    hiragana: bool,
    katakana: bool,
    other: Option<&'static str>,
}

impl Cover {
    fn of(script: Cjk) -> Cover {
        let mut cover = Cover { han: false, hiragana: false, katakana: false, other: None };
        cover.add(script);
        cover
    }

    fn add(&mut self, script: Cjk) {
        match script {
            Cjk::Han => self.han = true,
            Cjk::Hiragana => self.hiragana = true,
            Cjk::Katakana => self.katakana = true,
            Cjk::Hangul => self.other = Some("Hang"),
            Cjk::Bopomofo => self.other = Some("Bopo"),
        }
    }

    fn iso(self) -> &'static str {
        match (self.other, self.han, self.hiragana, self.katakana) {
            (Some(other), ..) => other,
            (None, true, false, false) => "Hani",
            (None, false, true, false) => "Hira",
            (None, false, false, true) => "Kana",
            _ => "Jpan",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_what_the_script_counts() {
        assert!((words("It's three words") - 3.0).abs() < 1e-6);
        assert!((words("平和です。") - 2.4).abs() < 1e-6);
        assert!((words("สวัสดี") - 1.5).abs() < 1e-6);
        assert!((words("") - 0.0).abs() < 1e-6);
        assert!((words("“It’s” – naïve, 東京 two") - 4.2).abs() < 1e-6);
    }

    #[test]
    fn punctuation_is_of_no_script_that_writes_no_spaces() {
        assert!(!('\u{2000}'..'\u{2E80}').any(|c| is_spaceless(c.script())));
    }

    fn runs(text: &str) -> Vec<(&str, &str)> {
        cjk_runs(text).map(|run| (run.text(text), run.script)).collect()
    }

    #[test]
    fn kana_and_han_are_one_run_and_hangul_is_another() {
        assert_eq!(
            runs("平和 / 和平 / 평화"),
            [("平和", "Hani"), ("和平", "Hani"), ("평화", "Hang")]
        );
        assert_eq!(runs("東京へ行く。"), [("東京へ行く", "Jpan")]);
        assert_eq!(
            runs("한글(漢字)과漢字"),
            [("한글", "Hang"), ("漢字", "Hani"), ("과", "Hang"), ("漢字", "Hani")]
        );
        assert_eq!(
            runs("注音 (ㄓㄨˋ ㄧㄣ)"),
            [("注音", "Hani"), ("ㄓㄨ", "Bopo"), ("ㄧㄣ", "Bopo")]
        );
    }

    #[test]
    fn marks_belong_to_what_they_follow() {
        assert_eq!(runs("ジョン・スミス"), [("ジョン・スミス", "Kana")]);
        assert_eq!(runs("ﾃﾞｰﾀ"), [("ﾃﾞｰﾀ", "Kana")]);
        assert_eq!(runs("葛\u{E0100}城市"), [("葛\u{E0100}城市", "Hani")]);
        assert_eq!(runs("日本・中国"), [("日本", "Hani"), ("中国", "Hani")]);
        assert_eq!(runs("時々二〇〇〇年"), [("時々二〇〇〇年", "Hani")]);
    }

    #[test]
    fn punctuation_full_width_latin_and_emoji_make_no_run() {
        assert!(runs("ー ・ 〜 ￥ 〒 ＡＢＣ１２３ ❤\u{FE0F} 「」、。 naïve λόγος").is_empty());
    }
}
