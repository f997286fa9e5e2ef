//! GitLab's code quality report: the subset of Code Climate's that GitLab reads.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::Severity;
use crate::validate::Report;

use super::Options;
use super::uri::joined;
use super::words::{message, name, place};

#[derive(Serialize)]
struct Entry {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// The report.
pub(super) fn write(report: &Report, options: &Options<'_>) -> String {
    let language = options.language;
    let mut unique = Unique::default();
    let entries: Vec<Entry> = report
        .open()
        .map(|(file, fault)| Entry {
            description: format!(
                "{}: {}: {}",
                fault.found.code(),
                place(fault, language),
                message(fault, language)
            ),
            check_name: match name(fault) {
                "" => fault.found.code().to_owned(),
                name => name.to_owned(),
            },
            fingerprint: unique.of(&fault.fingerprint),
            severity: match fault.severity {
                Severity::Error => "critical",
                Severity::Warning => "minor",
                Severity::Note => "info",
            },
            location: Location {
                path: joined(options.folder, &file.path),
                lines: Lines { begin: fault.line.unwrap_or(1) },
            },
        })
        .collect();
    super::json::print(&entries)
}

/// Fingerprints told apart: faults with the same words in one file have the same.
#[derive(Default)]
pub(super) struct Unique(BTreeMap<String, usize>);

impl Unique {
    /// The fingerprint with its number among equals.
    pub fn of(&mut self, fingerprint: &str) -> String {
        let count = self.0.entry(fingerprint.to_owned()).or_default();
        *count += 1;
        format!("{fingerprint}:{count}")
    }
}
