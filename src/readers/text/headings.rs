//! Headings: bare lines that prose follows.

use super::blocks::{Block, BlockKind};
use super::bullets::{self, Marker, Style};
use super::lines::{Line, Lines};
use super::script;
use super::shape::Amount;
use crate::document::{is_stop, last_spoken};

/// A text says nothing of levels; above the sections there is the title.
const LEVEL: u8 = 2;

/// Finds the headings among the blocks.
pub(super) fn infer(blocks: &mut [Block], lines: &Lines<'_>) {
    let told = first_prose(blocks, lines);
    // From the end, since a title that is repeated is known by the one below it.
    let mut after = Amount::default();
    for at in (0..blocks.len()).rev() {
        let own = Amount::of_block(&blocks[at], lines);
        if let Some(line) = blocks[at].only_line(lines)
            && is_bare(line, own, after)
            && (told < at && stands_above_parts(blocks, lines, line, at)
                || (stands_as_heading(blocks, lines, at, after) || repeats(blocks, lines, at))
                    && !ends_run(blocks, lines, at, told))
        {
            blocks[at].kind = BlockKind::Heading(LEVEL);
        }
        after = own;
    }
}

/// The place of the first prose: above it there is the title, below it there are headings.
fn first_prose(blocks: &[Block], lines: &Lines<'_>) -> usize {
    let prose = |block| Amount::of_block(block, lines).is_prose();
    blocks.iter().position(prose).unwrap_or(blocks.len())
}

/// Whether a line below the first prose is the last of several bare lines: of verse, of a list without
/// bullets, of a table.
fn ends_run(blocks: &[Block], lines: &Lines<'_>, at: usize, told: usize) -> bool {
    const SEVERAL: usize = 3;
    let bare = |block: &&Block| {
        block.kind == BlockKind::Text && !Amount::of_block(block, lines).is_prose()
    };
    // What stands alone below a run between blank lines is no line of it.
    let chunk = |back: usize| at.checked_sub(back).map(|above| blocks[above].chunk);
    let apart = chunk(1) != chunk(0) && chunk(1).is_some() && chunk(1) == chunk(2);
    let solid = lines.all.last().is_some_and(|line| line.chunk == 0);
    (solid || !apart)
        && told < at
        && blocks[..at].iter().rev().take(SEVERAL).filter(bare).count() == SEVERAL
}

/// Whether a line has the form of a heading; `after` is how much text follows.
fn is_bare(line: &Line<'_>, own: Amount, after: Amount) -> bool {
    /// White space counts for nothing, and there may be much of it.
    const LONGEST: usize = 1_000;
    let text = line.text();
    text.len() <= LONGEST
        && is_short(own)
        && text.chars().any(char::is_alphabetic)
        && !ends_as_sentence(text, after)
        && bullet(line).is_none_or(|sign| HEADING_SIGNS.contains(sign))
        && !is_address(text)
        && !is_field(text)
        && !is_date(text)
        && !is_aside(text)
        // Somebody speaks.
        && !text.starts_with(['—', '–'])
        && !goes_on_after_sentence(text)
}

/// What stands before headings as well as before the items of lists.
const HEADING_SIGNS: &str = "■□◆◇";

/// The sign that a line begins with as items of lists do.
fn bullet(line: &Line<'_>) -> Option<char> {
    match bullets::marker(line)?.style {
        Style::Bullet(sign) => Some(sign),
        _ => None,
    }
}

/// Whether a sentence ends within a line, as in captions with a credit behind them.
fn goes_on_after_sentence(text: &str) -> bool {
    text.char_indices().filter(|&(_, c)| is_stop(c)).any(|(at, stop)| {
        let (said, rest) = (&text[..at], &text[at + stop.len_utf8()..]);
        let spaced = rest.starts_with(' ');
        let rest = rest.trim_start();
        let last = said.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        // Abbreviations are shorter, or begin with a capital.
        let small = last.starts_with(char::is_lowercase);
        let word = last.chars().count() > if small { 2 } else { 3 };
        let ends =
            if script::is_cjk(stop) { said.chars().nth(1).is_some() } else { spaced && word };
        ends && rest.starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase() || c == '©')
    })
}

/// Whether a line stands in brackets as a whole: a remark, a reading, a stage direction.
fn is_aside(text: &str) -> bool {
    const BRACKETS: [(char, char); 4] = [('(', ')'), ('（', '）'), ('[', ']'), ('〔', '〕')];
    BRACKETS.into_iter().any(|(open, close)| {
        let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        inner.is_some_and(|inner| !inner.contains([open, close]))
    })
}

