//! The life of a version: every step that somebody takes with it, each only from where it may be taken.
//!
//! | step | from | by | leaves |
//! |---|---|---|---|
//! | [`draft`], [`rewrite`] | –, draft | whoever edits | draft; each state is kept |
//! | [`tested`] | draft, tested | whoever tried it | tested, with the verdict |
//! | [`approve`] | tested | another than its authors | approved |
//! | [`send_back`] | tested, approved | with a reason | draft |
//! | [`super::publish()`] | approved | with an effective day | published |
//! | [`withdraw`] | published, before its day | with a reason | approved |
//! | [`retire`] | published | with a reason and a last day | published until then, or retired |
//! | [`put_aside`] | draft | with or without a reason | retired: nothing is ever deleted |

use std::collections::BTreeMap;

use jiff::civil::Date;
use thiserror::Error;

use super::follow_up::base_of;
use super::import::versions;
use super::item::{ItemKind, ItemName};
use super::publish::took_effect;
use super::version::{Base, Stage, Step, Verdict, Version, VersionFile};
use crate::bundle::is_key;
use crate::store::{Kept, Realm, StoreError, Work};

/// Why a step cannot be taken.
#[derive(Debug, Error)]
pub enum LifeError {
    /// It is at another stage.
    #[error("the version is at the stage {is:?}")]
    Stage {
        /// Where it is.
        is: Stage,
        /// Where it would have to be.
        wanted: &'static [Stage],
    },
    /// Its author cannot approve it.
    #[error("who made a version does not approve it")]
    OwnWork,
    /// The day has passed.
    #[error("the day is before {today}")]
    Past {
        /// The first day that is possible.
        today: Date,
    },
    /// It is in use already, or was: it can only be retired.
    #[error("it has taken effect")]
    InEffect,
    /// Such items are the central office's alone.
    #[error("items of this kind are the central office's")]
    CentralOnly,
    /// Such items are a municipality's alone.
    #[error("items of this kind are an authority's")]
    MunicipalOnly,
    /// The key cannot be one.
    #[error("not a key")]
    Key,
    /// Items of the kind have no such file.
    #[error("no file of the kind `{extension}`")]
    File {
        /// The extension.
        extension: String,
    },
    /// The version would have no file.
    #[error("no file")]
    NoFile,
    /// An override under which nobody has taken over the responsibility.
    #[error("the override `{item}` has no acknowledgement")]
    NotAcknowledged {
        /// The override.
        item: ItemName,
    },
    /// There is no such version.
    #[error("there is no version {number} of `{item}`")]
    NoVersion {
        /// The item.
        item: ItemName,
        /// The number.
        number: u32,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a new version is made of.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Files by extension; those of `based_on` that are not named here stay as they were there.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What was changed, in the author's words.
    pub note: String,
    /// Where it comes from: a version, another environment, a package.
    pub origin: String,
    /// Files that are kept already.
    pub kept: BTreeMap<String, VersionFile>,
    /// Of an override, what it was made from.
    pub base: Option<Base>,
    /// Of an override, the acknowledgement under which it is made.
    pub acknowledgement: Option<String>,
    /// It was tested elsewhere already, with this verdict.
    pub tested: Option<Verdict>,
}

/// Checks that a realm may have an item.
///
/// # Errors
///
/// When the kind is another's, or the key none.
pub fn may_have(realm: &Realm, item: &ItemName) -> Result<(), LifeError> {
    match item.kind {
        ItemKind::Bundle | ItemKind::Settings | ItemKind::Person if !realm.is_central() => {
            Err(LifeError::CentralOnly)
        }
        ItemKind::Authority if realm.is_central() => Err(LifeError::MunicipalOnly),
        kind if kind.is_keyed() && !is_key(&item.key) => Err(LifeError::Key),
        _ => Ok(()),
    }
}

/// Makes a version, as a draft.
pub async fn draft(
    work: &mut Work,
    realm: &Realm,
    item: &ItemName,
    draft: Draft,
) -> Result<Kept<Version>, LifeError> {
    may_have(realm, item)?;
    let files = keep(work, item, draft.kept, &draft.files).await?;
    let base = match draft.base {
        Some(base) => Some(base),
        None => {
            let said = match files.get("toml") {
                Some(file) => work.blob(&file.hash).await?,
                None => None,
            };
            base_of(work, realm, item, said.as_deref()).await?
        }
    };
    let mut number = versions(work, realm, item).await?.last().map_or(0, |last| last.number);
    let now = work.now();
    let who = work.who().to_owned();
    let step =
        |stage, reason: &str| Step { stage, who: who.clone(), at: now, reason: reason.to_owned() };
    let mut steps = vec![step(Stage::Draft, &draft.origin)];
    if draft.tested.is_some() {
        steps.push(step(Stage::Tested, &draft.origin));
    }
    let version = Version {
        item: item.clone(),
        number,
        files,
        stage: if draft.tested.is_some() { Stage::Tested } else { Stage::Draft },
        from: None,
        to: None,
        note: draft.note,
        steps,
        base,
        acknowledgement: draft.acknowledgement,
        verdict: draft.tested,
    };
    // Another may draw the same number at the same time, on another node.
    let kept = loop {
        number += 1;
        let version = Version { number, ..version.clone() };
        match work.insert(realm, &Version::key(item, number), version).await {
            Ok(kept) => break kept,
            Err(StoreError::AlreadyThere { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    };
    note(work, &kept, "version.drafted", &draft.origin);
    Ok(kept)
}

/// Puts other files into a draft.
pub async fn rewrite(
    work: &mut Work,
    kept: &Kept<Version>,
    files: &BTreeMap<String, Vec<u8>>,
    words: Option<String>,
) -> Result<Kept<Version>, LifeError> {
    at(kept, &[Stage::Draft])?;
    let mut version = kept.document.clone();
    version.files = keep(work, &version.item, version.files, files).await?;
    if let Some(words) = words {
        version.note = words;
    }
    version.verdict = None;
    take(work, kept, version, Stage::Draft, "", "version.rewritten").await
}

/// Puts a draft aside.
pub async fn put_aside(
    work: &mut Work,
    kept: &Kept<Version>,
    reason: &str,
) -> Result<Kept<Version>, LifeError> {
    at(kept, &[Stage::Draft])?;
    let version = kept.document.clone();
    take(work, kept, version, Stage::Retired, reason, "version.put-aside").await
}

/// Notes that a version was tried, and what was found.
pub async fn tested(
    work: &mut Work,
    kept: &Kept<Version>,
    verdict: Verdict,
    remark: &str,
) -> Result<Kept<Version>, LifeError> {
    at(kept, &[Stage::Draft, Stage::Tested])?;
    let version = Version { verdict: Some(verdict), ..kept.document.clone() };
    take(work, kept, version, Stage::Tested, remark, "version.tested").await
}

/// Approves a version. Its authors may only where the installation says so.
pub async fn approve(
    work: &mut Work,
    kept: &Kept<Version>,
    remark: &str,
    own: bool,
) -> Result<Kept<Version>, LifeError> {
    at(kept, &[Stage::Tested])?;
    let by_author = kept.document.steps.iter().any(|step| {
        step.stage == Stage::Draft && step.who == work.who() && is_authorship(&step.reason)
    });
    if by_author && !own {
        return Err(LifeError::OwnWork);
    }
    let version = kept.document.clone();
    take(work, kept, version, Stage::Approved, remark, "version.approved").await
}

/// Sends a version back to its authors.
pub async fn send_back(
    work: &mut Work,
    kept: &Kept<Version>,
    reason: &str,
) -> Result<Kept<Version>, LifeError> {
    at(kept, &[Stage::Tested, Stage::Approved])?;
    let version = kept.document.clone();
    let reason = format!("{SENT_BACK}{reason}");
    take(work, kept, version, Stage::Draft, &reason, "version.sent-back").await
}

/// What the reason of a step back to draft begins with: whoever sends back is no author.
const SENT_BACK: &str = "sent back: ";

fn is_authorship(reason: &str) -> bool {
    !reason.starts_with(SENT_BACK)
}

/// Takes back a publication whose day has not come.
pub async fn withdraw(
    work: &mut Work,
    kept: &Kept<Version>,
    reason: &str,
) -> Result<Kept<Version>, LifeError> {
    at(kept, &[Stage::Published])?;
    let today = work.now().day();
    if kept.document.from.is_some_and(|from| from <= today) {
        return Err(LifeError::InEffect);
    }
    let version = Version { from: None, to: None, ..kept.document.clone() };
    took_effect(work, &kept.realm).await?;
    take(work, kept, version, Stage::Approved, reason, "version.withdrawn").await
}

/// Takes a version out of use: after a last day, or at once. No earlier version comes back in its place.
pub async fn retire(
    work: &mut Work,
    kept: &Kept<Version>,
    last_day: Option<Date>,
    reason: &str,
) -> Result<Kept<Version>, LifeError> {
    at(kept, &[Stage::Published])?;
    let today = work.now().day();
    if last_day.is_some_and(|day| day < today) {
        return Err(LifeError::Past { today });
    }
    if kept.document.from.is_none_or(|from| today < from) {
        // Its day has not come: it is withdrawn instead.
        return Err(LifeError::Stage { is: Stage::Published, wanted: &[Stage::Approved] });
    }
    took_effect(work, &kept.realm).await?;
    let (stage, to) = match last_day {
        Some(day) => (Stage::Published, day),
        None => (Stage::Retired, today.yesterday().unwrap_or(today)),
    };
    let version = Version { to: Some(to), ..kept.document.clone() };
    take(work, kept, version, stage, reason, "version.retired").await
}

/// Takes a step: the version as it is then, a line in its steps, a line in the trail.
pub(super) async fn take(
    work: &mut Work,
    kept: &Kept<Version>,
    mut version: Version,
    stage: Stage,
    reason: &str,
    action: &str,
) -> Result<Kept<Version>, LifeError> {
    version.stage = stage;
    version.steps.push(Step {
        stage,
        who: work.who().to_owned(),
        at: work.now(),
        reason: reason.to_owned(),
    });
    let kept = work.replace(kept, version).await?;
    note(work, &kept, action, reason);
    Ok(kept)
}

/// Checks where a version is.
pub(super) fn at(kept: &Kept<Version>, wanted: &'static [Stage]) -> Result<(), LifeError> {
    let is = kept.document.stage;
    if wanted.contains(&is) { Ok(()) } else { Err(LifeError::Stage { is, wanted }) }
}

fn note(work: &mut Work, kept: &Kept<Version>, action: &str, reason: &str) {
    let version = &kept.document;
    let hashes: BTreeMap<&String, &String> =
        version.files.iter().map(|(extension, file)| (extension, &file.hash)).collect();
    let detail = serde_json::json!({
        "stage": version.stage,
        "files": hashes,
        "from": version.from,
        "to": version.to,
        "reason": reason,
    });
    work.note(&kept.realm, action, &kept.key, detail);
}

/// Keeps files over those that are kept already.
async fn keep(
    work: &mut Work,
    item: &ItemName,
    mut kept: BTreeMap<String, VersionFile>,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<BTreeMap<String, VersionFile>, LifeError> {
    for (extension, bytes) in files {
        if !item.kind.extensions().contains(&extension.as_str()) {
            return Err(LifeError::File { extension: extension.clone() });
        }
        let file = VersionFile { hash: work.keep(bytes).await?, size: bytes.len() as u64 };
        kept.insert(extension.clone(), file);
    }
    if kept.is_empty() {
        return Err(LifeError::NoFile);
    }
    Ok(kept)
}
