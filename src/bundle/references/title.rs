//! A template's title: a handlebars expression over the fields of its contexts.

use handlebars::template::{HelperTemplate, Parameter, TemplateElement};
use handlebars::{Path, Template};

use super::super::files::TemplateFile;
use super::super::found::Findings;
use super::super::source::Source;
use super::known::Known;
use crate::diagnostic::BundleFinding;

/// The characters that Digital Post takes.
const LONGEST: usize = 256;

/// Checks a template's title.
pub(super) fn title(
    source: &Source,
    wire: &TemplateFile,
    known: &Known<'_>,
    findings: &mut Findings,
) {
    let Ok(template) = Template::compile(&wire.title) else {
        findings.value(source, "title", BundleFinding::TitleUnreadable {});
        return;
    };
    let mut read = Asked::default();
    read.elements(&template.elements);
    if read.odd {
        findings.value(source, "title", BundleFinding::TitleUnreadable {});
    }
    let length = read.plain;
    if length > LONGEST {
        let finding = BundleFinding::TitleLong { length: length.to_string() };
        findings.value(source, "title", finding);
    }
    for name in &read.names {
        let place = source.word("title", name);
        let Some(field) = known.field(name, None) else {
            findings.at(source, place, known.field_unknown(name));
            continue;
        };
        let Some(contexts) = &field.contexts else { continue };
        let missing = wire.contexts.iter().find(|context| {
            !contexts.contains(context) && known.contexts.iter().any(|of| of.key == **context)
        });
        if let Some(context) = missing {
            let finding =
                BundleFinding::TitleFieldElsewhere { name: name.clone(), context: context.clone() };
            findings.at(source, place, finding);
        }
    }
}

/// What an expression asks for.
#[derive(Default)]
struct Asked {
    names: Vec<String>,
    /// Characters that are in every title.
    plain: usize,
    /// Something that a title has no use for: partials, loops, decorators.
    odd: bool,
}

impl Asked {
    fn elements(&mut self, elements: &[TemplateElement]) {
        for element in elements {
            match element {
                TemplateElement::RawString(text) => self.plain += text.chars().count(),
                TemplateElement::Expression(of) | TemplateElement::HtmlExpression(of) => {
                    self.expression(of);
                }
                TemplateElement::HelperBlock(of) => self.block(of),
                TemplateElement::Comment(_) => {}
                _ => self.odd = true,
            }
        }
    }

    fn expression(&mut self, of: &HelperTemplate) {
        if of.params.is_empty() && of.hash.is_empty() {
            self.parameter(&of.name);
        } else {
            self.arguments(of);
        }
    }

    /// `{{#if Sag.Frist}}…{{else}}…{{/if}}`
    fn block(&mut self, of: &HelperTemplate) {
        let helper = of.name.as_name().unwrap_or_default();
        if !["if", "unless"].contains(&helper) {
            self.odd = true;
            return;
        }
        self.arguments(of);
        // What stands under a condition is not in every title.
        let plain = self.plain;
        for template in [&of.template, &of.inverse].into_iter().flatten() {
            self.elements(&template.elements);
        }
        self.plain = plain;
    }

    fn arguments(&mut self, of: &HelperTemplate) {
        for parameter in &of.params {
            self.parameter(parameter);
        }
    }

    fn parameter(&mut self, parameter: &Parameter) {
        match parameter {
            Parameter::Name(name) => self.names.push(name.clone()),
            Parameter::Path(Path::Relative((_, written))) => self.names.push(written.clone()),
            Parameter::Literal(_) => {}
            Parameter::Subexpression(inner) => {
                if let TemplateElement::Expression(of) = inner.element.as_ref() {
                    self.arguments(of);
                }
            }
            _ => self.odd = true,
        }
    }
}
