//! Formulas of the catalogue: an expression of the field language with names of fields in braces.

use rust_decimal::Decimal;

use crate::field::{
    CellRange, Conventions, Field, Formula, FormulaError, NESTED, Names, Separators, Value,
    evaluate, parse,
};
use crate::locale::Language;

/// A formula as it was read.
#[derive(Clone, Debug)]
pub struct FormulaText {
    /// The names in its braces, in order.
    pub names: Vec<String>,
    /// The expression; each name is a nested field of it.
    pub formula: Formula,
    code: String,
    conventions: Conventions,
}

/// Reads a formula such as `ROUND({Beregning.Overslag} * 85%; 2)`, written in the signs of a language.
///
/// # Errors
///
/// What cannot be read, as Word would say it.
pub fn formula_text(text: &str, language: Language) -> Result<FormulaText, FormulaError> {
    let separators = Separators::of(language);
    let mut names = Vec::new();
    let mut code = String::from("= ");
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let (before, inner) = (&rest[..start], &rest[start + 1..]);
        let end = inner.find('}').ok_or_else(|| FormulaError::Syntax("{".to_owned()))?;
        let name = inner[..end].trim();
        if name.is_empty() {
            return Err(FormulaError::Syntax("{}".to_owned()));
        }
        code.push_str(before);
        code.push(NESTED);
        names.push(name.to_owned());
        rest = &inner[end + 1..];
    }
    code.push_str(rest);
    let Field::Formula(formula) = parse(&code, separators).field else {
        return Err(FormulaError::UnexpectedEnd);
    };
    if let Err(error) = &formula.expression {
        return Err(error.clone());
    }
    Ok(FormulaText { names, formula, code, conventions: Conventions { separators, language } })
}

/// Why a formula has no result. None of it holds a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// A division by zero.
    ZeroDivide,
    /// More digits than a number can have.
    TooLarge,
    /// An operand that is no number, or is missing.
    NoNumber,
}

/// What a formula is computed from.
pub(super) trait Operands {
    /// The value of the name of that index.
    fn one(&mut self, index: usize) -> Value;

    /// Its values inside a function: those of all items of a list, none of an optional field that is
    /// empty.
    fn all(&mut self, index: usize) -> Vec<Value>;
}

/// Computes a formula.
pub(super) fn compute(text: &FormulaText, operands: &mut dyn Operands) -> Result<Decimal, Failure> {
    evaluate(&text.formula, &text.code, &mut Inputs { operands }, &text.conventions).map_err(
        |error| match error {
            FormulaError::ZeroDivide => Failure::ZeroDivide,
            FormulaError::Overflow | FormulaError::TooComplex => Failure::TooLarge,
            FormulaError::Syntax(_)
            | FormulaError::UnexpectedEnd
            | FormulaError::UndefinedBookmark(_)
            | FormulaError::NotInTable => Failure::NoNumber,
        },
    )
}

struct Inputs<'o> {
    operands: &'o mut dyn Operands,
}

impl Names for Inputs<'_> {
    fn nested(&mut self, index: usize) -> Value {
        self.operands.one(index)
    }

    fn several(&mut self, index: usize) -> Vec<Value> {
        self.operands.all(index)
    }

    fn bookmark(&mut self, _name: &str) -> Option<Value> {
        None
    }

    fn cells(&mut self, _range: &CellRange) -> Result<Vec<Value>, FormulaError> {
        Err(FormulaError::NotInTable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Given(Vec<Vec<&'static str>>);

    impl Operands for Given {
        fn one(&mut self, index: usize) -> Value {
            self.0[index].first().map_or(Value::Empty, |text| Value::from(*text))
        }

        fn all(&mut self, index: usize) -> Vec<Value> {
            self.0[index].iter().map(|text| Value::from(*text)).collect()
        }
    }

    fn check(text: &str, given: &[&[&'static str]], expected: &str) {
        let formula = match formula_text(text, Language::Da) {
            Ok(formula) => formula,
            Err(error) => return assert_eq!(error.to_string(), expected, "`{text}`"),
        };
        let mut given = Given(given.iter().map(|values| values.to_vec()).collect());
        let found = match compute(&formula, &mut given) {
            Ok(number) => number.to_string(),
            Err(failure) => format!("{failure:?}"),
        };
        assert_eq!(found, expected, "`{text}`");
    }

    #[test]
    fn names_stand_in_braces() {
        check("{A} - {B}", &[&["500,00"], &["369,75"]], "130.25");
        check("ROUND({A} * 85% * {B} / 100; 2)", &[&["435"], &["33"]], "122.02");
        let names = formula_text("SUM({Beregning.Tilskud}; { Sag.Beløb })", Language::Da)
            .expect("reads")
            .names;
        assert_eq!(names, ["Beregning.Tilskud", "Sag.Beløb"]);
    }

    #[test]
    fn a_list_or_an_empty_optional_field_fits_a_function_only() {
        check("SUM({A})", &[&["1,5", "2", "3"]], "6.5");
        check("MIN({A}; {B})", &[&["500"], &[]], "500");
        check("IF(DEFINED({B}); {A} - {B}; {A})", &[&[], &["500"], &[], &["500"]], "500");
        check("{A} - {B}", &[&["500"], &[]], "NoNumber");
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_the_reading(text in "[A-Z{}(); 0-9,.%*/^+-]{0,40}|\\PC{0,20}") {
            if let Ok(formula) = formula_text(&text, Language::Da) {
                let values = vec![vec!["1"]; formula.names.len()];
                let _ = compute(&formula, &mut Given(values));
            }
        }
    }

    #[test]
    fn what_cannot_be_computed_says_why_without_a_value() {
        check("{A} / {B}", &[&["500"], &["0"]], "ZeroDivide");
        check("{A} * 2", &[&["hemmelig"]], "NoNumber");
        check("10^20 * 10^20", &[], "TooLarge");
        check("{A", &[], "!Syntax Error, {");
        check("{} + 1", &[], "!Syntax Error, {}");
        check("", &[], "!Unexpected End of Formula");
        check("MIN({A}; ", &[], "!Unexpected End of Formula");
        check("Sag.Beløb + 1", &[], "!Syntax Error, .");
        check("A1 + 1", &[], "NoNumber");
        check("GRUNDLAG(1)", &[], "NoNumber");
    }
}
