//! The files of the catalogue: contexts, fields, questions, reasons, parameters, prices.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::text::{DateText, NumberText};

/// The contexts: process and step in which letters are made.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct ContextsFile {
    /// The contexts, in the order in which they are listed.
    #[serde(default)]
    pub context: Vec<ContextWire>,
}

/// A context.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct ContextWire {
    /// The key, such as `fodbehandling`.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The process it belongs to.
    pub process: String,
    /// The step in the process.
    #[serde(default)]
    pub step: String,
    /// Case types it is used for.
    #[serde(default)]
    pub case_types: Vec<String>,
    /// Words that speak of this context alone; a word stands for all words that begin with it.
    #[serde(default)]
    pub words: Vec<String>,
    /// Values that fields always have in this context, by field.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
    /// Whether a denial reason is part of the request.
    #[serde(default)]
    pub reason: ReasonChoice,
    /// Fields that must be `J` for a denial reason to be given.
    #[serde(default)]
    pub reason_requires: Vec<String>,
}

/// Whether a denial reason is part of the request.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::bundle) enum ReasonChoice {
    /// A reason is refused.
    #[default]
    Refused,
    /// A reason may be given.
    Allowed,
    /// A reason must be given.
    Required,
}

/// The fields that templates may use.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct FieldsFile {
    /// The fields.
    #[serde(default)]
    pub field: Vec<FieldWire>,
}

/// A field. It has at most one of `parameter`, `price`, `history`, `reason` and `formula`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct FieldWire {
    /// The name as templates write it, `Borger.Navn`; of a list's item, after the list's name.
    pub name: String,
    /// What it holds, in words for people.
    pub text: String,
    /// What its values are.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Of an enumeration: the values.
    #[serde(default)]
    pub values: Option<Vec<String>>,
    /// Of a number: the least it may be.
    #[serde(default)]
    pub least: Option<NumberText>,
    /// Of a number: the greatest it may be.
    #[serde(default)]
    pub greatest: Option<NumberText>,
    /// Of a list: how many items it has at least.
    #[serde(default)]
    pub least_items: Option<usize>,
    /// The switches that belong behind it in a field code: `\# "#.##0,00"`.
    #[serde(default)]
    pub format: String,
    /// A value as a case system sends it.
    #[serde(default)]
    pub sample: Option<NumberText>,
    /// The contexts that have it; without it, all.
    #[serde(default)]
    pub contexts: Option<Vec<String>>,
    /// It may hold personal data.
    #[serde(default)]
    pub personal: bool,
    /// It may be empty in a letter that is right.
    #[serde(default)]
    pub optional: bool,
    /// The list whose items have it.
    #[serde(default)]
    pub list: Option<String>,
    /// Its value is the authority's parameter of its name.
    #[serde(default)]
    pub parameter: bool,
    /// Of a parameter: who sets it.
    #[serde(default)]
    pub owner: OwnerWord,
    /// Its value is the price agreed with a supplier for a service.
    #[serde(default)]
    pub price: Option<PriceSource>,
    /// Its value tells of an earlier letter in the case.
    #[serde(default)]
    pub history: Option<HistoryWire>,
    /// Its value tells of the denial reason.
    #[serde(default)]
    pub reason: Option<ReasonPart>,
    /// Its value is computed; other fields stand in braces:
    /// `ROUND({Beregning.Overslag} * 85%; 2)`.
    #[serde(default)]
    pub formula: Option<String>,
}

/// What the values of a field are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::bundle) enum FieldType {
    /// Text.
    #[default]
    Text,
    /// A number, between `least` and `greatest` if they are given.
    Number,
    /// An amount in kroner.
    Amount,
    /// A day.
    Date,
    /// `J` or `N`.
    Boolean,
    /// One of `values`.
    Enumeration,
    /// A list whose items repeat a region.
    List,
    /// A piece of a document.
    RichText,
    /// A picture.
    Picture,
}

impl FieldType {
    /// The word in the file.
    pub fn word(self) -> &'static str {
        match self {
            FieldType::Text => "text",
            FieldType::Number => "number",
            FieldType::Amount => "amount",
            FieldType::Date => "date",
            FieldType::Boolean => "boolean",
            FieldType::Enumeration => "enumeration",
            FieldType::List => "list",
            FieldType::RichText => "rich-text",
            FieldType::Picture => "picture",
        }
    }
}

/// Who sets a parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::bundle) enum OwnerWord {
    /// The central office alone.
    CentralOnly,
    /// Every authority must.
    MunicipalRequired,
    /// An authority may, and need not.
    MunicipalOptional,
    /// The central office does, and an authority may set its own over it.
    #[default]
    Overridable,
}

/// Where a price is looked up.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct PriceSource {
    /// The field that holds the supplier's key.
    pub supplier: String,
    /// The field that holds the service.
    pub service: String,
}

