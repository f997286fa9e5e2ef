//! Staged activation: which letters an authority has taken into use, and whether only by hand.
//!
//! Nothing has to be decided: what the central office publishes is in use by hand. An authority switches a template group (a
//! function) or a single template off, or on for cases that are decided without a caseworker, in the order it likes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::item::{ItemKind, ItemName};
use crate::store::{Document, Marks, Realm, StoreError, Work};

/// How far letters are in use.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// No letters are made of it (*inaktiv*).
    Inactive,
    /// A caseworker makes them (*kun manuel*).
    #[default]
    Manual,
    /// They may be made without a caseworker too (*automatisk*).
    Automatic,
}

impl Status {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Status::Inactive => "inactive",
            Status::Manual => "manual",
            Status::Automatic => "automatic",
        }
    }
}

/// What an authority has decided of a template or a template group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Activation {
    /// How far it is in use.
    pub status: Status,
    /// Why.
    #[serde(default)]
    pub reason: String,
}

impl Document for Activation {
    const KIND: &'static str = "activation";

    fn marks(&self) -> Marks {
        Marks { state: self.status.word().to_owned(), ..Marks::default() }
    }
}

/// The key of what is decided of a template.
pub fn of_template(key: &str) -> String {
    ItemName::new(ItemKind::Template, key).to_string()
}

/// The key of what is decided of a template group.
pub fn of_group(key: &str) -> String {
    format!("groups/{key}")
}

/// How far a template is in use in a realm: what was decided of the template itself, else the least of what was decided of its groups,
/// else by hand.
pub async fn status(
    work: &mut Work,
    realm: &Realm,
    template: &str,
    groups: &[String],
) -> Result<Status, StoreError> {
    if let Some(own) = work.get::<Activation>(realm, &of_template(template)).await? {
        return Ok(own.document.status);
    }
    let mut least = None;
    for group in groups {
        if let Some(of_group) = work.get::<Activation>(realm, &of_group(group)).await? {
            let status = of_group.document.status;
            least = Some(least.map_or(status, |least: Status| least.min(status)));
        }
    }
    Ok(least.unwrap_or_default())
}
