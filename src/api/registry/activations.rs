//! How far letters are in use: off, by hand, or automatic too, for a template group or a single template.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::names::{InRealm, Paging, WORDS, page, text};
use crate::access::Permission;
use crate::api::{Body, Call, Done, Listed, Operation, Path, Problem, Query, Routes, Shown, kinds};
use crate::registry::{Activation, Status};
use crate::store::{Kept, Listing};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let set = Permission::EditSettings;
    routes
        .group("Activation")
        .get(
            "/v1/{environment}/{authority}/activations",
            Operation::new(
                "listActivations",
                Permission::ReadTemplates,
                "Which letters are off, in use by hand, or automatic too.",
            )
            .about("What is not listed is in use by hand. What is said of a template wins over its groups.")
            .problems(&[kinds::INVALID_QUERY]),
            list,
        )
        .put(
            "/v1/{environment}/{authority}/activations/{subject}",
            Operation::new("setActivation", set, "Decides how far a template or a group is in use.")
                .about("`If-Match` is needed where something is decided already.")
                .problems(&[kinds::NOT_FOUND, kinds::INVALID, kinds::CHANGED, kinds::REVISION_NEEDED]),
            put,
        )
        .delete(
            "/v1/{environment}/{authority}/activations/{subject}",
            Operation::new("clearActivation", set, "Takes the decision back: in use by hand.")
                .problems(&[kinds::NOT_FOUND, kinds::CHANGED, kinds::REVISION_NEEDED]),
            clear,
        )
}

#[derive(Debug, Deserialize, JsonSchema)]
struct OfSubject {
    /// The environment, such as `production`.
    #[serde(rename = "environment")]
    _environment: String,
    /// The authority's code, or `central`.
    #[serde(rename = "authority")]
    _authority: String,
    /// `templates:manglerbrev-generelt`, `groups:udvidet-helbredstillaeg`.
    subject: String,
}

/// A decision.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewActivation {
    /// How far it is in use.
    status: Status,
    /// Why.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    reason: String,
}

/// What was decided.
#[derive(Debug, Serialize, JsonSchema)]
struct ActivationShown {
    /// `templates/manglerbrev-generelt`, `groups/udvidet-helbredstillaeg`.
    subject: String,
    /// How far it is in use.
    status: Status,
    /// Why.
    reason: String,
    /// Its revision.
    revision: i64,
}

fn shown(kept: &Kept<Activation>) -> ActivationShown {
    ActivationShown {
        subject: kept.key.clone(),
        status: kept.document.status,
        reason: kept.document.reason.clone(),
        revision: kept.revision,
    }
}

/// The key of a subject in a path.
fn subject(path: &OfSubject) -> Result<String, Problem> {
    let (place, key) = path.subject.split_once([':', '/']).unwrap_or_default();
    if matches!(place, "templates" | "groups") && crate::bundle::is_key(key) {
        return Ok(format!("{place}/{key}"));
    }
    Err(Problem::not_found(
        "skriv `templates:nøgle` eller `groups:nøgle`",
        "write `templates:key` or `groups:key`",
    ))
}

async fn list(
    call: Call,
    Path(_): Path<InRealm>,
    Query(paging): Query<Paging>,
) -> Result<Shown<Listed<ActivationShown>>, Problem> {
    let limit = page(paging.limit)?;
    let listing = Listing { after: paging.after, limit, ..Listing::of(&call.realm) };
    let mut work = call.read().await?;
    let found = work.list::<Activation>(&listing).await?;
    Ok(Shown::of(Listed { items: found.items.iter().map(shown).collect(), next: found.next }))
}

async fn put(
    call: Call,
    Path(path): Path<OfSubject>,
    Body(new): Body<NewActivation>,
) -> Result<Shown<ActivationShown>, Problem> {
    let key = subject(&path)?;
    text("reason", &new.reason, (0, WORDS))?;
    let mut work = call.write().await?;
    let detail = serde_json::json!({ "status": new.status, "reason": new.reason });
    let activation = Activation { status: new.status, reason: new.reason };
    let kept = match work.get::<Activation>(&call.realm, &key).await? {
        Some(kept) => {
            call.matches(&kept)?;
            work.replace(&kept, activation).await?
        }
        None => work.insert(&call.realm, &key, activation).await?,
    };
    work.note(&call.realm, "activation.set", key, detail);
    work.commit().await?;
    Ok(Shown { revision: Some(kept.revision), body: shown(&kept) })
}

async fn clear(call: Call, Path(path): Path<OfSubject>) -> Result<Done, Problem> {
    let key = subject(&path)?;
    let mut work = call.write().await?;
    let kept = work
        .get::<Activation>(&call.realm, &key)
        .await?
        .ok_or_else(|| Problem::not_found("der er intet besluttet", "nothing has been decided"))?;
    call.matches(&kept)?;
    work.remove(&kept).await?;
    work.note(&call.realm, "activation.cleared", key, serde_json::json!({}));
    work.commit().await?;
    Ok(Done)
}
