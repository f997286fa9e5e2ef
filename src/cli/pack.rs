//! `brevsmed pack`: a bundle as a zip, to be handed over.

use std::path::PathBuf;

use clap::Args;

use super::args::Speech;
use super::error::CliError;
use super::{Console, Exit, bundle_files};
use crate::batch::write_whole;
use crate::bundle::read;
use crate::diagnostic::MessageLanguage;
use crate::docx::write_archive;

/// Check a bundle's files and write the bundle as a zip: the same files give the same bytes
#[derive(Debug, Args)]
pub(super) struct PackArgs {
    /// The bundle: a folder or a zip
    pub bundle: PathBuf,

    /// The zip
    #[arg(short, long, value_name = "OUT.zip")]
    pub output: PathBuf,

    #[command(flatten)]
    pub speech: Speech,
}

/// Runs the command.
pub(super) fn run(args: &PackArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let language = args.speech.language();
    let files = bundle_files::load(&args.bundle)?;
    let found = read(&files);
    bundle_files::tell(&args.bundle, &found, language, console)?;
    if found.has_errors() {
        return Ok(Exit::Refused);
    }
    if args.output.exists() {
        return Err(CliError::Exists(args.output.clone()));
    }
    let archive =
        write_archive(&files).map_err(|source| CliError::Package(args.output.clone(), source))?;
    write_whole(&args.output, &archive)
        .map_err(|source| CliError::Write(args.output.clone(), source))?;
    let (file, count) = (args.output.display(), files.len());
    match language {
        MessageLanguage::Danish => writeln!(console.out, "skrev {file} · {count} filer")?,
        MessageLanguage::English => writeln!(console.out, "wrote {file} · {count} files")?,
    }
    Ok(Exit::Done)
}
