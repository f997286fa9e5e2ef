//! Single levels given, changed and taken away; everything taken away at once.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::access_problems::text;
use super::super::{Body, Call, Done, Operation, Path, Problem, Routes, Shown, kinds};
use super::invite::areas;
use super::view::{PersonView, ProposalView};
use super::{PersonPath, office};
use crate::access::{Gift, Level, Permission, person};
use crate::store::Moment;

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .put(
            "/v1/{environment}/{authority}/access/{account}/grants/{level}",
            Operation::new("giveLevel", Permission::ManageAccess, "Gives a person a level, or changes one.")
                .about("A level of an administrator is proposed, for another administrator to confirm.")
                .problems(&[kinds::NOT_FOUND, kinds::OWN_ACCESS, kinds::LAST_ADMINISTRATOR, kinds::ALREADY_THERE]),
            give,
        )
        .delete(
            "/v1/{environment}/{authority}/access/{account}/grants/{level}",
            Operation::new("takeLevel", Permission::ManageAccess, "Takes a level away.")
                .problems(&[kinds::NOT_FOUND, kinds::OWN_ACCESS, kinds::LAST_ADMINISTRATOR, kinds::SECOND_PERSON]),
            take,
        )
        .delete(
            "/v1/{environment}/{authority}/access/{account}",
            Operation::new("revokeAccess", Permission::ManageAccess, "Takes away all that a person has in the authority, at once.")
                .about(
                    "Sessions and support access end at once, proposals fall. Where the person has nothing elsewhere, the account is closed. \
                     `If-Match: *` where it may not wait.",
                )
                .problems(&[kinds::NOT_FOUND, kinds::OWN_ACCESS, kinds::LAST_ADMINISTRATOR, kinds::SECOND_PERSON]),
            revoke,
        )
}

#[derive(Deserialize, JsonSchema)]
struct GrantPath {
    /// The environment.
    #[serde(rename = "environment")]
    _environment: String,
    /// The authority's code, or `central`.
    #[serde(rename = "authority")]
    _authority: String,
    /// The id of the account.
    account: String,
    /// The level.
    level: Level,
}

/// How a level is given.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GrantTerms {
    /// Template groups that it is for; empty for all.
    #[serde(default)]
    #[schemars(length(max = 100), inner(length(min = 1, max = 100)))]
    areas: Vec<String>,
    /// When it ends.
    #[serde(default)]
    until: Option<Moment>,
    /// On which grounds: who asked for it, and how.
    #[serde(default)]
    #[schemars(length(max = 500))]
    basis: String,
}

/// What became of it.
#[derive(Serialize, JsonSchema)]
struct GrantAnswer {
    /// The person.
    person: PersonView,
    /// What another administrator must confirm first.
    #[serde(skip_serializing_if = "Option::is_none")]
    proposal: Option<ProposalView>,
}

async fn give(
    call: Call,
    Path(path): Path<GrantPath>,
    Body(body): Body<GrantTerms>,
) -> Result<Shown<GrantAnswer>, Problem> {
    let basis = text("basis", &body.basis, 0, 500)?;
    let areas = areas(&body.areas)?;
    let gift = Gift { level: path.level, areas, until: body.until, basis };
    let mut work = call.write().await?;
    let kept = person(&mut work, &call.realm, &path.account).await?;
    call.matches(&kept)?;
    let (kept, proposal) = match office(&call).give(&mut work, &kept, &gift).await? {
        Ok(kept) => (kept, None),
        Err(proposal) => (kept, Some(ProposalView::of(&proposal))),
    };
    work.commit().await?;
    call.app.door.forget();
    let answer = GrantAnswer { person: PersonView::of(&kept, &call), proposal };
    Ok(Shown { revision: Some(kept.revision), body: answer })
}

async fn take(call: Call, Path(path): Path<GrantPath>) -> Result<Shown<PersonView>, Problem> {
    let mut work = call.write().await?;
    let kept = person(&mut work, &call.realm, &path.account).await?;
    call.matches(&kept)?;
    let kept = office(&call).take(&mut work, &kept, path.level).await?;
    work.commit().await?;
    call.app.door.forget();
    Ok(PersonView::shown(&kept, &call))
}

async fn revoke(call: Call, Path(path): Path<PersonPath>) -> Result<Done, Problem> {
    let mut work = call.write().await?;
    let kept = person(&mut work, &call.realm, &path.account).await?;
    call.matches(&kept)?;
    office(&call).take_everything(&mut work, &kept).await?;
    work.commit().await?;
    call.app.door.forget();
    Ok(Done)
}
