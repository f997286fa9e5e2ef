//! Parts that fixes make: what they begin with, who refers to them, what they are.

use std::collections::BTreeMap;

use super::properties;
use crate::docx::{CONTENT_TYPES, Package, PackageError, relationships_part, resolve_target};
use crate::letter::xml::{attribute, children, name, parse};
use crate::lint::markup::Element;

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";
const CORE_TYPE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
const CORE_RELATION: &str =
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const NO_RELATIONS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>"#
);

/// The text that a part is edited from that is not there yet.
pub(super) fn beginning(part: &str) -> &'static str {
    if properties::is_core(part) {
        properties::EMPTY
    } else if part.ends_with(".rels") {
        NO_RELATIONS
    } else {
        ""
    }
}

/// The kind of a part of the document by its name: `numbering` of `word/numbering.xml`.
fn kind_of(part: &str) -> Option<&str> {
    let kind = part.rsplit('/').next()?.strip_suffix(".xml")?;
    matches!(kind, "numbering" | "comments" | "settings" | "styles" | "footnotes" | "endnotes")
        .then_some(kind)
}

/// Adds relationships and content types for the parts that came and have none.
pub(super) fn declare(
    package: &Package,
    changed: &mut BTreeMap<String, String>,
) -> Result<(), PackageError> {
    let came: Vec<String> =
        changed.keys().filter(|part| package.actual_name(part).is_none()).cloned().collect();
    for part in came {
        if properties::is_core(&part) {
            relate(package, changed, "", &part, CORE_RELATION)?;
            declare_type(package, changed, &part, CORE_TYPE)?;
        } else if let Some(kind) = kind_of(&part) {
            let base = if package.is_strict() { STRICT } else { TRANSITIONAL };
            relate(package, changed, package.main_part(), &part, &format!("{base}/{kind}"))?;
            declare_type(package, changed, &part, &format!("{WORD}.{kind}+xml"))?;
        }
    }
    Ok(())
}

fn current(
    package: &Package,
    changed: &BTreeMap<String, String>,
    part: &str,
) -> Result<(String, String), PackageError> {
    let part = package.actual_name(part).unwrap_or_else(|| part.to_owned());
    if let Some(text) = changed.get(&part) {
        return Ok((part, text.clone()));
    }
    let text = match package.actual_name(&part) {
        Some(part) => package.text(&part)?,
        None => beginning(&part).to_owned(),
    };
    Ok((part, text))
}

fn relate(
    package: &Package,
    changed: &mut BTreeMap<String, String>,
    source: &str,
    part: &str,
    kind: &str,
) -> Result<(), PackageError> {
    let relations =
        if source.is_empty() { "_rels/.rels".to_owned() } else { relationships_part(source) };
    let (relations, text) = current(package, changed, &relations)?;
    let document = parse(&relations, &text)?;
    let root = document.root_element();
    let all: Vec<(&str, &str)> = children(root)
        .filter(|node| name(*node) == "Relationship")
        .filter_map(|node| Some((attribute(node, "Id")?, attribute(node, "Target")?)))
        .collect();
    let same = |target: &str| {
        resolve_target(source, target).is_some_and(|found| found.eq_ignore_ascii_case(part))
    };
    if all.iter().any(|(_, target)| same(target)) {
        return Ok(());
    }
    let free = (1..).map(|number| format!("rIdBrevsmed{number}"));
    let Some(id) = free.into_iter().find(|id| all.iter().all(|(known, _)| known != id)) else {
        return Ok(());
    };
    // A target is relative to the folder of its source; one that begins at the root always holds.
    let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
    let target = match part.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) {
        Some(rest) if !folder.is_empty() => rest.to_owned(),
        _ if source.is_empty() => part.to_owned(),
        _ => format!("/{part}"),
    };
    let element = format!(
        r#"<Relationship xmlns="http://schemas.openxmlformats.org/package/2006/relationships" Id="{id}" Type="{kind}" Target="{target}"/>"#
    );
    let new = with_last(text, &element);
    changed.insert(relations, new);
    Ok(())
}

fn declare_type(
    package: &Package,
    changed: &mut BTreeMap<String, String>,
    part: &str,
    kind: &str,
) -> Result<(), PackageError> {
    let (types, text) = current(package, changed, CONTENT_TYPES)?;
    let document = parse(&types, &text)?;
    let root = document.root_element();
    let declared = children(root).any(|node| {
        attribute(node, "PartName")
            .is_some_and(|name| name.trim_start_matches('/').eq_ignore_ascii_case(part))
    });
    if !declared {
        let element = format!(
            r#"<Override xmlns="http://schemas.openxmlformats.org/package/2006/content-types" PartName="/{part}" ContentType="{kind}"/>"#
        );
        let new = with_last(text, &element);
        changed.insert(types, new);
    }
    Ok(())
}

/// A part with one more child at the end of its root.
fn with_last(mut text: String, child: &str) -> String {
    if let Some((bytes, with)) = Element::root(&text).map(|root| root.put_last(child)) {
        text.replace_range(bytes, &with);
    }
    text
}
