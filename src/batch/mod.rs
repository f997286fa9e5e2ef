//! Many letters: one template, a file of records, a folder of letters.
//!
//! ```text
//! source      one record a line, or a table's rows; never all of them in memory
//!   │ a few hundred
//! prepared    case data read, file name made                        in parallel
//!   │
//! named       names that are taken get a number                     in the order of the source
//!   │
//! done        merged and written, or why not                        in parallel
//!   │
//! reported    to the caller, who counts, shows, keeps failures      in the order of the source
//! ```
//!
//! Decisions:
//!
//! | question | decision |
//! |---|---|
//! | a letter that is there already | is not overwritten unless asked: it may be another citizen's |
//! | two records with one file name | the second is `name-2.docx` |
//! | MERGEREC and MERGESEQ | both the record's number in the source: letters do not wait for each other |
//! | SKIPIF | no failure: the letter was not to be sent |
//! | an interruption | ends after the letters under way; a letter is there whole or not at all |

mod error;
mod failures;
mod file_name;
mod source;
mod whole_file;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

pub use error::{BatchError, LetterError};
pub use failures::Failures;
pub use file_name::{FileNames, NameError};
pub use source::{Content, Entry, Format, Source};
pub use whole_file::{WholeFile, write_whole};

use crate::diagnostic::{Diagnostic, Place, has_errors};
use crate::merge::{Answers, MergeOptions, Outcome, Receipt, Record, Request, merge};
use crate::render::{RenderOptions, Rendered, Renderer};
use crate::template::Template;

/// How the letters of a batch are made.
pub trait Letters: Sync {
    /// A letter that can be merged.
    type Ready: Send;

    /// Reads an entry.
    fn ready(&self, entry: &Entry) -> Result<Self::Ready, LetterError>;

    /// The case data, by which the letter's file is named.
    fn record<'r>(&self, ready: &'r Self::Ready) -> &'r Record;

    /// Whether it is known already that there is no letter: then its file needs no name.
    fn is_refused(&self, _ready: &Self::Ready) -> bool {
        false
    }

    /// Merges a letter; `number` is its record's, and a receipt is made where one is wanted.
    fn merge(
        &self,
        ready: Self::Ready,
        number: usize,
        receipt: bool,
    ) -> Result<Finished, LetterError>;
}

/// A letter that was merged, or why there is none.
#[derive(Debug)]
pub struct Finished {
    /// The letter.
    pub outcome: Outcome,
    /// What was found, without what concerns the template alone.
    pub diagnostics: Vec<Diagnostic>,
    /// The receipt, if asked for.
    pub receipt: Option<Receipt>,
    /// Which of several templates it was made from.
    pub template: usize,
}

/// Letters of one template, whose entries are case data.
#[derive(Clone, Copy, Debug)]
pub struct OneTemplate<'b> {
    /// The template.
    pub template: &'b Template,
    /// Answers that hold for every record.
    pub answers: &'b Answers,
    /// How to merge.
    pub options: &'b MergeOptions,
}

impl Letters for OneTemplate<'_> {
    type Ready = Record;

    fn ready(&self, entry: &Entry) -> Result<Record, LetterError> {
        Ok(entry.record()?)
    }

    fn record<'r>(&self, ready: &'r Record) -> &'r Record {
        ready
    }

    fn merge(&self, record: Record, number: usize, receipt: bool) -> Result<Finished, LetterError> {
        let request = Request {
            record: &record,
            answers: self.answers,
            options: self.options,
            record_number: number,
            sequence_number: number,
        };
        let merged = merge(self.template, &request).map_err(LetterError::Package)?;
        Ok(Finished {
            diagnostics: merged.diagnostics().to_vec(),
            receipt: receipt.then(|| merged.receipt(self.template)),
            outcome: merged.outcome,
            template: 0,
        })
    }
}

/// How the letters of a batch become PDFs.
#[derive(Clone, Copy)]
pub struct AsPdf<'b> {
    /// What renders them.
    pub renderer: &'b Renderer,
    /// The wishes for each.
    pub options: &'b RenderOptions,
    /// A letter is not written if rendering it finds errors.
    pub strict: bool,
}

/// What a batch works with.
pub struct Batch<'b, L> {
    /// How its letters are made.
    pub letters: &'b L,
    /// Letters are written as PDFs instead of documents.
    pub pdf: Option<AsPdf<'b>>,
    /// Where the letters go.
    pub folder: &'b Path,
    /// Replace letters that are there.
    pub overwrite: bool,
    /// Make receipts.
    pub receipts: bool,
    /// How many letters at a time; `None` for as many as there are processors.
    pub jobs: Option<usize>,
    /// Set from outside to end early.
    pub stop: &'b AtomicBool,
}

/// What came of one record.
#[derive(Debug)]
pub struct Done {
    /// The record as it came.
    pub entry: Entry,
    /// Its letter, or why there is none.
    pub fate: Fate,
    /// What template and data were found to have, without what concerns the template alone.
    pub diagnostics: Vec<Diagnostic>,
    /// The receipt, if asked for.
    pub receipt: Option<Receipt>,
    /// What came of rendering it, without the PDF.
    pub rendered: Option<Rendered>,
    /// Which of several templates it was made from.
    pub template: usize,
}

/// A record's letter, or why there is none.
#[derive(Debug)]
pub enum Fate {
    /// Written to this file.
    Written(PathBuf),
    /// Not to be sent: SKIPIF held here.
    DoNotSend(Place),
    /// Errors in template and data; see [`Done::diagnostics`].
    Refused,
    /// Not even tried, or not written.
    Failed(LetterError),
}

