//! What no validator asks and every reader needs: a title, header cells, a table's head at its head.

use brevsmed::inspect::{Content, Element, inspect};
use hayro::hayro_syntax::Pdf;

/// What is wrong with a file beyond the standards' machine-checked rules.
pub fn breaches(pdf: &[u8]) -> Vec<String> {
    let Ok(inspected) = inspect(pdf) else { return vec!["no PDF".to_owned()] };
    let mut breaches = Vec::new();
    let title = inspected.title.unwrap_or_default();
    if title.trim().is_empty() {
        breaches.push("the title is empty".to_owned());
    }
    let low = title.to_lowercase();
    if [".doc", ".docx", ".dotx", ".pdf"].iter().any(|end| low.ends_with(end))
        || low.starts_with("microsoft word")
    {
        breaches.push(format!("the title is a file name: {title}"));
    }
    if let Ok(file) = Pdf::new(pdf.to_vec()) {
        let named = file.metadata().title.as_deref().map(decoded).unwrap_or_default();
        if named != title {
            breaches.push(format!("the information says {named:?}, the metadata {title:?}"));
        }
    }
    if inspected.unmarked > 0 {
        breaches.push(format!("{} texts are outside the tags", inspected.unmarked));
    }
    for element in &inspected.elements {
        check(element, &mut breaches);
    }
    breaches
}

/// A text string (ISO 32000-1, 7.9.2.2).
fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> =
                rest.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// The elements in an element.
fn elements(element: &Element) -> impl Iterator<Item = &Element> {
    element.content.iter().filter_map(|content| match content {
        Content::Element(element) => Some(element),
        _ => None,
    })
}

fn check(element: &Element, breaches: &mut Vec<String>) {
    let mut breach = |text: &str| breaches.push(format!("{}: {text}", element.role));
    match element.role.as_str() {
        "Table" => {
            let roles: Vec<&str> = elements(element).map(|child| child.role.as_str()).collect();
            if !has(element, "TH") {
                breach("no header cell");
            }
            let first = usize::from(roles.first() == Some(&"Caption"));
            if roles.iter().position(|role| *role == "THead").is_some_and(|at| at > first) {
                breach("THead is not first");
            }
            if roles.contains(&"TFoot") && !matches!(roles.last(), Some(&("TFoot" | "Caption"))) {
                breach("TFoot is not last");
            }
        }
        "TH" => {
            let scope = element.scope.as_deref();
            if scope.is_some_and(|scope| !matches!(scope, "Row" | "Column" | "Both")) {
                breach("a scope that is none");
            }
        }
        "P" | "H1" | "H2" | "H3" | "H4" | "H5" | "H6" | "LI" | "L" | "Span" | "Link"
            if element.content.is_empty() =>
        {
            breach("nothing in it");
        }
        _ => {}
    }
    for child in elements(element) {
        check(child, breaches);
    }
}

/// Whether a table has cells of a role, tables in it left out.
fn has(element: &Element, role: &str) -> bool {
    elements(element)
        .filter(|child| child.role != "Table")
        .any(|child| child.role == role || has(child, role))
}
