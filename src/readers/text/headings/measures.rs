//! What is measured of a line that may be a heading: the form of it and of its neighbours, and its place.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::super::blocks::{Block, BlockKind};
use super::super::lines::{Line, Lines};
use super::super::script;
use super::super::shape::{self, Amount};
use super::form;
use crate::document::{is_stop, last_spoken, start, writes_no_spaces};
use crate::forest::Matrix;
use crate::forest::code::{NONE, count, flag, share, small};
use crate::rules::headings;

/// A block, and what it is measured by.
struct Own<'a, 't> {
    block: &'a Block,
    line: &'a Line<'t>,
    last: &'a Line<'t>,
    amount: Amount,
    widest: u32,
    /// Whether a blank line stands above.
    apart: bool,
    is_label: bool,
}

type OfBlock = (&'static str, fn(&Own<'_, '_>) -> u8);

/// The measures of a block, which are taken of a candidate and of those around it.
const OF_BLOCK: [OfBlock; 26] = [
    // Text, heading by its mark, item, numbered item, row, quotation, item with a large sign.
    ("kind", |own| kind(own.block)),
    ("lines", |own| small(own.block.line_count())),
    ("chars", |own| count(own.amount.chars as f32)),
    ("words", |own| count(own.amount.words as f32)),
    ("width", |own| count(own.widest as f32)),
    ("indent", |own| small(own.line.indent as usize)),
    // Which part is of scripts without spaces, and which of Chinese or Japanese.
    ("unspaced", |own| share(own.amount.unspaced as f32, own.amount.chars as f32)),
    ("cjk", |own| share(own.amount.cjk as f32, own.amount.chars as f32)),
    ("begins", |own| begins(own.line.text())),
    ("ends", |own| ends(own.last.text())),
    // Of the letters that have two cases.
    ("capitals", |own| capitals(own.line.text())),
    // Words that begin with a capital, of all.
    ("names", |own| names_in(own.line.text())),
    ("digits", |own| digits(own.line.text())),
    ("commas", |own| among(own.line.text(), ",、，،;；")),
    ("colons", |own| among(own.line.text(), ":：")),
    ("bars", |own| among(own.line.text(), "|｜·•/»›>→")),
    ("brackets", |own| among(own.line.text(), "()（）[]【】")),
    ("quotes", |own| among(own.line.text(), "\"“”„«»「」『』《》'‘’")),
    ("apart", |own| flag(own.apart)),
    ("menu", |own| flag(own.block.in_menu)),
    ("label", |own| flag(own.is_label)),
    // Shorter than a sentence, of the length of one, of two.
    ("prose", |own| flag(own.amount.is_prose()) + flag(own.amount.is_long_prose())),
    ("turn", |own| flag(form::is_turn(own.line.text()))),
    ("date", |own| flag(form::is_date(own.line.text()))),
    ("stops", |own| flag(form::goes_on_after_sentence(own.line.text()))),
    ("numbering", |own| numbering(own.line.text()).map_or(0, |(style, _)| style)),
];

type OfPlace = (&'static str, fn(&Text<'_, '_>, usize) -> u8);

/// The measures of a place in the text.
const OF_PLACE: [OfPlace; 22] = [
    ("field", |text, at| flag(form::is_field(text.line(at).text()))),
    ("sentence", |text, at| {
        flag(form::ends_as_sentence(text.line(at).text(), text.amount(at + 1)))
    }),
    ("width-below", |text, at| share(text.widest(at) as f32, text.widest(at + 1) as f32)),
    // The text above and below: blocks of prose, and the part of all characters.
    ("prose-above", |text, at| small(text.prose[at] as usize)),
    ("prose-below", |text, at| small((text.prose[text.blocks.len()] - text.prose[at]) as usize)),
    ("above", |text, at| share(text.chars[at] as f32, text.chars[text.blocks.len()] as f32)),
    // Short blocks in a row above and below, and from the line to the next blank line.
    ("short-above", |text, at| small(text.short_above[at] as usize)),
    ("short-below", |text, at| small(text.short_below[at] as usize)),
    ("together-above", |text, at| small(text.together(at).0)),
    ("together-below", |text, at| small(text.together(at).1)),
    // How often the line stands in the text.
    ("same", |text, at| small(text.same(at))),
    // Lines of the same form and in the same place as this one.
    ("alike", |text, at| small(text.alike(at))),
    // Of the numbers of the same form in the text: how many, and whether this one comes in its turn.
    ("numbered", |text, at| text.numbered(at).0),
    ("in-turn", |text, at| text.numbered(at).1),
    // Nothing of the line, its beginning or all of it is what headings say in many articles.
    ("said", |text, at| headings::said(start(text.line(at).text(), ENOUGH)) as u8),
    // The part of the words that the text right below has, too.
    ("told-below", |text, at| text.told_below(at)),
    // The text as a whole.
    ("blocks", |text, _| count(text.blocks.len() as f32)),
    ("solid", |text, _| flag(text.lines.all.last().is_some_and(|line| line.chunk == 0))),
    ("blanks", |text, _| {
        let chunks = text.lines.all.last().map_or(0, |line| line.chunk);
        share(chunks as f32, text.blocks.len() as f32)
    }),
    ("prose-of-all", |text, _| {
        share(text.prose[text.blocks.len()] as f32, text.blocks.len() as f32)
    }),
    ("asked-of-all", |text, _| share(text.asked as f32, text.blocks.len() as f32)),
    ("turns-of-all", |text, _| share(text.turns as f32, text.blocks.len() as f32)),
];

/// The blocks that are measured, from that at this distance: the candidate, and those around it.
const AROUND: [(&str, isize); 5] =
    [("", 0), ("next-", 1), ("second-", 2), ("last-", -1), ("second-last-", -2)];

static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let of_blocks = AROUND
        .iter()
        .flat_map(|(prefix, _)| OF_BLOCK.iter().map(move |(name, _)| format!("{prefix}{name}")));
    of_blocks.chain(OF_PLACE.iter().map(|(name, _)| (*name).to_owned())).collect()
});

