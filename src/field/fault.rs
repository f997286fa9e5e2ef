//! What is odd about a field code, as data.

use super::Span;

/// One finding in one code. A fault never stops the reading: the code has a
/// meaning all the same, and the fault says what its author should look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// What was found.
    pub kind: FaultKind,
    /// Where, in bytes of the code.
    pub span: Span,
}

/// The kinds of findings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// A quote without its partner; the text runs to the end of the code, as
    /// in Word.
    UnterminatedQuote,
    /// Typographic quotes where straight ones are meant; only information,
    /// Word reads them as quotes.
    TypographicQuotes,
    /// A switch that this field type does not have.
    UnknownSwitch(String),
    /// A word after `\*` that is no format (17.16.4.3).
    UnknownFormat(String),
    /// Something the field cannot do without; named in the words of the
    /// standard.
    MissingArgument(&'static str),
    /// IF, COMPARE, SKIPIF or NEXTIF without an operator.
    MissingCondition,
    /// An argument more than the field type takes.
    UnexpectedArgument,
    /// A backslash that neither opens a switch nor protects a character.
    StrayBackslash,
    /// A numeric picture without any place for a digit, or a picture with a
    /// quote that does not end.
    BadPicture,
    /// A picture for more digits than Word keeps (14): never use `\#` on
    /// account or card numbers.
    LongDigitsPicture,
    /// A picture written with other separators than the document's own; the
    /// places are kept and the symbols are the letter's.
    MixedSeparators,
    /// A picture or format word that a nested field makes; it has no effect.
    DynamicFormat,
    /// A formula that cannot be read; the text that Word stumbles on.
    FormulaSyntax(String),
    /// A formula with more than [`super::FORMULA_DEPTH_LIMIT`] parentheses in each
    /// other.
    FormulaTooDeep,
}
