//! A value while merging, typed as the data was.

use std::borrow::Cow;

use jiff::civil::{Date, DateTime, Time};
use rust_decimal::Decimal;

use super::date_text;
use super::number_text::{self, Reading};
use crate::locale::{Language, number_text as print_number};

/// What a field was given or has come to.
///
/// | value                    | in a Danish letter    |
/// |--------------------------|-----------------------|
/// | `Number(1234.50)`        | `1234,50`             |
/// | `Bool(true)`             | `J`                   |
/// | `Date(2026-11-21)`       | `21-11-2026`          |
/// | `DateTime(…T10:30)`      | `21-11-2026 10.30`    |
/// | `Text("…")`              | as it is              |
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Value {
    /// No value.
    #[default]
    Empty,
    /// Text, also figures and dates whose source has no other type.
    Text(String),
    /// A number with the digits it was given.
    Number(Decimal),
    /// An answer.
    Bool(bool),
    /// A day.
    Date(Date),
    /// A day and a time.
    DateTime(DateTime),
}

impl Value {
    /// Whether it prints nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.is_empty(),
            _ => false,
        }
    }

    /// The value as a letter in `language` prints it without any format.
    pub fn to_text(&self, language: Language) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(print_number(*number, language, false)),
            Self::Bool(answer) => Cow::Borrowed(language.yes_no(*answer)),
            Self::Date(date) => Cow::Owned(language.short_date(*date)),
            Self::DateTime(moment) => Cow::Owned(format!(
                "{} {:02}{}{:02}",
                language.short_date(moment.date()),
                moment.hour(),
                if language == Language::Da { '.' } else { ':' },
                moment.minute()
            )),
        }
    }

    /// The number this is, or that its text says; see [`Reading`] for how a
    /// text is read.
    pub fn number(&self, reading: Reading) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => number_text::read(text, reading).map(|read| read.number),
            _ => None,
        }
    }

    /// The moment this is, or that its text says without doubt: ISO 8601, or
    /// figures that can be only one day.
    pub fn date(&self) -> Option<DateTime> {
        match self {
            Self::Date(date) => Some(date.to_datetime(Time::midnight())),
            Self::DateTime(moment) => Some(*moment),
            Self::Text(text) => date_text::read(text).certain(),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Decimal> for Value {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}
