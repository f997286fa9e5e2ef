//! Fixes: edits of bytes that mend a fault.

use std::ops::Range;

/// What mends a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is done, in Danish and English, without full stop.
    pub title: [String; 2],
    /// Whether a person should look at it.
    pub safety: Safety,
    /// The edits; all of them are made, or none.
    pub edits: Vec<Edit>,
}

/// Whether a person should look at what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// The letter reads as before, or as was surely meant.
    Safe,
    /// The author should look.
    Unsafe,
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Bytes of a part of this package are replaced by XML.
    Part {
        /// The part, such as `word/document.xml`. One that is not there is made, with `0..0` as bytes.
        part: String,
        /// The bytes that go; empty to insert.
        bytes: Range<usize>,
        /// What comes.
        with: String,
    },
    /// A core property is set, or removed: the part is made where there is none.
    Property {
        /// Its name, such as `title`.
        name: &'static str,
        /// The text; `None` removes it.
        value: Option<String>,
    },
    /// A relationship is removed; who refers to it is changed by other edits.
    Relationship {
        /// The part that it is of.
        part: String,
        /// Its id.
        id: String,
    },
    /// Bytes of another file of the bundle are replaced.
    File {
        /// The file, relative to the bundle.
        file: String,
        /// The bytes that go; empty to insert.
        bytes: Range<usize>,
        /// What comes.
        with: String,
    },
}
