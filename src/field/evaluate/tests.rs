//! Formulas computed.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{Names, evaluate};
use crate::field::{
    CellRange, Conventions, FORMULA_DEPTH_LIMIT, Field, FormulaError, Separators, Value, parse,
};
use crate::locale::Language;

/// A letter with two nested values, two bookmarks, and a table of two rows:
/// `1`, `2,345` and `1.234,50 kr.`; a word, nothing and `7`.
struct Letter;

const TABLE: [[&str; 3]; 2] = [["1", "2,345", "1.234,50 kr."], ["i alt", "", "7"]];

impl Names for Letter {
    fn nested(&mut self, index: usize) -> Value {
        match index {
            0 => Value::Number(Decimal::new(25, 1)),
            1 => "1.000,00 kr.".into(),
            2 => Value::Empty,
            _ => "ukendt".into(),
        }
    }

    fn bookmark(&mut self, name: &str) -> Option<Value> {
        match name.to_lowercase().as_str() {
            "rente" => Some("2,5".into()),
            "نتيجة" | "beløb" => Some(Value::Number(Decimal::TEN)),
            _ => None,
        }
    }

    fn cells(&mut self, range: &CellRange) -> Result<Vec<Value>, FormulaError> {
        let cell = |col: u32, row: u32| -> Result<Value, FormulaError> {
            TABLE
                .get(row as usize - 1)
                .and_then(|row| row.get(col as usize - 1))
                .map(|text| Value::from(*text))
                .ok_or(FormulaError::NotInTable)
        };
        match range {
            CellRange::Cell { col, row } => Ok(vec![cell(*col, *row)?]),
            CellRange::Range { from, to } => (from.row..=to.row)
                .flat_map(|row| (from.col..=to.col).map(move |col| (col, row)))
                .map(|(col, row)| cell(col, row))
                .collect(),
            CellRange::Above | CellRange::Row(1) => {
                TABLE[0].map(|text| Ok(text.into())).into_iter().collect()
            }
            CellRange::Column(3) => Ok(vec![cell(3, 1)?, cell(3, 2)?]),
            CellRange::In { table, range } if table == "Tabel1" => self.cells(range),
            _ => Err(FormulaError::NotInTable),
        }
    }
}

fn computed(code: &str, language: Language) -> String {
    let code = code.replace('␓', "\u{13}");
    let conventions = Conventions { separators: Separators::of(language), language };
    let read = parse(&code, conventions.separators);
    let Field::Formula(formula) = &read.field else {
        return format!("no formula: {:?}", read.field);
    };
    match evaluate(formula, &code, &mut Letter, &conventions) {
        Ok(number) => number.to_string(),
        Err(error) => error.to_string(),
    }
}

fn check(formula: &str, expected: &str) {
    assert_eq!(computed(&format!("= {formula}"), Language::Da), expected, "{formula}");
}

#[test]
fn operators_bind_as_in_word() {
    check("2 + 3 * 4", "14");
    check("(2+3)*4", "20");
    check("3 > 2", "1");
    check("2 >= 3", "0");
    check("50% + 25", "25.5");
    check("(-2)^2", "4");
    check("-2^2", "4");
    check("0+-2^2", "4");
    check("7-2-1", "4");
    check("2^-1", "0.5");
    check("--5", "5");
    check("10/4", "2.5");
}

#[test]
fn numbers_are_written_as_the_document_writes_them() {
    check("1,5*2", "3");
    check("1.234,50 + 1", "1235.5");
    check("1000.5 + 1", "1001.5");
    assert_eq!(computed("=ROUND(2.345,1)", Language::En), "2.3");
    assert_eq!(computed("=SUM(1,2,3)", Language::En), "6");
    assert_eq!(computed("=SUM(1; 2; 3)", Language::En), "6");
    assert_eq!(computed("=1,000 + 2", Language::En), "1002");
    assert_eq!(computed("=1234,5*2", Language::En), "2469");
    check("SUM(1, 2, 3)", "6");
    check("SUM(1;2;3)", "6");
}

