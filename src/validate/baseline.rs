//! The baseline: faults that were there when it was written, so that only new ones fail.
//!
//! ```json
//! {
//!   "version": 1,
//!   "files": {
//!     "templates/afslag.docx": {
//!       "A101": ["5e0f…"]
//!     }
//!   }
//! }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::report::{Accepted, Report};

/// The form of the file.
const VERSION: u32 = 1;

/// Faults that are known, by file from the folder of the settings, code and fingerprint.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    files: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
}

/// Why a baseline cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It is no JSON of this form.
    #[error("not a baseline file: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// A newer program wrote it.
    #[error("the baseline has version {0}, and this program knows {VERSION}")]
    Version(u32),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    version: u32,
    files: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
}

impl Baseline {
    /// The faults of a report that nothing else accepts: what is to be known from now on. `relative`
    /// gives the path of a file from the folder of the settings.
    pub fn of(report: &Report, relative: impl Fn(&str) -> String) -> Self {
        let mut baseline = Baseline::default();
        for file in &report.files {
            for fault in &file.faults {
                if matches!(fault.accepted, None | Some(Accepted::Baseline)) {
                    let of_file = baseline.files.entry(relative(&file.path)).or_default();
                    let codes = of_file.entry(fault.found.code().to_owned()).or_default();
                    codes.insert(fault.fingerprint.clone());
                }
            }
        }
        baseline
    }

    /// Reads a baseline.
    ///
    /// # Errors
    ///
    /// [`BaselineError`].
    pub fn read(json: &str) -> Result<Self, BaselineError> {
        let wire: Wire = serde_json::from_str(json)?;
        if wire.version != VERSION {
            return Err(BaselineError::Version(wire.version));
        }
        Ok(Baseline { files: wire.files })
    }

    /// The file's text; the same faults give the same bytes.
    pub fn write(&self) -> String {
        let wire = Wire { version: VERSION, files: self.files.clone() };
        // Maps of texts can always be written.
        serde_json::to_string_pretty(&wire).unwrap_or_default() + "\n"
    }

    /// Whether a fault is known.
    pub fn knows(&self, file: &str, code: &str, fingerprint: &str) -> bool {
        self.files
            .get(file)
            .and_then(|codes| codes.get(code))
            .is_some_and(|known| known.contains(fingerprint))
    }

    /// How many faults are known.
    pub fn len(&self) -> usize {
        self.files.values().flat_map(BTreeMap::values).map(BTreeSet::len).sum()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Without the entries that met no fault: of the files that a run looked at those that its own
    /// baseline lacks, and of others those of files that are there no more.
    #[must_use]
    pub fn pruned(
        &self,
        now: &Baseline,
        looked_at: impl Fn(&str) -> bool,
        exists: impl Fn(&str) -> bool,
    ) -> Self {
        let mut pruned = Baseline::default();
        for (file, codes) in &self.files {
            let (looked, there) = (looked_at(file), exists(file));
            for (code, known) in codes {
                let stays = |fingerprint: &&String| {
                    if looked { now.knows(file, code, fingerprint) } else { there }
                };
                let known: BTreeSet<String> = known.iter().filter(stays).cloned().collect();
                if !known.is_empty() {
                    pruned.files.entry(file.clone()).or_default().insert(code.clone(), known);
                }
            }
        }
        pruned
    }

    /// What is told of entries that met no fault in the files that were looked at.
    pub(super) fn unmet(
        &self,
        met: &BTreeSet<String>,
        looked_at: &BTreeSet<String>,
    ) -> Vec<[String; 2]> {
        let mut unmet = Vec::new();
        for (file, codes) in self.files.iter().filter(|(file, _)| looked_at.contains(*file)) {
            for (code, known) in codes {
                let gone = known.iter().filter(|known| !met.contains(*known)).count();
                if gone > 0 {
                    unmet.push([
                        format!("baselinen kender {gone} fund af {code} i {file}, som ikke er der mere"),
                        format!("the baseline knows {gone} findings of {code} in {file} that are there no more"),
                    ]);
                }
            }
        }
        unmet
    }
}
