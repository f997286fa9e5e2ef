//! A template's manifest: what its `.docx` cannot say.

/// What is said of a template beside its document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The title in Digital Post, a handlebars expression over the case data.
    pub title: String,
    /// Keys of the contexts it is made in; never empty in a template that is right.
    pub contexts: Vec<String>,
    /// Aliases of the questions that are ticked for it, in the order in which they are asked.
    pub questions: Vec<String>,
    /// The key of its master template; without one the document is the whole letter.
    pub master: Option<String>,
    /// Enclosures that always go along.
    pub enclosures: Vec<Enclosure>,
    /// Whether documents of the case may go along.
    pub case_enclosures: bool,
    /// The document category (*dokumentkategori*).
    pub category: String,
    /// The ways it may be sent, in the order in which they are tried.
    pub channels: Vec<Channel>,
    /// The letter type, such as `manglerbrev`: what the history remembers.
    pub letter: String,
    /// The KLE key, such as `32.03.12`.
    pub kle: String,
    /// Made without a caseworker or by one.
    pub mode: LetterMode,
    /// Who answers for it.
    pub owner: Owner,
    /// The central template it is an override of.
    pub overrides: Option<OverrideOf>,
    /// What every letter of it must have, since its recipient finds the case by it.
    pub requires: Requires,
}

/// What every letter of a template must have. Udbetaling Danmark, say, asks for a title that begins
/// with the KLE key, the personal number, the name, and the word *permanent*.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requires {
    /// Fields that must be shown.
    pub fields: Vec<String>,
    /// Words that must be in the text, in any letter case.
    pub words: Vec<String>,
    /// What the title begins with.
    pub title: String,
}

/// Something that goes along with a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Enclosure {
    /// The file in the bundle.
    pub file: String,
    /// Its title.
    pub title: String,
}

/// A way to the citizen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Digital Post.
    DigitalPost,
    /// Remote print (*fjernprint*).
    RemotePrint,
    /// A printer of the authority.
    LocalPrint,
    /// Secure mail (*sikker post*).
    SecureMail,
}

/// Who makes the letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LetterMode {
    /// A caseworker.
    #[default]
    Manual,
    /// The case system by itself.
    Automatic,
}

/// Who answers for a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Owner {
    /// The central office.
    #[default]
    Central,
    /// The authority of this code.
    Authority(String),
}

/// An override (*overskrivning*): an authority's change of a central template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OverrideOf {
    /// The key of the central template.
    pub template: String,
    /// SHA-256 of the central document that it was made from.
    pub base: String,
    /// The contexts it is for; empty for all of the central template's.
    pub contexts: Vec<String>,
}

impl Manifest {
    /// The contexts the letter is made in: of an override for some contexts, those.
    pub fn used_in(&self) -> &[String] {
        match &self.overrides {
            Some(of) if !of.contexts.is_empty() => &of.contexts,
            _ => &self.contexts,
        }
    }
}
