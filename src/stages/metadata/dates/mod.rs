//! Dates in running text, in many languages, calendars and digits.

mod calendar;
mod shape;
mod tokens;

use std::collections::HashMap;

use serde::Deserialize;

use super::lexicon::{ClassWords, WordSet};
use super::signs::parts;
use calendar::{YEARS, Ymd};
use shape::{Part, has_short_year, shape};
use tokens::{Token, digit, tokens};

/// What the words of a date mean.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DateWords {
    /// Words of class names.
    classes: ClassWords,
    months: HashMap<String, i8>,
    /// The numbers of months in Roman figures, of more than one letter.
    roman: HashMap<String, i8>,
    /// The months of the Persian calendar.
    solar: HashMap<String, i8>,
    /// The months whose names are several words, or have signs in them, by their first word.
    #[serde(skip)]
    compound: HashMap<String, Vec<(Vec<Token>, i8)>>,
    weekdays: WordSet,
    published: Vec<String>,
    modified: Vec<String>,
    /// The words of both kinds of labels.
    #[serde(skip)]
    label_words: WordSet,
    /// Marks of a Buddhist year; such a year is known by its size, the marks are only passed over.
    buddhist: Vec<String>,
    /// Words that stand beside a time of day.
    clock: WordSet,
    eras: HashMap<String, i16>,
}

/// A date that was found in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is asked by itself")]
pub(super) struct Found {
    /// ISO 8601, a day.
    pub(super) day: String,
    /// Whether a label says that it is the date of a change.
    pub(super) modified: bool,
    /// Whether the text begins with a label and the date.
    pub(super) labelled: bool,
    /// Whether the text begins with the date, but for what belongs to it.
    pub(super) opens: bool,
    /// Whether the text ends with the date.
    pub(super) closes: bool,
}

impl Found {
    /// Whether the text says nothing but the date: weekday, clock time and a label aside.
    pub(super) fn is_alone(&self) -> bool {
        self.opens && self.closes
    }
}

/// A date that tokens begin with.
struct Dated {
    /// ISO 8601, a day.
    day: String,
    /// How many tokens it takes.
    used: usize,
    /// Whether its year has two or three digits.
    short: bool,
}

impl DateWords {
    /// Whether a class is that of a dateline.
    pub(super) fn is_class(&self, class: &str) -> bool {
        self.classes.are_in(class)
    }

    /// Whether a word is the name of a month.
    pub(super) fn is_month(&self, word: &str) -> bool {
        self.months.contains_key(&word.to_lowercase())
    }

    /// Prepares the months whose names are more than a word, and the words of labels.
    pub(super) fn prepare(&mut self) {
        self.label_words = self.labels().cloned().collect::<Vec<_>>().into();
        for (name, month) in &self.months {
            let tokens = tokens(name);
            if let (Some(Token::Word(first)), true) = (tokens.first(), tokens.len() > 1) {
                self.compound.entry(first.clone()).or_default().push((tokens, *month));
            }
        }
        for names in self.compound.values_mut() {
            names.sort_by_key(|(tokens, _)| std::cmp::Reverse(tokens.len()));
        }
    }

    fn labels(&self) -> impl Iterator<Item = &String> {
        self.published.iter().chain(&self.modified)
    }

    /// The first date of a text.
    pub(super) fn find(&self, text: &str) -> Option<Found> {
        const LONGEST: usize = 400;
        if text.len() > LONGEST || !text.chars().any(|c| digit(c).is_some() || c == '年') {
            return None;
        }
        let tokens = tokens(text);
        let mut dates = (0..tokens.len()).filter_map(|at| Some((at, self.date(&tokens[at..])?)));
        let (at, Dated { day, used, short }) = dates.next()?;
        let opens = self.is_nothing_else(&tokens[..at]);
        let closes = self.is_nothing_else(&tokens[at + used..]);
        if short && !(opens && closes) {
            // What signs part from the rest may be a date of its own; else one with a whole year counts.
            let mut parts = parts(text).filter(|part| part.len() < text.len());
            let day = parts
                .find_map(|part| self.find(part))
                .map(|found| found.day)
                .or_else(|| dates.find(|(_, date)| !date.short).map(|(_, date)| date.day))?;
            let modified = self.is_modified(text) && self.change(text).is_none();
            return Some(Found { day, modified, ..Found::default() });
        }
        let lower = || text.trim_start().to_lowercase();
        let label = |text: String| self.labels().any(|label| text.starts_with(label.as_str()));
        let labelled = at > 0 && opens && label(lower());
        let modified = self.is_modified(text) && self.change(text).is_none();
        Some(Found { day, modified, labelled, opens, closes })
    }

