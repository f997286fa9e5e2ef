//! From a formula's text to its tree.

use pest::Parser;
use pest::error::InputLocation;
use pest::iterators::Pair;
use rust_decimal::Decimal;

use super::cells::{Cell, CellRange, column};
use super::{BinaryOperator, Expression, FORMULA_DEPTH_LIMIT, Formula, FormulaError, Function};
use crate::field::argument::nested_before;
use crate::field::number_text;
use crate::field::parse::{FieldGrammar, Rule};
use crate::field::{Operator, Separators, Span};

/// Reads the expression that stands at `span` of `code`.
pub(in crate::field) fn read(code: &str, span: Span, separators: Separators) -> Formula {
    let text = code.get(span.clone()).unwrap_or_default();
    let expression = expression_of(text, nested_before(code, span.start), separators);
    Formula { span, expression }
}

fn expression_of(
    text: &str,
    nested: usize,
    separators: Separators,
) -> Result<Expression, FormulaError> {
    if text.trim().is_empty() {
        return Err(FormulaError::UnexpectedEnd);
    }
    let uniform = uniform(text, separators)?;
    match FieldGrammar::parse(Rule::formula, &uniform) {
        Ok(mut pairs) => {
            let formula = pairs
                .next()
                .and_then(|formula| formula.into_inner().next())
                .ok_or(FormulaError::UnexpectedEnd)?;
            let mut reader = Reader { text, nested, separators };
            reader.expression(formula)
        }
        Err(error) => {
            let at = match error.location {
                InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
            };
            Err(stumble(text, at))
        }
    }
}

/// What Word would name: the word at which reading stopped.
fn stumble(text: &str, at: usize) -> FormulaError {
    let rest = text.get(at..).unwrap_or_default().trim_start();
    let Some(first) = rest.chars().next() else {
        return FormulaError::UnexpectedEnd;
    };
    let end = if first.is_alphanumeric() {
        rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len())
    } else {
        first.len_utf8()
    };
    // An error message is for people; a long word says no more than its start.
    FormulaError::Syntax(rest[..end].chars().take(40).collect())
}

/// The formula with the grammar's signs in the place of the document's, byte
/// for byte: `.` the radix, `'` between groups, `;` between arguments.
///
/// A comma between digits is a radix in a document with decimal comma, and in
/// one with decimal point it groups if three digits follow and no parenthesis
/// is open (`1,000 + 2`), else it separates (`SUM(1,2,3)`). A `;` always
/// separates.
fn uniform(text: &str, separators: Separators) -> Result<String, FormulaError> {
    let mut bytes = text.as_bytes().to_vec();
    let mut depth = 0_usize;
    let mut quoted = false;
    for at in 0..bytes.len() {
        let before = at.checked_sub(1).map_or(0, |before| bytes[before]);
        let digits =
            bytes[at + 1..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        match bytes[at] {
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'(' => {
                depth += 1;
                if depth > FORMULA_DEPTH_LIMIT {
                    return Err(FormulaError::TooComplex);
                }
            }
            b')' => depth = depth.saturating_sub(1),
            b',' if separators.decimal == ',' => {
                let fraction = digits > 0 && ends_in_number(&bytes[..at]);
                let leading = digits > 0 && expects_operand(&bytes[..at]);
                bytes[at] = if fraction || leading { b'.' } else { b';' };
            }
            b'.' if separators.decimal == ',' && before.is_ascii_digit() && digits == 3 => {
                bytes[at] = b'\'';
            }
            b',' if before.is_ascii_digit() && digits == 3 && depth == 0 => bytes[at] = b'\'',
            // A fraction with the other sign, where nothing else can be meant.
            b',' if before.is_ascii_digit() && digits > 0 && depth == 0 => bytes[at] = b'.',
            b',' => bytes[at] = b';',
            _ => {}
        }
    }
    String::from_utf8(bytes).map_err(|_| FormulaError::Syntax(String::new()))
}

/// Whether the text ends in a number and not in a cell such as `A1`.
fn ends_in_number(text: &[u8]) -> bool {
    let digits = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let before = &text[..text.len() - digits];
    digits > 0 && !before.last().is_some_and(u8::is_ascii_alphabetic)
}

/// Whether an operand must follow: at the start, after an operator, in a list.
fn expects_operand(text: &[u8]) -> bool {
    text.trim_ascii_end().last().is_none_or(|last| b"(;+-*/^<>=".contains(last))
}

/// Builds the tree; `nested` counts the nested fields already met.
struct Reader<'a> {
    text: &'a str,
    nested: usize,
    separators: Separators,
}

