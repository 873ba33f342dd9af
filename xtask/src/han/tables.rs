//! From the sources to the tables.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use pumice::document::Cjk;
use pumice::rules::han::grams::Grams;
use pumice::rules::han::measures::LONGEST_WORD;
use pumice::rules::han::tables::{Bytes, Counts, Row};

use super::sources::{self, Sources};
use super::{FOLDER, counts, unknown};

/// Makes the tables of the sources in a folder and writes them where they are compiled in from, and
/// what is to be learned of words that they lack.
pub(super) fn write(folder: &Path) -> anyhow::Result<()> {
    let sources = sources::read(folder)?;
    let bytes = make(&sources, &|_| true)?;
    let put = |name: &str, bytes: &[u8]| -> io::Result<()> {
        fs::write(Path::new(FOLDER).join(name), bytes)
    };
    put("chars.bin", bytes.chars)?;
    put("pairs.bin", bytes.pairs)?;
    put("words.bin", bytes.words)?;
    put("forms.bin", bytes.forms)?;
    unknown::write_lessons(&sources)
}

/// Makes tables with those words only that `keeps` says yes to. They stay in memory to the end.
pub(super) fn make(sources: &Sources, keeps: &dyn Fn(&str) -> bool) -> anyhow::Result<Bytes> {
    let rows = rows(sources)?;
    let row = |c: char| rows.get(&c).copied().unwrap_or_default();
    let all = (Row::FIRST..=Row::LAST).flat_map(|c| row(c).encode());
    Ok(Bytes {
        chars: all.collect::<Vec<u8>>().leak(),
        pairs: Grams::encode(&pairs(sources, &row)).leak(),
        words: Grams::encode(&words(sources, &row, keeps)?).leak(),
        forms: Grams::encode(&forms(sources, &row)).leak(),
    })
}

/// The only character of a string.
fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

fn rows(sources: &Sources) -> anyhow::Result<BTreeMap<char, Row>> {
    /// What a character of one orthography says of it, in sixteenths.
    const FORM: i8 = 96;
    let mut rows: BTreeMap<char, Row> = BTreeMap::new();
    for (text, &[simplified, traditional, japanese]) in &sources.frequencies {
        if let Some(c) = only_char(text) {
            let row = rows.entry(c).or_default();
            let chinese = if simplified > traditional { simplified } else { traditional };
            (row.ja, row.zh) = (counts::of_char(japanese), counts::of_char(chinese));
        }
    }
    for (file, form) in [("STCharacters", FORM), ("TSCharacters", -FORM)] {
        for (from, to) in sources.opencc(file)? {
            let Some(c) = only_char(from) else { continue };
            let row = rows.entry(c).or_default();
            row.form += if to.contains(from) { 0 } else { form };
            if form < 0 {
                row.simplified = to.first().and_then(|to| only_char(to)).filter(|&to| to != c);
                row.simplified = row.simplified.filter(|to| (Row::FIRST..=Row::LAST).contains(to));
            }
        }
    }
    for c in hanja_of_the_standard() {
        rows.entry(c).or_default().korean = true;
    }
    for (c, readings) in readings(sources) {
        rows.entry(c).or_default().readings = readings;
    }
    Ok(rows)
}

/// The two syllables that each character is read as most often in the words of Korean dictionaries.
fn readings(sources: &Sources) -> BTreeMap<char, [Option<char>; 2]> {
    /// A syllable that is rarer than this among a character's is a slip.
    const RARE: u32 = 30;
    let mut counts: BTreeMap<char, BTreeMap<char, u32>> = BTreeMap::new();
    for (word, reading) in &sources.hanja {
        if word.chars().count() == reading.chars().count() {
            let is_hangul = |c: char| ('가'..='힣').contains(&c);
            for (c, syllable) in word.chars().zip(reading.chars()).filter(|(_, s)| is_hangul(*s)) {
                *counts.entry(c).or_default().entry(syllable).or_default() += 1;
            }
        }
    }
    let most = |counts: BTreeMap<char, u32>| {
        let all: u32 = counts.values().sum();
        let mut usual: Vec<(u32, char)> =
            counts.into_iter().filter(|(_, n)| n * RARE >= all).map(|(c, n)| (n, c)).collect();
        usual.sort_unstable_by(|a, b| b.cmp(a));
        [0, 1].map(|at| usual.get(at).map(|(_, c)| *c))
    };
    counts.into_iter().map(|(c, counts)| (c, most(counts))).collect()
}

/// The hanja of KS X 1001: rows 42 to 93.
fn hanja_of_the_standard() -> impl Iterator<Item = char> {
    let codes = (0xCA..=0xFD_u8).flat_map(|row| (0xA1..=0xFE_u8).map(move |cell| [row, cell]));
    codes.filter_map(|code| {
        let (text, _) = encoding_rs::EUC_KR.decode_without_bom_handling(&code);
        only_char(&text).filter(|&c| Cjk::of(c) == Some(Cjk::Han))
    })
}

