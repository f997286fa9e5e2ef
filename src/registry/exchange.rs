//! Bundles on their way in and out: into an environment's question keys, and an authority's own as a package for others.

use std::collections::BTreeSet;

use thiserror::Error;

use super::edition::Edition;
use super::import::owner;
use super::item::{ItemKind, ItemName};
use crate::bundle::{self, Files};
use crate::catalogue::Question;
use crate::diagnostic::Diagnostic;
use crate::docx::PackageError;
use crate::store::Realm;
use crate::template::Template;
use crate::versions::promote;

/// Why a bundle cannot be taken over.
#[derive(Debug, Error)]
pub enum ExchangeError {
    /// There is no `bundle.toml`, or it cannot be read.
    #[error("the bundle has no `bundle.toml` that can be read")]
    NoBundle,
    /// Documents whose question keys cannot be promoted.
    #[error("{} documents have question keys that cannot be promoted", .0.len())]
    Keys(Vec<Refused>),
    /// The package is not of one authority.
    #[error("a package has the files of one authority")]
    NotOne,
}

/// A document that was refused, and why.
#[derive(Debug)]
pub struct Refused {
    /// The file.
    pub file: String,
    /// What was found.
    pub found: Vec<Diagnostic>,
    /// Why it could not be read at all.
    pub unreadable: Option<PackageError>,
}

/// The files of a bundle with the question keys of an environment. A bundle of that environment is as it was. It takes time.
///
/// # Errors
///
/// When `bundle.toml` cannot be read, or a key has no counterpart.
pub fn into_environment(files: &Files, environment: &str) -> Result<Files, ExchangeError> {
    let text = files.get("bundle.toml").ok_or(ExchangeError::NoBundle)?;
    let text = std::str::from_utf8(text).map_err(|_| ExchangeError::NoBundle)?;
    let table: toml::Table = toml::from_str(text).map_err(|_| ExchangeError::NoBundle)?;
    let from = table.get("environment").and_then(toml::Value::as_str);
    let from = from.ok_or(ExchangeError::NoBundle)?;
    if from == environment {
        return Ok(files.clone());
    }
    let read = bundle::read(files);
    let mut promoted = Files::new();
    let mut refused = Vec::new();
    for (file, bytes) in files {
        let own = owner(file).map_or(Realm::CENTRAL, |(authority, _)| authority);
        let is_letter = file.ends_with(".docx");
        if !is_letter {
            promoted.insert(file.clone(), bytes.clone());
            continue;
        }
        let authority = (own != Realm::CENTRAL).then_some(own);
        let questions = read.bundle.view(authority).map(|view| view.catalogue.questions);
        match with_keys(file, bytes, (from, environment), &questions.unwrap_or_default()) {
            Ok(document) => {
                promoted.insert(file.clone(), document);
            }
            Err(why) => refused.push(why),
        }
    }
    if !refused.is_empty() {
        return Err(ExchangeError::Keys(refused));
    }
    promoted.insert("bundle.toml".to_owned(), of_environment(text, environment).into_bytes());
    base_on_promoted(files, &mut promoted);
    Ok(promoted)
}

fn is_central(file: &str) -> bool {
    owner(file).is_some_and(|(owner, _)| owner == Realm::CENTRAL)
}

/// Overrides name what they were made from by its hash, and the central documents have other bytes now.
fn base_on_promoted(files: &Files, promoted: &mut Files) {
    let central = files.iter().filter(|(file, _)| is_central(file) && file.ends_with(".docx"));
    let changed: Vec<(String, String)> = central
        .filter_map(|(file, before)| {
            let after = promoted.get(file).filter(|after| *after != before)?;
            Some((Template::hash_of(before), Template::hash_of(after)))
        })
        .collect();
    for (file, bytes) in promoted.iter_mut() {
        if is_central(file) || !file.ends_with(".toml") {
            continue;
        }
        let Ok(mut text) = String::from_utf8(bytes.clone()) else { continue };
        for (before, after) in &changed {
            text = text.replace(before, after);
        }
        *bytes = text.into_bytes();
    }
}

/// A document with other question keys.
pub(super) fn with_keys(
    file: &str,
    document: &[u8],
    (from, to): (&str, &str),
    questions: &[Question],
) -> Result<Vec<u8>, Refused> {
    let refused = |found, unreadable| Refused { file: file.to_owned(), found, unreadable };
    match promote(document, from, to, questions) {
        Ok(promoted) => {
            let found = promoted.diagnostics;
            promoted.document.ok_or_else(|| refused(found, None))
        }
        Err(error) => Err(refused(Vec::new(), Some(error))),
    }
}

/// `bundle.toml` of another environment; all else stays as it is.
fn of_environment(text: &str, environment: &str) -> String {
    let mut in_table = false;
    text.split_inclusive('\n')
        .map(|line| {
            let start = line.trim_start();
            in_table |= start.starts_with('[');
            let is_it = !in_table
                && start
                    .strip_prefix("environment")
                    .is_some_and(|rest| rest.trim_start().starts_with('='));
            if is_it {
                let end = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
                format!("environment = {}{end}", toml::Value::from(environment))
            } else {
                line.to_owned()
            }
        })
        .collect()
}

/// The files of a bundle that belong to no item: they are not taken over.
pub fn left_out(files: &Files) -> Vec<String> {
    let is_item =
        |path: &str| owner(path).is_some_and(|(_, inside)| ItemName::of_file(inside).is_some());
    files.keys().filter(|path| !is_item(path)).cloned().collect()
}

/// What an authority has of its own in an edition, as a package for others: its letters, and what they name. With `items`, only
/// those, and what all have in common.
pub fn package_files(edition: &Edition, items: &BTreeSet<ItemName>) -> Files {
    let own = format!("authorities/{}/", edition.realm.authority);
    let shared = |kind| {
        matches!(
            kind,
            ItemKind::Questions | ItemKind::Reasons | ItemKind::Authority | ItemKind::Groups
        )
    };
    let letters = |kind| {
        matches!(
            kind,
            ItemKind::Template
                | ItemKind::Element
                | ItemKind::Master
                | ItemKind::Enclosure
                | ItemKind::ReasonText
        )
    };
    let goes = |path: &str| {
        if path == "bundle.toml" {
            return true;
        }
        let Some((item, _)) = path.strip_prefix(&own).and_then(ItemName::of_file) else {
            return false;
        };
        shared(item.kind) || letters(item.kind) && (items.is_empty() || items.contains(&item))
    };
    let files = edition.files.iter().filter(|(path, _)| goes(path));
    files.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_environment_of_the_bundle_itself_is_written_anew() {
        let text = "# environment = x\nname = \"Egeby\"\nenvironment = \"production\"\r\n[a]\nenvironment = 1\n";
        let other = of_environment(text, "training");
        assert_eq!(
            other,
            "# environment = x\nname = \"Egeby\"\nenvironment = \"training\"\r\n[a]\nenvironment = 1\n"
        );
    }
}
