//! Dates in running text, in many languages, calendars and digits.

use std::collections::HashMap;

use serde::Deserialize;

use super::words::has_token;

/// What the words of a date mean.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DateWords {
    /// Words of class names.
    classes: Vec<String>,
    months: HashMap<String, i8>,
    weekdays: Vec<String>,
    published: Vec<String>,
    modified: Vec<String>,
    /// Marks of a Buddhist year; such a year is known by its size, the marks are only passed over.
    buddhist: Vec<String>,
    /// Words that stand beside a time of day.
    clock: Vec<String>,
    eras: HashMap<String, i16>,
}

/// A date that was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// ISO 8601, a day.
    pub(super) day: String,
    /// Whether the text says nothing but the date: weekday, clock time and a label aside.
    pub(super) alone: bool,
    /// Whether a label says that it is the date of a change.
    pub(super) modified: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Number(i32, usize),
    Word(String),
    Sign(char),
}

/// A Buddhist year is 543 ahead; no other year in use is as large.
const BUDDHIST: std::ops::Range<i32> = 2400..2700;
const BUDDHIST_AHEAD: i32 = 543;
/// An article's date; phone numbers, paragraphs of laws and prices have other "years".
const YEARS: std::ops::Range<i32> = 1800..2101;

impl DateWords {
    /// Whether a class is that of a dateline.
    pub(super) fn is_class(&self, class: &str) -> bool {
        has_token(class, &self.classes)
    }

    /// Whether a word is the name of a month.
    pub(super) fn is_month(&self, word: &str) -> bool {
        self.months.contains_key(&word.to_lowercase())
    }

    /// The first date of a text.
    pub(super) fn find(&self, text: &str) -> Option<Found> {
        const LONGEST: usize = 400;
        if text.len() > LONGEST {
            return None;
        }
        let tokens = tokens(text);
        let (at, (day, used)) =
            (0..tokens.len()).find_map(|at| Some((at, self.date(&tokens[at..])?)))?;
        let rest: Vec<&Token> = tokens[..at].iter().chain(&tokens[at + used..]).collect();
        let (alone, modified) = (self.is_nothing_else(&rest), self.is_modified(text));
        Some(Found { day, alone, modified })
    }