#[test]
fn functions_do_what_their_names_say() {
    check("ROUND(2,345;1)", "2.3");
    check("ROUND(2,345;2)", "2.35");
    check("ROUND(-2,5;0)", "-3");
    check("ROUND(1250;-2)", "1300");
    check("AVERAGE(2; 4; 6)", "4");
    check("AVERAGE()", "0");
    check("COUNT(1;2;3;4)", "4");
    check("INT(3,9)", "3");
    check("INT(-3,9)", "-3");
    check("MOD(7;3)", "1");
    check("SIGN(-7)", "-1");
    check("ABS(-7)", "7");
    check("PRODUCT(2;3;4)", "24");
    check("MAX(1;3;2)", "3");
    check("MIN(1;3;2)", "1");
    check("NOT(0)", "1");
    check("AND(1;0;3)", "0");
    check("OR(0;0;5)", "1");
    check("IF(2>1;10;20)", "10");
    check("TRUE()", "1");
    check("OR(TRUE;FALSE)", "1");
    check("sum(1;2)", "3");
}

#[test]
fn operands_come_from_fields_bookmarks_and_cells() {
    check("␓ * 2", "5");
    check("␓ + ␓", "1002.5");
    check("beløb * Rente%", "0.25");
    check("defined(نتيجة)", "1");
    check("DEFINED(Ukendt)", "0");
    check("AND(1;DEFINED(ABC1))", "0");
    check("A1 + B1", "3.345");
    check("ROUND(B1;2)", "2.35");
    check("SUM(A1:C1)", "1237.845");
    check("SUM(A1:C2)", "1244.845");
    check("COUNT(A2:C2)", "1");
    check("B2 + 1", "1");
    check("SUM(above)", "1237.845");
    check("SUM(C:C)", "1241.5");
    check("SUM(1:1)", "1237.845");
    check("SUM(Tabel1 A1:B1)", "3.345");
    check("SUM(A1;C2)", "8");
    check("SUM(A1,C2)", "8");
    check("SUM(A1,5)", "6");
    check("SUM(␓,5)", "7.5");
    check("SUM(,5;,5)", "1");
    check("A1*1,5", "1.5");
    check("3*(2+SUM(A1:B1)+7)", "37.035");
}

#[test]
fn errors_speak_words_words() {
    check("1 / 0", "!Zero Divide");
    check("MOD(1;0)", "!Zero Divide");
    check("0^-1", "!Zero Divide");
    check("LN(10)", "!Syntax Error, 10");
    check("2 +", "!Unexpected End of Formula");
    check("", "!Unexpected End of Formula");
    check("ukendt + 1", "!Undefined Bookmark, UKENDT");
    check("2 3", "!Syntax Error, 3");
    check("A9", "!The Formula Not In Table");
    check("9999999999999999999999999999 * 10", "!Number is too large");
    check("ROUND(1)", "!Syntax Error, 1");
    check("␓ + ␓ + ␓", "!Unexpected End of Formula");
}

#[test]
fn depth_is_bounded_and_length_is_not() {
    let nested = |depth: usize| format!("{}1{}", "(".repeat(depth), ")".repeat(depth));
    check(&nested(FORMULA_DEPTH_LIMIT), "1");
    check(&nested(FORMULA_DEPTH_LIMIT + 1), "!Syntax Error, (");
    check(&nested(50_000), "!Syntax Error, (");
    check(&format!("1{}", "+1".repeat(10_000)), "10001");
    check(&format!("{}1", "-".repeat(10_000)), "1");
    check(&format!("1{}", "%".repeat(10_000)), "0");
}

proptest! {
    #[test]
    fn no_formula_breaks_it(formula in "[-0-9+*/^%=<>(),;.:A-C␓ \"]{0,40}") {
        computed(&format!("= {formula}"), Language::Da);
        computed(&format!("= {formula}"), Language::En);
    }

    #[test]
    fn sums_are_exact(left in -999_999_999_i64..999_999_999, right in -999_999_999_i64..999_999_999) {
        let (left, right) = (Decimal::new(left, 2), Decimal::new(right, 2));
        let code = format!("= {left} + {right}").replace('.', ",");
        prop_assert_eq!(computed(&code, Language::Da), (left + right).normalize().to_string());
    }
}
