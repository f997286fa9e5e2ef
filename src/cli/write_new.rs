//! Files that are new: all of them are written, or none, and nothing is overwritten.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::CliError;
use crate::batch::WholeFile;
use crate::bundle::Files;

/// Writes a folder that is not there yet, or is empty.
pub(super) fn folder(target: &Path, files: &Files) -> Result<(), CliError> {
    if !is_free(target)? {
        return Err(CliError::Exists(target.to_owned()));
    }
    let unwritable = |source| CliError::Write(target.to_owned(), source);
    let name = target.file_name().ok_or_else(|| unwritable(io::ErrorKind::InvalidInput.into()))?;
    let mut hidden = std::ffi::OsString::from(format!(".brevsmed-{}-", std::process::id()));
    hidden.push(name);
    let temporary = target.with_file_name(hidden);
    let written = fill(&temporary, files).and_then(|()| {
        if target.exists() {
            fs::remove_dir(target)?;
        }
        fs::rename(&temporary, target)
    });
    if written.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_dir_all(&temporary);
    }
    written.map_err(unwritable)
}

fn is_free(target: &Path) -> Result<bool, CliError> {
    match fs::read_dir(target) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(false),
        Err(error) => Err(CliError::Write(target.to_owned(), error)),
    }
}

fn fill(folder: &Path, files: &Files) -> io::Result<()> {
    // The folder above is made too, as `mkdir -p` does; the folder itself must be new.
    if let Some(above) = folder.parent() {
        fs::create_dir_all(above)?;
    }
    fs::create_dir(folder)?;
    for (name, bytes) in files {
        let path = folder.join(name);
        if let Some(inside) = path.parent() {
            fs::create_dir_all(inside)?;
        }
        fs::write(path, bytes)?;
    }
    Ok(())
}

/// Writes files into a folder. Of those in `new` none may be there; those in `changed` are put in
/// place of what is there.
pub(super) fn files(folder: &Path, new: &Files, changed: &Files) -> Result<(), CliError> {
    for name in new.keys() {
        let path = folder.join(name);
        if path.symlink_metadata().is_ok() {
            return Err(CliError::Exists(path));
        }
    }
    let mut ready: Vec<(PathBuf, WholeFile)> = Vec::new();
    for (name, bytes) in new.iter().chain(changed) {
        let path = folder.join(name);
        let unwritable = |source| CliError::Write(path.clone(), source);
        if let Some(inside) = path.parent() {
            fs::create_dir_all(inside).map_err(unwritable)?;
        }
        let mut file = WholeFile::create(&path).map_err(unwritable)?;
        file.write_all(bytes).map_err(unwritable)?;
        ready.push((path, file));
    }
    for (path, file) in ready {
        file.finish().map_err(|source| CliError::Write(path, source))?;
    }
    Ok(())
}
