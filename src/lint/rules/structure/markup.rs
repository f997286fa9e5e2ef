//! Edits of WordprocessingML in its own bytes: what is not meant stays as it was written.

use std::ops::Range;

use crate::lint::fix::Edit;
use crate::lint::manuscript::{Paragraph, Story};

/// The order of the children of `w:pPr` (ISO/IEC 29500-1, A.1, `CT_PPrBase`).
const PARAGRAPH_ORDER: &[&str] = &[
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
    "pPrChange",
];

/// The prefix of the element that begins at a byte: `w:` of `<w:p …>`.
pub(super) fn prefix(xml: &str, at: usize) -> &str {
    let name = xml.get(at + 1..).unwrap_or_default();
    let end = name.find(|c: char| c.is_whitespace() || "/>".contains(c)).unwrap_or(name.len());
    name[..end].find(':').map_or("", |colon| &name[..=colon])
}

/// Where the tag that begins at a byte ends, and whether it is an element without content.
pub(super) fn tag_end(xml: &str, at: usize) -> Option<(usize, bool)> {
    let mut quote = None;
    for (offset, byte) in xml.as_bytes().get(at..)?.iter().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            (None, b'>') => {
                let end = at + offset;
                return Some((end + 1, xml.as_bytes()[end - 1] == b'/'));
            }
            _ => {}
        }
    }
    None
}

/// The children of an element: local names and bytes.
pub(super) fn children<'x>(xml: &'x str, element: &Range<usize>) -> Vec<(&'x str, Range<usize>)> {
    let mut found = Vec::new();
    let Some((mut at, false)) = tag_end(xml, element.start) else { return found };
    let mut open: Vec<usize> = Vec::new();
    while let Some(offset) = xml.get(at..element.end).and_then(|rest| rest.find('<')) {
        let start = at + offset;
        let rest = &xml[start..element.end];
        let skipped = [("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>")]
            .into_iter()
            .find(|(begin, _)| rest.starts_with(begin));
        if let Some((_, close)) = skipped {
            let Some(end) = rest.find(close) else { break };
            at = start + end + close.len();
            continue;
        }
        let Some((end, empty)) = tag_end(xml, start) else { break };
        if rest.starts_with("</") {
            let Some(begun) = open.pop() else { break };
            if open.is_empty() {
                found.push((local(xml, begun), begun..end));
            }
        } else if empty {
            if open.is_empty() {
                found.push((local(xml, start), start..end));
            }
        } else {
            open.push(start);
        }
        at = end;
    }
    found
}

/// The local name of the element that begins at a byte.
fn local(xml: &str, at: usize) -> &str {
    let name = xml.get(at + 1..).unwrap_or_default();
    let end = name.find(|c: char| c.is_whitespace() || "/>".contains(c)).unwrap_or(name.len());
    name[..end].rsplit(':').next().unwrap_or_default()
}

/// The attributes of a start tag, as they are written.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag.find(char::is_whitespace).map_or("", |at| &tag[at..]);
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let Some(quote) = after.chars().next().filter(|c| matches!(c, '"' | '\'')) else { break };
        let Some((value, next)) = after[1..].split_once(quote) else { break };
        found.push((name.trim(), value));
        rest = next;
    }
    found
}

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
    let space = prefix(xml, paragraph.bytes.start);
    let known = paragraph.properties.as_ref().and_then(|properties| {
        children(xml, properties).into_iter().find(|(name, _)| *name == element)
    });
    let mut written = String::new();
    if let Some((_, bytes)) = &known {
        let (end, _) = tag_end(xml, bytes.start)?;
        let tag = xml[bytes.start..end].trim_end_matches('>').trim_end_matches('/');
        for (name, value) in attributes(tag) {
            let own = name.rsplit(':').next().unwrap_or(name);
            if !without.contains(&own) && !set.iter().any(|(set, _)| *set == own) {
                let quote = if value.contains('"') { '\'' } else { '"' };
                written.push_str(&format!(" {name}={quote}{value}{quote}"));
            }
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
    let xml = &story.xml;
    let edit = |bytes: Range<usize>, with: String| {
        Some(Edit::Part { part: story.part.clone(), bytes, with })
    };
    let space = prefix(xml, paragraph.bytes.start);
    let wrapped = format!("<{space}pPr>{with}</{space}pPr>");
    let Some(properties) = &paragraph.properties else {
        let (end, empty) = tag_end(xml, paragraph.bytes.start)?;
        if empty {
            return edit(paragraph.bytes.clone(), format!("<{space}p>{wrapped}</{space}p>"));
        }
        return edit(end..end, wrapped);
    };
    let (inside, empty) = tag_end(xml, properties.start)?;
    if empty {
        return edit(properties.clone(), wrapped);
    }
    let place = |name: &str| {
        PARAGRAPH_ORDER.iter().position(|known| *known == name).unwrap_or(PARAGRAPH_ORDER.len())
    };
    let wanted = place(element);
    let mut at = inside;
    for (name, bytes) in children(xml, properties) {
        if name == element {
            return edit(bytes, with.to_owned());
        }
        if place(name) < wanted {
            at = bytes.end;
        }
    }
    edit(at..at, with.to_owned())
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
    (!only_child).then(|| Edit::Part {
        part: story.part.clone(),
        bytes: paragraph.bytes.clone(),
        with: String::new(),
    })
}

/// The bytes of an element's text: between its start tag and its end tag.
pub(super) fn inner(xml: &str, element: &Range<usize>) -> Option<Range<usize>> {
    let (start, empty) = tag_end(xml, element.start)?;
    let end = xml.get(start..element.end)?.rfind("</")? + start;
    (!empty).then_some(start..end)
}
