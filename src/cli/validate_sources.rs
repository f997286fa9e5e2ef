//! Which files are validated: bundles, lone documents, and folders with either.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::bundle_files;
use super::error::CliError;
use super::validate_settings::Configuration;
use crate::validate::{Content, SETTINGS, Source};

/// The endings of documents.
const DOCUMENTS: [&str; 4] = [".docx", ".dotx", ".docm", ".dotm"];
/// Folders in each other.
const DEPTH: usize = 32;
/// Bytes of a document; a larger one is refused anyway, after it was read.
const LARGEST: u64 = 64 << 20;

/// What was found at some paths.
pub(super) struct Gathered {
    /// What is validated.
    pub sources: Vec<Source>,
    /// Where each source lies, in the same order.
    pub places: Vec<PathBuf>,
    /// What could not be read.
    pub unread: Vec<CliError>,
}

impl Gathered {
    /// The path of a reported file from the folder of the settings.
    pub fn relative(&self, path: &str) -> String {
        let of = |source: &Source| {
            let base = source.path.trim_end_matches('/');
            let inside = match (&source.content, base) {
                (Content::Document(_), _) => (path == source.path).then_some(""),
                (Content::Bundle(_), "" | ".") => Some(path),
                (Content::Bundle(_), base) => path.strip_prefix(base)?.strip_prefix('/'),
            };
            inside.map(|inside| source.relative_of(inside))
        };
        self.sources.iter().find_map(of).unwrap_or_else(|| path.to_owned())
    }

    fn push(&mut self, path: &Path, configuration: &Configuration, content: Content) {
        self.sources.push(Source {
            path: shown(path),
            relative: configuration.relative(path),
            content,
        });
        self.places.push(path.to_owned());
    }

    fn document(&mut self, path: &Path, configuration: &Configuration) {
        let read = fs::metadata(path).and_then(|found| {
            if found.len() > LARGEST {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            fs::read(path)
        });
        match read {
            Ok(bytes) => self.push(path, configuration, Content::Document(bytes)),
            Err(source) => self.unread.push(CliError::Read(path.to_owned(), source)),
        }
    }

    fn bundle(&mut self, path: &Path, configuration: &Configuration) {
        match bundle_files::load(path) {
            Ok(mut files) => {
                // Settings and baseline are about the bundle, not of it.
                files.remove(SETTINGS);
                if let Ok(inside) = configuration.baseline_path.strip_prefix(path) {
                    files.remove(inside.to_string_lossy().as_ref());
                }
                self.push(path, configuration, Content::Bundle(files));
            }
            Err(error) => self.unread.push(error),
        }
    }

    fn folder(&mut self, path: &Path, depth: usize, configuration: &Configuration) {
        if path.join("bundle.toml").is_file() {
            return self.bundle(path, configuration);
        }
        let entries = match fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(source) => return self.unread.push(CliError::Read(path.to_owned(), source)),
        };
        let mut paths: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // Hidden files, and the locks that Word puts beside a document that is open.
            if name.starts_with('.') || name.starts_with("~$") {
                continue;
            }
            let Ok(kind) = fs::symlink_metadata(&path).map(|found| found.file_type()) else {
                continue;
            };
            if kind.is_dir() && depth < DEPTH {
                self.folder(&path, depth + 1, configuration);
            } else if kind.is_file() && is_document(&name) {
                self.document(&path, configuration);
            }
        }
    }
}

fn is_document(name: &str) -> bool {
    let name = name.to_lowercase();
    DOCUMENTS.iter().any(|ending| name.ends_with(ending))
}

/// Reads what lies at some paths.
pub(super) fn gather(
    paths: &[PathBuf],
    configuration: &Configuration,
) -> Result<Gathered, CliError> {
    let mut gathered = Gathered { sources: Vec::new(), places: Vec::new(), unread: Vec::new() };
    for path in paths {
        let found = fs::metadata(path).map_err(|source| CliError::Read(path.clone(), source))?;
        let name = path.to_string_lossy();
        if found.is_dir() {
            gathered.folder(path, 0, configuration);
        } else if name.to_lowercase().ends_with(".zip") {
            gathered.bundle(path, configuration);
        } else {
            gathered.document(path, configuration);
        }
    }
    Ok(gathered)
}

/// A path as it is told: with slashes, and without the folder that one is in.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let text = text.strip_prefix("./").unwrap_or(&text);
    if text == "." { String::new() } else { text.trim_end_matches('/').to_owned() }
}
