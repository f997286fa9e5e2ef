//! Where something is used: what must be looked at before it is changed, and what forbids that it goes.

use schemars::JsonSchema;
use serde::Serialize;

use super::edition::Edition;
use crate::bundle::{LetterTemplate, View};
use crate::catalogue::{HistoryValue, Source};

/// Something that uses something else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Use {
    /// What it is: `template`, `element`, `question-group`, `group`, `field`, `price`.
    pub kind: &'static str,
    /// Its key or name.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Whose it is: `central`, or `municipality:751`.
    pub owner: String,
}

/// Whose a file of an edition is: `central`, or `municipality:751`.
pub fn owner_of(file: &str) -> String {
    let code = file.strip_prefix("authorities/").and_then(|rest| rest.split_once('/'));
    code.map_or_else(|| "central".to_owned(), |(code, _)| format!("municipality:{code}"))
}

fn of_template(template: &LetterTemplate) -> Use {
    Use {
        kind: "template",
        key: template.manifest.key.clone(),
        name: template.manifest.name.clone(),
        owner: owner_of(&template.file),
    }
}

/// What uses a question: templates that tick it, groups of questions, fields that look for its answer in the history.
pub fn uses_of_question(view: &View<'_>, alias: &str) -> Vec<Use> {
    let is_it = |other: &String| other == alias;
    let ticked = view.templates().into_iter();
    let mut uses: Vec<Use> = ticked
        .filter(|template| template.manifest.questions.iter().any(is_it))
        .map(of_template)
        .collect();
    let own = owner(view);
    for group in view.catalogue.question_groups.iter().filter(|it| it.questions.iter().any(is_it)) {
        let is_own = view.authority.is_some_and(|own| {
            own.layer.catalogue.question_groups.iter().any(|it| it.key == group.key)
        });
        let owner = if is_own { own.clone() } else { "central".to_owned() };
        let (key, name) = (group.key.clone(), group.name.clone());
        uses.push(Use { kind: "question-group", key, name, owner });
    }
    for field in &view.catalogue.fields {
        if let Source::History { value: HistoryValue::Answer(asked), .. } = &field.source
            && asked == alias
        {
            let (key, name) = (field.name.clone(), field.text.clone());
            uses.push(Use { kind: "field", key, name, owner: "central".to_owned() });
        }
    }
    uses
}

/// The price agreements with a supplier.
pub fn uses_of_supplier(view: &View<'_>, key: &str) -> Vec<Use> {
    let prices = |layer: &crate::bundle::Layer, owner: &str| -> Vec<Use> {
        let agreed = layer.catalogue.prices.iter().filter(|price| price.supplier == key);
        agreed
            .map(|price| Use {
                kind: "price",
                key: format!("{}:{}", price.supplier, price.service),
                name: price.service.clone(),
                owner: owner.to_owned(),
            })
            .collect()
    };
    let mut uses = prices(&view.bundle.central, "central");
    if let Some(authority) = view.authority {
        uses.extend(prices(&authority.layer, &owner(view)));
    }
    uses
}

/// The template groups that offer a template.
pub fn groups_of(view: &View<'_>, template: &str) -> Vec<Use> {
    let mut uses = Vec::new();
    for (group, owner) in groups(view) {
        if group.templates.iter().any(|key| key == template) {
            let (key, name) = (group.key.clone(), group.name.clone());
            uses.push(Use { kind: "group", key, name, owner });
        }
    }
    uses
}

/// The template groups of a view with their owners; an authority's own takes the place of the central one of its key.
pub fn groups<'b>(view: &View<'b>) -> Vec<(&'b crate::bundle::TemplateGroup, String)> {
    let own = view.authority.map_or(&[][..], |authority| &authority.layer.groups[..]);
    let central = view.bundle.central.groups.iter();
    let central = central.filter(|group| own.iter().all(|other| other.key != group.key));
    let central = central.map(|group| (group, "central".to_owned()));
    central.chain(own.iter().map(|group| (group, owner(view)))).collect()
}

/// The templates whose letters are set on a master template.
pub fn uses_of_master(view: &View<'_>, key: &str) -> Vec<Use> {
    let on_it = |template: &&LetterTemplate| template.manifest.master.as_deref() == Some(key);
    view.templates().into_iter().filter(on_it).map(of_template).collect()
}

/// The templates whose letters contain an element, also through others. It takes time: call it where blocking is allowed.
pub fn uses_of_element(edition: &Edition, view: &View<'_>, key: &str) -> Vec<Use> {
    let contains = |template: &&LetterTemplate| {
        let assembled = edition.assembled(view, template);
        assembled.is_ok_and(|it| it.composed.elements.iter().any(|element| element == key))
    };
    view.templates().into_iter().filter(contains).map(of_template).collect()
}

/// The authority of a view: `central`, or `municipality:751`.
pub fn owner(view: &View<'_>) -> String {
    let code = view.authority.map(|authority| &authority.code);
    code.map_or_else(|| "central".to_owned(), |code| format!("municipality:{code}"))
}
