//! What failed in a batch: the records, to be run again, and beside them why.

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::whole_file::WholeFile;
use super::{BatchError, Done, Fate};
use crate::diagnostic::{Diagnostic, MessageLanguage, Severity};
use crate::wire::{DiagnosticWire, Locate, diagnostics, diagnostics_of_files};

/// Two files under way: `failures.jsonl` with the records as they came, fit to be the records of
/// another batch, and `failures.errors.jsonl` with a line for each that says why.
///
/// A record that cannot be given back (a table's row with too few cells) is in the second only.
pub struct Failures {
    records: WholeFile,
    errors: WholeFile,
    path: PathBuf,
    language: MessageLanguage,
}

#[derive(Serialize)]
struct FailureWire<'f> {
    /// The record's number in its source, from 1.
    record: usize,
    /// `refused`, or why it failed.
    code: &'f str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    diagnostics: Vec<DiagnosticWire>,
}

impl Failures {
    /// Begins both files.
    pub fn create(path: &Path, language: MessageLanguage) -> Result<Self, BatchError> {
        let create = |path: &Path| {
            WholeFile::create(path)
                .map_err(|source| BatchError::Companion { path: path.to_owned(), source })
        };
        Ok(Failures {
            records: create(path)?,
            errors: create(&path.with_extension("errors.jsonl"))?,
            path: path.to_owned(),
            language,
        })
    }

    /// Adds a record if it failed.
    pub fn add(&mut self, done: &Done) -> Result<(), BatchError> {
        self.add_with(done, &|errors, language| diagnostics(errors, language))
    }

    /// As [`Self::add`], of letters that were put together from several files.
    pub fn add_of_files(&mut self, done: &Done, locate: &Locate<'_>) -> Result<(), BatchError> {
        self.add_with(done, &|errors, language| diagnostics_of_files(errors, language, locate))
    }

    fn add_with(
        &mut self,
        done: &Done,
        wire: &dyn Fn(&[Diagnostic], MessageLanguage) -> Vec<DiagnosticWire>,
    ) -> Result<(), BatchError> {
        let (code, message) = match &done.fate {
            Fate::Written(_) | Fate::DoNotSend(_) => return Ok(()),
            Fate::Refused => ("refused", None),
            Fate::Failed(error) => (error.code(), Some(error.words(self.language))),
        };
        let errors: Vec<Diagnostic> = done
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity() == Severity::Error)
            .cloned()
            .collect();
        let mut found = wire(&errors, self.language);
        // Places of these are of the letter, not of a file that it was put together from.
        for diagnostic in done.rendered.iter().flat_map(|rendered| &rendered.diagnostics) {
            if diagnostic.severity() == Severity::Error {
                found.extend(diagnostics(std::slice::from_ref(diagnostic), self.language));
            }
        }
        let failure = FailureWire { record: done.entry.number, code, message, diagnostics: found };
        self.write(done, &failure)
            .map_err(|source| BatchError::Companion { path: self.path.clone(), source })
    }

    fn write(&mut self, done: &Done, failure: &FailureWire<'_>) -> io::Result<()> {
        use io::Write;
        done.entry.write_line(&mut self.records)?;
        serde_json::to_writer(&mut self.errors, failure)?;
        self.errors.write_all(b"\n")
    }

    /// Puts both files in their places, empty where nothing failed.
    pub fn finish(self) -> Result<(), BatchError> {
        let path = self.path;
        self.records
            .finish()
            .and_then(|()| self.errors.finish())
            .map_err(|source| BatchError::Companion { path, source })
    }
}
