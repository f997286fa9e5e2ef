//! The kinds of entries: merge questions and their groups, denial reasons, suppliers, price agreements, template groups.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::entries::{self, KEY, Kind, LINE, LINES};
use super::form::rule_word;
use super::look::Day;
use crate::access::Permission;
use crate::api::problem_kinds::Kind as ProblemKind;
use crate::api::{Operation, Problem, Routes, kinds};
use crate::bundle::{Entry, EntryList, Files, Layer, NewQuestion, View};
use crate::catalogue::{Catalogue, Contexts, GroupRule, ReasonText};
use crate::registry::{self, Use};

/// Adds the routes.
pub(super) fn routes(routes: Routes) -> Routes {
    const READ: Permission = Permission::ReadTemplates;
    const EDIT: Permission = Permission::EditSettings;
    const ADDING: &[&ProblemKind] = &[
        kinds::ALREADY_THERE,
        kinds::INVALID,
        kinds::ENTRY_REFUSED,
        kinds::UNKNOWN_SUPPLIER,
        kinds::DAYS_OVERLAP,
        kinds::LATER_PUBLISHED,
    ];
    const CHANGING: &[&ProblemKind] = &[
        kinds::REVISION_NEEDED,
        kinds::CHANGED,
        kinds::IN_USE,
        kinds::INVALID,
        kinds::ENTRY_REFUSED,
        kinds::UNKNOWN_SUPPLIER,
        kinds::DAYS_OVERLAP,
        kinds::LATER_PUBLISHED,
    ];
    const ABOUT_CHANGE: &str = "`If-Match` is the entity tag that was read. A municipality that changes a central entry makes one of its own \
                                over it. What would bring an error into what is in use is refused with the words of the bundle's reader.";
    const ABOUT_REMOVE: &str = "Of the realm's own entries only; a central one of the same key holds again. What is used stays: `used_by` says where.";
    macro_rules! kind {
        ($routes:expr, $kind:ty, $tag:literal, $path:literal, $list:literal, $show:literal, $add:literal, $change:literal, $remove:literal,
         $one:literal, $many:literal) => {
            $routes
                .group($tag)
                .get(
                    concat!("/v1/{environment}/{authority}/", $path),
                    Operation::new($list, READ, concat!("List ", $many, ".")),
                    entries::list::<$kind>,
                )
                .post(
                    concat!("/v1/{environment}/{authority}/", $path),
                    Operation::new($add, EDIT, concat!("Add ", $one, "; in use at once."))
                        .about("What would bring an error into what is in use is refused with the words of the bundle's reader.")
                        .problems(ADDING),
                    entries::add::<$kind>,
                )
                .get(
                    concat!("/v1/{environment}/{authority}/", $path, "/{key}"),
                    Operation::new($show, READ, concat!("Show ", $one, ".")),
                    entries::show::<$kind>,
                )
                .put(
                    concat!("/v1/{environment}/{authority}/", $path, "/{key}"),
                    Operation::new($change, EDIT, concat!("Change ", $one, "."))
                        .about(ABOUT_CHANGE)
                        .problems(CHANGING),
                    entries::change::<$kind>,
                )
                .delete(
                    concat!("/v1/{environment}/{authority}/", $path, "/{key}"),
                    Operation::new($remove, EDIT, concat!("Take ", $one, " out."))
                        .about(ABOUT_REMOVE)
                        .problems(CHANGING),
                    entries::remove::<$kind>,
                )
        };
    }
    let routes = kind!(
        routes,
        Question,
        "Merge questions",
        "questions",
        "listQuestions",
        "showQuestion",
        "addQuestion",
        "changeQuestion",
        "removeQuestion",
        "a merge question",
        "merge questions, each with what uses it"
    );
    let routes = kind!(
        routes,
        QuestionGroup,
        "Merge questions",
        "question-groups",
        "listQuestionGroups",
        "showQuestionGroup",
        "addQuestionGroup",
        "changeQuestionGroup",
        "removeQuestionGroup",
        "a group of questions",
        "groups of questions with a rule"
    );
    let routes = kind!(
        routes,
        Reason,
        "Denial reasons",
        "reasons",
        "listReasons",
        "showReason",
        "addReason",
        "changeReason",
        "removeReason",
        "a denial reason",
        "denial reasons"
    );
    let routes = kind!(
        routes,
        Supplier,
        "Suppliers and price agreements",
        "suppliers",
        "listSuppliers",
        "showSupplier",
        "addSupplier",
        "changeSupplier",
        "removeSupplier",
        "a supplier",
        "suppliers, each with its price agreements"
    );
    let routes = kind!(
        routes,
        PriceAgreement,
        "Suppliers and price agreements",
        "price-agreements",
        "listPriceAgreements",
        "showPriceAgreement",
        "addPriceAgreement",
        "changePriceAgreement",
        "removePriceAgreement",
        "a price agreement",
        "price agreements; the key of one is `SUPPLIER:SERVICE:FROM`, with `always` for no first day"
    );
    kind!(
        routes,
        TemplateGroup,
        "Template groups",
        "groups",
        "listGroups",
        "showGroup",
        "addGroup",
        "changeGroup",
        "removeGroup",
        "a template group",
        "template groups: the letters offered in a process and step"
    )
}

