//! `brevsmed audit`: whether the audit trail is as it was written.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::args::Speech;
use super::error::CliError;
use super::service_settings::{StoreArgs, small_runtime};
use super::{Console, Exit};
use crate::diagnostic::MessageLanguage;
use crate::store::{Anchor, ChainFault, ChainReport};

/// Check that nobody changed the audit trail, or write down where it ends
#[derive(Debug, Args)]
pub(super) struct AuditArgs {
    #[command(subcommand)]
    what: What,

    #[command(flatten)]
    pub speech: Speech,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Check every chain from its first line to its last. Exit code 0 whole, 1 a fault, 2 could not look
    Verify {
        /// Anchors that were kept elsewhere: lines taken off the end are found by them
        #[arg(long, value_name = "FILE")]
        anchors: Option<PathBuf>,

        /// Tell it as JSON
        #[arg(long)]
        json: bool,

        #[command(flatten)]
        store: StoreArgs,
    },
    /// Write the last hash of each chain as JSON, to be kept where whoever holds the store cannot change it
    Anchors {
        #[command(flatten)]
        store: StoreArgs,
    },
}

/// Runs the command.
pub(super) fn run(args: &AuditArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let language = args.speech.language();
    match &args.what {
        What::Verify { anchors, json, store } => {
            let anchors = anchors.as_ref().map(read_anchors).transpose()?.unwrap_or_default();
            let report = small_runtime()?.block_on(check(store, &anchors))?;
            if *json {
                let text = serde_json::to_string_pretty(&report).unwrap_or_default();
                writeln!(console.out, "{text}")?;
            } else {
                tell(&report, language, console)?;
            }
            Ok(if report.faults.is_empty() { Exit::Done } else { Exit::Refused })
        }
        What::Anchors { store } => {
            let anchors = small_runtime()?.block_on(async {
                let (store, shown) = store.look().await?;
                let failed = |error| CliError::Store(shown.clone(), error);
                let mut work = store.read().await.map_err(failed)?;
                work.anchors().await.map_err(failed)
            })?;
            let text = serde_json::to_string_pretty(&anchors).unwrap_or_default();
            writeln!(console.out, "{text}")?;
            Ok(Exit::Done)
        }
    }
}

fn read_anchors(path: &PathBuf) -> Result<Vec<Anchor>, CliError> {
    let bytes = std::fs::read(path).map_err(|source| CliError::Read(path.clone(), source))?;
    serde_json::from_slice(&bytes).map_err(|error| {
        CliError::Read(path.clone(), std::io::Error::new(std::io::ErrorKind::InvalidData, error))
    })
}

async fn check(store: &StoreArgs, anchors: &[Anchor]) -> Result<ChainReport, CliError> {
    let (store, shown) = store.look().await?;
    let failed = |error| CliError::Store(shown.clone(), error);
    let mut work = store.read().await.map_err(failed)?;
    let mut report = work.check_trail().await.map_err(failed)?;
    for fault in work.check_anchors(anchors).await.map_err(failed)? {
        if !report.faults.iter().any(|known| known.realm == fault.realm) {
            report.faults.push(fault);
        }
    }
    Ok(report)
}

fn tell(
    report: &ChainReport,
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> Result<(), CliError> {
    let danish = language == MessageLanguage::Danish;
    for ChainFault { realm, number, fault } in &report.faults {
        let realm = match (realm.environment.as_str(), danish) {
            ("", true) => "installationen".to_owned(),
            ("", false) => "the installation".to_owned(),
            _ => realm.to_string(),
        };
        let words = match (*fault, danish) {
            ("missing", true) => "mangler",
            ("missing", false) => "is missing",
            ("changed", true) => "er ændret",
            ("changed", false) => "was changed",
            (_, true) => "hænger ikke sammen med linjen før",
            (_, false) => "does not follow from the line before",
        };
        let line = if danish { "linje" } else { "line" };
        let error = if danish { "fejl" } else { "error" };
        writeln!(console.out, "{error}: {realm}: {line} {number} {words}")?;
    }
    let (chains, lines, faults) = (report.chains, report.lines, report.faults.len());
    match (danish, faults) {
        (true, 0) => {
            writeln!(console.out, "revisionssporet er helt: {chains} kæder, {lines} linjer")?;
        }
        (false, 0) => {
            writeln!(console.out, "the audit trail is whole: {chains} chains, {lines} lines")?;
        }
        (true, _) => writeln!(
            console.out,
            "revisionssporet er ikke helt: fejl i {faults} af {chains} kæder, {lines} linjer læst"
        )?,
        (false, _) => writeln!(
            console.out,
            "the audit trail is not whole: faults in {faults} of {chains} chains, {lines} lines read"
        )?,
    }
    Ok(())
}
