//! What an override touches: the contexts in which it will be read, and the letters that it is part of.

use schemars::JsonSchema;
use serde::Serialize;

use crate::access::Permission;
use crate::api::{Call, Problem, kinds};
use crate::registry::{Edition, ItemKind, ItemName, elements_in};

/// What an override touches.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(super) struct Touched {
    /// The contexts in which it will be read.
    pub contexts: Vec<TouchedContext>,
    /// The letters that it is part of.
    pub letters: Vec<TouchedLetter>,
}

/// A context.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub(super) struct TouchedContext {
    /// Its key.
    pub key: String,
    /// What people call it.
    pub name: String,
}

/// A letter.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(super) struct TouchedLetter {
    /// The template's key.
    pub template: String,
    /// What people call it.
    pub name: String,
    /// The contexts it is used in.
    pub contexts: Vec<String>,
}

/// What an override of an item in some contexts (all, if empty) touches. It takes a processor's time.
pub(super) fn touched(edition: &Edition, of: &ItemName, contexts: &[String]) -> Touched {
    let Some(view) = edition.view() else { return Touched::default() };
    let mut touched = Touched::default();
    for template in view.templates() {
        let manifest = &template.manifest;
        let is_part = match of.kind {
            ItemKind::Template => {
                manifest.key == of.key
                    || manifest.overrides.as_ref().is_some_and(|it| it.template == of.key)
            }
            ItemKind::Master => manifest.master.as_deref() == Some(&of.key),
            ItemKind::Element => elements_in(edition, &view, template).contains(&of.key),
            _ => false,
        };
        let within: Vec<String> = manifest
            .used_in()
            .iter()
            .filter(|key| contexts.is_empty() || contexts.contains(key))
            .cloned()
            .collect();
        if !is_part || within.is_empty() {
            continue;
        }
        touched.contexts.extend(within.iter().map(|key| {
            TouchedContext {
                key: key.clone(),
                name: view
                    .catalogue
                    .contexts
                    .iter()
                    .find(|context| context.key == *key)
                    .map_or_else(|| key.clone(), |context| context.name.clone()),
            }
        }));
        touched.letters.push(TouchedLetter {
            template: manifest.key.clone(),
            name: manifest.name.clone(),
            contexts: within,
        });
    }
    touched.contexts.sort();
    touched.contexts.dedup();
    touched
}

/// Makes sure that the caller's area holds a template: areas are template groups.
pub(super) fn in_area(call: &Call, edition: &Edition, of: &ItemName) -> Result<(), Problem> {
    let bundle = &edition.read.bundle;
    let layers = bundle.authorities.iter().map(|authority| &authority.layer);
    let groups: Vec<String> = layers
        .chain([&bundle.central])
        .flat_map(|layer| &layer.groups)
        .filter(|group| of.kind == ItemKind::Template && group.templates.contains(&of.key))
        .map(|group| group.key.clone())
        .collect();
    if call.caller.may_in_area(Permission::EditTemplates, &call.realm, &groups, call.now) {
        return Ok(());
    }
    Err(Problem::of(kinds::NOT_PERMITTED).with("areas", groups))
}