/// How many records met which fate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Letters written.
    pub written: usize,
    /// Letters not to be sent.
    pub do_not_send: usize,
    /// Letters refused.
    pub refused: usize,
    /// Records that failed otherwise.
    pub failed: usize,
    /// The batch ended early.
    pub interrupted: bool,
}

/// Entries under way at a time, for each thread: enough to keep it busy while others finish.
const ENTRIES_A_THREAD: usize = 64;
/// Bytes of entries under way at a time, so that pictures in the data do not add up.
const BYTES_UNDER_WAY: usize = 64 << 20;

impl<L: Letters> Batch<'_, L> {
    /// Writes a letter for every record of `source`; `report` hears of each, in order.
    pub fn run(
        &self,
        source: &mut Source,
        names: &mut FileNames,
        report: &mut dyn FnMut(&Done) -> Result<(), BatchError>,
    ) -> Result<Summary, BatchError> {
        std::fs::create_dir_all(self.folder)
            .map_err(|source| BatchError::Folder { path: self.folder.to_owned(), source })?;
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(self.jobs.unwrap_or_default())
            .build()
            .map_err(|source| BatchError::Threads(Box::new(source)))?;
        let at_a_time = ENTRIES_A_THREAD * threads.current_num_threads();
        let mut summary = Summary::default();
        loop {
            let entries = source.take(at_a_time, BYTES_UNDER_WAY)?;
            if entries.is_empty() {
                return Ok(summary);
            }
            for done in threads.install(|| self.work(entries, names)) {
                summary.count(&done.fate);
                report(&done)?;
            }
            if self.stop.load(Ordering::Relaxed) {
                summary.interrupted = true;
                return Ok(summary);
            }
        }
    }

    fn work(&self, entries: Vec<Entry>, names: &mut FileNames) -> Vec<Done> {
        let prepared: Vec<_> = entries.par_iter().map(|entry| self.prepare(entry, names)).collect();
        let reserved: Vec<_> = prepared
            .into_iter()
            .map(|prepared| prepared.map(|(ready, stem)| (ready, names.reserve(&stem))))
            .collect();
        entries
            .into_par_iter()
            .zip(reserved)
            .map(|(entry, reserved)| self.letter(entry, reserved))
            .collect()
    }

    fn prepare(&self, entry: &Entry, names: &FileNames) -> Result<(L::Ready, String), LetterError> {
        let ready = self.letters.ready(entry)?;
        let stem = match names.stem(self.letters.record(&ready), entry.number) {
            Err(_) if self.letters.is_refused(&ready) => "-".to_owned(),
            stem => stem?,
        };
        Ok((ready, stem))
    }

    fn letter(&self, entry: Entry, named: Result<(L::Ready, String), LetterError>) -> Done {
        let mut done = Done {
            entry,
            fate: Fate::Refused,
            diagnostics: Vec::new(),
            receipt: None,
            rendered: None,
            template: 0,
        };
        done.fate = match named {
            Ok((ready, file)) => self
                .merge_and_write(ready, self.folder.join(file), &mut done)
                .unwrap_or_else(Fate::Failed),
            Err(error) => Fate::Failed(error),
        };
        done
    }

    fn merge_and_write(
        &self,
        ready: L::Ready,
        path: PathBuf,
        done: &mut Done,
    ) -> Result<Fate, LetterError> {
        let finished = self.letters.merge(ready, done.entry.number, self.receipts)?;
        done.diagnostics = finished.diagnostics;
        done.receipt = finished.receipt;
        done.template = finished.template;
        match finished.outcome {
            Outcome::Refused => Ok(Fate::Refused),
            Outcome::DoNotSend(place) => Ok(Fate::DoNotSend(place)),
            Outcome::Letter(_) if !self.overwrite && path.exists() => {
                Err(LetterError::Exists(path))
            }
            Outcome::Letter(letter) => {
                let Some(file) = self.file(letter, done)? else { return Ok(Fate::Refused) };
                match write_whole(&path, &file) {
                    Ok(()) => Ok(Fate::Written(path)),
                    Err(source) => Err(LetterError::Write { path, source }),
                }
            }
        }
    }

    /// What is written of a letter: the letter itself, or its PDF; `None` when that has errors and
    /// none are allowed.
    fn file(&self, letter: Vec<u8>, done: &mut Done) -> Result<Option<Vec<u8>>, LetterError> {
        let Some(pdf) = &self.pdf else { return Ok(Some(letter)) };
        let mut rendered =
            pdf.renderer.render_bytes(&letter, pdf.options).map_err(LetterError::Render)?;
        let file = std::mem::take(&mut rendered.pdf);
        let refused = pdf.strict && has_errors(&rendered.diagnostics);
        done.rendered = Some(rendered);
        Ok((!refused).then_some(file))
    }
}

impl Summary {
    fn count(&mut self, fate: &Fate) {
        match fate {
            Fate::Written(_) => self.written += 1,
            Fate::DoNotSend(_) => self.do_not_send += 1,
            Fate::Refused => self.refused += 1,
            Fate::Failed(_) => self.failed += 1,
        }
    }

    /// How many records there were.
    pub fn records(&self) -> usize {
        self.written + self.do_not_send + self.refused + self.failed
    }

    /// Whether every record has a letter or is not to have one.
    pub fn is_complete(&self) -> bool {
        self.refused + self.failed == 0 && !self.interrupted
    }
}
