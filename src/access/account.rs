//! Accounts: persons who sign in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::Grant;
use super::permission::Level;
use crate::store::{Document, Marks, Moment};

/// A person's account. Kept in the installation's realm under its id.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    /// The name.
    pub name: String,
    /// The person's own mail address, in lower case.
    pub email: String,
    /// What the person was given.
    pub grants: Vec<Grant>,
    /// The password, hashed (Argon2id, PHC string); `None` where an identity provider signs the person in.
    #[serde(default)]
    pub password: Option<String>,
    /// The password is a first password, which must be changed.
    #[serde(default)]
    pub first_password: bool,
    /// All access was revoked.
    #[serde(default)]
    pub revoked: bool,
    /// The last time the person signed in.
    #[serde(default)]
    pub last_login: Option<Moment>,
    /// Until when the first password works.
    #[serde(default)]
    pub first_password_until: Option<Moment>,
    /// The identity provider that signs the person in, by its name in the settings; `None` where a password does.
    #[serde(default)]
    pub provider: Option<String>,
    /// What the person is asked about, where.
    #[serde(default)]
    pub contact: Vec<Contact>,
    /// Who gave what, on which grounds; one entry a grant.
    #[serde(default)]
    pub given: Vec<Given>,
}

/// On which grounds a person was given a level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// The level.
    pub level: Level,
    /// The environment.
    pub environment: String,
    /// The authority's code, or `central`.
    pub authority: String,
    /// Who gave it: `person:ID`.
    pub by: String,
    /// When.
    pub at: Moment,
    /// On which grounds: who asked for it, and how; empty where nothing was said.
    #[serde(default)]
    pub basis: String,
}

/// What a person is asked about in an authority: notices go to whoever has the role (*kontaktrolle*).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The environment.
    pub environment: String,
    /// The authority's code, or `central`.
    pub authority: String,
    /// The role.
    pub role: ContactRole,
}

/// A contact role (*kontaktrolle*).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ContactRole {
    /// Answers for who has access (*kontaktansvarlig*).
    Access,
    /// Answers for the system and its agreements (*systemansvarlig*).
    System,
    /// Looks after templates and their follow-up tasks.
    Templates,
    /// Answers for web accessibility.
    Accessibility,
    /// The data protection officer (*databeskyttelsesrådgiver*).
    DataProtection,
    /// Is called when something does not work.
    Operations,
}

impl Account {
    /// An account that nobody can sign in to yet.
    pub fn new(name: impl Into<String>, email: impl Into<String>, grants: Vec<Grant>) -> Self {
        Account {
            name: name.into(),
            email: email.into().to_lowercase(),
            grants,
            password: None,
            first_password: false,
            revoked: false,
            last_login: None,
            first_password_until: None,
            provider: None,
            contact: Vec::new(),
            given: Vec::new(),
        }
    }
}

impl Document for Account {
    const KIND: &'static str = "account";
    /// The trail says who was given what; former names, addresses and passwords are to be forgotten.
    const HISTORY: bool = false;

    fn marks(&self) -> Marks {
        let state = if self.revoked { "revoked" } else { "open" };
        Marks { state: state.to_owned(), subject: self.email.clone(), due: None }
    }
}

/// A session: a person who has signed in. Kept under the hash of its token.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Session {
    /// The id of the account.
    pub account: String,
    /// When it ends, unless it is used before.
    pub until: Moment,
    /// How the person signed in: `password`, or `provider:` and its name.
    #[serde(default)]
    pub method: String,
    /// How sure the identity provider is of the person, in its own words (`acr`); empty where it says nothing.
    #[serde(default)]
    pub assurance: String,
}

impl Session {
    /// A session that began with a password.
    pub fn new(account: impl Into<String>, until: Moment) -> Self {
        Session {
            account: account.into(),
            until,
            method: "password".to_owned(),
            assurance: String::new(),
        }
    }
}

impl Document for Session {
    const KIND: &'static str = "session";
    const HISTORY: bool = false;

    fn marks(&self) -> Marks {
        Marks { state: String::new(), subject: self.account.clone(), due: Some(self.until) }
    }
}
