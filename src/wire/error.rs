//! Why a request cannot be read.

/// Why a request cannot be read. Paths and keys are named, values never.
#[derive(Debug, thiserror::Error)]
pub enum WireError {
    /// More bytes than one request may have.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// Bytes allowed.
        limit: usize,
    },
    /// The bytes are no UTF-8.
    #[error("not UTF-8")]
    NotText,
    /// A row is no UTF-8: the table was saved in an old Windows character set.
    #[error("line {line} is not UTF-8; save the table as CSV UTF-8")]
    NotUtf8 {
        /// The line, from 1.
        line: u64,
    },
    /// No JSON.
    #[error("not JSON")]
    NotJson(#[source] serde_json::Error),
    /// Groups and lists are nested too deep.
    #[error("`{path}` is nested deeper than {limit} levels")]
    TooDeep {
        /// Where.
        path: String,
        /// Levels allowed.
        limit: usize,
    },
    /// Something else than what is needed.
    #[error("{}is {found}, and {expected} is needed", named(path))]
    Unexpected {
        /// Where; empty for the whole.
        path: String,
        /// What stands there.
        found: Kind,
        /// What is needed.
        expected: Kind,
    },
    /// A number that a decimal of 28 digits cannot hold.
    #[error("the number in `{path}` has more than 28 digits; send it as text")]
    NumberTooLong {
        /// Where.
        path: String,
    },
    /// Neither `$picture` nor `$fragment`.
    #[error("`{path}` is not known; `$picture` and `$fragment` are")]
    RichValueUnknown {
        /// Where, with the key.
        path: String,
    },
    /// A part of a picture or fragment that is not known.
    #[error("`{path}` is not known in a picture or a fragment")]
    RichPartUnknown {
        /// Where, with the key.
        path: String,
    },
    /// No base64.
    #[error("`{path}` is not base64")]
    NotBase64 {
        /// Where.
        path: String,
    },
    /// An answer that is neither yes nor no.
    #[error("the answer to `{question}` is neither J nor N")]
    AnswerUnclear {
        /// The question's key.
        question: String,
    },
    /// An answer without a key.
    #[error("answer {number} is not of the form `key=J`")]
    AnswerWithoutKey {
        /// Its number in the list, from 1.
        number: usize,
    },
    /// A key that a case request does not have.
    #[error("`{path}` is not known here")]
    KeyUnknown {
        /// Where, with the key.
        path: String,
    },
    /// A date that is none.
    #[error("the date is not of the form `2026-11-21`")]
    NotADate,
    /// A moment that is none.
    #[error("the moment is not of the form `2026-11-21T10:30:00+01:00`")]
    NotAMoment,
    /// A language that no letter here is written in.
    #[error("the language `{tag}` is not known; da, nb, sv and en are")]
    LanguageUnknown {
        /// The tag.
        tag: String,
    },
    /// Options that cannot be read.
    #[error("not the options that are known")]
    Options(#[source] serde_json::Error),
    /// A column without a name.
    #[error("column {column} has no name")]
    ColumnUnnamed {
        /// Its number, from 1.
        column: usize,
    },
    /// Two columns with one name.
    #[error("two columns are called `{name}`")]
    ColumnTwice {
        /// The name.
        name: String,
    },
    /// A row with more or fewer cells than there are columns.
    #[error("the number of cells in line {line} is {found}, that of columns {expected}")]
    CellCount {
        /// The line, from 1.
        line: u64,
        /// Cells found.
        found: usize,
        /// Columns.
        expected: usize,
    },
    /// The table could not be read further.
    #[error("the table cannot be read")]
    Table(#[source] csv::Error),
}

/// Kinds of JSON, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{…}`
    Object,
    /// `[…]`
    List,
    /// `"…"`
    Text,
    /// `1`
    Number,
    /// `true`
    Boolean,
    /// `null`
    Null,
    /// A number without a sign and a point, at most 9999.
    SmallNumber,
}

impl Kind {
    /// The kind of a JSON value.
    pub fn of(json: &serde_json::Value) -> Self {
        match json {
            serde_json::Value::Object(_) => Kind::Object,
            serde_json::Value::Array(_) => Kind::List,
            serde_json::Value::String(_) => Kind::Text,
            serde_json::Value::Number(_) => Kind::Number,
            serde_json::Value::Bool(_) => Kind::Boolean,
            serde_json::Value::Null => Kind::Null,
        }
    }

    /// The kind in words, Danish and English.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Kind::Object => ("et objekt", "an object"),
            Kind::List => ("en liste", "a list"),
            Kind::Text => ("tekst", "text"),
            Kind::Number => ("et tal", "a number"),
            Kind::Boolean => ("sand/falsk", "a boolean"),
            Kind::Null => ("tom (null)", "null"),
            Kind::SmallNumber => ("et helt tal under 10.000", "a whole number under 10,000"),
        }
    }
}

impl std::fmt::Display for Kind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.words().1)
    }
}

/// A path in backticks and a blank; nothing for the whole, which the caller names.
pub(super) fn named(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!("`{path}` ") }
}
