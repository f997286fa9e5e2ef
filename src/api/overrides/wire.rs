//! What requests and answers about overrides hold.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::steps::NextStep;
use crate::api::Problem;
use crate::diagnostic::MessageLanguage;
use crate::registry::{
    Acknowledgement, ItemName, Override, ResponsibilityText, Stage, Version, used_of,
};
use crate::store::{Kept, Moment};
use crate::validate::FileReport;
use crate::wire::diagnostics;

/// A realm.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct RealmPath {
    /// The environment, such as `production`.
    #[allow(dead_code, reason = "the guard has read it")]
    pub environment: String,
    /// The authority's code, or `central`.
    #[allow(dead_code, reason = "the guard has read it")]
    pub authority: String,
}

/// An override.
#[derive(Debug, Deserialize, JsonSchema)]
pub(super) struct OverridePath {
    /// The environment, such as `production`.
    #[allow(dead_code, reason = "the guard has read it")]
    pub environment: String,
    /// The authority's code.
    #[allow(dead_code, reason = "the guard has read it")]
    pub authority: String,
    /// What it is: `templates`, `elements` or `masters`.
    pub kind: Place,
    /// The key of the authority's own item.
    pub key: String,
}

/// What can be overridden.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Place {
    /// A template.
    Templates,
    /// A content element.
    Elements,
    /// A master template.
    Masters,
}

impl OverridePath {
    /// The authority's own item.
    pub fn item(&self) -> ItemName {
        ItemName::new(self.kind.kind(), self.key.clone())
    }
}

impl Place {
    /// The kind of items in it.
    pub fn kind(self) -> crate::registry::ItemKind {
        match self {
            Place::Templates => crate::registry::ItemKind::Template,
            Place::Elements => crate::registry::ItemKind::Element,
            Place::Masters => crate::registry::ItemKind::Master,
        }
    }
}

/// That the responsibility is taken over.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Acknowledge {
    /// The version of the text that was read: that of now, else it is asked for again.
    #[schemars(length(min = 1, max = 40))]
    pub text_version: String,
}

/// An override.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct OverrideView {
    /// The authority's own item: `templates/…`, `elements/…`, `masters/…`.
    pub item: String,
    /// The central item.
    pub of: String,
    /// The contexts that it is for; empty for all.
    pub contexts: Vec<String>,
    /// `current`, `outdated` (the centre has changed since), `dropped`.
    pub state: &'static str,
    /// The central version that its newest version was made from.
    pub base: u32,
    /// The newest central version that is published.
    pub central: u32,
    /// The central version against which it was last looked through.
    pub reviewed: u32,
    /// Its newest version.
    pub latest: Option<VersionView>,
    /// The number of the version in use today.
    pub in_use: Option<u32>,
    /// Who answers for its being lawful: `municipality:751`, or `central` once it is dropped.
    pub legal_owner: String,
    /// Who answers for its accessibility: `municipality:751`, or `central` once it is dropped.
    pub accessibility_owner: String,
    /// Who acknowledged that; absent where it came with a bundle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledgement: Option<AcknowledgementView>,
    /// The open follow-up task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// Once it was given up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropped: Option<DroppedView>,
    /// What to do next, in order.
    pub next_steps: Vec<NextStep>,
}

/// A version of an override.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct VersionView {
    /// Its number.
    pub number: u32,
    /// Where it is in its life.
    pub stage: Stage,
    /// SHA-256 of its document.
    pub hash: String,
    /// What was changed, in the author's words.
    pub note: String,
    /// The first day on which it is used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub from: Option<Date>,
    /// The last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub to: Option<Date>,
    /// What checking it for accessibility and all else found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<VerdictView>,
}

/// How much was found.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct VerdictView {
    /// Errors.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Notes.
    pub notes: u32,
}

/// An acknowledgement.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct AcknowledgementView {
    /// Who.
    pub name: String,
    /// When.
    pub at: Moment,
    /// The text, by its version.
    pub text_version: String,
    /// Whether it is the text of now. If not, the next publication asks for it again.
    pub current: bool,
}

/// That an override was given up.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct DroppedView {
    /// The first day on which the central version is used again.
    pub from: String,
    /// Why.
    pub reason: String,
    /// When it was decided.
    pub at: Moment,
}

/// Something that was found in a document.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct FindingView {
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// The stable code.
    pub code: &'static str,
    /// What was found.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Where, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The text around.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<String>,
}

/// A text on responsibility.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TextView {
    /// Its version.
    pub version: &'static str,
    /// The text in Danish, which is the one that counts.
    pub da: &'static str,
    /// The text in English.
    pub en: &'static str,
    /// SHA-256 of both.
    pub hash: String,
}

