//! Why something about access is not done.

use crate::store::StoreError;
use thiserror::Error;

/// Why something about access is not done.
#[derive(Debug, Error)]
pub enum AccessError {
    /// There is nothing of that name.
    #[error("there is nothing of that name")]
    NotFound,
    /// A value cannot be used.
    #[error("`{field}`: {en}")]
    Invalid {
        /// Which.
        field: &'static str,
        /// What it must be, in Danish.
        da: String,
        /// What it must be, in English.
        en: String,
    },
    /// Nobody changes their own access.
    #[error("one's own access is changed by another administrator")]
    OwnAccess,
    /// Somebody must be left who decides about access.
    #[error("the last administrator stays")]
    LastAdministrator,
    /// A mailbox that several people read is no person's address.
    #[error("`{0}@` is a mailbox of a role")]
    RoleMailbox(String),
    /// An account is a person's, and is not handed on.
    #[error("an account is personal")]
    Personal,
    /// It takes another person than the one who asked.
    #[error("it takes a second person")]
    SecondPerson,
    /// It was decided already, or is not in a state in which this can be done.
    #[error("this cannot be done when it is `{0}`")]
    NotNow(String),
    /// The SE number was not confirmed, or another was.
    #[error("the SE number is not confirmed")]
    SeNumberNotConfirmed,
    /// The password cannot be used.
    #[error("the password is not fit: {en}")]
    PasswordUnfit {
        /// Why, in Danish.
        da: String,
        /// Why, in English.
        en: String,
    },
    /// Something of that name is there.
    #[error("it exists already")]
    AlreadyThere,
    /// It could not be looked up or kept.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AccessError {
    /// A value that cannot be used.
    pub fn invalid(field: &'static str, da: impl Into<String>, en: impl Into<String>) -> Self {
        AccessError::Invalid { field, da: da.into(), en: en.into() }
    }
}
