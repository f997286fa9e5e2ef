//! The settings of the service as the commands read them: the file, the environment, the command line.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::error::CliError;
use crate::config::{Configuration, Given, read, without_password};
use crate::store::Store;
use crate::validate::SETTINGS;

/// The variable that names the file.
const FILE: &str = "BREVSMED_CONFIG";

#[derive(Clone, Debug, Default, Args)]
pub(super) struct SettingsArgs {
    /// The settings; without it, what BREVSMED_CONFIG names, else brevsmed.toml in this folder if it is there
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

#[derive(Clone, Debug, Args)]
pub(super) struct StoreArgs {
    #[command(flatten)]
    pub settings: SettingsArgs,

    /// The store, sqlite:FILE or postgres://USER@HOST/DATABASE; without it, that of the settings
    #[arg(long, value_name = "ADDRESS")]
    pub store: Option<String>,
}

/// Reads the settings; says which file they are from.
pub(super) fn configure(
    args: &SettingsArgs,
    command_line: &[(&'static str, String)],
) -> Result<(Configuration, Option<PathBuf>), CliError> {
    let environment: BTreeMap<String, String> = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect();
    let named = environment.get(FILE).filter(|file| !file.is_empty()).map(PathBuf::from);
    let here = PathBuf::from(SETTINGS);
    let file = args.config.clone().or(named).or_else(|| here.is_file().then_some(here));
    let text = match &file {
        Some(file) => {
            Some(fs::read_to_string(file).map_err(|source| CliError::Read(file.clone(), source))?)
        }
        None => None,
    };
    let given = Given {
        file: file.as_deref().zip(text.as_deref()),
        environment: &environment,
        command_line,
        secret: &|path: &Path| fs::read_to_string(path),
    };
    let configuration = read(&given).map_err(CliError::Config)?;
    Ok((configuration, file))
}

impl StoreArgs {
    /// What the command line says of the settings.
    pub fn over(&self) -> Vec<(&'static str, String)> {
        self.store.iter().map(|address| ("store.address", address.clone())).collect()
    }

    /// The address of the store, and as it may be shown.
    pub fn address(&self) -> Result<(String, String), CliError> {
        let (configuration, _) = configure(&self.settings, &self.over())?;
        let address = configuration.settings.store.address.reveal().to_owned();
        let shown = without_password(&address);
        Ok((address, shown))
    }

    /// The store, to be looked at.
    pub async fn look(&self) -> Result<(Store, String), CliError> {
        let (address, shown) = self.address()?;
        match Store::look(&address).await {
            Ok(store) => Ok((store, shown)),
            Err(error) => Err(CliError::Store(shown, error)),
        }
    }
}

/// A runtime for a command that only asks the store.
pub(super) fn small_runtime() -> Result<tokio::runtime::Runtime, CliError> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(CliError::Serve)
}
