//! What is shared by whatever takes over files: how an archive is unpacked, and what is said of what was made.

use schemars::JsonSchema;
use serde::Serialize;

use super::shown::version_path;
use crate::api::{Call, Problem, kinds};
use crate::bundle::Files;
use crate::docx::{Limits, archive_files};
use crate::registry::{KeyMapped, Version};
use crate::store::Kept;

/// What was taken over.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Imported {
    /// Versions that were made. What was there already, byte for byte, is not among them.
    pub versions: Vec<ImportedVersion>,
    /// Of published items, how many versions were made.
    pub published: usize,
    /// Files that belong to no item, or to another authority.
    pub left_out: Vec<String>,
    /// The path of the report, of published items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// What became of the questions of a package.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(default)]
    pub questions: Vec<KeyMapped>,
}

/// A version that was made.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct ImportedVersion {
    /// Whose it is.
    pub owner: String,
    /// The item.
    pub item: String,
    /// The number.
    pub number: u32,
    /// Its path.
    pub path: String,
}

pub(super) fn imported(kept: &Kept<Version>) -> ImportedVersion {
    ImportedVersion {
        owner: kept.realm.authority.clone(),
        item: kept.document.item.to_string(),
        number: kept.document.number,
        path: version_path(&kept.realm, &kept.document),
    }
}

/// Unpacks an archive, and does with its files what takes a processor.
pub(super) async fn unpack<T: Send + 'static>(
    call: &Call,
    zip: Vec<u8>,
    then: impl FnOnce(Files) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    call.app
        .workshop
        .run(move || {
            let files = archive_files(&zip, &Limits::default()).map_err(|error| {
                let words = |language| crate::wire::package_error(&error, language);
                Problem::of(kinds::NOT_A_BUNDLE).because(
                    words(crate::diagnostic::MessageLanguage::Danish),
                    words(crate::diagnostic::MessageLanguage::English),
                )
            })?;
            then(in_root(files))
        })
        .await?
}

/// Files as a bundle has them: an archive often has one folder around all.
fn in_root(files: Files) -> Files {
    if files.contains_key("bundle.toml") {
        return files;
    }
    let Some(folder) = files.keys().find_map(|path| path.strip_suffix("/bundle.toml")) else {
        return files;
    };
    let folder = format!("{folder}/");
    let inside = files
        .iter()
        .filter_map(|(path, bytes)| Some((path.strip_prefix(&folder)?.to_owned(), bytes.clone())));
    inside.collect()
}
