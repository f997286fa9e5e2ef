//! Conditions: what IF, COMPARE, SKIPIF and NEXTIF ask.

use std::cmp::Ordering;

use super::number_text::{self, Reading};
use super::{Argument, Conventions, Value};
use crate::locale::Language;

/// Two operands and what is asked of them (ISO/IEC 29500-1, 17.16.5.26).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    /// The left operand.
    pub left: Argument,
    /// The comparison.
    pub operator: Operator,
    /// The right operand; the only one in which `?` and `*` are wildcards.
    pub right: Argument,
}

/// A comparison operator.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Operator {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
}

impl Operator {
    /// The operator of a sign, `None` for anything else.
    pub fn from_sign(sign: &str) -> Option<Self> {
        Some(match sign {
            "=" => Self::Equal,
            "<>" => Self::NotEqual,
            "<" => Self::Less,
            "<=" => Self::LessEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterEqual,
            _ => return None,
        })
    }

    /// The operator as it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessEqual => "<=",
            Self::Greater => ">",
            Self::GreaterEqual => ">=",
        }
    }

    /// Whether two things in this order satisfy the operator.
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterEqual => order.is_ge(),
        }
    }
}

/// What a comparison found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// Whether the condition holds.
    pub holds: bool,
    /// What its author should know.
    pub notes: Vec<ComparisonNote>,
}

/// Why a comparison may not mean what its author thinks.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ComparisonNote {
    /// A number that a machine and a reader would read differently (`1.234`).
    AmbiguousNumber,
    /// `<` or `>` between texts, one of them no number: the order of letters.
    TextOrder,
    /// The operands differ only in capitals, which count.
    DiffersInCase,
    /// An answer compared with another word for yes or no than `J` and `N`.
    OtherWordForAnswer,
}

/// Compares as Word does: numbers as numbers, dates as dates, everything else
/// letter by letter, capitals counting.
///
/// | left           | operator | right        | holds                             |
/// |----------------|----------|--------------|-----------------------------------|
/// | `9`            | `<`      | `10`         | yes: both are numbers             |
/// | `Ja`           | `=`      | `JA`         | no: capitals count                |
/// | `Approved`     | `=`      | `App*`       | yes: wildcards on the right       |
/// | `App*`         | `=`      | `Approved`   | no: none on the left              |
/// | 21 Nov. 2026   | `>=`     | `2026-11-01` | yes: both are dates               |
/// | `Bool(true)`   | `=`      | `J`, `Ja`    | yes                               |
/// | nothing        | `=`      | `""`         | yes; `= 0` does not hold          |
pub fn compare(
    left: &Value,
    operator: Operator,
    right: &Value,
    conventions: &Conventions,
) -> Comparison {
    let mut notes = Vec::new();
    let equality = matches!(operator, Operator::Equal | Operator::NotEqual);
    if let Some(order) = by_type(left, right, conventions.language, &mut notes) {
        return Comparison { holds: operator.holds(order), notes };
    }
    let left = left.to_text(conventions.language);
    let right = right.to_text(conventions.language);
    let holds = if equality {
        let same = matches_pattern(&left, &right);
        if !same && left.to_lowercase() == right.to_lowercase() {
            notes.push(ComparisonNote::DiffersInCase);
        }
        same == (operator == Operator::Equal)
    } else {
        notes.push(ComparisonNote::TextOrder);
        operator.holds(left.as_ref().cmp(right.as_ref()))
    };
    Comparison { holds, notes }
}

/// The order of two numbers, two dates or two answers; `None` when they can
/// only be compared as text.
fn by_type(
    left: &Value,
    right: &Value,
    language: Language,
    notes: &mut Vec<ComparisonNote>,
) -> Option<Ordering> {
    match (left, right) {
        (Value::Bool(left), Value::Bool(right)) => return Some(left.cmp(right)),
        (Value::Bool(answer), Value::Text(word)) | (Value::Text(word), Value::Bool(answer)) => {
            let said = answer_of(word)?;
            if word != language.yes_no(said) {
                notes.push(ComparisonNote::OtherWordForAnswer);
            }
            return Some(answer.cmp(&said));
        }
        (Value::Date(_) | Value::DateTime(_), _) | (_, Value::Date(_) | Value::DateTime(_)) => {
            return Some(left.date()?.cmp(&right.date()?));
        }
        _ => {}
    }
    let mut number = |value: &Value| match value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => {
            let read = number_text::read(text, Reading::strict(language))?;
            if read.ambiguous {
                notes.push(ComparisonNote::AmbiguousNumber);
            }
            Some(read.number)
        }
        _ => None,
    };
    if let (Some(left), Some(right)) = (number(left), number(right)) {
        return Some(left.cmp(&right));
    }
    notes.clear();
    None
}

