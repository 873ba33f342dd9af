//! Years of several calendars as years of the Gregorian one.

use std::ops::Range;

/// Years that an article's date can have; phone numbers, paragraphs of laws and prices have others.
pub(super) const YEARS: Range<i32> = 1800..2101;
/// A Buddhist year is 543 ahead; no other year in use is as large.
const BUDDHIST: Range<i32> = 2400..2700;
const BUDDHIST_AHEAD: i32 = 543;
/// Years since the founding of the Republic of China, as Taiwan counts them, that articles are of.
const MINGUO: Range<i32> = 100..150;
const MINGUO_BEHIND: i32 = 1911;
/// Years of the Persian calendar that articles are dated by; those of the lunar calendar of our time
/// are larger.
const SOLAR: Range<i32> = 1300..1430;

/// A day of some calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ymd {
    pub(super) year: i32,
    pub(super) month: i8,
    pub(super) day: i8,
}

impl Ymd {
    /// The day of the Gregorian calendar, told by the size of the year. Nothing for a year that no
    /// article is from.
    pub(super) fn gregorian(self) -> Option<Ymd> {
        if SOLAR.contains(&self.year) {
            return self.solar_to_gregorian();
        }
        let year = match self.year {
            year if BUDDHIST.contains(&year) => year - BUDDHIST_AHEAD,
            year if MINGUO.contains(&year) => year + MINGUO_BEHIND,
            year => year,
        };
        YEARS.contains(&year).then_some(Ymd { year, ..self })
    }

    /// Whether the year is one of the Persian calendar.
    pub(super) fn is_solar(self) -> bool {
        SOLAR.contains(&self.year)
    }

    /// The Gregorian day of a day of the Persian calendar (Solar Hijri), by the cycle of 33 years with
    /// eight leap years that holds for the years that are in use.
    fn solar_to_gregorian(self) -> Option<Ymd> {
        const LONG_MONTHS: i32 = 6;
        const FIRST: jiff::civil::Date = jiff::civil::date(1921, 3, 21);
        let (month, day) = (i32::from(self.month), i32::from(self.day));
        let long = month <= LONG_MONTHS;
        if !(1..=12).contains(&month) || day < 1 || day > if long { 31 } else { 30 } {
            return None;
        }
        let leaps = (SOLAR.start..self.year).filter(|year| is_solar_leap(*year)).count();
        let years = (self.year - SOLAR.start) * 365 + i32::try_from(leaps).ok()?;
        let months = (month - 1) * 30 + (month - 1).min(LONG_MONTHS);
        let days = years + months + day - 1;
        let date = FIRST.checked_add(jiff::Span::new().days(days)).ok()?;
        Some(Ymd { year: i32::from(date.year()), month: date.month(), day: date.day() })
    }
}

fn is_solar_leap(year: i32) -> bool {
    matches!(year % 33, 1 | 5 | 9 | 13 | 17 | 22 | 26 | 30)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persian_days_are_the_days_of_known_calendars() {
        let gregorian = |year, month, day| {
            let Ymd { year, month, day } = Ymd { year, month, day }.gregorian().unwrap();
            (year, month, day)
        };
        assert_eq!(gregorian(1300, 1, 1), (1921, 3, 21));
        assert_eq!(gregorian(1357, 11, 22), (1979, 2, 11));
        assert_eq!(gregorian(1399, 12, 30), (2021, 3, 20));
        assert_eq!(gregorian(1400, 1, 1), (2021, 3, 21));
        assert_eq!(gregorian(1403, 1, 1), (2024, 3, 20));
        assert_eq!(gregorian(1403, 11, 15), (2025, 2, 3));
        assert_eq!(gregorian(1404, 1, 1), (2025, 3, 21));
    }

    #[test]
    fn months_have_so_many_days() {
        assert_eq!(Ymd { year: 1403, month: 7, day: 31 }.gregorian(), None);
        assert_eq!(Ymd { year: 1403, month: 13, day: 1 }.gregorian(), None);
    }
}
