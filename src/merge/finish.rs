//! Putting the letter's package together.

use super::request::MergeOptions;
use super::run::LetterContent;
use crate::docx::{
    CONTENT_TYPES, NUMBERING_PART, NewRelationship, PackageError, content_types_with,
    relationships_part, relationships_with, set_core_properties,
};
use crate::template::Template;

/// Writes the package of a letter.
pub(super) fn finish(
    template: &Template,
    options: &MergeOptions,
    letter: &LetterContent,
) -> Result<Vec<u8>, PackageError> {
    let mut own: Vec<(String, Vec<u8>)> = Vec::new();
    let mut added: Vec<(String, Vec<u8>)> = Vec::new();
    let mut types = None;
    if !letter.media.is_empty() {
        let main = template.package().main_part();
        types = content_types_with(&template.content_types(), main, &letter.media);
        added.extend(letter.media.iter().map(|media| (media.name.clone(), media.bytes.clone())));
    }
    let mut relationships = letter.relationships.clone();
    if !letter.lists.is_empty() && !template.numbering().has_part() {
        relationships.push((
            template.package().main_part().to_owned(),
            NewRelationship {
                id: "rIdBrevsmedNumbering".to_owned(),
                kind: "numbering",
                target: format!("/{NUMBERING_PART}"),
                external: false,
            },
        ));
    }
    for (part, relationships) in by_part(&relationships) {
        let rels = relationships_part(part);
        let xml = template.letter_part(&rels);
        let strict = template.package().is_strict();
        let new = relationships_with(xml.as_deref(), strict, &relationships).into_bytes();
        if xml.is_some() { own.push((rels, new)) } else { added.push((rels, new)) }
    }
    if !letter.lists.is_empty() {
        let (part, xml) = template.numbering().with_lists(&letter.lists);
        if template.numbering().has_part() {
            own.push((part, xml.into_bytes()));
        } else {
            added.push((part, xml.into_bytes()));
            let known = types.take().unwrap_or_else(|| template.content_types());
            types = with_override(&known, NUMBERING_PART, NUMBERING_TYPE);
        }
    }
    core_properties(template, options, &mut own, &mut added, &mut types)?;
    if let Some(types) = types {
        own.push((CONTENT_TYPES.to_owned(), types.into_bytes()));
    }
    let content = |name: &str| {
        letter
            .parts
            .iter()
            .chain(&own)
            .find(|(part, _)| part == name)
            .map(|(_, bytes)| bytes.as_slice())
    };
    template.writer().write(content, &added)
}

/// Sets title and language where the caller gives them.
fn core_properties(
    template: &Template,
    options: &MergeOptions,
    own: &mut Vec<(String, Vec<u8>)>,
    added: &mut Vec<(String, Vec<u8>)>,
    types: &mut Option<String>,
) -> Result<(), PackageError> {
    const PART: &str = "docProps/core.xml";
    const TYPE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
    const RELATIONSHIP: &str =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    let (title, language) = (options.title.as_deref(), options.language.as_deref());
    if title.is_none() && language.is_none() {
        return Ok(());
    }
    if let Some(part) = &template.properties().core_part {
        let xml = template.letter_part(part);
        let xml = set_core_properties(part, xml.as_deref(), title, language)?;
        own.push((part.clone(), xml.into_bytes()));
        return Ok(());
    }
    let xml = set_core_properties(PART, None, title, language)?;
    added.push((PART.to_owned(), xml.into_bytes()));
    let known = types.take().unwrap_or_else(|| template.content_types());
    *types = with_override(&known, PART, TYPE);
    if let Some(root) = template.letter_part("_rels/.rels")
        && let Some(end) = root.rfind("</")
    {
        let relationship = format!(
            r#"<Relationship Id="rIdBrevsmedCore" Type="{RELATIONSHIP}" Target="{PART}"/>"#
        );
        let root = format!("{}{relationship}{}", &root[..end], &root[end..]);
        own.push(("_rels/.rels".to_owned(), root.into_bytes()));
    }
    Ok(())
}

const NUMBERING_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml";

/// Content types with one part more.
fn with_override(types: &str, part: &str, kind: &str) -> Option<String> {
    types.rfind("</").map(|end| {
        let (head, tail) = types.split_at(end);
        format!(r#"{head}<Override PartName="/{part}" ContentType="{kind}"/>{tail}"#)
    })
}

fn by_part(all: &[(String, NewRelationship)]) -> Vec<(&str, Vec<NewRelationship>)> {
    let mut parts: Vec<(&str, Vec<NewRelationship>)> = Vec::new();
    for (part, relationship) in all {
        match parts.iter_mut().find(|(found, _)| found == part) {
            Some((_, relationships)) => relationships.push(relationship.clone()),
            None => parts.push((part, vec![relationship.clone()])),
        }
    }
    parts
}
