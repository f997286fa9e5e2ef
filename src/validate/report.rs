//! What validation says: files with their faults.

use jiff::civil::Date;

use crate::diagnostic::Severity;
use crate::lint::{Found, Rule};

/// What validation found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The files that were looked at, by path; those without faults too.
    pub files: Vec<FileReport>,
    /// Rules that ran: a report for auditors names those that found nothing.
    pub rules: Vec<&'static Rule>,
    /// How much was looked at.
    pub totals: Totals,
    /// Exceptions and baseline entries that met no fault, in Danish and English: to be removed.
    pub unused: Vec<[String; 2]>,
    /// What was not looked at, and why, in Danish and English: a report that is clean but for this is
    /// not clean.
    pub not_looked_at: Vec<[String; 2]>,
}

/// How much was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Templates: letters' bodies and lone documents.
    pub templates: usize,
    /// Combinations of answers, contexts and history that were proved, in decimal figures.
    pub combinations: String,
    /// Letters that were made and judged.
    pub letters: usize,
    /// Files whose result was taken from the cache.
    pub cached: usize,
}

/// A file and its faults.
#[derive(Clone, Debug, Default)]
pub struct FileReport {
    /// The path as it was given, of a bundle's file joined to that of the bundle, with `/` between
    /// folders.
    pub path: String,
    /// What it is.
    pub kind: FileKind,
    /// SHA-256 of its bytes, in hexadecimal.
    pub hash: String,
    /// Its faults, in the order of the text.
    pub faults: Vec<Fault>,
}

/// What a file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileKind {
    /// A lone document.
    #[default]
    Document,
    /// A template of a bundle.
    Template,
    /// A master template.
    Master,
    /// A content element.
    Element,
    /// Another file of the bundle, such as `fields.toml`.
    Other,
}

/// One fault, once.
#[derive(Clone, Debug)]
pub struct Fault {
    /// What was found, where, and what would mend it.
    pub found: Found,
    /// How bad it is by the settings.
    pub severity: Severity,
    /// A person must judge it.
    pub needs_review: bool,
    /// The line of the file, from 1, where it is a text file.
    pub line: Option<usize>,
    /// The letter that shows it, where only some do.
    pub letter: Option<LetterShown>,
    /// The same whatever stands around: hash of code, file, story and words, not of the paragraph's
    /// number. What a baseline and code scanning know a fault by.
    pub fingerprint: String,
    /// Why it is no reason to fail.
    pub accepted: Option<Accepted>,
}

/// A letter that shows a fault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterShown {
    /// The template.
    pub template: String,
    /// The test person.
    pub person: Option<String>,
    /// What makes this letter special, such as `context = briller`, `bevilling-helt = N`: in Danish and English.
    pub differs: Vec<[String; 2]>,
}

/// Why a fault is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// By an exception of the settings, or by a comment in the document.
    Exception {
        /// The reason given.
        reason: String,
        /// The last day.
        until: Option<Date>,
    },
    /// It was there when the baseline was written.
    Baseline,
}

impl Report {
    /// Faults that are not accepted, with their file.
    pub fn open(&self) -> impl Iterator<Item = (&FileReport, &Fault)> {
        self.files.iter().flat_map(|file| {
            file.faults
                .iter()
                .filter(|fault| fault.accepted.is_none())
                .map(move |fault| (file, fault))
        })
    }

    /// How many faults of a severity are not accepted.
    pub fn count(&self, severity: Severity) -> usize {
        self.open().filter(|(_, fault)| fault.severity == severity).count()
    }
}