/// An entry from JSON.
fn said(value: Json) -> Entry {
    match value {
        Json::Object(entry) => entry,
        _ => Entry::new(),
    }
}

fn keys_of(contexts: &Contexts) -> Option<Vec<String>> {
    match contexts {
        Contexts::All => None,
        Contexts::Only(keys) => Some(keys.clone()),
    }
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// A merge question.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Question {
    /// The name that is the same in every environment, such as `fast-tandprotese`.
    #[schemars(regex(pattern = KEY))]
    alias: String,
    /// Its key in each environment. Left out, a new question gets the next free keys, and one that is changed keeps its own.
    #[serde(default)]
    #[schemars(extend("maxProperties" = 10))]
    keys: BTreeMap<String, String>,
    /// The question as the caseworker reads it.
    #[schemars(length(min = 1, max = 500), regex(pattern = LINE))]
    text: String,
    /// What helps to answer it.
    #[serde(default)]
    #[schemars(length(max = 2000), regex(pattern = LINES))]
    help: String,
    /// What an unanswered question means; `N` is recommended.
    #[serde(default)]
    default: AnswerWord,
    /// Where it is asked; without it, in all contexts.
    #[serde(default)]
    #[schemars(length(max = 500))]
    contexts: Option<Vec<String>>,
}

/// An answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(super) enum AnswerWord {
    /// No.
    #[default]
    N,
    /// Yes.
    J,
}

impl Kind for Question {
    const LIST: EntryList = EntryList::Questions;
    const PATH: &'static str = "questions";

    fn of_layer(layer: &Layer, _: &Files) -> Vec<Self> {
        let questions = layer.catalogue.questions.iter();
        questions
            .map(|question| Question {
                alias: question.alias.clone(),
                keys: question.keys.iter().cloned().collect(),
                text: question.text.clone(),
                help: question.help.clone(),
                default: if question.default_yes { AnswerWord::J } else { AnswerWord::N },
                contexts: keys_of(&question.contexts),
            })
            .collect()
    }

    fn key(&self) -> String {
        self.alias.clone()
    }

    fn entry(&self, _: &Catalogue) -> Entry {
        said(json!({
            "alias": self.alias,
            "keys": self.keys,
            "text": self.text,
            "help": some(&self.help),
            "default": self.default,
            "contexts": self.contexts,
        }))
    }

    fn check(&self) -> Result<(), Problem> {
        entries::key("alias", &self.alias)?;
        entries::text("text", &self.text, 500, false)?;
        if !self.help.is_empty() {
            entries::text("help", &self.help, 2000, true)?;
        }
        for (environment, key) in &self.keys {
            entries::text("keys", environment, 80, false)?;
            entries::text("keys", key, 80, false)?;
        }
        entries::texts("contexts", self.contexts.as_deref().unwrap_or_default(), 80)
    }

    fn contexts(&self) -> Option<&[String]> {
        self.contexts.as_deref()
    }

