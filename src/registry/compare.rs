//! The three-way comparison of an override: what it was made from, what the centre has now, and what the authority made of it.

use std::collections::BTreeMap;

use super::overrides::{Override, newest_published};
use super::version::{Base, Stage, Version};
use crate::bundle;
use crate::docx::PackageError;
use crate::store::{Kept, StoreError, Work};
use crate::versions::{Difference, ManifestChange, Rebased, diff, outline, rebase};

/// One of the three.
#[derive(Clone, Debug)]
pub struct Side {
    /// Its version.
    pub version: u32,
    /// SHA-256 of its document.
    pub hash: String,
    /// The `.docx`.
    pub document: Vec<u8>,
    /// What is said beside the document: the `.toml`.
    pub manifest: String,
}

/// The three.
#[derive(Clone, Debug)]
pub struct Sides {
    /// What the override was made from.
    pub base: Side,
    /// The newest central version that is published.
    pub central: Side,
    /// The newest version of the override.
    pub own: Side,
    /// What the override was made from, and the contexts that it is for.
    pub made_from: Base,
}

/// What a comparison tells.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What the centre changed.
    pub central: Difference,
    /// What the authority changed.
    pub own: Difference,
    /// The override on the new central version, with what a person has to decide.
    pub rebased: Rebased,
    /// What differs beside the documents.
    pub manifest: Vec<ManifestChange>,
    /// The `.toml` on the new central version.
    pub manifest_text: String,
}

/// The three sides of an override; `None` where one of them is no longer there.
pub async fn sides(work: &mut Work, kept: &Kept<Override>) -> Result<Option<Sides>, StoreError> {
    let of = &kept.document;
    let realm = &kept.realm;
    let own = super::versions(work, realm, &of.item).await?;
    let Some(own) = own.into_iter().rev().find(|version| version.stage != Stage::Retired) else {
        return Ok(None);
    };
    let made_from = own.base.clone().unwrap_or_else(|| of.base.clone());
    let base = super::versions(work, &realm.central(), &made_from.item).await?;
    let base = base.into_iter().find(|version| version.number == made_from.version);
    let central = newest_published(work, &realm.central(), &made_from.item).await?;
    let (Some(base), Some(central)) = (base, central) else { return Ok(None) };
    let (base, central, own) =
        (side(work, &base).await?, side(work, &central).await?, side(work, &own).await?);
    Ok(match (base, central, own) {
        (Some(base), Some(central), Some(own)) => Some(Sides { base, central, own, made_from }),
        _ => None,
    })
}

async fn side(work: &mut Work, version: &Version) -> Result<Option<Side>, StoreError> {
    let Some(file) = version.files.get("docx") else { return Ok(None) };
    let Some(document) = work.blob(&file.hash).await? else { return Ok(None) };
    let manifest = match version.files.get("toml") {
        Some(file) => work.blob(&file.hash).await?.unwrap_or_default(),
        None => Vec::new(),
    };
    let manifest = String::from_utf8_lossy(&manifest).into_owned();
    Ok(Some(Side { version: version.number, hash: file.hash.clone(), document, manifest }))
}

/// Compares. It takes a processor's time. `date` stands at the comments of the rebased document, as in `2026-11-21`.
///
/// # Errors
///
/// When one of the documents cannot be read.
pub fn compare(sides: &Sides, date: &str) -> Result<Comparison, PackageError> {
    let Sides { base, central, own, .. } = sides;
    let before = outline(&base.document)?;
    let manifest = manifest_changes(&base.manifest, &central.manifest, &own.manifest);
    let taken = manifest.iter().filter(|change| change.is_taken());
    let text = taken.fold(own.manifest.clone(), |text, change| {
        bundle::take_over(&text, &central.manifest, &change.key)
    });
    Ok(Comparison {
        central: diff(&before, &outline(&central.document)?),
        own: diff(&before, &outline(&own.document)?),
        rebased: rebase(&base.document, &central.document, &own.document, date)?,
        // The hash is 64 signs that stand nowhere else.
        manifest_text: text.replace(&base.hash, &central.hash),
        manifest,
    })
}

/// What differs beside the documents, key by key. The name and what is overridden are the authority's.
fn manifest_changes(base: &str, central: &str, own: &str) -> Vec<ManifestChange> {
    let table = |text: &str| text.parse::<toml::Table>().unwrap_or_default();
    let (base, central, own) = (table(base), table(central), table(own));
    let mut keys: Vec<&String> = base.keys().chain(central.keys()).chain(own.keys()).collect();
    keys.sort();
    keys.dedup();
    let said = |table: &toml::Table, key: &str| {
        table.get(key).map(ToString::to_string).unwrap_or_default()
    };
    keys.into_iter()
        .filter(|key| !matches!(key.as_str(), "name" | "overrides"))
        .map(|key| ManifestChange {
            key: key.clone(),
            base: said(&base, key),
            central: said(&central, key),
            own: said(&own, key),
        })
        .filter(|change| change.base != change.central || change.base != change.own)
        .collect()
}

/// The files of an override on the new central version.
pub fn rebased_files(comparison: Comparison) -> BTreeMap<String, Vec<u8>> {
    BTreeMap::from([
        ("docx".to_owned(), comparison.rebased.document),
        ("toml".to_owned(), comparison.manifest_text.into_bytes()),
    ])
}
