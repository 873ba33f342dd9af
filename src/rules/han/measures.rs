//! What is measured of a short string of Han characters to tell Japanese from Chinese.

use super::grams::Hash;
use super::tables::{Counts, Row, Tables};

/// How many measures there are.
pub const MEASURES: usize = 25;

/// The measures of a string, each greater the more it speaks for Japanese, or a property of the
/// string that says how much the others are worth.
pub type Measures = [f32; MEASURES];

/// Their names, in their order, and what they are evidence of.
pub const NAMES: [(&str, Source); MEASURES] = [
    ("characters", Source::Characters),
    ("characters-mean", Source::Characters),
    ("characters-least", Source::Characters),
    ("characters-most", Source::Characters),
    ("japanese-only", Source::Characters),
    ("chinese-only", Source::Characters),
    ("pairs", Source::Pairs),
    ("pairs-limited", Source::Pairs),
    ("pairs-mean", Source::Pairs),
    ("pairs-least", Source::Pairs),
    ("pairs-most", Source::Pairs),
    ("pairs-unknown", Source::Pairs),
    ("segmented", Source::Words),
    ("segmented-mean", Source::Words),
    ("japanese-word", Source::Words),
    ("chinese-word", Source::Words),
    ("in-japanese-list", Source::Words),
    ("in-chinese-list", Source::Words),
    ("in-both-lists", Source::Words),
    ("more-japanese-word", Source::Words),
    ("two-characters", Source::Words),
    ("pairs-of-two", Source::Pairs),
    ("characters-of-two", Source::Characters),
    ("pairs-in-both-lists", Source::Pairs),
    ("one-character", Source::Characters),
];

/// Where a measure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// How often each character is written.
    Characters,
    /// How often each two of them stand together.
    Pairs,
    /// Word lists.
    Words,
}

/// The longest string that is measured; a longer one is measured in pieces.
pub(super) const LONGEST: usize = 12;
/// Words of more characters are found by their parts.
pub const LONGEST_WORD: usize = 5;

/// Natural logarithms of the probabilities that the steps of the tables stand for.
const CHAR_STEP: f32 = 1.0 / 16.0;
const PAIR_STEP: f32 = 0.75;
/// One character says no more than this, however rare it is elsewhere.
const CHAR_LIMIT: f32 = 5.0;

/// Measures a string of at most [`LONGEST`] Han characters.
pub(super) fn measure(tables: &Tables, text: &[char]) -> Measures {
    let rows: Vec<Row> = text.iter().map(|&c| tables.row(c)).collect();
    let mut out = [0.0; MEASURES];
    measure_chars(&rows, &mut out[..6]);
    measure_pairs(tables, text, &mut out[6..12]);
    measure_words(tables, text, &rows, &mut out[12..21]);
    // Of a word of two characters, and of one that both languages have, the same is worth something
    // else.
    let [characters_mean, pairs_mean, in_both, of_two] = [out[1], out[8], out[18], out[20]];
    out[21..].copy_from_slice(&[
        of_two * pairs_mean,
        of_two * characters_mean,
        in_both * pairs_mean,
        f32::from(u8::from(text.len() == 1)),
    ]);
    out
}

/// The log odds of a word that is usual in both languages: how much oftener it is written in one of
/// them, and nothing of what its parts look like. Nothing for any other string.
pub(super) fn shared_odds(tables: &Tables, text: &[char]) -> Option<f32> {
    /// Counts of usual words, and how far apart two of a shared word are at most.
    const USUAL: u8 = 10;
    const APART: u8 = 3;
    /// A step is no difference, and what is more is not quite what it seems.
    const TRUST: f32 = 0.8;
    let [first, second] = *text else { return None };
    let Counts { ja, zh } = tables.pair(first, second)?;
    if ja.min(zh) < USUAL || ja.abs_diff(zh) > APART {
        return None;
    }
    let simplified = |c: char| tables.row(c).simplified.unwrap_or(c);
    let japanese = tables.word([first, second].iter().collect())?;
    let chinese = tables.word([simplified(first), simplified(second)].iter().collect())?;
    let steps = f32::from(ja) - f32::from(zh);
    let odds = TRUST * PAIR_STEP * (steps.abs() - 1.0).max(0.0) * steps.signum();
    (japanese.ja > 0 && chinese.zh > 0).then_some(odds)
}

