//! What rules of access come to outside: each of their errors as a problem; texts within their bounds.

use super::call::Call;
use super::problem::Problem;
use super::problem_kinds as kinds;
use crate::access::AccessError;
use crate::access::identity::LoginError;

impl From<AccessError> for Problem {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::NotFound => Problem::of(kinds::NOT_FOUND),
            AccessError::Invalid { field, da, en } => Problem::invalid(field, da, en),
            AccessError::OwnAccess => Problem::of(kinds::OWN_ACCESS),
            AccessError::LastAdministrator => Problem::of(kinds::LAST_ADMINISTRATOR),
            AccessError::RoleMailbox(_) => Problem::of(kinds::ROLE_MAILBOX).with("field", "email"),
            AccessError::Personal => Problem::of(kinds::PERSONAL),
            AccessError::SecondPerson => Problem::of(kinds::SECOND_PERSON),
            AccessError::NotNow(state) => Problem::of(kinds::NOT_NOW).with("state", state),
            AccessError::SeNumberNotConfirmed => Problem::of(kinds::SE_NUMBER_NOT_CONFIRMED),
            AccessError::PasswordUnfit { da, en } => {
                Problem::of(kinds::PASSWORD_UNFIT).because(da, en)
            }
            AccessError::AlreadyThere => Problem::of(kinds::ALREADY_THERE),
            AccessError::Store(error) => error.into(),
        }
    }
}

impl From<LoginError> for Problem {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::Away => Problem::of(kinds::PROVIDER_AWAY),
            LoginError::Refused => Problem::of(kinds::PROVIDER_REFUSED),
        }
    }
}

/// A text without blanks around it, of so many signs, none of which moves the cursor.
pub(super) fn text(field: &str, text: &str, least: usize, most: usize) -> Result<String, Problem> {
    let text = text.trim();
    let length = text.chars().count();
    let is_plain = !text.chars().any(|sign| sign.is_control() && sign != '\n');
    if (least..=most).contains(&length) && is_plain {
        return Ok(text.to_owned());
    }
    Err(Problem::invalid(
        field,
        format!("{least} til {most} almindelige tegn"),
        format!("{least} to {most} ordinary characters"),
    ))
}

/// What was made under an idempotency key is not made again, and its secret is not shown again.
pub(super) fn shown_once(call: &Call) -> Result<(), Problem> {
    if call.earlier.is_some() { Err(Problem::of(kinds::SHOWN_ONCE)) } else { Ok(()) }
}
