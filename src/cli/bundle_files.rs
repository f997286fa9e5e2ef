//! A bundle from the disk: a folder, or the same as a zip.

use std::fs;
use std::io;
use std::path::Path;

use super::Console;
use super::error::CliError;
use crate::bundle::{Bundle, Files, LetterTemplate, Read, View, read};
use crate::diagnostic::{MessageLanguage, Severity};
use crate::docx::{Limits, archive_files};

/// Files in a bundle; the largest known have some hundreds.
const FILES: usize = 4_096;
/// Bytes of all files together.
const BYTES: u64 = 512 << 20;
/// Folders in each other.
const DEPTH: usize = 6;

/// Opens a bundle and tells what is wrong with its files. `None` when there are errors in them.
pub(super) fn open(
    path: &Path,
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> Result<Option<Bundle>, CliError> {
    let read = read(&load(path)?);
    tell(path, &read, language, console)?;
    Ok((!read.has_errors()).then_some(read.bundle))
}

/// Tells what is wrong with a bundle's files; notes are for who asks for them.
pub(super) fn tell(
    path: &Path,
    read: &Read,
    language: MessageLanguage,
    console: &mut Console<'_>,
) -> Result<(), CliError> {
    let mut counts = [0_usize; 3];
    for found in &read.found {
        let severity = found.severity();
        counts[severity as usize] += 1;
        if severity > Severity::Note {
            write!(console.err, "{}", found.render(language))?;
        }
    }
    if !read.has_errors() {
        return Ok(());
    }
    let [_, warnings, errors] = counts;
    let file = path.display();
    match language {
        MessageLanguage::Danish => {
            let warned = if warnings == 1 { "advarsel" } else { "advarsler" };
            writeln!(console.err, "`{file}` kan ikke bruges: {errors} fejl, {warnings} {warned}")?;
        }
        MessageLanguage::English => {
            let erred = if errors == 1 { "error" } else { "errors" };
            let warned = if warnings == 1 { "warning" } else { "warnings" };
            writeln!(
                console.err,
                "`{file}` cannot be used: {errors} {erred}, {warnings} {warned}"
            )?;
        }
    }
    Ok(())
}

/// The files of a bundle. Files whose names begin with a point or, as Word's locks do, with `~$` are
/// passed over.
pub(super) fn load(path: &Path) -> Result<Files, CliError> {
    let unreadable = |source| CliError::Read(path.to_owned(), source);
    if fs::metadata(path).map_err(unreadable)?.is_dir() {
        let mut loader = Loader { files: Files::new(), bytes: 0 };
        loader.folder(path, "", 0)?;
        return Ok(loader.files);
    }
    let limits = Limits { entries: FILES, unpacked_bytes: BYTES, ..Limits::default() };
    let size = fs::metadata(path).map_err(unreadable)?.len();
    if size > limits.archive_bytes {
        return Err(unreadable(io::ErrorKind::FileTooLarge.into()));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    let files = archive_files(&bytes, &limits)
        .map_err(|source| CliError::Package(path.to_owned(), source))?;
    let seen = files.into_iter().filter(|(name, _)| !name.split('/').any(hidden)).collect();
    Ok(unwrapped(seen))
}

/// A zip of a folder, as file managers make it, has everything in that folder.
fn unwrapped(files: Files) -> Files {
    if files.contains_key("bundle.toml") {
        return files;
    }
    let top = files.keys().find_map(|name| name.strip_suffix("/bundle.toml"));
    let Some(top) = top.filter(|top| !top.contains('/')).map(|top| format!("{top}/")) else {
        return files;
    };
    if !files.keys().all(|name| name.starts_with(&top)) {
        return files;
    }
    files.into_iter().map(|(name, bytes)| (name[top.len()..].to_owned(), bytes)).collect()
}

fn hidden(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$") || name == "__MACOSX"
}

struct Loader {
    files: Files,
    bytes: u64,
}

impl Loader {
    fn folder(&mut self, folder: &Path, inside: &str, depth: usize) -> Result<(), CliError> {
        let unreadable = |source| CliError::Read(folder.to_owned(), source);
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let path = entry.path();
            let refused = |source| CliError::Read(path.clone(), source);
            let file_name = entry.file_name();
            let name =
                file_name.to_str().ok_or_else(|| refused(io::ErrorKind::InvalidFilename.into()))?;
            if hidden(name) {
                continue;
            }
            let inside = format!("{inside}{name}");
            // A link may lead anywhere: what it leads to is not part of the bundle.
            let kind = entry.file_type().map_err(refused)?;
            if kind.is_dir() {
                if depth == DEPTH {
                    return Err(refused(io::ErrorKind::QuotaExceeded.into()));
                }
                self.folder(&path, &format!("{inside}/"), depth + 1)?;
            } else if kind.is_file() {
                self.bytes = self.bytes.saturating_add(entry.metadata().map_err(refused)?.len());
                if self.bytes > BYTES || self.files.len() == FILES {
                    return Err(refused(io::ErrorKind::QuotaExceeded.into()));
                }
                let bytes = fs::read(&path).map_err(refused)?;
                self.files.insert(inside, bytes);
            }
        }
        Ok(())
    }
}

/// The view that an authority has of a bundle; without a code, the central office's.
pub(super) fn view<'b>(bundle: &'b Bundle, code: Option<&str>) -> Result<View<'b>, CliError> {
    bundle.view(code).ok_or_else(|| CliError::NotInBundle {
        what: ("ingen myndighed".to_owned(), "authority".to_owned()),
        key: code.unwrap_or_default().to_owned(),
        known: bundle.authorities.iter().map(|authority| authority.code.clone()).collect(),
    })
}

/// The template of a key, as it is used in a context.
pub(super) fn template<'b>(
    view: &View<'b>,
    key: &str,
    context: Option<&str>,
) -> Result<&'b LetterTemplate, CliError> {
    view.template(key, context).ok_or_else(|| no_template(&[view], key))
}

/// That none of the views has a template of this key.
pub(super) fn no_template(views: &[&View<'_>], key: &str) -> CliError {
    let mut known: Vec<String> = views
        .iter()
        .flat_map(|view| view.templates())
        .map(|found| found.manifest.key.clone())
        .collect();
    known.sort();
    known.dedup();
    CliError::NotInBundle {
        what: ("ingen skabelon".to_owned(), "template".to_owned()),
        key: key.to_owned(),
        known,
    }
}
