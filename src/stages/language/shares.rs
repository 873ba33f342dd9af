//! How much of the kept text is in which language.

use unicode_script::Script;

use super::census::{Census, is_written_in};
use super::guess;
use crate::document::{Findings, Lang, cjk_runs};
use crate::rules::han::{Han, PRIOR};

/// Ink by language.
#[derive(Debug, Default)]
pub(super) struct Shares(Vec<(Lang, u32)>);

impl Shares {
    pub(super) fn add(&mut self, lang: &Lang, ink: u32) {
        match self.0.iter_mut().find(|(known, _)| known == lang) {
            Some((_, sum)) => *sum += ink,
            None => self.0.push((lang.clone(), ink)),
        }
    }

    /// Counts the ink of a block for its language, and for those whose characters stand in it.
    pub(super) fn add_block(
        &mut self,
        han: &Han,
        (text, ink): (&str, u32),
        census: &Census,
        lang: &Lang,
    ) {
        const CJK: [Script; 5] =
            [Script::Han, Script::Hiragana, Script::Katakana, Script::Hangul, Script::Bopomofo];
        let own = |script| is_written_in(lang.primary(), script);
        let mut rest = ink;
        if CJK.into_iter().any(|script| census.count(script) > 0 && !own(script)) {
            for run in cjk_runs(text) {
                let other = match run.script {
                    "Hani" if own(Script::Han) => continue,
                    "Hani" => embedded(han, run.text(text)),
                    "Hang" => Lang::constant("ko"),
                    "Bopo" => Lang::constant("zh-Hant"),
                    _ => Lang::constant("ja"),
                };
                let chars = (run.text(text).chars().count() as u32).min(rest);
                rest -= chars;
                self.add(&other, chars);
            }
        }
        self.add(lang, rest);
    }

    pub(super) fn largest(&self) -> Option<Lang> {
        // Of two equals the one that came first.
        let largest = self.0.iter().rev().max_by_key(|(_, ink)| *ink);
        largest.map(|(lang, _)| lang.clone())
    }

    pub(super) fn report(mut self, out: &mut Findings) {
        let all: u32 = self.0.iter().map(|(_, ink)| ink).sum();
        self.0.sort_by_key(|(_, ink)| std::cmp::Reverse(*ink));
        for (lang, ink) in self.0.into_iter().filter(|(_, ink)| *ink > 0) {
            out.share(lang, ink as f32 / all as f32);
        }
    }
}

/// The language of Han characters in a text of another language.
fn embedded(han: &Han, run: &str) -> Lang {
    const SURE: f32 = 0.6;
    let best = guess::best(PRIOR + han.weigh(run).sum());
    if best.confidence < SURE { Lang::constant("und-Hani") } else { best.lang }
}
