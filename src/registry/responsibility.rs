//! Who answers for a letter: the central office, until an authority changes anything of it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::edition::Edition;
use crate::bundle::{LetterTemplate, View};

/// Who answers for a template's letters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Responsibility {
    /// Who answers for its being lawful: `central` or `municipality:751`.
    pub legal_owner: String,
    /// Who answers for its accessibility: `central` or `municipality:751`.
    pub accessibility_owner: String,
    /// The authority's own items because of which it is not the central office: `templates/…`, `elements/…`, `masters/…`.
    pub because: Vec<String>,
}

/// Where a template comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The central office's.
    Central,
    /// The authority's change of a central one.
    Override,
    /// The authority's own, without a central one behind it.
    Own,
}

impl Origin {
    /// Where a template of an edition comes from.
    pub fn of(edition: &Edition, template: &LetterTemplate) -> Self {
        let is_own = own_name(edition, &template.file).is_some();
        let replaces = || {
            let key = &template.manifest.key;
            edition.read.bundle.central.templates.iter().any(|found| found.manifest.key == *key)
        };
        match (is_own, template.manifest.overrides.is_some()) {
            (false, _) => Origin::Central,
            (true, true) => Origin::Override,
            (true, false) if replaces() => Origin::Override,
            (true, false) => Origin::Own,
        }
    }
}

/// Who answers for the letters of a template in an edition: the authority, as soon as its own template, its own master or an own element,
/// however deep, is part of them.
///
/// It puts the template together, once an edition: call it where work may take time.
pub fn responsibility(edition: &Edition, template: &LetterTemplate) -> Responsibility {
    match edition.view() {
        Some(view) => responsibility_in(edition, &view, template),
        None => of_items(edition, own_name(edition, &template.file).into_iter().collect()),
    }
}

/// The same, with the edition's view at hand.
pub fn responsibility_in(
    edition: &Edition,
    view: &View<'_>,
    template: &LetterTemplate,
) -> Responsibility {
    let mut because: Vec<String> = own_name(edition, &template.file).into_iter().collect();
    if edition.authority().is_some() {
        let master = template.manifest.master.as_deref().and_then(|key| view.master(key));
        because.extend(master.and_then(|master| own_name(edition, &master.file)));
        for key in elements_in(edition, view, template) {
            let element = view.element(&key);
            because.extend(element.and_then(|element| own_name(edition, &element.file)));
        }
    }
    of_items(edition, because)
}

/// The keys of the elements that are part of a template's letters, directly, through others, or through the master template.
pub fn elements_in(edition: &Edition, view: &View<'_>, template: &LetterTemplate) -> Vec<String> {
    // A document that cannot be read makes no letters; the elements of it are nobody's.
    let assembled = edition.assembled(view, template);
    let mut keys = assembled.map(|it| it.composed.elements.clone()).unwrap_or_default();
    keys.sort();
    keys.dedup();
    keys
}

fn of_items(edition: &Edition, mut because: Vec<String>) -> Responsibility {
    because.sort();
    because.dedup();
    let owner = if because.is_empty() {
        "central".to_owned()
    } else {
        format!("municipality:{}", edition.realm.authority)
    };
    Responsibility { legal_owner: owner.clone(), accessibility_owner: owner, because }
}

/// The name of the authority's own item that a file of the edition belongs to; `None` of the central office's.
fn own_name(edition: &Edition, file: &str) -> Option<String> {
    let own = file.strip_prefix("authorities/")?.strip_prefix(edition.authority()?)?;
    let name = own.strip_prefix('/')?;
    Some(name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned())
}