/// The names of the measures.
pub fn names() -> &'static [String] {
    &NAMES
}

/// The measures of the blocks at some places, a row for each.
pub(super) fn measure(text: &Text<'_, '_>, places: &[usize]) -> Matrix {
    let mut matrix = Matrix::new(places.len(), names().len());
    let mut row: Vec<u8> = Vec::with_capacity(names().len());
    for (number, &at) in places.iter().enumerate() {
        row.clear();
        for (_, distance) in AROUND {
            let block = at.checked_add_signed(distance).and_then(|at| text.of_blocks.get(at));
            row.extend(block.unwrap_or(&[NONE; OF_BLOCK.len()]));
        }
        row.extend(OF_PLACE.iter().map(|(_, of)| of(text, at)));
        matrix.set(number, &row);
    }
    matrix
}

/// A text, with all that is known before a line of it is asked about.
pub(super) struct Text<'a, 't> {
    blocks: &'a [Block],
    lines: &'a Lines<'t>,
    amounts: Vec<Amount>,
    of_blocks: Vec<[u8; OF_BLOCK.len()]>,
    /// Blocks of prose and characters before each block, and those of all at the end.
    prose: Vec<u32>,
    chars: Vec<u32>,
    /// Blocks shorter than a sentence in a row, right above and right below each.
    short_above: Vec<u32>,
    short_below: Vec<u32>,
    /// The first and the last block of the chunk that each stands in.
    chunks: Vec<(usize, usize)>,
    same: HashMap<&'t str, usize>,
    alike: HashMap<Likeness, usize>,
    /// Of each form of numbers how many there are, and whether they begin with 1 and follow each other.
    numbers: HashMap<u8, Numbers>,
    asked: usize,
    turns: usize,
}

/// The numbers of one form, in their order.
#[derive(Clone, Copy, Debug, Default)]
struct Numbers {
    count: usize,
    first: u32,
    last: u32,
    /// Whether one does not follow the one before.
    broken: bool,
}

