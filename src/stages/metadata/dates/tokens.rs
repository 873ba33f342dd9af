//! The words, numbers and signs of a text, as dates are written with them.

/// A word in lower case, a number with how many digits it was written, or a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Number(i32, usize),
    Word(String),
    Sign(char),
}

/// The tokens of a text; white space only parts them.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let text = text.to_lowercase().replace("元年", "1年");
    let text = if text.contains(is_numeral) { without_numerals(&text) } else { text };
    let mut tokens: Vec<Token> = Vec::new();
    // Whether the last word is the mark behind a number: what follows without a space is another.
    let mut marked = false;
    for c in text.chars() {
        let mark = matches!(tokens.last(), Some(Token::Number(..))) && is_mark(c);
        if mark || std::mem::take(&mut marked) && is_letter(c) {
            tokens.push(Token::Word(c.to_string()));
            marked = mark;
            continue;
        }
        match (digit(c), tokens.last_mut()) {
            (Some(digit), Some(Token::Number(value, digits))) if *digits < 9 && *digits > 0 => {
                *value = *value * 10 + digit;
                *digits += 1;
            }
            (Some(digit), _) => tokens.push(Token::Number(digit, 1)),
            (None, Some(Token::Word(word))) if is_letter(c) => word.push(c),
            (None, _) if is_letter(c) => tokens.push(Token::Word(c.to_string())),
            // A break between what stands left and right of it.
            (None, _) if c.is_whitespace() => tokens.push(Token::Sign(' ')),
            // Arabic and Hebrew dates are full of marks that turn the writing direction.
            (None, _) if is_invisible(c) => {}
            (None, _) => tokens.push(Token::Sign(c)),
        }
    }
    tokens.retain(|token| *token != Token::Sign(' '));
    tokens
}

/// The value of a decimal digit of the scripts in which dates are written.
pub(super) fn digit(c: char) -> Option<i32> {
    const ZEROS: [char; 9] = ['٠', '۰', '०', '০', '๐', '໐', '၀', '០', '０'];
    if c.is_ascii() {
        return c.to_digit(10).and_then(|value| i32::try_from(value).ok());
    }
    let value = |zero: char| (c as u32).checked_sub(zero as u32).filter(|value| *value < 10);
    ZEROS.into_iter().find_map(value).and_then(|value| i32::try_from(value).ok())
}

/// A text whose numbers in Chinese characters before 年, 月 and 日 are written in digits:
/// `二〇二五年二月三日`.
fn without_numerals(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut run = String::new();
    for c in text.chars() {
        if is_numeral(c) {
            run.push(c);
            continue;
        }
        match value(&run).filter(|_| matches!(c, '年' | '月' | '日' | '号' | '號')) {
            Some(value) => written.push_str(&value.to_string()),
            None => written.push_str(&run),
        }
        run.clear();
        written.push(c);
    }
    written + &run
}

/// Whether a character behind a number says that it is a year, a month or a day.
fn is_mark(c: char) -> bool {
    matches!(c, '年' | '月' | '日' | '号' | '號' | '년' | '월' | '일')
}

const NUMERALS: &str = "〇一二三四五六七八九";

fn is_numeral(c: char) -> bool {
    NUMERALS.contains(c) || matches!(c, '零' | '十')
}

/// The value of a number in Chinese characters: digit by digit, or with tens.
fn value(run: &str) -> Option<u32> {
    const LONGEST: usize = 4;
    let length = run.chars().count();
    if run.is_empty() || length > LONGEST {
        return None;
    }
    let one = |c: char| NUMERALS.chars().position(|n| n == c).and_then(|at| u32::try_from(at).ok());
    let digits = |text: &str| {
        text.chars().try_fold(0, |sum, c| Some(sum * 10 + if c == '零' { 0 } else { one(c)? }))
    };
    match run.split_once('十') {
        None => digits(run),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digits(tens)? };
            Some(tens * 10 + digits(ones)?)
        }
    }
}

/// Letters, and the signs above, below and between them that Unicode does not call letters.
fn is_letter(c: char) -> bool {
    c.is_alphabetic()
        || matches!(c, '\u{0300}'..='\u{036F}' | '\u{0900}'..='\u{0DFF}' | '\u{0E31}'..='\u{0E4E}')
        || c == '\u{200C}'
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200D}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
