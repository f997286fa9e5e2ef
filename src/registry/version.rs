//! Versions of an item: made once, never changed, each on its way from draft to retired.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::item::ItemName;
use crate::store::{Document, Marks, Moment};

/// Where a version is in its life.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Being written (*kladde*).
    Draft,
    /// Tried in training (*i test*).
    Tested,
    /// Approved by a second person (*godkendt*).
    Approved,
    /// Published, for a day to come or the day it is: in use from `from` on, until a later one takes its place.
    Published,
    /// Taken out of use (*udfaset*).
    Retired,
}

/// A step that somebody took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// To which stage.
    pub stage: Stage,
    /// Who.
    pub who: String,
    /// When.
    pub at: Moment,
    /// Why, where a reason is asked for.
    #[serde(default)]
    pub reason: String,
}

/// A file of a version, kept by its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionFile {
    /// SHA-256 in hexadecimal: the blob.
    pub hash: String,
    /// The size in bytes.
    pub size: u64,
}

/// What an override was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Base {
    /// The central item.
    pub item: ItemName,
    /// Its version.
    pub version: u32,
    /// SHA-256 of its document.
    pub hash: String,
    /// The contexts that the override is for; empty for all.
    #[serde(default)]
    pub contexts: Vec<String>,
}

/// What validation and proof said when the version was published or last tested.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Errors.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Notes.
    pub notes: u32,
    /// The blob of the whole report as JSON.
    #[serde(default)]
    pub report: String,
    /// Why errors were accepted, where they were.
    #[serde(default)]
    pub accepted: Option<String>,
}

/// A version of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The item.
    pub item: ItemName,
    /// Counts its versions, from 1.
    pub number: u32,
    /// Its files by extension: `docx`, `toml`.
    pub files: BTreeMap<String, VersionFile>,
    /// Where it is.
    pub stage: Stage,
    /// The first day on which it is used, once published.
    #[serde(default)]
    pub from: Option<Date>,
    /// The last day, where that was decided.
    #[serde(default)]
    pub to: Option<Date>,
    /// What was changed, in the author's words.
    #[serde(default)]
    pub note: String,
    /// The steps, oldest first.
    pub steps: Vec<Step>,
    /// Of an override, what it was made from.
    #[serde(default)]
    pub base: Option<Base>,
    /// Of an override, the key of the acknowledgement under which it was made.
    #[serde(default)]
    pub acknowledgement: Option<String>,
    /// What was found in it.
    #[serde(default)]
    pub verdict: Option<Verdict>,
}

impl Version {
    /// The key it is kept under: sorts by number within its item.
    pub fn key(item: &ItemName, number: u32) -> String {
        format!("{item}@{number:06}")
    }

    /// Whether it is used on a day, as far as no later version is.
    pub fn holds_on(&self, day: Date) -> bool {
        self.stage == Stage::Published
            && self.from.is_some_and(|from| from <= day)
            && self.to.is_none_or(|to| day <= to)
    }

    /// Whether its files are these, byte for byte.
    pub fn is_of(&self, files: &BTreeMap<String, &[u8]>) -> bool {
        files.len() == self.files.len()
            && files.iter().all(|(extension, bytes)| {
                self.files.get(extension).is_some_and(|kept| kept.hash == hash(bytes))
            })
    }

    /// Who made it.
    pub fn made_by(&self) -> &str {
        self.steps.first().map_or("", |step| &step.who)
    }
}

/// SHA-256 in hexadecimal.
fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Document for Version {
    const KIND: &'static str = "version";

    fn marks(&self) -> Marks {
        let state = match self.stage {
            Stage::Draft => "draft",
            Stage::Tested => "tested",
            Stage::Approved => "approved",
            Stage::Published => "published",
            Stage::Retired => "retired",
        };
        Marks { state: state.to_owned(), subject: self.item.to_string(), due: None }
    }
}
