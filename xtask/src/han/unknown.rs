//! Words that no list has: those left out of tables that are made for nothing else.
//!
//! `cargo xtask han unknown` prints how well they are told; `cargo xtask han tables` writes what is
//! measured of others, for the model to learn from: a word that tables have never heard of looks unlike
//! one that they have.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use pumice::document::sha256;
use pumice::rules::han::measures::Measures;
use pumice::rules::han::model::Model;
use pumice::rules::han::tables::Tables;
use pumice::rules::han::{Han, PRIOR};

use super::sources::{self, Sources};
use super::tables;

/// The words of one language are cut into so many slices: one to be asked for, one to be learned from.
const SLICES: u8 = 20;
const ASKED: u8 = 0;
const LEARNED: u8 = 1;

/// Where what is measured of the words to be learned from stands.
pub(super) const LESSONS: &str = "xtask/src/han/unknown.tsv";

fn slice(word: &str) -> Option<u8> {
    u8::from_str_radix(&sha256(word.as_bytes())[..2], 16).ok().map(|byte| byte % SLICES)
}

/// Makes tables without a slice of the words and asks for them.
pub(super) fn run(folder: &Path) -> anyhow::Result<()> {
    let sources = sources::read(folder)?;
    let model = Model::parse(include_str!("../../../src/rules/han/model.toml"))?;
    let han = without(&sources, ASKED, model)?;
    let out = &mut io::stdout().lock();
    let sides = [("Japanese", japanese(&sources, ASKED)), ("Chinese", chinese(&sources, ASKED))];
    let mut all = Vec::new();
    for (name, words) in sides {
        let tongue = name == "Japanese";
        let answers: Vec<(f32, bool)> = words.iter().map(|word| ask(&han, word, tongue)).collect();
        report(name, &answers, out)?;
        let whatlang = words.iter().filter(|word| whatlang(word) == Some(tongue)).count();
        let share = 100.0 * whatlang as f32 / words.len().max(1) as f32;
        writeln!(out, "  whatlang: {share:.1} % right")?;
        all.extend(answers);
    }
    report("All", &all, out)?;
    Ok(())
}

/// Writes what tables without a slice of the words measure of some of them: the language, the word, and
/// the measures, a line each.
pub(super) fn write_lessons(sources: &Sources) -> anyhow::Result<()> {
    /// Words of each language.
    const MOST: usize = 500;
    let han = without(sources, LEARNED, Model::new(0.0, Measures::default()))?;
    let mut lines = String::new();
    for (lang, mut words) in [("ja", japanese(sources, LEARNED)), ("zh", chinese(sources, LEARNED))]
    {
        words.sort_by_cached_key(|word| sha256(word.as_bytes()));
        for word in words.iter().take(MOST) {
            let measures = han.measure(word).map(|measure| measure.to_string());
            let fields = [lang.to_owned(), word.clone()].into_iter().chain(measures);
            lines += &fields.collect::<Vec<_>>().join("\t");
            lines.push('\n');
        }
    }
    fs::write(LESSONS, lines)?;
    Ok(())
}

/// A weigher with tables that lack a slice of the words. They stay in memory to the end.
fn without(sources: &Sources, left_out: u8, model: Model) -> anyhow::Result<Han> {
    let bytes = tables::make(sources, &|word| slice(word) != Some(left_out))?;
    Ok(Han::new(Tables::open(bytes)?, model))
}

/// Words of a slice that no Chinese list has and that are not very rare.
fn japanese(sources: &Sources, of: u8) -> Vec<String> {
    const RARE: i32 = 7_000;
    let known = |word: &str| sources.jieba.contains_key(word);
    let words = sources.mozc.iter().filter(|(word, cost)| **cost < RARE && !known(word));
    words.map(|(word, _)| word.clone()).filter(|word| is_of(word, of)).collect()
}

/// Words of a slice that no Japanese list has and that are not very rare.
fn chinese(sources: &Sources, of: u8) -> Vec<String> {
    const RARE: u64 = 20;
    let known = |word: &str| sources.mozc.contains_key(word) || sources.ipadic.contains_key(word);
    let words = sources.jieba.iter().filter(|(word, count)| **count >= RARE && !known(word));
    words.map(|(word, _)| word.clone()).filter(|word| is_of(word, of)).collect()
}

fn is_of(word: &str, of: u8) -> bool {
    tables::is_word(word) && slice(word) == Some(of)
}

/// How probable the likelier of the two languages is, and whether it is the right one.
fn ask(han: &Han, word: &str, is_japanese: bool) -> (f32, bool) {
    let [ja, simplified, traditional, _] = (PRIOR + han.weigh(word).sum()).probabilities();
    let chinese = simplified + traditional;
    (ja.max(chinese), (ja > chinese) == is_japanese)
}

/// Whether whatlang takes a word for a Japanese one, or else for a Chinese one.
fn whatlang(word: &str) -> Option<bool> {
    match whatlang::detect_lang(word)? {
        whatlang::Lang::Jpn => Some(true),
        whatlang::Lang::Cmn => Some(false),
        _ => None,
    }
}

fn report(name: &str, answers: &[(f32, bool)], out: &mut impl Write) -> io::Result<()> {
    const SURE: f32 = 0.95;
    let share = |of: &mut dyn Iterator<Item = bool>| {
        let all: Vec<bool> = of.collect();
        100.0 * all.iter().filter(|right| **right).count() as f32 / all.len().max(1) as f32
    };
    let right = share(&mut answers.iter().map(|(_, right)| *right));
    let sure = share(&mut answers.iter().filter(|(p, _)| *p >= SURE).map(|(_, right)| *right));
    let count = answers.len();
    writeln!(out, "{name}: {right:.1} % of {count} right, {sure:.1} % from {SURE}")
}
