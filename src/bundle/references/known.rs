//! What one owner's files may name.

use std::collections::BTreeMap;

use super::super::files::{ContextWire, FieldWire, HistoryWire, TemplateFile};
use super::super::found::{Findings, unknown};
use super::super::read::LayerFiles;
use super::super::source::{Source, item};
use crate::catalogue::fold;
use crate::diagnostic::BundleFinding;

/// What exists: the central office's, and in an authority its own over it.
#[derive(Default)]
pub(in crate::bundle) struct Known<'k> {
    pub contexts: Vec<&'k ContextWire>,
    /// By folded name.
    pub fields: BTreeMap<String, &'k FieldWire>,
    /// Alias and keys by environment.
    pub questions: Vec<(&'k str, &'k BTreeMap<String, String>)>,
    pub reasons: Vec<&'k str>,
    pub suppliers: Vec<&'k str>,
    pub masters: Vec<&'k str>,
    pub templates: Vec<&'k str>,
    /// Letter types.
    pub letters: Vec<&'k str>,
    /// The central templates, with their documents.
    pub central: Vec<(&'k str, &'k TemplateFile, &'k [u8])>,
}

impl<'k> Known<'k> {
    /// What the central office knows, and one authority over it.
    pub fn of(central: &'k LayerFiles<'_>, own: Option<&'k LayerFiles<'_>>) -> Self {
        let mut known = Known::default();
        known.add(central);
        let pieces = central.templates.iter();
        known.central =
            pieces.map(|piece| (piece.key.as_str(), &piece.said.wire, piece.document)).collect();
        if let Some(own) = own {
            known.add(own);
        }
        known
    }

    /// What anybody in the bundle knows.
    pub fn of_all(central: &'k LayerFiles<'_>, authorities: &[&'k LayerFiles<'_>]) -> Self {
        let mut known = Known::of(central, None);
        for own in authorities {
            known.add(own);
        }
        known
    }

    fn add(&mut self, layer: &'k LayerFiles<'_>) {
        let contexts = &layer.contexts.wire.context;
        self.contexts.retain(|old| contexts.iter().all(|new| new.key != old.key));
        self.contexts.extend(contexts);
        // Of two fields of one name, the first is meant: the second is told as a fault.
        for field in layer.fields.wire.field.iter().rev() {
            self.fields.insert(fold(&field.name), field);
        }
        let questions = &layer.questions.wire.question;
        self.questions.retain(|(alias, _)| questions.iter().all(|new| new.alias != *alias));
        self.questions.extend(questions.iter().map(|new| (new.alias.as_str(), &new.keys)));
        self.reasons.extend(layer.reasons.wire.reason.iter().map(|new| new.key.as_str()));
        self.suppliers.extend(layer.prices.wire.supplier.iter().map(|new| new.key.as_str()));
        self.masters.extend(layer.masters.iter().map(|piece| piece.key.as_str()));
        self.templates.extend(layer.templates.iter().map(|piece| piece.key.as_str()));
        let letters = layer.templates.iter().map(|piece| piece.said.wire.letter.as_str());
        self.letters.extend(letters.filter(|letter| !letter.is_empty()));
    }

    /// The field of a name; inside a list, an item's field may be named without the list's name.
    pub fn field(&self, name: &str, list: Option<&str>) -> Option<&'k FieldWire> {
        let inside = list.and_then(|list| self.fields.get(&fold(&format!("{list}.{name}"))));
        inside.or_else(|| self.fields.get(&fold(name))).copied()
    }

    /// The names of all fields, for a suggestion.
    pub fn field_names(&self) -> impl Iterator<Item = &'k str> {
        self.fields.values().map(|field| field.name.as_str())
    }

    /// A finding if a field does not exist.
    pub fn no_field(&self, name: &str) -> Option<BundleFinding> {
        if name.is_empty() || self.field(name, None).is_some() {
            return None;
        }
        Some(self.field_unknown(name))
    }

    /// The finding that a field does not exist.
    pub fn field_unknown(&self, name: &str) -> BundleFinding {
        unknown(name, self.field_names(), |name, danish, english| BundleFinding::FieldUnknown {
            name,
            danish,
            english,
        })
    }

    /// Checks a list of contexts.
    pub fn contexts(
        &self,
        source: &Source,
        path: &str,
        keys: Option<&[String]>,
        findings: &mut Findings,
    ) {
        for (index, key) in keys.unwrap_or_default().iter().enumerate() {
            self.context(source, &item(path, index), key, findings);
        }
    }

    /// Checks a context.
    pub fn context(&self, source: &Source, path: &str, key: &str, findings: &mut Findings) {
        if key.is_empty() || self.contexts.iter().any(|context| context.key == key) {
            return;
        }
        let keys = self.contexts.iter().map(|context| context.key.as_str());
        let finding = unknown(key, keys, |key, danish, english| BundleFinding::ContextUnknown {
            key,
            danish,
            english,
        });
        findings.value(source, path, finding);
    }

    /// Checks a question's alias.
    pub fn question(&self, source: &Source, path: &str, alias: &str, findings: &mut Findings) {
        if alias.is_empty() || self.questions.iter().any(|(known, _)| *known == alias) {
            return;
        }
        let finding = self.question_unknown(alias);
        findings.value(source, path, finding);
    }

    /// The finding that a question does not exist.
    pub fn question_unknown(&self, alias: &str) -> BundleFinding {
        let aliases = self.questions.iter().map(|(alias, _)| *alias);
        unknown(alias, aliases, |key, danish, english| BundleFinding::QuestionUnknown {
            key,
            danish,
            english,
        })
    }

    /// Checks what a field asks of earlier letters.
    pub fn history(
        &self,
        source: &Source,
        path: &str,
        history: &HistoryWire,
        findings: &mut Findings,
    ) {
        self.letter(source, &format!("{path}.letter"), &history.letter, findings);
        if let Some(alias) = &history.answer {
            self.question(source, &format!("{path}.answer"), alias, findings);
        }
    }

    /// Checks a letter type.
    pub fn letter(&self, source: &Source, path: &str, letter: &str, findings: &mut Findings) {
        if letter.is_empty() || self.letters.contains(&letter) {
            return;
        }
        let mut letters = self.letters.clone();
        letters.sort_unstable();
        letters.dedup();
        let finding = unknown(letter, letters.into_iter(), |letter, danish, english| {
            BundleFinding::LetterTypeUnknown { letter, danish, english }
        });
        findings.value(source, path, finding);
    }
}