impl Numbers {
    fn add(&mut self, number: u32) {
        if self.count == 0 {
            self.first = number;
        } else {
            self.broken |= number != self.last + 1;
        }
        self.last = number;
        self.count += 1;
    }
}

/// What lines have in common that are of one kind: how they begin and end, and whether a blank line stands
/// above, and prose below.
type Likeness = (u8, u8, bool, bool);

impl<'a, 't> Text<'a, 't> {
    pub(super) fn of(blocks: &'a [Block], lines: &'a Lines<'t>) -> Text<'a, 't> {
        let amounts: Vec<Amount> =
            blocks.iter().map(|block| Amount::of_block(block, lines)).collect();
        let mut text = Text {
            blocks,
            lines,
            amounts,
            of_blocks: Vec::with_capacity(blocks.len()),
            prose: vec![0],
            chars: vec![0],
            short_above: Vec::with_capacity(blocks.len()),
            short_below: vec![0; blocks.len()],
            chunks: Vec::with_capacity(blocks.len()),
            same: HashMap::new(),
            alike: HashMap::new(),
            numbers: HashMap::new(),
            asked: 0,
            turns: 0,
        };
        for at in 0..blocks.len() {
            text.add(at);
        }
        text.count_below();
        text
    }

    fn add(&mut self, at: usize) {
        let (block, amount) = (&self.blocks[at], self.amounts[at]);
        let own = Own {
            block,
            line: self.line(at),
            last: self.last_line(at),
            amount,
            widest: self.widest(at),
            apart: self.is_apart(at),
            is_label: shape::is_label(block, self.lines),
        };
        self.of_blocks.push(OF_BLOCK.map(|(_, of)| of(&own)));
        let line = own.line.text();
        self.prose.push(self.prose[at] + u32::from(amount.is_prose()));
        self.chars.push(self.chars[at].saturating_add(amount.chars));
        let above = at.checked_sub(1).filter(|&above| !self.amounts[above].is_prose());
        self.short_above.push(above.map_or(0, |above| self.short_above[above] + 1));
        if let Some((style, number)) = numbering(line) {
            self.numbers.entry(style).or_default().add(number);
        }
        self.asked += usize::from(last_spoken(line).is_some_and(|c| matches!(c, '?' | '？' | '؟')));
        self.turns += usize::from(form::is_turn(line) || line.starts_with(['—', '–']));
        *self.same.entry(line).or_default() += 1;
        *self.alike.entry(self.likeness(at)).or_default() += 1;
    }

    /// What is counted from the end.
    fn count_below(&mut self) {
        for at in (1..self.blocks.len()).rev() {
            let is_short = !self.amounts[at].is_prose();
            self.short_below[at - 1] = if is_short { self.short_below[at] + 1 } else { 0 };
        }
        let mut first = 0;
        for chunk in self.blocks.chunk_by(|a, b| a.chunk == b.chunk) {
            let last = first + chunk.len() - 1;
            self.chunks.extend((first..=last).map(|_| (first, last)));
            first = last + 1;
        }
    }

    fn line(&self, at: usize) -> &'a Line<'t> {
        &self.blocks[at].lines(self.lines)[0]
    }

    fn last_line(&self, at: usize) -> &'a Line<'t> {
        self.blocks[at].lines(self.lines).last().unwrap_or_else(|| self.line(at))
    }

    fn amount(&self, at: usize) -> Amount {
        self.amounts.get(at).copied().unwrap_or_default()
    }

    fn widest(&self, at: usize) -> u32 {
        let lines = self.blocks.get(at).map_or(&[][..], |block| block.lines(self.lines));
        lines.iter().map(|line| line.width).max().unwrap_or(0)
    }

    /// Whether a blank line stands above a block.
    fn is_apart(&self, at: usize) -> bool {
        at.checked_sub(1).is_none_or(|above| self.line(above).chunk != self.line(at).chunk)
    }

