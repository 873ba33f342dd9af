//! What the neighbours of a Han run say: readings in brackets, kana and Hangul in the phrase, names
//! of languages beside it.

use super::phrase::{Gap, JAPANESE_SHARE, Phrase, Run};
use super::verdict::Witness;
use crate::document::{Document, start};
use crate::rules::han::{Han, Names, Tongue, Weights};

/// What kana next to the run say, and a reading in brackets.
const KANA_NEAR: f32 = 9.0;
const READING: f32 = 12.0;
/// Hangul before Han in brackets is the same word, if it is what the characters are read as in Korean.
const HANJA: f32 = 24.0;
/// A Han word before its reading in Hangul may as well be a foreign word explained in Korean.
const HANJA_EXPLAINED: f32 = 9.0;
/// Hangul that is not its reading: a foreign name in a Korean text.
const KOREAN_GLOSS: f32 = 2.0;
const HANGUL_NEAR: f32 = 12.0;
/// The name of a language right before the run, and before a quotation.
const NAMED: f32 = 12.0;
const QUOTATION_NAMED: f32 = 20.0;
/// What the rest of the phrase says, against what the run says itself.
const PHRASE: f32 = 0.7;
const PHRASE_LIMIT: f32 = 6.0;

/// What the neighbours of a Han run say.
pub(super) fn testify(doc: &Document, han: &Han, runs: &[Run], at: usize, out: &mut Vec<Witness>) {
    let run = &runs[at];
    let before = at.checked_sub(1).map(|before| &runs[before]);
    let explained = before.filter(|_| run.gap == Gap::Bracket);
    let after = runs.get(at + 1).filter(|after| after.gap == Gap::Bracket);
    let text = |run: &Run| &doc.full_text()[run.span.range()];
    if let Some(other) = explained
        && let Some(weights) = reading(other, han.is_read(text(run), text(other)), HANJA)
    {
        out.push(Witness("what its brackets explain", weights));
    }
    if let Some(other) = after
        && let Some(weights) = reading(other, han.is_read(text(run), text(other)), HANJA_EXPLAINED)
    {
        out.push(Witness("a reading in brackets", weights));
    }
    // `Kim Dae-jung (김대중; 金大中)`: the same name again. Of words side by side nothing follows.
    if let Some(other) = before.filter(|other| other.is_hangul())
        && doc.full_text()[other.span.end as usize..run.span.start as usize].trim() == ";"
        && han.is_read(text(run), text(other))
    {
        out.push(Witness("its Korean reading before it", Weights::of(Tongue::Ko, HANJA)));
    }
    testify_phrase(run, out);
}

/// What the name of a language says that stands right before a run; `block` is where its text begins.
pub(super) fn testify_name(
    doc: &Document,
    names: &Names,
    run: &Run,
    block: u32,
    out: &mut Vec<Witness>,
) {
    /// Names that are farther away, in bytes, are not right before.
    const NEAR: usize = 64;
    let before = &doc.full_text()[block as usize..run.span.start as usize];
    let far = start(before, before.len().saturating_sub(NEAR)).len();
    let weight = if run.quoted { QUOTATION_NAMED } else { NAMED };
    if let Some(weights) = names.at_the_end_of(&before[far..], weight) {
        out.push(Witness("the name of a language before it", weights));
    }
}

/// What a reading of a Han run says, or a word that the run in brackets explains.
fn reading(other: &Run, is_korean_reading: bool, hanja: f32) -> Option<Weights> {
    match other.script {
        "Hira" | "Kana" => Some(Weights::of(Tongue::Ja, READING)),
        "Hang" => {
            Some(Weights::of(Tongue::Ko, if is_korean_reading { hanja } else { KOREAN_GLOSS }))
        }
        "Bopo" => Some(Weights::of(Tongue::Hant, READING) + Weights::zh(READING)),
        _ => None,
    }
}

fn testify_phrase(run: &Run, out: &mut Vec<Witness>) {
    let Phrase { han, kana, line_han, line_hangul, words } = run.phrase;
    if kana > 0 {
        let share = kana as f32 / (kana + han) as f32;
        let weight = KANA_NEAR * (share / JAPANESE_SHARE).min(1.0);
        out.push(Witness("kana in the phrase", Weights::of(Tongue::Ja, weight)));
    }
    if line_hangul > 2 * line_han {
        out.push(Witness("Hangul in the phrase", Weights::of(Tongue::Ko, HANGUL_NEAR)));
    }
    let own = if run.quoted { Weights::default() } else { run.own.sum() };
    let others = (words + own.scaled(-1.0)).scaled(PHRASE).limited(PHRASE_LIMIT);
    if others != Weights::default() {
        out.push(Witness("the phrase", others));
    }
}
