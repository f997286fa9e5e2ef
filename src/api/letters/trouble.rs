//! What goes wrong with letters, as problems.

use crate::access::{Identity, Permission};
use crate::api::{Call, Problem, kinds};
use crate::archive::{KeepError, Letter, MakeError, RefusalKind, ReviewError};
use crate::store::{Kept, StoreError, Work};

/// Why there is no letter.
pub(super) fn not_made(error: &MakeError) -> Problem {
    match error {
        MakeError::NoTemplate => Problem::not_found(
            "myndigheden bruger ingen skabelon med den nøgle",
            "the authority uses no template of that key",
        ),
        MakeError::Package(error) => Problem::template(error),
        MakeError::Render(error) => Problem::not_rendered("template", error),
        MakeError::Refused { kind, found } => {
            let kind = match kind {
                RefusalKind::Context => kinds::CONTEXT_REFUSED,
                RefusalKind::ReasonNotAllowed => kinds::REASON_NOT_ALLOWED,
                RefusalKind::ReasonRequired => kinds::REASON_REQUIRED,
                RefusalKind::Other => kinds::MERGE_REFUSED,
            };
            let first = found.iter().find(|found| found.severity == "error");
            let found = serde_json::to_value(found).unwrap_or_default();
            let problem = Problem::of(kind).with("diagnostics", found);
            // The words are in the caller's language already.
            match first {
                Some(first) => problem.because(first.message.clone(), first.message.clone()),
                None => problem,
            }
        }
    }
}

/// Why a step of a letter's life cannot be taken.
pub(super) fn no_step(error: ReviewError) -> Problem {
    match error {
        ReviewError::NotNow(state) => {
            Problem::of(kinds::LETTER_NOT_NOW).with("state", state.as_str())
        }
        ReviewError::Training => Problem::of(kinds::TRAINING_LETTER),
        ReviewError::Store(error) => stored(error),
    }
}

/// Why a letter could not be kept.
pub(super) fn not_kept(error: KeepError) -> Problem {
    match error {
        KeepError::NoLetter { .. } => no_letter(),
        KeepError::NotUnsent { key, state } => {
            Problem::of(kinds::LETTER_NOT_NOW).with("letter", key).with("state", state.as_str())
        }
        KeepError::Store(error) => stored(error),
    }
}

/// Two reviewers at once count into one entry: nothing was done, and the same can be done again.
pub(super) fn stored(error: StoreError) -> Problem {
    match error {
        StoreError::Changed { kind: "review-count", .. }
        | StoreError::AlreadyThere { kind: "review-count", .. } => Problem::of(kinds::BUSY),
        error => error.into(),
    }
}

/// No letter of that id, or none that the caller may know of.
pub(super) fn no_letter() -> Problem {
    Problem::not_found("der er intet brev med det id", "there is no letter of that id")
}

/// Whether the caller may know of a letter: a case system of those that it had made, a person of those in the own areas.
pub(super) fn may_know(call: &Call, letter: &Letter, permission: Permission) -> bool {
    match call.caller.identity {
        Identity::System(_) => letter.made_by == call.caller.who(),
        _ => call.caller.may_in_area(permission, &call.realm, &letter.groups, call.now),
    }
}

/// The letter of an id, if the caller may know of it.
pub(super) async fn find(
    call: &Call,
    work: &mut Work,
    id: &str,
    permission: Permission,
) -> Result<Kept<Letter>, Problem> {
    // Whatever is no id names no letter; the store is not asked.
    if uuid::Uuid::try_parse(id).is_err() {
        return Err(no_letter());
    }
    let kept = work.get::<Letter>(&call.realm, id).await?;
    kept.filter(|kept| may_know(call, &kept.document, permission)).ok_or_else(no_letter)
}

/// Asks for a permission on a letter's area.
pub(super) fn ask_in_area(
    call: &Call,
    permission: Permission,
    groups: &[String],
) -> Result<(), Problem> {
    if call.caller.may_in_area(permission, &call.realm, groups, call.now) {
        return Ok(());
    }
    let name = serde_json::to_value(permission).unwrap_or_default();
    Err(Problem::of(kinds::NOT_PERMITTED).with("permission", name))
}
