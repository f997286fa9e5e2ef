//! Letters of the demonstration bundle as requests: each template that is in use, with the first test person whose letter can be made.

use brevsmed::archive::{Order, make};
use brevsmed::diagnostic::MessageLanguage;
use brevsmed::registry::Edition;
use brevsmed::render::Renderer;
use brevsmed::resolve::CaseRequest;
use brevsmed::store::Moment;
use brevsmed::wire::case_json;
use serde_json::{Value as Json, json};

/// A letter that can be made.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What the engine is asked for.
    pub order: Order,
    /// What the service is sent, without a case id.
    pub body: Json,
}

impl Asked {
    /// A letter of a template and a case.
    pub fn of(template: &str, case: &CaseRequest, pdf: bool) -> Asked {
        let mut body = case_json(case);
        body["template"] = json!(template);
        body["forms"] = if pdf { json!(["docx", "pdf"]) } else { json!(["docx"]) };
        let order = Order {
            template: template.to_owned(),
            case: case.clone(),
            recipient: None,
            pdf,
            made_at: Moment::now(),
            training: false,
            language: MessageLanguage::English,
        };
        Asked { order, body }
    }

    /// The same letter, with a PDF or without.
    #[must_use]
    pub fn with_pdf(&self, pdf: bool) -> Asked {
        Asked::of(&self.order.template, &self.order.case, pdf)
    }
}

/// A letter of each template, so many at most, without PDFs.
pub fn letters(edition: &Edition, renderer: &Renderer, most: usize) -> Vec<Asked> {
    let view = edition.view().expect("a view");
    let cases: Vec<&CaseRequest> =
        edition.read.bundle.persons.iter().flat_map(|person| &person.cases).collect();
    let mut found = Vec::new();
    for template in view.templates() {
        let key = &template.manifest.key;
        let letter = cases.iter().find_map(|case| {
            let is_used = template.manifest.used_in().contains(&case.context);
            let asked = is_used.then(|| Asked::of(key, case, false))?;
            let made = make(edition, renderer, &asked.order).ok()?;
            made.document.is_some().then_some(asked)
        });
        found.extend(letter);
        if found.len() == most {
            break;
        }
    }
    assert!(!found.is_empty(), "no test person has a letter");
    found
}
