//! How many faults there are, of which kind.

use crate::diagnostic::Severity;
use crate::lint::Safety;
use crate::validate::{Accepted, Fault, FileReport, Report};

/// How many faults there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Open errors.
    pub errors: usize,
    /// Open warnings.
    pub warnings: usize,
    /// Open notes.
    pub notes: usize,
    /// Open faults with a safe fix.
    pub safe: usize,
    /// Open faults with an unsafe fix.
    pub unsafe_: usize,
    /// Open faults that a person must judge.
    pub review: usize,
    /// Faults that exceptions accept.
    pub excepted: usize,
    /// Faults that the baseline knows.
    pub baseline: usize,
    /// Files.
    pub files: usize,
    /// Files with open faults.
    pub faulty: usize,
}

impl Tally {
    /// Of a whole report.
    pub fn of(report: &Report) -> Tally {
        let mut tally = Tally { files: report.files.len(), ..Tally::default() };
        for file in &report.files {
            let faulty = tally.add(&file.faults);
            tally.faulty += usize::from(faulty);
        }
        tally
    }

    /// Of a file.
    pub fn of_file(file: &FileReport) -> Tally {
        let mut tally = Tally { files: 1, ..Tally::default() };
        tally.faulty = usize::from(tally.add(&file.faults));
        tally
    }

    fn add(&mut self, faults: &[Fault]) -> bool {
        let mut open = false;
        for fault in faults {
            match fault.accepted {
                Some(Accepted::Exception { .. }) => self.excepted += 1,
                Some(Accepted::Baseline) => self.baseline += 1,
                None => {
                    open = true;
                    match fault.severity {
                        Severity::Error => self.errors += 1,
                        Severity::Warning => self.warnings += 1,
                        Severity::Note => self.notes += 1,
                    }
                    self.review += usize::from(fault.needs_review);
                    match fault.found.fix.as_ref().map(|fix| fix.safety) {
                        Some(Safety::Safe) => self.safe += 1,
                        Some(Safety::Unsafe) => self.unsafe_ += 1,
                        None => {}
                    }
                }
            }
        }
        open
    }

    /// How many of a severity are open.
    pub fn count(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.warnings,
            Severity::Note => self.notes,
        }
    }

    /// How many are open.
    pub fn open(&self) -> usize {
        self.errors + self.warnings + self.notes
    }

    /// How many are accepted.
    pub fn accepted(&self) -> usize {
        self.excepted + self.baseline
    }
}
