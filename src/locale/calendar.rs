//! Months, weekdays and dates in the four languages.

use jiff::civil::{Date, Weekday};

use super::Language;

const MONTHS_DA: [&str; 12] = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
];
const MONTHS_NB: [&str; 12] = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
];
const MONTHS_SV: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS_DA: [&str; 7] =
    ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"];
const WEEKDAYS_SV: [&str; 7] =
    ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"];
const WEEKDAYS_EN: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Language {
    /// The month's name in full; `month` counts from 1. Small initial letters
    /// in the Nordic languages, as their spelling rules ask for.
    pub fn month(self, month: i8) -> &'static str {
        let names = match self {
            Self::Da => &MONTHS_DA,
            Self::Nb => &MONTHS_NB,
            Self::Sv => &MONTHS_SV,
            Self::En => &MONTHS_EN,
        };
        names[usize::from(month.clamp(1, 12).unsigned_abs()) - 1]
    }

    /// The month's name cut to three letters, without a point: `21. nov 26`.
    /// CLDR writes a point, Windows does not; Word takes Windows' names.
    pub fn month_short(self, month: i8) -> &'static str {
        first_letters(self.month(month))
    }

    /// The weekday's name in full.
    pub fn weekday(self, weekday: Weekday) -> &'static str {
        let names = match self {
            // Danish and Bokmål spell the seven alike.
            Self::Da | Self::Nb => &WEEKDAYS_DA,
            Self::Sv => &WEEKDAYS_SV,
            Self::En => &WEEKDAYS_EN,
        };
        names[usize::from(weekday.to_monday_zero_offset().unsigned_abs())]
    }

    /// The weekday's name cut to three letters, without a point.
    pub fn weekday_short(self, weekday: Weekday) -> &'static str {
        first_letters(self.weekday(weekday))
    }

    /// The mark of the half of the day for a twelve-hour clock. Windows leaves
    /// it empty for the Nordic languages, which makes `3:16` of a quarter past
    /// three in the afternoon; a letter may not be that vague.
    pub fn half_of_day(self, afternoon: bool) -> &'static str {
        match (self, afternoon) {
            (Self::Da | Self::En, false) => "AM",
            (Self::Da | Self::En, true) => "PM",
            (Self::Nb, false) => "a.m.",
            (Self::Nb, true) => "p.m.",
            (Self::Sv, false) => "fm",
            (Self::Sv, true) => "em",
        }
    }

    /// The date in figures: `21-11-2026` in Danish.
    pub fn short_date(self, date: Date) -> String {
        let (year, month, day) = (date.year(), date.month(), date.day());
        match self {
            Self::Da => format!("{day:02}-{month:02}-{year:04}"),
            Self::Nb => format!("{day:02}.{month:02}.{year:04}"),
            Self::Sv => format!("{year:04}-{month:02}-{day:02}"),
            Self::En => format!("{day:02}/{month:02}/{year:04}"),
        }
    }

    /// The date with the month in words: `21. november 2026` in Danish.
    pub fn long_date(self, date: Date) -> String {
        let (year, day) = (date.year(), date.day());
        let month = self.month(date.month());
        match self {
            Self::Da | Self::Nb => format!("{day}. {month} {year}"),
            Self::Sv | Self::En => format!("{day} {month} {year}"),
        }
    }
}

/// The first three letters of a name, which may be of two bytes each.
fn first_letters(name: &'static str) -> &'static str {
    let end = name.char_indices().nth(3).map_or(name.len(), |(at, _)| at);
    &name[..end]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn danish_names_are_small_and_have_no_point() {
        assert_eq!(Language::Da.month(11), "november");
        assert_eq!(Language::Da.month_short(5), "maj");
        assert_eq!(Language::Da.weekday_short(Weekday::Saturday), "lør");
        assert_eq!(Language::Da.weekday_short(Weekday::Sunday), "søn");
    }

    #[test]
    fn each_language_has_its_own_order() {
        let day = date(2026, 11, 21);
        assert_eq!(Language::Da.short_date(day), "21-11-2026");
        assert_eq!(Language::Sv.short_date(day), "2026-11-21");
        assert_eq!(Language::Nb.long_date(day), "21. november 2026");
        assert_eq!(Language::En.long_date(day), "21 November 2026");
        assert_eq!(Language::Da.weekday(day.weekday()), "lørdag");
    }
}