    fn likeness(&self, at: usize) -> Likeness {
        let line = self.line(at).text();
        let below = self.amount(at + 1).is_prose();
        (begins(line), ends(line), self.is_apart(at), below)
    }

    /// The blocks of the same run above and below one.
    fn together(&self, at: usize) -> (usize, usize) {
        let (first, last) = self.chunks[at];
        (at - first, last - at)
    }

    /// How many lines have numbers of the same form, and whether they are 1, 2, 3 and so on.
    fn numbered(&self, at: usize) -> (u8, u8) {
        let Some((style, number)) = numbering(self.line(at).text()) else { return (0, NONE) };
        let Numbers { count, first, broken, .. } =
            self.numbers.get(&style).copied().unwrap_or_default();
        (small(count), flag(first <= 1) + 2 * flag(!broken) + 4 * flag(number == 1))
    }

    /// Which part of the words, or pairs of characters, the blocks right below have as well.
    fn told_below(&self, at: usize) -> u8 {
        const BLOCKS: usize = 3;
        let below = &self.blocks[at + 1..self.blocks.len().min(at + 1 + BLOCKS)];
        let lines = below.iter().flat_map(|block| block.lines(self.lines)).map(Line::text);
        let mut room = ENOUGH;
        let mut told: HashSet<u64> = HashSet::new();
        for line in lines {
            let line = start(line, room);
            told.extend(terms(line));
            room -= line.len();
        }
        let own: HashSet<u64> = terms(start(self.line(at).text(), ENOUGH)).collect();
        let both = own.iter().filter(|term| told.contains(term)).count();
        share(both as f32, own.len() as f32)
    }

    fn same(&self, at: usize) -> usize {
        self.same.get(self.line(at).text()).copied().unwrap_or(0)
    }

    fn alike(&self, at: usize) -> usize {
        self.alike.get(&self.likeness(at)).copied().unwrap_or(0)
    }
}

fn kind(block: &Block) -> u8 {
    match block.kind {
        BlockKind::Text => 0,
        BlockKind::Heading(_) => 1,
        BlockKind::Item(marker) if marker.style.is_large_sign() => 6,
        BlockKind::Item(marker) => 2 + flag(marker.style.is_ordered()),
        BlockKind::Row => 4,
        BlockKind::Quote(_) => 5,
    }
}

/// What a line begins with: from what goes on with a sentence to what begins no sentence.
fn begins(text: &str) -> u8 {
    let Some(first) = text.chars().next() else { return NONE };
    match first {
        _ if first.is_lowercase() => 0,
        _ if script::begins_with_closing(text) => 1,
        _ if first.is_uppercase() => 2,
        _ if first.is_alphabetic() => 3,
        _ if first.is_numeric() => 4,
        '"' | '“' | '„' | '«' | '「' | '『' | '\'' | '‘' => 5,
        '(' | '（' | '[' | '【' | '〔' | '《' => 6,
        '¿' | '¡' => 2,
        '—' | '–' | '-' => 7,
        '■' | '□' | '◆' | '◇' | '▶' | '#' => 8,
        _ => 9,
    }
}

/// What a block ends with: from what ends no sentence to what ends one.
fn ends(text: &str) -> u8 {
    let Some(last) = last_spoken(text) else { return NONE };
    match last {
        _ if last.is_numeric() => 1,
        _ if last.is_alphabetic() => 0,
        '?' | '？' | '؟' | '\u{37E}' => 3,
        '!' | '！' => 4,
        '…' => 5,
        _ if is_stop(last) => 6,
        ':' | '：' => 7,
        ',' | '，' | '、' | '،' | ';' | '；' | '؛' => 8,
        _ => 2,
    }
}

/// The part of the letters that are capitals, of those that have two cases.
fn capitals(text: &str) -> u8 {
    let cased = |c: &char| c.is_lowercase() || c.is_uppercase();
    let all = text.chars().take(FAR).filter(cased);
    let (mut capitals, mut letters) = (0.0, 0.0);
    for c in all {
        letters += 1.0;
        capitals += f32::from(flag(c.is_uppercase()));
    }
    share(capitals, letters)
}

