//! What follows when the centre publishes: a task for every authority whose override is based on what was there before.
//!
//! ```text
//! central version N+1 published ─► each override reviewed against ≤ N: outdated, one task ─► rebased │ kept │ dropped ─► not outdated
//!                                    └─ a task is open already: it follows the newest version
//! ```

use super::item::ItemName;
use super::overrides::{Override, is_overridable, newest_published};
use super::version::{Base, Stage, Version};
use crate::store::{Kept, Listing, Realm, StoreError, Work};
use crate::tasks::{self, TEMPLATE_CHANGED, Task};

/// Days until a follow-up task should be done.
const DAYS: i64 = 30;

/// The title of the task, in Danish and English.
const TITLE: (&str, &str) = ("Beskedskabelon ændret", "Letter template changed");

/// Opens what follow-up tasks a publication asks for. Publishing calls it in the same work, once the version is kept as published; calling
/// it again changes nothing.
pub async fn on_published(
    work: &mut Work,
    realm: &Realm,
    version: &Version,
) -> Result<(), StoreError> {
    if !is_overridable(version.item.kind) {
        return Ok(());
    }
    if !realm.is_central() {
        return of_authority(work, realm, version).await;
    }
    let listing = Listing {
        environment: Some(realm.environment.clone()),
        subject: Some(version.item.to_string()),
        ..Listing::default()
    };
    for kept in work.list::<Override>(&listing).await?.items {
        overtake(work, kept, version).await?;
    }
    Ok(())
}

/// An authority has published: its override, which may have come with a bundle, is known from now on.
async fn of_authority(work: &mut Work, realm: &Realm, version: &Version) -> Result<(), StoreError> {
    let base = match version.base.clone() {
        Some(base) => base,
        None => match base_of_version(work, realm, version).await? {
            Some(base) => base,
            None => return Ok(()),
        },
    };
    let central = newest_published(work, &realm.central(), &base.item).await?;
    let newest = central.as_ref().map_or(base.version, |central| central.number);
    let key = version.item.to_string();
    let kept = match work.get::<Override>(realm, &key).await? {
        None => {
            let known = Override {
                item: version.item.clone(),
                reviewed: base.version,
                base,
                central: newest,
                outdated: false,
                task: None,
                dropped: None,
            };
            work.insert(realm, &key, known).await?
        }
        // One that was dropped is taken up again by publishing it.
        Some(kept) if kept.document.dropped.is_some() => {
            let reviewed = base.version;
            let again = Override { base, reviewed, dropped: None, ..kept.document.clone() };
            work.replace(&kept, again).await?
        }
        Some(kept) => kept,
    };
    if let Some(central) = central {
        overtake(work, kept, &central).await?;
    }
    Ok(())
}

/// Tells an override that there is a central version, and opens its follow-up task if nobody has looked through it against that version.
pub(super) async fn overtake(
    work: &mut Work,
    kept: Kept<Override>,
    central: &Version,
) -> Result<Kept<Override>, StoreError> {
    let known = &kept.document;
    let is_new = central.number > known.reviewed && central.number >= known.central;
    if known.dropped.is_some() || !is_new || (known.outdated && known.central == central.number) {
        return Ok(kept);
    }
    let realm = kept.realm.clone();
    let detail = serde_json::json!({
        "override": kept.key,
        "of": known.base.item.to_string(),
        "base": known.base.version,
        "central": central.number,
    });
    let open = match &known.task {
        Some(key) => work.get::<Task>(&realm, key).await?.filter(|task| task.document.is_open()),
        None => None,
    };
    let task = if let Some(task) = open {
        // The comparison follows the newest version, and so does what the task says of it.
        work.replace(&task, Task { detail, ..task.document.clone() }).await?;
        Some(task.key)
    } else {
        let key = task_key(&known.item, central.number);
        let mut task = Task::of(TEMPLATE_CHANGED, kept.key.clone(), TITLE);
        task.due = Some(work.now().plus_days(DAYS));
        task.detail = detail;
        tasks::open_once(work, &realm, &key, task).await?.then_some(key)
    };
    let noted = serde_json::json!({ "central": central.number });
    work.note(&realm, "override.outdated", kept.key.clone(), noted);
    let outdated = Override { central: central.number, outdated: true, task, ..known.clone() };
    work.replace(&kept, outdated).await
}

