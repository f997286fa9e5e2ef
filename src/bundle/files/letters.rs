//! The files of the letters: masters, elements, templates, template groups.

use schemars::JsonSchema;
use serde::Deserialize;

/// A master template, beside its `.docx`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct MasterFile {
    /// What people call it.
    pub name: String,
    /// Whom letters on it are for.
    #[serde(default)]
    pub recipient: String,
}

/// A content element, beside its `.docx`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct ElementFile {
    /// What people call it.
    pub name: String,
    /// What it is in the eyes of the law: `klagevejledning`, `begrundelse`.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Where it may be used; without it, in all contexts.
    #[serde(default)]
    pub contexts: Option<Vec<String>>,
}

/// A template, beside its `.docx`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct TemplateFile {
    /// What people call it.
    pub name: String,
    /// The title in Digital Post, with values of the case: `Afslag på {{Sag.Ydelse}}`.
    pub title: String,
    /// Keys of the contexts it is made in.
    pub contexts: Vec<String>,
    /// Aliases of the questions that are ticked for it, in the order in which they are asked.
    #[serde(default)]
    pub questions: Vec<String>,
    /// The key of its master template; without it the document is the whole letter.
    #[serde(default)]
    pub master: Option<String>,
    /// What always goes along.
    #[serde(default)]
    pub enclosures: Vec<EnclosureWire>,
    /// Documents of the case may go along.
    #[serde(default)]
    pub case_enclosures: bool,
    /// The document category.
    pub category: String,
    /// The ways it may be sent, in the order in which they are tried.
    #[serde(default = "digital_post")]
    pub channels: Vec<ChannelWord>,
    /// The letter type, such as `manglerbrev`: what the case's history remembers.
    pub letter: String,
    /// The KLE key, such as `32.03.12`.
    #[serde(default)]
    pub kle: String,
    /// Who makes the letter.
    #[serde(default)]
    pub mode: ModeWord,
    /// The central template it is an override of; for authorities only.
    #[serde(default)]
    pub overrides: Option<OverrideWire>,
    /// What every letter of it must have, since its recipient finds the case by it.
    #[serde(default)]
    pub requires: RequiresWire,
}

/// What every letter must have.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct RequiresWire {
    /// Fields that must be shown.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Words that must be in the text.
    #[serde(default)]
    pub words: Vec<String>,
    /// What the title in Digital Post begins with.
    #[serde(default)]
    pub title: String,
}

/// Something that goes along with a letter.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct EnclosureWire {
    /// The file in the bundle.
    pub file: String,
    /// Its title.
    pub title: String,
}

/// A way to the citizen.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::bundle) enum ChannelWord {
    /// Digital Post.
    DigitalPost,
    /// Remote print.
    RemotePrint,
    /// A printer of the authority.
    LocalPrint,
    /// Secure mail.
    SecureMail,
}

/// Who makes the letter.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::bundle) enum ModeWord {
    /// A caseworker.
    #[default]
    Manual,
    /// The case system by itself.
    Automatic,
}

/// What an override changes.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct OverrideWire {
    /// The key of the central template.
    pub template: String,
    /// SHA-256 of the central `.docx` that it was made from.
    pub base: String,
    /// The contexts it is for; empty for all of the central template's.
    #[serde(default)]
    pub contexts: Vec<String>,
}

/// The template groups: the letters offered in a step.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct GroupsFile {
    /// The groups.
    #[serde(default)]
    pub group: Vec<GroupWire>,
}

/// A template group.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::bundle) struct GroupWire {
    /// The key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The process.
    pub process: String,
    /// The step.
    #[serde(default)]
    pub step: String,
    /// Keys of its templates, in the order in which they are offered.
    pub templates: Vec<String>,
    /// The one that is suggested.
    #[serde(default)]
    pub default: Option<String>,
}

fn digital_post() -> Vec<ChannelWord> {
    vec![ChannelWord::DigitalPost]
}
