//! How improbable a text is: each character beyond ASCII after the one before it, in natural
//! logarithms.
//!
//! The numbers are round ones. What they have to tell apart lies far apart: a character of a text costs
//! three to seven, what mojibake is made of costs nine to sixteen.

use encoding_rs::Encoding;
use unicode_script::{Script, UnicodeScript};

use crate::rules::han::Han;

/// Knows how rare characters are.
pub(super) struct Surprise<'a> {
    pub(super) han: &'a Han,
}

/// The scripts that texts of today are in.
const LIVING: [Script; 22] = [
    Script::Arabic,
    Script::Armenian,
    Script::Bengali,
    Script::Bopomofo,
    Script::Cyrillic,
    Script::Devanagari,
    Script::Ethiopic,
    Script::Georgian,
    Script::Greek,
    Script::Gujarati,
    Script::Gurmukhi,
    Script::Hebrew,
    Script::Kannada,
    Script::Khmer,
    Script::Lao,
    Script::Malayalam,
    Script::Myanmar,
    Script::Oriya,
    Script::Sinhala,
    Script::Tamil,
    Script::Telugu,
    Script::Thai,
];

/// What kind of character stands somewhere.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Class {
    /// A letter without diacritics.
    Plain {
        upper: bool,
    },
    /// A Latin letter with one, or another that European languages have.
    Accented {
        upper: bool,
    },
    /// A letter of another alphabet or syllabary.
    Letter {
        script: Script,
        upper: bool,
    },
    Kana,
    Hangul,
    Han,
    /// `§`, `©`, `¬`: what stands by itself.
    Symbol,
    /// `’`, `“`, `–`, `…`.
    Typographic,
    /// `、`, `。`, `（`, full-width letters.
    Wide,
    /// Space, digits and the punctuation of ASCII; no-break space.
    Neutral,
    /// What no text has.
    Strange,
}

impl Class {
    fn of(c: char) -> Class {
        match c {
            'a'..='z' | 'A'..='Z' => Class::Plain { upper: c.is_ascii_uppercase() },
            '\0'..='\u{7F}' | '\u{A0}' | '\u{AD}' | '\u{200B}'..='\u{200F}' => Class::Neutral,
            '\u{80}'..='\u{9F}' => Class::Strange,
            '\u{A1}'..='\u{BF}' | '×' | '÷' => Class::Symbol,
            '\u{C0}'..='\u{17F}'
            | '\u{1E00}'..='\u{1EFF}'
            | '\u{1A0}'
            | '\u{1A1}'
            | '\u{1AF}'
            | '\u{1B0}'
            | '\u{218}'..='\u{21B}' => Class::Accented { upper: c.is_uppercase() },
            '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203A}' | '€' | '№' | '™' => {
                Class::Typographic
            }
            '\u{3041}'..='\u{30FF}' => Class::Kana,
            '\u{AC00}'..='\u{D7A3}' => Class::Hangul,
            '々' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' => Class::Han,
            '\u{3000}'..='\u{303F}' | '\u{FF01}'..='\u{FF5E}' | '\u{FFE0}'..='\u{FFE6}' => {
                Class::Wide
            }
            _ => Class::of_script(c),
        }
    }

    fn of_script(c: char) -> Class {
        match c.script() {
            // Half-width kana, jamo and rare letters of Latin are what mojibake is made of.
            Script::Unknown
            | Script::Hiragana
            | Script::Katakana
            | Script::Hangul
            | Script::Latin => Class::Strange,
            Script::Common | Script::Inherited => Class::Symbol,
            script if LIVING.contains(&script) => Class::Letter { script, upper: c.is_uppercase() },
            _ => Class::Strange,
        }
    }

    fn is_letter(self) -> bool {
        matches!(self, Class::Plain { .. } | Class::Accented { .. } | Class::Letter { .. })
    }

    fn is_east_asian(self) -> bool {
        matches!(self, Class::Han | Class::Kana | Class::Hangul | Class::Wide)
    }

    /// The script, as far as letters of different ones do not stand side by side.
    fn script(self) -> Option<Script> {
        match self {
            Class::Plain { .. } | Class::Accented { .. } => Some(Script::Latin),
            Class::Letter { script, .. } => Some(script),
            Class::Han | Class::Kana => Some(Script::Han),
            Class::Hangul => Some(Script::Hangul),
            _ => None,
        }
    }

    fn is_lower(self) -> bool {
        matches!(
            self,
            Class::Plain { upper: false }
                | Class::Accented { upper: false }
                | Class::Letter { upper: false, .. }
        )
    }

