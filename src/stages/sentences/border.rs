//! Whether a sentence ends where Unicode Standard Annex 29 lets it end.

use crate::document::writes_no_spaces;
use crate::rules::abbreviations::Abbreviations;

/// What can stand between the mark that ends a sentence and the sentence's end.
const CLOSING: &str = "\"'”’»›“‘)]}）」』】》〉〕］｝";
/// What begins something that follows.
const OPENING: &str = "([{«‹“‘„‚（「『【《〈〔［｛¿¡";

/// The text of a block, in which sentences end.
pub(super) struct Block<'a> {
    text: &'a str,
    rules: Abbreviations,
}

impl<'a> Block<'a> {
    pub(super) fn new(text: &'a str, rules: Abbreviations) -> Block<'a> {
        Block { text, rules }
    }

    /// The place, or where what opens right before it begins: `。「` belongs apart, and the annex
    /// takes both for closing marks.
    pub(super) fn before_opening(&self, at: usize) -> usize {
        let before = self.text[..at].trim_end_matches(|c| OPENING.contains(c));
        let mark = before.chars().next_back();
        if mark.is_some_and(|c| !c.is_whitespace()) { before.len() } else { at }
    }

    /// Whether the sentence that began at `from` ends at a place where it may.
    pub(super) fn is_border(&self, from: usize, at: usize) -> bool {
        let before = self.text[from..at].trim_end();
        let after = self.text[at..].trim_start();
        let next = Next::of(after);
        if self.text[from..at].ends_with('\n') {
            return !(next.is_lower || before.ends_with([',', '，', '、', ';', ':']));
        }
        let spoken = before.trim_end_matches(|c| CLOSING.contains(c));
        let is_closed = spoken.len() < before.len();
        if next.is_lower || (is_closed && self.rules.goes_on_after_quote(after)) {
            return false;
        }
        let Some(stop) = spoken.chars().next_back() else { return true };
        let word = &spoken[..spoken.len() - stop.len_utf8()];
        if is_closed && word.ends_with(|c| OPENING.contains(c)) {
            // A mark that stands alone in brackets is a remark on the word before it.
            return false;
        }
        match stop {
            '.' | '．' if word.ends_with('.') => is_closed || !next.is_of_unspaced_script,
            '.' | '．' if !is_closed => self.ends_with(before, word, &next),
            _ => true,
        }
    }

    /// Whether a full stop behind `text` is the end of the sentence that begins with `before`.
    fn ends_with(&self, before: &str, text: &str, next: &Next<'_>) -> bool {
        if is_enumerator(before) {
            return false;
        }
        let opens = !next.is_initial && self.rules.opens(next.word);
        let token = last_token(text);
        let is_short = token.len() <= 2;
        if !token.is_empty() && token.bytes().all(|b| b.is_ascii_digit()) {
            return opens || !is_short || !self.rules.has_ordinals() || next.is_number;
        }
        if is_initials(token) {
            return opens || self.rules.is_word(token);
        }
        if self.rules.has_ordinals() && is_roman(token) {
            return opens;
        }
        let goes_on =
            self.rules.goes_on(token) || (next.is_number && self.rules.goes_on_with_number(token));
        !goes_on
    }
}

/// What follows a place.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one fact about a word, in any combination"
)]
struct Next<'a> {
    word: &'a str,
    /// It is in lower case; `iPhone` is a name.
    is_lower: bool,
    is_number: bool,
    /// It is one letter with a full stop.
    is_initial: bool,
    is_of_unspaced_script: bool,
}

impl<'a> Next<'a> {
    fn of(after: &'a str) -> Next<'a> {
        let opened = |c: char| OPENING.contains(c) || CLOSING.contains(c) || c.is_whitespace();
        let rest = after.trim_start_matches(opened);
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let word = &rest[..end];
        let first = word.chars().next();
        Next {
            word,
            is_lower: first.is_some_and(char::is_lowercase) && !word.contains(char::is_uppercase),
            is_number: first.is_some_and(char::is_numeric) || is_roman(word),
            is_initial: word.chars().count() == 1 && rest[end..].starts_with('.'),
            is_of_unspaced_script: first.is_some_and(writes_no_spaces),
        }
    }
}

/// The last word of a text with the full stops and hyphens in it.
fn last_token(text: &str) -> &str {
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '’' | '\'' | '\u{301}');
    let before = text.trim_end_matches(|c: char| belongs(c) || is_mark(c));
    text[before.len()..].trim_start_matches(['.', '-', '’', '\''])
}

/// Vowel signs and the like belong to the letters before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{900}'..='\u{903}' | '\u{93A}'..='\u{94F}' | '\u{591}'..='\u{5C7}')
}

/// Whether a word is single letters: `J`, `U.S`, `J.-P`.
fn is_initials(word: &str) -> bool {
    let is_letter = |part: &str| {
        let mut chars = part.chars();
        let cased = chars.next().is_some_and(|c| c.is_lowercase() || c.is_uppercase());
        cased && chars.next().is_none()
    };
    let mut parts = word.split(['.', '-']).filter(|part| !part.is_empty()).peekable();
    parts.peek().is_some() && parts.all(is_letter)
}

fn is_roman(word: &str) -> bool {
    (1..=6).contains(&word.len()) && word.bytes().all(|b| b"IVXLC".contains(&b))
}

/// Whether a text is no more than the number of what follows: `6.2.1.`, `IV.`, `(a).`
fn is_enumerator(text: &str) -> bool {
    const MOST: usize = 5;
    let is_sign = |c: char| matches!(c, '.' | '(' | ')' | '§' | '-' | '–' | '•' | ' ' | '\u{A0}');
    let mut parts = text.split(is_sign).filter(|part| !part.is_empty()).peekable();
    let is_number = |part: &str| {
        let digits = part.len() < MOST && part.bytes().all(|b| b.is_ascii_digit());
        digits || is_roman(part) || is_initials(part)
    };
    parts.peek().is_some()
        && parts.take(MOST + 1).enumerate().all(|(at, part)| at < MOST && is_number(part))
}
