//! An element in the bytes of its part: where its tags, attributes and children stand, so that an edit
//! touches nothing else.
//!
//! [`super::manuscript`] knows the bytes of whole elements. What is inside one is asked for when a fault
//! was found in it, which is seldom; so it is read then, by the part's own parser, and not kept.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::docx::decode;

/// The order of the children of `w:pPr` (ISO/IEC 29500-1, A.1, `CT_PPrBase`).
pub(super) const PARAGRAPH_PROPERTIES: &[&str] = &[
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

/// What follows `w:lang` among the children of `w:rPr` (A.1, `EG_RPrBase`); all others come before.
pub(super) const BEHIND_LANGUAGE: &[&str] =
    &["eastAsianLayout", "specVanish", "oMath", "rPrChange"];

/// An element in the bytes of its part.
#[derive(Clone, Debug)]
pub(crate) struct Element<'x> {
    xml: &'x str,
    /// All of it.
    pub bytes: Range<usize>,
    /// It is written as one tag.
    pub hollow: bool,
    /// Where its start tag ends.
    open: usize,
}

impl<'x> Element<'x> {
    /// The element of some bytes, which are all of it; `None` where they are no element.
    pub fn at(xml: &'x str, bytes: &Range<usize>) -> Option<Self> {
        let mut reader = Reader::from_str(xml.get(bytes.clone())?);
        let hollow = match reader.read_event().ok()? {
            Event::Start(_) => false,
            Event::Empty(_) => true,
            _ => return None,
        };
        let open = bytes.start + usize::try_from(reader.buffer_position()).ok()?;
        Some(Element { xml, bytes: bytes.clone(), hollow, open })
    }

    /// The root element of a part.
    pub fn root(xml: &'x str) -> Option<Self> {
        let mut reader = Reader::from_str(xml);
        let mut start = 0;
        loop {
            let event = reader.read_event().ok()?;
            let end = usize::try_from(reader.buffer_position()).ok()?;
            match event {
                Event::Start(tag) => {
                    reader.read_to_end(tag.name()).ok()?;
                    let bytes = start..usize::try_from(reader.buffer_position()).ok()?;
                    return Some(Element { xml, bytes, hollow: false, open: end });
                }
                Event::Empty(_) => {
                    return Some(Element { xml, bytes: start..end, hollow: true, open: end });
                }
                Event::Eof => return None,
                _ => start = end,
            }
        }
    }