/// The answer a word stands for in the templates seen: Ja/Nej, Yes/No, 1/0,
/// a cross for yes.
fn answer_of(word: &str) -> Option<bool> {
    match word.trim().to_lowercase().as_str() {
        "j" | "ja" | "y" | "yes" | "true" | "sand" | "1" | "x" => Some(true),
        "n" | "nej" | "nei" | "no" | "false" | "falsk" | "0" | "" => Some(false),
        _ => None,
    }
}

/// Whether `text` is what `pattern` says, `?` standing for one character and
/// `*` for any number of them. Goes back only to the last star, so the time is
/// at most the product of the two lengths.
fn matches_pattern(text: &str, pattern: &str) -> bool {
    if !pattern.contains(['?', '*']) {
        return text == pattern;
    }
    let text: Vec<char> = text.chars().collect();
    let pattern: Vec<char> = pattern.chars().collect();
    let (mut at, mut want) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while at < text.len() {
        match pattern.get(want) {
            Some('*') => {
                star = Some((want, at));
                want += 1;
            }
            Some(letter) if *letter == '?' || *letter == text[at] => {
                at += 1;
                want += 1;
            }
            _ => match star {
                Some((place, taken)) => {
                    star = Some((place, taken + 1));
                    want = place + 1;
                    at = taken + 1;
                }
                None => return false,
            },
        }
    }
    pattern[want..].iter().all(|letter| *letter == '*')
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::field::Separators;

    fn danish() -> Conventions {
        Conventions { separators: Separators::of(Language::Da), language: Language::Da }
    }

    fn check(left: impl Into<Value>, sign: &str, right: impl Into<Value>, expected: bool) {
        let (left, right) = (left.into(), right.into());
        let operator = Operator::from_sign(sign).expect("an operator in the test");
        let found = compare(&left, operator, &right, &danish());
        assert_eq!(found.holds, expected, "{left:?} {sign} {right:?}");
    }

    #[test]
    fn numbers_compare_as_numbers() {
        check("9", "<", "10", true);
        check("-10", "<", "-5", true);
        check("100,0", "=", "100", true);
        check(Value::Number(Decimal::new(12345, 1)), "=", "1.234,5", true);
        check("1AB", "<", "1AC", true);
    }

    #[test]
    fn text_compares_letter_by_letter() {
        check("Ja", "=", "JA", false);
        check("two words", "=", "two words", true);
        check("", "=", "", true);
        check(Value::Empty, "=", "", true);
        check(Value::Empty, "=", "0", false);
    }

    #[test]
    fn wildcards_count_on_the_right_only() {
        check("Approved", "=", "App*", true);
        check("Approved", "<>", "App*", false);
        check("App*", "=", "Approved", false);
        check("8400", "=", "8?00", true);
        check("a*b", "=", "*a", false);
        check("aab", "=", "*ab", true);
        check("", "=", "*", true);
    }

    #[test]
    fn answers_and_dates_compare_by_what_they_mean() {
        check(Value::Bool(true), "=", "J", true);
        check(Value::Bool(false), "=", "Nej", true);
        check(Value::Bool(false), "<>", "J", true);
        check(Value::Bool(true), "=", "måske", false);
        check(Value::Date(date(2026, 11, 21)), ">=", "2026-11-01", true);
        check(Value::Date(date(2026, 11, 21)), "=", "21-11-2026", true);
    }

    #[test]
    fn a_difference_in_capitals_is_noted() {
        let found = compare(&"Ja".into(), Operator::Equal, &"JA".into(), &danish());
        assert_eq!(found.notes, [ComparisonNote::DiffersInCase]);
    }

    proptest! {
        #[test]
        fn a_text_equals_itself_and_the_star(text in "[^?*]{0,20}") {
            prop_assert!(matches_pattern(&text, &text));
            prop_assert!(matches_pattern(&text, "*"));
            let pattern = format!("*{text}*");
            prop_assert!(matches_pattern(&text, &pattern));
        }
    }

    use rust_decimal::Decimal;
}