/// The part of the words that begin with a capital.
fn names_in(text: &str) -> u8 {
    let (mut capital, mut all) = (0.0, 0.0);
    for word in text.split_whitespace().take(FAR) {
        all += 1.0;
        capital += f32::from(flag(word.starts_with(char::is_uppercase)));
    }
    share(capital, all)
}

/// The part of the characters that are digits.
fn digits(text: &str) -> u8 {
    let (mut digits, mut all) = (0.0, 0.0);
    for c in text.chars().take(FAR) {
        all += 1.0;
        digits += f32::from(flag(c.is_numeric()));
    }
    share(digits, all)
}

/// How many of some signs stand in a line.
fn among(text: &str, signs: &str) -> u8 {
    small(text.chars().take(FAR).filter(|c| signs.contains(*c)).count())
}

/// The number that a line begins with, and in which form.
fn numbering(text: &str) -> Option<(u8, u32)> {
    const HAN: &str = "一二三四五六七八九十";
    let begin = text.trim_start_matches(['(', '（', '[', '【', '第']);
    let wrapped = u8::from(begin.len() < text.len());
    let digits: String = begin.chars().take_while(char::is_ascii_digit).take(4).collect();
    let (style, number, length) = if !digits.is_empty() {
        (1, digits.parse().ok()?, digits.len())
    } else if let Some(at) =
        begin.chars().next().and_then(|first| HAN.chars().position(|c| c == first))
    {
        (2, at as u32 + 1, '一'.len_utf8())
    } else {
        let roman: String = begin.chars().take_while(|c| "IVX".contains(*c)).collect();
        (3, of_roman(&roman)?, roman.len())
    };
    let sign = match begin[length..].chars().next() {
        None => 0,
        Some('.' | '．') => 1,
        Some('、' | ',') => 2,
        Some(')' | '）' | ']' | '】') => 3,
        Some(':' | '：') => 4,
        Some('章' | '节' | '節' | '回' | '话' | '話' | '步' | '天' | '部') => 7,
        Some(c) if c.is_whitespace() => 5,
        Some('/' | '-' | '–' | '%') => return None,
        Some(_) if style == 1 => 6,
        Some(_) => return None,
    };
    Some((1 + sign + 8 * (style - 1) + 24 * wrapped, number))
}

fn of_roman(text: &str) -> Option<u32> {
    const ROMAN: [&str; 12] =
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    ROMAN.iter().position(|roman| *roman == text).map(|at| at as u32 + 1)
}

/// The words of a text by their beginnings, so that a word is found in another case, too; of scripts
/// without spaces pairs of characters.
fn terms(text: &str) -> impl Iterator<Item = u64> {
    /// Shorter words say little.
    const SHORT: usize = 4;
    const STEM: usize = 5;
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.flat_map(|word| {
        let chars: Vec<char> = word.chars().flat_map(char::to_lowercase).collect();
        let pairs = chars.iter().any(|&c| writes_no_spaces(c) || script::is_hangul(c));
        let (size, step) = if pairs { (2, 1) } else { (STEM, chars.len().max(1)) };
        let long = pairs && chars.len() > 1 || chars.len() >= SHORT;
        let size = size.min(chars.len());
        let starts = if long { 0..chars.len() + 1 - size } else { 0..0 };
        let terms = starts.step_by(step).map(|at| hash(&chars[at..at + size]));
        terms.collect::<Vec<u64>>()
    })
}

fn hash(chars: &[char]) -> u64 {
    let mix =
        |hash: u64, &c: &char| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3);
    chars.iter().fold(0xcbf2_9ce4_8422_2325, mix)
}

/// Bytes of the text below that are compared, and of a line.
const ENOUGH: usize = 1_000;
/// Characters or words of a line that are looked at: a heading has fewer.
const FAR: usize = 200;
