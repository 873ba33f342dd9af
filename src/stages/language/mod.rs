//! The language of the document and of its blocks.
//!
//! The script of a text settles what it can ([`census`]). Han characters are weighed as everywhere
//! ([`Han`]); what several languages share a script for goes to whatlang ([`detect`]), unless the
//! little words of the document are those of a language already found in it ([`familiar`]). What
//! the page declares is evidence, not truth.

mod census;
mod detect;
mod familiar;

use schemars::JsonSchema;
use serde::Deserialize;
use unicode_script::Script;

use super::{Settings, Stage};
use crate::document::{Attr, Cjk, Document, Findings, Kind, Lang, Language, NodeId, cjk_runs};
use crate::rules::han::{Han, PRIOR, Tongue, Weights};
use census::Census;
use familiar::Familiar;

/// Finds the language of the document and of its blocks.
///
/// Scripts settle what they can; whatlang tells apart the languages of one script; `lang`
/// attributes and what the page says of itself decide where the text is too short or too near to a
/// neighbour, and are overruled where the text is plain. What stays doubtful is `und`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Languages {
    /// A block with fewer letters (a Han character counts three, kana and Hangul two) has the
    /// document's language, unless its script says otherwise.
    pub min_letters: u32,
    /// A language must be at least this probable (0 to 1), or it is `und`.
    pub sureness: f32,
}

impl Default for Languages {
    fn default() -> Languages {
        Languages { min_letters: 40, sureness: 0.3 }
    }
}

impl Settings for Languages {
    const NAME: &'static str = "language";
    type Stage = LanguageStage;

    fn build(self) -> anyhow::Result<LanguageStage> {
        anyhow::ensure!(
            (0.0..=1.0).contains(&self.sureness),
            "sureness is {}, and a probability lies between 0 and 1",
            self.sureness
        );
        Ok(LanguageStage { settings: self, han: Han::load()? })
    }
}

/// The stage that [`Languages`] sets up.
#[derive(Debug)]
pub struct LanguageStage {
    settings: Languages,
    han: &'static Han,
}

/// A kept leaf block.
struct Block<'a> {
    node: NodeId,
    text: &'a str,
    ink: u32,
    census: Census,
    /// What its text alone says, where it is long enough.
    own: Option<Language>,
}

impl Stage for LanguageStage {
    fn inspect(&self, doc: &Document, out: &mut Findings) {
        let page = page_declares(doc);
        let mut blocks: Vec<Block<'_>> = doc.blocks().map(|(node, _)| block(doc, node)).collect();
        self.read(doc, &page, &mut blocks);
        let main = self.main(&page, &blocks);
        let mut shares = Shares::default();
        for block in &blocks {
            let language = match &block.own {
                Some(own) => own.clone(),
                None => self.short(doc, &page, &main, block),
            };
            self.count(block, &language, &mut shares);
            out.language(block.node, language);
        }
        out.language(NodeId::ROOT, main);
        shares.report(out);
    }
}

fn block(doc: &Document, node: NodeId) -> Block<'_> {
    let text = doc.text(node);
    Block { node, text, ink: doc.ink(node), census: Census::of(text), own: None }
}

