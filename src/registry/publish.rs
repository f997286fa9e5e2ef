//! Publishing: several versions in one act, judged as they would be in use, then put there together.
//!
//! Judging takes long and must not hold the store. So it is planned what would be ([`plan`]), judged without the store, and then in a
//! short work published ([`publish()`]), if nothing else took effect in between; otherwise it is planned again.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::acknowledgement::{acknowledgement, acknowledgement_needed};
use super::edition::{InUse, files_of, hash_of, in_use};
use super::follow_up;
use super::item::{ItemKind, ItemName};
use super::judge::{Judged, KeptReport};
use super::life::{self, LifeError};
use super::version::{Stage, Version};
use crate::bundle::Files;
use crate::store::{Change, Document, Kept, Listing, Marks, Moment, Realm, StoreError, Work};

/// A version that is to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The item.
    pub item: ItemName,
    /// The version's number.
    pub number: u32,
    /// The revision of the version that the caller has read; `None` for whatever it is.
    pub revision: Option<i64>,
}

/// What would be in use, to be judged.
#[derive(Debug)]
pub struct Plan {
    /// The realm.
    pub realm: Realm,
    /// The first day.
    pub from: Date,
    /// The versions.
    pub versions: Vec<Kept<Version>>,
    /// The edition's files without them.
    pub before: Files,
    /// The edition's files with them.
    pub after: Files,
    /// Overrides of these items, by authority.
    pub overrides: Vec<TouchedOverride>,
    /// What was in use when it was planned.
    known: Known,
}

/// An override of a central item that is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TouchedOverride {
    /// Whose it is.
    pub authority: String,
    /// The override: `templates/…`.
    pub item: String,
    /// Its version.
    pub version: u32,
    /// The central version that it was made from.
    pub base: u32,
}

/// What a plan rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    turns: Vec<i64>,
    hash: String,
}

/// Counts what took effect in a realm: two publications at a time meet here, on any nodes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Turn {
    count: u64,
}

impl Document for Turn {
    const KIND: &'static str = "turn";
    const HISTORY: bool = false;
}

/// The key of the one turn of a realm.
const TURN: &str = "edition";

/// An act of publishing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Publication {
    /// What was published: items and their versions.
    pub versions: Vec<(ItemName, u32)>,
    /// The first day on which they are used.
    pub from: Date,
    /// Who did it.
    pub who: String,
    /// When.
    pub at: Moment,
    /// Why.
    #[serde(default)]
    pub reason: String,
    /// Errors that the report has.
    pub errors: u32,
    /// Warnings that the report has.
    pub warnings: u32,
    /// Notes that the report has.
    pub notes: u32,
    /// The key of the report.
    pub report: String,
    /// Why errors were accepted, where they were.
    #[serde(default)]
    pub accepted: Option<String>,
    /// Overrides that are concerned.
    #[serde(default)]
    pub overrides: Vec<TouchedOverride>,
    /// Central templates whose letters change.
    #[serde(default)]
    pub letters: Vec<String>,
}

impl Document for Publication {
    const KIND: &'static str = "publication";

    fn marks(&self) -> Marks {
        Marks { state: self.from.to_string(), ..Marks::default() }
    }
}

/// Plans a publication.
///
/// # Errors
///
/// When a version is not approved, its day has passed, or it is an override without acknowledgement.
pub async fn plan(
    work: &mut Work,
    realm: &Realm,
    wanted: &[Wanted],
    from: Date,
    today: Date,
) -> Result<Plan, LifeError> {
    if from < today {
        return Err(LifeError::Past { today });
    }
    let known = known(work, realm, from).await?;
    let current = in_use(work, realm, from).await?;
    let mut then = current.clone();
    let mut versions = Vec::new();
    let mut overrides = Vec::new();
    for wanted in wanted {
        let kept = find(work, realm, &wanted.item, wanted.number).await?;
        life::at(&kept, &[Stage::Approved])?;
        if wanted.revision.is_some_and(|revision| revision != kept.revision) {
            return Err(StoreError::Changed { kind: Version::KIND, key: kept.key }.into());
        }
        acknowledged(work, &kept).await?;
        let version = kept.document.clone();
        then.insert(stem(realm, &version.item), InUse { realm: realm.clone(), version });
        if realm.is_central() {
            overrides.extend(overridden(work, realm, &wanted.item, today).await?);
        }
        versions.push(kept);
    }
    let before = files_of(work, &current).await?;
    let after = files_of(work, &then).await?;
    Ok(Plan { realm: realm.clone(), from, versions, before, after, overrides, known })
}

/// What a single version would be among what is in use on a day, whatever its stage: to try it.
pub async fn trial(
    work: &mut Work,
    kept: &Kept<Version>,
    day: Date,
) -> Result<(Files, Files), StoreError> {
    let current = in_use(work, &kept.realm, day).await?;
    let mut then = current.clone();
    let version = kept.document.clone();
    let realm = kept.realm.clone();
    then.insert(stem(&realm, &version.item), InUse { realm, version });
    Ok((files_of(work, &current).await?, files_of(work, &then).await?))
}

/// The version of a number.
///
/// # Errors
///
/// [`LifeError::NoVersion`].
pub async fn find(
    work: &mut Work,
    realm: &Realm,
    item: &ItemName,
    number: u32,
) -> Result<Kept<Version>, LifeError> {
    let found = work.get::<Version>(realm, &Version::key(item, number)).await?;
    found.ok_or_else(|| LifeError::NoVersion { item: item.clone(), number })
}

