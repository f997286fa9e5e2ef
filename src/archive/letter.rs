//! A letter as it is kept.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::registry::Responsibility;
use crate::store::{Document, Marks, Moment};

/// Where a letter is in its life.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Made, in the hands of whoever had it made.
    Made,
    /// Waits for a caseworker.
    Waiting,
    /// Approved by a caseworker.
    Approved,
    /// Rejected by a caseworker: it will not be sent.
    Rejected,
    /// May be sent.
    Released,
    /// Another letter took its place before it was released.
    Superseded,
    /// The template says that this letter is not to be sent; there are no files but the receipt.
    DoNotSend,
    /// Erased: only this is left.
    Erased,
}

impl State {
    /// The word.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Made => "made",
            State::Waiting => "waiting",
            State::Approved => "approved",
            State::Rejected => "rejected",
            State::Released => "released",
            State::Superseded => "superseded",
            State::DoNotSend => "do-not-send",
            State::Erased => "erased",
        }
    }

    /// Whether the letter exists and can still be held back.
    pub fn is_unsent(self) -> bool {
        matches!(self, State::Made | State::Waiting | State::Approved)
    }

    /// Whether later letters of the case count it among those that the case has had.
    pub fn is_history(self) -> bool {
        matches!(self, State::Made | State::Approved | State::Released)
    }
}

/// What a recipient is to the case.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum RecipientRole {
    /// The citizen whose case it is (*borger*).
    #[default]
    Citizen,
    /// Another than the citizen (*alternativ modtager*): an authority, a practitioner.
    Alternative,
    /// Who acts for the citizen (*værge*).
    Guardian,
}

/// Who a letter is for. A recipient needs no personal number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// What the recipient is to the case.
    #[serde(default)]
    pub role: RecipientRole,
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    pub name: Option<String>,
    /// For the attention of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    pub attention: Option<String>,
    /// Whom the recipient lives with (c/o).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    pub care_of: Option<String>,
    /// Street, number, floor and door.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    pub address: Option<String>,
    /// The postal code, which may begin with 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 20))]
    pub postal_code: Option<String>,
    /// The town.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 100))]
    pub town: Option<String>,
    /// The country, of an address abroad.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 100))]
    pub country: Option<String>,
    /// The personal number (CPR), if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 11))]
    pub cpr: Option<String>,
    /// The company number (CVR), of an authority or a company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 8))]
    pub cvr: Option<String>,
}

impl Recipient {
    /// The values that an address block prints, by the last part of their fields' names.
    pub(super) fn values(&self) -> [(&'static str, Option<&str>); 8] {
        [
            ("Navn", self.name.as_deref()),
            ("Att", self.attention.as_deref()),
            ("CoNavn", self.care_of.as_deref()),
            ("Adresse", self.address.as_deref()),
            ("Postnr", self.postal_code.as_deref()),
            ("By", self.town.as_deref()),
            ("Land", self.country.as_deref()),
            ("CVR", self.cvr.as_deref()),
        ]
    }

    /// The group of fields that the recipient's are in.
    pub(super) fn group(&self) -> &'static str {
        match self.role {
            RecipientRole::Citizen => "Borger",
            RecipientRole::Alternative | RecipientRole::Guardian => "Modtager",
        }
    }
}

/// The case that a letter belongs to, and how it is filed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseLink {
    /// The case's own id in its system: letters of one case have the same. It is kept in the clear, so it must not hold a personal number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 100))]
    pub id: Option<String>,
    /// The case type (*sagstype*).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    pub case_type: Option<String>,
    /// The KLE key, where it is another than the template's: `32.03.12`, or with a facet `32.03.12 G01`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 40))]
    pub kle: Option<String>,
    /// The document category (*dokumentkategori*), where it is another than the template's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 100))]
    pub category: Option<String>,
}

/// What a file of a letter is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum FileRole {
    /// The letter.
    Letter,
    /// An enclosure (*bilag*).
    Enclosure,
}

/// A file of a letter, as it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LetterFile {
    /// The name: `letter.pdf`, `enclosure-1.pdf`.
    pub name: String,
    /// What it is.
    pub role: FileRole,
    /// The title of an enclosure; empty for the letter.
    #[serde(default)]
    pub title: String,
    /// The media type.
    pub media: String,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// The size in bytes.
    pub size: u64,
}

/// A version that a letter was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MadeOf {
    /// The item in its bundle: `templates/manglerbrev-generelt`, `authorities/999/elements/kontakt`.
    pub item: String,
    /// The version.
    pub version: u32,
    /// SHA-256 of its document in hexadecimal; empty where it has none.
    pub sha256: String,
}

