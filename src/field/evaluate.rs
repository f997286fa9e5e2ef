//! Formulas computed: numbers, functions, and what Word says instead.

use rust_decimal::prelude::{RoundingStrategy, ToPrimitive};
use rust_decimal::{Decimal, MathematicalOps};

use super::number_text;
use super::{
    BinaryOperator, CellRange, Conventions, Expression, Formula, FormulaError, Function, Value,
};

/// What a formula may look up; the merge knows it.
pub trait Names {
    /// The value of the code's nested field of that index.
    fn nested(&mut self, index: usize) -> Value;

    /// The values that the nested field of that index brings into a function: one, unless it stands
    /// for a list or may be passed over.
    fn several(&mut self, index: usize) -> Vec<Value> {
        vec![self.nested(index)]
    }

    /// The value of a bookmark, `None` if the document has none of that name.
    fn bookmark(&mut self, name: &str) -> Option<Value>;

    /// The texts of cells, in reading order.
    ///
    /// # Errors
    ///
    /// [`FormulaError::NotInTable`] outside a table, or for cells it lacks.
    fn cells(&mut self, range: &CellRange) -> Result<Vec<Value>, FormulaError>;
}

/// Computes a formula (ISO/IEC 29500-1, 17.16.3). The tree holds all that is
/// needed of the code, which is taken only so that all readers of arguments
/// are called alike.
///
/// | formula            | Danish document      |
/// |--------------------|----------------------|
/// | `2 + 3 * 4`        | 14                   |
/// | `ROUND(2,345;1)`   | 2.3                  |
/// | `-2^2`             | 4                    |
/// | `50% + 25`         | 25.5                 |
/// | `3 > 2`            | 1                    |
/// | `1 / 0`            | `!Zero Divide`       |
/// | `LN(10)`           | `!Syntax Error, 10`  |
///
/// A nested field, a bookmark or a cell counts with the first number of its
/// text, so `1.234,50 kr.` is an operand. A single empty cell is 0; an empty
/// nested field is an error, as a missing amount must not become a wrong sum.
/// In functions empty cells and cells of words are passed over.
///
/// # Errors
///
/// The [`FormulaError`] whose text Word would print.
pub fn evaluate(
    formula: &Formula,
    _code: &str,
    names: &mut dyn Names,
    conventions: &Conventions,
) -> Result<Decimal, FormulaError> {
    let expression = formula.expression.as_ref().map_err(Clone::clone)?;
    let mut evaluation = Evaluation { names, conventions };
    evaluation.number(expression).map(|number| number.normalize())
}

struct Evaluation<'a> {
    names: &'a mut dyn Names,
    conventions: &'a Conventions,
}

