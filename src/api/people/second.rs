//! Proposals that somebody becomes an administrator, and the second person who confirms them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::{Call, Listed, Operation, Path, Problem, Routes, Shown, kinds};
use super::view::ProposalView;
use super::{RealmPath, office};
use crate::access::{Permission, Proposal};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .get(
            "/v1/{environment}/{authority}/access/proposals",
            Operation::new(
                "listProposals",
                Permission::AppointAdministrators,
                "Who would become an administrator, and waits for a second person.",
            ),
            list,
        )
        .post(
            "/v1/{environment}/{authority}/access/proposals/{proposal}/confirm",
            Operation::new(
                "confirmProposal",
                Permission::AppointAdministrators,
                "Confirms that somebody becomes an administrator.",
            )
            .problems(&[
                kinds::NOT_FOUND,
                kinds::SECOND_PERSON,
                kinds::NOT_NOW,
                kinds::LAST_ADMINISTRATOR,
            ]),
            confirm,
        )
        .post(
            "/v1/{environment}/{authority}/access/proposals/{proposal}/decline",
            Operation::new(
                "declineProposal",
                Permission::AppointAdministrators,
                "Declines it, or takes it back.",
            )
            .problems(&[kinds::NOT_FOUND, kinds::SECOND_PERSON, kinds::NOT_NOW]),
            decline,
        )
}

#[derive(Deserialize, JsonSchema)]
struct ProposalPath {
    /// The environment.
    #[serde(rename = "environment")]
    _environment: String,
    /// The authority's code, or `central`.
    #[serde(rename = "authority")]
    _authority: String,
    /// The id of the proposal.
    proposal: String,
}

async fn list(
    call: Call,
    Path(_): Path<RealmPath>,
) -> Result<Shown<Listed<ProposalView>>, Problem> {
    let mut work = call.read().await?;
    let open = Proposal::open(&mut work, &call.realm).await?;
    Ok(Shown::of(Listed { items: open.iter().map(ProposalView::of).collect(), next: None }))
}

async fn confirm(
    call: Call,
    Path(path): Path<ProposalPath>,
) -> Result<Shown<ProposalView>, Problem> {
    decide(call, &path.proposal, true).await
}

async fn decline(
    call: Call,
    Path(path): Path<ProposalPath>,
) -> Result<Shown<ProposalView>, Problem> {
    decide(call, &path.proposal, false).await
}

async fn decide(call: Call, id: &str, confirm: bool) -> Result<Shown<ProposalView>, Problem> {
    let mut work = call.write().await?;
    let kept = Proposal::decide(&mut work, &office(&call), id, confirm).await?;
    let view = ProposalView::of(&kept);
    let body = serde_json::to_string(&view).unwrap_or_default();
    call.commit(work, axum::http::StatusCode::OK, "", body).await?;
    call.app.door.forget();
    Ok(Shown::of(view))
}
