//! What is in use on a day, shown and exported.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::files::{Archive, Bytes};
use super::names::{Day, InRealm, page};
use super::shown::version_path;
use crate::access::Permission;
use crate::api::{Call, Operation, Path, Problem, Query, Routes, Shown, kinds};
use crate::bundle::schemas;
use crate::docx::write_archive;

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let read = Permission::ReadTemplates;
    routes
        .group("Bundles")
        .get(
            "/v1/{environment}/{authority}/edition",
            Operation::new("showEdition", read, "What is in use on a day: every item and its version.")
                .about("The central office's and the authority's own, the latter under `authorities/`. `hash` changes when anything does.")
                .problems(&[kinds::INVALID_QUERY]),
            edition,
        )
        .get(
            "/v1/{environment}/{authority}/edition/bundle",
            Operation::new("exportBundle", read, "What is in use on a day, as a bundle in a zip.")
                .about("Byte for byte what was published; `brevsmed validate` and `brevsmed merge --bundle` take it as it is.")
                .problems(&[kinds::INVALID_QUERY, kinds::BUSY]),
            export,
        )
}

/// Which day is meant.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OnDay {
    /// The day; without it today.
    day: Option<Day>,
}

/// An edition, a page of its items.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OnDayPaged {
    /// The day; without it today.
    day: Option<Day>,
    /// The cursor of the page before: its `next`.
    after: Option<String>,
    /// So many at most.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<u16>,
}

/// What is in use.
#[derive(Debug, Serialize, JsonSchema)]
struct EditionShown {
    /// The day.
    day: Day,
    /// SHA-256 over all of it.
    hash: String,
    /// The name of the bundle.
    name: String,
    /// Findings in its files, of any severity.
    found: usize,
    /// The items.
    items: Vec<InUseShown>,
    /// The cursor of the next page. Absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// A version in use.
#[derive(Debug, Serialize, JsonSchema)]
struct InUseShown {
    /// The path in the bundle, without the extension.
    place: String,
    /// Whose it is: `central` or the authority's code.
    owner: String,
    /// The item.
    item: String,
    /// The version.
    number: u32,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<Day>,
    /// The path of the version.
    path: String,
}

async fn edition(
    call: Call,
    Path(_): Path<InRealm>,
    Query(wanted): Query<OnDayPaged>,
) -> Result<Shown<EditionShown>, Problem> {
    let limit = page(wanted.limit)?;
    let day = wanted.day.map_or_else(|| call.now.day(), |day| day.0);
    let edition = call.app.editions.of(&call.app.store, &call.realm, day).await?;
    let mut items: Vec<InUseShown> = edition
        .versions
        .iter()
        .filter(|(place, _)| wanted.after.as_ref().is_none_or(|after| *place > after))
        .take(limit + 1)
        .map(|(place, in_use)| InUseShown {
            place: place.clone(),
            owner: in_use.realm.authority.clone(),
            item: in_use.version.item.to_string(),
            number: in_use.version.number,
            from: in_use.version.from.map(Day),
            path: version_path(&in_use.realm, &in_use.version),
        })
        .collect();
    let next = (items.len() > limit).then(|| items[limit - 1].place.clone());
    items.truncate(limit);
    Ok(Shown::of(EditionShown {
        day: Day(day),
        hash: edition.hash.clone(),
        name: edition.read.bundle.name.clone(),
        found: edition.read.found.len(),
        items,
        next,
    }))
}

async fn export(
    call: Call,
    Path(_): Path<InRealm>,
    Query(wanted): Query<OnDay>,
) -> Result<Bytes<Archive>, Problem> {
    let day = wanted.day.map_or_else(|| call.now.day(), |day| day.0);
    let edition = call.app.editions.of(&call.app.store, &call.realm, day).await?;
    let name = format!("brevsmed-{}-{}-{day}.zip", call.realm.environment, call.realm.authority);
    let hash = edition.hash.clone();
    let zip = call
        .app
        .workshop
        .run(move || {
            let mut files = edition.files.clone();
            // The files name their schemas, for editors.
            files.extend(schemas().into_iter().map(|(kind, schema)| {
                (format!("schemas/{kind}.schema.json"), schema.into_bytes())
            }));
            write_archive(&files)
        })
        .await?;
    let zip = zip.map_err(|_| Problem::ours())?;
    Ok(Bytes::zip(zip).tagged(&hash).named(&name))
}
