//! What the n-grams of a text say of its language, among the languages of one script.
//!
//! A linear model over the n-grams of words, in whole numbers: the same text has the same scores on
//! every machine. `languages.table` holds its weights; `NOTICE` says what they were
//! learned from, and `cargo xtask languages` learns them.

pub mod grams;
pub mod script;
pub mod table;

use unicode_script::Script;

use table::Table;

static FILE: &[u8] = include_bytes!("languages.table");

/// More languages than a table has.
const MOST: usize = 256;
/// What no other language of the table is.
const OTHER: &str = "und";

/// How the languages of a script fit a text.
#[derive(Clone, Debug)]
pub struct Ranking {
    scores: [i32; MOST],
    /// The scripts of a language that takes part.
    script: u32,
    /// How much of the text was read.
    pub extent: grams::Extent,
}

/// A language and its score.
pub type Scored = (&'static str, i32);

/// Ranks the languages of a script by the first so many letters of a text.
pub fn rank(text: &str, script: Script, letters: u32) -> Ranking {
    let (mut scores, mut grams) = ([0_i32; MOST], Vec::new());
    let extent = grams::each(text, script, letters, |gram| grams.push(gram));
    if let Some(table) = Table::new(FILE) {
        table.each(&grams, |pairs| {
            for &[language, weight] in pairs.as_chunks().0 {
                scores[usize::from(language)] += i32::from(weight.cast_signed());
            }
        });
    }
    Ranking { scores, script: script::bit(script), extent }
}

impl Ranking {
    /// The two best languages; nothing where the table has none of the script.
    pub fn best(&self) -> Option<(Scored, Scored)> {
        let (mut first, mut second) = (None, (OTHER, i32::MIN / 2));
        for scored in self.all() {
            match first {
                Some((_, score)) if scored.1 <= score => {
                    if scored.1 > second.1 {
                        second = scored;
                    }
                }
                _ => {
                    second = first.unwrap_or(second);
                    first = Some(scored);
                }
            }
        }
        Some((first?, second))
    }

    /// The score of a language, if it takes part.
    pub fn score(&self, tag: &str) -> Option<i32> {
        self.all().find(|(other, _)| *other == tag).map(|(_, score)| score)
    }

    fn all(&self) -> impl Iterator<Item = Scored> {
        let languages = Table::new(FILE).into_iter().flat_map(Table::languages);
        languages
            .zip(self.scores)
            .filter(|((_, scripts), _)| scripts & self.script != 0)
            .map(|((tag, _), score)| (tag, score))
    }
}

/// Whether the table has a language.
pub fn knows(tag: &str) -> bool {
    Table::new(FILE).is_some_and(|table| table.languages().any(|(known, _)| known == tag))
}
