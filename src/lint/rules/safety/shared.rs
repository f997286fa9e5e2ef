//! What several rules of safety look at: relationships that lead outside, settings, custom XML.

use std::ops::Range;

use roxmltree::Node;

use crate::docx::Relationship;
use crate::letter::xml::{attribute, name, parse};
use crate::lint::manuscript::{Manuscript, Story};

/// The relationships that lead outside, each with the part that it is of.
pub(super) fn outside(manuscript: &Manuscript<'_>) -> Vec<(String, Relationship)> {
    relationships(manuscript, true)
}

/// The relationships that stay inside, each with the part that it is of.
pub(super) fn inside(manuscript: &Manuscript<'_>) -> Vec<(String, Relationship)> {
    relationships(manuscript, false)
}

fn relationships(manuscript: &Manuscript<'_>, external: bool) -> Vec<(String, Relationship)> {
    let package = manuscript.package;
    let mut found = Vec::new();
    for rels in package.part_names() {
        let Some((folder, file)) = rels.rsplit_once("_rels/") else { continue };
        let Some(file) = file.strip_suffix(".rels") else { continue };
        let part = format!("{folder}{file}");
        let Ok(relationships) = package.relationships_of(&part) else { continue };
        found.extend(
            relationships
                .into_iter()
                .filter(|relationship| relationship.external == external)
                .map(|relationship| (part.clone(), relationship)),
        );
    }
    found
}

/// Where a story names a relationship.
pub(super) fn mentioned<'m>(
    manuscript: &'m Manuscript<'_>,
    part: &str,
    id: &str,
) -> Option<(&'m Story, Range<usize>)> {
    let story = manuscript.stories.iter().find(|story| story.part == part)?;
    let quoted = format!("\"{id}\"");
    let at = story.xml.find(&quoted)?;
    Some((story, at..at + quoted.len()))
}

/// The settings' part.
pub(super) fn settings_part(manuscript: &Manuscript<'_>) -> Option<String> {
    manuscript.package.parts_of_kind("settings").into_iter().next()
}

/// The bytes of a part's elements with such names.
pub(super) fn elements(
    manuscript: &Manuscript<'_>,
    part: &str,
    wanted: impl Fn(&str) -> bool,
) -> Vec<Range<usize>> {
    let Ok(text) = manuscript.package.text(part) else { return Vec::new() };
    let Ok(tree) = parse(part, &text) else { return Vec::new() };
    tree.descendants()
        .filter(|node| node.is_element() && wanted(name(*node)))
        .map(|node| node.range())
        .collect()
}

/// The document variables: names and values.
pub(super) fn variables(manuscript: &Manuscript<'_>) -> Vec<(String, String)> {
    let Some(part) = settings_part(manuscript) else { return Vec::new() };
    let Ok(text) = manuscript.package.text(&part) else { return Vec::new() };
    if !text.contains("docVar") {
        return Vec::new();
    }
    let Ok(tree) = parse(&part, &text) else { return Vec::new() };
    tree.descendants()
        .filter(|node| node.is_element() && name(*node) == "docVar")
        .map(|node| {
            let said = |local| attribute(node, local).unwrap_or_default().to_owned();
            (said("name"), said("val"))
        })
        .collect()
}

/// A part of custom XML.
pub(super) struct CustomXml {
    /// The part.
    pub part: String,
    /// Its texts and values.
    pub texts: Vec<String>,
    /// It holds data that Word did not put there.
    pub data: bool,
}

/// The parts of custom XML.
pub(super) fn custom_xml(manuscript: &Manuscript<'_>) -> Vec<CustomXml> {
    let package = manuscript.package;
    package
        .parts_of_kind("customXml")
        .into_iter()
        .filter_map(|part| {
            let text = package.text(&part).ok()?;
            let tree = parse(&part, &text).ok()?;
            let texts: Vec<String> = tree
                .descendants()
                .flat_map(|node| {
                    let values = node.attributes().map(|attribute| attribute.value().to_owned());
                    let own = node.is_text().then(|| node.text().unwrap_or_default().to_owned());
                    values.chain(own).collect::<Vec<_>>()
                })
                .filter(|text| !text.trim().is_empty())
                .collect();
            let data = holds_data(tree.root_element());
            Some(CustomXml { part, texts, data })
        })
        .collect()
}

/// Whether there is text that is neither Word's own nor a library's form.
fn holds_data(root: Node<'_, '_>) -> bool {
    let space = root.tag_name().namespace().unwrap_or_default();
    let own = ["http://schemas.microsoft.com/", "http://schemas.openxmlformats.org/"]
        .iter()
        .any(|of| space.starts_with(of));
    root.descendants().any(|node| {
        node.is_text()
            && node.text().is_some_and(|text| !text.trim().is_empty())
            // A library notes who has the document.
            && (!own || node.parent().is_some_and(|parent| name(parent) == "DisplayName"))
    })
}
