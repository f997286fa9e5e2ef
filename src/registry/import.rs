//! Importing a bundle: each of its items becomes a version, published or a draft.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::follow_up::{base_of, on_published};
use super::item::ItemName;
use super::life::{self, Draft, LifeError};
use super::publish::took_effect;
use super::version::{Stage, Step, Version, VersionFile};
use crate::bundle::Files;
use crate::store::{Kept, Listing, Realm, StoreError, Work};

/// The files of a bundle by whose they are and which item they belong to, then by extension. What belongs to no item (schemas, notes
/// for people) is left out.
pub fn sorted<'f>(
    environment: &str,
    files: &'f Files,
) -> BTreeMap<(Realm, ItemName), BTreeMap<String, &'f [u8]>> {
    let mut items: BTreeMap<(Realm, ItemName), BTreeMap<String, &[u8]>> = BTreeMap::new();
    for (path, bytes) in files {
        let Some((authority, inside)) = owner(path) else { continue };
        if let Some((item, extension)) = ItemName::of_file(inside) {
            let realm = Realm::new(environment, authority);
            items.entry((realm, item)).or_default().insert(extension.to_owned(), bytes);
        }
    }
    items
}

/// Whose file of a bundle it is, and its path in that layer.
pub(super) fn owner(path: &str) -> Option<(&str, &str)> {
    match path.strip_prefix("authorities/") {
        Some(rest) => rest.split_once('/'),
        None => Some((Realm::CENTRAL, path)),
    }
}

/// Keeps the items of a bundle as published versions, in use from a day: the central layer in the central realm, each authority's in
/// its own. What is there already, byte for byte, is left as it is. Says how many versions were made.
///
/// The caller has judged the bundle, and brought it into the environment ([`super::into_environment`]).
pub async fn import(
    work: &mut Work,
    environment: &str,
    files: &Files,
    from: Date,
) -> Result<usize, StoreError> {
    let mut made = 0;
    let mut concerned = std::collections::BTreeSet::new();
    // The central layer first: what authorities override of it must be there.
    let mut items: Vec<_> = sorted(environment, files).into_iter().collect();
    items.sort_by_key(|((realm, _), _)| !realm.is_central());
    for ((realm, item), files) in items {
        let base = base_of(work, &realm, &item, files.get("toml").copied()).await?;
        let mut kept = BTreeMap::new();
        for (extension, bytes) in files {
            let file = VersionFile { hash: work.keep(bytes).await?, size: bytes.len() as u64 };
            kept.insert(extension, file);
        }
        let versions = versions(work, &realm, &item).await?;
        if versions.last().is_some_and(|last| last.files == kept && last.stage == Stage::Published)
        {
            continue;
        }
        let number = versions.last().map_or(0, |last| last.number) + 1;
        let step = Step {
            stage: Stage::Published,
            who: work.who().to_owned(),
            at: work.now(),
            reason: "imported".to_owned(),
        };
        let version = Version {
            item: item.clone(),
            number,
            files: kept,
            stage: Stage::Published,
            from: Some(from),
            to: None,
            note: String::new(),
            steps: vec![step],
            base,
            acknowledgement: None,
            verdict: None,
        };
        let key = Version::key(&item, number);
        let version = work.insert(&realm, &key, version).await?.document;
        on_published(work, &realm, &version).await?;
        work.note(&realm, "version.imported", key, serde_json::json!({ "from": from }));
        concerned.insert(realm);
        made += 1;
    }
    for realm in concerned {
        took_effect(work, &realm).await?;
    }
    Ok(made)
}

/// Keeps the items of a bundle as drafts. What the latest version has already, byte for byte, is left as it is.
pub async fn import_drafts(
    work: &mut Work,
    environment: &str,
    files: &Files,
    origin: &str,
) -> Result<Vec<Kept<Version>>, LifeError> {
    let mut made = Vec::new();
    for ((realm, item), files) in sorted(environment, files) {
        let mut kept = BTreeMap::new();
        for (extension, bytes) in files {
            let file = VersionFile { hash: work.keep(bytes).await?, size: bytes.len() as u64 };
            kept.insert(extension, file);
        }
        let last = versions(work, &realm, &item).await?.pop();
        if last.is_some_and(|last| last.files == kept && last.stage != Stage::Retired) {
            continue;
        }
        let draft = Draft { kept, origin: origin.to_owned(), ..Draft::default() };
        made.push(life::draft(work, &realm, &item, draft).await?);
    }
    Ok(made)
}

/// The versions of an item, oldest first.
pub async fn versions(
    work: &mut Work,
    realm: &Realm,
    item: &ItemName,
) -> Result<Vec<Version>, StoreError> {
    let listing = Listing { subject: Some(item.to_string()), ..Listing::of(realm) };
    let page = work.list::<Version>(&listing).await?;
    Ok(page.items.into_iter().map(|kept| kept.document).collect())
}