    /// Its name with the prefix, such as `w:p`.
    fn name(&self) -> &'x str {
        let tag = &self.xml[self.bytes.start + 1..self.open];
        let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
        &tag[..end.unwrap_or(tag.len())]
    }

    /// Its name without the prefix, such as `p`.
    pub fn local(&self) -> &'x str {
        self.name().rsplit(':').next().unwrap_or_default()
    }

    /// Its prefix with the colon, such as `w:`; empty where it has none.
    pub fn prefix(&self) -> &'x str {
        let name = self.name();
        name.find(':').map_or("", |colon| &name[..=colon])
    }

    /// Its attributes as they are written: the name with prefix, and the bytes of the raw value.
    pub fn attributes(&self) -> Vec<(&'x str, Range<usize>)> {
        let mut reader = Reader::from_str(&self.xml[self.bytes.start..self.open]);
        let Ok(Event::Start(tag) | Event::Empty(tag)) = reader.read_event() else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for attribute in tag.attributes().with_checks(false).flatten() {
            let Cow::Borrowed(value) = attribute.value else { continue };
            let key = attribute.key.into_inner();
            let at = |text: &str| (text.as_ptr() as usize).checked_sub(self.xml.as_ptr() as usize);
            let (Some(key_at), Some(value_at)) = (at(key), at(value)) else { continue };
            if let Some(key) = self.xml.get(key_at..key_at + key.len()) {
                found.push((key, value_at..value_at + value.len()));
            }
        }
        found
    }

    /// The bytes of an attribute's raw value, by the name without prefix.
    pub fn attribute(&self, local: &str) -> Option<Range<usize>> {
        self.attributes()
            .into_iter()
            .find(|(name, _)| name.rsplit(':').next() == Some(local))
            .map(|(_, bytes)| bytes)
    }

    /// An attribute's raw value, by the name without prefix.
    pub fn value(&self, local: &str) -> Option<&'x str> {
        self.xml.get(self.attribute(local)?)
    }

    /// What is between its tags; `None` where it is one tag.
    pub fn inside(&self) -> Option<Range<usize>> {
        if self.hollow {
            return None;
        }
        let content = self.xml.get(self.open..self.bytes.end)?;
        Some(self.open..self.open + content.rfind("</")?)
    }

    /// The text between its tags, where it has no children.
    pub fn text(&self) -> Cow<'x, str> {
        decode(self.inside().and_then(|inside| self.xml.get(inside)).unwrap_or_default())
    }

    /// Its children.
    pub fn children(&self) -> Vec<Element<'x>> {
        let Some(inside) = self.inside() else { return Vec::new() };
        let mut reader = Reader::from_str(&self.xml[inside.clone()]);
        let (mut found, mut open, mut start) = (Vec::new(), Vec::new(), inside.start);
        while let Ok(event) = reader.read_event() {
            let Ok(read) = usize::try_from(reader.buffer_position()) else { break };
            let end = inside.start + read;
            match event {
                Event::Start(_) => open.push((start, end)),
                Event::Empty(_) if open.is_empty() => {
                    found.push(Element {
                        xml: self.xml,
                        bytes: start..end,
                        hollow: true,
                        open: end,
                    });
                }
                Event::End(_) => {
                    let Some((begun, tag)) = open.pop() else { break };
                    if open.is_empty() {
                        let bytes = begun..end;
                        found.push(Element { xml: self.xml, bytes, hollow: false, open: tag });
                    }
                }
                Event::Eof => break,
                _ => {}
            }
            start = end;
        }
        found
    }

    /// The first child of a name without prefix.
    pub fn child(&self, local: &str) -> Option<Element<'x>> {
        self.children().into_iter().find(|child| child.local() == local)
    }

    /// What sets an attribute, which has the element's own prefix where there was none.
    pub fn set(&self, local: &str, value: &str) -> (Range<usize>, String) {
        if let Some(bytes) = self.attribute(local) {
            return (bytes, value.to_owned());
        }
        let at = self.bytes.start + 1 + self.name().len();
        (at..at, format!(r#" {}{local}="{value}""#, self.prefix()))
    }

    /// What makes `with` the content of an element that is one tag, or else puts it in at a byte.
    fn filled(&self, at: usize, with: &str) -> (Range<usize>, String) {
        if self.hollow {
            // `/>` becomes the end of a start tag.
            return (self.open - 2..self.open, format!(">{with}</{}>", self.name()));
        }
        (at..at, with.to_owned())
    }

    /// What puts `with` before all that is in it.
    pub fn put_first(&self, with: &str) -> (Range<usize>, String) {
        self.filled(self.open, with)
    }

    /// What sets the child `local`: in its place, or where it stands in `order`, of which every child
    /// that is not named there comes last.
    pub fn put(&self, order: &[&str], local: &str, with: &str) -> (Range<usize>, String) {
        let place =
            |name: &str| order.iter().position(|known| *known == name).unwrap_or(order.len());
        let wanted = place(local);
        let mut at = self.open;
        for child in self.children() {
            if child.local() == local {
                return (child.bytes, with.to_owned());
            }
            if place(child.local()) < wanted {
                at = child.bytes.end;
            }
        }
        self.filled(at, with)
    }

    /// What puts `with` after all that is in it.
    pub fn put_last(&self, with: &str) -> (Range<usize>, String) {
        self.filled(self.inside().map_or(self.open, |inside| inside.end), with)
    }

    /// What puts `with` before the first child that is named in `behind`, and else at the end.
    pub fn put_before(&self, behind: &[&str], with: &str) -> (Range<usize>, String) {
        match self.children().into_iter().find(|child| behind.contains(&child.local())) {
            Some(next) => self.filled(next.bytes.start, with),
            None => self.put_last(with),
        }
    }
}

/// The prefix with colon of the element that begins at a byte; empty where none does.
pub(crate) fn prefix(xml: &str, at: usize) -> &str {
    let name = xml.get(at + 1..).unwrap_or_default();
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>'));
    let name = &name[..end.unwrap_or(name.len())];
    name.find(':').map_or("", |colon| &name[..=colon])
}

/// The start tags of all elements of a name without prefix: the bytes of each, and an attribute of it.
pub(crate) fn tags<'x>(xml: &'x str, local: &str, attribute: &str) -> Vec<(Range<usize>, &'x str)> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    let mut start = 0;
    while let Ok(event) = reader.read_event() {
        let Ok(end) = usize::try_from(reader.buffer_position()) else { break };
        match event {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == local => {
                let element = Element { xml, bytes: start..end, hollow: true, open: end };
                if let Some(value) = element.value(attribute) {
                    found.push((start..end, value));
                }
            }
            Event::Eof => break,
            _ => {}
        }
        start = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = concat!(
        r#"<?xml version="1.0"?><w:styles a="1">"#,
        r#"<w:p w:x='a"b' w:y="&lt;2"><!-- <w:no/> --><w:pPr/><w:r><w:t>a > b</w:t></w:r></w:p></w:styles><!-- </a> -->"#
    );

    fn paragraph() -> Element<'static> {
        Element::root(XML).and_then(|root| root.child("p")).expect("a paragraph")
    }

    fn made((bytes, with): (Range<usize>, String)) -> String {
        let mut xml = XML.to_owned();
        xml.replace_range(bytes, &with);
        xml.split_once("<w:p ").map(|(_, rest)| rest.to_owned()).unwrap_or_default()
    }

    #[test]
    fn tags_attributes_and_children_are_where_they_stand() {
        let paragraph = paragraph();
        assert_eq!((paragraph.local(), paragraph.prefix()), ("p", "w:"));
        assert_eq!(paragraph.value("x"), Some("a\"b"));
        assert_eq!(paragraph.value("y"), Some("&lt;2"));
        assert_eq!(paragraph.value("z"), None);
        let children: Vec<&str> = paragraph.children().iter().map(Element::local).collect();
        assert_eq!(children, ["pPr", "r"]);
        let text = paragraph.child("r").and_then(|run| run.child("t")).expect("a text");
        assert_eq!(&XML[text.inside().expect("its content")], "a > b");
        assert_eq!(text.text(), "a > b");
        assert_eq!(tags(XML, "p", "x").len(), 1);
        assert!(Element::at(XML, &(3..9)).is_none());
        assert!(Element::at(XML, &(0..usize::MAX)).is_none());
    }

    #[test]
    fn a_child_is_put_where_the_schema_wants_it() {
        let paragraph = paragraph();
        let properties = paragraph.child("pPr").expect("properties");
        assert!(
            made(properties.put(PARAGRAPH_PROPERTIES, "jc", "<w:jc/>"))
                .contains("<w:pPr><w:jc/></w:pPr>")
        );
        assert!(made(paragraph.put(&["pPr", "r"], "x", "<w:x/>")).contains("</w:r><w:x/></w:p>"));
        assert!(made(paragraph.put(&["a", "pPr"], "a", "<w:a/>")).contains("><w:a/><!--"));
        assert!(made(paragraph.put(&[], "pPr", "<w:b/>")).contains("--><w:b/><w:r>"));
        assert!(made(paragraph.put_before(&["r"], "<w:c/>")).contains("<w:pPr/><w:c/><w:r>"));
        assert!(made(paragraph.put_before(&["z"], "<w:c/>")).contains("</w:r><w:c/></w:p>"));
        assert!(made(properties.put_first("<w:d/>")).contains("<w:pPr><w:d/></w:pPr>"));
    }

    #[test]
    fn an_attribute_is_set_in_its_place_or_behind_the_name() {
        assert!(made(paragraph().set("y", "3")).contains(r#" w:y="3"><!--"#));
        let properties = paragraph().child("pPr").expect("properties");
        assert!(made(properties.set("z", "1")).contains(r#"<w:pPr w:z="1"/>"#));
    }
}
