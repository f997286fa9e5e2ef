//! Two versions of an item side by side: what a reader sees differently, and whether callers can go on as they are.

use std::collections::BTreeSet;

use super::item::{ItemKind, ItemName};
use crate::bundle::{self, Files, View};
use crate::contract::{Break, Subject, breaking, request_schema};
use crate::docx::PackageError;
use crate::versions::{Difference, diff, outline};

/// How two versions differ.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// How the documents differ; `None` where one of them has none, or both are the same.
    pub document: Option<Difference>,
    /// Files that differ, by extension: added, removed, changed.
    pub files: Vec<(String, FileChange)>,
    /// What breaks callers, by the key of the template.
    pub callers: Vec<(String, Vec<Break>)>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileChange {
    /// Only the new version has it.
    Added,
    /// Only the old version has it.
    Removed,
    /// Both have it, and it differs.
    Changed,
}

/// The files of an edition with those of one version of an item instead of what is there.
pub fn with_version(edition: &Files, stem: &str, files: &Files) -> Files {
    let is_its = |path: &str| path.rsplit_once('.').is_some_and(|(before, _)| before == stem);
    let mut all: Files = edition
        .iter()
        .filter(|(path, _)| !is_its(path))
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect();
    all.extend(
        files.iter().map(|(extension, bytes)| (format!("{stem}.{extension}"), bytes.clone())),
    );
    all
}

/// Compares two versions, given by their files by extension, within an edition's files. `authority` is whose edition it is. It takes
/// time: call it where blocking is allowed.
///
/// # Errors
///
/// When one of the documents cannot be read.
pub fn side_by_side(
    (item, stem): (&ItemName, &str),
    (old, new): (&Files, &Files),
    edition: &Files,
    authority: Option<&str>,
) -> Result<Compared, PackageError> {
    let mut compared = Compared::default();
    let extensions: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    for extension in extensions {
        let change = match (old.get(extension), new.get(extension)) {
            (None, Some(_)) => FileChange::Added,
            (Some(_), None) => FileChange::Removed,
            (before, after) if before != after => FileChange::Changed,
            _ => continue,
        };
        compared.files.push((extension.clone(), change));
    }
    if let (Some(before), Some(after)) = (old.get("docx"), new.get("docx"))
        && before != after
    {
        let difference = diff(&outline(before)?, &outline(after)?);
        compared.document = (!difference.is_empty()).then_some(difference);
    }
    if compared.files.is_empty() {
        return Ok(compared);
    }
    let before = bundle::read(&with_version(edition, stem, old));
    let after = bundle::read(&with_version(edition, stem, new));
    let view = |read: &bundle::Read| read.bundle.view(authority).is_some();
    let authority = authority.filter(|_| view(&before) && view(&after));
    if let (Some(before), Some(after)) =
        (before.bundle.view(authority), after.bundle.view(authority))
    {
        compared.callers = callers(item, &before, &after);
    }
    Ok(compared)
}

/// What breaks the callers of the templates in which an item is.
fn callers(item: &ItemName, before: &View<'_>, after: &View<'_>) -> Vec<(String, Vec<Break>)> {
    let schema = |view: &View<'_>, key: &str| {
        let template = view.template(key, None)?;
        let assembled = view.assemble(template).ok()?;
        Some(request_schema(&Subject {
            template: &assembled.template,
            manifest: &template.manifest,
            catalogue: &view.catalogue,
            contexts: None,
        }))
    };
    let mut broken = Vec::new();
    for template in before.templates() {
        let manifest = &template.manifest;
        let concerned = match item.kind {
            ItemKind::Template => manifest.key == item.key,
            ItemKind::Master => manifest.master.as_deref() == Some(item.key.as_str()),
            ItemKind::Element | ItemKind::Questions | ItemKind::Fields | ItemKind::Contexts => true,
            ItemKind::Reasons | ItemKind::Parameters | ItemKind::Prices => true,
            _ => false,
        };
        if !concerned {
            continue;
        }
        // A template that has gone is told as gone, and what cannot be put together is told by the checks.
        let (Some(old), Some(new)) = (schema(before, &manifest.key), schema(after, &manifest.key))
        else {
            continue;
        };
        let breaks = breaking(&old, &new);
        if !breaks.is_empty() {
            broken.push((manifest.key.clone(), breaks));
        }
    }
    broken
}
