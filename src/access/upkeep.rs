//! What time asks for: reviews are opened, ends of agreements are warned of, what is over is forgotten.
//!
//! The service calls [`upkeep`] now and then on every node; what is there already is not made twice.

use std::collections::BTreeMap;

use serde_json::json;

use super::account::{Account, Session};
use super::agreement::{Agreement, AgreementState};
use super::error::AccessError;
use super::identity::Flow;
use super::review::Review;
use super::sign_in::Attempts;
use crate::config::AccessSettings;
use crate::store::{Document, Hand, Kept, Listing, Moment, Realm, Store, StoreError, Work};
use crate::tasks::{self, Task};

/// The kind of the task that warns of an agreement's end.
pub const AGREEMENT_TASK: &str = "agreement-expiring";

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Upkeep {
    /// Reviews that were opened.
    pub reviews: usize,
    /// Agreements whose end was warned of.
    pub warnings: usize,
    /// Sessions, attempts and flows that were forgotten.
    pub forgotten: usize,
}

/// Does what time asks for.
pub async fn upkeep(
    store: &Store,
    settings: &AccessSettings,
    environments: &[String],
    now: Moment,
) -> Result<Upkeep, AccessError> {
    let hand = Hand { who: "service".to_owned(), request: String::new(), now };
    let mut work = store.write(&hand).await?;
    let mut done = Upkeep {
        forgotten: forget::<Session>(&mut work).await?
            + forget::<Attempts>(&mut work).await?
            + forget::<Flow>(&mut work).await?,
        ..Upkeep::default()
    };
    done.warnings = warn(&mut work, settings.warning_days).await?;
    for (realm, since) in realms(&mut work, environments).await? {
        let latest = Review::latest(&mut work, &realm).await?;
        let is_open = latest.as_ref().is_some_and(|review| review.document.closed.is_none());
        let last = latest.map_or(since, |review| review.document.opened);
        if !is_open && last.plus_days(settings.review_days) <= now {
            let opened = Review::open(&mut work, &realm, settings.review_due_days).await?;
            done.reviews += usize::from(opened.is_some());
        }
    }
    work.commit().await?;
    Ok(done)
}

/// Forgets documents whose time is up. One that was changed meanwhile is left for the next time.
async fn forget<T: Document>(work: &mut Work) -> Result<usize, StoreError> {
    let due_by = Some(work.now());
    let listing = Listing { due_by, limit: 1_000, ..Listing::of(&Realm::installation()) };
    let mut forgotten = 0;
    for kept in work.list::<T>(&listing).await?.items {
        match work.remove(&kept).await {
            Ok(()) => forgotten += 1,
            Err(StoreError::Changed { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(forgotten)
}

/// Opens a follow-up task for each agreement that ends soon and that no other takes the place of.
async fn warn(work: &mut Work, days: i64) -> Result<usize, AccessError> {
    let now = work.now();
    let state = Some(AgreementState::Approved.as_str().to_owned());
    let listing = Listing { state, due_by: Some(now.plus_days(days)), ..Listing::default() };
    let ending = work.list::<Agreement>(&listing).await?.items;
    let mut warned = 0;
    for kept in ending.iter().filter(|kept| kept.document.ends_within(now, days)) {
        let Some(until) = kept.document.terms.until else { continue };
        if is_renewed(work, kept).await? {
            continue;
        }
        let name = &kept.document.terms.name;
        let task = Task {
            kind: AGREEMENT_TASK.to_owned(),
            subject: kept.key.clone(),
            title: (
                format!("Serviceaftalen udløber {until}: {name}"),
                format!("The service agreement ends on {until}: {name}"),
            ),
            packages: Vec::new(),
            text: String::new(),
            due: kept.document.marks().due,
            detail: json!({ "agreement": kept.key, "system": kept.document.terms.system, "until": until }),
            tags: Vec::new(),
            closed: None,
        };
        let key = format!("{AGREEMENT_TASK}/{}/{until}", kept.key);
        warned += usize::from(tasks::open_once(work, &kept.realm, &key, task).await?);
    }
    Ok(warned)
}

/// Whether an agreement that renews it is approved and lasts longer.
async fn is_renewed(work: &mut Work, kept: &Kept<Agreement>) -> Result<bool, AccessError> {
    let terms = &kept.document.terms;
    let subject = Some(terms.system.clone());
    let state = Some(AgreementState::Approved.as_str().to_owned());
    let listing = Listing { state, subject, ..Listing::of(&kept.realm) };
    let others = work.list::<Agreement>(&listing).await?.items;
    Ok(others.iter().any(|other| {
        let it = &other.document.terms;
        it.renews.as_ref() == Some(&kept.key)
            && it.service == terms.service
            && it.until.is_none_or(|until| terms.until.is_some_and(|end| end < until))
    }))
}

/// The realms in which anybody has access, and since when.
async fn realms(
    work: &mut Work,
    environments: &[String],
) -> Result<BTreeMap<Realm, Moment>, AccessError> {
    let state = Some("open".to_owned());
    let listing = Listing { state, ..Listing::of(&Realm::installation()) };
    let mut realms = BTreeMap::new();
    for kept in work.list::<Account>(&listing).await?.items {
        for grant in &kept.document.grants {
            let of = |environment: &&String| {
                grant.environment == "*" || grant.environment == **environment
            };
            for environment in environments.iter().filter(of) {
                let realm = Realm::new(environment, &grant.authority);
                let since = realms.entry(realm).or_insert(kept.made_at);
                *since = (*since).min(kept.made_at);
            }
        }
    }
    Ok(realms)
}
