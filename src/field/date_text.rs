//! Dates out of text: ISO 8601, and figures in another order only when they
//! can be one day alone.
//!
//! | text                         | is                                  |
//! |------------------------------|-------------------------------------|
//! | `2026-11-21`, `…T10:30:00Z`  | that day, the time as written       |
//! | `21.11.2026`, `1.2.2026`     | day first: nobody else writes points|
//! | `21-11-2026`, `11/21/2026`   | that day, 21 is no month            |
//! | `11-12-2026`, `11/12/2026`   | ambiguous: not read                 |

use jiff::civil::{Date, DateTime, Time};

/// What a text says of a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DateRead {
    /// One moment.
    Certain(DateTime),
    /// A date, but two days are meant by it somewhere.
    Ambiguous,
    /// No date.
    Not,
}

impl DateRead {
    pub(super) fn certain(self) -> Option<DateTime> {
        match self {
            Self::Certain(moment) => Some(moment),
            Self::Ambiguous | Self::Not => None,
        }
    }
}

/// Reads the whole of `text` as a date.
pub(super) fn read(text: &str) -> DateRead {
    let text = text.trim();
    // The longest form is an ISO date with fractions of a second and a zone.
    if text.len() > 40 || !text.starts_with(|first: char| first.is_ascii_digit()) {
        return DateRead::Not;
    }
    match iso(text) {
        Some(moment) => DateRead::Certain(moment),
        None => figures(text),
    }
}

/// ISO 8601 in its long form; a zone is not reckoned with, the letter says
/// what the source said.
fn iso(text: &str) -> Option<DateTime> {
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let shape = |at: usize, byte: u8| {
        if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() }
    };
    if date.len() != 10 || !date.bytes().enumerate().all(|(at, byte)| shape(at, byte)) {
        return None;
    }
    let date: Date = date.parse().ok()?;
    let time = match time {
        None => Time::midnight(),
        Some(time) => {
            let end = time.find(['Z', '+', '-']).unwrap_or(time.len());
            time[..end].parse().ok()?
        }
    };
    Some(date.to_datetime(time))
}

/// Three numbers with one sign between them and the year, of four figures, last.
fn figures(text: &str) -> DateRead {
    let Some(sign) = text.chars().find(|letter| matches!(letter, '.' | '-' | '/')) else {
        return DateRead::Not;
    };
    let parts: Vec<&str> = text.split(sign).collect();
    let [first, second, year] = parts[..] else {
        return DateRead::Not;
    };
    let short =
        |part: &str| -> Option<i8> { (1..=2).contains(&part.len()).then(|| part.parse().ok())? };
    let (Some(first), Some(second)) = (short(first), short(second)) else {
        return DateRead::Not;
    };
    let Some(year) = (year.len() == 4).then(|| year.parse().ok()).flatten() else {
        return DateRead::Not;
    };
    let day_first = Date::new(year, second, first).ok();
    let month_first = Date::new(year, first, second).ok();
    match (day_first, month_first) {
        (Some(day), _) if sign == '.' => certain(day),
        (Some(day), None) => certain(day),
        (None, Some(day)) if sign != '.' => certain(day),
        (Some(one), Some(other)) if one == other => certain(one),
        (Some(_), Some(_)) => DateRead::Ambiguous,
        _ => DateRead::Not,
    }
}

fn certain(day: Date) -> DateRead {
    DateRead::Certain(day.to_datetime(Time::midnight()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        let found = match read(text) {
            DateRead::Certain(moment) => moment.to_string(),
            DateRead::Ambiguous => "ambiguous".to_owned(),
            DateRead::Not => "not".to_owned(),
        };
        assert_eq!(found, expected, "`{text}`");
    }

    #[test]
    fn iso_dates_are_dates() {
        check("2026-11-21", "2026-11-21T00:00:00");
        check("2026-11-21T10:30", "2026-11-21T10:30:00");
        check("2026-11-21T10:30:15Z", "2026-11-21T10:30:15");
        check("2026-11-21T00:00:00.000+01:00", "2026-11-21T00:00:00");
        check("2026-13-01", "not");
        check("20261121", "not");
    }

    #[test]
    fn figures_count_when_only_one_day_fits() {
        check("21-11-2026", "2026-11-21T00:00:00");
        check("4/15/2013", "2013-04-15T00:00:00");
        check("01.02.2026", "2026-02-01T00:00:00");
        check("05/05/2026", "2026-05-05T00:00:00");
        check("11/12/2026", "ambiguous");
        check("01-02-2026", "ambiguous");
        check("31.02.2026", "not");
        check("1.234.567", "not");
        check("21-11-26", "not");
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reading(text in "\\PC*") {
            let _ = read(&text);
        }

        #[test]
        fn near_dates_do_not_break_it_either(text in "[0-9]{1,5}[-./T][0-9:.]{1,6}[-./T: Z+][0-9:]{0,6}") {
            let _ = read(&text);
        }
    }
}
