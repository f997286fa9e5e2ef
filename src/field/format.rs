//! Format switches: `\*`, `\#`, `\@`, and what they make of a value.

use jiff::civil::DateTime;
use rust_decimal::Decimal;

use super::date_text::{self, DateRead};
use super::number_text::{self, Reading};
use super::{Conventions, DatePicture, GeneralFormat, NumericPicture, Value};

/// One format switch of a field code (ISO/IEC 29500-1, 17.16.4).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Format {
    /// `\*` with a format's name.
    General(GeneralFormat),
    /// `\#` with a numeric picture.
    Numeric(NumericPicture),
    /// `\@` with a date-and-time picture.
    DateTime(DatePicture),
    /// A name that is no format, or a picture that a nested field makes; it
    /// has no effect.
    Unknown(String),
}

/// A value as the letter prints it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Formatted {
    /// The text.
    pub text: String,
    /// What happened to the value on the way.
    pub notes: Vec<FormatNote>,
}

/// Why a formatted value may not be what its author thinks.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum FormatNote {
    /// `\#` on something that is no number; printed as it is.
    NotANumber,
    /// `\@` on something that is no date; printed as it is.
    NotADate,
    /// `\@` on figures that could be two days; printed as it is.
    AmbiguousDate,
    /// `\#` on `1.234`: read as grouped, a machine would mean a fraction.
    AmbiguousNumber,
    /// More than 14 significant digits, which Word would not keep.
    LongNumber,
    /// The picture has no place for the whole part; printed all the same.
    DigitsWithoutPlace,
    /// A `\*` format for numbers on something that is none, or out of its
    /// range; no effect.
    FormatWithoutEffect(GeneralFormat),
    /// The number of a caption, which only layout knows; left out.
    CaptionLeftOut(String),
}

/// Applies the formats to a value: pictures first, whatever their place in the
/// code, then the general formats from left to right, as Word does.
///
/// Without any format the value is [`Value::to_text`].
pub fn format(value: &Value, formats: &[Format], conventions: &Conventions) -> Formatted {
    let mut notes = Vec::new();
    let mut number = number_of(value, conventions);
    let mut text = value.to_text(conventions.language).into_owned();
    for format in formats {
        match format {
            Format::Numeric(picture) if !value.is_empty() => match number {
                Some(read) => {
                    text = picture.print(read, conventions.language, &mut notes);
                    if let Value::Text(given) = value {
                        note_ambiguity(given, conventions, &mut notes);
                    }
                }
                None => notes.push(FormatNote::NotANumber),
            },
            Format::DateTime(picture) if !value.is_empty() => match date_of(value) {
                Ok(moment) => {
                    text = picture.print(moment, conventions.language, &mut notes);
                    // A year out of a date is a number to `\* CardText`.
                    number = None;
                }
                Err(note) => notes.push(note),
            },
            _ => {}
        }
    }
    for format in formats {
        if let Format::General(general) = format {
            let number = number.or_else(|| integer(&text));
            match general.apply(&text, number, conventions.language) {
                Some(changed) => text = changed,
                None if value.is_empty() => {}
                None => notes.push(FormatNote::FormatWithoutEffect(*general)),
            }
        }
    }
    Formatted { text, notes }
}

/// The number of a value under `\#`, with its currency if it has one.
fn number_of(value: &Value, conventions: &Conventions) -> Option<Decimal> {
    value.number(Reading::with_affixes(conventions.language))
}

fn date_of(value: &Value) -> Result<DateTime, FormatNote> {
    if let Value::Text(text) = value {
        return match date_text::read(text) {
            DateRead::Certain(moment) => Ok(moment),
            DateRead::Ambiguous => Err(FormatNote::AmbiguousDate),
            DateRead::Not => Err(FormatNote::NotADate),
        };
    }
    value.date().ok_or(FormatNote::NotADate)
}

fn note_ambiguity(text: &str, conventions: &Conventions, notes: &mut Vec<FormatNote>) {
    let reading = Reading::with_affixes(conventions.language);
    if number_text::read(text, reading).is_some_and(|read| read.ambiguous) {
        notes.push(FormatNote::AmbiguousNumber);
    }
}

/// A whole number that a picture has printed, for the general formats.
fn integer(text: &str) -> Option<Decimal> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests;
