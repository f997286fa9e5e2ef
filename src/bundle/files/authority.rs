//! `bundle.toml` and `authority.toml`: what the whole is called.

use schemars::JsonSchema;
use serde::Deserialize;

/// The bundle as a whole.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct BundleFile {
    /// What people call the bundle.
    pub name: String,
    /// The language of the letters, such as `da-DK`.
    #[serde(default = "danish")]
    pub language: String,
    /// The environment whose question keys stand in the templates' field codes.
    pub environment: String,
    /// All environments; a question has a key in each. Without it, only `environment`.
    #[serde(default)]
    pub environments: Vec<String>,
    /// What becomes of the gaps that empty fields leave in a letter.
    #[serde(default)]
    pub gaps: GapsChoice,
}

/// What becomes of the gaps that empty fields leave in a letter.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::bundle) enum GapsChoice {
    /// Empty paragraphs, lines and rows go, doubled blanks are closed up.
    #[default]
    Close,
    /// As Word does it: only paragraphs of empty merge fields go.
    AsWord,
}

/// An authority of the bundle.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct AuthorityFile {
    /// The authority's name.
    pub name: String,
}

fn danish() -> String {
    "da-DK".to_owned()
}
