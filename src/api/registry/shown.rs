//! Versions as they are shown.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::names::{Day, in_path};
use crate::registry::{Stage, Version};
use crate::store::{Kept, Moment, Realm};

/// Where a version is, today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum State {
    /// Being written (*kladde*).
    Draft,
    /// Tried (*i test*).
    Tested,
    /// Approved by a second person (*godkendt*).
    Approved,
    /// Published for a day to come (*planlagt*).
    Scheduled,
    /// In use (*aktiv*).
    InUse,
    /// A later version has taken its place (*forældet*).
    Outdated,
    /// Out of use, or put aside (*udfaset*).
    Retired,
}

/// A version.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct VersionShown {
    /// The item: `templates/manglerbrev-generelt`.
    pub item: String,
    /// The number, from 1.
    pub number: u32,
    /// Where it was taken last.
    pub stage: Stage,
    /// Where it is today.
    pub state: State,
    /// The first day on which it is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day on which it is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
    /// What was changed, in the author's words.
    pub note: String,
    /// Its files by extension.
    pub files: BTreeMap<String, FileShown>,
    /// The steps, oldest first.
    pub steps: Vec<StepShown>,
    /// What was found in it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<VerdictShown>,
    /// Of an override, what it was made from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<BaseShown>,
    /// Of an override, the acknowledgement under which it was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledgement: Option<String>,
    /// Its revision: the entity tag without its quotes.
    pub revision: i64,
    /// Its path.
    pub path: String,
}

/// A file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct FileShown {
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// The size in bytes.
    pub size: u64,
    /// Its path.
    pub path: String,
}

/// A step.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct StepShown {
    /// To which stage.
    pub stage: Stage,
    /// Who: `person:ID`, `service`.
    pub who: String,
    /// When.
    pub at: Moment,
    /// Why, or where it came from.
    pub reason: String,
}

/// What was found.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct VerdictShown {
    /// Errors.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Notes.
    pub notes: u32,
    /// The path of the report; empty where none was kept.
    pub report: String,
    /// Why errors were accepted, where they were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<String>,
}

/// What an override was made from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct BaseShown {
    /// The central item.
    pub item: String,
    /// Its version.
    pub version: u32,
    /// SHA-256 of its document.
    pub sha256: String,
    /// The contexts that the override is for; empty for all.
    pub contexts: Vec<String>,
}

/// The path of a version.
pub(super) fn version_path(realm: &Realm, version: &Version) -> String {
    format!(
        "/v1/{}/{}/items/{}/versions/{}",
        realm.environment,
        realm.authority,
        in_path(&version.item),
        version.number
    )
}

/// The path of a report.
pub(super) fn report_path(realm: &Realm, key: &str) -> String {
    if key.is_empty() {
        return String::new();
    }
    format!("/v1/{}/{}/reports/{key}", realm.environment, realm.authority)
}

/// The state of a version on a day, among all versions of its item.
pub(super) fn state<'v>(
    version: &Version,
    all: impl Iterator<Item = &'v Version>,
    day: Date,
) -> State {
    let Some(from) = version.from else {
        return match version.stage {
            Stage::Draft => State::Draft,
            Stage::Tested => State::Tested,
            Stage::Approved => State::Approved,
            Stage::Published | Stage::Retired => State::Retired,
        };
    };
    if day < from {
        return State::Scheduled;
    }
    let later = |other: &Version| {
        other.number != version.number
            && other.from.is_some_and(|begins| begins <= day)
            && (other.from, other.number) > (version.from, version.number)
    };
    if all.into_iter().any(later) {
        State::Outdated
    } else if version.to.is_some_and(|to| to < day) || version.stage == Stage::Retired {
        State::Retired
    } else {
        State::InUse
    }
}

impl VersionShown {
    /// A version as it is among all versions of its item.
    pub fn of(kept: &Kept<Version>, all: &[Version], day: Date) -> Self {
        let version = &kept.document;
        let path = version_path(&kept.realm, version);
        let files = version.files.iter().map(|(extension, file)| {
            let shown = FileShown {
                sha256: file.hash.clone(),
                size: file.size,
                path: format!("{path}/files/{extension}"),
            };
            (extension.clone(), shown)
        });
        VersionShown {
            item: version.item.to_string(),
            number: version.number,
            stage: version.stage,
            state: state(version, all.iter(), day),
            from: version.from.map(Day),
            to: version.to.map(Day),
            note: version.note.clone(),
            files: files.collect(),
            steps: version
                .steps
                .iter()
                .map(|step| StepShown {
                    stage: step.stage,
                    who: step.who.clone(),
                    at: step.at,
                    reason: step.reason.clone(),
                })
                .collect(),
            verdict: version.verdict.as_ref().map(|verdict| VerdictShown {
                errors: verdict.errors,
                warnings: verdict.warnings,
                notes: verdict.notes,
                report: report_path(&kept.realm, &verdict.report),
                accepted: verdict.accepted.clone(),
            }),
            base: version.base.as_ref().map(|base| BaseShown {
                item: base.item.to_string(),
                version: base.version,
                sha256: base.hash.clone(),
                contexts: base.contexts.clone(),
            }),
            acknowledgement: version.acknowledgement.clone(),
            revision: kept.revision,
            path,
        }
    }
}