fn is_short(amount: Amount) -> bool {
    const CHARS: u32 = 100;
    const WORDS: u32 = 14;
    const CJK: u32 = 40;
    const UNSPACED: u32 = 60;
    amount.chars <= CHARS
        && amount.words <= WORDS
        && amount.cjk <= CJK
        && amount.unspaced <= UNSPACED
}

/// Whether it stands where headings stand: alone or first above prose, between prose and prose, or
/// as the last and longest line of a run of bare lines, as a title below a category and a date.
fn stands_as_heading(blocks: &[Block], lines: &Lines<'_>, at: usize, after: Amount) -> bool {
    let block = &blocks[at];
    let Some(next) = blocks.get(at + 1).filter(|_| after.is_prose()) else { return false };
    let before = at.checked_sub(1).map(|at| &blocks[at]).filter(|b| b.chunk == block.chunk);
    let listed =
        bullet(&block.lines(lines)[0]).is_some() && bullet(&next.lines(lines)[0]).is_some();
    if listed || goes_on(next, lines) || !stands_out(block, next, lines) {
        return false;
    }
    match (before, next.chunk == block.chunk) {
        (None, false) => true,
        (None, true) => !block.in_menu,
        (Some(before), true) => {
            !block.in_menu && Amount::of_block(before, lines).is_prose() && is_over(before, lines)
        }
        (Some(_), false) => is_title_of_run(blocks, lines, at),
    }
}

/// Whether a block goes on with the sentence of the one above it: a link or a stressed word in it may
/// stand on a line of its own.
fn goes_on(block: &Block, lines: &Lines<'_>) -> bool {
    let text = block.lines(lines)[0].text();
    text.starts_with(char::is_lowercase) || script::begins_with_closing(text)
}

/// Whether the last sentence of a block is at its end. Thai and its neighbours put no stop there.
fn is_over(block: &Block, lines: &Lines<'_>) -> bool {
    let amount = Amount::of_block(block, lines);
    let last = block.lines(lines).last().and_then(|line| last_spoken(line.text()));
    let open = 2 * amount.unspaced.saturating_sub(amount.cjk) > amount.chars;
    open || last.is_none_or(|c| is_stop(c) || !c.is_alphanumeric() && !",;،、，".contains(c))
}

/// Whether a line stands right above the first of several steps; or alone and in few words above items,
/// rows or what somebody says. It is no amount of what the steps take.
fn stands_above_parts(blocks: &[Block], lines: &Lines<'_>, line: &Line<'_>, at: usize) -> bool {
    const FEW_WORDS: usize = 8;
    let kind = |at: usize| blocks.get(at).map(|block| block.kind);
    let (Some(next), after_next) = (kind(at + 1), kind(at + 2)) else { return false };
    let together = after_next.is_some_and(|after| after.goes_with(&next));
    let few = || line.text().split_whitespace().count() <= FEW_WORDS;
    let alone = || at.checked_sub(1).is_none_or(|above| blocks[above].chunk != blocks[at].chunk);
    let opens = match next {
        BlockKind::Item(Marker { style, number, .. }) if style.is_ordered() => number == 1,
        BlockKind::Item(_) | BlockKind::Row => together && few() && alone(),
        BlockKind::Text => {
            let below = &blocks[at + 1];
            let text = below.lines(lines)[0].text();
            let said = is_turn(text) || text.starts_with(['—', '–']);
            said && few() && alone() && below.chunk != blocks[at].chunk
        }
        _ => false,
    };
    opens && !line.text().starts_with(char::is_numeric)
}

/// Whether a blank line stands below a line, or it is so much shorter than what is below it that the
/// two are no lines of one running text.
fn stands_out(block: &Block, next: &Block, lines: &Lines<'_>) -> bool {
    let (own, below) = (block.lines(lines), next.lines(lines));
    own[0].chunk != below[0].chunk
        || below.len() > 1
        || width(block, lines) * 2 <= width(next, lines)
}

fn width(block: &Block, lines: &Lines<'_>) -> u32 {
    block.lines(lines).iter().map(|line| line.width).max().unwrap_or(0)
}

/// Whether the next block is a heading with the same text, and this line ends its chunk.
fn repeats(blocks: &[Block], lines: &Lines<'_>, at: usize) -> bool {
    blocks.get(at + 1).is_some_and(|next| {
        let same = || next.lines(lines)[0].text() == blocks[at].lines(lines)[0].text();
        matches!(next.kind, BlockKind::Heading(_)) && next.chunk != blocks[at].chunk && same()
    })
}