impl Reader<'_> {
    fn expression(&mut self, pair: Pair<'_, Rule>) -> Result<Expression, FormulaError> {
        match pair.as_rule() {
            Rule::expression | Rule::sum | Rule::product | Rule::power => self.chain(pair),
            Rule::signed => {
                let mut negative = false;
                let mut operand = None;
                for inner in pair.into_inner() {
                    if inner.as_rule() == Rule::sign {
                        negative ^= inner.as_str() == "-";
                    } else {
                        operand = Some(self.expression(inner)?);
                    }
                }
                let operand = operand.ok_or(FormulaError::UnexpectedEnd)?;
                Ok(if negative { Expression::Negative(Box::new(operand)) } else { operand })
            }
            Rule::percentage => {
                let mut inner = pair.into_inner();
                let operand = self.expression(inner.next().ok_or(FormulaError::UnexpectedEnd)?)?;
                let count = u32::try_from(inner.count()).unwrap_or(u32::MAX);
                Ok(if count == 0 { operand } else { Expression::Percent(Box::new(operand), count) })
            }
            Rule::constant => constant(pair.as_str()).map(Expression::Constant),
            Rule::quoted_constant => self.quoted(&pair),
            Rule::nested => {
                self.nested += 1;
                Ok(Expression::Nested(self.nested - 1))
            }
            Rule::function => self.call(pair),
            Rule::argument => {
                let inner = pair.into_inner().next().ok_or(FormulaError::UnexpectedEnd)?;
                self.expression(inner)
            }
            Rule::bookmark => Ok(match pair.as_str().trim() {
                // The two constants need no parentheses: `OR(TRUE;FALSE)`.
                name if name.eq_ignore_ascii_case("TRUE") => Expression::Constant(Decimal::ONE),
                name if name.eq_ignore_ascii_case("FALSE") => Expression::Constant(Decimal::ZERO),
                name => Expression::Bookmark(name.to_owned()),
            }),
            Rule::cells_argument | Rule::cells => cells(pair).map(Expression::Cells),
            Rule::table_cells => {
                let mut inner = pair.into_inner();
                let table = inner.next().map_or(String::new(), |name| name.as_str().to_owned());
                let range = cells(inner.next().ok_or(FormulaError::UnexpectedEnd)?)?;
                let range = Box::new(range);
                Ok(Expression::Cells(CellRange::In { table, range }))
            }
            _ => Err(FormulaError::Syntax(pair.as_str().to_owned())),
        }
    }

    fn chain(&mut self, pair: Pair<'_, Rule>) -> Result<Expression, FormulaError> {
        let mut inner = pair.into_inner();
        let first = self.expression(inner.next().ok_or(FormulaError::UnexpectedEnd)?)?;
        let mut rest = Vec::new();
        while let (Some(operator), Some(operand)) = (inner.next(), inner.next()) {
            let operator = match operator.as_str() {
                "+" => BinaryOperator::Add,
                "-" => BinaryOperator::Subtract,
                "*" => BinaryOperator::Multiply,
                "/" => BinaryOperator::Divide,
                "^" => BinaryOperator::Power,
                sign => BinaryOperator::Compare(
                    Operator::from_sign(sign)
                        .ok_or_else(|| FormulaError::Syntax(sign.to_owned()))?,
                ),
            };
            rest.push((operator, self.expression(operand)?));
        }
        Ok(if rest.is_empty() { first } else { Expression::Chain(Box::new(first), rest) })
    }

    fn call(&mut self, pair: Pair<'_, Rule>) -> Result<Expression, FormulaError> {
        let mut inner = pair.into_inner();
        let name = inner.next().map_or(String::new(), |name| name.as_str().to_owned());
        let mut arguments = Vec::new();
        let mut first = String::new();
        for (index, argument) in inner.enumerate() {
            if index == 0 {
                let span = argument.as_span();
                let written = self.text.get(span.start()..span.end()).unwrap_or_default();
                written.trim().clone_into(&mut first);
            }
            arguments.push(self.expression(argument)?);
        }
        Ok(Expression::Call { function: Function::from_name(&name), name, first, arguments })
    }

    /// A number between quotes, written with the document's signs.
    fn quoted(&self, pair: &Pair<'_, Rule>) -> Result<Expression, FormulaError> {
        let text = pair.as_str().trim_matches('"').trim();
        let group = if self.separators.decimal == ',' { '.' } else { ',' };
        number_text::written_with(text, self.separators.decimal, group)
            .map(Expression::Constant)
            .ok_or_else(|| FormulaError::Syntax(text.chars().take(40).collect()))
    }
}

fn constant(text: &str) -> Result<Decimal, FormulaError> {
    let plain: String = text.chars().filter(|letter| *letter != '\'').collect();
    let plain = plain.trim_end_matches('.');
    plain.parse().map_err(|_| FormulaError::Overflow)
}

fn cells(pair: Pair<'_, Rule>) -> Result<CellRange, FormulaError> {
    let text = pair.as_str().trim().to_owned();
    let wrong = || FormulaError::Syntax(text.clone());
    let inner = pair.into_inner().next().ok_or_else(wrong)?;
    let rule = inner.as_rule();
    let written = inner.as_str().trim().to_ascii_uppercase();
    let mut parts = inner.into_inner();
    let mut next = || parts.next().ok_or_else(wrong);
    Ok(match rule {
        Rule::direction => match written.as_str() {
            "ABOVE" => CellRange::Above,
            "BELOW" => CellRange::Below,
            "LEFT" => CellRange::Left,
            _ => CellRange::Right,
        },
        Rule::whole_column => {
            let (from, to) = (column(next()?.as_str()), column(next()?.as_str()));
            if from == to {
                CellRange::Column(from)
            } else {
                CellRange::Columns(from.min(to), from.max(to))
            }
        }
        Rule::whole_row => {
            let (from, to) = (row(&next()?)?, row(&next()?)?);
            if from == to {
                CellRange::Row(from)
            } else {
                CellRange::Rows(from.min(to), from.max(to))
            }
        }
        Rule::cell_range => CellRange::Range { from: cell(next()?)?, to: cell(next()?)? },
        _ => {
            let column_letters = column(next()?.as_str());
            CellRange::Cell { col: column_letters, row: row(&next()?)? }
        }
    })
}

fn cell(pair: Pair<'_, Rule>) -> Result<Cell, FormulaError> {
    let text = pair.as_str().to_owned();
    let mut parts = pair.into_inner();
    match (parts.next(), parts.next()) {
        (Some(letters), Some(number)) => {
            Ok(Cell { col: column(letters.as_str()), row: row(&number)? })
        }
        _ => Err(FormulaError::Syntax(text)),
    }
}

fn row(pair: &Pair<'_, Rule>) -> Result<u32, FormulaError> {
    pair.as_str()
        .parse()
        .map_err(|_| FormulaError::Syntax(pair.as_str().chars().take(40).collect()))
}
