//! What stands beside a run: the phrase that it is part of, and readings in brackets.

use super::verdict::Witness;
use crate::document::{Cjk, CjkRun, Span};
use crate::rules::han::{Han, Testimony, Tongue, Weights};

/// A run and what is known of it before anybody looks further than the phrase.
#[derive(Debug)]
pub(super) struct Run {
    /// Where it stands in the document's text.
    pub span: Span,
    pub script: &'static str,
    own: Testimony,
    han: u32,
    other: u32,
    /// What lies between it and the run before.
    gap: Gap,
    phrase: Phrase,
}

/// What lies between two runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    /// Something that ends a phrase: words of another script, a list's separator, a line's end.
    Break,
    /// White space and punctuation.
    Space,
    /// Nothing, or what stands inside a sentence without spaces: `、`, `2024`, `「`.
    Tight,
    /// An opening bracket and nothing else.
    Bracket,
}

/// What the runs of a phrase have in all; each run of the phrase has the same.
#[derive(Clone, Copy, Debug, Default)]
struct Phrase {
    /// Characters of runs that no space parts.
    han: u32,
    kana: u32,
    /// Characters of runs that at most spaces part.
    line_han: u32,
    line_hangul: u32,
    /// What the Han runs say that no space parts.
    words: Weights,
}

/// What kana in the run itself say, and next to it; what a reading in brackets says.
const KANA: f32 = 6.0;
const KANA_NEAR: f32 = 4.0;
const READING: f32 = 4.5;
/// Hangul before Han in brackets is the same word, written as one reads it.
const HANJA: f32 = 8.0;
/// A Han word before Hangul in brackets may as well be a foreign word explained in Korean.
const KOREAN_GLOSS: f32 = 2.0;
const HANGUL_NEAR: f32 = 3.0;
/// What the rest of the phrase says, against what the run says itself.
const PHRASE: f32 = 0.7;
const PHRASE_LIMIT: f32 = 6.0;
/// Below this share of kana in a phrase, it may be a Chinese one that quotes a Japanese word.
const JAPANESE_SHARE: f32 = 0.15;

impl Run {
    pub(super) fn new(text: &str, run: CjkRun, base: u32, han: &Han) -> Run {
        let string = run.text(text);
        let all = string.chars().count() as u32;
        let mixed = matches!(run.script, "Hani" | "Jpan");
        let count = string.chars().filter(|&c| Cjk::of(c) == Some(Cjk::Han)).count() as u32;
        Run {
            span: Span { start: base + run.start as u32, end: base + run.end as u32 },
            script: run.script,
            own: if mixed { han.weigh(string) } else { Testimony::default() },
            han: if mixed { count } else { 0 },
            other: all - if mixed { count } else { 0 },
            gap: Gap::Break,
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

    fn is_hangul(&self) -> bool {
        self.script == "Hang"
    }

    /// What the run says of itself.
    pub(super) fn testify(&self, out: &mut Vec<Witness>) {
        const PLAIN: f32 = 12.0;
        match self.script {
            "Hang" => out.push(Witness("Hangul", Weights::of(Tongue::Ko, PLAIN))),
            "Bopo" => out.push(Witness("Bopomofo", Weights::of(Tongue::Hant, PLAIN))),
            "Hira" | "Kana" => out.push(Witness("kana", Weights::of(Tongue::Ja, PLAIN))),
            "Jpan" => out.push(Witness("kana", Weights::of(Tongue::Ja, KANA))),
            _ => {}
        }
        if self.han > 0 {
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
            let phrase = Phrase {
                han: tight.iter().map(|run| run.han).sum(),
                kana: tight.iter().filter(|run| run.is_kana()).map(|run| run.other).sum(),
                line_han,
                line_hangul,
                words: tight.iter().map(|run| run.own.sum()).sum(),
            };
            for run in tight {
                run.phrase = phrase;
            }
        }
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

/// What the neighbours of a Han run say.
pub(super) fn testify(runs: &[Run], at: usize, out: &mut Vec<Witness>) {
    let run = &runs[at];
    let Phrase { han, kana, line_han, line_hangul, words } = run.phrase;
    let bracketed = run.gap == Gap::Bracket;
    let before = at.checked_sub(1).map(|before| &runs[before]).filter(|_| bracketed);
    let after = runs.get(at + 1).filter(|after| after.gap == Gap::Bracket);
    if let Some(reading) = before.and_then(|before| reading(before, HANJA)) {
        out.push(Witness("what its brackets explain", reading));
    }
    if let Some(reading) = after.and_then(|after| reading(after, KOREAN_GLOSS)) {
        out.push(Witness("a reading in brackets", reading));
    }
    if kana > 0 {
        let share = kana as f32 / (kana + han) as f32;
        let weight = KANA_NEAR * (share / JAPANESE_SHARE).min(1.0);
        out.push(Witness("kana in the phrase", Weights::of(Tongue::Ja, weight)));
    }
    if line_hangul > 2 * line_han {
        out.push(Witness("Hangul in the phrase", Weights::of(Tongue::Ko, HANGUL_NEAR)));
    }
    if han > run.han {
        let others = words + run.own.sum().scaled(-1.0);
        out.push(Witness("the phrase", others.scaled(PHRASE).limited(PHRASE_LIMIT)));
    }
}

/// What a reading of a Han run says, or a word that the run in brackets explains.
fn reading(other: &Run, korean: f32) -> Option<Weights> {
    match other.script {
        "Hira" | "Kana" => Some(Weights::of(Tongue::Ja, READING)),
        "Hang" => Some(Weights::of(Tongue::Ko, korean)),
        "Bopo" => Some(Weights::of(Tongue::Hant, READING) + Weights::zh(READING)),
        _ => None,
    }
}
