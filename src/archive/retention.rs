//! Retention: how long letters and what they were made from are kept, and deleting what is due.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::keep::{forget_inputs, forget_person};
use super::letter::Letter;
use crate::store::{Document, Hand, Kept, Listing, Moment, Realm, Store, StoreError, Work};

/// Under which key the settings are kept.
const KEY: &str = "retention";
/// Letters that get a new time in one go.
const AT_ONCE: usize = 200;

/// How long letters of a document category are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    /// The document category, such as `Afgørelse`.
    #[schemars(length(min = 1, max = 100))]
    pub category: String,
    /// Days that they are kept; absent: until somebody erases them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 36500))]
    pub days: Option<u32>,
}

/// What an authority has decided about how long letters are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Days that letters are kept whose category has no rule; absent: until somebody erases them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 36500))]
    pub days: Option<u32>,
    /// Rules for document categories.
    #[serde(default)]
    #[schemars(length(max = 100))]
    pub categories: Vec<RetentionRule>,
    /// Days that the data and answers of a letter are kept, so that it can be made again from them. Absent: only their hash is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 36500))]
    pub inputs_days: Option<u32>,
}

impl Document for Retention {
    const KIND: &'static str = "retention";
}

impl Retention {
    /// When a letter of a category that was made at a moment is deleted.
    pub fn due(&self, category: &str, made_at: Moment) -> Option<Moment> {
        let rule = self.categories.iter().rev().find(|rule| rule.category == category);
        let days = rule.map_or(self.days, |rule| rule.days)?;
        Some(made_at.plus_days(i64::from(days)))
    }

    /// When what it was made from is deleted; `None` where it is not kept.
    pub fn inputs_due(&self, made_at: Moment) -> Option<Moment> {
        self.inputs_days.map(|days| made_at.plus_days(i64::from(days)))
    }
}

/// The letters of a realm are to get new times: those after a key.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Redating {
    after: Option<String>,
}

impl Document for Redating {
    const KIND: &'static str = "retention-redating";
    const HISTORY: bool = false;
}

/// What an authority has decided, with its revision: 0 where it has decided nothing yet.
pub async fn retention(work: &mut Work, realm: &Realm) -> Result<Kept<Retention>, StoreError> {
    Ok(work.get(realm, KEY).await?.unwrap_or_else(|| Kept {
        realm: realm.clone(),
        key: KEY.to_owned(),
        revision: 0,
        made_at: work.now(),
        changed_at: work.now(),
        document: Retention::default(),
    }))
}

/// Decides anew, in the place of what was read. Letters that are kept already get their new times with the next [`purge`].
pub async fn change_retention(
    work: &mut Work,
    kept: &Kept<Retention>,
    new: Retention,
) -> Result<Kept<Retention>, StoreError> {
    let detail = serde_json::to_value(&new).unwrap_or_default();
    work.note(&kept.realm, "retention.changed", KEY, detail);
    match work.get::<Redating>(&kept.realm, KEY).await? {
        Some(under_way) => {
            work.replace(&under_way, Redating::default()).await?;
        }
        None => {
            work.insert(&kept.realm, KEY, Redating::default()).await?;
        }
    }
    if kept.revision == 0 {
        work.insert(&kept.realm, KEY, new).await
    } else {
        work.replace(kept, new).await
    }
}

/// What a purge did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Purged {
    /// Letters deleted.
    pub letters: usize,
    /// Letters whose inputs were deleted.
    pub inputs: usize,
    /// Letters that got a new time.
    pub redated: usize,
    /// There is more to do.
    pub more: bool,
}

/// Deletes what is due, at most `limit` letters, in one unit of work: call it again while there is more.
///
/// # Errors
///
/// When the store fails, or a letter was changed meanwhile; then nothing was done.
pub async fn purge(store: &Store, now: Moment, limit: usize) -> Result<Purged, StoreError> {
    let hand = Hand { who: "service".to_owned(), request: String::new(), now };
    let mut purged = Purged::default();
    let mut work = store.write(&hand).await?;
    redate(&mut work, &mut purged).await?;
    let listing = Listing { due_by: Some(now), limit, ..Listing::default() };
    let page = work.list::<Letter>(&listing).await?;
    purged.more |= page.next.is_some();
    for kept in page.items {
        if kept.document.due.is_some_and(|due| due <= now) {
            forget_person(&mut work, &kept.realm, &kept.key).await?;
            work.remove(&kept).await?;
            work.note(&kept.realm, "letter.deleted", &kept.key, serde_json::json!({}));
            purged.letters += 1;
        } else {
            forget_inputs(&mut work, &kept).await?;
            purged.inputs += 1;
        }
    }
    work.commit().await?;
    Ok(purged)
}

/// Gives letters of realms whose settings were changed their new times, some at a time.
async fn redate(work: &mut Work, purged: &mut Purged) -> Result<(), StoreError> {
    let realms = work.list::<Redating>(&Listing { limit: 1, ..Listing::default() }).await?;
    purged.more |= realms.next.is_some();
    let Some(under_way) = realms.items.into_iter().next() else { return Ok(()) };
    let realm = under_way.realm.clone();
    let setting = retention(work, &realm).await?.document;
    let after = under_way.document.after.clone();
    let listing = Listing { after, limit: AT_ONCE, ..Listing::of(&realm) };
    let page = work.list::<Letter>(&listing).await?;
    for kept in page.items {
        let letter = &kept.document;
        if letter.erased.is_some() {
            continue;
        }
        let due = setting.due(&letter.category, kept.made_at);
        let inputs_due = letter.inputs_due.map(|_| {
            // What is no longer to be kept goes now.
            setting.inputs_due(kept.made_at).unwrap_or(kept.made_at)
        });
        if (due, inputs_due) == (letter.due, letter.inputs_due) {
            continue;
        }
        let new = Letter { due, inputs_due, ..letter.clone() };
        work.replace(&kept, new).await?;
        purged.redated += 1;
    }
    match page.next {
        Some(after) => {
            purged.more = true;
            work.replace(&under_way, Redating { after: Some(after) }).await?;
        }
        None => work.remove(&under_way).await?,
    }
    Ok(())
}
