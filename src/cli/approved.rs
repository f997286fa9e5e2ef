//! The approved texts and pictures in a folder.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::error::CliError;
use crate::merge::{Approved, Fragment, Picture};

/// Reads a folder: `.docx` are texts; `.png`, `.jpg`, `.jpeg` and `.gif` pictures. A picture's
/// alternative text stands beside it in `NAME.alt.txt`; an empty one says that it is decorative.
/// Each is known by its file name and, where that is unique, by the name without ending.
pub(super) fn read_folder(folder: &Path) -> Result<Approved, CliError> {
    let unreadable = |source| CliError::Read(folder.to_owned(), source);
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    paths.sort();
    let mut approved = Approved::default();
    for path in paths {
        let Some(extension) = path.extension().and_then(|extension| extension.to_str()) else {
            continue;
        };
        let (Some(file), Some(stem)) = (name(path.file_name()), name(path.file_stem())) else {
            continue;
        };
        match extension.to_ascii_lowercase().as_str() {
            "docx" => {
                let text = Arc::new(Fragment { bytes: read(&path)? });
                approved.texts.insert(file, Arc::clone(&text));
                approved.texts.entry(stem).or_insert(text);
            }
            "png" | "jpg" | "jpeg" | "gif" => {
                let picture = Arc::new(picture(&path)?);
                approved.pictures.insert(file, Arc::clone(&picture));
                approved.pictures.entry(stem).or_insert(picture);
            }
            _ => {}
        }
    }
    Ok(approved)
}

fn picture(path: &Path) -> Result<Picture, CliError> {
    let words = path.with_extension("alt.txt");
    let alt = match fs::read_to_string(&words) {
        Ok(text) => Some(text.trim().to_owned()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(CliError::Read(words, error)),
    };
    let decorative = alt.as_deref() == Some("");
    Ok(Picture {
        bytes: read(path)?,
        alt: alt.filter(|alt| !alt.is_empty()),
        decorative,
        width_mm: None,
    })
}

fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    fs::read(path).map_err(|source| CliError::Read(path.to_owned(), source))
}

fn name(name: Option<&std::ffi::OsStr>) -> Option<String> {
    name.and_then(|name| name.to_str()).map(str::to_owned)
}