impl Evaluation<'_> {
    fn number(&mut self, expression: &Expression) -> Result<Decimal, FormulaError> {
        match expression {
            Expression::Constant(number) => Ok(*number),
            Expression::Nested(index) => {
                let value = self.names.nested(*index);
                self.operand(&value)
            }
            Expression::Bookmark(name) => {
                let value = self
                    .names
                    .bookmark(name)
                    .ok_or_else(|| FormulaError::UndefinedBookmark(name.clone()))?;
                self.operand(&value)
            }
            Expression::Cells(range) => {
                // A range outside a function counts with its first number.
                let cells = self.names.cells(range)?;
                Ok(cells.iter().find_map(|cell| self.first_number(cell)).unwrap_or_default())
            }
            Expression::Negative(operand) => Ok(-self.number(operand)?),
            Expression::Percent(operand, count) => {
                let mut number = self.number(operand)?;
                // Twenty-eight digits are gone after fourteen of them.
                for _ in 0..(*count).min(32) {
                    number =
                        number.checked_div(Decimal::ONE_HUNDRED).ok_or(FormulaError::Overflow)?;
                }
                Ok(number)
            }
            Expression::Chain(first, rest) => {
                let mut total = self.number(first)?;
                for (operator, operand) in rest {
                    let operand = self.number(operand)?;
                    total = apply(total, *operator, operand)?;
                }
                Ok(total)
            }
            Expression::Call { function: Some(function), first, arguments, name } => {
                self.call(*function, name, first, arguments)
            }
            Expression::Call { name, first, .. } => {
                Err(FormulaError::Syntax(if first.is_empty() {
                    name.clone()
                } else {
                    first.clone()
                }))
            }
        }
    }

    fn call(
        &mut self,
        function: Function,
        name: &str,
        first: &str,
        arguments: &[Expression],
    ) -> Result<Decimal, FormulaError> {
        let truth = |holds: bool| if holds { Decimal::ONE } else { Decimal::ZERO };
        let wrong_count = || {
            let shown = if first.is_empty() { name } else { first };
            Err(FormulaError::Syntax(shown.to_owned()))
        };
        match (function, arguments) {
            (Function::True, []) => Ok(Decimal::ONE),
            (Function::False, []) => Ok(Decimal::ZERO),
            (Function::Abs, [number]) => Ok(self.number(number)?.abs()),
            (Function::Int, [number]) => Ok(self.number(number)?.trunc()),
            (Function::Sign, [number]) => {
                let number = self.number(number)?;
                Ok(Decimal::from(number.cmp(&Decimal::ZERO) as i8))
            }
            (Function::Not, [number]) => Ok(truth(self.number(number)?.is_zero())),
            (Function::Defined, [argument]) => Ok(truth(self.number(argument).is_ok())),
            (Function::If, [condition, then, otherwise]) => {
                let chosen = if self.number(condition)?.is_zero() { otherwise } else { then };
                self.number(chosen)
            }
            (Function::Mod, [number, divisor]) => {
                let number = self.number(number)?;
                let divisor = self.number(divisor)?;
                if divisor.is_zero() {
                    return Err(FormulaError::ZeroDivide);
                }
                number.checked_rem(divisor).ok_or(FormulaError::Overflow)
            }
            (Function::Round, [number, places]) => {
                let number = self.number(number)?;
                round(number, self.number(places)?)
            }
            (Function::And, _) => {
                Ok(truth(self.numbers(arguments)?.iter().all(|number| !number.is_zero())))
            }
            (Function::Or, _) => {
                Ok(truth(self.numbers(arguments)?.iter().any(|number| !number.is_zero())))
            }
            (Function::Count, _) => Ok(Decimal::from(self.numbers(arguments)?.len())),
            (Function::Sum, _) => sum(&self.numbers(arguments)?),
            (Function::Average, _) => {
                let numbers = self.numbers(arguments)?;
                if numbers.is_empty() {
                    return Ok(Decimal::ZERO);
                }
                sum(&numbers)?
                    .checked_div(Decimal::from(numbers.len()))
                    .ok_or(FormulaError::Overflow)
            }
            (Function::Product, _) => {
                let numbers = self.numbers(arguments)?;
                let mut product = numbers.first().copied().unwrap_or_default();
                for number in numbers.iter().skip(1) {
                    product = product.checked_mul(*number).ok_or(FormulaError::Overflow)?;
                }
                Ok(product)
            }
            (Function::Max, _) => {
                Ok(self.numbers(arguments)?.into_iter().max().unwrap_or_default())
            }
            (Function::Min, _) => {
                Ok(self.numbers(arguments)?.into_iter().min().unwrap_or_default())
            }
            _ => wrong_count(),
        }
    }

    /// The numbers of a function's arguments; cells without one are passed over.
    fn numbers(&mut self, arguments: &[Expression]) -> Result<Vec<Decimal>, FormulaError> {
        let mut numbers = Vec::new();
        for argument in arguments {
            match argument {
                Expression::Cells(range) => {
                    let cells = self.names.cells(range)?;
                    numbers.extend(cells.iter().filter_map(|cell| self.first_number(cell)));
                }
                Expression::Nested(index) => {
                    for value in self.names.several(*index) {
                        numbers.push(self.operand(&value)?);
                    }
                }
                other => numbers.push(self.number(other)?),
            }
        }
        Ok(numbers)
    }

    fn operand(&self, value: &Value) -> Result<Decimal, FormulaError> {
        if value.is_empty() {
            return Err(FormulaError::UnexpectedEnd);
        }
        self.first_number(value).ok_or_else(|| {
            let text = value.to_text(self.conventions.language);
            FormulaError::Syntax(text.chars().take(40).collect())
        })
    }

    fn first_number(&self, value: &Value) -> Option<Decimal> {
        match value {
            Value::Number(number) => Some(*number),
            Value::Bool(answer) => Some(Decimal::from(u8::from(*answer))),
            // What an earlier formula complained of is no number, though it may name one.
            Value::Text(text) if text.trim_start().starts_with('!') => None,
            Value::Text(text) => number_text::first_in(text, self.conventions.language),
            Value::Empty | Value::Date(_) | Value::DateTime(_) => None,
        }
    }
}

fn apply(left: Decimal, operator: BinaryOperator, right: Decimal) -> Result<Decimal, FormulaError> {
    match operator {
        BinaryOperator::Add => left.checked_add(right),
        BinaryOperator::Subtract => left.checked_sub(right),
        BinaryOperator::Multiply => left.checked_mul(right),
        BinaryOperator::Divide if right.is_zero() => return Err(FormulaError::ZeroDivide),
        BinaryOperator::Divide => left.checked_div(right),
        BinaryOperator::Power => return power(left, right),
        BinaryOperator::Compare(operator) => {
            let holds = operator.holds(left.cmp(&right));
            Some(Decimal::from(u8::from(holds)))
        }
    }
    .ok_or(FormulaError::Overflow)
}

fn power(base: Decimal, exponent: Decimal) -> Result<Decimal, FormulaError> {
    if base.is_zero() && exponent.is_sign_negative() && !exponent.is_zero() {
        return Err(FormulaError::ZeroDivide);
    }
    match exponent.to_i64() {
        Some(whole) if exponent.fract().is_zero() => base.checked_powi(whole),
        _ if base.is_sign_negative() => None,
        _ => base.checked_powd(exponent),
    }
    .ok_or(FormulaError::Overflow)
}

/// Rounds half away from zero; a negative count of places rounds tens,
/// hundreds and so on.
fn round(number: Decimal, places: Decimal) -> Result<Decimal, FormulaError> {
    let places = places.trunc().to_i32().ok_or(FormulaError::Overflow)?;
    let half_up = RoundingStrategy::MidpointAwayFromZero;
    if places >= 0 {
        let places = places.unsigned_abs().min(28);
        return Ok(number.round_dp_with_strategy(places, half_up));
    }
    let Some(unit) = Decimal::TEN.checked_powi(i64::from(places.unsigned_abs())) else {
        return Ok(Decimal::ZERO);
    };
    (number / unit)
        .round_dp_with_strategy(0, half_up)
        .checked_mul(unit)
        .ok_or(FormulaError::Overflow)
}

fn sum(numbers: &[Decimal]) -> Result<Decimal, FormulaError> {
    numbers.iter().try_fold(Decimal::ZERO, |total, number| {
        total.checked_add(*number).ok_or(FormulaError::Overflow)
    })
}

#[cfg(test)]
mod tests;
