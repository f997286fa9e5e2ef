//! A field code read: its type, what that type takes, its formats, its faults.

use super::{
    AddressBlock, Argument, Condition, DateKind, DocInfo, Fault, Format, Formula, GreetingLine, If,
    Include, KeptField, LayoutField, MergeField, Ref, RefusedField, Sequence, Token, TokenKind,
    UnknownField,
};

/// A field code and everything that was understood of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Instruction {
    /// Every byte of the code, in pieces.
    pub tokens: Vec<Token>,
    /// What the code asks for.
    pub field: Field,
    /// The format switches `\*`, `\#` and `\@`, in the order written.
    pub formats: Vec<Format>,
    /// What is odd about it, in the order found.
    pub faults: Vec<Fault>,
}

impl Instruction {
    /// The code as it was written, byte for byte.
    pub fn print(&self) -> String {
        self.tokens.iter().map(|token| token.text.as_str()).collect()
    }

    /// The code tidied for a reader: one blank between the pieces, straight
    /// quotes. `code` is the text that was parsed.
    pub fn canonical(&self, code: &str) -> String {
        let mut tidy = String::with_capacity(code.len());
        for token in &self.tokens {
            let text = code.get(token.span.clone()).unwrap_or_default();
            if token.kind == TokenKind::Blank {
                continue;
            }
            // A list separator belongs to the number before it.
            if !tidy.is_empty() && token.kind != TokenKind::Separator {
                tidy.push(' ');
            }
            if token.kind == TokenKind::Quoted {
                tidy.push('"');
                tidy.push_str(without_quotes(text));
                tidy.push('"');
            } else {
                tidy.push_str(text.trim());
            }
        }
        tidy
    }
}

/// What a field code asks for.
#[derive(Clone, PartialEq, Debug)]
pub enum Field {
    /// MERGEFIELD (17.16.5.35): a value of the case.
    MergeField(MergeField),
    /// IF (17.16.5.26): one of two texts.
    If(If),
    /// COMPARE (17.16.5.12): `1` or `0`; `None` without an operator.
    Compare(Option<Condition>),
    /// SKIPIF (17.16.5.58): drops this letter if the condition holds.
    SkipIf(Option<Condition>),
    /// NEXTIF (17.16.5.38): moves to the next record if the condition holds.
    NextIf(Option<Condition>),
    /// NEXT (17.16.5.37): moves to the next record.
    Next,
    /// `=` (17.16.3, 17.16.5.1): a formula.
    Formula(Formula),
    /// SET (17.16.5.57): gives a bookmark a text, prints nothing.
    Set {
        /// The bookmark's name.
        bookmark: Argument,
        /// The bookmark's new text.
        value: Argument,
    },
    /// REF (17.16.5.51): the text of a bookmark.
    Ref(Ref),
    /// A single word that is no field type: a bookmark's name if the document
    /// has that bookmark, else an unknown field.
    Bare(Argument),
    /// QUOTE (17.16.5.49): its arguments, joined by a blank where blanks stood
    /// between them.
    Quote(Vec<Argument>),
    /// DOCPROPERTY (17.16.5.18): a property of the document.
    DocProperty(Argument),
    /// DOCVARIABLE (17.16.5.19): a variable of the document.
    DocVariable(Option<Argument>),
    /// TITLE, AUTHOR and their like, also under INFO; with the new value if
    /// the code gives one.
    DocInfo(DocInfo, Option<Argument>),
    /// DATE, TIME, CREATEDATE, SAVEDATE, PRINTDATE.
    Date(DateKind),
    /// SEQ (17.16.5.56): a running number.
    Sequence(Sequence),
    /// MERGEREC (17.16.5.36): the record's number in the source.
    MergeRecord,
    /// MERGESEQ: how many letters have been made, this one included.
    MergeSequence,
    /// ADDRESSBLOCK (17.16.5.2).
    AddressBlock(AddressBlock),
    /// GREETINGLINE (17.16.5.23).
    GreetingLine(GreetingLine),
    /// INCLUDETEXT (17.16.5.28).
    IncludeText(Include),
    /// INCLUDEPICTURE (17.16.5.27).
    IncludePicture(Include),
    /// A field that only laying out the pages can answer; it stays a field.
    Layout(LayoutField),
    /// A field that asks a person, runs something or fetches something.
    Refused(RefusedField),
    /// Another field type of Word's, which stays as it is.
    Kept(KeptField),
    /// No field type of Word's, with arguments or switches of its own.
    Unknown(UnknownField),
    /// Nothing but white space.
    Empty,
}

impl Field {
    /// The field type's name in capitals; empty for what has none.
    pub fn keyword(&self) -> &'static str {
        match self {
            Self::MergeField(_) => "MERGEFIELD",
            Self::If(_) => "IF",
            Self::Compare(_) => "COMPARE",
            Self::SkipIf(_) => "SKIPIF",
            Self::NextIf(_) => "NEXTIF",
            Self::Next => "NEXT",
            Self::Formula(_) => "=",
            Self::Set { .. } => "SET",
            Self::Ref(_) => "REF",
            Self::Quote(_) => "QUOTE",
            Self::DocProperty(_) => "DOCPROPERTY",
            Self::DocVariable(_) => "DOCVARIABLE",
            Self::DocInfo(info, _) => info.keyword(),
            Self::Date(kind) => kind.keyword(),
            Self::Sequence(_) => "SEQ",
            Self::MergeRecord => "MERGEREC",
            Self::MergeSequence => "MERGESEQ",
            Self::AddressBlock(_) => "ADDRESSBLOCK",
            Self::GreetingLine(_) => "GREETINGLINE",
            Self::IncludeText(_) => "INCLUDETEXT",
            Self::IncludePicture(_) => "INCLUDEPICTURE",
            Self::Layout(field) => field.kind.keyword(),
            Self::Refused(field) => field.kind.keyword(),
            Self::Kept(field) => field.name,
            Self::Bare(_) | Self::Unknown(_) | Self::Empty => "",
        }
    }
}

/// A quoted token's content; the closing quote may be missing, and one after a
/// protecting backslash closes nothing.
fn without_quotes(text: &str) -> &str {
    let text = text.strip_prefix(super::QUOTES).unwrap_or(text);
    match text.strip_suffix(super::QUOTES) {
        Some(content) if protects_next(content) => text,
        Some(content) => content,
        None => text,
    }
}

/// Whether the text ends in a backslash that is not itself protected.
fn protects_next(text: &str) -> bool {
    let backslashes = text.len() - text.trim_end_matches('\\').len();
    !backslashes.is_multiple_of(2)
}