impl TextView {
    pub fn of(text: &'static ResponsibilityText) -> Self {
        TextView { version: text.version, da: text.da, en: text.en, hash: text.hash() }
    }
}

impl VersionView {
    pub fn of(version: &Version) -> Self {
        VersionView {
            number: version.number,
            stage: version.stage,
            hash: version.files.get("docx").map(|file| file.hash.clone()).unwrap_or_default(),
            note: version.note.clone(),
            from: version.from,
            to: version.to,
            verdict: version.verdict.as_ref().map(|verdict| VerdictView {
                errors: verdict.errors,
                warnings: verdict.warnings,
                notes: verdict.notes,
            }),
        }
    }
}

impl OverrideView {
    /// What is shown of an override, with its versions and the acknowledgement that stands.
    pub fn of(
        kept: &Kept<Override>,
        versions: &[Version],
        given: Option<&Acknowledgement>,
        day: Date,
        language: MessageLanguage,
    ) -> Self {
        let of = &kept.document;
        let latest = versions.iter().rev().find(|version| version.stage != Stage::Retired);
        let is_over = of.dropped.as_ref().is_some_and(|dropped| dropped.from <= day);
        let owner = if is_over {
            "central".to_owned()
        } else {
            format!("municipality:{}", kept.realm.authority)
        };
        OverrideView {
            item: kept.key.clone(),
            of: of.base.item.to_string(),
            contexts: of.base.contexts.clone(),
            state: of.state(),
            base: of.base.version,
            central: of.central,
            reviewed: of.reviewed,
            latest: latest.map(VersionView::of),
            in_use: used_of(versions, day).map(|version| version.number),
            legal_owner: owner.clone(),
            accessibility_owner: owner,
            acknowledgement: given.map(|given| AcknowledgementView {
                name: given.name.clone(),
                at: given.at,
                text_version: given.text_version.clone(),
                current: given.is_current(),
            }),
            task: of.task.clone(),
            dropped: of.dropped.as_ref().map(|dropped| DroppedView {
                from: dropped.from.to_string(),
                reason: dropped.reason.clone(),
                at: dropped.at,
            }),
            next_steps: super::steps::of_override(kept, latest, given, language),
        }
    }
}

/// What was found in files, in the caller's language.
pub(super) fn findings(files: &[FileReport], language: MessageLanguage) -> Vec<FindingView> {
    let faults = files.iter().flat_map(|file| &file.faults);
    let told = faults
        .flat_map(|fault| diagnostics(std::slice::from_ref(&fault.found.diagnostic), language));
    told.map(|found| FindingView {
        severity: found.severity,
        code: found.code,
        message: found.message,
        help: found.help,
        excerpt: found.place.as_ref().map(|place| place.excerpt.clone()),
        place: found.place.map(|place| place.words),
    })
    .collect()
}

/// A day: `2026-11-22`.
pub(super) fn day(field: &str, text: &str) -> Result<Date, Problem> {
    text.parse().map_err(|_| {
        Problem::invalid(field, "en dato skrives 2026-11-22", "a date is written 2026-11-22")
    })
}

/// Text that people write: not empty where it is needed, not endless, without signs that a database or a screen cannot show.
pub(super) fn words(field: &str, text: &str, least: usize, most: usize) -> Result<String, Problem> {
    let trimmed = text.trim();
    let count = trimmed.chars().count();
    let is_plain = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    if count < least || count > most || !trimmed.chars().all(is_plain) {
        return Err(Problem::invalid(
            field,
            format!("teksten har {least} til {most} tegn og ingen styretegn"),
            format!("the text has {least} to {most} characters and no control characters"),
        ));
    }
    Ok(trimmed.to_owned())
}

/// A key, which is also a file's name: letters, digits and hyphens.
pub(super) fn key(field: &str, text: &str) -> Result<String, Problem> {
    if crate::bundle::is_key(text) {
        return Ok(text.to_owned());
    }
    Err(Problem::invalid(
        field,
        "en nøgle har bogstaver, tal og bindestreger, højst 80 tegn",
        "a key has letters, digits and hyphens, at most 80 characters",
    ))
}

/// A name as one segment of a path (RFC 3986, 2.1).
pub(super) fn segment(name: &str) -> String {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    name.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// The path of a realm.
pub(super) fn root(realm: &crate::store::Realm) -> String {
    format!("/v1/{}/{}", segment(&realm.environment), segment(&realm.authority))
}

/// The path of an override.
pub(super) fn place_of(realm: &crate::store::Realm, item: &ItemName) -> String {
    format!("{}/overrides/{}/{}", root(realm), item.kind.place(), segment(&item.key))
}
