//! The values of a field that conditions can tell apart.
//!
//! Of a text it is enough to try each word that it is compared with and one other; of a number or a
//! day, each threshold and what is between and around them, within the bounds.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use rust_decimal::Decimal;

use crate::catalogue::{CatalogueField, FieldKind, HistoryValue, Source};
use crate::field::{Conventions, Reading, Value};

/// What is known of a field from the codes that use it.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    /// Words that it is compared with.
    pub literals: BTreeSet<String>,
    /// A condition depends on it.
    pub compared: bool,
    /// A comparison asks what is before and after its words.
    pub ordered: bool,
}

/// The values to try, the most ordinary first.
pub(super) fn values(
    field: Option<&CatalogueField>,
    facts: &Facts,
    fixed: &[String],
    conventions: &Conventions,
) -> Vec<Value> {
    let mut values = Vec::new();
    let Some(field) = field else {
        values.push(Value::from("tekst"));
        if facts.compared {
            texts(facts, conventions, &mut values);
        }
        return values;
    };
    if let Source::History { value, .. } = &field.source {
        match value {
            HistoryValue::Sent | HistoryValue::Answer(_) => {
                return vec![Value::from("N"), Value::from("J")];
            }
            HistoryValue::Date => values.push(Value::Empty),
        }
    }
    push(&mut values, sample(field, conventions));
    if facts.compared {
        for value in fixed {
            push(&mut values, typed(field, value, conventions));
        }
        match &field.kind {
            FieldKind::Boolean => {
                push(&mut values, Value::from("N"));
                push(&mut values, Value::from("J"));
            }
            FieldKind::Enumeration(words) => {
                for word in words {
                    push(&mut values, Value::from(word.as_str()));
                }
            }
            FieldKind::Number { least, greatest } => {
                numbers(&facts.literals, *least, *greatest, conventions, &mut values);
            }
            FieldKind::Amount => numbers(&facts.literals, None, None, conventions, &mut values),
            FieldKind::Date => days(&facts.literals, &mut values),
            _ => texts(facts, conventions, &mut values),
        }
    }
    if field.optional {
        push(&mut values, Value::Empty);
    }
    values
}

/// A field's value as a case would have it.
pub(super) fn sample(field: &CatalogueField, conventions: &Conventions) -> Value {
    if !field.sample.is_empty() {
        return typed(field, &field.sample, conventions);
    }
    match &field.kind {
        FieldKind::Number { least, greatest } => {
            Value::Number(least.or(*greatest).unwrap_or(Decimal::ONE))
        }
        FieldKind::Amount => Value::Number(Decimal::ONE_HUNDRED),
        FieldKind::Date => Value::Date(date(2026, 1, 15)),
        FieldKind::Boolean => Value::from("N"),
        FieldKind::Enumeration(words) => {
            Value::Text(words.first().cloned().unwrap_or_else(|| "tekst".to_owned()))
        }
        _ => Value::from("tekst"),
    }
}

/// A text of the catalogue as a value of a field's type.
pub(super) fn typed(field: &CatalogueField, text: &str, conventions: &Conventions) -> Value {
    match &field.kind {
        FieldKind::Number { .. } | FieldKind::Amount => {
            number(text, conventions).map_or(Value::from(text), Value::Number)
        }
        FieldKind::Date => day(text).map_or(Value::from(text), Value::Date),
        _ => Value::from(text),
    }
}

/// The number that a word of the template says, read as the merge reads it: in a Danish letter
/// `1.000` is a thousand.
pub(super) fn written_number(text: &str, conventions: &Conventions) -> Option<Decimal> {
    Value::from(text).number(Reading::strict(conventions.language))
}

/// The number that a text of the catalogue says, as data or as the letter writes it.
fn number(text: &str, conventions: &Conventions) -> Option<Decimal> {
    let plain = text.trim();
    plain.parse().ok().or_else(|| Value::from(plain).number(Reading::strict(conventions.language)))
}

/// The day that a text says.
pub(super) fn day(text: &str) -> Option<Date> {
    Value::from(text.trim()).date().map(jiff::civil::DateTime::date)
}

/// Patterns whose pairs are tried.
const PATTERNS: usize = 6;

fn push(values: &mut Vec<Value>, value: Value) {
    if !values.contains(&value) {
        values.push(value);
    }
}

fn texts(facts: &Facts, conventions: &Conventions, values: &mut Vec<Value>) {
    let literals = &facts.literals;
    // A word that the pattern fits, where there are wildcards.
    let fitting = |literal: &str| literal.replace('*', "").replace('?', "x");
    for literal in literals {
        let word = fitting(literal);
        if !word.is_empty() {
            push(values, Value::Text(word));
        }
    }
    // One text may fit several patterns: what begins with a word stands first, what ends with one last.
    let mut patterns: Vec<&String> =
        literals.iter().filter(|literal| literal.contains('*')).collect();
    patterns.sort_by_key(|pattern| (pattern.starts_with('*'), !pattern.ends_with('*')));
    for (index, first) in patterns.iter().enumerate().take(PATTERNS) {
        for second in patterns.iter().skip(index + 1).take(PATTERNS) {
            push(values, Value::Text(fitting(&format!("{first}{second}"))));
        }
    }
    if patterns.len() > 2 {
        push(values, Value::Text(patterns.iter().map(|pattern| fitting(pattern)).collect()));
    }
    if facts.ordered {
        // Before all words, and right behind each.
        push(values, Value::from("0"));
        for literal in literals.iter().filter(|literal| !literal.is_empty()) {
            push(values, Value::Text(format!("{literal}a")));
        }
        let mut around = Vec::new();
        numbers(literals, None, None, conventions, &mut around);
        for number in around {
            push(values, Value::Text(number.to_text(conventions.language).into_owned()));
        }
    }
    let mut other = match values.first() {
        Some(Value::Text(text)) => text.clone(),
        _ => "tekst".to_owned(),
    };
    while literals.contains(&other) {
        other.push_str(" mere");
    }
    push(values, Value::Text(other));
}

fn numbers(
    literals: &BTreeSet<String>,
    least: Option<Decimal>,
    greatest: Option<Decimal>,
    conventions: &Conventions,
    values: &mut Vec<Value>,
) {
    let mut marks: Vec<Decimal> =
        literals.iter().filter_map(|literal| written_number(literal, conventions)).collect();
    marks.extend(least);
    marks.extend(greatest);
    marks.sort_unstable();
    marks.dedup();
    let mut tried = marks.clone();
    tried.extend(
        marks.windows(2).filter_map(|pair| pair[0].checked_add(pair[1])?.checked_div(Decimal::TWO)),
    );
    tried.extend(marks.first().and_then(|first| first.checked_sub(Decimal::ONE)));
    tried.extend(marks.last().and_then(|last| last.checked_add(Decimal::ONE)));
    tried.retain(|number| {
        least.is_none_or(|least| least <= *number)
            && greatest.is_none_or(|greatest| *number <= greatest)
    });
    tried.sort_unstable();
    for number in tried {
        push(values, Value::Number(number));
    }
}

fn days(literals: &BTreeSet<String>, values: &mut Vec<Value>) {
    let mut marks: Vec<Date> = literals.iter().map(String::as_str).filter_map(day).collect();
    marks.sort_unstable();
    for mark in marks {
        let around = [mark.yesterday(), Ok(mark), mark.tomorrow()];
        for day in around.into_iter().flatten() {
            push(values, Value::Date(day));
        }
    }
}
