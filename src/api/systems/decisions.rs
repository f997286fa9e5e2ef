//! Service agreements decided by the authority: approved, returned, rejected, ended; and what is said about them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::access_problems::text;
use super::super::{Body, Call, Operation, Path, Problem, Routes, Shown, kinds};
use super::agreements::{AgreementPath, AgreementView, find, view};
use crate::access::{AccessError, Agreement, AgreementState, Permission};
use crate::store::{Kept, Work};

pub(super) fn routes(routes: Routes) -> Routes {
    routes
        .post(
            "/v1/{environment}/{authority}/agreements/{agreement}/approve",
            Operation::new("approveAgreement", Permission::DecideAgreements, "Approves an agreement.")
                .about(
                    "The SE number is compared with the authority's own, sent along, and confirmed; `If-Match` names what was read. Approving it \
                     again changes nothing. Whoever wrote any of it does not approve it.",
                )
                .problems(&[kinds::NOT_FOUND, kinds::SE_NUMBER_NOT_CONFIRMED, kinds::SECOND_PERSON, kinds::NOT_NOW, kinds::REVISION_NEEDED, kinds::CHANGED]),
            approve,
        )
        .post(
            "/v1/{environment}/{authority}/agreements/{agreement}/return",
            Operation::new("returnAgreement", Permission::DecideAgreements, "Sends it back, and says what is wrong.")
                .problems(&[kinds::NOT_FOUND, kinds::NOT_NOW]),
            send_back,
        )
        .post(
            "/v1/{environment}/{authority}/agreements/{agreement}/reject",
            Operation::new("rejectAgreement", Permission::DecideAgreements, "Says no, and why.")
                .about("If you have a question, ask it as a comment first.")
                .problems(&[kinds::NOT_FOUND, kinds::NOT_NOW]),
            reject,
        )
        .post(
            "/v1/{environment}/{authority}/agreements/{agreement}/end",
            Operation::new("endAgreement", Permission::DecideAgreements, "Ends an approved agreement at once, and says why.")
                .problems(&[kinds::NOT_FOUND, kinds::NOT_NOW]),
            end,
        )
        .post(
            "/v1/{environment}/{authority}/agreements/{agreement}/comments",
            Operation::new("commentAgreement", Permission::ReadAgreements, "Says or asks something about an agreement.")
                .problems(&[kinds::NOT_FOUND]),
            comment,
        )
}

/// An approval.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Approval {
    /// The authority's SE number, as it is in its own papers.
    #[serde(default)]
    #[schemars(length(max = 20))]
    se_number: String,
    /// It was compared with that of the agreement.
    #[serde(default)]
    confirmed: bool,
    /// A remark.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    remark: String,
}

/// Why.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Reason {
    /// Why, or what is to be corrected.
    #[schemars(length(min = 1, max = 2000))]
    reason: String,
}

/// Something to be said.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewComment {
    /// What.
    #[schemars(length(min = 1, max = 2000))]
    text: String,
}

/// Finishes a change of an agreement.
pub(super) async fn answer(
    call: &Call,
    work: Work,
    kept: &Kept<Agreement>,
) -> Result<Shown<AgreementView>, Problem> {
    let view = view(kept, call);
    let body = serde_json::to_string(&view).unwrap_or_default();
    call.commit(work, axum::http::StatusCode::OK, "", body).await?;
    call.app.door.forget();
    Ok(Shown { revision: Some(kept.revision), body: view })
}

async fn approve(
    call: Call,
    Path(path): Path<AgreementPath>,
    Body(body): Body<Approval>,
) -> Result<Shown<AgreementView>, Problem> {
    let remark = text("remark", &body.remark, 0, 2_000)?;
    let mut work = call.write().await?;
    let kept = find(&mut work, &call, &path.agreement).await?;
    if kept.document.state != AgreementState::Approved {
        if !body.confirmed {
            return Err(AccessError::SeNumberNotConfirmed.into());
        }
        // What is approved is what was read.
        call.matches(&kept)?;
    }
    let kept = Agreement::approve(&mut work, &kept, body.se_number.trim(), &remark).await?;
    answer(&call, work, &kept).await
}

async fn send_back(
    call: Call,
    Path(path): Path<AgreementPath>,
    Body(body): Body<Reason>,
) -> Result<Shown<AgreementView>, Problem> {
    let reason = text("reason", &body.reason, 1, 2_000)?;
    let mut work = call.write().await?;
    let kept = find(&mut work, &call, &path.agreement).await?;
    let kept = Agreement::send_back(&mut work, &kept, &reason).await?;
    answer(&call, work, &kept).await
}

async fn reject(
    call: Call,
    Path(path): Path<AgreementPath>,
    Body(body): Body<Reason>,
) -> Result<Shown<AgreementView>, Problem> {
    let reason = text("reason", &body.reason, 1, 2_000)?;
    let mut work = call.write().await?;
    let kept = find(&mut work, &call, &path.agreement).await?;
    let kept = Agreement::reject(&mut work, &kept, &reason).await?;
    answer(&call, work, &kept).await
}

async fn end(
    call: Call,
    Path(path): Path<AgreementPath>,
    Body(body): Body<Reason>,
) -> Result<Shown<AgreementView>, Problem> {
    let reason = text("reason", &body.reason, 1, 2_000)?;
    let mut work = call.write().await?;
    let kept = find(&mut work, &call, &path.agreement).await?;
    let kept = Agreement::end(&mut work, &kept, &reason).await?;
    answer(&call, work, &kept).await
}

async fn comment(
    call: Call,
    Path(path): Path<AgreementPath>,
    Body(body): Body<NewComment>,
) -> Result<Shown<AgreementView>, Problem> {
    let said = text("text", &body.text, 1, 2_000)?;
    let mut work = call.write().await?;
    let kept = find(&mut work, &call, &path.agreement).await?;
    let kept = Agreement::say(&mut work, &kept, &said).await?;
    answer(&call, work, &kept).await
}
