//! The catalogue: what a letter may say where, as data.
//!
//! A template is good or bad only in its *contexts* (*kontekst, proces*): the process and step in
//! which the letter is made. The catalogue says which contexts there are, which fields each of them
//! has and where their values come from, which merge questions the caseworker is asked, which denial
//! reasons and prices there are. All of it is the authority's data; nothing of pensions is in the
//! code.
//!
//! In the catalogue of our running letter, the decision on the health supplement,
//!
//! ```text
//! context   fodbehandling          words: fodbehandling, fodterapeut
//! field     Beregning.Tilskud      amount, in briller and tandproteser only, computed
//! question  fast-tandprotese       key flettespoergsmaal-00042 in production, -10042 in training
//! ```
//!
//! so that a letter on foot treatment with the calculation table in it is found out before a citizen
//! gets it. [`crate::bundle`] reads the catalogue from files, [`crate::resolve`] uses it for one
//! letter, [`crate::verify`] for all letters there can be.

mod context;
mod field;
mod history;
mod manifest;
mod price;
mod question;
mod reason;

pub use context::{Context, Contexts, ReasonRule};
pub use field::{CatalogueField, FieldKind, HistoryValue, ParameterOwner, ReasonValue, Source};
pub use history::SentLetter;
pub use manifest::{Channel, Enclosure, LetterMode, Manifest, OverrideOf, Owner, Requires};
pub use price::{Parameter, PriceAgreement, Supplier, Validity};
pub use question::{GroupRule, Question, QuestionGroup};
pub use reason::{DenialReason, ReasonText};

use crate::locale::Language;

/// Everything an authority's letters may draw on, in one environment.
///
/// Lists keep the order of the author's files: questions are asked and contexts named in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    /// The environment whose keys questions have here, such as `production`.
    pub environment: String,
    /// The language in whose signs formulas and numbers are written.
    pub language: Language,
    /// The contexts.
    pub contexts: Vec<Context>,
    /// The fields.
    pub fields: Vec<CatalogueField>,
    /// The merge questions.
    pub questions: Vec<Question>,
    /// Groups of questions with a rule.
    pub question_groups: Vec<QuestionGroup>,
    /// The denial reasons.
    pub reasons: Vec<DenialReason>,
    /// Authority parameters: values that the authority itself gives to fields.
    pub parameters: Vec<Parameter>,
    /// The suppliers.
    pub suppliers: Vec<Supplier>,
    /// The price agreements.
    pub prices: Vec<PriceAgreement>,
}

impl Catalogue {
    /// The context of a key.
    pub fn context(&self, key: &str) -> Option<&Context> {
        self.contexts.iter().find(|context| context.key == key)
    }

    /// The field that a template names. `Borger:Navn` and `Borger.Navn` are the same name, in any
    /// letter case; inside a region an item's field may be named without the list's name.
    pub fn field(&self, name: &str) -> Option<&CatalogueField> {
        let folded = fold(name);
        self.fields.iter().find(|field| fold(&field.name) == folded)
    }

    /// The field that an item of `list` has under `name`, written alone or after the list's name.
    pub fn item_field(&self, list: &str, name: &str) -> Option<&CatalogueField> {
        let alone = format!("{}.{}", fold(list), fold(name));
        self.fields
            .iter()
            .filter(|field| field.list.as_deref().is_some_and(|of| fold(of) == fold(list)))
            .find(|field| fold(&field.name) == alone || fold(&field.name) == fold(name))
    }

    /// The question of a key or alias, in this environment.
    pub fn question(&self, key: &str) -> Option<&Question> {
        self.questions
            .iter()
            .find(|question| question.key(&self.environment) == Some(key))
            .or_else(|| self.questions.iter().find(|question| question.alias == key))
    }

    /// The question that has this key in another environment, and that environment.
    pub fn question_elsewhere(&self, key: &str) -> Option<(&Question, &str)> {
        self.questions.iter().find_map(|question| {
            let (environment, _) = question
                .keys
                .iter()
                .find(|(environment, found)| *environment != self.environment && found == key)?;
            Some((question, environment.as_str()))
        })
    }

    /// The denial reason of a key.
    pub fn reason(&self, key: &str) -> Option<&DenialReason> {
        self.reasons.iter().find(|reason| reason.key == key)
    }
}

/// A name as it is compared: with points between its parts, in lower case.
pub fn fold(name: &str) -> String {
    name.trim().replace(':', ".").to_lowercase()
}
