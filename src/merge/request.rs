//! What a caller asks for: data, answers, and how strict to be.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::DateTime;

use super::record::{Fragment, Picture, Record};

/// An answer to a merge question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// `J`
    Yes,
    /// `N`
    No,
}

impl Answer {
    /// The letter on the wire.
    pub fn letter(self) -> &'static str {
        match self {
            Answer::Yes => "J",
            Answer::No => "N",
        }
    }

    /// Reads an answer: `J` or `N`, in either case.
    pub fn read(text: &str) -> Option<Self> {
        match text.trim() {
            "J" | "j" => Some(Answer::Yes),
            "N" | "n" => Some(Answer::No),
            _ => None,
        }
    }
}

/// Answers by the key of their question.
pub type Answers = HashMap<String, Answer>;

/// What a field without a value becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// An error: the letter is not written.
    #[default]
    Refuse,
    /// Nothing, as if the value were empty, with a warning.
    Empty,
}

/// What becomes of the gaps that vanished fields leave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gaps {
    /// Paragraphs, lines and rows that only fields have made empty are removed, doubled blanks and
    /// blanks before punctuation closed up.
    #[default]
    Close,
    /// As Word: only paragraphs that hold nothing but empty merge fields are removed.
    AsWord,
}

/// What errors do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strictness {
    /// Any error and the letter is not written.
    #[default]
    Strict,
    /// The letter is written with what can be done; the errors are in the receipt.
    Lenient,
}

/// Texts and pictures that INCLUDETEXT and INCLUDEPICTURE may name. Nothing else is ever fetched.
#[derive(Clone, Debug, Default)]
pub struct Approved {
    /// Texts by name.
    pub texts: HashMap<String, Arc<Fragment>>,
    /// Pictures by name.
    pub pictures: HashMap<String, Arc<Picture>>,
}

/// How to merge, the same for all letters of a batch.
#[derive(Clone, Debug, Default)]
pub struct MergeOptions {
    /// What a field without a value becomes.
    pub missing: Missing,
    /// What becomes of gaps.
    pub gaps: Gaps,
    /// What errors do.
    pub strictness: Strictness,
    /// A table whose regions are all empty goes, and with it the heading right above.
    pub remove_empty_tables: bool,
    /// What DATE, TIME, CREATEDATE and SAVEDATE mean: the day of the decision.
    pub date: Option<DateTime>,
    /// The document's title.
    pub title: Option<String>,
    /// The document's language as a tag, such as `da-DK`, for its properties.
    pub language: Option<String>,
    /// Document properties and variables that override the template's, by name in lower case.
    pub properties: HashMap<String, String>,
    /// What INCLUDETEXT and INCLUDEPICTURE may name.
    pub approved: Approved,
    /// The receipt shows the values, which are personal data.
    pub receipt_values: bool,
}

/// One letter asked for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    /// The case data.
    pub record: &'r Record,
    /// The answers.
    pub answers: &'r Answers,
    /// How to merge.
    pub options: &'r MergeOptions,
    /// MERGEREC: the record's number in its source, from 1.
    pub record_number: usize,
    /// MERGESEQ: how many letters have been made, this one included.
    pub sequence_number: usize,
}

impl<'r> Request<'r> {
    /// A letter by itself: the first and only record of its source.
    pub fn single(record: &'r Record, answers: &'r Answers, options: &'r MergeOptions) -> Self {
        Request { record, answers, options, record_number: 1, sequence_number: 1 }
    }
}
