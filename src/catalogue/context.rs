//! Contexts: the process and step in which a letter is made.

/// A context (*kontekst, proces*).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The key, such as `fodbehandling`.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The process it belongs to.
    pub process: String,
    /// The step in the process.
    pub step: String,
    /// Case types (*sagstyper*) it is used for.
    pub case_types: Vec<String>,
    /// Words that speak of this context alone, in lower case: a letter for several contexts that
    /// says one of them unguarded speaks of the wrong matter to someone. A word stands for all words
    /// that begin with it: `fodbehandling` finds *fodbehandlinger*.
    pub words: Vec<String>,
    /// Values that fields always have in this context: `Sag.Ydelse` is `fodbehandling`.
    pub values: Vec<(String, String)>,
    /// Whether a denial reason is part of the request.
    pub reason: ReasonRule,
    /// Fields that must be `J` for a denial reason to be given: the objective criteria.
    pub reason_requires: Vec<String>,
}

/// Whether a denial reason belongs to a context.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReasonRule {
    /// A reason is refused.
    #[default]
    Refused,
    /// A reason may be given.
    Allowed,
    /// A reason must be given.
    Required,
}

/// The contexts that something exists in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Contexts {
    /// All of them.
    #[default]
    All,
    /// These keys.
    Only(Vec<String>),
}

impl Contexts {
    /// Whether a context is among them.
    pub fn contains(&self, context: &str) -> bool {
        match self {
            Contexts::All => true,
            Contexts::Only(keys) => keys.iter().any(|key| key == context),
        }
    }
}