    fn complete(&mut self, view: &View<'_>, before: Option<&Self>) {
        if !self.keys.is_empty() {
            return;
        }
        let bundle = view.bundle;
        self.keys = match before {
            Some(before) => before.keys.clone(),
            None => NewQuestion::of(&self.alias, &self.text, bundle, &bundle.environments)
                .keys
                .into_iter()
                .collect(),
        };
    }

    fn uses(view: &View<'_>, key: &str) -> Vec<Use> {
        registry::uses_of_question(view, key)
    }

    fn may_become(&self, after: &Self) -> Result<(), Problem> {
        if self.keys == after.keys {
            return Ok(());
        }
        Err(Problem::invalid(
            "keys",
            "nøglerne står i skabelonernes feltkoder og kan ikke ændres, så længe spørgsmålet er i brug",
            "the keys stand in the templates' field codes and stay as long as the question is used",
        ))
    }
}

/// Questions that belong together.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionGroup {
    /// The key.
    #[schemars(regex(pattern = KEY))]
    key: String,
    /// What people call it.
    #[schemars(length(min = 1, max = 200), regex(pattern = LINE))]
    name: String,
    /// How many of its questions may be answered yes.
    #[serde(default)]
    rule: RuleWord,
    /// The questions' aliases.
    #[schemars(length(max = 500))]
    questions: Vec<String>,
}

/// How many questions of a group may be answered yes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RuleWord {
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

impl Kind for QuestionGroup {
    const LIST: EntryList = EntryList::QuestionGroups;
    const PATH: &'static str = "question-groups";

    fn of_layer(layer: &Layer, _: &Files) -> Vec<Self> {
        let groups = layer.catalogue.question_groups.iter();
        groups
            .map(|group| QuestionGroup {
                key: group.key.clone(),
                name: group.name.clone(),
                rule: match group.rule {
                    GroupRule::Any => RuleWord::NoneToMany,
                    GroupRule::AtLeastOne => RuleWord::AtLeastOne,
                    GroupRule::ExactlyOne => RuleWord::ExactlyOne,
                    GroupRule::AtMostOne => RuleWord::AtMostOne,
                },
                questions: group.questions.clone(),
            })
            .collect()
    }

    fn key(&self) -> String {
        self.key.clone()
    }

    fn entry(&self, _: &Catalogue) -> Entry {
        let rule = match self.rule {
            RuleWord::NoneToMany => GroupRule::Any,
            RuleWord::AtLeastOne => GroupRule::AtLeastOne,
            RuleWord::ExactlyOne => GroupRule::ExactlyOne,
            RuleWord::AtMostOne => GroupRule::AtMostOne,
        };
        said(json!({
            "key": self.key,
            "name": self.name,
            "rule": rule_word(rule),
            "questions": self.questions,
        }))
    }

    fn check(&self) -> Result<(), Problem> {
        entries::key("key", &self.key)?;
        entries::text("name", &self.name, 200, false)?;
        entries::texts("questions", &self.questions, 80)
    }
}

/// A denial reason: with `text`, or with the `document` that it has in the bundle.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reason {
    /// The key.
    #[schemars(regex(pattern = KEY))]
    key: String,
    /// What the caseworker chooses by.
    #[schemars(length(min = 1, max = 200), regex(pattern = LINE))]
    name: String,
    /// What the citizen reads; an empty line begins a new paragraph.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 10000), regex(pattern = LINES))]
    text: Option<String>,
    /// The Word document with what the citizen reads, as a file of the bundle: `reasons/billigere-loesning.docx`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 200), regex(pattern = LINE))]
    document: Option<String>,
    /// Where it can be chosen; without it, in all contexts.
    #[serde(default)]
    #[schemars(length(max = 500))]
    contexts: Option<Vec<String>>,
    /// It can be chosen at all.
    #[serde(default = "yes")]
    active: bool,
}

fn yes() -> bool {
    true
}

impl Kind for Reason {
    const LIST: EntryList = EntryList::Reasons;
    const PATH: &'static str = "reasons";