/// Whether the last line of a run is its longest and has the words of a title.
fn is_title_of_run(blocks: &[Block], lines: &Lines<'_>, at: usize) -> bool {
    const WORDS: u32 = 4;
    const UNSPACED: u32 = 8;
    let (own, widest) = (Amount::of_block(&blocks[at], lines), width(&blocks[at], lines));
    let run = blocks[..at].iter().rev().take_while(|block| block.chunk == blocks[at].chunk);
    blocks[at].in_menu
        && (own.words >= WORDS || own.unspaced >= UNSPACED)
        && run.into_iter().all(|block| width(block, lines) <= widest)
}

/// Whether a line ends as sentences and announcements do. A question or an exclamation may be a
/// heading when much text follows, and the full stop of an abbreviation is none.
fn ends_as_sentence(text: &str, after: Amount) -> bool {
    let Some(last) = last_spoken(text).filter(|&c| script::ends_sentence(c)) else {
        return false;
    };
    let word = text.rsplit(char::is_whitespace).next().unwrap_or(text);
    let abbreviated = last == '.' && word.trim_end_matches('.').contains('.');
    // In Greek, the semicolon asks.
    let greek = last == ';' && text.chars().any(|c| matches!(c, 'α'..='ω'));
    let asked = (script::asks(last) || greek) && after.is_prose();
    !abbreviated && !asked
}

/// Whether a line is an address, an account or a hash tag.
fn is_address(text: &str) -> bool {
    text.contains("://") || text.starts_with("www.") || text.starts_with(['@', '#'])
}

/// Whether a line names something and gives its value: `Tags: a, b`, `Q: …`.
fn is_field(text: &str) -> bool {
    const LONGEST_KEY: u32 = 20;
    const FEW_WORDS: usize = 3;
    let Some((key, value)) = text.split_once([':', '：']) else { return is_turn(text) };
    let (key, value) = (key.trim(), value.trim());
    let time = key.bytes().all(|byte| byte.is_ascii_digit()) && value.contains(char::is_alphabetic);
    if time || key.contains(char::is_whitespace) || script::width(key) > LONGEST_KEY {
        return false;
    }
    let listed = value.contains([',', '、', '，', '،', ';', '|']);
    let names = || {
        let mut words = value.split_whitespace();
        words.clone().count() <= FEW_WORDS
            && words.all(|word| !word.starts_with(char::is_lowercase))
    };
    let short = script::width(value) <= LONGEST_KEY;
    is_turn(text) || listed || short && names() || value.starts_with(|c: char| c.is_numeric())
}

/// Whether a line is a turn of a conversation: one capital letter, Han character or Korean syllable, perhaps
/// a number, and a sign.
fn is_turn(text: &str) -> bool {
    let mut chars = text.chars();
    let speaks = |c: char| c.is_uppercase() || script::is_cjk(c) || script::is_hangul(c);
    let speaker = chars.next().is_some_and(speaks);
    let rest = chars.as_str().trim_start_matches(|c: char| c.is_numeric());
    speaker && rest.starts_with([':', '：', '.', '．', ')'])
}

/// Whether a line is a date, with a weekday, a time or a label before it perhaps.
fn is_date(text: &str) -> bool {
    const LONGEST: u32 = 60;
    // The signs between a date and an author or a section; within a date they do not stand.
    const SIGNS: [char; 7] = ['|', '｜', '·', '•', '—', '–', '\u{3000}'];
    let value = text.split_once([':', '：']).map_or("", |(_, value)| value);
    script::width(text) <= LONGEST
        && (is_bare_date(value) || is_bare_date(text) || text.split(SIGNS).any(is_bare_date))
}

/// Two numbers or more, one of them a year, and few words or a time. In Chinese, Japanese and Korean
/// the signs for year and month tell.
fn is_bare_date(text: &str) -> bool {
    const FEW_WORDS: usize = 2;
    if has_year_and_month_signs(text) {
        return text.chars().filter(|c| c.is_numeric()).count() * 4 >= text.chars().count();
    }
    let parts = || text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let numbers = parts().filter(|part| part.starts_with(char::is_numeric));
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    // Particles such as "de" are short.
    let words = parts().filter(|part| !part.starts_with(char::is_numeric));
    let few = words.filter(|part| part.chars().count() > 2).count() <= FEW_WORDS;
    numbers.clone().any(is_year) && numbers.count() > 1 && (few || has_time(text))
}

fn has_year_and_month_signs(text: &str) -> bool {
    [('年', '月'), ('년', '월')].into_iter().any(|(year, month)| {
        let before = text.split_once(year).map(|(before, _)| before.trim_end());
        before.is_some_and(|before| before.ends_with(char::is_numeric)) && text.contains(month)
    })
}

/// Whether there is a time such as 9:30.
fn has_time(text: &str) -> bool {
    text.as_bytes()
        .windows(4)
        .any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2..].iter().all(u8::is_ascii_digit))
}
