//! `brevsmed inspect`: what a screen reader will say.

use std::path::PathBuf;

use clap::Args;

use super::args::Speech;
use super::error::CliError;
use super::merge::read_input;
use super::{Console, Exit};
use crate::diagnostic::MessageLanguage;
use crate::inspect::{Words, inspect, print};

/// Show what a screen reader will say of a PDF: its title and language, then its tags as indented
/// text
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 shown; 1 the PDF has no tags, or text outside them; 2 could not look"
)]
pub(super) struct InspectArgs {
    /// The PDF; `-` reads standard input
    pub pdf: PathBuf,

    #[command(flatten)]
    pub speech: Speech,
}

/// Runs the command.
pub(super) fn run(args: &InspectArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let bytes = read_input(&args.pdf)?;
    let inspected =
        inspect(&bytes).map_err(|source| CliError::Inspect(args.pdf.clone(), source))?;
    let words = match args.speech.language() {
        MessageLanguage::Danish => &Words::DANISH,
        MessageLanguage::English => &Words::ENGLISH,
    };
    write!(console.out, "{}", print(&inspected, words))?;
    let heard = inspected.tagged && inspected.unmarked == 0;
    Ok(if heard { Exit::Done } else { Exit::Refused })
}
