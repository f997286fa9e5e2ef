//! What an order lacks: a dry run, in a list for programs and in words.

use schemars::JsonSchema;
use serde::Serialize;

use super::letter::{Recipient, RecipientRole};
use super::make::{MakeError, Order, Prepared, options, prepare, told};
use crate::bundle::Places;
use crate::diagnostic::{ContextFinding, Finding, MessageLanguage, Severity};
use crate::registry::Edition;
use crate::wire::{DiagnosticWire, Title};

/// What kind of thing is lacking or wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LackKind {
    /// A value of a field.
    Field,
    /// An answer to a question; without it the default holds, which does not hinder the letter.
    Answer,
    /// A denial reason.
    Reason,
    /// The context.
    Context,
    /// A parameter that the authority has not set.
    Parameter,
    /// A price agreement.
    PriceAgreement,
    /// An earlier letter of the case.
    History,
    /// The recipient.
    Recipient,
    /// Anything else: a fault of the template or of a value.
    Fault,
}

/// Something that a letter lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Lack {
    /// What kind of thing it is.
    pub kind: LackKind,
    /// Its name: of a field, a question, a parameter; empty where it has none.
    pub name: String,
    /// What is lacking, in words.
    pub message: String,
    /// The stable code of the finding; empty of a recipient.
    pub code: String,
    /// Whether the letter cannot be made without it.
    pub hinders: bool,
}

/// What an order lacks, and all that was found. It takes time: call it where blocking is allowed.
///
/// # Errors
///
/// When there is no such template, or it cannot be read.
pub fn lacks(
    edition: &Edition,
    order: &Order,
) -> Result<(Vec<Lack>, Vec<DiagnosticWire>), MakeError> {
    let Prepared { view, template, assembled, resolved, .. } = prepare(edition, order)?;
    let title = Title::of(&template.manifest.title);
    let (made, _) =
        title.merge(&assembled.template, &view.catalogue, resolved, &options(&view), 1)?;
    let places = Places::of(&view, template, &assembled);
    let located = places.all(&assembled, &made.receipt.diagnostics);
    let mut lacks: Vec<Lack> = Vec::new();
    for (_, found) in &located {
        let hinders = found.severity() == Severity::Error;
        let (kind, name) = kind_of(&found.finding);
        if !hinders && kind != LackKind::Answer {
            continue;
        }
        let lack = Lack {
            kind,
            name,
            message: found.finding.message(order.language),
            code: found.finding.code().to_owned(),
            hinders,
        };
        // The same field is needed in many places.
        if !lacks.contains(&lack) {
            lacks.push(lack);
        }
    }
    lacks.extend(order.recipient.iter().filter_map(|to| of_recipient(to, order.language)));
    lacks.sort_by_key(|lack| !lack.hinders);
    Ok((lacks, told(&located, order.language)))
}

/// What a recipient lacks to be one.
pub(super) fn of_recipient(to: &Recipient, language: MessageLanguage) -> Option<Lack> {
    let words = recipient_lack(to)?;
    let message = match language {
        MessageLanguage::Danish => words.1,
        MessageLanguage::English => words.2,
    };
    Some(Lack {
        kind: LackKind::Recipient,
        name: words.0.to_owned(),
        message: message.to_owned(),
        code: String::new(),
        hinders: true,
    })
}

/// What another recipient than the citizen lacks: the member, in Danish, in English.
pub fn recipient_lack(to: &Recipient) -> Option<(&'static str, &'static str, &'static str)> {
    let given = |value: &Option<String>| value.as_ref().is_some_and(|text| !text.trim().is_empty());
    if to.role == RecipientRole::Citizen {
        return None;
    }
    if !given(&to.name) {
        return Some(("name", "modtageren har intet navn", "the recipient has no name"));
    }
    let reachable = given(&to.address) && (given(&to.postal_code) || given(&to.country));
    if !reachable && !given(&to.cpr) && !given(&to.cvr) {
        return Some((
            "address",
            "modtageren har hverken adresse, CPR-nummer eller CVR-nummer",
            "the recipient has neither address, CPR number nor CVR number",
        ));
    }
    None
}

fn kind_of(finding: &Finding) -> (LackKind, String) {
    let of_context = match finding {
        Finding::FieldMissing { name } | Finding::FieldMissingNear { name, .. } => {
            return (LackKind::Field, name.clone());
        }
        Finding::ContextFinding(finding) => finding,
        _ => return (LackKind::Fault, String::new()),
    };
    match of_context {
        ContextFinding::ContextNotNamed { .. } => (LackKind::Context, String::new()),
        ContextFinding::ContextUnknown { context, .. }
        | ContextFinding::ContextUnknownNear { context, .. }
        | ContextFinding::ContextNotOfTemplate { context, .. } => {
            (LackKind::Context, context.clone())
        }
        ContextFinding::ValueMissing { name } | ContextFinding::ValueEmpty { name } => {
            (LackKind::Field, name.clone())
        }
        ContextFinding::FormulaInputMissing { input, .. } => (LackKind::Field, input.clone()),
        ContextFinding::CriteriaMissing { field } => (LackKind::Field, field.clone()),
        ContextFinding::TitleWithoutValue { name } => (LackKind::Field, name.clone()),
        ContextFinding::TooFewItems { name, .. } => (LackKind::Field, name.clone()),
        ContextFinding::ParameterMissing { name } => (LackKind::Parameter, name.clone()),
        ContextFinding::PriceMissing { name, .. } => (LackKind::PriceAgreement, name.clone()),
        ContextFinding::LetterNotSent { letter, .. } => (LackKind::History, letter.clone()),
        ContextFinding::ReasonRequired { .. } | ContextFinding::ReasonNotGiven { .. } => {
            (LackKind::Reason, String::new())
        }
        ContextFinding::AnswerByDefault { question, .. } => (LackKind::Answer, question.clone()),
        ContextFinding::GroupAtLeastOne { questions, .. }
        | ContextFinding::GroupExactlyOne { questions, .. } => {
            (LackKind::Answer, questions.clone())
        }
        _ => (LackKind::Fault, String::new()),
    }
}
