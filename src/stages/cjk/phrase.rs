//! The runs of a text, what lies between them, and the phrases that they make up.

use super::verdict::Witness;
use crate::document::{Cjk, CjkRun, Span};
use crate::rules::han::{Han, Testimony, Tongue, Weights};

/// A run and what is known of it before anybody looks further than the phrase.
#[derive(Debug)]
pub(super) struct Run {
    /// Where it stands in the document's text.
    pub span: Span,
    pub script: &'static str,
    /// What its Han characters say.
    pub own: Testimony,
    /// Han characters, and others of the run.
    pub han: u32,
    pub other: u32,
    /// What lies between it and the run before.
    pub gap: Gap,
    /// Whether it stands in quotation marks or brackets by itself.
    pub quoted: bool,
    pub phrase: Phrase,
}

/// What lies between two runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Something that ends a phrase: words of another script, a list's separator, a line's end.
    Break,
    /// White space and punctuation.
    Space,
    /// Nothing, or what stands inside a sentence without spaces: `、`, `2024`, `「`.
    Tight,
    /// An opening bracket and nothing else.
    Bracket,
}

/// What the runs of a phrase have in all; each run of the phrase has the same. A run in quotation
/// marks may be in another language than the phrase, and counts for none but itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Phrase {
    /// Characters of runs that no space parts.
    pub han: u32,
    pub kana: u32,
    /// Characters of runs that at most spaces part.
    pub line_han: u32,
    pub line_hangul: u32,
    /// What the Han runs say that no space parts.
    pub words: Weights,
}

/// What kana in the run itself say.
const KANA: f32 = 14.0;
/// Below this share of kana, a run or phrase may be a Chinese one that quotes a Japanese word.
pub(super) const JAPANESE_SHARE: f32 = 0.15;

impl Run {
    pub(super) fn new(text: &str, run: CjkRun, base: u32, han: &Han) -> Run {
        let string = run.text(text);
        let all = string.chars().count() as u32;
        let mixed = matches!(run.script, "Hani" | "Jpan");
        let count = string.chars().filter(|&c| Cjk::of(c) == Some(Cjk::Han)).count() as u32;
        let count = if mixed { count } else { 0 };
        let other = all - count;
        let open = mixed && (other as f32) < JAPANESE_SHARE * all as f32 || run.script == "Hani";
        Run {
            span: Span { start: base + run.start as u32, end: base + run.end as u32 },
            script: run.script,
            own: if open { han.weigh(string) } else { Testimony::default() },
            han: count,
            other,
            gap: Gap::Break,
            quoted: is_quoted(&text[..run.start], &text[run.end..]),
            phrase: Phrase::default(),
        }
    }

    pub(super) fn is_han(&self) -> bool {
        self.script == "Hani"
    }

    pub(super) fn chars(&self) -> u32 {
        self.han + self.other
    }

    fn is_kana(&self) -> bool {
        matches!(self.script, "Hira" | "Kana" | "Jpan")
    }

    pub(super) fn is_hangul(&self) -> bool {
        self.script == "Hang"
    }

    /// What the run says of itself.
    pub(super) fn testify(&self, out: &mut Vec<Witness>) {
        const PLAIN: f32 = 12.0;
        match self.script {
            "Hang" => out.push(Witness("Hangul", Weights::of(Tongue::Ko, PLAIN))),
            "Bopo" => {
                out.push(Witness(
                    "Bopomofo",
                    Weights::zh(PLAIN) + Weights::of(Tongue::Hant, PLAIN),
                ));
            }
            "Hira" | "Kana" => out.push(Witness("kana", Weights::of(Tongue::Ja, KANA))),
            "Jpan" => {
                let share = self.other as f32 / self.chars() as f32;
                let weight = KANA * (share / JAPANESE_SHARE).min(1.0);
                out.push(Witness("kana", Weights::of(Tongue::Ja, weight)));
            }
            _ => {}
        }
        if self.own != Testimony::default() {
            out.push(Witness("its characters", self.own.characters));
            out.push(Witness("its pairs of characters", self.own.pairs));
            out.push(Witness("word list", self.own.words));
            out.push(Witness("its orthography", self.own.form));
        }
    }
}

/// Finds what lies between the runs of a text and what each phrase has in all.
pub(super) fn link(text: &str, base: u32, found: impl Iterator<Item = Run>, runs: &mut Vec<Run>) {
    let first = runs.len();
    let mut end = base;
    for mut run in found {
        let before = &text[(end - base) as usize..(run.span.start - base) as usize];
        run.gap = if runs.len() == first { Gap::Break } else { gap(before) };
        end = run.span.end;
        runs.push(run);
    }
    let runs = &mut runs[first..];
    for line in runs.chunk_by_mut(|_, next| next.gap != Gap::Break) {
        let line_han = line.iter().map(|run| run.han).sum();
        let line_hangul = line.iter().filter(|run| run.is_hangul()).map(|run| run.other).sum();
        for tight in line.chunk_by_mut(|_, next| next.gap != Gap::Space) {
            let phrase = Phrase { line_han, line_hangul, ..whole(tight) };
            for run in tight {
                run.phrase = phrase;
            }
        }
    }
}

/// What the runs that no space parts have in all.
fn whole(tight: &[Run]) -> Phrase {
    let spoken = || tight.iter().filter(|run| !run.quoted);
    Phrase {
        han: spoken().map(|run| run.han).sum(),
        kana: spoken().filter(|run| run.is_kana()).map(|run| run.other).sum(),
        words: spoken().map(|run| run.own.sum()).sum(),
        ..Phrase::default()
    }
}

/// What the text between two runs is to them.
fn gap(between: &str) -> Gap {
    /// A number, a Latin name, a pair of brackets: more than this is no part of a CJK phrase.
    const LONGEST: usize = 32;
    match between {
        "(" | "（" | "《" | "〈" | "[" | "［" | "〔" | " (" => return Gap::Bracket,
        _ if between.len() > LONGEST => return Gap::Break,
        _ => {}
    }
    let separates =
        |c| matches!(c, '\n' | '/' | '／' | '|' | '｜' | '•' | ',' | ';' | '=' | '→' | '\t');
    let spaced = between.chars().any(char::is_whitespace);
    let latin = between.chars().any(char::is_alphabetic);
    if between.chars().any(separates) || (spaced && latin) {
        Gap::Break
    } else if spaced {
        Gap::Space
    } else {
        Gap::Tight
    }
}

/// Whether what stands between two texts is in quotation marks or brackets.
fn is_quoted(before: &str, after: &str) -> bool {
    const PAIRS: [(char, char); 12] = [
        ('「', '」'),
        ('『', '』'),
        ('《', '》'),
        ('〈', '〉'),
        ('“', '”'),
        ('‘', '’'),
        ('"', '"'),
        ('«', '»'),
        ('„', '“'),
        ('(', ')'),
        ('（', '）'),
        ('【', '】'),
    ];
    let (Some(open), Some(close)) = (before.chars().next_back(), after.chars().next()) else {
        return false;
    };
    PAIRS.contains(&(open, close))
}
