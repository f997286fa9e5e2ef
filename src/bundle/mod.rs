//! The bundle: everything an authority's letters are made of, in files that people read and review.
//!
//! A bundle is a folder, or the same as a zip. TOML for what people write, `.docx` for what they
//! write in Word, JSON for test persons, since that is what case systems send:
//!
//! ```text
//! bundle.toml                       name, environments, language
//! contexts.toml  fields.toml  questions.toml  reasons.toml  parameters.toml  prices.toml  groups.toml
//! masters/borger.docx      + borger.toml
//! elements/klagevejledning.docx     + klagevejledning.toml
//! templates/manglerbrev-generelt.docx + manglerbrev-generelt.toml
//! persons/aase-holm.json
//! authorities/999/…                 the same files once more: what this municipality adds or overrides
//! ```
//!
//! [`read`] gives a bundle and what was [`Found`] in its files, all at once: first each file against
//! the schema of its kind ([`schemas`], which are made of the structs that read the files), then the
//! files against each other. A fault has its file, line and words for whoever wrote it:
//!
//! ```text
//! fejl[B720]: konteksten `briler` findes ikke i `contexts.toml`
//!   --> fields.toml:17
//!    |  contexts = ["briler"]
//!    |              ^^^^^^^^
//!    = hjælp: mente du `briller`?
//! ```
//!
//! [`starter`] makes a small bundle that is whole; what is added to a written file later is put into
//! its text, so that comments stay.
//!
//! What an authority sees is a [`View`]: its own things over the central ones.

mod check;
mod convert;
mod edit;
mod files;
mod found;
mod json_places;
mod names;
mod person;
mod places;
mod read;
mod references;
mod schemas;
mod source;
mod start;
mod view;

pub use edit::{EditError, Entry, EntryEdit, EntryList, edit_list};
pub use found::Found;
pub use places::Places;
pub use read::{Read, read};
pub use schemas::schemas;
pub use start::{
    NewQuestion, add_overrides, append_question, blank_document, is_key, manifest_text, renamed,
    starter, take_over, tick,
};
pub use view::{Assembled, View};

use std::collections::BTreeMap;

use crate::catalogue::{Catalogue, Contexts, Manifest};
use crate::merge::Gaps;
use crate::resolve::CaseRequest;

/// Files by path, with `/` between folders, relative to the bundle.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A bundle as it was read.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// What people call it.
    pub name: String,
    /// The environment whose question keys stand in its templates.
    pub environment: String,
    /// All environments, in the order of the file.
    pub environments: Vec<String>,
    /// The letters' language, such as `da-DK`.
    pub language: String,
    /// What becomes of the gaps that vanished fields leave, in all its letters.
    pub gaps: Gaps,
    /// What the central office makes.
    pub central: Layer,
    /// What authorities add and override.
    pub authorities: Vec<Authority>,
    /// Test persons.
    pub persons: Vec<TestPerson>,
}

/// An authority and what is its own.
#[derive(Clone, Debug, Default)]
pub struct Authority {
    /// The code, such as `999`.
    pub code: String,
    /// The name.
    pub name: String,
    /// What is its own. The catalogue here holds only that.
    pub layer: Layer,
}

/// What one owner has.
#[derive(Clone, Debug, Default)]
pub struct Layer {
    /// The catalogue.
    pub catalogue: Catalogue,
    /// The master templates.
    pub masters: Vec<Master>,
    /// The content elements.
    pub elements: Vec<Element>,
    /// The templates.
    pub templates: Vec<LetterTemplate>,
    /// The template groups.
    pub groups: Vec<TemplateGroup>,
}

/// A master template (*masterskabelon*).
#[derive(Clone, Debug, Default)]
pub struct Master {
    /// The key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Whom letters on it are for.
    pub recipient: String,
    /// The file in the bundle.
    pub file: String,
    /// The `.docx`.
    pub document: Vec<u8>,
}

/// A content element (*indholdselement*).
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// The key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What it is in the eyes of the law: `klagevejledning`, `begrundelse`.
    pub tags: Vec<String>,
    /// Where it may be used.
    pub contexts: Contexts,
    /// The file in the bundle.
    pub file: String,
    /// The `.docx`.
    pub document: Vec<u8>,
}

/// A template (*beskedskabelon*).
#[derive(Clone, Debug, Default)]
pub struct LetterTemplate {
    /// What is said beside the document.
    pub manifest: Manifest,
    /// The file in the bundle.
    pub file: String,
    /// The `.docx`.
    pub document: Vec<u8>,
}

/// A template group (*beskedskabelongruppe*): the letters offered in a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TemplateGroup {
    /// The key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The process.
    pub process: String,
    /// The step.
    pub step: String,
    /// Keys of its templates, in the order in which they are offered.
    pub templates: Vec<String>,
    /// The one that is suggested.
    pub default: Option<String>,
}

/// An invented citizen.
#[derive(Clone, Debug, Default)]
pub struct TestPerson {
    /// The key.
    pub key: String,
    /// The name.
    pub name: String,
    /// The cases, one for each context in which the person can be used.
    pub cases: Vec<CaseRequest>,
}

impl Bundle {
    /// The bundle as an authority sees it; without one, as the central office does.
    pub fn view(&self, authority: Option<&str>) -> Option<View<'_>> {
        View::of(self, authority)
    }

    /// The test person of a key.
    pub fn person(&self, key: &str) -> Option<&TestPerson> {
        self.persons.iter().find(|person| person.key == key)
    }
}
