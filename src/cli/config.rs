//! `brevsmed config`: what holds, and where it comes from; every key there is.

use clap::{Args, Subcommand};

use super::args::Speech;
use super::error::CliError;
use super::service_settings::{SettingsArgs, configure};
use super::{Console, Exit};
use crate::config::{KEYS, KeyKind, Origin};
use crate::diagnostic::MessageLanguage;
use crate::policy::Settings;

/// Check the service's settings, or list every key there is
#[derive(Debug, Args)]
pub(super) struct ConfigArgs {
    #[command(subcommand)]
    what: What,

    #[command(flatten)]
    pub speech: Speech,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Say what holds and where each value comes from; secrets are masked. Exit code 0, or 2 with every fault
    Check {
        /// The settings; without it, what BREVSMED_CONFIG names, else brevsmed.toml in this folder
        file: Option<std::path::PathBuf>,
    },
    /// List every key: what it holds, its default, its variable
    Keys,
}

/// Runs the command.
pub(super) fn run(args: &ConfigArgs, console: &mut Console<'_>) -> Result<Exit, CliError> {
    let language = args.speech.language();
    match &args.what {
        What::Check { file } => check(file.clone(), language, console),
        What::Keys => keys(language, console),
    }
}

fn check(
    file: Option<std::path::PathBuf>,
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> Result<Exit, CliError> {
    let danish = language == MessageLanguage::Danish;
    let (configuration, file) = configure(&SettingsArgs { config: file }, &[])?;
    // The same file holds the settings of the checks: both are told of at once.
    if let Some(file) = &file {
        let text =
            std::fs::read_to_string(file).map_err(|source| CliError::Read(file.clone(), source))?;
        Settings::read(&text).map_err(|source| CliError::Settings(file.clone(), source))?;
    }
    let mut table = String::new();
    for holding in &configuration.holdings {
        if !holding.path.starts_with(&format!("{table}.")) {
            holding.path.rsplit_once('.').map_or("", |(table, _)| table).clone_into(&mut table);
            writeln!(console.out, "[{table}]")?;
        }
        let leaf = &holding.path[table.len() + 1..];
        let shown = holding.shown();
        let file_name = file.as_deref().map(|file| file.display().to_string());
        let origin = match &holding.origin {
            Origin::Default if danish => "standard".to_owned(),
            Origin::Default => "default".to_owned(),
            Origin::File(line) => format!("{}:{line}", file_name.unwrap_or_default()),
            Origin::Variable(name) => name.clone(),
            Origin::CommandLine if danish => "kommandolinjen".to_owned(),
            Origin::CommandLine => "command line".to_owned(),
        };
        if shown.is_empty() {
            let nothing = if danish { "intet" } else { "nothing" };
            writeln!(console.out, "# {leaf}: {nothing}")?;
        } else {
            writeln!(console.out, "{leaf} = {shown:<32} # {origin}")?;
        }
    }
    Ok(Exit::Done)
}

fn keys(language: MessageLanguage, console: &mut Console<'_>) -> Result<Exit, CliError> {
    for key in KEYS {
        let (da, en) = key.kind.words();
        let (what, about, without) = match language {
            MessageLanguage::Danish => (da, key.da, "uden"),
            MessageLanguage::English => (en, key.en, "default"),
        };
        let variable = match key.kind {
            KeyKind::Secret => format!("{0}, {0}_FILE, `{1}-file`", key.variable(), key.path),
            _ => key.variable(),
        };
        let default = match key.default {
            "" => String::new(),
            default => format!("; {without}: {default}"),
        };
        writeln!(console.out, "{}\n    {about}\n    {what}{default}\n    {variable}", key.path)?;
    }
    Ok(Exit::Done)
}
