//! Denial reasons.

use super::context::Contexts;

/// A denial reason (*afslagsårsag*): chosen by the caseworker, its text stands in the letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DenialReason {
    /// The key.
    pub key: String,
    /// What the caseworker chooses by.
    pub name: String,
    /// What the citizen reads.
    pub text: ReasonText,
    /// Where it can be chosen.
    pub contexts: Contexts,
    /// It can be chosen at all.
    pub active: bool,
}

/// The text of a denial reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReasonText {
    /// Plain text; an empty line begins a new paragraph.
    Plain(String),
    /// A `.docx`.
    Document(Vec<u8>),
}