/// Publishes what was planned and judged. `None` when something else took effect since it was planned.
pub async fn publish(
    work: &mut Work,
    plan: &Plan,
    judged: &Judged,
    report: &Kept<KeptReport>,
    id: &str,
    (reason, accepted): (&str, Option<&str>),
) -> Result<Option<Kept<Publication>>, LifeError> {
    let realm = &plan.realm;
    match took_effect(work, realm).await {
        Ok(()) => {}
        Err(StoreError::Changed { .. } | StoreError::AlreadyThere { .. }) => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let mut known = known(work, realm, plan.from).await?;
    // Our own turn is in it now.
    if let Some(own) = known.turns.last_mut() {
        *own -= 1;
    }
    if known != plan.known {
        return Ok(None);
    }
    let accepted = accepted.filter(|_| judged.errors > 0).map(str::to_owned);
    for kept in &plan.versions {
        let version = Version {
            from: Some(plan.from),
            to: None,
            verdict: Some(judged.verdict(report, accepted.clone())),
            ..kept.document.clone()
        };
        let published =
            life::take(work, kept, version, Stage::Published, reason, "version.published").await?;
        follow_up::on_published(work, realm, &published.document).await?;
    }
    let publication = Publication {
        versions: plan
            .versions
            .iter()
            .map(|kept| (kept.document.item.clone(), kept.document.number))
            .collect(),
        from: plan.from,
        who: work.who().to_owned(),
        at: work.now(),
        reason: reason.to_owned(),
        errors: judged.errors,
        warnings: judged.warnings,
        notes: judged.notes,
        report: report.key.clone(),
        accepted: accepted.clone(),
        overrides: plan.overrides.clone(),
        letters: if realm.is_central() { judged.touched.clone() } else { Vec::new() },
    };
    let detail = serde_json::json!({
        "versions": plan.versions.iter().map(|kept| &kept.key).collect::<Vec<_>>(),
        "from": plan.from,
        "report": report.key,
        "errors": judged.errors,
        "accepted": accepted,
    });
    work.note(realm, "publication.made", id, detail);
    Ok(Some(work.insert(realm, id, publication).await?))
}

/// Tells that something took effect in a realm, or will: other publications are planned anew, and every node reads what is in use anew.
///
/// # Errors
///
/// [`StoreError::Changed`] when another publishes at the same time.
pub async fn took_effect(work: &mut Work, realm: &Realm) -> Result<(), StoreError> {
    work.announce(Change::Published(realm.clone()));
    match work.get::<Turn>(realm, TURN).await? {
        Some(kept) => {
            let turn = Turn { count: kept.document.count + 1 };
            work.replace(&kept, turn).await?;
        }
        None => {
            work.insert(realm, TURN, Turn { count: 1 }).await?;
        }
    }
    Ok(())
}

async fn known(work: &mut Work, realm: &Realm, day: Date) -> Result<Known, StoreError> {
    let mut turns = Vec::new();
    let central = realm.central();
    let realms = if *realm == central { vec![central] } else { vec![central, realm.clone()] };
    for realm in realms {
        turns.push(work.get::<Turn>(&realm, TURN).await?.map_or(0, |kept| kept.revision));
    }
    let hash = hash_of(&in_use(work, realm, day).await?);
    Ok(Known { turns, hash })
}

/// Checks that an override is one that somebody has taken the responsibility for.
async fn acknowledged(work: &mut Work, kept: &Kept<Version>) -> Result<(), LifeError> {
    let version = &kept.document;
    let missing = acknowledgement_needed(work, &kept.realm, version).await?
        || !kept.realm.is_central()
            && version.base.is_none()
            && says_override(work, version).await?
            && acknowledgement(work, &kept.realm, &version.item).await?.is_none();
    if missing {
        return Err(LifeError::NotAcknowledged { item: version.item.clone() });
    }
    Ok(())
}

/// Whether a template's file says that it overrides another.
async fn says_override(work: &mut Work, version: &Version) -> Result<bool, StoreError> {
    let Some(file) = version.files.get("toml").filter(|_| version.item.kind == ItemKind::Template)
    else {
        return Ok(false);
    };
    let bytes = work.blob(&file.hash).await?.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    Ok(toml::from_str::<toml::Table>(&text).is_ok_and(|table| table.contains_key("overrides")))
}

/// The overrides of a central item that are published in its environment.
async fn overridden(
    work: &mut Work,
    realm: &Realm,
    item: &ItemName,
    today: Date,
) -> Result<Vec<TouchedOverride>, StoreError> {
    let listing = Listing {
        environment: Some(realm.environment.clone()),
        state: Some("published".to_owned()),
        ..Listing::default()
    };
    let mut latest: BTreeMap<(String, ItemName), Version> = BTreeMap::new();
    for kept in work.list::<Version>(&listing).await?.items {
        if kept.realm.is_central() || kept.document.to.is_some_and(|to| to < today) {
            continue;
        }
        let key = (kept.realm.authority, kept.document.item.clone());
        let older = latest.get(&key).is_none_or(|other| other.number < kept.document.number);
        if older {
            latest.insert(key, kept.document);
        }
    }
    let touched = latest.into_iter().filter_map(|((authority, own), version)| {
        let base = version.base.filter(|base| base.item == *item)?;
        Some(TouchedOverride {
            authority,
            item: own.to_string(),
            version: version.number,
            base: base.version,
        })
    });
    Ok(touched.collect())
}

/// The path of an item in the bundle of a realm, without the extension.
pub(super) fn stem(realm: &Realm, item: &ItemName) -> String {
    if realm.is_central() {
        item.to_string()
    } else {
        format!("authorities/{}/{item}", realm.authority)
    }
}
