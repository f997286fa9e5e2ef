//! What every PDF must be, in the eyes of programs that are not ours.

use std::sync::{Arc, LazyLock};

use brevsmed::font::FontBook;
use brevsmed::inspect::{Content, Element, inspect};
use brevsmed::render::Renderer;
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

/// One renderer for all tests, as a service has it.
pub static RENDERER: LazyLock<Renderer> =
    LazyLock::new(|| Renderer::new(Arc::new(FontBook::shipped())));

/// What a PDF breaks of PDF/UA-1 and PDF/A-2a, and of what no validator asks.
pub fn faults(pdf: &[u8]) -> Vec<String> {
    let mut faults = breaches(pdf, ValidationProfile::PdfUa1);
    faults.extend(crate::pdf::checks::breaches(pdf));
    faults.extend(breaches(pdf, ValidationProfile::PdfA2a));
    match inspect(pdf) {
        Err(error) => faults.push(error.to_string()),
        Ok(inspected) => {
            if inspected.title.is_none() {
                faults.push("no title".to_owned());
            }
            if inspected.language.is_none() {
                faults.push("no language".to_owned());
            }
            if !inspected.tagged {
                faults.push("not tagged".to_owned());
            }
            if inspected.unmarked > 0 {
                faults.push(format!("{} texts outside the tags", inspected.unmarked));
            }
            for element in &inspected.elements {
                structure(element, &mut faults);
            }
        }
    }
    faults
}

/// What a PDF breaks of a standard.
pub fn breaches(pdf: &[u8], profile: ValidationProfile) -> Vec<String> {
    match validate_pdf_bytes(pdf, &ValidationOptions::default().profile(profile)) {
        Ok(report) => report
            .failures
            .iter()
            // It takes enclosures of PDF/A-1b and 2b only; 2a, which holds more, is in 6.8 as well.
            .filter(|failure| !failure.rule_id.ends_with(":6.8:5"))
            .map(ToString::to_string)
            .collect(),
        Err(error) => vec![format!("{profile:?}: {error}")],
    }
}

/// What a listener would stumble over.
fn structure(element: &Element, faults: &mut Vec<String>) {
    let roles: Vec<&str> = element
        .content
        .iter()
        .filter_map(|content| match content {
            Content::Element(inner) => Some(inner.role.as_str()),
            Content::Text(_) | Content::Link { .. } => None,
        })
        .collect();
    let only = |allowed: &[&str], faults: &mut Vec<String>| {
        for role in roles.iter().filter(|role| !allowed.contains(role)) {
            faults.push(format!("{role} in {}", element.role));
        }
    };
    match element.role.as_str() {
        "Table" => {
            only(&["Caption", "THead", "TBody", "TFoot", "TR"], faults);
            if !has_header(element) {
                faults.push("Table without TH".to_owned());
            }
        }
        "THead" | "TBody" | "TFoot" => only(&["TR"], faults),
        "TR" => only(&["TH", "TD"], faults),
        "TH" if !matches!(element.scope.as_deref(), Some("Row" | "Column" | "Both")) => {
            faults.push(format!("TH with scope {:?}", element.scope));
        }
        "L" => only(&["Caption", "L", "LI"], faults),
        "LI" => only(&["Lbl", "LBody"], faults),
        "Figure" if element.alt.is_none() => faults.push("Figure without Alt".to_owned()),
        role => {
            for lost in roles.iter().filter(|inner| matches!(**inner, "LI" | "TR" | "TH" | "TD")) {
                faults.push(format!("{lost} in {role}"));
            }
        }
    }
    for content in &element.content {
        if let Content::Element(inner) = content {
            structure(inner, faults);
        }
    }
}

fn has_header(element: &Element) -> bool {
    element.content.iter().any(|content| match content {
        Content::Element(inner) => inner.role == "TH" || has_header(inner),
        Content::Text(_) | Content::Link { .. } => false,
    })
}

/// Fails with what a PDF breaks.
pub fn conforms(name: &str, pdf: &[u8]) {
    let faults = faults(pdf);
    assert!(faults.is_empty(), "{name}:\n  {}", faults.join("\n  "));
}
