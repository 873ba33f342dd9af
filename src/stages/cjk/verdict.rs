//! From witnesses to a language with a probability.

use std::borrow::Cow;

use crate::document::Lang;
use crate::rules::han::{PRIOR, Tongue, Weights};

/// Somebody who says something of a run's language: a name for people, and log odds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Witness(pub &'static str, pub Weights);

/// What the witnesses say together.
#[derive(Debug)]
pub(super) struct Verdict {
    pub lang: Lang,
    pub confidence: f32,
    pub candidates: Vec<(Lang, f32)>,
    pub evidence: Cow<'static, str>,
}

const UNKNOWN_HAN: Lang = Lang::constant("und-Hani");
/// A witness that says less for the winner, or against it, is not worth naming.
const WORTH_NAMING: f32 = 0.5;

/// The likeliest language, or `und-Hani` when it is less probable than `sureness`.
pub(super) fn reach(witnesses: &[Witness], sureness: f32) -> Verdict {
    let sum = PRIOR + witnesses.iter().map(|witness| witness.1).sum();
    let candidates = sum.candidates(sureness);
    let (best, confidence) = candidates.first().cloned().unwrap_or((UNKNOWN_HAN, 0.0));
    let sure = confidence >= sureness;
    Verdict {
        evidence: if sure { evidence(witnesses, sum, best.primary()) } else { "too little".into() },
        lang: if sure { best } else { UNKNOWN_HAN },
        confidence,
        candidates,
    }
}

/// The witnesses that spoke for a language and against one of its rivals, the loudest first, each with its
/// log odds; then those that spoke for all rivals.
fn evidence(witnesses: &[Witness], sum: Weights, primary: &str) -> Cow<'static, str> {
    let speaks = |tongue: &Tongue| Lang::constant(tongue.tag()).primary() == primary;
    let (ours, rivals): (Vec<Tongue>, Vec<Tongue>) = Tongue::ALL.into_iter().partition(speaks);
    let best = ours.into_iter().max_by(|&a, &b| sum.get(a).total_cmp(&sum.get(b)));
    let Some(best) = best else { return "".into() };
    let least =
        |weights: Weights| rivals.iter().map(|&rival| weights.get(rival)).fold(f32::MAX, f32::min);
    let mut named: Vec<(f32, &'static str)> = witnesses
        .iter()
        .map(|&Witness(what, weights)| (weights.get(best) - least(weights), what))
        .filter(|(advantage, _)| advantage.abs() >= WORTH_NAMING)
        .collect();
    named.sort_by(|a, b| b.0.total_cmp(&a.0));
    if named.is_empty() {
        return "what is usual".into();
    }
    let named = named.iter().map(|(advantage, what)| format!("{what} {advantage:+.1}"));
    named.collect::<Vec<_>>().join(", ").into()
}