fn measure_chars(rows: &[Row], out: &mut [f32]) {
    let (mut sum, mut least, mut most) = (0.0, f32::MAX, f32::MIN);
    for row in rows {
        let more = (f32::from(row.ja) - f32::from(row.zh)) * CHAR_STEP;
        let more = more.clamp(-CHAR_LIMIT, CHAR_LIMIT);
        (sum, least, most) = (sum + more, least.min(more), most.max(more));
    }
    let only = |test: fn(&Row) -> bool| f32::from(u8::from(rows.iter().any(test)));
    let japanese = only(|row| row.ja > 0 && row.zh == 0);
    let chinese = only(|row| row.zh > 0 && row.ja == 0);
    out.copy_from_slice(&[sum, sum / rows.len() as f32, least, most, japanese, chinese]);
}

fn measure_pairs(tables: &Tables, text: &[char], out: &mut [f32]) {
    const LIMIT: f32 = 8.0;
    let (mut sum, mut least, mut most, mut unknown) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0);
    for pair in text.windows(2) {
        let Some(Counts { ja, zh }) = tables.pair(pair[0], pair[1]) else {
            unknown += 1.0;
            continue;
        };
        let more = (f32::from(ja) - f32::from(zh)) * PAIR_STEP;
        (sum, least, most) = (sum + more, least.min(more), most.max(more));
    }
    let pairs = text.len().saturating_sub(1).max(1) as f32;
    let limited = sum.clamp(-LIMIT, LIMIT);
    out.copy_from_slice(&[sum, limited, sum / pairs, least, most, unknown / pairs]);
}

fn measure_words(tables: &Tables, text: &[char], rows: &[Row], out: &mut [f32]) {
    const LIMIT: f32 = 10.0;
    let simplified: Vec<char> =
        text.iter().zip(rows).map(|(&c, row)| row.simplified.unwrap_or(c)).collect();
    let japanese =
        Lexicon { tables, count: |counts| counts.ja, char: |row| row.ja, base: -22.0, step: 1.1 };
    let chinese =
        Lexicon { tables, count: |counts| counts.zh, char: |row| row.zh, base: -19.0, step: 1.0 };
    let segmented = japanese.segment(text, rows) - chinese.segment(&simplified, rows);
    let whole =
        |lexicon: &Lexicon<'_>, text: &[char]| f32::from(lexicon.count(text.iter().collect()));
    let (ja, zh) = (whole(&japanese, text), whole(&chinese, &simplified));
    let is = |test: bool| f32::from(u8::from(test));
    let both = ja > 0.0 && zh > 0.0;
    out.copy_from_slice(&[
        segmented.clamp(-LIMIT, LIMIT),
        segmented / text.len() as f32,
        ja,
        zh,
        is(ja > 0.0),
        is(zh > 0.0),
        is(both),
        if both { ja - zh } else { 0.0 },
        is(text.len() == 2),
    ]);
}

/// One side of the table of words.
struct Lexicon<'a> {
    tables: &'a Tables,
    count: fn(Counts) -> u8,
    char: fn(&Row) -> u8,
    /// The natural logarithm that a count stands for is `base + step * count`.
    base: f32,
    step: f32,
}

impl Lexicon<'_> {
    fn count(&self, hash: Hash) -> u8 {
        self.tables.word(hash).map_or(0, self.count)
    }

    /// The logarithm of the probability of the likeliest way to write a string as words of the
    /// lexicon and single characters (a unigram model; Viterbi 1967).
    fn segment(&self, text: &[char], rows: &[Row]) -> f32 {
        const RAREST_CHAR: f32 = -16.5;
        /// A character between words is hardly ever a word.
        const ALONE: f32 = -3.0;
        let mut best = [f32::MIN; LONGEST + 1];
        best[0] = 0.0;
        for start in 0..text.len().min(LONGEST) {
            let char = RAREST_CHAR + CHAR_STEP * f32::from((self.char)(&rows[start]));
            best[start + 1] = best[start + 1].max(best[start] + char + ALONE);
            let mut hash = Hash::EMPTY.with(text[start]);
            let longest = LONGEST_WORD.min(text.len() - start).min(LONGEST - start);
            for length in 2..=longest {
                hash = hash.with(text[start + length - 1]);
                let count = self.count(hash);
                if count > 0 {
                    let word = best[start] + self.base + self.step * f32::from(count);
                    best[start + length] = best[start + length].max(word);
                }
            }
        }
        best[text.len().min(LONGEST)]
    }
}
