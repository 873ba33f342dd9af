//! `cargo xtask han unknown`: how well words are told that no list has.
//!
//! Every so-manieth word is left out of the tables; of those left out, the ones that one language
//! alone has are asked for.

use std::io::{self, Write};
use std::path::Path;

use pumice::document::sha256;
use pumice::rules::han::model::Model;
use pumice::rules::han::tables::Tables;
use pumice::rules::han::{Han, PRIOR};

use super::sources::{self, Sources};
use super::tables;

/// One of so many words is left out.
const SHARE: u8 = 20;

fn is_left_out(word: &str) -> bool {
    u8::from_str_radix(&sha256(word.as_bytes())[..2], 16).is_ok_and(|byte| byte % SHARE == 0)
}

/// Makes tables without those words and asks for them.
pub(super) fn run(folder: &Path) -> anyhow::Result<()> {
    let sources = sources::read(folder)?;
    let bytes = tables::make(&sources, &|word| !is_left_out(word))?;
    let model = Model::parse(include_str!("../../../src/rules/han/model.toml"))?;
    let han = Han::new(Tables::open(bytes)?, model);
    let out = &mut io::stdout().lock();
    for (name, words, tongue) in
        [("Japanese", japanese(&sources), true), ("Chinese", chinese(&sources), false)]
    {
        let answers: Vec<(f32, bool)> = words.iter().map(|word| ask(&han, word, tongue)).collect();
        report(name, &answers, out)?;
        let whatlang = words.iter().filter(|word| whatlang(word) == Some(tongue)).count();
        let share = 100.0 * whatlang as f32 / words.len().max(1) as f32;
        writeln!(out, "  whatlang: {share:.1} % right")?;
    }
    Ok(())
}

/// Words left out that no Chinese list has and that are not very rare.
fn japanese(sources: &Sources) -> Vec<String> {
    const RARE: i32 = 7_000;
    let known = |word: &str| sources.jieba.contains_key(word);
    let words = sources.mozc.iter().filter(|(word, cost)| **cost < RARE && !known(word));
    words.map(|(word, _)| word.clone()).filter(|word| is_asked(word)).collect()
}

/// Words left out that no Japanese list has and that are not very rare.
fn chinese(sources: &Sources) -> Vec<String> {
    const RARE: u64 = 20;
    let known = |word: &str| sources.mozc.contains_key(word) || sources.ipadic.contains_key(word);
    let words = sources.jieba.iter().filter(|(word, count)| **count >= RARE && !known(word));
    words.map(|(word, _)| word.clone()).filter(|word| is_asked(word)).collect()
}

fn is_asked(word: &str) -> bool {
    tables::is_word(word) && is_left_out(word)
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