    /// What a text says before the first digit of its date, or before its month.
    pub(super) fn before<'a>(&self, text: &'a str) -> Option<&'a str> {
        let digit = text.find(|c| digit(c).is_some());
        let dates = |word: &str| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            self.is_month(bare) || self.is_weekday(&bare.to_lowercase())
        };
        let begins = text
            .char_indices()
            .filter(|(at, _)| text[..*at].chars().next_back().is_none_or(char::is_whitespace));
        let mut begins = begins.map(|(at, _)| at);
        let month = begins.find(|&at| text[at..].split_whitespace().next().is_some_and(dates));
        let end = digit.into_iter().chain(month).min()?;
        Some(text[..end].trim_end()).filter(|rest| !rest.is_empty())
    }

    /// Whether a text labels its date as that of a change.
    pub(super) fn is_modified(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        // "Last updated" holds "date", too: the longest label is the one that is meant.
        let longest = |labels: &[String]| {
            let found = labels.iter().filter(|label| lower.contains(label.as_str()));
            found.map(String::len).max().unwrap_or(0)
        };
        longest(&self.modified) > longest(&self.published)
    }

    /// The date that tokens begin with, and how many of them it takes.
    fn date(&self, tokens: &[Token]) -> Option<(String, usize)> {
        const LONGEST: usize = 8;
        let mut parts = Vec::new();
        let mut used = Vec::new();
        for (at, token) in tokens.iter().enumerate() {
            match self.part(token, parts.is_empty()) {
                Some(part) => {
                    parts.push(part);
                    used.push(at + 1);
                }
                None if self.is_filler(token) && !parts.is_empty() => {}
                None => break,
            }
            if parts.len() == LONGEST {
                break;
            }
        }
        (2..=parts.len()).rev().find_map(|length| {
            let (year, month, day) = shape(&parts[..length])?;
            let date = jiff::civil::Date::new(i16::try_from(year).ok()?, month, day).ok()?;
            Some((date.to_string(), used[length - 1]))
        })
    }

    fn part(&self, token: &Token, first: bool) -> Option<Part> {
        match token {
            Token::Number(value, digits) => Some(Part::Number(*value, *digits)),
            Token::Sign(sign @ ('-' | '/' | '.')) if !first => Some(Part::Sign(*sign)),
            Token::Sign(_) => None,
            Token::Word(word) => self.word(word),
        }
    }

    fn word(&self, word: &str) -> Option<Part> {
        if let Some(month) = self.months.get(word) {
            return Some(Part::Month(*month));
        }
        if let Some(before) = self.eras.get(word) {
            return Some(Part::Era(i32::from(*before)));
        }
        match word {
            "年" | "년" => Some(Part::YearMark),
            "月" | "월" => Some(Part::MonthMark),
            "日" | "일" | "号" | "號" => Some(Part::DayMark),
            "tháng" => Some(Part::MonthBefore),
            // Hebrew writes "in" at the beginning of the month.
            _ => word
                .strip_prefix('ב')
                .and_then(|rest| self.months.get(rest))
                .map(|m| Part::Month(*m)),
        }
    }

    fn is_filler(&self, token: &Token) -> bool {
        const WORDS: [&str; 22] = [
            "de", "del", "of", "the", "di", "da", "a", "st", "nd", "rd", "th", "er", "le", "den",
            "der", "ngày", "năm", "г", "года", "р", "року", "m",
        ];
        match token {
            Token::Sign(sign) => matches!(sign, ',' | '،' | '、' | 'º' | 'ª' | '\''),
            Token::Word(word) => {
                WORDS.contains(&word.as_str()) || self.is_weekday(word) || self.is_buddhist(word)
            }
            Token::Number(..) => false,
        }
    }

    fn is_weekday(&self, word: &str) -> bool {
        // In Vietnamese and Hebrew a weekday is two words.
        self.weekdays.iter().any(|day| day.split_whitespace().any(|part| part == word))
    }

    fn is_buddhist(&self, word: &str) -> bool {
        self.buddhist.iter().any(|mark| mark.split('.').any(|part| part == word))
    }

    /// Whether what stands around a date belongs to it: a weekday, a clock time, a label.
    fn is_nothing_else(&self, tokens: &[&Token]) -> bool {
        let labels = || self.published.iter().chain(&self.modified);
        tokens.iter().all(|token| match token {
            Token::Number(value, digits) => *value < 60 && *digits <= 2,
            Token::Sign(_) => true,
            Token::Word(word) => {
                let parts = |label: &String| label.split_whitespace().any(|part| part == word);
                self.is_filler(token)
                    || self.word(word).is_some()
                    || self.clock.contains(word)
                    || labels().any(|label| label == word || parts(label))
            }
        })
    }
}

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Number(i32, usize),
    Month(i8),
    Sign(char),
    Era(i32),
    YearMark,
    MonthMark,
    DayMark,
    MonthBefore,
}

/// Year, month and day of parts that have the shape of a date.
fn shape(parts: &[Part]) -> Option<(i32, i8, i8)> {
    use Part::{DayMark, Era, Month, MonthBefore, MonthMark, Number, Sign, YearMark};
    let (year, month, day) = match *parts {
        [Number(year, _), YearMark, Number(month, _), MonthMark, Number(day, _), DayMark]
        | [Number(year, 4), Sign('-'), Number(month, _), Sign('-'), Number(day, _)]
        | [Number(year, 4), Sign('/'), Number(month, _), Sign('/'), Number(day, _)]
        | [Number(year, 4), Sign('.'), Number(month, _), Sign('.'), Number(day, _)]
        | [Number(day, 1..=2), MonthBefore, Number(month, 1..=2), Number(year, 4)] => {
            (year, month, day)
        }
        [
            Era(begin),
            Number(year, _),
            YearMark,
            Number(month, _),
            MonthMark,
            Number(day, _),
            DayMark,
        ] => (begin + year, month, day),
        [Number(first, 1..=2), Sign(sign), Number(second, 1..=2), Sign(same), Number(year, 4)]
            if sign == same =>
        {
            // Most of the world writes the day first; a month above twelve says who does not.
            if second > 12 { (year, first, second) } else { (year, second, first) }
        }
        [Number(day, 1..=2), Month(month), Number(year, 4)]
        | [Number(day, 1..=2), Sign(_), Month(month), Number(year, 4)]
        | [Number(day, 1..=2), Month(month), Sign(_), Number(year, 4)]
        | [Number(day, 1..=2), Sign(_), Month(month), Sign(_), Number(year, 4)]
        | [Month(month), Number(day, 1..=2), Number(year, 4)]
        | [Month(month), Sign('.'), Number(day, 1..=2), Number(year, 4)]
        | [Number(year, 4), Month(month), Number(day, 1..=2)]
        | [Number(year, 4), Sign(_), Month(month), Number(day, 1..=2)] => {
            (year, i32::from(month), day)
        }
        _ => return None,
    };
    let year = if BUDDHIST.contains(&year) { year - BUDDHIST_AHEAD } else { year };
    let sensible = YEARS.contains(&year);
    sensible.then_some((year, i8::try_from(month).ok()?, i8::try_from(day).ok()?))
}

