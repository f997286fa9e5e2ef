//! The catalogue's fields by name, and its formulas, read once: a batch does not look through all of
//! them for each letter.

use std::collections::HashMap;

use super::formula::{FormulaText, formula_text};
use crate::catalogue::{Catalogue, Source, fold};
use crate::field::FormulaError;

/// Where the fields of a catalogue are, by their names as [`fold`] has them.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    fields: HashMap<String, usize>,
    /// Fields of items, by list and name.
    items: HashMap<String, HashMap<String, usize>>,
    /// Formulas by their text.
    formulas: HashMap<String, Result<FormulaText, FormulaError>>,
}

impl Index {
    /// The index of a catalogue.
    pub fn of(catalogue: &Catalogue) -> Self {
        let mut index = Index::default();
        for (at, field) in catalogue.fields.iter().enumerate() {
            let name = fold(&field.name);
            index.fields.entry(name.clone()).or_insert(at);
            if let Some(list) = &field.list {
                index.items.entry(fold(list)).or_default().entry(name).or_insert(at);
            }
            if let Source::Formula(text) = &field.source {
                let read = || formula_text(text, catalogue.language);
                index.formulas.entry(text.clone()).or_insert_with(read);
            }
        }
        index
    }

    /// As [`Catalogue::field`].
    pub fn field(&self, name: &str) -> Option<usize> {
        self.fields.get(&fold(name)).copied()
    }

    /// A formula of the catalogue as it was read.
    pub fn formula(&self, text: &str) -> Option<&Result<FormulaText, FormulaError>> {
        self.formulas.get(text)
    }

    /// As [`Catalogue::item_field`].
    pub fn item(&self, list: &str, name: &str) -> Option<usize> {
        let (list, name) = (fold(list), fold(name));
        let items = self.items.get(&list)?;
        items.get(&format!("{list}.{name}")).or_else(|| items.get(&name)).copied()
    }
}
