//! The contract with case systems: the JSON Schema of the merge request that a template needs.
//!
//! A case system should not have to read a Word document to know what to send. Of a template, its
//! manifest and the catalogue this room makes the schema (draft 2020-12) of the case request that the
//! letter is merged from:
//!
//! ```text
//! { "context": "briller", "data": { "Borger": { "Navn": "Åse Ø." } }, "answers": { "fast-tandprotese": "N" } }
//! ```
//!
//! [`needs()`] walks the compiled template and notes for each field under which conditions a letter
//! uses it; [`request_schema`] says it in JSON Schema, [`sample_request`] gives a request that fits,
//! and [`breaking`] tells whether callers of the old version can go on as they are.
//!
//! Decisions:
//!
//! | question | decision |
//! |---|---|
//! | a field that stands behind a question | is mandatory when the question is answered so (`if`/`then`); where the condition cannot be said in a schema, optional, and told in `x-brevsmed` |
//! | a field that the bundle can supply (parameter, price, history, reason, formula, the context) | is there and optional; what it is computed from is needed in its place |
//! | questions | by alias, which is the same in every environment; the merge takes keys too, the contract does not promise it |
//! | more data than the template needs | allowed: case systems send what they have |
//! | `if`/`then` by context | only where contexts differ in what they need |

mod breaking;
mod condition;
mod needs;
mod sample;
mod schema;

pub use breaking::{Break, BreakKind, breaking};
pub use condition::{Atom, Guard, Test};
pub use needs::{Need, Needs, needs};
pub use sample::sample_request;
pub use schema::request_schema;

use crate::catalogue::{Catalogue, Manifest};
use crate::template::Template;

/// What a contract is made of.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'s> {
    /// The composed template.
    pub template: &'s Template,
    /// What is said beside it.
    pub manifest: &'s Manifest,
    /// What the authority has.
    pub catalogue: &'s Catalogue,
    /// Keys of the contexts that are meant; `None` for all of the template's.
    pub contexts: Option<&'s [String]>,
}

impl Subject<'_> {
    /// The contexts that are meant, in the order of the manifest.
    pub fn contexts(&self) -> Vec<&str> {
        let used = match &self.manifest.overrides {
            Some(of) if !of.contexts.is_empty() => &of.contexts,
            _ => &self.manifest.contexts,
        };
        used.iter()
            .map(String::as_str)
            .filter(|key| self.contexts.is_none_or(|asked| asked.iter().any(|asked| asked == key)))
            .collect()
    }
}
