//! What one look saw, before it is one fault among others.

use super::report::LetterShown;
use crate::diagnostic::StoryKind;
use crate::lint::Found;

/// Something seen in a file.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The file in its source: relative to the bundle, or empty for a lone document.
    pub file: String,
    /// What was found.
    pub found: Found,
    /// How it was seen.
    pub sight: Sight,
    /// The line, where the file is text.
    pub line: Option<usize>,
    /// The letter that shows it.
    pub letter: Option<LetterShown>,
}

/// How something was seen. What is seen in several ways is told as seen in the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sight {
    /// In a text file of the bundle.
    Text,
    /// By a rule, in a file as its author wrote it.
    Author,
    /// By the compiler, in a file by itself. What only the whole letter has may be missing there.
    Compiled,
    /// While a letter's parts were put together, compiled and proved.
    Proved,
    /// By a rule, in a letter's template as a whole.
    Whole,
    /// By a rule, in a finished letter.
    Finished,
    /// While a finished letter was set on pages.
    Rendered,
    /// In a test person's data.
    Person,
}

/// What a look gave.
#[derive(Clone, Debug, Default)]
pub struct Judgement {
    /// What was seen.
    pub seen: Vec<Seen>,
    /// What authors accept in their documents.
    pub remarks: Vec<Remark>,
    /// Of a letter: the files that it is made of.
    pub pieces: Vec<String>,
    /// Templates looked at.
    pub templates: usize,
    /// Combinations proved, in decimal figures.
    pub combinations: String,
    /// Letters made and judged.
    pub letters: usize,
}

/// A comment that accepts faults: `brevsmed: ignorer A101 — logoet er pynt`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The file in its source.
    pub file: String,
    /// Where the comment stands.
    pub story: StoryKind,
    /// The numbers of the paragraphs that it is on, from and to.
    pub paragraphs: (usize, usize),
    /// Codes, names or beginnings of codes.
    pub rules: Vec<String>,
    /// Why; empty where it does not say, so that it accepts nothing.
    pub reason: String,
}