impl LanguageStage {
    /// Finds the language of each block that is long enough to tell.
    fn read(&self, doc: &Document, page: &[Lang], blocks: &mut [Block<'_>]) {
        /// A page of this many languages is none; what follows is short work.
        const QUESTIONS: u32 = 24;
        let mut familiar = Familiar::default();
        let mut asked = 0;
        for block in blocks {
            let Some(script) = block.census.main() else { continue };
            let readable = doc.node(block.node).kind != Kind::Code;
            if !readable || block.census.letters() < self.settings.min_letters {
                continue;
            }
            if let Some(known) = familiar.recognise(block.text) {
                block.own = Some(known.clone());
            } else if asked < QUESTIONS {
                asked += u32::from(census::language_of(script).is_none());
                let declared = declared(doc, block.node, page);
                let found = self.guess(block.text, &block.census, &declared);
                block.own = (found.confidence >= self.settings.sureness).then_some(found);
            }
            if let Some(own) = &block.own {
                familiar.learn(block.text, own);
            }
        }
    }

    /// The language of the document: that of most of its long blocks, or what all its blocks say
    /// together.
    fn main(&self, page: &[Lang], blocks: &[Block<'_>]) -> Language {
        let mut shares = Shares::default();
        for block in blocks {
            if let Some(own) = &block.own {
                shares.add(&own.lang, block.ink);
            }
        }
        if let Some(lang) = shares.largest() {
            let of =
                blocks.iter().filter_map(|block| block.own.as_ref().map(|own| (own, block.ink)));
            let (sum, ink) =
                of.filter(|(own, _)| own.lang == lang).fold((0.0, 0), |(sum, all), (own, ink)| {
                    (sum + own.confidence * ink as f32, all + ink)
                });
            return Language { lang, confidence: sum / ink.max(1) as f32 };
        }
        /// More text than this says no more, in bytes.
        const ENOUGH: usize = 2_000;
        let mut text = String::new();
        for block in blocks {
            if text.len() > ENOUGH {
                break;
            }
            text.push_str(block.text);
            text.push('\n');
        }
        self.sure(self.guess(&text, &Census::of(&text), page))
    }

    /// The language of a block that is too short to tell.
    fn short(&self, doc: &Document, page: &[Lang], main: &Language, block: &Block<'_>) -> Language {
        /// What is inherited is less sure than what was found.
        const INHERITED: f32 = 0.9;
        let Some(script) = block.census.main() else { return main.clone() };
        let declared = declared(doc, block.node, page);
        let nearest = declared.first().filter(|_| declared.len() > page.len());
        let foreign = nearest.is_some_and(|lang| lang.primary() != main.lang.primary());
        if !foreign && census::is_written_in(main.lang.primary(), script) {
            return Language { confidence: main.confidence * INHERITED, ..main.clone() };
        }
        self.sure(self.guess(block.text, &block.census, &declared))
    }

    fn sure(&self, language: Language) -> Language {
        if language.confidence >= self.settings.sureness {
            return language;
        }
        Language { lang: Lang::UNDETERMINED, confidence: language.confidence }
    }

    /// What a text and what was declared for it say.
    fn guess(&self, text: &str, census: &Census, declared: &[Lang]) -> Language {
        /// A script of one language leaves little doubt.
        const PLAIN: f32 = 0.99;
        let Some(script) = census.main() else {
            return Language { lang: Lang::UNDETERMINED, confidence: 0.0 };
        };
        match (script, census::language_of(script)) {
            (Script::Bopomofo, _) => {
                Language { lang: Lang::constant("zh-Hant"), confidence: PLAIN }
            }
            (Script::Han | Script::Hiragana | Script::Katakana, _) => {
                self.east_asian(text, census, declared)
            }
            (_, Some(own)) => {
                let other =
                    declared.iter().find(|lang| census::is_written_in(lang.primary(), script));
                let tag = other.and_then(|lang| Lang::parse(lang.primary()));
                Language { lang: tag.unwrap_or(Lang::constant(own)), confidence: PLAIN }
            }
            (_, None) => detect::detect(text, script, census.letters(), declared),
        }
    }

    /// Japanese, Chinese or Korean.
    fn east_asian(&self, text: &str, census: &Census, declared: &[Lang]) -> Language {
        /// Kana are this share of the letters in the most bookish Japanese; a Chinese text that
        /// quotes Japanese has fewer.
        const JAPANESE: f32 = 0.12;
        const KANA: f32 = 8.0;
        const DECLARED: f32 = 2.0;
        /// More text than this says no more, in bytes.
        const ENOUGH: usize = 1_500;
        let kana = census.kana() as f32;
        let share = kana / (kana + census.count(Script::Han) as f32).max(1.0);
        let sample = detect::start(text, ENOUGH);
        let weights = PRIOR
            + self.han.weigh(sample).sum()
            + Weights::of(Tongue::Ja, KANA * (share / JAPANESE).min(2.0))
            + declared.iter().map(|lang| Weights::named(lang.as_str(), DECLARED)).sum();
        let best = weights.candidates(self.settings.sureness).into_iter().next();
        let (lang, confidence) = best.unwrap_or((Lang::UNDETERMINED, 0.0));
        Language { lang, confidence }
    }

    /// Counts a block's ink for its language, and for those whose characters stand in it.
    fn count(&self, block: &Block<'_>, language: &Language, shares: &mut Shares) {
        let census = &block.census;
        let mut rest = block.ink;
        let foreign =
            [Script::Han, Script::Hiragana, Script::Katakana, Script::Hangul, Script::Bopomofo]
                .into_iter()
                .any(|script| {
                    census.count(script) > 0
                        && !census::is_written_in(language.lang.primary(), script)
                });
        if foreign {
            for run in cjk_runs(block.text) {
                let text = run.text(block.text);
                let script = text.chars().find_map(Cjk::of);
                let lang = match run.script {
                    "Hang" => Lang::constant("ko"),
                    "Bopo" => Lang::constant("zh-Hant"),
                    "Hani" if census::is_written_in(language.lang.primary(), Script::Han) => {
                        continue;
                    }
                    "Hani" => self.run(text),
                    _ => Lang::constant("ja"),
                };
                let ink = script.map_or(0, |_| text.chars().count() as u32).min(rest);
                rest -= ink;
                shares.add(&lang, ink);
            }
        }
        shares.add(&language.lang, rest);
    }

    fn run(&self, text: &str) -> Lang {
        const SURE: f32 = 0.6;
        let candidates = (PRIOR + self.han.weigh(text).sum()).candidates(SURE);
        let best = candidates.into_iter().next().filter(|(_, probability)| *probability >= SURE);
        best.map_or(Lang::constant("und-Hani"), |(lang, _)| lang)
    }
}

/// Ink by language.
#[derive(Debug, Default)]
struct Shares(Vec<(Lang, u32)>);

impl Shares {
    fn add(&mut self, lang: &Lang, ink: u32) {
        match self.0.iter_mut().find(|(known, _)| known == lang) {
            Some((_, sum)) => *sum += ink,
            None => self.0.push((lang.clone(), ink)),
        }
    }

    fn largest(&self) -> Option<Lang> {
        // Of two equals the one that came first.
        let largest = self.0.iter().rev().max_by_key(|(_, ink)| *ink);
        largest.map(|(lang, _)| lang.clone())
    }

    fn report(mut self, out: &mut Findings) {
        let all: u32 = self.0.iter().map(|(_, ink)| ink).sum();
        self.0.sort_by_key(|(_, ink)| std::cmp::Reverse(*ink));
        for (lang, ink) in self.0.into_iter().filter(|(_, ink)| *ink > 0) {
            out.share(lang, ink as f32 / all as f32);
        }
    }
}

/// What the page says of its language, the nearest to the text first.
fn page_declares(doc: &Document) -> Vec<Lang> {
    const CLAIMS: [&str; 3] = ["html:lang", "http-equiv:content-language", "meta:og:locale"];
    let claims = CLAIMS.iter().filter_map(|name| doc.claim(name));
    claims.filter_map(|value| Lang::parse(value.split(',').next().unwrap_or(value))).collect()
}

/// What is declared for a block: the nearest `lang` attribute, then what the page says.
fn declared(doc: &Document, node: NodeId, page: &[Lang]) -> Vec<Lang> {
    let above = std::iter::once(node).chain(doc.ancestors(node));
    let nearest = above.filter_map(|at| doc.attr(at, Attr::Lang)).next();
    nearest.and_then(Lang::parse).into_iter().chain(page.iter().cloned()).collect()
}

#[cfg(test)]
mod tests;
