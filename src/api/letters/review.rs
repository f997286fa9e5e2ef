//! The review queue, and the steps of a letter's life.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::read::{CURSOR, LetterPath, cursor, limit};
use super::shown::LetterShown;
use super::trouble::{ask_in_area, find, may_know, no_step};
use crate::access::Permission;
use crate::api::{Body, Call, Listed, Path, Problem, Query, Shown};
use crate::archive::{self, Count, Letter, State};
use crate::store::{Kept, Listing, Work};

/// A page of the queue.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct QueueQuery {
    /// The cursor of the page before: its `next`.
    #[schemars(regex(pattern = CURSOR))]
    after: Option<String>,
    /// So many at most.
    #[schemars(range(min = 1, max = 200))]
    limit: Option<usize>,
}

/// Letters that wait, the oldest first.
pub(super) async fn queue(
    call: Call,
    Query(asked): Query<QueueQuery>,
) -> Result<Shown<Listed<LetterShown>>, Problem> {
    cursor(asked.after.as_deref())?;
    let mut work = call.read().await?;
    let listing = Listing {
        state: Some(State::Waiting.as_str().to_owned()),
        after: asked.after,
        limit: limit(asked.limit)?,
        ..Listing::of(&call.realm)
    };
    let page = work.list::<Letter>(&listing).await?;
    let known =
        page.items.iter().filter(|kept| may_know(&call, &kept.document, Permission::ReviewLetters));
    let items = known.map(|kept| LetterShown::plain(&call, kept)).collect();
    Ok(Shown::of(Listed { items, next: page.next }))
}

/// What caseworkers decided.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct Statistics {
    /// By template and context.
    items: Vec<Count>,
}

/// How many letters were approved unchanged.
pub(super) async fn statistics(call: Call) -> Result<Shown<Statistics>, Problem> {
    let mut work = call.read().await?;
    let items = archive::counts(&mut work, &call.realm).await?;
    Ok(Shown::of(Statistics { items }))
}

/// Approves a letter.
pub(super) async fn approve(
    call: Call,
    Path(path): Path<LetterPath>,
) -> Result<Shown<LetterShown>, Problem> {
    let (mut work, kept) = begin(&call, &path, Permission::ReviewLetters).await?;
    let kept = archive::approve(&mut work, &kept).await.map_err(no_step)?;
    finish(&call, work, &kept).await
}

/// Why a letter is rejected.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RejectBody {
    /// Why.
    #[schemars(length(min = 1, max = 1000))]
    reason: String,
}

/// Rejects a letter.
pub(super) async fn reject(
    call: Call,
    Path(path): Path<LetterPath>,
    Body(body): Body<RejectBody>,
) -> Result<Shown<LetterShown>, Problem> {
    let reason = said(&body.reason)?;
    let (mut work, kept) = begin(&call, &path, Permission::MakeLetters).await?;
    if matches!(kept.document.state, State::Waiting | State::Approved) {
        ask_in_area(&call, Permission::ReviewLetters, &kept.document.groups)?;
    }
    let kept = archive::reject(&mut work, &kept, reason).await.map_err(no_step)?;
    finish(&call, work, &kept).await
}

/// A reason that says something.
pub(super) fn said(reason: &str) -> Result<&str, Problem> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > 1000 || reason.contains('\0') {
        return Err(Problem::invalid("reason", "1 til 1000 tegn", "1 to 1000 characters"));
    }
    Ok(reason)
}

/// Releases a letter.
pub(super) async fn release(
    call: Call,
    Path(path): Path<LetterPath>,
) -> Result<Shown<LetterShown>, Problem> {
    let (mut work, kept) = begin(&call, &path, Permission::MakeLetters).await?;
    let kept = archive::release(&mut work, &kept).await.map_err(no_step)?;
    finish(&call, work, &kept).await
}

async fn begin(
    call: &Call,
    path: &LetterPath,
    permission: Permission,
) -> Result<(Work, Kept<Letter>), Problem> {
    let mut work = call.write().await?;
    let kept = find(call, &mut work, &path.letter, Permission::ReadLetters).await?;
    ask_in_area(call, permission, &kept.document.groups)?;
    call.matches(&kept)?;
    Ok((work, kept))
}

async fn finish(
    call: &Call,
    work: Work,
    kept: &Kept<Letter>,
) -> Result<Shown<LetterShown>, Problem> {
    let shown = LetterShown::plain(call, kept);
    let remembered = serde_json::to_string(&shown).unwrap_or_default();
    call.commit(work, axum::http::StatusCode::OK, "", remembered).await?;
    Ok(Shown { revision: Some(kept.revision), body: shown })
}
