//! The hidden codes of a template as JSON.

use serde::Serialize;

use super::receipt::PlaceWire;
use crate::diagnostic::MessageLanguage;
use crate::template::ListedField;

/// A field code and those inside it.
#[derive(Clone, Debug, Serialize)]
pub struct FieldWire {
    /// The field type in capitals; empty where it has none.
    pub keyword: String,
    /// The code with braces, nested codes included.
    pub code: String,
    /// The merge field's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What Word stored as its result.
    pub stored: String,
    /// Where it stands.
    pub place: PlaceWire,
    /// Codes inside this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nested: Vec<FieldWire>,
}

/// Field codes with their places in words of the language asked for.
pub fn listing(fields: &[ListedField], language: MessageLanguage) -> Vec<FieldWire> {
    fields
        .iter()
        .map(|field| FieldWire {
            keyword: field.keyword.clone(),
            code: field.code.clone(),
            name: field.name.clone(),
            stored: field.stored.clone(),
            place: PlaceWire::new(&field.place, language),
            nested: listing(&field.nested, language),
        })
        .collect()
}
