//! Reports of validation, for people and for programs: one file a format.
//!
//! Every format says the same faults of one [`crate::validate::Report`]; what differs is who reads it:
//!
//! | format | who reads it | what it does with a fault |
//! |---|---|---|
//! | [`Format::Text`] | the author at a terminal | excerpt, carets, help; repeated faults once, with their places |
//! | [`Format::Concise`] | `grep` | a line |
//! | [`Format::Json`] | programs of the authority | all that is known, under a `schema_version` |
//! | [`Format::Sarif`] | GitHub code scanning and other viewers of SARIF 2.1.0 | a result; rules that found nothing are listed too |
//! | [`Format::Junit`] | any CI server | a case for each rule and file, so that what passed shows as passed |
//! | [`Format::Github`] | the log of a GitHub action | an annotation |
//! | [`Format::Gitlab`] | the merge request of GitLab | an entry of its code quality report |
//! | [`Format::Markdown`] | the summary of a job, the comment of a merge request | a row |
//! | [`Format::Html`] | the administrator, the auditor | text, manual, and its number on a picture of the page |
//!
//! In our letter the logo has no alternative text. At the terminal that is
//!
//! ```text
//! fejl[A101] picture-without-alternative-text: billedet `Logo` har ingen alternativ tekst
//!   --> masters/borger.docx: sidehoved 1, afsnit 1
//!    = hjælp: højreklik på billedet i Word, …
//! ```
//!
//! A docx has no lines: formats that want one get line 1, and say the place in words. What an exception or
//! the baseline accepts is never lost: formats for machines carry it with the reason, formats for
//! people count it.
//!
//! Everything in a fault may come from a hostile document. Each format escapes by its own rules, and what
//! a terminal or a reader could be fooled by, control characters and marks that turn the direction of text,
//! shows as `�`.
//!
//! [`explain`] and [`rules_table`] are the manual itself; [`draw`] makes the pictures for HTML.

mod criteria;
mod github;
mod gitlab;
mod groups;
mod html;
mod json;
mod junit;
mod manual;
mod markdown;
mod markup;
mod pages;
mod sarif;
mod sarif_rules;
mod tally;
mod text;
mod uri;
mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diagnostic::MessageLanguage;
use crate::policy::FailOn;
use crate::validate::Report;

pub use manual::{TableFormat, explain, explain_markdown, rules_table};
pub use pages::{DrawOptions, PageArea, PagePicture, PagePictures, draw};

/// The ways to write a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// For people at a terminal.
    Text,
    /// A line a fault.
    Concise,
    /// JSON.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit's XML.
    Junit,
    /// Workflow commands of GitHub.
    Github,
    /// GitLab's code quality.
    Gitlab,
    /// Markdown as GitHub and GitLab read it.
    Markdown,
    /// A page that stands alone.
    Html,
}

/// What is wished of a report.
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// The language of messages.
    pub language: MessageLanguage,
    /// Text is coloured with ANSI codes: for terminals.
    pub colour: bool,
    /// Text tells of each accepted fault too, not only how many there are.
    pub accepted: bool,
    /// From which severity on a fault is a failure, for JUnit.
    pub fail_on: FailOn,
    /// Stands before each path, where reports name files from the root of a repository; empty for none.
    pub folder: &'o str,
    /// How long the validation took, in milliseconds.
    pub elapsed: Option<u64>,
    /// The day of the validation.
    pub date: Option<Date>,
    /// Pictures of the pages of files, by path, for HTML.
    pub pictures: Option<&'o BTreeMap<String, PagePictures>>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            language: MessageLanguage::Danish,
            colour: false,
            accepted: false,
            fail_on: FailOn::Error,
            folder: "",
            elapsed: None,
            date: None,
            pictures: None,
        }
    }
}

/// Writes a report.
pub fn write(report: &Report, format: Format, options: &Options<'_>) -> String {
    match format {
        Format::Text => text::full(report, options),
        Format::Concise => text::concise(report, options),
        Format::Json => json::write(report, options),
        Format::Sarif => sarif::write(report, options),
        Format::Junit => junit::write(report, options),
        Format::Github => github::write(report, options),
        Format::Gitlab => gitlab::write(report, options),
        Format::Markdown => markdown::write(report, options),
        Format::Html => html::write(report, options),
    }
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 9] = [
        Format::Text,
        Format::Concise,
        Format::Json,
        Format::Sarif,
        Format::Junit,
        Format::Github,
        Format::Gitlab,
        Format::Markdown,
        Format::Html,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Concise => "concise",
            Format::Json => "json",
            Format::Sarif => "sarif",
            Format::Junit => "junit",
            Format::Github => "github",
            Format::Gitlab => "gitlab",
            Format::Markdown => "markdown",
            Format::Html => "html",
        }
    }

    /// The format of a name.
    pub fn named(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// The name of the program in reports.
const PROGRAM: &str = "brevsmed";

/// Its version.
const VERSION: &str = env!("CARGO_PKG_VERSION");
