//! Overrides (*overskrivninger*): what an authority has changed of the central office's, from the first draft until it is dropped.
//!
//! The texts are versions like all others, each with the [`Base`] it was made from. Beside them one document for each override says what
//! is true of all its versions: whether the centre has changed in between, and which follow-up task says so.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::follow_up;
use super::item::{ItemKind, ItemName};
use super::judge::{Judged, keep_report};
use super::publish::took_effect;
use super::version::{Base, Stage, Step, Version, VersionFile};
use crate::store::{Document, Kept, Listing, Marks, Moment, Realm, StoreError, Work};

/// An override. Kept in the authority's realm under the name of its own item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// The authority's own item.
    pub item: ItemName,
    /// What its newest version was made from, and the contexts that it is for.
    pub base: Base,
    /// The newest central version that is published.
    pub central: u32,
    /// The central version against which it was last looked through: when it was made, rebased, or kept with a reason.
    pub reviewed: u32,
    /// The centre has changed since, and nobody has closed the follow-up task (*forældet central ændring*).
    pub outdated: bool,
    /// The open follow-up task, where there is one.
    #[serde(default)]
    pub task: Option<String>,
    /// Once it was given up.
    #[serde(default)]
    pub dropped: Option<Dropped>,
}

/// That an override was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dropped {
    /// The first day on which the central version is used again.
    pub from: Date,
    /// Why.
    pub reason: String,
    /// When it was decided.
    pub at: Moment,
}

impl Document for Override {
    const KIND: &'static str = "override";

    fn marks(&self) -> Marks {
        let state = self.state().to_owned();
        Marks { state, subject: self.base.item.to_string(), due: None }
    }
}

impl Override {
    /// Where it is: `current`, `outdated`, `dropped`.
    pub fn state(&self) -> &'static str {
        match (&self.dropped, self.outdated) {
            (Some(_), _) => "dropped",
            (None, true) => "outdated",
            (None, false) => "current",
        }
    }

    /// Whether two overrides of the same central item both claim a context.
    pub fn overlaps(&self, of: &ItemName, contexts: &[String]) -> bool {
        let mine = &self.base.contexts;
        self.dropped.is_none()
            && self.base.item == *of
            && (mine.is_empty() && contexts.is_empty()
                || mine.iter().any(|context| contexts.contains(context)))
    }
}

/// Whether an item of this kind can be overridden.
pub fn is_overridable(kind: ItemKind) -> bool {
    matches!(kind, ItemKind::Template | ItemKind::Element | ItemKind::Master)
}

/// The contexts that a template's file names; none where it cannot be read.
pub fn contexts_of(manifest: &str) -> Vec<String> {
    let table: toml::Table = manifest.parse().unwrap_or_default();
    let contexts = table.get("contexts").and_then(|contexts| contexts.as_array());
    let keys = contexts.into_iter().flatten().filter_map(|key| key.as_str());
    keys.map(str::to_owned).collect()
}

/// What an override is made of.
#[derive(Clone, Debug)]
pub struct OverrideDraft {
    /// The authority's own item.
    pub item: ItemName,
    /// What it was made from.
    pub base: Base,
    /// Its files by extension.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What was changed, in the author's words.
    pub note: String,
    /// What was found in it.
    pub judged: Option<Judged>,
}

/// Makes an override: its first draft, or, of one that was dropped, the next.
///
/// # Errors
///
/// [`StoreError::AlreadyThere`] when the authority has an item of that name already.
pub async fn make_override(
    work: &mut Work,
    realm: &Realm,
    draft: OverrideDraft,
    acknowledgement: &str,
) -> Result<(Kept<Override>, Kept<Version>), StoreError> {
    let key = draft.item.to_string();
    let central = newest_published(work, &realm.central(), &draft.base.item).await?;
    let made = Override {
        item: draft.item.clone(),
        base: draft.base.clone(),
        central: central.as_ref().map_or(draft.base.version, |central| central.number),
        reviewed: draft.base.version,
        outdated: false,
        task: None,
        dropped: None,
    };
    let taken = || StoreError::AlreadyThere { kind: Override::KIND, key: key.clone() };
    let kept = match work.get::<Override>(realm, &key).await? {
        Some(former) if former.document.dropped.is_some() => work.replace(&former, made).await?,
        Some(_) => return Err(taken()),
        None if super::versions(work, realm, &draft.item).await?.is_empty() => {
            work.insert(realm, &key, made).await?
        }
        None => return Err(taken()),
    };
    let noted = serde_json::json!({ "of": draft.base.item.to_string(), "base": draft.base.version, "contexts": draft.base.contexts });
    work.note(realm, "override.made", key, noted);
    let version = keep_draft(work, realm, draft, Some(acknowledgement.to_owned())).await?;
    // What the centre has published for a day to come is told at once.
    let kept = match central {
        Some(central) => follow_up::overtake(work, kept, &central).await?,
        None => kept,
    };
    Ok((kept, version))
}