    /// The first date of a text in parts that has a label before it, and not that of a change.
    pub(super) fn published_part(&self, text: &str) -> Option<Found> {
        parts(text)
            .filter_map(|part| self.find(part))
            .find(|found| found.labelled && !found.modified)
    }

    /// The second date of a text that says when it was published, and then when it was changed.
    pub(super) fn change(&self, text: &str) -> Option<Found> {
        let lower = text.to_lowercase();
        let labels = self
            .modified
            .iter()
            .filter_map(|label| Some((label.len(), lower.find(label.as_str())?)));
        let (published, changed) = lower.split_at(labels.max()?.1);
        self.find(published).filter(|found| !found.modified)?;
        self.find(changed)
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
            let short = labels.iter().filter(|label| label.len() <= lower.len());
            short.filter(|label| lower.contains(*label)).map(String::len).max().unwrap_or(0)
        };
        let modified = longest(&self.modified);
        modified > 0 && modified > longest(&self.published)
    }

    /// The date that tokens begin with.
    fn date(&self, tokens: &[Token]) -> Option<Dated> {
        const LONGEST: usize = 8;
        let mut parts = Vec::new();
        let mut used = Vec::new();
        let mut at = 0;
        while at < tokens.len() && parts.len() < LONGEST {
            let compound =
                self.compound(&tokens[at..]).map(|(month, taken)| (Part::Month(month), taken));
            let single = || Some((self.part(&tokens[at], parts.is_empty())?, 1));
            if let Some((part, taken)) = compound.or_else(single) {
                at += taken;
                parts.push(part);
                used.push(at);
            } else if self.is_filler(&tokens[at]) && !parts.is_empty() {
                let abbreviated =
                    matches!(&tokens[at], Token::Word(word) if self.is_buddhist(word));
                at += 1;
                at += usize::from(abbreviated && tokens.get(at) == Some(&Token::Sign('.')));
            } else {
                break;
            }
        }
        (2..=parts.len()).rev().find_map(|length| {
            let Ymd { year, month, day } = shape(&parts[..length])?.gregorian()?;
            let date = jiff::civil::Date::new(i16::try_from(year).ok()?, month, day).ok()?;
            let short = has_short_year(&parts[..length]);
            let is_thai = |token: &Token| {
                matches!(token, Token::Word(word) if word.contains(|c| matches!(c, '\u{0E01}'..='\u{0E5B}')))
            };
            let named = parts[..length].iter().any(|part| matches!(part, Part::Month(_)));
            if short && named && !tokens.iter().any(is_thai) {
                return None;
            }
            Some(Dated { day: date.to_string(), used: used[length - 1], short })
        })
    }

    /// The month of several words that tokens begin with, and how many of them it takes.
    fn compound(&self, tokens: &[Token]) -> Option<(i8, usize)> {
        let Some(Token::Word(first)) = tokens.first() else { return None };
        let names = self.compound.get(first)?;
        let found = names.iter().find(|(name, _)| tokens.starts_with(name));
        found.map(|(name, month)| (*month, name.len()))
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
        if let Some(month) = self.months.get(word).or_else(|| self.roman.get(word)) {
            return Some(Part::Month(*month));
        }
        if let Some(month) = self.solar.get(word) {
            return Some(Part::Solar(*month));
        }
        // In Chinese and Japanese other words may stand before an era without a space.
        let behind = || {
            let label = |rest: &str| {
                rest.ends_with(['於', '于']) || self.labels().any(|label| label == rest)
            };
            let era = |(name, _): &(&String, &i16)| {
                !name.is_ascii() && word.strip_suffix(name.as_str()).is_some_and(label)
            };
            self.eras.iter().find(era).map(|(_, before)| before)
        };
        if let Some(before) = self.eras.get(word).or_else(behind) {
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
        const WORDS: [&str; 24] = [
            "de", "del", "of", "the", "di", "da", "a", "st", "nd", "rd", "th", "er", "le", "den",
            "der", "ngày", "năm", "г", "года", "р", "року", "m", "º", "ª",
        ];
        match token {
            Token::Sign(sign) => matches!(sign, ',' | '،' | '、' | 'º' | 'ª' | '°' | '\'' | '’'),
            Token::Word(word) => {
                WORDS.contains(&word.as_str()) || self.is_weekday(word) || self.is_buddhist(word)
            }
            Token::Number(..) => false,
        }
    }

    fn is_weekday(&self, word: &str) -> bool {
        // In Vietnamese and Hebrew a weekday is two words.
        self.weekdays.contains(word)
    }

    fn is_buddhist(&self, word: &str) -> bool {
        self.buddhist.iter().any(|mark| mark.split('.').any(|part| part == word))
    }

    /// Whether what stands around a date belongs to it: a weekday, a clock time, a label.
    fn is_nothing_else(&self, tokens: &[Token]) -> bool {
        tokens.iter().all(|token| match token {
            Token::Number(value, digits) => *value < 60 && *digits <= 2,
            Token::Sign(_) => true,
            Token::Word(word) => {
                self.is_filler(token)
                    || self.word(word).is_some()
                    || self.clock.contains(word)
                    || self.label_words.contains(word)
            }
        })
    }
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
            "۱۵ بهمن ۱۴۰۳",
            "۱۴۰۳/۱۱/۱۵",
            "دوشنبه ۱۵ بهمن ۱۴۰۳",
            "3 شباط/فبراير 2025",
            "3 شباط 2025",
            "3 ก.พ. 2568",
            "วันที่ 3 กุมภาพันธ์ พ.ศ. 2568",
            "二〇二五年二月三日",
            "民國114年2月3日",
            "本文發表於民國 114 年 2 月 3 日",
            "2025年2月3日更新",
            "R7.2.3",
            "2월 3일, 2025",
            "3.2.25",
            "03-02-25",
            "25.02.03",
            "3° febbraio 2025",
            "3º febbraio 2025",
            "3 II 2025",
            "3 ก.พ. 68",
            "發布日期：114-02-03",
            "張貼日期：一一四年二月三日",
        ] {
            assert_eq!(day(text).as_deref(), Some("2025-02-03"), "{text}");
        }
    }

    #[test]
    fn months_of_several_words_are_found() {
        assert_eq!(day("3 كانون الثاني 2025").as_deref(), Some("2025-01-03"));
        assert_eq!(day("3 tháng mười hai 2025").as_deref(), Some("2025-12-03"));
        assert_eq!(day("三十一日、二〇二四年十二月三十一日").as_deref(), Some("2024-12-31"));
    }

    #[test]
    fn numbers_that_are_no_dates_are_left_alone() {
        for text in [
            "+49 30 2025 3456",
            "§ 3 Abs. 2 Nr. 2025",
            "30.02.2025",
            "12-34-5678",
            "1:2",
            "on 3.2.25 too",
            "5 May 10:30",
            "1.2.3",
            "10.1.1.5",
            "3 May '68",
            "R 4.3.2 is out",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_line_says_nothing_else() {
        let words = Words::load().unwrap();
        assert!(words.date.find("Published: Monday, 03 February 2025, 10:30").unwrap().is_alone());
        assert!(!words.date.find("On 3 February 2025 the mayor spoke.").unwrap().is_alone());
        assert!(words.date.find("Last updated 3 February 2025").unwrap().modified);
    }

    #[test]
    fn the_second_date_of_a_line_may_be_that_of_a_change() {
        let date = Words::load().unwrap().date;
        let line =
            "Publié le 3 novembre 2023 à 18h04, mis à jour le 4 novembre 2023 - Lecture 4 min.";
        let found = date.find(line).unwrap();
        assert_eq!((&*found.day, found.modified, found.labelled), ("2023-11-03", false, true));
        assert_eq!(date.change(line).unwrap().day, "2023-11-04");
        assert!(date.change("Last updated 3 February 2025").is_none());
        assert!(!date.find("On 3 February 2025 the mayor spoke.").unwrap().labelled);
    }

    #[test]
    fn machine_dates_give_their_day() {
        assert_eq!(iso_day("2025-02-03T23:00:00Z").as_deref(), Some("2025-02-03"));
        assert_eq!(iso_day("20250203").as_deref(), Some("2025-02-03"));
        assert_eq!(iso_day("2025-02-30"), None);
        assert_eq!(iso_day("yesterday"), None);
    }
}
