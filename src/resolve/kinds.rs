//! Whether a value of the request is what its field's type asks for.

use rust_decimal::Decimal;

use crate::catalogue::{CatalogueField, FieldKind};
use crate::diagnostic::ContextFinding;
use crate::field::{Reading, Value};
use crate::locale::{Language, number_text};
use crate::merge::{Answer, Datum};

/// What is wrong with a value, said under `name` and without the value. Whether a field may be empty
/// is another question: an empty value fits any type.
pub(super) fn misfit(
    field: &CatalogueField,
    name: &str,
    datum: &Datum,
    language: Language,
) -> Option<ContextFinding> {
    let name = name.to_owned();
    if let FieldKind::List { least } = field.kind {
        return match datum {
            Datum::List(items) if items.len() < least => {
                Some(ContextFinding::TooFewItems { name, least: least.to_string() })
            }
            Datum::List(_) => None,
            // `null` is a list without items.
            Datum::Value(Value::Empty) if least == 0 => None,
            _ => Some(ContextFinding::ListExpected { name }),
        };
    }
    let value = match (&field.kind, datum) {
        (_, Datum::Value(value)) if value.is_empty() => return None,
        (FieldKind::Picture, Datum::Picture(_)) | (FieldKind::RichText, Datum::Fragment(_)) => {
            return None;
        }
        (FieldKind::Picture, _) => return Some(ContextFinding::PictureExpected { name }),
        (_, Datum::Value(value)) => value,
        _ => return Some(ContextFinding::TextExpected { name }),
    };
    match &field.kind {
        FieldKind::Number { least, greatest } => match number(value, language) {
            None => Some(ContextFinding::NumberExpected { name }),
            Some(found)
                if least.is_some_and(|least| found < least)
                    || greatest.is_some_and(|greatest| found > greatest) =>
            {
                let shown = |bound: &Option<Decimal>, open: &str| {
                    let text = |bound| number_text(bound, language, true);
                    bound.map_or_else(|| open.to_owned(), text)
                };
                let bounds = format!("{} … {}", shown(least, "−∞"), shown(greatest, "∞"));
                Some(ContextFinding::NumberOutOfBounds { name, bounds })
            }
            Some(_) => None,
        },
        FieldKind::Amount if number(value, language).is_none() => {
            Some(ContextFinding::AmountExpected { name })
        }
        FieldKind::Date if value.date().is_none() => Some(ContextFinding::DateExpected { name }),
        FieldKind::Boolean if boolean(value).is_none() => {
            Some(ContextFinding::BooleanExpected { name })
        }
        FieldKind::Enumeration(words) => {
            let given = value.to_text(language);
            let known = words.iter().any(|word| *word == given);
            (!known).then(|| ContextFinding::WordNotInEnumeration {
                name,
                words: super::quoted(words.iter().map(String::as_str)),
            })
        }
        _ => None,
    }
}

/// The number of a value, with its currency or per cent sign.
pub(super) fn number(value: &Value, language: Language) -> Option<Decimal> {
    value.number(Reading::with_affixes(language))
}

/// Yes or no.
pub(super) fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(answer) => Some(*answer),
        Value::Text(text) => Answer::read(text).map(|answer| answer == Answer::Yes),
        _ => None,
    }
}

/// Whether two values of a field say the same.
pub(super) fn same(kind: &FieldKind, one: &Value, other: &Value, language: Language) -> bool {
    match kind {
        FieldKind::Number { .. } | FieldKind::Amount => {
            number(one, language).is_some() && number(one, language) == number(other, language)
        }
        FieldKind::Date => one.date().is_some() && one.date() == other.date(),
        FieldKind::Boolean => boolean(one).is_some() && boolean(one) == boolean(other),
        _ => one.to_text(language).trim() == other.to_text(language).trim(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: FieldKind, value: &str, expected: Option<&str>) {
        let field = CatalogueField { kind, ..CatalogueField::default() };
        let found = misfit(&field, "X", &Datum::Value(Value::from(value)), Language::Da);
        assert_eq!(found.map(|finding| finding.code()), expected, "`{value}`");
    }

    #[test]
    fn a_value_fits_its_type_or_not() {
        let percent = || FieldKind::Number {
            least: Some(Decimal::ZERO),
            greatest: Some(Decimal::ONE_HUNDRED),
        };
        check(percent(), "100", None);
        check(percent(), "33,5 %", None);
        check(percent(), "101", Some("C521"));
        check(percent(), "-1", Some("C521"));
        check(percent(), "mange", Some("C520"));
        check(FieldKind::Amount, "1.234,50 kr.", None);
        check(FieldKind::Amount, "1234.50", None);
        check(FieldKind::Amount, "ca. 12", Some("C522"));
        check(FieldKind::Date, "2026-11-22", None);
        check(FieldKind::Date, "22.11.2026", None);
        check(FieldKind::Date, "11/12/2026", Some("C523"));
        check(FieldKind::Boolean, "J", None);
        check(FieldKind::Boolean, "ja", Some("C524"));
        let words = || FieldKind::Enumeration(vec!["briller".to_owned()]);
        check(words(), "briller", None);
        check(words(), "Briller", Some("C525"));
        check(FieldKind::List { least: 0 }, "briller", Some("C526"));
        check(FieldKind::Picture, "x", Some("C528"));
        check(FieldKind::RichText, "x", None);
        check(FieldKind::Amount, "", None);
    }
}
