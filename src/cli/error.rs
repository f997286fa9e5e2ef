//! Why a command could not be carried out, in the user's language.

use std::io;
use std::path::{Path, PathBuf};

use crate::batch::BatchError;
use crate::diagnostic::MessageLanguage;
use crate::docx::PackageError;
use crate::eval::EvalError;
use crate::field::BraceFault;
use crate::wire::{WireError, package_error, wire_error};

/// Why a command could not be carried out.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    #[error("`{}` cannot be read", .0.display())]
    Read(PathBuf, #[source] io::Error),
    #[error("`{}` cannot be written", .0.display())]
    Write(PathBuf, #[source] io::Error),
    #[error("`{}` would be overwritten", .0.display())]
    SameFile(PathBuf),
    #[error("`{}`", .0.display())]
    Package(PathBuf, #[source] PackageError),
    #[error("`{}`", .0.display())]
    Data(PathBuf, #[source] WireError),
    #[error("the argument of {0}")]
    Argument(&'static str, #[source] WireError),
    #[error("the code")]
    Code(#[source] EvalError),
    #[error(transparent)]
    Batch(#[from] BatchError),
    #[error("no address to listen on")]
    Listen(#[source] io::Error),
    #[error("the server ended")]
    Serve(#[source] io::Error),
    #[error("standard output cannot be written")]
    Output(#[from] io::Error),
}

impl CliError {
    /// Whether the reader of our output has gone, as `head` does: no reason for words.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, CliError::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// One line for the user.
    pub fn words(&self, language: MessageLanguage) -> String {
        let english = language == MessageLanguage::English;
        let file = |path: &Path| path.display().to_string();
        let (da, en) = match self {
            CliError::Read(path, source) => (
                format!("`{}` kan ikke læses: {source}", file(path)),
                format!("`{}` cannot be read: {source}", file(path)),
            ),
            CliError::Write(path, source) => (
                format!("`{}` kan ikke skrives: {source}", file(path)),
                format!("`{}` cannot be written: {source}", file(path)),
            ),
            CliError::SameFile(path) => (
                format!("`{}` ville blive overskrevet; vælg et andet navn", file(path)),
                format!("`{}` would be overwritten; choose another name", file(path)),
            ),
            CliError::Package(path, source) => {
                let words = format!("`{}`: {}", file(path), package_error(source, language));
                (words.clone(), words)
            }
            CliError::Data(path, source) => {
                let words = format!("`{}`: {}", file(path), wire_error(source, language));
                (words.clone(), words)
            }
            CliError::Argument(name, source) => {
                let words = format!("{name}: {}", wire_error(source, language));
                (words.clone(), words)
            }
            CliError::Code(source) => code_words(source),
            CliError::Batch(source) => batch_words(source, language),
            CliError::Listen(source) => (
                format!("adressen kan ikke bruges: {source}"),
                format!("the address cannot be used: {source}"),
            ),
            CliError::Serve(source) => {
                (format!("serveren stoppede: {source}"), format!("the server ended: {source}"))
            }
            CliError::Output(source) => (
                format!("uddata kan ikke skrives: {source}"),
                format!("output cannot be written: {source}"),
            ),
        };
        if english { format!("error: {en}") } else { format!("fejl: {da}") }
    }
}

fn code_words(error: &EvalError) -> (String, String) {
    let da = match error {
        EvalError::Braces(BraceFault::Unclosed(at)) => {
            format!("`{{` ved byte {at} bliver ikke lukket")
        }
        EvalError::Braces(BraceFault::Unopened(at)) => format!("`}}` ved byte {at} lukker intet"),
        EvalError::Braces(BraceFault::TooDeep(at)) => {
            format!("for mange felter inde i hinanden ved byte {at}")
        }
        EvalError::Package(error) => package_error(error, MessageLanguage::Danish),
    };
    (da, error.to_string())
}

fn batch_words(error: &BatchError, language: MessageLanguage) -> (String, String) {
    let da = match error {
        BatchError::Read(source) => format!("posterne kan ikke læses: {source}"),
        BatchError::Table(source) => {
            format!("tabellen med poster kan ikke læses: {}", wire_error(source, language))
        }
        BatchError::Folder { path, source } => {
            format!("mappen `{}` kan ikke oprettes: {source}", path.display())
        }
        BatchError::NameExpression(source) => {
            format!("udtrykket for filnavne kan ikke læses: {source}")
        }
        BatchError::Companion { path, source } => {
            format!("`{}` kan ikke skrives: {source}", path.display())
        }
        BatchError::Threads(source) => format!("der er ingen tråde at arbejde med: {source}"),
    };
    let en = match error {
        BatchError::Table(source) => format!("{error}: {}", wire_error(source, language)),
        other => match std::error::Error::source(other) {
            Some(source) => format!("{other}: {source}"),
            None => other.to_string(),
        },
    };
    (da, en)
}
