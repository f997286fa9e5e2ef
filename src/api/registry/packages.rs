//! Packages that authorities share with each other.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Deserialize;

use super::exchange::{Imported, imported, unpack};
use super::files::{Archive, Bytes, Upload};
use super::names::{InRealm, item, realm_path};
use crate::access::Permission;
use crate::api::{Call, Made, Operation, Path, Problem, Query, Routes, kinds};
use crate::docx::write_archive;
use crate::registry::{self, Draft, ItemName};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let (read, edit) = (Permission::ReadTemplates, Permission::EditTemplates);
    routes
        .group("Bundles")
        .get(
            "/v1/{environment}/{authority}/package",
            Operation::new("exportPackage", read, "An authority's own letters, to share with others.")
                .about("Templates, elements, masters, enclosures and reasons, with the questions they use.")
                .problems(&[kinds::NOT_FOUND, kinds::INVALID_QUERY, kinds::BUSY]),
            package,
        )
        .post(
            "/v1/{environment}/{authority}/packages",
            Operation::new("importPackage", edit, "Takes over another authority's package, as drafts.")
                .about(
                    "Keys of questions are mapped by their alias: to ours where we have the question, otherwise the question comes \
                     along under a free key. Nothing else of the other authority's catalogue does.",
                )
                .problems(&[
                    kinds::NOT_ZIP,
                    kinds::NOT_A_BUNDLE,
                    kinds::TOO_LARGE,
                    kinds::KEYS_NOT_PROMOTED,
                    kinds::INVALID,
                    kinds::BUSY,
                ]),
            take_package,
        )
}

/// Which items a package has.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PackageItems {
    /// The items, with commas between: `templates:egeby-manglerbrev,elements:kontakt`; without it all.
    items: Option<String>,
}

async fn package(
    call: Call,
    Path(_): Path<InRealm>,
    Query(wanted): Query<PackageItems>,
) -> Result<Bytes<Archive>, Problem> {
    let mut items: BTreeSet<ItemName> = BTreeSet::new();
    for name in wanted.items.as_deref().unwrap_or_default().split(',').filter(|it| !it.is_empty()) {
        items.insert(item(name.trim())?);
    }
    let edition = call.app.editions.of(&call.app.store, &call.realm, call.now.day()).await?;
    let realm = call.realm.clone();
    let zip = call
        .app
        .workshop
        .run(move || {
            let files = registry::package_files(&edition, &items);
            let own = format!("authorities/{}/", realm.authority);
            let has_own = files.keys().any(|path| path.starts_with(&own));
            has_own.then(|| write_archive(&files))
        })
        .await?;
    let zip = zip.ok_or_else(|| {
        Problem::not_found("der er intet eget i brug her", "nothing of one's own is in use here")
    })?;
    let zip = zip.map_err(|_| Problem::ours())?;
    let name = format!("brevsmed-package-{}.zip", call.realm.authority);
    Ok(Bytes::zip(zip).named(&name))
}

async fn take_package(
    call: Call,
    Path(_): Path<InRealm>,
    Upload(zip): Upload,
) -> Result<Made<Imported>, Problem> {
    if call.realm.is_central() {
        return Err(Problem::invalid(
            "authority",
            "en pakke tages over af en kommune",
            "a package is taken over by a municipality",
        ));
    }
    let ours = call.app.editions.of(&call.app.store, &call.realm, call.now.day()).await?;
    let mapped = unpack(&call, zip, move |files| Ok(registry::map_package(&files, &ours)?)).await?;
    let mut work = call.write().await?;
    let mut versions = Vec::new();
    for (item, files) in mapped.items {
        let origin = format!("from a package of {}", mapped.authority);
        let draft = Draft { files, origin, ..Draft::default() };
        let kept = registry::draft(&mut work, &call.realm, &item, draft).await?;
        versions.push(imported(&kept));
    }
    let body = Imported {
        versions,
        published: 0,
        left_out: mapped.left_out,
        report: None,
        questions: mapped.questions,
    };
    let location = format!("{}/items", realm_path(&call));
    call.made(work, Made { location, revision: None, body }).await
}