    fn of_layer(layer: &Layer, files: &Files) -> Vec<Self> {
        let reasons = layer.catalogue.reasons.iter();
        reasons
            .map(|reason| {
                let (text, document) = match &reason.text {
                    ReasonText::Plain(text) => (Some(text.clone()), None),
                    ReasonText::Document(bytes) => (None, file_of(files, bytes)),
                };
                Reason {
                    key: reason.key.clone(),
                    name: reason.name.clone(),
                    text,
                    document,
                    contexts: keys_of(&reason.contexts),
                    active: reason.active,
                }
            })
            .collect()
    }

    fn key(&self) -> String {
        self.key.clone()
    }

    fn entry(&self, _: &Catalogue) -> Entry {
        said(json!({
            "key": self.key,
            "name": self.name,
            "text": self.text,
            "document": self.document,
            "contexts": self.contexts,
            "active": (!self.active).then_some(false),
        }))
    }

    fn check(&self) -> Result<(), Problem> {
        entries::key("key", &self.key)?;
        entries::text("name", &self.name, 200, false)?;
        match (&self.text, &self.document) {
            (Some(text), None) => entries::text("text", text, 10_000, true)?,
            (None, Some(file)) => entries::text("document", file, 200, false)?,
            _ => {
                return Err(Problem::invalid(
                    "text",
                    "en afslagsårsag har enten `text` eller `document`",
                    "a denial reason has either `text` or `document`",
                ));
            }
        }
        entries::texts("contexts", self.contexts.as_deref().unwrap_or_default(), 80)
    }

    fn contexts(&self) -> Option<&[String]> {
        self.contexts.as_deref()
    }
}

/// The file of a reason's document, as its layer names it.
fn file_of(files: &Files, document: &[u8]) -> Option<String> {
    let of = |(name, bytes): (&String, &Vec<u8>)| {
        let from = name.find("reasons/")?;
        (bytes == document).then(|| name[from..].to_owned())
    };
    files.iter().find_map(of)
}

/// A supplier.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Supplier {
    /// The key.
    #[schemars(regex(pattern = KEY))]
    key: String,
    /// The name.
    #[schemars(length(min = 1, max = 200), regex(pattern = LINE))]
    name: String,
    /// The CVR number, eight digits.
    #[serde(default)]
    #[schemars(regex(pattern = r"^[0-9]{8}$"))]
    cvr: Option<String>,
}

impl Kind for Supplier {
    const LIST: EntryList = EntryList::Suppliers;
    const PATH: &'static str = "suppliers";

    fn of_layer(layer: &Layer, _: &Files) -> Vec<Self> {
        let suppliers = layer.catalogue.suppliers.iter();
        suppliers
            .map(|supplier| Supplier {
                key: supplier.key.clone(),
                name: supplier.name.clone(),
                cvr: supplier.cvr.clone(),
            })
            .collect()
    }

    fn key(&self) -> String {
        self.key.clone()
    }

    fn entry(&self, _: &Catalogue) -> Entry {
        said(json!({ "key": self.key, "name": self.name, "cvr": self.cvr }))
    }

    fn check(&self) -> Result<(), Problem> {
        entries::key("key", &self.key)?;
        entries::text("name", &self.name, 200, false)?;
        let is_cvr = |cvr: &String| cvr.len() == 8 && cvr.bytes().all(|b| b.is_ascii_digit());
        if self.cvr.as_ref().is_none_or(is_cvr) {
            return Ok(());
        }
        Err(Problem::invalid(
            "cvr",
            "et CVR-nummer har otte cifre",
            "a CVR number has eight digits",
        ))
    }

    fn uses(view: &View<'_>, key: &str) -> Vec<Use> {
        registry::uses_of_supplier(view, key)
    }
}

/// A price agreement.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PriceAgreement {
    /// The key of the supplier.
    #[schemars(length(min = 1, max = 80), regex(pattern = LINE))]
    supplier: String,
    /// The service.
    #[schemars(length(min = 1, max = 80), regex(pattern = LINE))]
    service: String,
    /// The price in kroner with a point before the øre: `435.00`.
    #[schemars(regex(pattern = r"^[0-9]{1,9}(\.[0-9]{1,2})?$"))]
    price: String,
    /// The first day on which it holds.
    #[serde(default)]
    from: Option<Day>,
    /// The last day on which it holds.
    #[serde(default)]
    to: Option<Day>,
}

