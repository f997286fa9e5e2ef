//! Difference, rebase and promotion of any versions and documents: nothing is kept.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::comparison::{ChangeView, ConflictView, changes, conflict};
use super::documents::{DocumentRef, PROBLEMS, bytes, encoded};
use super::wire::RealmPath;
use crate::access::Permission;
use crate::api::{Body, Call, Operation, Path, Problem, Routes, Shown};
use crate::diagnostic::has_errors;
use crate::versions::{diff, outline, promote, rebase};
use crate::wire::diagnostics;

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .post(
            "/v1/{environment}/{authority}/diff",
            Operation::new("diffVersions", Permission::ReadTemplates, "What differs between two documents.")
                .about("Versions that are kept, or documents that are sent along.")
                .problems(PROBLEMS),
            differences,
        )
        .post(
            "/v1/{environment}/{authority}/rebase",
            Operation::new(
                "rebaseVersions",
                Permission::ReadTemplates,
                "An override on another central version, to look at.",
            )
            .about("Nothing is kept: see `rebaseOverride`.")
            .problems(PROBLEMS),
            rebased,
        )
        .post(
            "/v1/{environment}/{authority}/promote",
            Operation::new(
                "promoteVersion",
                Permission::ReadTemplates,
                "A document with the question keys of another environment.",
            )
            .about("The environment of the path is where the document comes from. With an error among `findings` there is no document.")
            .problems(PROBLEMS),
            promoted,
        )
}

/// Two documents.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct DiffOf {
    /// The one before.
    old: DocumentRef,
    /// The one after.
    new: DocumentRef,
}

/// What differs.
#[derive(Debug, Serialize, JsonSchema)]
struct DiffView {
    /// Whether a reader would see no difference.
    same: bool,
    /// The changes.
    changes: Vec<ChangeView>,
    /// Fields that are asked for anew.
    fields_added: Vec<String>,
    /// Fields that are no longer asked for.
    fields_removed: Vec<String>,
}

async fn differences(
    call: Call,
    Path(_): Path<RealmPath>,
    Body(of): Body<DiffOf>,
) -> Result<Shown<DiffView>, Problem> {
    let mut work = call.read().await?;
    let old = bytes(&mut work, &call.realm, "old", &of.old).await?;
    let new = bytes(&mut work, &call.realm, "new", &of.new).await?;
    drop(work);
    let found = call.app.workshop.run(move || Ok(diff(&outline(&old)?, &outline(&new)?))).await?;
    let found = found.map_err(|error| Problem::template(&error))?;
    Ok(Shown::of(DiffView {
        same: found.is_empty(),
        changes: changes(&found, call.language),
        fields_added: found.fields_added,
        fields_removed: found.fields_removed,
    }))
}

/// Three documents.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RebaseOf {
    /// The central version that the override was made from.
    base: DocumentRef,
    /// The new central version.
    central: DocumentRef,
    /// The override.
    own: DocumentRef,
}

/// An override on another central version.
#[derive(Debug, Serialize, JsonSchema)]
struct RebaseView {
    /// The `.docx` in base64.
    document: String,
    /// Where a person has to decide.
    conflicts: Vec<ConflictView>,
    /// How many of the centre's changes came along.
    taken: usize,
    /// All of it in words.
    words: String,
}

async fn rebased(
    call: Call,
    Path(_): Path<RealmPath>,
    Body(of): Body<RebaseOf>,
) -> Result<Shown<RebaseView>, Problem> {
    let mut work = call.read().await?;
    let base = bytes(&mut work, &call.realm, "base", &of.base).await?;
    let central = bytes(&mut work, &call.realm, "central", &of.central).await?;
    let own = bytes(&mut work, &call.realm, "own", &of.own).await?;
    drop(work);
    let date = call.now.day().to_string();
    let done = call.app.workshop.run(move || rebase(&base, &central, &own, &date)).await?;
    let done = done.map_err(|error| Problem::template(&error))?;
    Ok(Shown::of(RebaseView {
        conflicts: done.conflicts.iter().map(|it| conflict(it, call.language)).collect(),
        taken: done.taken.len(),
        words: done.words(call.language),
        document: encoded(&done.document),
    }))
}

/// A document for another environment.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PromoteOf {
    /// The document.
    document: DocumentRef,
    /// The environment that it goes to.
    #[schemars(length(min = 1, max = 80))]
    to: String,
}

/// A document with other keys.
#[derive(Debug, Serialize, JsonSchema)]
struct PromoteView {
    /// The `.docx` in base64; absent where there is an error among `findings`.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    /// The keys that change, one entry for each use.
    changes: Vec<KeyView>,
    /// What was found.
    findings: Vec<PromoteFinding>,
}

/// A key that changes.
#[derive(Debug, Serialize, JsonSchema)]
struct KeyView {
    /// The question's alias.
    alias: String,
    /// Before.
    old: String,
    /// After.
    new: String,
}

/// Something that was found.
#[derive(Debug, Serialize, JsonSchema)]
struct PromoteFinding {
    /// `error`, `warning` or `note`.
    severity: &'static str,
    /// The stable code.
    code: &'static str,
    /// What was found.
    message: String,
}

async fn promoted(
    call: Call,
    Path(_): Path<RealmPath>,
    Body(of): Body<PromoteOf>,
) -> Result<Shown<PromoteView>, Problem> {
    if !call.app.setup.environments.contains(&of.to) {
        return Err(Problem::invalid(
            "to",
            format!("miljøerne er {}", call.app.setup.environments.join(", ")),
            format!("the environments are {}", call.app.setup.environments.join(", ")),
        ));
    }
    let mut work = call.read().await?;
    let document = bytes(&mut work, &call.realm, "document", &of.document).await?;
    drop(work);
    let edition = call.app.editions.of(&call.app.store, &call.realm, call.now.day()).await?;
    let from = call.realm.environment.clone();
    let done = call
        .app
        .workshop
        .run(move || {
            let questions = edition.view().map(|view| view.catalogue.questions);
            promote(&document, &from, &of.to, &questions.unwrap_or_default())
        })
        .await?;
    let done = done.map_err(|error| Problem::template(&error))?;
    let document = done.document.filter(|_| !has_errors(&done.diagnostics));
    let told = diagnostics(&done.diagnostics, call.language).into_iter();
    Ok(Shown::of(PromoteView {
        document: document.map(|bytes| encoded(&bytes)),
        changes: done
            .changes
            .into_iter()
            .map(|change| KeyView { alias: change.alias, old: change.old, new: change.new })
            .collect(),
        findings: told
            .map(|found| PromoteFinding {
                severity: found.severity,
                code: found.code,
                message: found.message,
            })
            .collect(),
    }))
}
