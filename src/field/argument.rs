//! One argument of a field code: where it stands and what it says.

use std::borrow::Cow;

use super::{NESTED, OBJECT, Span};

/// A field-argument (ISO/IEC 29500-1, 17.16.1): a quoted text, a bare word, a
/// nested field, or one that was asked for and is missing (an empty span).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Argument {
    /// The content without its quotes, in bytes of the code.
    pub span: Span,
    /// Whether it stood between quotes, straight or typographic.
    pub quoted: bool,
    /// Byte offsets in the code of the backslashes that only protect the
    /// character after them (`\"`, `\\`) and are not part of the text.
    pub escapes: Vec<usize>,
}

impl Argument {
    /// An argument that is not there: empty, at the byte where it was expected.
    pub fn missing(at: usize) -> Self {
        Self { span: at..at, quoted: false, escapes: Vec::new() }
    }

    /// The text with its escapes applied; the placeholder characters
    /// ([`NESTED`] and the like) are left in.
    pub fn text<'a>(&self, code: &'a str) -> Cow<'a, str> {
        let raw = code.get(self.span.clone()).unwrap_or_default();
        if self.escapes.is_empty() {
            return Cow::Borrowed(raw);
        }
        let text = raw
            .char_indices()
            .filter(|(at, _)| self.escapes.binary_search(&(self.span.start + at)).is_err())
            .map(|(_, letter)| letter)
            .collect();
        Cow::Owned(text)
    }

    /// The index of the nested field this argument consists of, when it is
    /// exactly one: `Some(1)` for the second placeholder of the code.
    pub fn nested(&self, code: &str) -> Option<usize> {
        let raw = code.get(self.span.clone())?;
        let mut letters = raw.chars();
        (letters.next() == Some(NESTED) && letters.next().is_none())
            .then(|| nested_before(code, self.span.start))
    }

    /// Whether anything in it is known only when the letter is merged.
    pub fn is_dynamic(&self, code: &str) -> bool {
        code.get(self.span.clone()).is_some_and(|raw| raw.contains([NESTED, OBJECT]))
    }
}

/// How many nested fields stand before byte `at`: the index of the next one.
pub(super) fn nested_before(code: &str, at: usize) -> usize {
    code.get(..at).map_or(0, |before| before.matches(NESTED).count())
}
