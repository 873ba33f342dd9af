//! The language of the document and of its blocks.
//!
//! The script of a text settles what it can (`census`). Han characters are weighed as everywhere
//! ([`Han`]); the languages of a script that several share are told apart by a table of n-grams
//! ([`languages`]), with whatlang as a second opinion where that leaves a doubt (`detect`), unless the
//! little words of the text are those of a language already found in the document (`familiar`). What
//! the page declares is evidence, not truth.

mod census;
mod confidence;
mod declared;
mod detect;
mod familiar;
mod guess;
mod second;
mod shares;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Settings, Stage};
use crate::document::{Document, Findings, Kind, Lang, Language, NodeId};
use crate::rules::han::Han;
use crate::rules::languages;
use census::{Census, Scripts};
use declared::Declared;
use familiar::{Familiar, LittleWords, Recognised};
use guess::guess;
use shares::Shares;

/// Whether a language is among those that are told apart, by its tag.
pub fn knows(tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or_default();
    languages::knows(primary) || census::has_own_script(primary) || ["zh", "ja"].contains(&primary)
}

/// The tag of a language of whatlang (BCP 47); `und` for one that came after.
pub fn tag_of(lang: whatlang::Lang) -> &'static str {
    second::bcp47(lang).unwrap_or("und")
}

/// Finds the language of the document and of its blocks.
///
/// Scripts settle what they can; n-grams tell apart a hundred languages of shared scripts, with whatlang
/// as a second opinion; `lang` attributes and what the page says of itself decide where the text is too
/// short or too near to a neighbour, and are overruled where the text is plain. What stays doubtful is
/// `und`.
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
        Languages { min_letters: 40, sureness: 0.55 }
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
        let declared = Declared::of(doc);
        let mut blocks: Vec<Block<'_>> = doc.blocks().map(|(node, _)| block(doc, node)).collect();
        self.read(doc, &declared, &mut blocks);
        let main = self.main(&declared, &blocks);
        let scripts = Scripts::of(main.lang.primary());
        let mut shares = Shares::default();
        for block in blocks {
            let own = block.own.clone().filter(|own| stands_out(own, &main));
            let language = own.unwrap_or_else(|| self.short(&declared, (&main, &scripts), &block));
            let text = (block.text, block.ink);
            shares.add_block(self.han, text, &block.census, &language.lang);
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

/// Whether what a block says of itself holds against the language of the document.
fn stands_out(own: &Language, main: &Language) -> bool {
    /// Most blocks that seem to be in another language are names, or a neighbour's words.
    const PLAIN: f32 = 0.85;
    own.lang.primary() == main.lang.primary() || own.confidence >= PLAIN
}

impl LanguageStage {
    /// Finds the language of each block that is long enough to tell, the longest first: what they
    /// teach is enough for most of the others.
    fn read(&self, doc: &Document, declared: &Declared<'_>, blocks: &mut [Block<'_>]) {
        /// A page of this many languages is none; what follows has the document's.
        const QUESTIONS: u32 = 8;
        let is_long = |block: &&mut Block<'_>| {
            block.census.letters() >= self.settings.min_letters
                && doc.node(block.node).kind != Kind::Code
        };
        let mut long: Vec<&mut Block<'_>> = blocks.iter_mut().filter(is_long).collect();
        long.sort_by_key(|block| std::cmp::Reverse(block.census.letters()));
        let mut familiar = Familiar::default();
        let mut asked = 0;
        for block in long {
            let Some(script) = block.census.main() else { continue };
            let cheap = census::is_plain(script);
            let words = LittleWords::of(block.text);
            let ask = match familiar.recognise(&words) {
                Recognised::Known(known) => {
                    block.own = Some(known.clone());
                    false
                }
                Recognised::Strange => true,
                Recognised::Few => cheap,
            };
            if cheap || (ask && asked < QUESTIONS) {
                asked += u32::from(!cheap);
                let found = guess(self.han, block.text, &block.census, &declared.all(block.node));
                block.own = self.is_sure(&found).then_some(found);
            }
            if let Some(own) = block.own.as_ref().filter(|own| own.lang != Lang::UNDETERMINED) {
                familiar.learn(&words, own);
            }
        }
    }

    /// The language of the document: that of most of its long blocks, or what all its blocks say
    /// together.
    fn main(&self, declared: &Declared<'_>, blocks: &[Block<'_>]) -> Language {
        /// More text than this says no more, in bytes.
        const ENOUGH: usize = 2_000;
        let mut shares = Shares::default();
        for block in blocks {
            if let Some(own) = block.own.as_ref().filter(|own| own.lang != Lang::UNDETERMINED) {
                shares.add(&own.lang, block.ink);
            }
        }
        if let Some(lang) = shares.largest() {
            let surest = blocks.iter().filter_map(|block| block.own.as_ref());
            let same = surest.filter(|own| own.lang == lang).map(|own| own.confidence);
            return Language { confidence: same.fold(0.0, f32::max), lang };
        }
        let mut text = String::new();
        for block in blocks {
            if text.len() > ENOUGH {
                break;
            }
            text.push_str(block.text);
            text.push('\n');
        }
        self.sure(guess(self.han, &text, &Census::of(&text), declared.page()))
    }

    /// The language of a block that is too short to tell, in a document of a language and its scripts.
    fn short(
        &self,
        declared: &Declared<'_>,
        (main, scripts): (&Language, &Scripts),
        block: &Block<'_>,
    ) -> Language {
        /// What is inherited is less sure than what was found.
        const INHERITED: f32 = 0.9;
        let Some(script) = block.census.main() else { return main.clone() };
        let near = declared.near(block.node);
        let foreign = near.is_some_and(|lang| lang.primary() != main.lang.primary());
        if !foreign && scripts.have(script) {
            return Language { confidence: main.confidence * INHERITED, ..main.clone() };
        }
        let all = declared.all(block.node);
        if census::is_plain(script) {
            self.sure(guess(self.han, block.text, &block.census, &all))
        } else {
            detect::declared_for(script, &all)
        }
    }

    fn is_sure(&self, language: &Language) -> bool {
        language.confidence >= self.settings.sureness
    }

    fn sure(&self, language: Language) -> Language {
        let lang = if self.is_sure(&language) { language.lang } else { Lang::UNDETERMINED };
        Language { lang, confidence: language.confidence }
    }
}

#[cfg(test)]
mod tests;