/// Keeps another draft of an override.
pub async fn redraft(
    work: &mut Work,
    kept: &Kept<Override>,
    draft: OverrideDraft,
) -> Result<(Kept<Override>, Kept<Version>), StoreError> {
    let versions = super::versions(work, &kept.realm, &draft.item).await?;
    let acknowledgement = versions.last().and_then(|last| last.acknowledgement.clone());
    let base = draft.base.clone();
    let version = keep_draft(work, &kept.realm, draft, acknowledgement).await?;
    let kept = work.replace(kept, Override { base, ..kept.document.clone() }).await?;
    Ok((kept, version))
}

async fn keep_draft(
    work: &mut Work,
    realm: &Realm,
    draft: OverrideDraft,
    acknowledgement: Option<String>,
) -> Result<Kept<Version>, StoreError> {
    let mut files = BTreeMap::new();
    for (extension, bytes) in draft.files {
        let file = VersionFile { hash: work.keep(&bytes).await?, size: bytes.len() as u64 };
        files.insert(extension, file);
    }
    let verdict = match draft.judged {
        Some(judged) => {
            let report = keep_report(work, realm, &judged).await?;
            Some(judged.verdict(&report, None))
        }
        None => None,
    };
    let versions = super::versions(work, realm, &draft.item).await?;
    let number = versions.last().map_or(0, |last| last.number) + 1;
    let version = Version {
        item: draft.item.clone(),
        number,
        files,
        stage: Stage::Draft,
        from: None,
        to: None,
        note: draft.note,
        steps: vec![step(work, Stage::Draft, "")],
        base: Some(draft.base),
        acknowledgement,
        verdict,
    };
    let key = Version::key(&draft.item, number);
    let kept = work.insert(realm, &key, version).await?;
    work.note(realm, "version.drafted", key, serde_json::json!({}));
    Ok(kept)
}

/// Gives an override up: from a day on the central version is used again. Drafts are given up at once, and the follow-up task is closed.
pub async fn drop_override(
    work: &mut Work,
    kept: &Kept<Override>,
    from: Date,
    reason: &str,
) -> Result<Kept<Override>, StoreError> {
    let realm = kept.realm.clone();
    let listing = Listing { subject: Some(kept.key.clone()), ..Listing::of(&realm) };
    for version in work.list::<Version>(&listing).await?.items {
        let mut ended = version.document.clone();
        let is_published = ended.stage == Stage::Published;
        if is_published {
            // Every published version, so that none is used from the day on, nor one for a day to come.
            let last = from.yesterday().unwrap_or(from);
            ended.to = Some(ended.to.map_or(last, |to| to.min(last)));
        }
        let was_used = is_published && ended.from.is_some_and(|day| day < from);
        if !was_used && ended.stage != Stage::Retired {
            ended.stage = Stage::Retired;
            ended.steps.push(step(work, Stage::Retired, reason));
        }
        if ended != version.document {
            work.replace(&version, ended).await?;
        }
    }
    follow_up::close_task(work, &kept.document, &realm, "dropped", reason).await?;
    let dropped = Dropped { from, reason: reason.to_owned(), at: work.now() };
    let ended =
        Override { outdated: false, task: None, dropped: Some(dropped), ..kept.document.clone() };
    let noted = serde_json::json!({ "from": from.to_string(), "reason": reason });
    work.note(&realm, "override.dropped", kept.key.clone(), noted);
    took_effect(work, &realm).await?;
    work.replace(kept, ended).await
}

/// The newest version of an item that is published.
pub async fn newest_published(
    work: &mut Work,
    realm: &Realm,
    item: &ItemName,
) -> Result<Option<Version>, StoreError> {
    let versions = super::versions(work, realm, item).await?;
    Ok(versions.into_iter().rev().find(|version| version.stage == Stage::Published))
}

/// The version of an item that is used on a day.
pub async fn used_on(
    work: &mut Work,
    realm: &Realm,
    item: &ItemName,
    day: Date,
) -> Result<Option<Version>, StoreError> {
    let versions = super::versions(work, realm, item).await?;
    Ok(used_of(&versions, day).cloned())
}

/// Of the versions of an item, the one that is used on a day: that with the latest first day, and none after its last.
pub fn used_of(versions: &[Version], day: Date) -> Option<&Version> {
    let begun = versions.iter().filter(|version| {
        matches!(version.stage, Stage::Published | Stage::Retired)
            && version.from.is_some_and(|from| from <= day)
    });
    let latest = begun.max_by_key(|version| (version.from, version.number));
    latest.filter(|version| version.to.is_none_or(|to| day <= to))
}

fn step(work: &Work, stage: Stage, reason: &str) -> Step {
    Step { stage, who: work.who().to_owned(), at: work.now(), reason: reason.to_owned() }
}