    fn is_upper(self) -> bool {
        matches!(
            self,
            Class::Plain { upper: true }
                | Class::Accented { upper: true }
                | Class::Letter { upper: true, .. }
        )
    }
}

impl Surprise<'_> {
    /// How improbable a text is between two characters.
    pub(super) fn of(&self, before: Option<char>, text: &str, after: Option<char>) -> f32 {
        let first = |text: &str| text.chars().next();
        let mut sum = 0.0;
        let mut last = before.map_or(Class::Neutral, Class::of);
        let mut rest = text;
        while let Some(c) = first(rest) {
            let class = Class::of(c);
            rest = &rest[c.len_utf8()..];
            let next = first(rest).or(after).map_or(Class::Neutral, Class::of);
            sum += self.alone(c, class) + beside(last, class, next);
            last = class;
            if c.is_ascii() {
                // ASCII after ASCII costs nothing.
                let (run, beyond) = rest.split_at(Encoding::ascii_valid_up_to(rest.as_bytes()));
                last = run.chars().next_back().map_or(last, Class::of);
                rest = beyond;
            }
        }
        let behind = after.map(|c| (c, Class::of(c)));
        sum + behind
            .map_or(0.0, |(c, class)| self.alone(c, class) + beside(last, class, Class::Neutral))
    }

    /// How improbable the characters of a line are that are not ASCII, on average.
    pub(super) fn oddness(&self, line: &str) -> f32 {
        let leads = line.bytes().filter(|&byte| byte >= 0xC0).count();
        self.of(None, line, None) / leads.max(1) as f32
    }

    /// What a character costs wherever it stands.
    fn alone(&self, c: char, class: Class) -> f32 {
        const COMMON_SYMBOLS: [char; 8] = ['«', '»', '°', 'º', 'ª', '·', '©', '®'];
        match class {
            Class::Plain { .. } | Class::Neutral => 0.0,
            Class::Letter { .. } => 3.3,
            Class::Hangul => hangul(c),
            Class::Han => self.han.rarity(c),
            Class::Symbol if !COMMON_SYMBOLS.contains(&c) => 6.0,
            Class::Accented { .. } | Class::Symbol => 4.5,
            Class::Typographic if matches!(c, '’' | '“' | '”' | '–' | '—' | '…') => 3.5,
            Class::Typographic => 5.5,
            Class::Kana | Class::Wide => 4.0,
            Class::Strange => 14.0,
        }
    }
}

/// What a syllable costs: those with a doubled initial, a rare vowel or a rare final are rare, by their
/// numbers in the Unicode Standard, section 3.12.
fn hangul(c: char) -> f32 {
    const USUAL: f32 = 5.0;
    const RARE: f32 = 3.0;
    let at = u32::from(c).saturating_sub(0xAC00);
    let (initial, vowel, last) = (at / 588, at / 28 % 21, at % 28);
    let rare = [
        matches!(initial, 1 | 4 | 8 | 10 | 13),
        matches!(vowel, 3 | 10 | 15),
        !matches!(last, 0 | 1 | 4 | 6 | 8 | 16..=21),
    ];
    USUAL + RARE * rare.into_iter().filter(|rare| *rare).count() as f32
}

/// What it costs that a character stands between these two.
fn beside(last: Class, class: Class, next: Class) -> f32 {
    /// Letters of two alphabets in one word; of Latin and Han, which have no space between them.
    const MIXED: f32 = 5.0;
    const FOREIGN: f32 = 3.0;
    /// A capital after a small letter.
    const CAPITAL: f32 = 4.5;
    /// A capital with a diacritic that is a word.
    const LONE: f32 = 2.5;
    /// Two letters with diacritics.
    const CROWDED: f32 = 2.0;
    /// A symbol within a word, by side.
    const WITHIN: f32 = 2.5;
    let mut cost = 0.0;
    if let (Some(one), Some(other)) = (last.script(), class.script())
        && one != other
    {
        let foreign = last.is_east_asian() || class.is_east_asian();
        cost += if foreign { FOREIGN } else { MIXED };
    }
    if matches!(class, Class::Accented { upper: true }) && !last.is_letter() && !next.is_letter() {
        cost += LONE;
    }
    let is_beyond_ascii = !matches!(class, Class::Plain { .. } | Class::Neutral);
    if is_beyond_ascii && class.is_upper() && last.is_lower() {
        cost += CAPITAL;
    }
    match class {
        Class::Accented { .. } if matches!(last, Class::Accented { .. }) => cost += CROWDED,
        Class::Symbol => {
            cost += WITHIN * f32::from(u8::from(last.is_letter()) + u8::from(next.is_letter()));
        }
        _ => {}
    }
    cost
}
