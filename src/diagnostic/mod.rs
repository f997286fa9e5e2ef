//! Diagnostics: what an author should know about a template, as data.
//!
//! A *diagnostic* is something in the author's template or in the caller's data; there are many at
//! once, each with a code, a place in the author's own terms and help. An *error* is something we
//! could not do; there is one, and it is a Rust error. The two never mix.
//!
//! A template that compares a question with the wrong letter, say, gives
//!
//! ```text
//! fejl[F110]: feltet `SET` mangler navnet på et bogmærke
//!   --> brevets tekst, under "Din ret til at klage", afsnit 4
//!    |  Vi har sendt brevet til { SET }.
//!    |                          ^^^^^^^
//!    = hjælp: …
//! ```
//!
//! Messages exist in Danish, which administrators read, and English. Both stand side by side in
//! [`Finding`], so that a message without its twin does not compile. No message holds a value from
//! the case: names of fields and words of the template only.

mod bundle_finding;
mod composition_finding;
mod context_finding;
mod finding;
mod near;
mod place;
mod proof_finding;
mod render;
mod rendering_finding;
mod rule_finding;
mod toml_words;
mod version_finding;

pub use bundle_finding::BundleFinding;
pub use composition_finding::CompositionFinding;
pub use context_finding::ContextFinding;
pub use finding::Finding;
pub(crate) use finding::TERM;
pub use near::near;
pub use place::{Place, StoryKind};
pub use proof_finding::ProofFinding;
pub use render::render;
pub use rendering_finding::RenderingFinding;
pub use rule_finding::RuleFinding;
pub(crate) use toml_words::toml_danish;
pub use version_finding::VersionFinding;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// The letter can be written, and may not be what was meant.
    Warning,
    /// The letter would be wrong: it is not written unless the caller insists.
    Error,
}

/// The language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MessageLanguage {
    /// Danish.
    #[default]
    Danish,
    /// English.
    English,
}

/// A finding and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What was found.
    pub finding: Finding,
    /// Where; `None` when it concerns the template or the request as a whole.
    pub place: Option<Place>,
}

impl Diagnostic {
    /// A finding at a place.
    pub fn at(finding: impl Into<Finding>, place: &Place) -> Self {
        Diagnostic { finding: finding.into(), place: Some(place.clone()) }
    }

    /// A finding about the whole.
    pub fn of(finding: impl Into<Finding>) -> Self {
        Diagnostic { finding: finding.into(), place: None }
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.finding.severity()
    }
}

/// Whether any of the diagnostics is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
}
