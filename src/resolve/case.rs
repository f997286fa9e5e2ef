//! What a case system asks for: one letter in its context.

use jiff::civil::Date;

use crate::catalogue::SentLetter;
use crate::merge::{Answers, Record};

/// One letter asked for, before it is resolved.
#[derive(Clone, Debug, Default)]
pub struct CaseRequest {
    /// The key of the context.
    pub context: String,
    /// The case data.
    pub record: Record,
    /// The answers, by key or alias of their question.
    pub answers: Answers,
    /// The letters that the case has had.
    pub history: Vec<SentLetter>,
    /// The key of the denial reason.
    pub reason: Option<String>,
    /// The day of the letter: prices and parameters are those of that day.
    pub date: Option<Date>,
}
