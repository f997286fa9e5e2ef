//! What an authority decides about its own checks: `brevsmed.toml` and the policy of its language.
//!
//! [`Settings`] say which rules run, how severe they are, which templates are excepted and why.
//! [`LanguagePolicy`] holds the words and limits that the rules of plain language go by: as data, so
//! that an authority replaces them without waiting for a release. Both are read from TOML with
//! positions; an unknown key is an error that says where it stands and which key was meant.
//!
//! ```toml
//! select = ["A", "W101"]              # the default selection without it
//! extend-select = ["A503"]
//! ignore = ["W105"]
//! fail-on = "warning"                 # "error" without it; "note", "never"
//! baseline = "brevsmed-baseline.json"
//! language = "da-DK"
//!
//! [severity]
//! W103 = "warning"                    # "error", "warning", "note", "off"
//!
//! [[exceptions]]
//! files = ["templates/undtagelse-*.docx"]
//! rules = ["A602"]
//! reason = "Modtageren er en myndighed, som læser formularen maskinelt."
//! until = 2027-12-31                  # the last day; without it, for good
//!
//! [policy.da]
//! sentence-words = 22                 # a limit
//! sensitive-words = ["misbrug"]       # a list that replaces ours
//! ignore-officialese = ["vedrørende"] # words that are accepted
//!
//! [policy.da.extend-officialese]      # words besides ours
//! "nærtstående" = "nær"
//! ```
//!
//! The tables of the service (`[service]`, `[store]`, …) stand in the same file, and are read by the room `config`.
//!
//! The six keys at the top may stand in `[validate]` instead. The policies that ship are files of the
//! same keys as `[policy.da]`: `da.toml`, `nb.toml`, `sv.toml`, `en.toml` in this room.

mod language;
mod read;
mod settings;

pub(crate) use language::fits;
pub use language::{LanguagePolicy, Wording};
pub use settings::{Exception, FailOn, RuleSeverity, Settings, SettingsError};
pub(crate) use settings::{SERVICE_TABLES, is_of_checks};
