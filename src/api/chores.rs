//! Chores: what the service does by itself from time to time, once, however many nodes share the store.
//!
//! A chore that is due is taken by moving its next moment on; of several nodes that try, the store lets one succeed. A node that ends in
//! the middle of a chore leaves it to the next time, so a chore does nothing that must not be done twice.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::problem::Problem;
use super::service::App;
use crate::store::{Document, Hand, Moment, Realm, StoreError};

/// A chore.
#[derive(Clone, Copy)]
pub struct Chore {
    /// Its name, under which its next moment is kept.
    pub name: &'static str,
    /// Seconds from one time to the next.
    pub every: i64,
    /// Does it, and says how many things it was about.
    pub run: fn(App, Hand) -> Done,
}

/// What a chore comes to: how many things it was about.
pub type Done = Pin<Box<dyn Future<Output = Result<u64, Problem>> + Send>>;

/// An hour.
const HOUR: i64 = 3_600;
/// A quarter of an hour.
const QUARTER: i64 = 900;
/// Letters that are deleted in one unit of work: others write in between.
const LETTERS: usize = 100;

/// Every chore.
pub const CHORES: &[Chore] = &[
    Chore { name: "forget-answers", every: HOUR, run: forget_answers },
    Chore { name: "access-upkeep", every: HOUR, run: access_upkeep },
    Chore { name: "delete-letters", every: QUARTER, run: delete_letters },
];

/// When a chore is to be done next.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct NextTime {
    at: Moment,
}

impl Document for NextTime {
    const KIND: &'static str = "chore";
    const HISTORY: bool = false;
}

/// How often it is looked whether something is due.
const LOOK: Duration = Duration::from_secs(30);

/// Does the chores that are due, for as long as it is let.
pub(super) async fn run(app: App) {
    loop {
        for chore in CHORES {
            match once(&app, chore).await {
                Ok(None) => {}
                Ok(Some(count)) => tracing::info!(chore = chore.name, count, "done"),
                Err(problem) => {
                    tracing::warn!(chore = chore.name, problem = problem.kind().name, "not done");
                }
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Does a chore if it is due and no other node does it: how many things it was about.
///
/// # Errors
///
/// When the store fails, or the chore does; it is tried again when it is due next.
pub async fn once(app: &App, chore: &Chore) -> Result<Option<u64>, Problem> {
    let now = app.clock.now();
    let hand = Hand { who: "service".to_owned(), request: format!("chore:{}", chore.name), now };
    match take(app, chore, &hand).await {
        Ok(true) => {}
        // Another node was faster.
        Ok(false) | Err(StoreError::AlreadyThere { .. } | StoreError::Changed { .. }) => {
            return Ok(None);
        }
        Err(error) => return Err(error.into()),
    }
    (chore.run)(Arc::clone(app), hand).await.map(Some)
}

/// Moves the next time on, if it has come.
async fn take(app: &App, chore: &Chore, hand: &Hand) -> Result<bool, StoreError> {
    let installation = Realm::installation();
    let mut work = app.store.read().await?;
    let kept = work.get::<NextTime>(&installation, chore.name).await?;
    drop(work);
    if kept.as_ref().is_some_and(|kept| hand.now < kept.document.at) {
        return Ok(false);
    }
    let next = NextTime { at: hand.now.plus_seconds(chore.every) };
    let mut work = app.store.write(hand).await?;
    match kept {
        Some(kept) => work.replace(&kept, next).await?,
        None => work.insert(&installation, chore.name, next).await?,
    };
    work.commit().await?;
    Ok(true)
}

#[allow(clippy::needless_pass_by_value, reason = "the shape of a chore")]
fn forget_answers(app: App, hand: Hand) -> Done {
    Box::pin(async move {
        let mut work = app.store.write(&hand).await?;
        let forgotten = work.forget_answers().await?;
        work.commit().await?;
        Ok(forgotten)
    })
}

/// Opens access reviews, warns of agreements that end, forgets sessions that are over.
#[allow(clippy::needless_pass_by_value, reason = "the shape of a chore")]
fn access_upkeep(app: App, hand: Hand) -> Done {
    Box::pin(async move {
        let setup = &app.setup;
        let upkeep =
            crate::access::upkeep(&app.store, &setup.access, &setup.environments, hand.now);
        let done = upkeep.await?;
        Ok((done.reviews + done.warnings + done.forgotten) as u64)
    })
}

/// Deletes letters whose time is up, and what letters were made from.
#[allow(clippy::needless_pass_by_value, reason = "the shape of a chore")]
fn delete_letters(app: App, hand: Hand) -> Done {
    Box::pin(async move {
        let mut count = 0;
        loop {
            let purged = crate::archive::purge(&app.store, hand.now, LETTERS).await?;
            count += (purged.letters + purged.inputs) as u64;
            if !purged.more {
                return Ok(count);
            }
        }
    })
}
