//! Values under format switches.

use jiff::civil::date;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{FormatNote, format};
use crate::field::{Conventions, Separators, Value, parse};
use crate::locale::Language;

/// Formats a value by the switches of a code, in a Danish letter.
fn formatted(value: &Value, switches: &str) -> super::Formatted {
    let conventions =
        Conventions { separators: Separators::of(Language::Da), language: Language::Da };
    let code = format!("MERGEFIELD Felt {switches}");
    let read = parse(&code, conventions.separators);
    format(value, &read.formats, &conventions)
}

fn check(value: impl Into<Value>, switches: &str, expected: &str) {
    let value = value.into();
    assert_eq!(formatted(&value, switches).text, expected, "{value:?} {switches}");
}

fn number(text: &str) -> Value {
    Value::Number(text.parse().expect("a number in the test"))
}

#[test]
fn without_a_switch_text_is_as_given() {
    check("0000123456", "", "0000123456");
    check("0.00", "\\* MERGEFORMAT", "0.00");
    check(number("1234.50"), "", "1234,50");
    check(Value::Date(date(2026, 11, 21)), "", "21-11-2026");
    check(Value::DateTime(date(2026, 11, 21).at(9, 5, 0, 0)), "", "21-11-2026 09.05");
    check(Value::Bool(true), "", "J");
    check(Value::Empty, "\\# 0,00", "");
}

#[test]
fn text_is_read_as_a_number_under_a_picture() {
    check("11175.91", "\\# \"#.##0,00\"", "11.175,91");
    check("11.175,91", "\\# \"#,##0.00\"", "11.175,91");
    check("11175,91 kr.", "\\# 0", "11176");
    check("efter aftale", "\\# 0,00", "efter aftale");
    check(number("1234.5"), "\\# \"#,##0.00\"", "1.234,50");
}

#[test]
fn text_is_read_as_a_date_under_a_picture() {
    check("2026-11-21", "\\@ \"d. MMMM yyyy\"", "21. november 2026");
    check("21-11-2026", "\\@ \"d. MMMM yyyy\"", "21. november 2026");
    check("11-12-2026", "\\@ \"d. MMMM yyyy\"", "11-12-2026");
    check("aaaaa", "\\@ \"dddd, dd MMMM yyyy\" \\* FirstCap", "Aaaaa");
    check("2026-11-21", "\\* FirstCap \\@ \"dddd\"", "Lørdag");
    check("2026-11-21", "\\@ yyyy \\* roman", "mmxxvi");
}

#[test]
fn general_formats_apply_from_left_to_right() {
    check("RICHARD", "\\*lower \\*firstcap", "Richard");
    check("RICHARD", "\\* FirstCap", "RICHARD");
    check(number("21"), "\\* CardText \\* FirstCap", "Enogtyve");
    check(number("3"), "\\* Ordinal", "3.");
    check("Mette", "\\* Roman", "Mette");
    check("Mette", "\\* Blå", "Mette");
}

#[test]
fn what_happened_is_noted() {
    let notes = |value: Value, switches: &str| formatted(&value, switches).notes;
    assert_eq!(notes("nej tak".into(), "\\# 0"), [FormatNote::NotANumber]);
    assert_eq!(notes("1.234".into(), "\\# 0"), [FormatNote::AmbiguousNumber]);
    assert_eq!(notes("11/12/2026".into(), "\\@ yyyy"), [FormatNote::AmbiguousDate]);
    assert_eq!(notes("snart".into(), "\\@ yyyy"), [FormatNote::NotADate]);
    assert_eq!(notes(number("123456789012345"), "\\# 0"), [FormatNote::LongNumber]);
    assert_eq!(notes(number("95.4"), "\\# ,00"), [FormatNote::DigitsWithoutPlace]);
    assert_eq!(notes(Value::Empty, "\\# 0 \\* Roman"), []);
}

proptest! {
    #[test]
    fn no_value_and_no_switches_break_it(text in "\\PC{0,30}", switches in "(\\\\[#@*] ?\"?[0#x.,dMyHhms' ;-]{0,12}\"? ?){0,3}") {
        formatted(&Value::Text(text), &switches);
    }

    #[test]
    fn a_number_without_a_switch_keeps_its_digits(units: i64, scale in 0_u32..18) {
        let given = Decimal::new(units, scale);
        let printed = formatted(&Value::Number(given), "").text;
        prop_assert_eq!(printed.replace(',', "."), given.to_string());
    }
}
