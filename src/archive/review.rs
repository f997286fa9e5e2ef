//! Review: letters that were made unattended wait until a caseworker has seen them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::letter::{Letter, State};
use crate::store::{Document, Kept, Moment, Realm, StoreError, Work};

/// Why a step cannot be taken.
#[derive(Debug, Error)]
pub enum ReviewError {
    /// The letter is not where it would have to be.
    #[error("the letter is {}", .0.as_str())]
    NotNow(State),
    /// Letters made in training are never released.
    #[error("a letter made in training is never released")]
    Training,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What caseworkers decided about the letters of a template in a context: what tells whether sending can be left to the system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// The key of the template.
    pub template: String,
    /// The key of the context.
    pub context: String,
    /// When the first was decided.
    pub since: Moment,
    /// When the latest was decided.
    pub until: Moment,
    /// How many were decided.
    pub decided: u64,
    /// How many of them were approved as they were.
    pub approved_unchanged: u64,
    /// How many were made again with other answers or data.
    pub changed: u64,
    /// How many were rejected.
    pub rejected: u64,
}

impl Document for Count {
    const KIND: &'static str = "review-count";
    const HISTORY: bool = false;
}

/// What a caseworker decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    Unchanged,
    Changed,
    Rejected,
}

/// Approves a letter that waits.
pub async fn approve(work: &mut Work, kept: &Kept<Letter>) -> Result<Kept<Letter>, ReviewError> {
    let state = kept.document.state;
    if state != State::Waiting {
        return Err(ReviewError::NotNow(state));
    }
    count(work, kept, Decision::Unchanged).await?;
    step(work, kept, State::Approved, "letter.approved", "").await
}

/// Rejects a letter that is not released; it stays as it is, and is never sent.
pub async fn reject(
    work: &mut Work,
    kept: &Kept<Letter>,
    reason: &str,
) -> Result<Kept<Letter>, ReviewError> {
    let state = kept.document.state;
    if !state.is_unsent() {
        return Err(ReviewError::NotNow(state));
    }
    if state == State::Waiting {
        count(work, kept, Decision::Rejected).await?;
    }
    step(work, kept, State::Rejected, "letter.rejected", reason).await
}

/// Releases a letter: it may be sent.
pub async fn release(work: &mut Work, kept: &Kept<Letter>) -> Result<Kept<Letter>, ReviewError> {
    let letter = &kept.document;
    if letter.training {
        return Err(ReviewError::Training);
    }
    if !matches!(letter.state, State::Made | State::Approved) {
        return Err(ReviewError::NotNow(letter.state));
    }
    step(work, kept, State::Released, "letter.released", "").await
}

/// Counts a letter that waited and in whose place another was made.
pub async fn replaced_in_review(work: &mut Work, kept: &Kept<Letter>) -> Result<(), StoreError> {
    count(work, kept, Decision::Changed).await
}

async fn step(
    work: &mut Work,
    kept: &Kept<Letter>,
    state: State,
    action: &str,
    reason: &str,
) -> Result<Kept<Letter>, ReviewError> {
    let (who, now) = (work.who().to_owned(), work.now());
    let letter = kept.document.stepped(state, &who, now, reason);
    // Why is written by people and may be personal: it stays with the letter.
    work.note(&kept.realm, action, &kept.key, serde_json::json!({}));
    Ok(work.replace(kept, letter).await?)
}

async fn count(work: &mut Work, kept: &Kept<Letter>, decision: Decision) -> Result<(), StoreError> {
    let letter = &kept.document;
    let key = count_key(letter);
    let now = work.now();
    let counted = work.get::<Count>(&kept.realm, &key).await?;
    let mut new = counted.as_ref().map_or_else(
        || Count {
            template: letter.template.clone(),
            context: letter.context.clone(),
            since: now,
            until: now,
            decided: 0,
            approved_unchanged: 0,
            changed: 0,
            rejected: 0,
        },
        |counted| counted.document.clone(),
    );
    new.until = now;
    new.decided += 1;
    match decision {
        Decision::Unchanged => new.approved_unchanged += 1,
        Decision::Changed => new.changed += 1,
        Decision::Rejected => new.rejected += 1,
    }
    match counted {
        Some(counted) => work.replace(&counted, new).await.map(drop),
        None => work.insert(&kept.realm, &key, new).await.map(drop),
    }
}

fn count_key(letter: &Letter) -> String {
    format!("{}@{}", letter.template, letter.context)
}

/// The counts of a realm, by template and context.
pub async fn counts(work: &mut Work, realm: &Realm) -> Result<Vec<Count>, StoreError> {
    let page = work.list::<Count>(&crate::store::Listing::of(realm)).await?;
    Ok(page.items.into_iter().map(|kept| kept.document).collect())
}
