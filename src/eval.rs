//! One field code, tried by itself.
//!
//! There is one evaluator. To try `{ = 1234,5 \# "#.##0,00" }` the code is put into a letter of one
//! paragraph, that letter is merged as any other, and its text is read back:
//!
//! ```text
//! { IF { MERGEFIELD Question:00042 } = "J" "ja" "nej" }   with 00042 = N
//! nej
//! ```
//!
//! So what a code gives here is what it gives in a letter, with two differences that a person who
//! tries a code wants: gaps are not closed up, and errors do not keep the text back.

use jiff::civil::DateTime;

use crate::diagnostic::{Diagnostic, Place};
use crate::docx::{
    Limits, Macros, Mark, MinimalSettings, Node, Package, PackageError, PieceKind, Story, fold,
    minimal_package,
};
use crate::field::{BraceFault, BracePiece, Separators, parse_braces};
use crate::locale::Language;
use crate::merge::{Answers, Gaps, MergeOptions, Outcome, Record, Request, Strictness, merge};
use crate::template::{CompileOptions, Template};

/// What surrounds the code.
#[derive(Clone, Debug, Default)]
pub struct EvalOptions {
    /// The case data.
    pub record: Record,
    /// The answers.
    pub answers: Answers,
    /// The letter's language.
    pub language: Language,
    /// The template's decimal symbol; without it, that of the language.
    pub decimal_symbol: Option<char>,
    /// The template's list separator; without it, that of the language.
    pub list_separator: Option<char>,
    /// What DATE and the like mean.
    pub date: Option<DateTime>,
}

/// What a code came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluated {
    /// The text, paragraphs and lines apart by line ends.
    pub text: String,
    /// What was odd, errors included.
    pub diagnostics: Vec<Diagnostic>,
    /// SKIPIF held here: the letter is not to be sent.
    pub do_not_send: Option<Place>,
}

/// Why a code could not be tried.
#[derive(Debug, thiserror::Error)]
pub enum EvalError {
    /// The braces do not pair.
    #[error(transparent)]
    Braces(#[from] BraceFault),
    /// The letter around the code could not be made or read.
    #[error(transparent)]
    Package(#[from] PackageError),
}

/// Evaluates text with field codes in braces; text without any brace is one field's code. A line end
/// is a paragraph mark.
pub fn eval(code: &str, options: &EvalOptions) -> Result<Evaluated, EvalError> {
    let braced = if code.contains(['{', '}']) { code.to_owned() } else { format!("{{ {code} }}") };
    let mut row = Vec::new();
    push_marks(&mut row, &parse_braces(&braced)?);
    let defaults = Separators::of(options.language);
    let settings = MinimalSettings {
        language: options.language.tag(),
        decimal_symbol: options.decimal_symbol.unwrap_or(defaults.decimal),
        list_separator: options.list_separator.unwrap_or(defaults.list),
    };
    let template =
        Template::compile(&minimal_package(&row, &settings)?, &CompileOptions::default())?;
    let merge_options = MergeOptions {
        gaps: Gaps::AsWord,
        strictness: Strictness::Lenient,
        date: options.date,
        ..MergeOptions::default()
    };
    let merged =
        merge(&template, &Request::single(&options.record, &options.answers, &merge_options))?;
    let (text, do_not_send) = match &merged.outcome {
        Outcome::Letter(bytes) => (body_text(bytes)?, None),
        Outcome::DoNotSend(place) => (String::new(), Some(place.clone())),
        Outcome::Refused => (String::new(), None),
    };
    Ok(Evaluated { text, diagnostics: merged.receipt(&template).diagnostics, do_not_send })
}

fn push_marks(row: &mut Vec<Mark>, pieces: &[BracePiece]) {
    for piece in pieces {
        match piece {
            BracePiece::Text(text) => row.push(Mark::Text(text.clone())),
            BracePiece::Field(field) => {
                row.push(Mark::Begin);
                push_marks(row, &field.pieces);
                row.push(Mark::End);
            }
        }
    }
}

/// The text of a letter's body. Of a field that stays, what it shows; never its code.
pub fn body_text(letter: &[u8]) -> Result<String, PackageError> {
    let limits = Limits::default();
    let package = Package::open(letter, Macros::Drop, &limits)?;
    let part = package.main_part().to_owned();
    let story = Story::read(&part, package.text(&part)?, &limits)?;
    let folded = fold(&story, &limits)?;
    let mut text = String::new();
    push_text(&mut text, &story, &folded.nodes);
    // The last paragraph's mark ends the text; it does not begin another line.
    text.pop();
    Ok(text)
}

fn push_text(text: &mut String, story: &Story, nodes: &[Node]) {
    for node in nodes {
        match node {
            Node::Field(field) => push_text(text, story, &field.result),
            Node::Piece(id) => match &story.pieces[*id].kind {
                PieceKind::Text(content) => text.push_str(&story.text(content)),
                PieceKind::LineBreak | PieceKind::ParagraphClose => text.push('\n'),
                PieceKind::Tab => text.push('\t'),
                _ => {}
            },
        }
    }
}
