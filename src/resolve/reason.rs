//! The denial reason: whether there must be one, and which.

use super::values::{Given, Resolver};
use super::{CaseRequest, Resolved, Subject, kinds, quoted};
use crate::catalogue::{Catalogue, Context, Contexts, DenialReason, ReasonRule};
use crate::diagnostic::{ContextFinding, Diagnostic};
use crate::merge::Datum;

/// The reason that was chosen, if it may be; what is wrong with the choice is told.
pub(super) fn chosen<'s>(
    subject: &Subject<'s>,
    context: &Context,
    case: &CaseRequest,
    resolved: &mut Resolved,
) -> Option<&'s DenialReason> {
    let context_key = || context.key.clone();
    let given = case.reason.as_deref().filter(|reason| !reason.trim().is_empty());
    let (reason, finding) = match (given, context.reason) {
        (None, ReasonRule::Required) => {
            (None, Some(ContextFinding::ReasonRequired { context: context_key() }))
        }
        (None, _) => (None, None),
        (Some(_), ReasonRule::Refused) => {
            (None, Some(ContextFinding::ReasonRefused { context: context_key() }))
        }
        (Some(key), _) => match known(subject.catalogue, context, key) {
            Ok(reason) => (Some(reason), None),
            Err(finding) => (None, Some(finding)),
        },
    };
    resolved.diagnostics.extend(finding.map(Diagnostic::of));
    resolved.reason = reason.map(|reason| reason.key.clone());
    reason
}

fn known<'c>(
    catalogue: &'c Catalogue,
    context: &Context,
    key: &str,
) -> Result<&'c DenialReason, ContextFinding> {
    let reason = key.to_owned();
    let Some(found) = catalogue.reason(key) else {
        let offered = catalogue
            .reasons
            .iter()
            .filter(|reason| reason.active && reason.contexts.contains(&context.key))
            .map(|reason| reason.key.as_str());
        return Err(match crate::diagnostic::near(key, offered.clone()) {
            Some(near) => ContextFinding::ReasonUnknownNear { reason, near: near.to_owned() },
            None => ContextFinding::ReasonUnknown { reason, reasons: quoted(offered) },
        });
    };
    if !found.active {
        return Err(ContextFinding::ReasonInactive { reason });
    }
    match &found.contexts {
        Contexts::Only(keys) if !found.contexts.contains(&context.key) => {
            Err(ContextFinding::ReasonNotInContext {
                reason,
                context: context.key.clone(),
                contexts: quoted(keys.iter().map(String::as_str)),
            })
        }
        _ => Ok(found),
    }
}

/// Checks that the objective criteria are met, without which no reason can be chosen.
pub(super) fn criteria(context: &Context, resolver: &mut Resolver<'_>, resolved: &mut Resolved) {
    for name in &context.reason_requires {
        let met = match resolver.by_name(name) {
            Some(Ok(Given { datum: Datum::Value(value), .. })) => kinds::boolean(&value),
            _ => None,
        };
        let finding = match met {
            Some(true) => continue,
            Some(false) => ContextFinding::ReasonWithoutCriteria { field: name.clone() },
            None => ContextFinding::CriteriaMissing { field: name.clone() },
        };
        resolved.diagnostics.push(Diagnostic::of(finding));
    }
}
