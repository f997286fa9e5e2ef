//! The field language: what Word keeps between `{` and `}`.
//!
//! A field code is a line of text with a type, arguments and switches
//! (ISO/IEC 29500-1, 17.16.1). In the decision on housing benefit (*afgørelse
//! om boligstøtte*) the amount is
//!
//! ```text
//! { IF { MERGEFIELD Boligstøtte } > 0 "Du får { MERGEFIELD Boligstøtte \# "#.##0,00" } kr." "Du får intet." }
//! ```
//!
//! Reading is [`parse`]: it never fails, keeps every byte ([`Instruction::print`])
//! and tells what is odd as [`Fault`]s. A code comes here with placeholder
//! characters where other things stand: [`NESTED`] for each field in it.
//!
//! ```text
//! IF ␓ > 0 "Du får ␓ kr." "Du får intet."      the code, ␓ = NESTED
//! If { condition: ␓ > 0, then: Du får ␓ kr., otherwise: Du får intet. }
//! ```
//!
//! The merge gives each nested field its [`Value`], asks [`compare`] whether
//! the condition holds, [`evaluate`] for formulas, and [`format()`] for the text
//! under the switches `\#`, `\@` and `\*`: 11175.91 becomes `11.175,91`.
//!
//! Where Word's behaviour is not documented, these are the decisions:
//!
//! | question                                | here                                         |
//! |-----------------------------------------|----------------------------------------------|
//! | typographic quotes and guillemets       | are quotes; a pair inside straight ones is text |
//! | quoted `"2 + 3"` as an operand          | is text, not a formula                       |
//! | fill blanks of `#` in a picture         | are left out (`$15`, not `$ 15`)             |
//! | a picture with the other separators     | keeps its places, prints the letter's signs  |
//! | `1.234` as text in a Danish letter      | is 1234, with a note                         |
//! | text under `\#`, no date under `\@`     | is printed as it is, with a note             |
//! | `.00` for 95.4                          | prints `95,40`, Word loses the 95            |
//! | negative numbers under `<`              | compare as numbers do                        |
//! | an empty field in a formula             | is an error, an empty cell is not            |
//!
//! This room knows no XML and no documents, reads no clock, and fetches nothing.

mod argument;
mod braces;
mod catalogue;
mod compare;
mod date_picture;
mod date_text;
mod evaluate;
mod fault;
mod format;
mod formula;
mod general;
mod instruction;
mod kinds;
mod number_text;
mod numeric_picture;
mod parse;
mod picture;
mod read;
mod token;
mod value;

pub use argument::Argument;
pub use braces::{BraceFault, BraceField, BracePiece, DEPTH_LIMIT, parse_braces};
pub use compare::{Comparison, ComparisonNote, Condition, Operator, compare};
pub use date_picture::DatePicture;
pub use evaluate::{Names, evaluate};
pub use fault::{Fault, FaultKind};
pub use format::{Format, FormatNote, Formatted, format};
pub use formula::{
    BinaryOperator, Cell, CellRange, Expression, FORMULA_DEPTH_LIMIT, Formula, FormulaError,
    Function,
};
pub use general::{GeneralFormat, roman};
pub use instruction::{Field, Instruction};
pub use kinds::{
    AddressBlock, DateKind, DocInfo, GreetingLine, If, Include, KeptField, LayoutField, LayoutKind,
    MergeField, Ref, RefSwitches, RefusedField, RefusedKind, Sequence, UnknownField,
};
pub use number_text::Reading;
pub use numeric_picture::NumericPicture;
pub use parse::parse;
pub use token::{Token, TokenKind};
pub use value::Value;

use crate::locale::Language;

/// Stands for one nested field; the i-th of them is the i-th nested field of
/// the code. These are Word's own control characters, which XML 1.0 forbids,
/// so no document's text can hold them.
pub const NESTED: char = '\u{13}';
/// Stands for a picture, a table or the like inside a code.
pub const OBJECT: char = '\u{1}';
/// Stands for a paragraph mark inside a code: white space between arguments,
/// content inside quotes.
pub const PARAGRAPH: char = '\u{14}';
/// Stands for a line break (`w:br`) inside a code; a tab is `\t`.
pub const LINE_BREAK: char = '\u{b}';

/// The characters that open and close a quoted argument.
const QUOTES: [char; 6] = ['"', '\u{201c}', '\u{201d}', '\u{201e}', '»', '«'];

/// Bytes of a code's text.
pub type Span = std::ops::Range<usize>;

/// What a document's settings say about numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Separators {
    /// `w:decimalSymbol`
    pub decimal: char,
    /// `w:listSeparator`
    pub list: char,
}

impl Separators {
    /// The separators Word writes on a machine of that language.
    pub fn of(language: Language) -> Self {
        Self { decimal: language.decimal_symbol(), list: language.list_separator() }
    }
}

impl Default for Separators {
    fn default() -> Self {
        Self::of(Language::default())
    }
}

/// Two languages meet in a letter: the one its template was written with and
/// the one it speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Conventions {
    /// How the template's pictures and literals are written.
    pub separators: Separators,
    /// What the letter speaks.
    pub language: Language,
}