/// What a field tells of an earlier letter: without `value` and `answer`, whether it was sent.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct HistoryWire {
    /// The letter type, such as `manglerbrev`.
    pub letter: String,
    /// What of it.
    #[serde(default)]
    pub value: Option<HistoryWhat>,
    /// The alias of a question: what the latest such letter answered.
    #[serde(default)]
    pub answer: Option<String>,
}

/// What of an earlier letter.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::bundle) enum HistoryWhat {
    /// `J` if such a letter was sent, else `N`.
    #[default]
    Sent,
    /// The day of the latest one.
    Date,
}

/// What of the denial reason.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::bundle) enum ReasonPart {
    /// Its text.
    #[default]
    Text,
    /// Its name.
    Name,
    /// Its key.
    Key,
}

/// The merge questions and their groups.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct QuestionsFile {
    /// The questions, in the order in which they are asked.
    #[serde(default)]
    pub question: Vec<QuestionWire>,
    /// Questions that belong together.
    #[serde(default)]
    pub group: Vec<QuestionGroupWire>,
}

/// A merge question: answered yes or no.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct QuestionWire {
    /// The name that is the same in every environment.
    pub alias: String,
    /// Its key in each environment: `{ production = "flettespoergsmaal-00042" }`.
    pub keys: BTreeMap<String, String>,
    /// The question as the caseworker reads it.
    pub text: String,
    /// What helps to answer it.
    #[serde(default)]
    pub help: String,
    /// What an unanswered question means; `N` is recommended.
    #[serde(default)]
    pub default: AnswerWord,
    /// Where it is asked; without it, in all contexts.
    #[serde(default)]
    pub contexts: Option<Vec<String>>,
}

/// An answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
pub(in crate::bundle) enum AnswerWord {
    /// No.
    #[default]
    N,
    /// Yes.
    J,
}

impl AnswerWord {
    /// Whether it is yes.
    pub fn is_yes(self) -> bool {
        self == AnswerWord::J
    }
}

/// Questions that belong together.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct QuestionGroupWire {
    /// The key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// How many of its questions may be answered yes.
    #[serde(default)]
    pub rule: RuleWord,
    /// The questions' aliases.
    pub questions: Vec<String>,
}

/// How many questions of a group may be answered yes.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::bundle) enum RuleWord {
    /// None to many.
    #[default]
    NoneToMany,
    /// One or more.
    AtLeastOne,
    /// One.
    ExactlyOne,
    /// None or one.
    AtMostOne,
}

/// The denial reasons.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct ReasonsFile {
    /// The reasons.
    #[serde(default)]
    pub reason: Vec<ReasonWire>,
}

/// A denial reason: with `text` or with `document`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct ReasonWire {
    /// The key.
    pub key: String,
    /// What the caseworker chooses by.
    pub name: String,
    /// What the citizen reads; an empty line begins a new paragraph.
    #[serde(default)]
    pub text: Option<String>,
    /// The `.docx` with what the citizen reads, in the bundle.
    #[serde(default)]
    pub document: Option<String>,
    /// Where it can be chosen; without it, in all contexts.
    #[serde(default)]
    pub contexts: Option<Vec<String>>,
    /// It can be chosen at all.
    #[serde(default = "yes")]
    pub active: bool,
}

/// The authority's parameters.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct ParametersFile {
    /// The parameters.
    #[serde(default)]
    pub parameter: Vec<ParameterWire>,
}

/// The value that the authority gives a field, for a time.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct ParameterWire {
    /// The field's name.
    pub name: String,
    /// The value.
    pub value: NumberText,
    /// The first day on which it holds.
    #[serde(default)]
    pub from: Option<DateText>,
    /// The last day on which it holds.
    #[serde(default)]
    pub to: Option<DateText>,
}

/// Suppliers and price agreements.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct PricesFile {
    /// The suppliers.
    #[serde(default)]
    pub supplier: Vec<SupplierWire>,
    /// The price agreements, each with a supplier that is listed.
    #[serde(default)]
    pub price: Vec<PriceWire>,
}

/// A supplier.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct SupplierWire {
    /// The key.
    pub key: String,
    /// The name.
    pub name: String,
    /// The CVR number, eight digits.
    #[serde(default)]
    pub cvr: Option<NumberText>,
}

/// A price agreement.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct PriceWire {
    /// The key of the supplier.
    pub supplier: String,
    /// The service.
    pub service: String,
    /// The price in kroner, `"435,00"`.
    pub price: NumberText,
    /// The first day on which it holds.
    #[serde(default)]
    pub from: Option<DateText>,
    /// The last day on which it holds.
    #[serde(default)]
    pub to: Option<DateText>,
}

fn yes() -> bool {
    true
}
