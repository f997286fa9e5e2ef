//! Core properties set and removed (ISO/IEC 29500-2, 11).

use std::ops::Range;

use crate::docx::{Package, PackageError, encode, resolve_target};
use crate::letter::xml::{children, name, parse};
use crate::lint::markup::Element;

/// The part that is made where there is none.
pub(super) const PART: &str = "docProps/core.xml";
/// What it begins with.
pub(super) const EMPTY: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" "#,
    r#"xmlns:dc="http://purl.org/dc/elements/1.1/"></cp:coreProperties>"#
);

const DUBLIN_CORE: (&str, &str) = ("dc", "http://purl.org/dc/elements/1.1/");
const CORE: (&str, &str) =
    ("cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties");

/// An edit of the part's text.
pub(super) struct PropertyEdit {
    pub bytes: Range<usize>,
    pub with: String,
}

/// The part with the core properties, or the name that it will have.
pub(super) fn part(package: &Package) -> Result<String, PackageError> {
    let found = package
        .relationships_of("")?
        .iter()
        .filter(|relationship| relationship.kind == "core-properties" && !relationship.external)
        .find_map(|relationship| package.actual_name(&resolve_target("", &relationship.target)?));
    Ok(match found {
        Some(part) => part,
        // A part of that name that nothing refers to is not the one.
        None if package.actual_name(PART).is_some() => "docProps/core2.xml".to_owned(),
        None => PART.to_owned(),
    })
}

/// Whether a part that is to be made is the one of core properties.
pub(super) fn is_core(part: &str) -> bool {
    part == PART || part == "docProps/core2.xml"
}

/// What sets a property, or removes it; `None` where the part has no root to put it in.
pub(super) fn edits(
    part: &str,
    xml: &str,
    property: &str,
    value: Option<&str>,
) -> Result<Option<Vec<PropertyEdit>>, PackageError> {
    let document = parse(part, xml)?;
    let root = document.root_element();
    let mut edits: Vec<PropertyEdit> = children(root)
        .filter(|node| name(*node) == property)
        .map(|node| PropertyEdit { bytes: node.range(), with: String::new() })
        .collect();
    let Some(value) = value else { return Ok(Some(edits)) };
    let (usual, space) = match property {
        "title" | "subject" | "creator" | "description" | "language" | "identifier" => DUBLIN_CORE,
        _ => CORE,
    };
    let element = match root.lookup_prefix(space) {
        Some(prefix) => {
            format!("<{prefix}:{property}>{}</{prefix}:{property}>", encode(value))
        }
        None => format!(
            "<{usual}:{property} xmlns:{usual}=\"{space}\">{}</{usual}:{property}>",
            encode(value)
        ),
    };
    if let Some(first) = edits.first_mut() {
        first.with = element;
        return Ok(Some(edits));
    }
    Ok(Element::root(xml).map(|root| {
        let (bytes, with) = root.put_last(&element);
        vec![PropertyEdit { bytes, with }]
    }))
}
