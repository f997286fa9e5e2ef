//! Versions taken over from another environment.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::differences::files;
use super::exchange::{ImportedVersion, imported};
use super::names::{InRealm, item, realm_path};
use crate::access::Permission;
use crate::api::{Body, Call, Listed, Made, Operation, Path, Problem, Routes, kinds};
use crate::bundle::Files;
use crate::registry::{self, Draft, Promotion, Verdict};
use crate::store::Realm;

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let edit = Permission::EditTemplates;
    routes
        .group("Bundles")
        .post(
            "/v1/{environment}/{authority}/promotions",
            Operation::new("promote", edit, "Takes over versions that were tested in another environment.")
                .about("Keys of questions become those of this environment; not another byte changes. They count as tested here, and are approved and published as any other.")
                .problems(&[
                    kinds::NOT_FOUND,
                    kinds::INVALID,
                    kinds::WRONG_STAGE,
                    kinds::KEYS_NOT_PROMOTED,
                    kinds::BUSY,
                ]),
            promote,
        )
}

/// What is promoted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewPromotion {
    /// The environment that it comes from.
    #[schemars(length(min = 1, max = 50))]
    from: String,
    /// The versions, of the same authority.
    #[schemars(length(min = 1, max = 100))]
    versions: Vec<PromotedVersion>,
}

/// A version.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PromotedVersion {
    /// The item: `templates/manglerbrev-generelt`.
    #[schemars(length(min = 1, max = 200))]
    item: String,
    /// The version's number.
    number: u32,
}

async fn promote(
    call: Call,
    Path(_): Path<InRealm>,
    Body(new): Body<NewPromotion>,
) -> Result<Made<Listed<ImportedVersion>>, Problem> {
    let known = call.app.setup.environments.contains(&new.from);
    if !known || new.from == call.realm.environment {
        return Err(Problem::invalid("from", "et andet miljø", "another environment"));
    }
    if new.versions.is_empty() || new.versions.len() > 100 {
        return Err(Problem::invalid("versions", "1 til 100 udgaver", "1 to 100 versions"));
    }
    let source = Realm::new(new.from, call.realm.authority.clone());
    call.ask(Permission::ReadTemplates, &source)?;
    let mut work = call.read().await?;
    let mut sources = Vec::new();
    let mut parts: BTreeMap<String, Files> = BTreeMap::new();
    for wanted in &new.versions {
        let kept = registry::find(&mut work, &source, &item(&wanted.item)?, wanted.number).await?;
        Promotion::may(&kept)?;
        parts.insert(kept.key.clone(), files(&mut work, &kept.document).await?);
        sources.push(kept);
    }
    drop(work);
    let edition = call.app.editions.of(&call.app.store, &source, call.now.day()).await?;
    let to = call.realm.clone();
    let promoted = call
        .app
        .workshop
        .run(move || registry::promotions(&sources, &parts, &edition, &to))
        .await??;
    let mut work = call.write().await?;
    let mut items = Vec::new();
    for one in promoted {
        let version = &one.source.document;
        let draft = Draft {
            files: one.files,
            note: version.note.clone(),
            origin: one.origin,
            // Its report stays where it was made.
            tested: Some(Verdict {
                report: String::new(),
                ..version.verdict.clone().unwrap_or_default()
            }),
            ..Draft::default()
        };
        let kept = registry::draft(&mut work, &call.realm, &version.item, draft).await?;
        items.push(imported(&kept));
    }
    let location = format!("{}/items", realm_path(&call));
    let made = Made { location, revision: None, body: Listed { items, next: None } };
    call.made(work, made).await
}