impl Kind for PriceAgreement {
    const LIST: EntryList = EntryList::Prices;
    const PATH: &'static str = "price-agreements";

    fn of_layer(layer: &Layer, _: &Files) -> Vec<Self> {
        let prices = layer.catalogue.prices.iter();
        prices
            .map(|price| PriceAgreement {
                supplier: price.supplier.clone(),
                service: price.service.clone(),
                price: format!("{:.2}", price.price),
                from: price.validity.from.map(Day),
                to: price.validity.to.map(Day),
            })
            .collect()
    }

    fn key(&self) -> String {
        let from = self.from.map_or_else(|| "always".to_owned(), |day| day.0.to_string());
        format!("{}:{}:{from}", self.supplier, self.service)
    }

    fn entry(&self, catalogue: &Catalogue) -> Entry {
        let price: Decimal = self.price.parse().unwrap_or_default();
        let sign = catalogue.language.decimal_symbol().to_string();
        said(json!({
            "supplier": self.supplier,
            "service": self.service,
            "price": format!("{price:.2}").replace('.', &sign),
            "from": self.from,
            "to": self.to,
        }))
    }

    fn check(&self) -> Result<(), Problem> {
        entries::text("supplier", &self.supplier, 80, false)?;
        entries::text("service", &self.service, 80, false)?;
        let (kroner, oere) = self.price.split_once('.').unwrap_or((&self.price, "0"));
        let digits = |text: &str, most: usize| {
            (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        if digits(kroner, 9) && digits(oere, 2) {
            return Ok(());
        }
        Err(Problem::invalid(
            "price",
            "en pris skrives med punktum før ørene: `435.00`",
            "a price is written with a point before the øre: `435.00`",
        ))
    }
}

/// A template group.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TemplateGroup {
    /// The key.
    #[schemars(regex(pattern = KEY))]
    key: String,
    /// What people call it.
    #[schemars(length(min = 1, max = 200), regex(pattern = LINE))]
    name: String,
    /// The process.
    #[schemars(length(min = 1, max = 200), regex(pattern = LINE))]
    process: String,
    /// The step.
    #[serde(default)]
    #[schemars(length(max = 200), regex(pattern = LINE))]
    step: String,
    /// Keys of its templates, in the order in which they are offered.
    #[schemars(length(max = 500))]
    templates: Vec<String>,
    /// The one that is suggested.
    #[serde(default)]
    #[schemars(length(min = 1, max = 80), regex(pattern = LINE))]
    default: Option<String>,
}

impl Kind for TemplateGroup {
    const LIST: EntryList = EntryList::Groups;
    const PATH: &'static str = "groups";

    fn of_layer(layer: &Layer, _: &Files) -> Vec<Self> {
        let groups = layer.groups.iter();
        groups
            .map(|group| TemplateGroup {
                key: group.key.clone(),
                name: group.name.clone(),
                process: group.process.clone(),
                step: group.step.clone(),
                templates: group.templates.clone(),
                default: group.default.clone(),
            })
            .collect()
    }

    fn key(&self) -> String {
        self.key.clone()
    }

    fn entry(&self, _: &Catalogue) -> Entry {
        said(json!({
            "key": self.key,
            "name": self.name,
            "process": self.process,
            "step": some(&self.step),
            "templates": self.templates,
            "default": self.default,
        }))
    }

    fn check(&self) -> Result<(), Problem> {
        entries::key("key", &self.key)?;
        entries::text("name", &self.name, 200, false)?;
        entries::text("process", &self.process, 200, false)?;
        if !self.step.is_empty() {
            entries::text("step", &self.step, 200, false)?;
        }
        if let Some(default) = &self.default {
            entries::text("default", default, 80, false)?;
        }
        entries::texts("templates", &self.templates, 80)
    }
}
