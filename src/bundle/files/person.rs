//! `persons/KEY.json`: an invented citizen and the cases in which it can be used.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::text::DateText;

/// An invented citizen.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the schema's name is for editors")]
pub(in crate::bundle) struct PersonFile {
    /// The schema, for editors: `../schemas/person.schema.json`.
    #[serde(default, rename = "$schema")]
    pub schema: Option<String>,
    /// The name.
    pub name: String,
    /// Case data that all cases share.
    #[serde(default)]
    pub data: Map<String, Json>,
    /// The cases, one for each context.
    pub cases: Vec<CaseWire>,
}

/// A case: what a case system would send.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the rest is read as a case request")]
pub(in crate::bundle) struct CaseWire {
    /// The key of the context.
    pub context: String,
    /// Case data, over the person's.
    #[serde(default)]
    pub data: Map<String, Json>,
    /// Answers by key or alias of the question: `"J"` or `"N"`.
    #[serde(default)]
    pub answers: Map<String, Json>,
    /// The letters that the case has had.
    #[serde(default)]
    pub history: Vec<SentWire>,
    /// The key of the denial reason.
    #[serde(default)]
    pub reason: Option<String>,
    /// The day of the letter.
    #[serde(default)]
    pub date: Option<DateText>,
}

/// A letter that the case has had.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the rest is read as a case request")]
pub(in crate::bundle) struct SentWire {
    /// The letter type.
    pub letter: String,
    /// The day it was sent.
    pub date: DateText,
    /// What it answered, by key or alias of the question.
    #[serde(default)]
    pub answers: Map<String, Json>,
}
