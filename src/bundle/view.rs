//! A bundle as one authority sees it: its own over the central.

use std::collections::BTreeMap;

use super::{Authority, Bundle, Element, LetterTemplate, Master};
use crate::catalogue::{Catalogue, Parameter, ParameterOwner, fold};
use crate::compose::{Composed, Sources, compose};
use crate::docx::PackageError;
use crate::template::{CompileOptions, Template};

/// A bundle as one authority sees it.
///
/// Things of the same key: the authority's own wins. Of templates, an override for the asked context
/// wins over one for all contexts, and that over the central template.
#[derive(Debug)]
pub struct View<'b> {
    /// The bundle.
    pub bundle: &'b Bundle,
    /// The authority; `None` for the central office.
    pub authority: Option<&'b Authority>,
    /// The catalogue, both layers in one.
    pub catalogue: Catalogue,
}

/// A template put together and compiled.
#[derive(Debug)]
pub struct Assembled {
    /// Master, body and elements in one, and where each paragraph came from.
    pub composed: Composed,
    /// The composed document, compiled.
    pub template: Template,
}

impl<'b> View<'b> {
    pub(super) fn of(bundle: &'b Bundle, authority: Option<&str>) -> Option<Self> {
        let authority = match authority {
            Some(code) => Some(bundle.authorities.iter().find(|found| found.code == code)?),
            None => None,
        };
        let mut catalogue = bundle.central.catalogue.clone();
        if let Some(authority) = authority {
            overlay(&mut catalogue, &authority.layer.catalogue);
        }
        Some(View { bundle, authority, catalogue })
    }

    /// The template that an authority uses in a context when it asks for `key`. An override is found
    /// under its own key and under that of the template it overrides.
    pub fn template(&self, key: &str, context: Option<&str>) -> Option<&'b LetterTemplate> {
        let own = self.authority.map_or(&[][..], |authority| &authority.layer.templates[..]);
        let overrides = |scoped: bool| {
            own.iter().find(|template| {
                template.manifest.overrides.as_ref().is_some_and(|of| {
                    of.template == key
                        && if scoped {
                            context.is_some_and(|context| of.contexts.iter().any(|c| c == context))
                        } else {
                            of.contexts.is_empty()
                        }
                })
            })
        };
        // An override may have the key of what it overrides: it is the one asked for only where it holds.
        let holds = |template: &LetterTemplate| {
            template.manifest.overrides.as_ref().is_none_or(|of| {
                of.template != key
                    || of.contexts.is_empty()
                    || context.is_some_and(|context| of.contexts.iter().any(|c| c == context))
            })
        };
        overrides(true)
            .or_else(|| own.iter().find(|found| found.manifest.key == key && holds(found)))
            .or_else(|| overrides(false))
            .or_else(|| {
                self.bundle.central.templates.iter().find(|found| found.manifest.key == key)
            })
    }

    /// All templates in use: the authority's own, and the central ones it does not override as a
    /// whole.
    pub fn templates(&self) -> Vec<&'b LetterTemplate> {
        let own = self.authority.map_or(&[][..], |authority| &authority.layer.templates[..]);
        let replaced = |key: &str| {
            own.iter().any(|template| {
                template
                    .manifest
                    .overrides
                    .as_ref()
                    .is_some_and(|of| of.template == key && of.contexts.is_empty())
            })
        };
        let central = self.bundle.central.templates.iter();
        central.filter(|template| !replaced(&template.manifest.key)).chain(own).collect()
    }

    /// The master template of a key.
    pub fn master(&self, key: &str) -> Option<&'b Master> {
        self.layers().find_map(|layer| layer.masters.iter().find(|master| master.key == key))
    }

    /// The content element of a key.
    pub fn element(&self, key: &str) -> Option<&'b Element> {
        self.layers().find_map(|layer| layer.elements.iter().find(|element| element.key == key))
    }

    /// The content elements by key, the authority's own over the central ones.
    pub fn elements(&self) -> BTreeMap<&'b str, &'b Element> {
        let mut elements = BTreeMap::new();
        for layer in self.layers() {
            for element in &layer.elements {
                elements.entry(element.key.as_str()).or_insert(element);
            }
        }
        elements
    }

    /// Puts a template together with its master and elements, and compiles it.
    pub fn assemble(&self, template: &LetterTemplate) -> Result<Assembled, PackageError> {
        let composed = self.compose(template)?;
        let template = Template::compile(&composed.document, &CompileOptions::default())?;
        Ok(Assembled { composed, template })
    }

    /// Puts a template together with its master and elements.
    pub fn compose(&self, template: &LetterTemplate) -> Result<Composed, PackageError> {
        let master = template.manifest.master.as_deref().and_then(|key| self.master(key));
        let elements = self.elements();
        compose(&Sources {
            master: master.map(|master| master.document.as_slice()),
            body: &template.document,
            elements: elements
                .into_iter()
                .map(|(key, element)| (key, element.document.as_slice()))
                .collect(),
        })
    }

    fn layers(&self) -> impl Iterator<Item = &'b super::Layer> + use<'b> {
        self.authority.map(|authority| &authority.layer).into_iter().chain([&self.bundle.central])
    }
}

/// Lays an authority's catalogue over the central one.
fn overlay(catalogue: &mut Catalogue, own: &Catalogue) {
    fn lay<T: Clone>(under: &mut Vec<T>, over: &[T], same: impl Fn(&T, &T) -> bool) {
        under.retain(|old| !over.iter().any(|new| same(old, new)));
        under.extend(over.iter().cloned());
    }
    lay(&mut catalogue.contexts, &own.contexts, |a, b| a.key == b.key);
    lay(&mut catalogue.fields, &own.fields, |a, b| fold(&a.name) == fold(&b.name));
    lay(&mut catalogue.questions, &own.questions, |a, b| a.alias == b.alias);
    lay(&mut catalogue.question_groups, &own.question_groups, |a, b| a.key == b.key);
    lay(&mut catalogue.reasons, &own.reasons, |a, b| a.key == b.key);
    // What the central office alone sets, an authority does not set over it.
    let central_only = |name: &str| {
        catalogue.field(name).is_some_and(|field| field.owner == ParameterOwner::CentralOnly)
    };
    let own_parameters: Vec<Parameter> =
        own.parameters.iter().filter(|own| !central_only(&own.name)).cloned().collect();
    lay(&mut catalogue.parameters, &own_parameters, |a, b| fold(&a.name) == fold(&b.name));
    lay(&mut catalogue.suppliers, &own.suppliers, |a, b| a.key == b.key);
    // An authority's prices are its own: the central office has none of a supplier it lists anew.
    catalogue.prices.extend(own.prices.iter().cloned());
}
