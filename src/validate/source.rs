//! What is validated, in memory: bundles and lone documents.

use crate::bundle::{self, Files};

/// Something to be validated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path as it is told of. Of a bundle, paths of its files are joined to it.
    pub path: String,
    /// The path from the folder of the settings, which exceptions, baselines and fingerprints go by.
    pub relative: String,
    /// What it holds.
    pub content: Content,
}

/// What a source holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A lone document.
    Document(Vec<u8>),
    /// The files of a bundle.
    Bundle(Files),
}

/// A source that has been read.
#[derive(Debug)]
pub enum Opened<'s> {
    /// A lone document's bytes.
    Document(&'s [u8]),
    /// A bundle and what was found in its files.
    Bundle(&'s Files, Box<bundle::Read>),
}

/// The name of a bundle's file of settings, which is none of the bundle itself.
pub const SETTINGS: &str = "brevsmed.toml";

impl Source {
    /// Reads it: of a bundle all its files.
    pub fn open(&self) -> Opened<'_> {
        match &self.content {
            Content::Document(bytes) => Opened::Document(bytes),
            Content::Bundle(files) => Opened::Bundle(files, Box::new(bundle::read(files))),
        }
    }

    /// The path of one of its files as it is told of.
    pub fn path_of(&self, file: &str) -> String {
        join(&self.path, file)
    }

    /// The path of one of its files from the folder of the settings.
    pub fn relative_of(&self, file: &str) -> String {
        join(&self.relative, file)
    }
}

fn join(folder: &str, file: &str) -> String {
    let folder = folder.trim_end_matches('/');
    match (folder, file) {
        ("" | ".", file) => file.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, file) => format!("{folder}/{file}"),
    }
}
