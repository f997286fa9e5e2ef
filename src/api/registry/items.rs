//! Items, their versions, and what is in use.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::files::{Bytes, Document, etag_of};
use super::names::{
    Day, InRealm, OfFile, OfItem, OfVersion, Paging, in_path, item, page, realm_path,
};
use super::shown::{State, VersionShown, state};
use crate::access::Permission;
use crate::api::{Call, Listed, Operation, Path, Problem, Query, Routes, Shown, kinds};
use crate::registry::{self, ItemKind, ItemName, Version};
use crate::store::{Kept, Listing, Moment};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let read = Permission::ReadTemplates;
    routes
        .group("Versions")
        .get(
            "/v1/{environment}/{authority}/items",
            Operation::new("listItems", read, "What the authority has of its own, item by item.")
                .about("Each with the version that is in use and the latest one.")
                .problems(&[kinds::INVALID_QUERY]),
            list,
        )
        .get(
            "/v1/{environment}/{authority}/items/{item}/versions",
            Operation::new("listVersions", read, "The versions of an item, the latest first.")
                .problems(&[kinds::NOT_FOUND, kinds::INVALID_QUERY]),
            versions,
        )
        .get(
            "/v1/{environment}/{authority}/items/{item}/versions/{number}",
            Operation::new("showVersion", read, "A version: its files, its steps, what was found.")
                .problems(&[kinds::NOT_FOUND]),
            show,
        )
        .get(
            "/v1/{environment}/{authority}/items/{item}/versions/{number}/history",
            Operation::new(
                "showHistory",
                read,
                "Every state that a version was in: nothing is overwritten.",
            )
            .problems(&[kinds::NOT_FOUND]),
            history,
        )
        .get(
            "/v1/{environment}/{authority}/items/{item}/versions/{number}/files/{extension}",
            Operation::new("getFile", read, "A file of a version, byte for byte.")
                .about("Its `ETag` is its SHA-256; with `If-None-Match` an unchanged file is 304.")
                .problems(&[kinds::NOT_FOUND]),
            file,
        )
}

/// Which items are wanted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Wanted {
    /// The cursor of the page before: its `next`.
    after: Option<String>,
    /// So many at most.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<u16>,
    /// Only of this kind.
    kind: Option<ItemKind>,
    /// Only those whose latest version is in this state today.
    state: Option<String>,
}

/// An item.
#[derive(Debug, Serialize, JsonSchema)]
struct ItemShown {
    /// The item: `templates/manglerbrev-generelt`.
    item: String,
    /// The kind.
    kind: ItemKind,
    /// The version that is in use today.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_use: Option<u32>,
    /// The version that is published for a day to come.
    #[serde(skip_serializing_if = "Option::is_none")]
    scheduled: Option<Scheduled>,
    /// The latest version.
    latest: u32,
    /// Where the latest version is.
    state: State,
    /// The path of its versions.
    path: String,
}

/// A version that is published for a day to come.
#[derive(Debug, Serialize, JsonSchema)]
struct Scheduled {
    /// The version.
    number: u32,
    /// The first day.
    from: Day,
}

async fn list(
    call: Call,
    Path(_): Path<InRealm>,
    Query(wanted): Query<Wanted>,
) -> Result<Shown<Listed<ItemShown>>, Problem> {
    let limit = page(wanted.limit)?;
    let mut work = call.read().await?;
    let all = work.list::<Version>(&Listing::of(&call.realm)).await?.items;
    let mut by_item: BTreeMap<ItemName, Vec<Version>> = BTreeMap::new();
    for kept in all {
        by_item.entry(kept.document.item.clone()).or_default().push(kept.document);
    }
    let today = call.now.day();
    let path = realm_path(&call);
    let mut items: Vec<ItemShown> = by_item
        .into_iter()
        .filter(|(item, _)| wanted.kind.is_none_or(|kind| item.kind == kind))
        .filter_map(|(item, versions)| {
            let latest = versions.last()?;
            let of = |version: &Version| state(version, versions.iter(), today);
            let find = |wanted: State| versions.iter().rfind(|version| of(version) == wanted);
            Some(ItemShown {
                item: item.to_string(),
                kind: item.kind,
                in_use: find(State::InUse).map(|version| version.number),
                scheduled: find(State::Scheduled).and_then(|version| {
                    Some(Scheduled { number: version.number, from: Day(version.from?) })
                }),
                latest: latest.number,
                state: of(latest),
                path: format!("{path}/items/{}/versions", in_path(&item)),
            })
        })
        .filter(|shown| {
            wanted.state.as_ref().is_none_or(|wanted| {
                serde_json::to_value(shown.state).is_ok_and(|state| state == wanted.as_str())
            })
        })
        .collect();
    items.sort_by(|a, b| a.item.cmp(&b.item));
    items.retain(|shown| wanted.after.as_ref().is_none_or(|after| shown.item > *after));
    let next = (items.len() > limit).then(|| items[limit - 1].item.clone());
    items.truncate(limit);
    Ok(Shown::of(Listed { items, next }))
}

