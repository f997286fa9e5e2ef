//! The styles of a document, by id and by name.

use std::collections::BTreeMap;

use super::tree::{Element, Node, Tree};

/// The longest chain of styles based on styles that is followed.
const CHAIN: usize = 12;

/// The styles of a document (ISO/IEC 29500-1, 17.7).
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The styles by id.
    pub styles: BTreeMap<String, Element>,
    /// The id of a style by its type and its name in lower case.
    names: BTreeMap<(String, String), String>,
    /// The style of each type that text without a style has.
    defaults: BTreeMap<String, String>,
    /// The language of text by default.
    language: Option<String>,
}

impl Sheet {
    /// Reads the styles of a part.
    pub fn of(tree: Option<&Tree>, language: Option<&str>) -> Self {
        let mut sheet = Sheet { language: language.map(str::to_owned), ..Sheet::default() };
        let children = tree.map(|tree| tree.root.children.as_slice()).unwrap_or_default();
        for style in children.iter().filter_map(Node::element).filter(|child| child.is("style")) {
            sheet.add(style);
        }
        sheet
    }

    /// Adds a style; the first of its id and of its name holds.
    pub fn add(&mut self, style: &Element) {
        let Some(id) = style.get("styleId") else { return };
        let kind = kind_of(style);
        self.names.entry((kind.clone(), name_of(style))).or_insert_with(|| id.clone());
        if is_default(style) {
            self.defaults.entry(kind).or_insert_with(|| id.clone());
        }
        self.styles.entry(id).or_insert_with(|| style.clone());
    }

    /// The id of a style by type and name, letter case apart.
    pub fn id_of(&self, kind: &str, name: &str) -> Option<&String> {
        self.names.get(&(kind.to_owned(), name.to_lowercase()))
    }

    /// Whether a style of any type has this name.
    pub fn has_name(&self, name: &str) -> bool {
        self.names.keys().any(|(_, known)| known == name)
    }

    /// The style that text of a type has without naming one.
    pub fn default_of(&self, kind: &str) -> Option<&String> {
        self.defaults.get(kind)
    }

    /// The language of text in a paragraph style and a character style.
    pub fn language(&self, paragraph: Option<&str>, character: Option<&str>) -> Option<String> {
        let paragraph = paragraph.or_else(|| self.defaults.get("paragraph").map(String::as_str));
        character
            .and_then(|id| self.own_language(id))
            .or_else(|| paragraph.and_then(|id| self.own_language(id)))
            .or_else(|| self.language.clone())
    }

    fn own_language(&self, id: &str) -> Option<String> {
        let mut id = id.to_owned();
        for _ in 0..CHAIN {
            let style = self.styles.get(&id)?;
            let language = style.child("rPr").and_then(|rpr| rpr.child("lang"));
            if let Some(language) = language.and_then(|lang| lang.get("val")) {
                return Some(language);
            }
            id = style.child_value("basedOn")?;
        }
        None
    }
}

/// The type of a style: `paragraph`, `character`, `table`, `numbering`.
pub(super) fn kind_of(style: &Element) -> String {
    style.get("type").unwrap_or_else(|| "paragraph".to_owned())
}

/// The name of a style in lower case.
pub(super) fn name_of(style: &Element) -> String {
    style.child_value("name").or_else(|| style.get("styleId")).unwrap_or_default().to_lowercase()
}

/// Whether text without a style has this one.
pub(super) fn is_default(style: &Element) -> bool {
    style.get("default").is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
}
