//! The access review (*adgangsgennemgang*): now and then an authority looks through who has access, and confirms or takes away.
//!
//! Nobody but the authority knows who has left or changed work. A review is opened by time or by an administrator, together with a follow-up
//! task; it is over when everybody who had access when it was opened is confirmed, or has none any more.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::caller::Identity;
use super::error::AccessError;
use super::people::{Office, everybody, person};
use crate::store::{Document, Kept, Listing, Marks, Moment, Realm, Work};
use crate::tasks::{self, Task};

/// The kind of its follow-up task.
pub const REVIEW_TASK: &str = "access-review";

/// A review. Kept in the authority's realm under the day on which it was opened.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Review {
    /// When it was opened.
    pub opened: Moment,
    /// When it should be over.
    pub due: Moment,
    /// Who had access when it was opened, by the ids of their accounts.
    pub people: BTreeSet<String>,
    /// Who was confirmed or removed, by whom.
    pub decided: BTreeMap<String, Reviewed>,
    /// When it was over.
    #[serde(default)]
    pub closed: Option<Moment>,
}

/// What a review came to about a person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reviewed {
    /// The person keeps what they have.
    pub confirmed: bool,
    /// Who says so: `person:ID`.
    pub by: String,
    /// When.
    pub at: Moment,
}

impl Document for Review {
    const KIND: &'static str = "access-review";

    fn marks(&self) -> Marks {
        let state = if self.closed.is_some() { "closed" } else { "open" };
        Marks { state: state.to_owned(), subject: String::new(), due: Some(self.due) }
    }
}

impl Review {
    /// Opens a review of a realm, unless one is open; `None` where nobody has access.
    pub async fn open(
        work: &mut Work,
        realm: &Realm,
        due_days: i64,
    ) -> Result<Option<Kept<Review>>, AccessError> {
        if let Some(open) = Review::current(work, realm).await? {
            return Ok(Some(open));
        }
        let people: BTreeSet<String> =
            everybody(work, realm).await?.into_iter().map(|person| person.key).collect();
        if people.is_empty() {
            return Ok(None);
        }
        let now = work.now();
        let key = now.to_string();
        let due = now.plus_days(due_days);
        let count = people.len();
        let review = Review { opened: now, due, people, decided: BTreeMap::new(), closed: None };
        let task = Task {
            kind: REVIEW_TASK.to_owned(),
            subject: key.clone(),
            title: (
                format!("Gennemgå, hvem der har adgang ({count} personer)"),
                format!("Look through who has access ({count} people)"),
            ),
            packages: Vec::new(),
            text: String::new(),
            due: Some(due),
            detail: json!({ "review": key, "people": count }),
            tags: Vec::new(),
            closed: None,
        };
        let kept = work.insert(realm, &key, review).await?;
        work.note(realm, "access-review.opened", &key, json!({ "people": count }));
        tasks::open_once(work, realm, &task_key(&key), task).await?;
        Ok(Some(kept))
    }

    /// The review that is open.
    pub async fn current(
        work: &mut Work,
        realm: &Realm,
    ) -> Result<Option<Kept<Review>>, AccessError> {
        let listing = Listing { state: Some("open".to_owned()), ..Listing::of(realm) };
        Ok(work.list::<Review>(&listing).await?.items.into_iter().next())
    }

    /// The latest review, open or closed.
    pub async fn latest(
        work: &mut Work,
        realm: &Realm,
    ) -> Result<Option<Kept<Review>>, AccessError> {
        let listing = Listing { backwards: true, limit: 1, ..Listing::of(realm) };
        Ok(work.list::<Review>(&listing).await?.items.into_iter().next())
    }

    /// Confirms a person's access, or takes it all away. The last decision closes the review and its task.
    ///
    /// # Errors
    ///
    /// When it is one's own access, unless nobody else can decide.
    pub async fn decide(
        work: &mut Work,
        office: &Office<'_>,
        kept: &Kept<Review>,
        account: &str,
        confirm: bool,
    ) -> Result<Kept<Review>, AccessError> {
        if kept.document.closed.is_some() {
            return Err(AccessError::NotNow("closed".to_owned()));
        }
        if !kept.document.people.contains(account) {
            return Err(AccessError::NotFound);
        }
        let now = work.now();
        if confirm && office.caller.identity == Identity::Person(account.to_owned()) {
            let people = everybody(work, office.realm).await?;
            let others = people.iter().filter(|other| other.key != account);
            if others.into_iter().any(|other| other.document.administers(office.realm, now)) {
                return Err(AccessError::OwnAccess);
            }
        }
        if !confirm {
            let person = person(work, office.realm, account).await?;
            office.take_everything(work, &person).await?;
        }
        let mut review = kept.document.clone();
        let by = work.who().to_owned();
        review.decided.insert(account.to_owned(), Reviewed { confirmed: confirm, by, at: now });
        let left = review.waiting(work, office.realm).await?;
        let detail = json!({ "account": account, "confirmed": confirm, "waiting": left.len() });
        work.note(office.realm, "access-review.decided", &kept.key, detail);
        if left.is_empty() {
            review.closed = Some(now);
            let task = work.get::<Task>(office.realm, &task_key(&kept.key)).await?;
            if let Some(task) = task.filter(|task| task.document.closed.is_none()) {
                tasks::close(work, &task, "done", "").await?;
            }
        }
        Ok(work.replace(kept, review).await?)
    }

    /// Who is not decided about yet and still has access.
    pub async fn waiting(
        &self,
        work: &mut Work,
        realm: &Realm,
    ) -> Result<Vec<String>, AccessError> {
        let people = everybody(work, realm).await?;
        let waits = |id: &String| self.people.contains(id) && !self.decided.contains_key(id);
        Ok(people.into_iter().map(|person| person.key).filter(waits).collect())
    }
}

fn task_key(review: &str) -> String {
    format!("{REVIEW_TASK}/{review}")
}
