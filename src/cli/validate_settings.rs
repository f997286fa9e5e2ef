//! The settings of a run: `brevsmed.toml` found upwards, the baseline, and what the command line says.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::CliError;
use super::validate::ValidateArgs;
use super::validate_sources::shown;
use crate::policy::Settings;
use crate::validate::{Baseline, SETTINGS, Selection};

/// The name of the baseline where nothing names it.
const BASELINE: &str = "brevsmed-baseline.json";

/// The settings of a run.
pub(super) struct Configuration {
    /// The settings, with what the command line says over them.
    pub settings: Settings,
    /// The folder of the settings, or the one we are in.
    pub folder: PathBuf,
    /// Where the baseline is, or would be.
    pub baseline_path: PathBuf,
    /// The known faults.
    pub baseline: Option<Baseline>,
}

impl Configuration {
    /// A path from the folder of the settings; one outside it as it was given.
    pub fn relative(&self, path: &Path) -> String {
        let whole = |path: &Path| {
            let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
            fs::canonicalize(path).ok()
        };
        match (whole(path), whole(&self.folder)) {
            (Some(path), Some(folder)) => match path.strip_prefix(folder) {
                Ok(inside) => shown(inside),
                Err(_) => shown(&path),
            },
            _ => shown(path),
        }
    }
}

/// Reads the settings of a run.
pub(super) fn configure(args: &ValidateArgs) -> Result<Configuration, CliError> {
    let rules = &args.rules;
    let file = match &rules.config {
        Some(file) => Some(file.clone()),
        None if rules.isolated => None,
        None => args.paths.first().and_then(|path| find(path)),
    };
    let mut settings = match &file {
        Some(file) => {
            let text =
                fs::read_to_string(file).map_err(|source| CliError::Read(file.clone(), source))?;
            let settings =
                Settings::read(&text).map_err(|source| CliError::Settings(file.clone(), source))?;
            rules_exist(file, &text, &settings)?;
            settings
        }
        None => Settings::default(),
    };
    if !rules.select.is_empty() {
        settings.select.clone_from(&rules.select);
        settings.extend_select.clear();
    }
    settings.extend_select.extend(rules.extend_select.iter().cloned());
    settings.ignore.extend(rules.ignore.iter().cloned());
    let folder = file.as_deref().and_then(Path::parent).unwrap_or(Path::new("")).to_owned();
    let named = match (&args.outcome.baseline, &settings.baseline) {
        (Some(path), _) => Some(path.clone()),
        (None, Some(name)) => Some(folder.join(name)),
        (None, None) => None,
    };
    let asked = args.outcome.baseline.is_some() && !args.outcome.write_baseline;
    let baseline_path = named.clone().unwrap_or_else(|| folder.join(BASELINE));
    let baseline = match fs::read_to_string(&baseline_path) {
        Ok(text) if named.is_some() || args.outcome.prune_baseline => Some(
            Baseline::read(&text)
                .map_err(|source| CliError::Baseline(baseline_path.clone(), source))?,
        ),
        Ok(_) => None,
        // One that settings name may be written yet; one that was asked for is missed.
        Err(source) if source.kind() == io::ErrorKind::NotFound && !asked => None,
        Err(source) => return Err(CliError::Read(baseline_path, source)),
    };
    Ok(Configuration { settings, folder, baseline_path, baseline })
}

/// Refuses settings that name rules that there are not, with the line.
fn rules_exist(file: &Path, text: &str, settings: &Settings) -> Result<(), CliError> {
    let Err(unknown) = Selection::of(settings) else { return Ok(()) };
    let here = |line: &str| {
        let names = |(at, _): (usize, &str)| {
            let around =
                (line[..at].chars().next_back(), line[at + unknown.word.len()..].chars().next());
            !matches!(around, (Some(c), _) | (_, Some(c)) if c.is_alphanumeric() || c == '-')
        };
        line.match_indices(&unknown.word).any(names)
    };
    let line = text.lines().position(here).map_or(1, |line| line + 1);
    Err(CliError::UnknownRule(Some((file.to_owned(), line)), unknown))
}

/// The settings in the folder of a path or the nearest one above.
fn find(path: &Path) -> Option<PathBuf> {
    let whole = fs::canonicalize(path).ok()?;
    let above =
        whole.ancestors().map(|folder| folder.join(SETTINGS)).find(|file| file.is_file())?;
    // Told as it would be typed, where that is shorter.
    let here = std::env::current_dir().ok()?;
    let near = above.strip_prefix(fs::canonicalize(here).ok()?).ok().map(Path::to_owned);
    Some(near.unwrap_or(above))
}
