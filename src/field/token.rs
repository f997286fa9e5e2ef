//! The tokens of a field code: every byte of it, in order.

use super::Span;

/// A piece of a code. The pieces of a code, put in a row, are the code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// What the piece is.
    pub kind: TokenKind,
    /// The piece without the white space before it, in bytes of the code.
    pub span: Span,
    /// The piece with the white space before it, as written.
    pub text: String,
}

/// What a token is (ISO/IEC 29500-1, 17.16.1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// The field type, `MERGEFIELD` or `=`, in whatever case.
    FieldType,
    /// A quoted argument, with its quotes.
    Quoted,
    /// A bare word, or a nested field, or both grown together.
    Word,
    /// A comparison operator of IF and its kin.
    Operator,
    /// A list separator after a number (`= 0,"" …`).
    Separator,
    /// The whole expression of a formula field.
    Expression,
    /// `\*`, `\#`, `\@`, without their argument.
    FormatSwitch,
    /// Any other switch, without its argument.
    Switch,
    /// A backslash without a meaning.
    Stray,
    /// White space at the end of the code.
    Blank,
}
