//! `brevsmed backup`: the store whole, in one file, while the service runs.

use std::path::PathBuf;

use clap::Args;

use super::args::Speech;
use super::error::CliError;
use super::service_settings::{StoreArgs, small_runtime};
use super::{Console, Exit};
use crate::diagnostic::MessageLanguage;
use crate::store::{Engine, StoreError};

/// Copy the store into a new file while the service runs; the copy is checked
#[derive(Debug, Args)]
#[command(
    after_help = "The copy is a store like the other: brevsmed serve --store sqlite:TO. It is \
                        written under another name and is there whole or not at all. PostgreSQL is \
                        copied by pg_dump."
)]
pub(super) struct BackupArgs {
    /// The copy: a file that is not there yet
    pub to: PathBuf,

    #[command(flatten)]
    pub store: StoreArgs,

    #[command(flatten)]
    pub speech: Speech,
}

/// Runs the command.
pub(super) fn run(args: &BackupArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let (address, shown) = args.store.address()?;
    let failed = |error| CliError::Store(shown.clone(), error);
    if Engine::of(&address).map_err(failed)? == Engine::Postgres {
        return Err(CliError::PostgresCopy);
    }
    let facts = small_runtime()?.block_on(async {
        let store = args.store.look().await?.0;
        let copied = store.copy_to(&args.to).await;
        store.close().await;
        copied.map_err(|error| match error {
            StoreError::NotHere => CliError::PostgresCopy,
            other => failed(other),
        })
    })?;
    let documents: u64 = facts.entries.iter().map(|(_, count)| count).sum();
    let (files, lines) = (facts.files, facts.audit_lines);
    let to = args.to.display();
    match args.speech.language() {
        MessageLanguage::Danish => writeln!(
            console.out,
            "skrev {to} · {documents} dokumenter, {files} filer, {lines} linjer i revisionssporet · kontrolleret"
        )?,
        MessageLanguage::English => writeln!(
            console.out,
            "wrote {to} · {documents} documents, {files} files, {lines} lines of the audit trail · checked"
        )?,
    }
    Ok(Exit::Done)
}
