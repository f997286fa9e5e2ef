//! A task: opened once, routed, closed once.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{is_on, packages_for};
use crate::store::{Document, Kept, Marks, Moment, Realm, StoreError, Work};

/// A follow-up task.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// What happened: `template-changed`, `access-review`, `agreement-expiring`, or a kind of the authority's own.
    pub kind: String,
    /// What it is about: an item, an account, an agreement.
    pub subject: String,
    /// What is to be done, in Danish and English.
    pub title: (String, String),
    /// The keys of the task packages it is in; empty where the authority has none for the kind.
    #[serde(default)]
    pub packages: Vec<String>,
    /// The day on which it should be done.
    #[serde(default)]
    pub due: Option<Moment>,
    /// What whoever does it needs: versions, hashes, links.
    #[serde(default)]
    pub detail: serde_json::Value,
    /// What people wrote, where the kind allows free text.
    #[serde(default)]
    pub text: String,
    /// Free tags ("gule lapper").
    #[serde(default)]
    pub tags: Vec<String>,
    /// How it was closed; `None` while it is open.
    #[serde(default)]
    pub closed: Option<Closed>,
}

/// How a task was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Closed {
    /// How: `rebased`, `kept`, `dropped`, `done`.
    pub how: String,
    /// Who.
    pub who: String,
    /// When.
    pub at: Moment,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

impl Task {
    /// A task of a kind about something, with its title in Danish and English.
    pub fn of(kind: &str, subject: impl Into<String>, title: (&str, &str)) -> Self {
        Task {
            kind: kind.to_owned(),
            subject: subject.into(),
            title: (title.0.to_owned(), title.1.to_owned()),
            ..Task::default()
        }
    }

    /// Whether nobody has closed it.
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }
}

impl Document for Task {
    const KIND: &'static str = "task";

    fn marks(&self) -> Marks {
        let state = if self.is_open() { "open" } else { "closed" };
        Marks { state: state.to_owned(), subject: self.subject.clone(), due: self.due }
    }
}

/// Opens a task under a key, unless there is one of that key, open or closed, or the authority has turned its kind off. A task without
/// packages comes into those that take its kind. Says whether it was opened.
pub async fn open_once(
    work: &mut Work,
    realm: &Realm,
    key: &str,
    mut task: Task,
) -> Result<bool, StoreError> {
    if work.get::<Task>(realm, key).await?.is_some() || !is_on(work, realm, &task.kind).await? {
        return Ok(false);
    }
    if task.packages.is_empty() {
        task.packages = packages_for(work, realm, &task.kind).await?;
    }
    let noted = serde_json::json!({ "kind": task.kind, "packages": task.packages });
    match work.insert(realm, key, task).await {
        Ok(_) => {
            work.note(realm, "task.opened", key, noted);
            Ok(true)
        }
        Err(StoreError::AlreadyThere { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Closes a task that is open.
pub async fn close(
    work: &mut Work,
    kept: &Kept<Task>,
    how: &str,
    reason: &str,
) -> Result<Kept<Task>, StoreError> {
    let closed = Closed {
        how: how.to_owned(),
        who: work.who().to_owned(),
        at: work.now(),
        reason: reason.to_owned(),
    };
    work.note(&kept.realm, "task.closed", &kept.key, serde_json::json!({ "how": how }));
    work.replace(kept, Task { closed: Some(closed), ..kept.document.clone() }).await
}