/// Notes that somebody has looked through an override against a central version and `kept` it as it is, or `rebased` it, and closes its
/// task.
pub async fn review(
    work: &mut Work,
    kept: &Kept<Override>,
    central: u32,
    how: &str,
    reason: &str,
) -> Result<Kept<Override>, StoreError> {
    let realm = kept.realm.clone();
    close_task(work, &kept.document, &realm, how, reason).await?;
    let noted = serde_json::json!({ "central": central, "reason": reason });
    work.note(&realm, &format!("override.{how}"), kept.key.clone(), noted);
    let reviewed =
        Override { reviewed: central, outdated: false, task: None, ..kept.document.clone() };
    work.replace(kept, reviewed).await
}

/// Closes the open task of an override, where there is one.
pub(super) async fn close_task(
    work: &mut Work,
    of: &Override,
    realm: &Realm,
    how: &str,
    reason: &str,
) -> Result<(), StoreError> {
    let Some(key) = &of.task else { return Ok(()) };
    if let Some(task) = work.get::<Task>(realm, key).await?
        && task.document.is_open()
    {
        tasks::close(work, &task, how, reason).await?;
    }
    Ok(())
}

/// What an authority's version was made from, where it came without saying so: the central template that its `manifest`, a template's
/// `.toml`, names, or the central item of its own name.
pub async fn base_of(
    work: &mut Work,
    realm: &Realm,
    item: &ItemName,
    manifest: Option<&[u8]>,
) -> Result<Option<Base>, StoreError> {
    if realm.is_central() || !is_overridable(item.kind) {
        return Ok(None);
    }
    let (of, hash, contexts) = match manifest.and_then(overridden) {
        Some(of) => (ItemName::new(item.kind, of.template), Some(of.base), of.contexts),
        None => (item.clone(), None, Vec::new()),
    };
    let central = super::versions(work, &realm.central(), &of).await?;
    let published = central.into_iter().filter(|version| version.stage == Stage::Published);
    let document = |version: &Version| version.files.get("docx").map(|file| file.hash.clone());
    let mut published: Vec<Version> = published.collect();
    // A hash that the centre has not published here: the newest version is what the authority has in front of it.
    let named = hash.and_then(|hash| {
        published
            .iter()
            .position(|version| document(version).is_some_and(|it| it.eq_ignore_ascii_case(&hash)))
    });
    let found = match named {
        Some(at) => Some(published.swap_remove(at)),
        None => published.pop(),
    };
    Ok(found.map(|version| Base {
        item: of,
        version: version.number,
        hash: document(&version).unwrap_or_default(),
        contexts,
    }))
}

/// The same of a version that is kept.
pub(super) async fn base_of_version(
    work: &mut Work,
    realm: &Realm,
    version: &Version,
) -> Result<Option<Base>, StoreError> {
    let manifest = match version.files.get("toml") {
        Some(file) => work.blob(&file.hash).await?,
        None => None,
    };
    base_of(work, realm, &version.item, manifest.as_deref()).await
}

/// What a template's file says that it overrides.
fn overridden(manifest: &[u8]) -> Option<Overrides> {
    let table: toml::Table = std::str::from_utf8(manifest).ok()?.parse().ok()?;
    table.get("overrides")?.clone().try_into().ok()
}

#[derive(serde::Deserialize)]
struct Overrides {
    template: String,
    #[serde(default)]
    base: String,
    #[serde(default)]
    contexts: Vec<String>,
}

/// The key of a task about an override and a central version.
fn task_key(item: &ItemName, central: u32) -> String {
    format!("{TEMPLATE_CHANGED}.{}.{}.{central}", item.kind.place(), item.key)
}
