//! The case's letter history: what was sent before this letter.

use jiff::civil::Date;

/// A letter that the case has had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentLetter {
    /// The letter type, such as `manglerbrev`.
    pub letter: String,
    /// The day it was sent.
    pub date: Date,
    /// Aliases or keys of the questions that were answered yes.
    pub yes: Vec<String>,
}
