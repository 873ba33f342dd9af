//! Dates as TEI's `@when` takes them (W3C XML Schema, part 2).

use jiff::civil::{Date, DateTime};

/// The date as `@when` takes it: a year, a month, a day, or a time with offset. Nothing for what is
/// no such thing, or no day of the calendar.
pub(super) fn when(value: &str) -> Option<String> {
    let value = value.trim();
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 4 || value.starts_with("0000") {
        return None;
    }
    match value.len() {
        4 => Some(value.to_owned()),
        7 => day(&format!("{value}-01")).map(|_| value.to_owned()),
        10 => day(value).map(|day| day.to_string()),
        _ => moment(value),
    }
}

fn day(value: &str) -> Option<Date> {
    let shape = value.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    shape.then(|| value.parse().ok()).flatten()
}

fn moment(value: &str) -> Option<String> {
    let (date, time) = value.split_at_checked(10)?;
    let time = time.strip_prefix(['T', 't', ' '])?;
    let zone = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (time, zone) = time.split_at(zone);
    let moment: DateTime = format!("{}T{}", day(date)?, time.trim()).parse().ok()?;
    Some(format!("{}{}", moment.strftime("%Y-%m-%dT%H:%M:%S"), offset(zone)?))
}

/// `Z` or `+09:00`; nothing stays nothing.
fn offset(zone: &str) -> Option<String> {
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    match (zone.chars().next(), digits.len()) {
        (None, _) => Some(String::new()),
        (Some('Z' | 'z'), 0) => Some("Z".to_owned()),
        (Some(sign @ ('+' | '-')), 2 | 4) => {
            let (hours, minutes) = digits.split_at(2);
            let minutes = if minutes.is_empty() { "00" } else { minutes };
            let sound = hours <= "13" && minutes <= "59";
            sound.then(|| format!("{sign}{hours}:{minutes}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::when;

    #[test]
    fn dates_are_dates_of_xml_schema() {
        for (value, expected) in [
            ("2025", Some("2025")),
            ("2025-02", Some("2025-02")),
            ("2025-02-03", Some("2025-02-03")),
            ("2025-02-30", None),
            ("03 February", None),
            ("2025-02-03T10:00+0900", Some("2025-02-03T10:00:00+09:00")),
            ("2025-02-03 10:00:01.5Z", Some("2025-02-03T10:00:01Z")),
            ("2025-02-03T25:00:00Z", None),
            ("２０２５-02", None),
        ] {
            assert_eq!(when(value).as_deref(), expected, "{value}");
        }
    }
}
