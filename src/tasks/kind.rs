//! Kinds of tasks: those that the service opens by itself, those that an authority adds, and which of them it wants.

use serde::{Deserialize, Serialize};

use crate::store::{Document, Listing, Realm, StoreError, Work};

/// The central office has changed something that an authority has overridden.
pub const TEMPLATE_CHANGED: &str = "template-changed";
/// It is time to look through who has access.
pub const ACCESS_REVIEW: &str = "access-review";
/// A service agreement soon ends.
pub const AGREEMENT_EXPIRING: &str = "agreement-expiring";

/// A kind of task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskKind {
    /// The key.
    pub key: String,
    /// What people call it, in Danish and English.
    pub name: (String, String),
    /// The authority's own: opened by its people, never by the service.
    pub is_own: bool,
    /// Whether people may write a text of their own.
    pub free_text: bool,
}

/// The kinds that the service opens: key, Danish, English.
pub const SHIPPED_KINDS: &[(&str, &str, &str)] = &[
    (TEMPLATE_CHANGED, "Beskedskabelon ændret", "Letter template changed"),
    (ACCESS_REVIEW, "Gennemgå adgange", "Review access"),
    (AGREEMENT_EXPIRING, "Serviceaftale udløber", "Service agreement expires"),
];

/// A kind of an authority's own. Kept under its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnKind {
    /// What people call it, in Danish.
    pub da: String,
    /// What people call it, in English.
    pub en: String,
    /// Whether its tasks may have a text that people write.
    #[serde(default)]
    pub free_text: bool,
}

impl Document for OwnKind {
    const KIND: &'static str = "task-kind";
}

/// Whether an authority wants the notices of a kind (*hændelsesabonnement*). Kept under the kind's key; without one it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Whether it wants them.
    pub on: bool,
}

impl Document for Subscription {
    const KIND: &'static str = "task-subscription";
}

/// Whether an authority wants the notices of a kind.
pub async fn is_on(work: &mut Work, realm: &Realm, kind: &str) -> Result<bool, StoreError> {
    let kept = work.get::<Subscription>(realm, kind).await?;
    Ok(kept.is_none_or(|kept| kept.document.on))
}

/// The kinds of an authority: the shipped ones, then its own by key.
pub async fn kinds(work: &mut Work, realm: &Realm) -> Result<Vec<TaskKind>, StoreError> {
    let own = work.list::<OwnKind>(&Listing::of(realm)).await?;
    let own = own.items.into_iter().map(|kept| TaskKind {
        key: kept.key,
        name: (kept.document.da, kept.document.en),
        is_own: true,
        free_text: kept.document.free_text,
    });
    Ok(shipped().chain(own).collect())
}

/// The kind of a key.
pub async fn kind(
    work: &mut Work,
    realm: &Realm,
    key: &str,
) -> Result<Option<TaskKind>, StoreError> {
    Ok(kinds(work, realm).await?.into_iter().find(|kind| kind.key == key))
}

fn shipped() -> impl Iterator<Item = TaskKind> {
    SHIPPED_KINDS.iter().map(|(key, da, en)| TaskKind {
        key: (*key).to_owned(),
        name: ((*da).to_owned(), (*en).to_owned()),
        is_own: false,
        free_text: false,
    })
}