fn tokens(text: &str) -> Vec<Token> {
    let text = text.to_lowercase().replace("元年", "1年");
    let mut tokens: Vec<Token> = Vec::new();
    for c in text.chars() {
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
            (None, _) => tokens.push(Token::Sign(c)),
        }
    }
    tokens.retain(|token| *token != Token::Sign(' '));
    tokens
}

/// The value of a decimal digit of the scripts in which dates are written.
fn digit(c: char) -> Option<i32> {
    const ZEROS: [char; 10] = ['0', '٠', '۰', '०', '০', '๐', '໐', '၀', '០', '０'];
    let value = |zero: char| (c as u32).checked_sub(zero as u32).filter(|value| *value < 10);
    ZEROS.into_iter().find_map(value).and_then(|value| i32::try_from(value).ok())
}

/// Letters, and the signs above and below them that Unicode does not call letters.
fn is_letter(c: char) -> bool {
    c.is_alphabetic()
        || matches!(c, '\u{0300}'..='\u{036F}' | '\u{0900}'..='\u{0DFF}' | '\u{0E31}'..='\u{0E4E}')
}

/// The day of a date as machines write it: `2025-02-03`, `2025-02-03T10:00:00+09:00`, `20250203`.
pub(super) fn iso_day(value: &str) -> Option<String> {
    let value = value.trim();
    let compact = value.len() >= 8 && value.as_bytes()[..8].iter().all(u8::is_ascii_digit);
    let day = if compact {
        format!("{}-{}-{}", &value[..4], &value[4..6], &value[6..8])
    } else {
        value.get(..10)?.replace('/', "-")
    };
    let date: jiff::civil::Date = day.parse().ok()?;
    YEARS.contains(&i32::from(date.year())).then(|| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;
    use super::*;

    fn day(text: &str) -> Option<String> {
        Words::load().unwrap().date.find(text).map(|found| found.day)
    }

    #[test]
    fn dates_of_many_languages_are_found() {
        for text in [
            "03 February 2025",
            "Feb. 3, 2025",
            "Monday, 3rd of February 2025",
            "3. Februar 2025",
            "le 3 février 2025",
            "3 de febrero de 2025",
            "03.02.2025",
            "2025-02-03",
            "2025/02/03",
            "2025年2月3日",
            "令和7年2月3日",
            "２０２５年２月３日",
            "2025년 2월 3일",
            "2025. 2. 3.",
            "3 февраля 2025 г.",
            "3 Φεβρουαρίου 2025",
            "٣ فبراير ٢٠٢٥",
            "3 בפברואר 2025",
            "3 फ़रवरी 2025",
            "3 กุมภาพันธ์ 2568",
            "3 tháng 2 năm 2025",
            "3 lutego 2025",
            "2025. február 3.",
        ] {
            assert_eq!(day(text).as_deref(), Some("2025-02-03"), "{text}");
        }
    }

    #[test]
    fn numbers_that_are_no_dates_are_left_alone() {
        for text in ["+49 30 2025 3456", "§ 3 Abs. 2 Nr. 2025", "30.02.2025", "12-34-5678", "1:2"]
        {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_line_says_nothing_else() {
        let words = Words::load().unwrap();
        assert!(words.date.find("Published: Monday, 03 February 2025, 10:30").unwrap().alone);
        assert!(!words.date.find("On 3 February 2025 the mayor spoke.").unwrap().alone);
        assert!(words.date.find("Last updated 3 February 2025").unwrap().modified);
    }

    #[test]
    fn machine_dates_give_their_day() {
        assert_eq!(iso_day("2025-02-03T23:00:00Z").as_deref(), Some("2025-02-03"));
        assert_eq!(iso_day("20250203").as_deref(), Some("2025-02-03"));
        assert_eq!(iso_day("2025-02-30"), None);
        assert_eq!(iso_day("yesterday"), None);
    }
}
