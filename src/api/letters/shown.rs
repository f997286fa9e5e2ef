//! Letters as they are answered.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;

use crate::access::Permission;
use crate::api::Call;
use crate::archive::{
    CaseLink, Erased, FileRole, Letter, LetterFile, MadeOf, Recipient, State, Step,
};
use crate::registry::Responsibility;
use crate::store::{Kept, Moment};

/// A letter.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct LetterShown {
    /// The id (a UUID of version 7).
    pub id: String,
    /// Its path.
    pub href: String,
    /// Its revision: the entity tag for `If-Match`.
    pub revision: i64,
    /// Where it is in its life.
    pub state: State,
    /// Personal data are left out, since the caller has no access to them.
    pub masked: bool,
    /// The template that was used.
    pub template: TemplateShown,
    /// The key of the context.
    pub context: String,
    /// The letter type, such as `manglerbrev`.
    pub letter_type: String,
    /// The document category.
    pub category: String,
    /// The KLE key.
    pub kle: String,
    /// The letter's day.
    #[schemars(with = "String", extend("format" = "date"))]
    pub date: jiff::civil::Date,
    /// When it was made.
    pub made_at: Moment,
    /// Who had it made: `person:ID`, `system:ID`.
    pub made_by: String,
    /// No caseworker stood behind it when it was made.
    pub unattended: bool,
    /// Made in training: it bears a mark and is never released.
    pub training: bool,
    /// The letters that were made together have the same.
    pub bundle: String,
    /// Who answers for the letter's being lawful and accessible.
    pub responsibility: Responsibility,
    /// What it was made of: the template first, then master and elements.
    pub made_of: Vec<MadeOf>,
    /// SHA-256 of everything that was in use when it was made.
    pub edition: String,
    /// Names of fields in the request that the service agreement does not cover, and that were not used.
    pub withheld: Vec<String>,
    /// Letters whose place it took.
    pub supersedes: Vec<String>,
    /// The letter that took its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<String>,
    /// When it is deleted; absent while the authority has set no time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Moment>,
    /// That it was erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub erased: Option<Erased>,
    /// What is personal; absent where it is masked, and in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal: Option<PersonalShown>,
    /// The path of the receipt.
    pub receipt_href: String,
    /// The receipt: where each value came from, what was left to its default, what was not used. In the answer to the request that made
    /// the letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<Json>,
}

/// A template as a letter names it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct TemplateShown {
    /// The key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// SHA-256 of its document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// What is personal in a letter.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct PersonalShown {
    /// The title as the recipient reads it.
    pub title: String,
    /// The case.
    pub case: CaseLink,
    /// Who it is for; absent for the citizen of the case data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<Recipient>,
    /// Aliases of the questions that were answered yes.
    pub answered_yes: Vec<String>,
    /// Keys of the questions that nobody answered and that have their default.
    pub defaulted_answers: Vec<String>,
    /// The key of the denial reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub denial_reason: Option<String>,
    /// The files, as they are sent: the letter and its enclosures.
    pub files: Vec<FileShown>,
    /// SHA-256 of what it was made from.
    pub request_sha256: String,
    /// What it was made from is kept until then; absent where only its hash is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inputs_kept_until: Option<Moment>,
    /// The steps of its life, oldest first.
    pub steps: Vec<Step>,
}

/// A file of a letter.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct FileShown {
    /// The name.
    pub name: String,
    /// Its path.
    pub href: String,
    /// What it is.
    pub role: FileRole,
    /// The title of an enclosure; empty for the letter.
    pub title: String,
    /// The media type.
    pub media: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// The size in bytes.
    pub size: u64,
    /// The bytes in base64, where they were asked for with the letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base64: Option<String>,
}

/// Letters that were made together.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct LettersShown {
    /// The id that they share.
    pub bundle: String,
    /// The letters, in the order of the recipients.
    pub letters: Vec<LetterShown>,
}

/// The path of a letter.
pub(super) fn href(call: &Call, id: &str) -> String {
    format!("/v1/{}/{}/letters/{id}", call.realm.environment, call.realm.authority)
}

impl LetterShown {
    /// A letter without what is personal: `masked` says whether the caller may not see it.
    pub fn plain(call: &Call, kept: &Kept<Letter>) -> Self {
        let letter = &kept.document;
        let own = letter.made_of.first();
        let href = href(call, &kept.key);
        LetterShown {
            id: kept.key.clone(),
            revision: kept.revision,
            state: letter.state,
            masked: true,
            template: TemplateShown {
                key: letter.template.clone(),
                name: letter.name.clone(),
                version: letter.version(),
                sha256: own.map(|of| of.sha256.clone()),
            },
            context: letter.context.clone(),
            letter_type: letter.letter_type.clone(),
            category: letter.category.clone(),
            kle: letter.kle.clone(),
            date: letter.date,
            made_at: letter.steps.first().map_or(kept.made_at, |step| step.at),
            made_by: letter.made_by.clone(),
            unattended: letter.unattended,
            training: letter.training,
            bundle: letter.bundle.clone(),
            responsibility: letter.responsibility.clone(),
            made_of: letter.made_of.clone(),
            edition: letter.edition.clone(),
            withheld: letter.withheld.clone(),
            supersedes: letter.supersedes.clone(),
            superseded_by: letter.superseded_by.clone(),
            due: letter.due,
            erased: letter.erased.clone(),
            personal: None,
            receipt_href: format!("{href}/receipt"),
            receipt: None,
            href,
        }
    }

    /// A letter with what is personal, and bytes of its files where they are given by name.
    pub fn whole(
        call: &Call,
        kept: &Kept<Letter>,
        bytes: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Self {
        let letter = &kept.document;
        let mut shown = LetterShown::plain(call, kept);
        shown.masked = false;
        let href = shown.href.clone();
        let file = |file: &LetterFile| FileShown {
            href: format!("{href}/files/{}", file.name),
            name: file.name.clone(),
            role: file.role,
            title: file.title.clone(),
            media: file.media.clone(),
            sha256: file.sha256.clone(),
            size: file.size,
            base64: bytes(&file.name).map(|bytes| STANDARD.encode(bytes)),
        };
        shown.personal = letter.erased.is_none().then(|| PersonalShown {
            title: letter.title.clone(),
            case: letter.case.clone(),
            recipient: letter.recipient.clone(),
            answered_yes: letter.yes.clone(),
            defaulted_answers: letter.defaulted.clone(),
            denial_reason: letter.reason.clone(),
            files: letter.files.iter().map(file).collect(),
            request_sha256: letter.request_sha256.clone(),
            inputs_kept_until: letter.inputs_due,
            steps: letter.steps.clone(),
        });
        shown
    }

    /// A letter as the caller may see it.
    pub fn of(call: &Call, kept: &Kept<Letter>) -> Self {
        if may_see_personal(call, &kept.document) {
            LetterShown::whole(call, kept, &|_| None)
        } else {
            LetterShown::plain(call, kept)
        }
    }
}

/// Whether the caller may see what is personal in a letter.
pub(super) fn may_see_personal(call: &Call, letter: &Letter) -> bool {
    call.caller.may_in_area(Permission::ReadPersonal, &call.realm, &letter.groups, call.now)
}