/// A step of a letter's life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// Into which state.
    pub state: State,
    /// Who.
    pub who: String,
    /// When.
    pub at: Moment,
    /// Why, where a reason is asked for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// That a letter was erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Erased {
    /// Who erased it.
    pub who: String,
    /// When.
    pub at: Moment,
    /// Why.
    pub reason: String,
}

/// A letter. Kept under a UUID of version 7, so that keys sort by time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Where it is.
    pub state: State,
    /// The letters that were made together have the same.
    pub bundle: String,
    /// The key of the template that was used.
    pub template: String,
    /// What people call the template.
    pub name: String,
    /// The letter type, such as `manglerbrev`.
    pub letter_type: String,
    /// The document category.
    pub category: String,
    /// The KLE key.
    pub kle: String,
    /// The key of the context.
    pub context: String,
    /// Keys of the template groups that the template is in.
    pub groups: Vec<String>,
    /// The letter's day.
    pub date: Date,
    /// The title as the recipient reads it.
    pub title: String,
    /// The case.
    pub case: CaseLink,
    /// Who it is for; `None` for the citizen of the case data.
    pub recipient: Option<Recipient>,
    /// Aliases of the questions that were answered yes.
    pub yes: Vec<String>,
    /// Keys of the questions that nobody answered and that have their default.
    pub defaulted: Vec<String>,
    /// The key of the denial reason.
    pub reason: Option<String>,
    /// Who answers for it.
    pub responsibility: Responsibility,
    /// What it was made of: the template first.
    pub made_of: Vec<MadeOf>,
    /// SHA-256 of the edition that it was made of.
    pub edition: String,
    /// Its files, as they are sent.
    pub files: Vec<LetterFile>,
    /// How many of its enclosures, the first ones, the template always encloses.
    pub fixed_enclosures: usize,
    /// SHA-256 of the request (context, data, answers, history, reason and date as JSON) in hexadecimal.
    pub request_sha256: String,
    /// Names of the fields in the request that the service agreement does not cover.
    pub withheld: Vec<String>,
    /// No caseworker stood behind it when it was made.
    pub unattended: bool,
    /// Made in training: it is never released.
    pub training: bool,
    /// Who had it made: `person:ID`, `system:ID`.
    pub made_by: String,
    /// Letters whose place it took.
    pub supersedes: Vec<String>,
    /// The letter that took its place.
    pub superseded_by: Option<String>,
    /// The steps of its life, oldest first.
    pub steps: Vec<Step>,
    /// When it is deleted; `None` while the authority has set no time.
    pub due: Option<Moment>,
    /// When the request that is kept with it is deleted; `None` where none is kept.
    pub inputs_due: Option<Moment>,
    /// That it was erased.
    pub erased: Option<Erased>,
}

impl Letter {
    /// The key of the template's version, for lists: the number of the template's own item.
    pub fn version(&self) -> Option<u32> {
        self.made_of.first().map(|of| of.version)
    }

    /// What is left when the letter is erased: nothing personal.
    #[must_use]
    pub(super) fn stub(&self, erased: Erased) -> Letter {
        Letter {
            state: State::Erased,
            title: String::new(),
            case: CaseLink::default(),
            recipient: None,
            yes: Vec::new(),
            defaulted: Vec::new(),
            reason: None,
            files: Vec::new(),
            request_sha256: String::new(),
            withheld: Vec::new(),
            due: None,
            inputs_due: None,
            // Reasons were written by people about the letter.
            steps: self
                .steps
                .iter()
                .map(|step| Step { reason: String::new(), ..step.clone() })
                .collect(),
            erased: Some(erased),
            ..self.clone()
        }
    }

    /// Takes a step.
    #[must_use]
    pub(super) fn stepped(&self, state: State, who: &str, at: Moment, reason: &str) -> Letter {
        let mut letter = self.clone();
        letter.state = state;
        letter.steps.push(Step { state, who: who.to_owned(), at, reason: reason.to_owned() });
        letter
    }

    /// The versions by item.
    pub fn versions(&self) -> BTreeMap<&str, u32> {
        self.made_of.iter().map(|of| (of.item.as_str(), of.version)).collect()
    }
}

impl Document for Letter {
    const KIND: &'static str = "letter";
    // What must be forgotten has no former revisions.
    const HISTORY: bool = false;

    fn marks(&self) -> Marks {
        Marks {
            state: self.state.as_str().to_owned(),
            subject: self.case.id.clone().unwrap_or_default(),
            due: [self.due, self.inputs_due].into_iter().flatten().min(),
        }
    }
}
