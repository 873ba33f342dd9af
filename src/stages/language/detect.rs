//! The language of a text in a script that several languages share.

use unicode_script::Script;

use super::census::is_written_in;
use super::confidence::{NAT, probability};
use super::second;
use crate::document::{Lang, Language};
use crate::rules::languages::{Ranking, rank};

/// Languages so near to each other that a page's word is better than their words.
const NEAR: &[&[&str]] = &[
    &["hr", "sr", "bs", "sh", "cnr"],
    &["nb", "no", "nn", "da"],
    &["id", "ms"],
    &["tl", "fil", "ceb"],
];

/// A declared language is trusted so far when the text cannot confirm it.
const DECLARED: f32 = 0.7;
/// What confirms another is as good as certain.
const CONFIRMED: f32 = 0.9;
/// More letters say no more.
const LETTERS: u32 = 140;

/// The language of a text whose main script is this, with what was declared for it, the nearest
/// declaration first.
pub(super) fn detect(text: &str, script: Script, declared: &[Lang]) -> Language {
    /// A declaration is worth this much, in natural logarithms of odds: as two words.
    const WORTH: i32 = 3;
    let said = declared_for(script, declared);
    let ranking = rank(text, script, LETTERS);
    let Some(found) = best(text, &ranking) else { return said };
    if said.lang == Lang::UNDETERMINED {
        return found;
    }
    if are_near(found.lang.as_str(), said.lang.as_str()) {
        return Language { confidence: found.confidence.max(CONFIRMED), ..said };
    }
    let Some(score) = ranking.score(said.lang.as_str()) else {
        // What the table does not have it takes for a neighbour, or for nothing; but English is what
        // pages are in whose template says something else.
        let plain = found.confidence >= CONFIRMED && found.lang.as_str() == "en";
        return if plain { found } else { said };
    };
    let lead = ranking.best().map_or(0, |((_, best), _)| best - score);
    if lead > WORTH * NAT { found } else { said }
}

/// What the text itself says. Where that is doubtful, whatlang is asked.
fn best(text: &str, ranking: &Ranking) -> Option<Language> {
    const DOUBTFUL: i32 = 2 * NAT;
    /// That whatlang says the same is worth this much.
    const OPINION: i32 = NAT;
    /// Only between two that fit as well does whatlang decide.
    const TIE: i32 = NAT / 3;
    let ((first, high), (second, low)) = ranking.best()?;
    let letters = ranking.extent.letters;
    let margin = high - low;
    let mut sureness = margin;
    if margin < DOUBTFUL && second::knows(first) && second::knows(second) {
        match second::opinion(text) {
            Some(opinion) if opinion == first => sureness += OPINION,
            Some(opinion) if opinion == second && margin < TIE => {
                return Some(named(second, probability(TIE, letters)));
            }
            _ => {}
        }
    }
    Some(named(first, probability(sureness, letters)))
}

fn named(tag: &'static str, confidence: f32) -> Language {
    Language { lang: Lang::constant(tag), confidence }
}

/// The nearest declared language that is written in a script; `und` where there is none.
pub(super) fn declared_for(script: Script, declared: &[Lang]) -> Language {
    let fitting = declared.iter().find(|lang| is_written_in(lang.primary(), script));
    match fitting.and_then(|lang| Lang::parse(lang.primary())) {
        Some(lang) => Language { lang, confidence: DECLARED },
        None => Language { lang: Lang::UNDETERMINED, confidence: 0.0 },
    }
}

fn are_near(one: &str, other: &str) -> bool {
    one == other || NEAR.iter().any(|near| near.contains(&one) && near.contains(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: &str = "Le port était calme ce matin-là, et les bateaux dormaient côte à côte le \
                          long du quai, tandis que les pêcheurs raccommodaient leurs filets en parlant \
                          du temps qu’il ferait.";

    fn lang(text: &str, script: Script, declared: &[&str]) -> String {
        let declared: Vec<Lang> = declared.iter().filter_map(|tag| Lang::parse(tag)).collect();
        detect(text, script, &declared).lang.to_string()
    }

    #[test]
    fn a_sure_detection_overrules_a_declaration() {
        assert_eq!(lang(FRENCH, Script::Latin, &[]), "fr");
        assert_eq!(lang(FRENCH, Script::Latin, &["en"]), "fr");
    }

    #[test]
    fn a_declaration_overrules_an_unsure_detection() {
        assert_eq!(lang("Bon appétit", Script::Latin, &["fr"]), "fr");
        assert_eq!(lang("Kvalitet og trygghet", Script::Latin, &["nn-NO"]), "nn");
        assert_eq!(lang("Kvalitet", Script::Latin, &["ja"]), lang("Kvalitet", Script::Latin, &[]));
    }

    #[test]
    fn neighbours_are_told_apart() {
        let is = |text, script, tag| assert_eq!(lang(text, script, &[]), tag, "{text}");
        is("Барлық адамдар тумысынан азат және қадір-қасиеті", Script::Cyrillic, "kk");
        is("Það er gott að búa á Íslandi", Script::Latin, "is");
        is("אַלע מענטשן װערן געבױרן פֿרײַ", Script::Hebrew, "yi");
        is("Ingen mennesker bør være bange for at sige, hvad de mener", Script::Latin, "da");
        is("Ingen bør være redde for å si hva de mener om saken", Script::Latin, "nb");
        is("Niemand mag bang wees om te sê wat hy dink nie", Script::Latin, "af");
    }
}