async fn versions(
    call: Call,
    Path(path): Path<OfItem>,
    Query(paging): Query<Paging>,
) -> Result<Shown<Listed<VersionShown>>, Problem> {
    let limit = page(paging.limit)?;
    let item = item(&path.item)?;
    let mut work = call.read().await?;
    let listing = Listing { subject: Some(item.to_string()), ..Listing::of(&call.realm) };
    let all = work.list::<Version>(&listing).await?.items;
    if all.is_empty() {
        return Err(Problem::not_found(
            format!("`{item}` har ingen udgaver her"),
            format!("`{item}` has no versions here"),
        ));
    }
    let documents: Vec<Version> = all.iter().map(|kept| kept.document.clone()).collect();
    let after = paging.after.as_deref().and_then(|after| after.parse::<u32>().ok());
    let mut items: Vec<VersionShown> = all
        .iter()
        .rev()
        .filter(|kept| after.is_none_or(|after| kept.document.number < after))
        .take(limit + 1)
        .map(|kept| VersionShown::of(kept, &documents, call.now.day()))
        .collect();
    let next = (items.len() > limit).then(|| items[limit - 1].number.to_string());
    items.truncate(limit);
    Ok(Shown::of(Listed { items, next }))
}

/// A version with what it is shown among.
pub(super) async fn shown(
    call: &Call,
    work: &mut crate::store::Work,
    kept: &Kept<Version>,
) -> Result<VersionShown, Problem> {
    let all = registry::versions(work, &kept.realm, &kept.document.item).await?;
    Ok(VersionShown::of(kept, &all, call.now.day()))
}

async fn show(call: Call, Path(path): Path<OfVersion>) -> Result<Shown<VersionShown>, Problem> {
    let mut work = call.read().await?;
    let kept = registry::find(&mut work, &call.realm, &item(&path.item)?, path.number).await?;
    let body = shown(&call, &mut work, &kept).await?;
    Ok(Shown { revision: Some(kept.revision), body })
}

/// A state that a version was in.
#[derive(Debug, Serialize, JsonSchema)]
struct Former {
    /// The revision.
    revision: i64,
    /// When it ended; absent of the present one.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Moment>,
    /// Who ended it.
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_by: Option<String>,
    /// The version as it was.
    version: VersionShown,
}

async fn history(
    call: Call,
    Path(path): Path<OfVersion>,
) -> Result<Shown<Listed<Former>>, Problem> {
    let mut work = call.read().await?;
    let kept = registry::find(&mut work, &call.realm, &item(&path.item)?, path.number).await?;
    let today = call.now.day();
    let of = |revision: i64, document: Version| {
        let kept = Kept { revision, document, ..kept.clone() };
        VersionShown::of(&kept, &[], today)
    };
    let former = work.former::<Version>(&call.realm, &kept.key).await?;
    let mut items: Vec<Former> = former
        .into_iter()
        .map(|(revision, who, at, document)| Former {
            revision,
            until: Some(at),
            ended_by: Some(who),
            version: of(revision, document),
        })
        .collect();
    items.push(Former {
        revision: kept.revision,
        until: None,
        ended_by: None,
        version: of(kept.revision, kept.document.clone()),
    });
    Ok(Shown::of(Listed { items, next: None }))
}

async fn file(
    call: Call,
    Path(path): Path<OfFile>,
    headers: axum::http::HeaderMap,
) -> Result<Bytes<Document>, Problem> {
    let mut work = call.read().await?;
    let kept = registry::find(&mut work, &call.realm, &item(&path.item)?, path.number).await?;
    let missing = || {
        Problem::not_found(
            format!("udgaven har ingen `.{}`", path.extension),
            format!("the version has no `.{}`", path.extension),
        )
    };
    let file = kept.document.files.get(&path.extension).ok_or_else(missing)?;
    let name = format!("{}.{}", in_path(&kept.document.item).replace(':', "-"), path.extension);
    if etag_of(&headers, &file.hash) {
        return Ok(Bytes::unchanged(&file.hash));
    }
    let bytes = work.blob(&file.hash).await?.ok_or_else(missing)?;
    Ok(Bytes::of(super::files::media(&path.extension), bytes).tagged(&file.hash).named(&name))
}
