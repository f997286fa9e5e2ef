//! Formulas: the expression of an `=` field as a tree.

mod cells;
mod read;

pub use cells::{Cell, CellRange};
pub(super) use read::read;

use rust_decimal::Decimal;

use super::Span;

/// How many parentheses may stand in each other. Letters use three or four;
/// each takes some ten calls of the parser, which must fit the stack of a
/// worker thread also in a debug build.
pub const FORMULA_DEPTH_LIMIT: usize = 24;

/// A formula field's expression (ISO/IEC 29500-1, 17.16.3).
#[derive(Clone, PartialEq, Debug)]
pub struct Formula {
    /// The expression's text, in bytes of the code.
    pub span: Span,
    /// What it computes, or why it cannot be read.
    pub expression: Result<Expression, FormulaError>,
}

/// A part of a formula. Rows of operators of one rank are flat, so that only
/// parentheses make the tree deep.
#[derive(Clone, PartialEq, Debug)]
pub enum Expression {
    /// A number.
    Constant(Decimal),
    /// A nested field, by its place among those of the code.
    Nested(usize),
    /// The value of a bookmark.
    Bookmark(String),
    /// One cell or several.
    Cells(CellRange),
    /// An odd number of minus signs.
    Negative(Box<Expression>),
    /// As many hundredths: `50%`, `50%%`.
    Percent(Box<Expression>, u32),
    /// Operands of one rank with the operators between them, from the left.
    Chain(Box<Expression>, Vec<(BinaryOperator, Expression)>),
    /// A function and its arguments.
    Call {
        /// The function; `None` for a name that is none.
        function: Option<Function>,
        /// The function's name as written.
        name: String,
        /// The text of its first argument, which Word's error message shows.
        first: String,
        /// What it is applied to.
        arguments: Vec<Expression>,
    },
}

/// An operator between two numbers (17.16.3.3).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BinaryOperator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `^`
    Power,
    /// `=` and the other comparisons; they give 1 or 0.
    Compare(super::Operator),
}

/// A function (17.16.3.4).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Function {
    /// The number without its sign.
    Abs,
    /// 1 if all arguments are true.
    And,
    /// The mean.
    Average,
    /// How many numbers there are.
    Count,
    /// 1 if the argument can be computed.
    Defined,
    /// 0
    False,
    /// The second argument if the first is true, else the third.
    If,
    /// The whole part.
    Int,
    /// The largest.
    Max,
    /// The smallest.
    Min,
    /// The remainder.
    Mod,
    /// 1 if the argument is 0.
    Not,
    /// 1 if any argument is true.
    Or,
    /// All multiplied.
    Product,
    /// The first argument, rounded to as many places as the second says.
    Round,
    /// 1, 0 or -1.
    Sign,
    /// All added.
    Sum,
    /// 1
    True,
}

impl Function {
    /// The function of a name, in whatever case.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name.to_ascii_uppercase().as_str() {
            "ABS" => Self::Abs,
            "AND" => Self::And,
            "AVERAGE" => Self::Average,
            "COUNT" => Self::Count,
            "DEFINED" => Self::Defined,
            "FALSE" => Self::False,
            "IF" => Self::If,
            "INT" => Self::Int,
            "MAX" => Self::Max,
            "MIN" => Self::Min,
            "MOD" => Self::Mod,
            "NOT" => Self::Not,
            "OR" => Self::Or,
            "PRODUCT" => Self::Product,
            "ROUND" => Self::Round,
            "SIGN" => Self::Sign,
            "SUM" => Self::Sum,
            "TRUE" => Self::True,
            _ => return None,
        })
    }
}

/// Why a formula gives no number. [`Display`](std::fmt::Display) is the text
/// that Word would print in its place.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum FormulaError {
    /// A division or a remainder by zero.
    #[error("!Zero Divide")]
    ZeroDivide,
    /// What cannot be read, or is no number.
    #[error("!Syntax Error, {0}")]
    Syntax(String),
    /// The formula ends where an operand should stand, or an operand is empty.
    #[error("!Unexpected End of Formula")]
    UnexpectedEnd,
    /// More than a decimal holds: 28 digits.
    #[error("!Number is too large")]
    Overflow,
    /// A name that no bookmark has.
    #[error("!Undefined Bookmark, {}", .0.to_uppercase())]
    UndefinedBookmark(String),
    /// Cells asked for outside a table, or outside this one.
    #[error("!The Formula Not In Table")]
    NotInTable,
    /// More than [`FORMULA_DEPTH_LIMIT`] parentheses in each other.
    #[error("!Syntax Error, (")]
    TooComplex,
}

impl FormulaError {
    /// The message without what stood in the formula when it failed: that may be a value.
    pub fn without_values(&self) -> String {
        match self {
            FormulaError::Syntax(_) => "!Syntax Error".to_owned(),
            other => other.to_string(),
        }
    }
}
