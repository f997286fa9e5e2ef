//! The steps that people take with a version: tried, approved, sent back, withdrawn, retired.

use std::sync::Arc;

use axum::http::StatusCode;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::items::shown;
use super::names::{Day, OfVersion, WORDS, item, text};
use super::shown::VersionShown;
use crate::access::Permission;
use crate::api::problem_kinds::Kind;
use crate::api::{Body, Call, Operation, Path, Problem, Routes, Shown, kinds};
use crate::registry::{self, LifeError, Version};
use crate::store::{Kept, Work};

/// The problems that every step may have.
const STEP: &[&Kind] =
    &[kinds::NOT_FOUND, kinds::INVALID, kinds::WRONG_STAGE, kinds::CHANGED, kinds::REVISION_NEEDED];
const APPROVAL: &[&Kind] = &[
    kinds::NOT_FOUND,
    kinds::INVALID,
    kinds::WRONG_STAGE,
    kinds::OWN_WORK,
    kinds::CHANGED,
    kinds::REVISION_NEEDED,
];
const WITHDRAWAL: &[&Kind] = &[
    kinds::NOT_FOUND,
    kinds::INVALID,
    kinds::WRONG_STAGE,
    kinds::IN_EFFECT,
    kinds::CHANGED,
    kinds::REVISION_NEEDED,
];
const TRIAL: &[&Kind] = &[
    kinds::NOT_FOUND,
    kinds::INVALID,
    kinds::WRONG_STAGE,
    kinds::CHANGED,
    kinds::REVISION_NEEDED,
    kinds::PUBLICATION_REFUSED,
];

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    let (edit, approve_it) = (Permission::EditTemplates, Permission::ApproveTemplates);
    routes
        .group("Versions")
        .post(
            "/v1/{environment}/{authority}/items/{item}/versions/{number}/test",
            Operation::new("testVersion", edit, "Tries a version among what is in use today.")
                .about(
                    "It is validated and proved, and the test persons' letters are made of it. The verdict and \
                     its report stay with the version; errors do not stop this step, they stop publishing.",
                )
                .problems(TRIAL),
            test,
        )
        .post(
            "/v1/{environment}/{authority}/items/{item}/versions/{number}/approve",
            Operation::new("approveVersion", approve_it, "Approves a version that another made.")
                .problems(APPROVAL),
            approve,
        )
        .post(
            "/v1/{environment}/{authority}/items/{item}/versions/{number}/send-back",
            Operation::new("sendBackVersion", edit, "Sends a version back to draft, with a reason.")
                .problems(STEP),
            send_back,
        )
        .post(
            "/v1/{environment}/{authority}/items/{item}/versions/{number}/withdraw",
            Operation::new(
                "withdrawVersion",
                approve_it,
                "Takes back a publication whose day has not come.",
            )
            .problems(WITHDRAWAL),
            withdraw,
        )
        .post(
            "/v1/{environment}/{authority}/items/{item}/versions/{number}/retire",
            Operation::new("retireVersion", approve_it, "Takes a version out of use.")
                .about("At once, or after `last_day`. No earlier version comes back in its place.")
                .problems(STEP),
            retire,
        )
}

/// A step with a remark.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Remark {
    /// What is to be remembered of it: which letters were looked at, by whom.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    remark: String,
}

/// A step with a reason.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Reason {
    /// Why.
    #[schemars(length(min = 1, max = 2000))]
    reason: String,
}

/// Taking out of use.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Retirement {
    /// Why.
    #[schemars(length(min = 1, max = 2000))]
    reason: String,
    /// The last day on which it is used, today at the earliest; without it, it is out of use at once.
    last_day: Option<Day>,
}

async fn test(
    call: Call,
    Path(path): Path<OfVersion>,
    Body(step): Body<Remark>,
) -> Result<Shown<VersionShown>, Problem> {
    text("remark", &step.remark, (0, WORDS))?;
    let item = item(&path.item)?;
    let today = call.now.day();
    let mut work = call.read().await?;
    let kept = registry::find(&mut work, &call.realm, &item, path.number).await?;
    call.matches(&kept)?;
    let (before, after) = registry::trial(&mut work, &kept, today).await?;
    drop(work);
    let judge = Arc::clone(&call.app.editions.judge);
    let judged =
        call.app.workshop.run(move || judge.judge(Some(&before), &after, &[item], today)).await??;
    let mut work = call.write().await?;
    let report = registry::keep_report(&mut work, &call.realm, &judged).await?;
    // The version is what was tried, or another was quicker: `replace` says so.
    let kept =
        registry::tested(&mut work, &kept, judged.verdict(&report, None), &step.remark).await?;
    finish(&call, work, &kept).await
}

async fn approve(
    call: Call,
    Path(path): Path<OfVersion>,
    Body(step): Body<Remark>,
) -> Result<Shown<VersionShown>, Problem> {
    text("remark", &step.remark, (0, WORDS))?;
    let (mut work, kept) = open(&call, &path).await?;
    let own = call.app.setup.approve_own;
    let kept = registry::approve(&mut work, &kept, &step.remark, own).await?;
    finish(&call, work, &kept).await
}

async fn send_back(
    call: Call,
    Path(path): Path<OfVersion>,
    Body(step): Body<Reason>,
) -> Result<Shown<VersionShown>, Problem> {
    text("reason", &step.reason, (1, WORDS))?;
    let (mut work, kept) = open(&call, &path).await?;
    let kept = registry::send_back(&mut work, &kept, &step.reason).await?;
    finish(&call, work, &kept).await
}

async fn withdraw(
    call: Call,
    Path(path): Path<OfVersion>,
    Body(step): Body<Reason>,
) -> Result<Shown<VersionShown>, Problem> {
    text("reason", &step.reason, (1, WORDS))?;
    let (mut work, kept) = open(&call, &path).await?;
    let kept = registry::withdraw(&mut work, &kept, &step.reason).await?;
    let answer = finish(&call, work, &kept).await?;
    call.app.editions.forget(Some(&call.realm));
    Ok(answer)
}

async fn retire(
    call: Call,
    Path(path): Path<OfVersion>,
    Body(step): Body<Retirement>,
) -> Result<Shown<VersionShown>, Problem> {
    text("reason", &step.reason, (1, WORDS))?;
    let (mut work, kept) = open(&call, &path).await?;
    let last_day: Option<Date> = step.last_day.map(|day| day.0);
    let kept =
        registry::retire(&mut work, &kept, last_day, &step.reason).await.map_err(|error| {
            match error {
                LifeError::Past { today } => Problem::invalid(
                    "last_day",
                    format!("tidligst {today}"),
                    format!("{today} at the earliest"),
                ),
                other => other.into(),
            }
        })?;
    let answer = finish(&call, work, &kept).await?;
    call.app.editions.forget(Some(&call.realm));
    Ok(answer)
}

/// The version of a path, as the caller has read it.
async fn open(call: &Call, path: &OfVersion) -> Result<(Work, Kept<Version>), Problem> {
    let mut work = call.write().await?;
    let kept = registry::find(&mut work, &call.realm, &item(&path.item)?, path.number).await?;
    call.matches(&kept)?;
    Ok((work, kept))
}

async fn finish(
    call: &Call,
    mut work: Work,
    kept: &Kept<Version>,
) -> Result<Shown<VersionShown>, Problem> {
    let body = shown(call, &mut work, kept).await?;
    let json = serde_json::to_string(&body).unwrap_or_default();
    call.commit(work, StatusCode::OK, "", json).await?;
    Ok(Shown { revision: Some(kept.revision), body })
}
