//! Why a batch, or one letter of it, did not come about.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::file_name::NameError;
use crate::diagnostic::MessageLanguage;
use crate::docx::PackageError;
use crate::render::RenderError;
use crate::wire::{WireError, package_error, render_error, wire_error};

/// Why a batch could not go on.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// The records cannot be read further.
    #[error("the records cannot be read")]
    Read(#[source] io::Error),
    /// The table of records cannot be read at all.
    #[error("the table of records cannot be read")]
    Table(#[source] WireError),
    /// The folder for the letters cannot be made.
    #[error("the folder `{}` cannot be made", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// The expression for file names cannot be read.
    #[error("the expression for file names cannot be read")]
    NameExpression(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A file that goes with the letters cannot be written.
    #[error("`{}` cannot be written", path.display())]
    Companion {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// No threads.
    #[error("no threads to work with")]
    Threads(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// Why one record has no letter, apart from what is wrong with template and data.
#[derive(Debug, thiserror::Error)]
pub enum LetterError {
    /// The record cannot be read.
    #[error("the record cannot be read")]
    Data(#[from] Arc<WireError>),
    /// No file name.
    #[error("no file name")]
    Name(#[from] NameError),
    /// A file of that name is there.
    #[error("`{}` is there already", .0.display())]
    Exists(PathBuf),
    /// The letter's package could not be made.
    #[error("the letter's package cannot be made")]
    Package(#[source] PackageError),
    /// The letter could not be made a PDF.
    #[error("the letter cannot be made a PDF")]
    Render(#[source] RenderError),
    /// The letter could not be written.
    #[error("`{}` cannot be written", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
}

impl LetterError {
    /// A stable word for callers that branch.
    pub fn code(&self) -> &'static str {
        match self {
            LetterError::Data(_) => "record-unreadable",
            LetterError::Name(NameError::Unknown(_)) => "name-unknown",
            LetterError::Name(NameError::Expression(_)) => "name-expression",
            LetterError::Name(NameError::Empty) => "name-empty",
            LetterError::Exists(_) => "file-exists",
            LetterError::Package(_) => "package-not-made",
            LetterError::Render(_) => "pdf-not-made",
            LetterError::Write { .. } => "file-not-written",
        }
    }
}

impl LetterError {
    /// Why, in a sentence without full stop.
    pub fn words(&self, language: MessageLanguage) -> String {
        let english = language == MessageLanguage::English;
        match self {
            LetterError::Data(error) if english => {
                format!("the record cannot be read: {}", wire_error(error, language))
            }
            LetterError::Data(error) => {
                format!("posten kan ikke læses: {}", wire_error(error, language))
            }
            LetterError::Name(error) if english => format!("no file name: {error}"),
            LetterError::Name(NameError::Unknown(name)) => {
                format!("intet filnavn: posten har ikke `{name}`")
            }
            LetterError::Name(NameError::Expression(_)) => {
                "intet filnavn: udtrykket kan ikke beregnes".to_owned()
            }
            LetterError::Name(NameError::Empty) => "intet filnavn: det ville blive tomt".to_owned(),
            LetterError::Package(error) if english => {
                format!("{self}: {}", package_error(error, language))
            }
            LetterError::Package(error) => {
                format!("brevets pakke kan ikke dannes: {}", package_error(error, language))
            }
            LetterError::Render(error) if english => {
                format!("{self}: {}", render_error(error, language))
            }
            LetterError::Render(error) => {
                format!("brevet kan ikke blive til en PDF: {}", render_error(error, language))
            }
            LetterError::Write { source, .. } if english => format!("{self}: {source}"),
            LetterError::Exists(_) if english => self.to_string(),
            LetterError::Exists(path) => format!("`{}` findes allerede", path.display()),
            LetterError::Write { path, source } => {
                format!("`{}` kan ikke skrives: {source}", path.display())
            }
        }
    }
}
