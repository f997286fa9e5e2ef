//! Entries: a question, a price agreement, a parameter changed by itself, and published as the next version of its item.
//!
//! What an authority keeps in lists is in use on the day it is changed: there is no draft of an opening time. The item as it would be is read
//! with everything else in use first; what brings an error with it is refused with the reader's words, so that no letter is ever made of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use thiserror::Error;

use super::edition::{Edition, in_use};
use super::follow_up;
use super::import::versions;
use super::item::{ItemKind, ItemName};
use super::publish::took_effect;
use super::version::{Stage, Step, Version, VersionFile};
use crate::bundle::{self, EditError, EntryEdit, EntryList, Found, edit_list};
use crate::diagnostic::Severity;
use crate::store::{Listing, Realm, StoreError, Work};

/// An item as it would be.
#[derive(Clone, Debug)]
pub struct Revision {
    /// The item.
    pub item: ItemName,
    /// The number of the version that was changed; 0 where the realm had none.
    pub base: u32,
    /// The file as it would be.
    pub text: String,
    /// Whether it differs from what is in use.
    pub differs: bool,
}

/// Why an entry is not changed.
#[derive(Debug, Error)]
pub enum EntryError {
    /// The file as it is cannot be changed in place.
    #[error(transparent)]
    Edit(#[from] EditError),
    /// What is in use would have errors.
    #[error("{} errors would come of it", .0.len())]
    Found(Vec<Found>),
    /// Another version is published already for a day to come, and would undo the change.
    #[error("a later version is published for {0}")]
    LaterPublished(Date),
    /// Another changed the item in the meantime.
    #[error("another changed the item")]
    Changed,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The item that a list is kept in.
pub fn item_of(list: EntryList) -> ItemName {
    let kind = match list {
        EntryList::Questions | EntryList::QuestionGroups => ItemKind::Questions,
        EntryList::Reasons => ItemKind::Reasons,
        EntryList::Parameters => ItemKind::Parameters,
        EntryList::Suppliers | EntryList::Prices => ItemKind::Prices,
        EntryList::Groups => ItemKind::Groups,
    };
    ItemName::new(kind, "")
}

/// The number of the version of an edition's own item; 0 where the realm has none.
pub fn own_version(edition: &Edition, item: &ItemName) -> u32 {
    let stem = format!("{}{item}", prefix(&edition.realm));
    edition.versions.get(&stem).map_or(0, |used| used.version.number)
}

/// What the paths of a realm's own files begin with in its editions.
pub fn prefix(realm: &Realm) -> String {
    if realm.is_central() { String::new() } else { format!("authorities/{}/", realm.authority) }
}

/// A list with changes, and what would come of it. It takes time: call it where blocking is allowed.
///
/// # Errors
///
/// When the file cannot be changed, or errors would come of it that are not there now.
pub fn revise(
    edition: &Edition,
    list: EntryList,
    edits: &[EntryEdit],
) -> Result<Revision, EntryError> {
    let item = item_of(list);
    let prefix = prefix(&edition.realm);
    let path = format!("{prefix}{}.toml", list.file());
    let up = if prefix.is_empty() { "" } else { "../../" };
    let schema = format!("{up}schemas/{}.schema.json", list.file());
    let before = edition.files.get(&path).map(|bytes| String::from_utf8_lossy(bytes));
    let text = edit_list(before.as_deref(), &schema, list, edits)?;
    let differs = before.as_deref() != Some(&text);
    if differs {
        let mut files = edition.files.clone();
        files.insert(path, text.clone().into_bytes());
        let found = new_errors(&edition.read.found, bundle::read(&files).found);
        if !found.is_empty() {
            return Err(EntryError::Found(found));
        }
    }
    Ok(Revision { base: own_version(edition, &item), item, text, differs })
}

/// The errors of which there are more than before, file by file and code by code: lines move.
fn new_errors(before: &[Found], after: Vec<Found>) -> Vec<Found> {
    fn key(found: &Found) -> (String, &'static str) {
        (found.file.clone(), found.diagnostic.finding.code())
    }
    let is_error = |found: &&Found| found.severity() == Severity::Error;
    let mut known: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for found in before.iter().filter(is_error) {
        *known.entry(key(found)).or_default() += 1;
    }
    let mut now: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for found in after.iter().filter(is_error) {
        *now.entry(key(found)).or_default() += 1;
    }
    let more = |found: &Found| now.get(&key(found)) > known.get(&key(found));
    after.into_iter().filter(|found| is_error(&found) && more(found)).collect()
}

/// Publishes an item as it would be, in use from `day`. What is as it was makes no version. Says the number of the version in use.
///
/// # Errors
///
/// When another changed it since, or published it for later.
pub async fn publish_entries(
    work: &mut Work,
    realm: &Realm,
    revision: &Revision,
    day: Date,
    note: &str,
) -> Result<u32, EntryError> {
    let item = &revision.item;
    let versions = versions(work, realm, item).await?;
    let published = versions.iter().filter(|version| version.stage == Stage::Published);
    if let Some(later) = published.filter_map(|one| one.from).find(|from| *from > day) {
        return Err(EntryError::LaterPublished(later));
    }
    let stem = format!("{}{item}", prefix(realm));
    let used = in_use(work, realm, day).await?.remove(&stem);
    if used.map_or(0, |used| used.version.number) != revision.base {
        return Err(EntryError::Changed);
    }
    if !revision.differs {
        return Ok(revision.base);
    }
    let bytes = revision.text.as_bytes();
    let file = VersionFile { hash: work.keep(bytes).await?, size: bytes.len() as u64 };
    let number = versions.last().map_or(0, |last| last.number) + 1;
    let step = Step {
        stage: Stage::Published,
        who: work.who().to_owned(),
        at: work.now(),
        reason: String::new(),
    };
    let version = Version {
        item: item.clone(),
        number,
        files: BTreeMap::from([("toml".to_owned(), file)]),
        stage: Stage::Published,
        from: Some(day),
        to: None,
        note: note.to_owned(),
        steps: vec![step],
        base: None,
        acknowledgement: None,
        verdict: None,
    };
    let key = Version::key(item, number);
    match work.insert(realm, &key, version.clone()).await {
        Ok(_) => {}
        Err(StoreError::AlreadyThere { .. }) => return Err(EntryError::Changed),
        Err(error) => return Err(error.into()),
    }
    work.note(realm, "entry.published", key, serde_json::json!({ "change": note }));
    follow_up::on_published(work, realm, &version).await?;
    match took_effect(work, realm).await {
        Err(StoreError::Changed { .. } | StoreError::AlreadyThere { .. }) => {
            Err(EntryError::Changed)
        }
        done => Ok(done.map(|()| number)?),
    }
}

/// The authorities that have something published of their own in an environment, the central office apart.
pub async fn authorities_with_own(
    work: &mut Work,
    environment: &str,
) -> Result<BTreeSet<String>, StoreError> {
    let listing = Listing {
        environment: Some(environment.to_owned()),
        state: Some("published".to_owned()),
        ..Listing::default()
    };
    let kept = work.list::<Version>(&listing).await?.items;
    let own = kept.into_iter().map(|kept| kept.realm).filter(|realm| !realm.is_central());
    Ok(own.map(|realm| realm.authority).collect())
}
