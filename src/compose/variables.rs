//! Document variables of what is put in: `{ DOCVARIABLE Kontor }` asks the settings for them.

use super::composer::Composer;
use super::notes::BEHIND_NOTES;
use super::tree::{Element, Node};

impl Composer<'_> {
    /// Variables of the documents that are put in and that the destination does not have; the first
    /// of a name holds.
    pub(super) fn new_variables(&self) -> Vec<(String, String)> {
        let Some((base, others)) = self.documents.split_first() else { return Vec::new() };
        let mut new: Vec<(String, String)> = Vec::new();
        for (name, value) in others.iter().flat_map(|document| &document.settings.variables) {
            let known = base.settings.variables.iter().chain(&new);
            if !known.into_iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
                new.push((name.clone(), value.clone()));
            }
        }
        new
    }

    /// Adds variables to the settings.
    pub(super) fn add_variables(&self, settings: &mut Element, variables: Vec<(String, String)>) {
        if variables.is_empty() {
            return;
        }
        let prefix = settings.prefix().to_owned();
        let elements = variables.into_iter().map(|(name, value)| {
            let mut variable = Element::word(&prefix, "docVar", Vec::new());
            variable.put(&format!("{}name", self.word), &name);
            variable.put(&format!("{}val", self.word), &value);
            Node::Element(variable)
        });
        if let Some(list) = settings.child_mut("docVars") {
            list.children.extend(elements);
            return;
        }
        let list = Element::word(&prefix, "docVars", elements.collect());
        // The schema has the variables right behind the settings of compatibility.
        let behind = &BEHIND_NOTES[2..];
        let at = settings
            .children
            .iter()
            .position(|node| node.element().is_some_and(|child| behind.contains(&child.local())))
            .unwrap_or(settings.children.len());
        settings.children.insert(at, Node::Element(list));
    }
}