/// The pairs of characters that do not each tell the language alone.
fn pairs(sources: &Sources, row: &dyn Fn(char) -> Row) -> BTreeMap<String, u8> {
    /// Sixteenths: a character that is so much rarer in one language tells the other.
    const PLAIN: u8 = 64;
    let is_open = |c: char| {
        let row = row(c);
        row.ja > 0 && row.zh > 0 && row.ja.abs_diff(row.zh) < PLAIN
    };
    let pairs = sources.frequencies.iter().filter(|(text, _)| text.chars().count() == 2);
    let open = pairs.filter(|(text, _)| text.chars().all(is_open));
    open.map(|(text, &[simplified, traditional, japanese])| {
        let chinese = if simplified > traditional { simplified } else { traditional };
        let counts = Counts { ja: counts::of_pair(japanese), zh: counts::of_pair(chinese) };
        (text.clone(), counts.encode())
    })
    .collect()
}

/// Pairs of characters that both orthographies have, where one has the pair far oftener.
fn forms(sources: &Sources, row: &dyn Fn(char) -> Row) -> BTreeMap<String, u8> {
    /// Rarer pairs say nothing reliable.
    const RARE: f64 = -14.5;
    const LEAST: f64 = 1.0;
    const MOST: f64 = 4.0;
    let mut forms = BTreeMap::new();
    for (text, &[simplified, traditional, _]) in &sources.frequencies {
        let open = text.chars().count() == 2 && text.chars().all(|c| row(c).form == 0);
        if !open
            || [simplified, traditional].into_iter().flatten().all(|logarithm| logarithm < RARE)
        {
            continue;
        }
        let logarithm = |of: Option<f64>| of.unwrap_or(counts::UNSEEN);
        let odds = logarithm(simplified) - logarithm(traditional);
        if odds.abs() >= LEAST {
            let sixteenths = (odds.clamp(-MOST, MOST) * 16.0).round() as i8;
            forms.insert(text.clone(), sixteenths.to_le_bytes()[0]);
        }
    }
    forms
}

/// The words of all dictionaries.
fn words(
    sources: &Sources,
    row: &dyn Fn(char) -> Row,
    keeps: &dyn Fn(&str) -> bool,
) -> anyhow::Result<BTreeMap<String, u8>> {
    let simplify =
        |word: &str| -> String { word.chars().map(|c| row(c).simplified.unwrap_or(c)).collect() };
    let mut all: BTreeMap<String, Counts> = BTreeMap::new();
    for (word, ja) in japanese(sources).into_iter().filter(|(word, _)| is_word(word)) {
        all.entry(word).or_default().ja = ja;
    }
    for (word, zh) in chinese(sources, &simplify)?.into_iter().filter(|(word, _)| is_word(word)) {
        all.entry(word).or_default().zh = zh;
    }
    for (word, _) in &sources.hanja {
        let known = |word: &str| all.contains_key(word);
        if is_word(word) && is_korean(sources, word) && !known(word) && !known(&simplify(word)) {
            all.insert(word.clone(), Counts::default());
        }
    }
    all.retain(|word, _| keeps(word));
    Ok(all.into_iter().map(|(word, counts)| (word, counts.encode())).collect())
}

/// Whether it is a word of Han characters that the table has room for.
pub(super) fn is_word(word: &str) -> bool {
    (2..=LONGEST_WORD).contains(&word.chars().count())
        && word.chars().all(|c| Cjk::of(c) == Some(Cjk::Han))
}

fn japanese(sources: &Sources) -> BTreeMap<String, u8> {
    /// What mozc adds to every cost, as a logarithm.
    const MOZC: f64 = -2.0;
    /// Words that only IPADIC has are rare, and names with a high cost are rarer.
    const RARE: f64 = -17.0;
    const RARER: f64 = -19.0;
    const HIGH: i32 = 4000;
    let rare = |cost: i32| if cost > HIGH { RARER } else { RARE };
    let ipadic = sources.ipadic.iter().map(|(word, &cost)| (word.clone(), rare(cost)));
    let mozc =
        sources.mozc.iter().map(|(word, &cost)| (word.clone(), MOZC - f64::from(cost) / 500.0));
    ipadic.chain(mozc).map(|(word, logarithm)| (word, counts::of_japanese(logarithm))).collect()
}

fn chinese(
    sources: &Sources,
    simplify: &dyn Fn(&str) -> String,
) -> anyhow::Result<BTreeMap<String, u8>> {
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    for (word, count) in &sources.jieba {
        *found.entry(simplify(word)).or_default() += count;
    }
    for file in ["STPhrases", "TSPhrases", "TWPhrases"] {
        for (from, to) in sources.opencc(file)? {
            for word in std::iter::once(from).chain(to) {
                found.entry(simplify(word)).or_insert(1);
            }
        }
    }
    let all: u64 = sources.jieba.values().sum();
    let logarithm = |count: u64| (count.max(1) as f64 / all as f64).ln();
    Ok(found.into_iter().map(|(word, n)| (word, counts::of_chinese(logarithm(n)))).collect())
}

/// Whether no pair of a word is written in Japanese or Chinese: a compound of words that they have
/// is no proof of Korean.
fn is_korean(sources: &Sources, word: &str) -> bool {
    const LONGEST: usize = 3;
    const RARE: f64 = -14.5;
    let chars: Vec<char> = word.chars().collect();
    let is_rare = |pair: &[char]| {
        let found = sources.frequencies.get(&pair.iter().collect::<String>());
        found.is_none_or(|all| all.iter().flatten().all(|logarithm| *logarithm < RARE))
    };
    chars.len() <= LONGEST && chars.windows(2).all(is_rare)
}
