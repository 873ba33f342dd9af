//! The orders in which the parts of a date are written.

use super::calendar::Ymd;

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Number(i32, usize),
    Month(i8),
    /// A month of the Persian calendar.
    Solar(i8),
    Sign(char),
    Era(i32),
    YearMark,
    MonthMark,
    DayMark,
    MonthBefore,
}

/// A year of two digits is one of this century.
const CENTURY: i32 = 2000;
const BUDDHIST_CENTURY: i32 = 2500;

/// Whether the year of a date has fewer than four digits: what may as well be a time, or a number of something else.
pub(super) fn has_short_year(parts: &[Part]) -> bool {
    !parts.iter().any(|part| matches!(part, Part::Number(_, 4..) | Part::YearMark))
}

/// Year, month and day of three short numbers: the day first, as most of the world writes it, unless the
/// second is no month; the year first, as in Korea, where that alone is a year of our time.
fn short(a: i32, b: i32, c: i32) -> Option<(i32, i32, i32)> {
    const OUR_TIME: std::ops::Range<i32> = 10..40;
    /// Fewer years: a day is much more often between 10 and 15 than a year that stands first.
    const YEAR_FIRST: std::ops::Range<i32> = 15..40;
    match () {
        () if !YEAR_FIRST.contains(&c) && YEAR_FIRST.contains(&a) => Some((CENTURY + a, b, c)),
        () if !OUR_TIME.contains(&c) => None,
        () if b > 12 => Some((CENTURY + c, a, b)),
        () => Some((CENTURY + c, b, a)),
    }
}

/// The day of parts that have the shape of a date, in its own calendar.
pub(super) fn shape(parts: &[Part]) -> Option<Ymd> {
    let solar = parts.iter().any(|part| matches!(part, Part::Solar(_)));
    let named = parts.iter().any(|part| matches!(part, Part::Month(_)));
    let one_calendar = parts.iter().map(|part| match *part {
        Part::Solar(month) => Part::Month(month),
        part => part,
    });
    let day = day(&one_calendar.collect::<Vec<_>>())?;
    // The names of the months tell the calendars apart.
    let fits = if day.is_solar() { !named } else { !solar };
    fits.then_some(day)
}

fn day(parts: &[Part]) -> Option<Ymd> {
    use Part::{DayMark, Era, Month, MonthBefore, MonthMark, Number, Sign, YearMark};
    let (year, month, day) = match *parts {
        [Number(year, _), YearMark, Number(month, _), MonthMark, Number(day, _), DayMark]
        | [Number(year, 3..=4), Sign('-'), Number(month, _), Sign('-'), Number(day, _)]
        | [Number(year, 3..=4), Sign('/'), Number(month, _), Sign('/'), Number(day, _)]
        | [Number(year, 3..=4), Sign('.'), Number(month, _), Sign('.'), Number(day, _)]
        | [Number(month, 1..=2), MonthMark, Number(day, 1..=2), DayMark, Number(year, 4)]
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
        // 令和7年 is written R7, too.
        [
            Era(begin),
            Number(year, 1..=2),
            Sign(sign @ ('.' | '/')),
            Number(month, 1..=2),
            Sign(same),
            Number(day, 1..=2),
        ] if sign == same => (begin + year, month, day),
        [
            Number(a, 1..=2),
            Sign(sign @ ('.' | '/' | '-')),
            Number(b, 1..=2),
            Sign(same),
            Number(c, 2),
        ] if sign == same => short(a, b, c)?,
        // Thai writes Buddhist years with two digits, too.
        [Number(day, 1..=2), Month(month), Number(year @ 60..=80, 2)] => {
            (BUDDHIST_CENTURY + year, i32::from(month), day)
        }
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
        | [Number(day, 1..=2), Month(month), Sign('/' | '-'), Month(_), Number(year, 4)]
        | [Month(month), Number(day, 1..=2), Number(year, 4)]
        | [Month(month), Sign('.'), Number(day, 1..=2), Number(year, 4)]
        | [Number(year, 4), Month(month), Number(day, 1..=2)]
        | [Number(year, 4), Sign(_), Month(month), Number(day, 1..=2)] => {
            (year, i32::from(month), day)
        }
        _ => return None,
    };
    Some(Ymd { year, month: i8::try_from(month).ok()?, day: i8::try_from(day).ok()? })
}
