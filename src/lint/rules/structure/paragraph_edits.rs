//! Edits of paragraphs: their properties set, themselves taken out.

use std::ops::Range;

use crate::lint::fix::Edit;
use crate::lint::manuscript::{Paragraph, Story};
use crate::lint::markup::{Element, PARAGRAPH_PROPERTIES};

/// Sets attributes of a child of a paragraph's properties, which is made where there is none; the
/// other attributes stay but for those that would outweigh them.
pub(super) fn set_attributes(
    story: &Story,
    paragraph: &Paragraph,
    element: &str,
    set: &[(&str, &str)],
    without: &[&str],
) -> Option<Edit> {
    let xml = &story.xml;
    let space = Element::at(xml, &paragraph.bytes)?.prefix();
    let properties = paragraph.properties.as_ref().and_then(|bytes| Element::at(xml, bytes));
    let known = properties.and_then(|properties| properties.child(element));
    let mut written = String::new();
    for (name, bytes) in known.map(|known| known.attributes()).unwrap_or_default() {
        let own = name.rsplit(':').next().unwrap_or(name);
        if !without.contains(&own) && !set.iter().any(|(set, _)| *set == own) {
            let value = xml.get(bytes)?;
            let quote = if value.contains('"') { '\'' } else { '"' };
            written.push_str(&format!(" {name}={quote}{value}{quote}"));
        }
    }
    for (name, value) in set {
        written.push_str(&format!(" {space}{name}=\"{value}\""));
    }
    set_property(story, paragraph, element, &format!("<{space}{element}{written}/>"))
}

/// Sets a child of a paragraph's properties, where the schema wants it.
pub(super) fn set_property(
    story: &Story,
    paragraph: &Paragraph,
    element: &str,
    with: &str,
) -> Option<Edit> {
    let (bytes, with) = if let Some(properties) = &paragraph.properties {
        Element::at(&story.xml, properties)?.put(PARAGRAPH_PROPERTIES, element, with)
    } else {
        let whole = Element::at(&story.xml, &paragraph.bytes)?;
        let space = whole.prefix();
        whole.put_first(&format!("<{space}pPr>{with}</{space}pPr>"))
    };
    Some(edit(story, bytes, with))
}

/// What a paragraph must not hold to be taken out: each is meant by something elsewhere.
const MEANT_ELSEWHERE: &[&str] = &[
    "bookmark",
    "comment",
    "perm",
    "fldChar",
    "instrText",
    "fldSimple",
    "sectPr",
    "framePr",
    "sdt",
    "ins ",
    "del ",
    "moveFrom",
    "moveTo",
    "drawing",
    "pict",
    "object",
    "customXml",
    "smartTag",
    "footnoteRef",
    "endnoteRef",
    "delText",
];

/// Takes a paragraph out, where nothing else leans on it and its parent can do without it.
pub(super) fn removal(story: &Story, paragraph: &Paragraph) -> Option<Edit> {
    let xml = &story.xml;
    let text = xml.get(paragraph.bytes.clone())?;
    if paragraph.last || MEANT_ELSEWHERE.iter().any(|meant| text.contains(meant)) {
        return None;
    }
    let before = xml[..paragraph.bytes.start].trim_end();
    let after = xml[paragraph.bytes.end..].trim_start();
    let only_child = before.ends_with("Content>") && after.starts_with("</");
    (!only_child).then(|| edit(story, paragraph.bytes.clone(), String::new()))
}

fn edit(story: &Story, bytes: Range<usize>, with: String) -> Edit {
    Edit::Part { part: story.part.clone(), bytes, with }
}
