//! Items: what an owner has, each with its life.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A kind of item: a pair of files or a file of a bundle's layer.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// `bundle.toml`, the central office's only.
    Bundle,
    /// `contexts.toml`.
    Contexts,
    /// `fields.toml`.
    Fields,
    /// `questions.toml`: the merge questions.
    Questions,
    /// `reasons.toml`: the denial reasons.
    Reasons,
    /// The text of a denial reason, where it is a document.
    ReasonText,
    /// `parameters.toml`: what the authority itself gives to fields.
    Parameters,
    /// `prices.toml`: suppliers and price agreements.
    Prices,
    /// `groups.toml`: the template groups.
    Groups,
    /// `authority.toml`: what the authority is called.
    Authority,
    /// A master template.
    Master,
    /// A content element.
    Element,
    /// A template.
    Template,
    /// An enclosure that always goes along.
    Enclosure,
    /// A test person.
    Person,
    /// `brevsmed.toml`: what is decided about checks, the central office's only.
    Settings,
}

impl ItemKind {
    /// All of them.
    pub const ALL: [ItemKind; 16] = [
        ItemKind::Bundle,
        ItemKind::Contexts,
        ItemKind::Fields,
        ItemKind::Questions,
        ItemKind::Reasons,
        ItemKind::ReasonText,
        ItemKind::Parameters,
        ItemKind::Prices,
        ItemKind::Groups,
        ItemKind::Authority,
        ItemKind::Master,
        ItemKind::Element,
        ItemKind::Template,
        ItemKind::Enclosure,
        ItemKind::Person,
        ItemKind::Settings,
    ];

    /// The folder in a layer, or the file's stem where there is one file of the kind.
    pub fn place(self) -> &'static str {
        match self {
            ItemKind::Bundle => "bundle",
            ItemKind::Contexts => "contexts",
            ItemKind::Fields => "fields",
            ItemKind::Questions => "questions",
            ItemKind::Reasons | ItemKind::ReasonText => "reasons",
            ItemKind::Parameters => "parameters",
            ItemKind::Prices => "prices",
            ItemKind::Groups => "groups",
            ItemKind::Authority => "authority",
            ItemKind::Master => "masters",
            ItemKind::Element => "elements",
            ItemKind::Template => "templates",
            ItemKind::Enclosure => "enclosures",
            ItemKind::Person => "persons",
            ItemKind::Settings => "brevsmed",
        }
    }

    /// The extensions that its files may have.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            ItemKind::Master | ItemKind::Element | ItemKind::Template => &["docx", "toml"],
            ItemKind::ReasonText => &["docx"],
            ItemKind::Enclosure => &["pdf"],
            ItemKind::Person => &["json"],
            _ => &["toml"],
        }
    }

    /// Whether an owner has many, each under a key.
    pub fn is_keyed(self) -> bool {
        matches!(
            self,
            ItemKind::Master
                | ItemKind::Element
                | ItemKind::Template
                | ItemKind::Enclosure
                | ItemKind::Person
                | ItemKind::ReasonText
        )
    }
}

/// The name of an item in its realm: `templates/manglerbrev-generelt`, `questions`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ItemName {
    /// The kind.
    pub kind: ItemKind,
    /// The key; empty where there is one of the kind.
    pub key: String,
}

impl ItemName {
    /// A name.
    pub fn new(kind: ItemKind, key: impl Into<String>) -> Self {
        ItemName { kind, key: key.into() }
    }

    /// The item that a file of a layer belongs to, and the file's extension: `templates/a.docx` is `templates/a` and `docx`. Folders
    /// of authorities are not of the layer.
    pub fn of_file(path: &str) -> Option<(ItemName, &str)> {
        let (stem, extension) = path.rsplit_once('.')?;
        let item: ItemName = stem.parse().ok()?;
        item.kind.extensions().contains(&extension).then_some((item, extension))
    }
}

impl fmt::Display for ItemName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.kind.is_keyed() {
            write!(f, "{}/{}", self.kind.place(), self.key)
        } else {
            f.write_str(self.kind.place())
        }
    }
}

impl From<ItemName> for String {
    fn from(name: ItemName) -> String {
        name.to_string()
    }
}

impl TryFrom<String> for ItemName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl FromStr for ItemName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (place, key) = text.split_once('/').unwrap_or((text, ""));
        ItemKind::ALL
            .into_iter()
            .find(|kind| kind.place() == place && kind.is_keyed() != key.is_empty())
            .filter(|_| !key.contains('/'))
            .map(|kind| ItemName::new(kind, key))
            .ok_or_else(|| format!("`{text}` is no item of a bundle"))
    }
}
