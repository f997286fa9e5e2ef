//! Where a thing is kept: an authority in an environment.

use serde::{Deserialize, Serialize};

/// An environment and an authority. What is kept in one realm is never seen from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Realm {
    /// The environment, such as `production`; empty for what belongs to the whole installation.
    pub environment: String,
    /// The authority's code, such as `751`, or [`Realm::CENTRAL`]; empty for the whole installation.
    pub authority: String,
}

impl Realm {
    /// The authority of the central office, which makes what municipalities override.
    pub const CENTRAL: &'static str = "central";

    /// A realm.
    pub fn new(environment: impl Into<String>, authority: impl Into<String>) -> Self {
        Realm { environment: environment.into(), authority: authority.into() }
    }

    /// What belongs to the installation: accounts, systems, authorities.
    pub fn installation() -> Self {
        Realm::new("", "")
    }

    /// The central office in the same environment.
    #[must_use]
    pub fn central(&self) -> Self {
        Realm::new(self.environment.clone(), Self::CENTRAL)
    }

    /// Whether it is the central office's.
    pub fn is_central(&self) -> bool {
        self.authority == Self::CENTRAL
    }
}

impl std::fmt::Display for Realm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.environment, self.authority)
    }
}
