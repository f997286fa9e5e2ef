//! Bundles taken over: as drafts, or published at the first set-up.

use std::collections::BTreeSet;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Deserialize;

use super::exchange::{Imported, imported, unpack};
use super::files::Upload;
use super::names::{Day, InRealm, WORDS, realm_path, text};
use super::publications::refused;
use super::shown::report_path;
use crate::access::Permission;
use crate::api::{Call, Made, Operation, Path, Problem, Query, Routes, kinds};
use crate::bundle::Files;
use crate::registry;
use crate::store::Realm;

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let edit = Permission::EditTemplates;
    routes
        .group("Bundles")
        .post(
            "/v1/{environment}/{authority}/imports",
            Operation::new("importBundle", edit, "Takes over the items of a bundle, as drafts or published.")
                .about(
                    "Question keys become those of the environment. Of a bundle that is sent to an authority only \
                     that authority's layer is taken over; one that is sent to `central` is taken over whole. \
                     `mode=published` is for the first set-up: it asks for `administer`, judges the bundle, and \
                     refuses items that are published already with other content.",
                )
                .problems(&[
                    kinds::NOT_ZIP,
                    kinds::NOT_A_BUNDLE,
                    kinds::TOO_LARGE,
                    kinds::KEYS_NOT_PROMOTED,
                    kinds::INVALID,
                    kinds::INVALID_QUERY,
                    kinds::ALREADY_THERE,
                    kinds::PUBLICATION_REFUSED,
                    kinds::BUSY,
                ]),
            import,
        )
}

/// How a bundle is taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Mode {
    /// As drafts.
    #[default]
    Drafts,
    /// In use from a day on: for the first set-up.
    Published,
}

/// How a bundle is taken over.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct How {
    /// As drafts, or published.
    #[serde(default)]
    mode: Mode,
    /// Of published items the first day, today at the earliest; without it today.
    from: Option<Day>,
    /// Why errors are accepted, of published items.
    #[schemars(length(min = 1, max = 2000))]
    accept_errors: Option<String>,
}

async fn import(
    call: Call,
    Path(_): Path<InRealm>,
    Query(how): Query<How>,
    Upload(zip): Upload,
) -> Result<Made<Imported>, Problem> {
    if let Some(why) = &how.accept_errors {
        text("accept_errors", why, (1, WORDS))?;
    }
    let environment = call.realm.environment.clone();
    let files = unpack(&call, zip, move |files| {
        registry::into_environment(&files, &environment).map_err(Problem::from)
    })
    .await?;
    let (files, left_out) = of_realm(&call.realm, files);
    let owners: BTreeSet<Realm> = registry::sorted(&call.realm.environment, &files)
        .into_keys()
        .map(|(realm, _)| realm)
        .collect();
    let administers = call.ask(Permission::Administer, &call.realm);
    for owner in &owners {
        if administers.is_err() {
            call.ask(Permission::EditTemplates, owner)?;
        }
    }
    match how.mode {
        Mode::Drafts => {
            let mut work = call.write().await?;
            let made = registry::import_drafts(
                &mut work,
                &call.realm.environment,
                &files,
                "imported from a bundle",
            )
            .await?;
            let body = Imported {
                versions: made.iter().map(imported).collect(),
                published: 0,
                left_out,
                report: None,
                questions: Vec::new(),
            };
            let location = format!("{}/items", realm_path(&call));
            call.made(work, Made { location, revision: None, body }).await
        }
        Mode::Published => {
            administers?;
            import_published(&call, &how, files, left_out, &owners).await
        }
    }
}

async fn import_published(
    call: &Call,
    how: &How,
    files: Files,
    left_out: Vec<String>,
    owners: &BTreeSet<Realm>,
) -> Result<Made<Imported>, Problem> {
    let today = call.now.day();
    let from = how.from.map_or(today, |day| day.0);
    if from < today {
        return Err(registry::LifeError::Past { today }.into());
    }
    let judge = Arc::clone(&call.app.editions.judge);
    let files = Arc::new(files);
    let judged_files = Arc::clone(&files);
    let judged =
        call.app.workshop.run(move || judge.judge(None, &judged_files, &[], from)).await??;
    if judged.errors > 0 && how.accept_errors.is_none() {
        return Err(refused(call, &judged).await?);
    }
    let mut work = call.write().await?;
    for ((realm, item), parts) in registry::sorted(&call.realm.environment, &files) {
        let versions = registry::versions(&mut work, &realm, &item).await?;
        let published = versions.iter().rfind(|version| version.from.is_some());
        let differs = published.is_some_and(|version| !version.is_of(&parts));
        if differs {
            return Err(Problem::of(kinds::ALREADY_THERE).with("item", item.to_string()).because(
                format!("`{item}` er udgivet med andet indhold: importer som kladder"),
                format!("`{item}` is published with other content: import as drafts"),
            ));
        }
    }
    let report = registry::keep_report(&mut work, &call.realm, &judged).await?;
    let published = registry::import(&mut work, &call.realm.environment, &files, from).await?;
    let detail = serde_json::json!({
        "versions": published, "from": from, "errors": judged.errors,
        "accepted": how.accept_errors.as_ref().filter(|_| judged.errors > 0), "report": report.key,
    });
    work.note(&call.realm, "bundle.imported", report.key.clone(), detail);
    let body = Imported {
        versions: Vec::new(),
        published,
        left_out,
        report: Some(report_path(&call.realm, &report.key)),
        questions: Vec::new(),
    };
    let location = format!("{}/edition", realm_path(call));
    let made = call.made(work, Made { location, revision: None, body }).await?;
    for owner in owners {
        call.app.editions.forget(Some(owner));
    }
    Ok(made)
}

/// What is taken over in a realm, and what is not.
fn of_realm(realm: &Realm, files: Files) -> (Files, Vec<String>) {
    let mut left_out: BTreeSet<String> = registry::left_out(&files).into_iter().collect();
    let own = format!("authorities/{}/", realm.authority);
    let mut taken = Files::new();
    for (path, bytes) in files {
        if left_out.contains(&path) {
            continue;
        }
        if realm.is_central() || path.starts_with(&own) {
            taken.insert(path, bytes);
        } else {
            left_out.insert(path);
        }
    }
    (taken, left_out.into_iter().collect())
}
