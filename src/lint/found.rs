//! What a rule found: the finding, its place, its bytes, and what would mend it.

use std::ops::Range;

use super::fix::Fix;
use super::rule::Rule;
use crate::diagnostic::Diagnostic;

/// One fault.
#[derive(Clone, Debug)]
pub struct Found {
    /// The rule; `None` for what other rooms report without one, such as a damaged file.
    pub rule: Option<&'static Rule>,
    /// The finding and its place in the author's words.
    pub diagnostic: Diagnostic,
    /// The bytes meant, where the finding is of some part's text.
    pub spot: Option<Spot>,
    /// What would mend it.
    pub fix: Option<Fix>,
}

/// Bytes of a part of the package.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spot {
    /// The part, such as `word/document.xml`.
    pub part: String,
    /// The bytes.
    pub bytes: Range<usize>,
}

impl Found {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        self.diagnostic.finding.code()
    }
}
