//! The progress bar of a batch; it shows on a terminal only.

use std::cell::Cell;
use std::fs::{File, Metadata};
use std::path::Path;

use indicatif::{ProgressBar, ProgressBarIter, ProgressDrawTarget, ProgressStyle};

use super::report::{LETTERS, counted};
use crate::diagnostic::MessageLanguage;

/// The bar on a terminal: how much of the file is read, and how many letters that was.
pub(super) struct Progress {
    bar: ProgressBar,
    letters: Cell<usize>,
    language: MessageLanguage,
}

impl Progress {
    /// A bar for a file of records.
    pub fn new(records: &Path, language: MessageLanguage) -> Self {
        // A pipe has no length: then the bar only counts.
        let length = std::fs::metadata(records).ok().filter(Metadata::is_file);
        let target = ProgressDrawTarget::stderr();
        let bar = ProgressBar::with_draw_target(length.map(|file| file.len()), target);
        let template =
            if bar.length().is_some() { "{bar:40} {percent:>3} % · {msg}" } else { "{msg}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress { bar, letters: Cell::new(0), language }
    }

    /// A bar for documents that are counted.
    pub fn of_documents(count: usize, language: MessageLanguage) -> Self {
        let target = ProgressDrawTarget::stderr();
        let bar = ProgressBar::with_draw_target(Some(count as u64), target);
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} / {len}") {
            bar.set_style(style);
        }
        Progress { bar, letters: Cell::new(0), language }
    }

    /// The bar itself, to be moved from several threads.
    pub fn bar(&self) -> &ProgressBar {
        &self.bar
    }

    /// One record more is done.
    pub fn count(&self) {
        self.letters.set(self.letters.get() + 1);
        if !self.bar.is_hidden() {
            self.bar.set_message(counted(self.letters.get(), &LETTERS, self.language));
        }
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }

    /// Moves the bar as the file is read.
    pub fn watch(&self, file: File) -> ProgressBarIter<File> {
        self.bar.wrap_read(file)
    }
}
