//! A part as a tree of elements over its own bytes.
//!
//! Merging compares whole paragraphs, rows and properties, and copies them; a tree of spans serves
//! both. Names are written with the prefixes that Word uses, whatever the part calls them.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::docx::{Limits, PackageError};

/// A part and its tree.
#[derive(Debug)]
pub(super) struct Tree {
    /// The part's name.
    pub part: String,
    /// The part's text.
    pub xml: String,
    /// The root element.
    pub root: Element,
    /// Namespaces that the markup may use, prefix and URI: those of the root, and those of
    /// WordprocessingML elements below it.
    pub namespaces: Vec<(String, String)>,
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    /// The name with Word's own prefix, such as `w:p`.
    pub name: String,
    /// The attributes, namespace declarations left out.
    pub attributes: Vec<Attribute>,
    /// The bytes of the start tag.
    pub tag: Range<usize>,
    /// The bytes of the element.
    pub span: Range<usize>,
    /// What it holds.
    pub children: Vec<Child>,
}

/// An attribute.
#[derive(Debug)]
pub(super) struct Attribute {
    /// The name with Word's own prefix.
    pub name: String,
    /// The value, unescaped.
    pub value: String,
    /// The bytes from the blank before the name to the closing quotation mark.
    pub span: Range<usize>,
    /// The bytes of the value.
    pub value_span: Range<usize>,
}

/// Content of an element.
#[derive(Debug)]
pub(super) enum Child {
    /// An element.
    Element(Element),
    /// Character data, raw.
    Text(Range<usize>),
}

/// Children of an element that holds properties.
const PROPERTIES: usize = 1_000;

/// Namespaces and the prefix that Word gives them.
const PREFIXES: &[(&str, &str)] = &[
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"),
    ("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"),
    ("http://schemas.openxmlformats.org/drawingml/2006/picture", "pic"),
    ("http://purl.oclc.org/ooxml/drawingml/picture", "pic"),
    ("http://schemas.microsoft.com/office/word/2010/wordml", "w14"),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing", "wp14"),
    ("http://schemas.microsoft.com/office/word/2010/wordprocessingShape", "wps"),
    ("http://schemas.openxmlformats.org/package/2006/relationships", "rel"),
    ("http://schemas.openxmlformats.org/package/2006/content-types", "ct"),
    ("http://www.w3.org/XML/1998/namespace", "xml"),
];

impl Element {
    /// The elements it holds.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Child::Element(element) => Some(element),
            Child::Text(_) => None,
        })
    }

    /// The first element of a name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|attribute| attribute.name == name)?;
        Some(&found.value)
    }

    /// The value of `w:val`.
    pub fn value(&self) -> Option<&str> {
        self.attribute("w:val")
    }

    /// Whether it is written as one tag.
    pub fn hollow(&self) -> bool {
        self.tag == self.span
    }

    /// All elements from this one down, in order.
    pub fn each<'e>(&'e self, visit: &mut dyn FnMut(&'e Element)) {
        visit(self);
        for element in self.elements() {
            element.each(visit);
        }
    }

    /// How many paragraphs it holds or is.
    pub fn paragraphs(&self) -> usize {
        let mut count = 0;
        self.each(&mut |element| count += usize::from(element.name == "w:p"));
        count
    }

    /// The bytes between its tags.
    pub fn inside(&self, xml: &str) -> Range<usize> {
        if self.hollow() {
            return self.span.end..self.span.end;
        }
        let end = xml[self.span.clone()].rfind("</").unwrap_or(0) + self.span.start;
        self.tag.end..end
    }
}

impl Tree {
    /// Reads a part.
    pub fn read(part: &str, xml: String, limits: &Limits) -> Result<Self, PackageError> {
        let mut reading = Reading {
            part,
            xml: &xml,
            limits,
            scope: vec![("xml".to_owned(), "http://www.w3.org/XML/1998/namespace".to_owned())],
            open: Vec::new(),
            root: None,
            namespaces: Vec::new(),
            elements: 0,
        };
        reading.read()?;
        let Reading { root, namespaces, .. } = reading;
        let root = root.ok_or_else(|| malformed(part, "the part has no root element"))?;
        Ok(Tree { part: part.to_owned(), xml, root, namespaces })
    }

    /// The bytes of a span.
    pub fn slice(&self, span: &Range<usize>) -> &str {
        &self.xml[span.clone()]
    }

    /// The bytes of an element.
    pub fn raw(&self, element: &Element) -> &str {
        &self.xml[element.span.clone()]
    }

    /// The prefix of WordprocessingML with its colon, usually `w:`.
    pub fn prefix(&self) -> String {
        let word = |uri: &str| PREFIXES.iter().any(|(known, name)| *known == uri && *name == "w");
        match self.namespaces.iter().find(|(_, uri)| word(uri)) {
            Some((prefix, _)) if prefix.is_empty() => String::new(),
            Some((prefix, _)) => format!("{prefix}:"),
            None => "w:".to_owned(),
        }
    }
}

/// An error of a part that says what is wrong without quoting it.
pub(super) fn malformed(
    part: &str,
    source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> PackageError {
    PackageError::Malformed { part: part.to_owned(), source: source.into() }
}

struct Reading<'r> {
    part: &'r str,
    xml: &'r str,
    limits: &'r Limits,
    scope: Vec<(String, String)>,
    /// Elements that have not ended, with the size of the scope around each.
    open: Vec<(Element, usize)>,
    root: Option<Element>,
    namespaces: Vec<(String, String)>,
    elements: usize,
}

impl Reading<'_> {
    fn read(&mut self) -> Result<(), PackageError> {
        let mut reader = Reader::from_str(self.xml);
        let mut start = 0;
        loop {
            let event = reader.read_event().map_err(|source| malformed(self.part, source))?;
            let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            match event {
                Event::Start(tag) => {
                    if self.open.len() >= self.limits.xml_depth {
                        return Err(PackageError::TooDeep {
                            part: self.part.to_owned(),
                            limit: self.limits.xml_depth,
                        });
                    }
                    let scope = self.scope.len();
                    let element = self.element(&tag, start..end)?;
                    self.open.push((element, scope));
                }
                Event::Empty(tag) => {
                    let scope = self.scope.len();
                    let element = self.element(&tag, start..end)?;
                    self.scope.truncate(scope);
                    self.close(element)?;
                }
                Event::End(_) => {
                    if let Some((mut element, scope)) = self.open.pop() {
                        element.span.end = end;
                        self.scope.truncate(scope);
                        self.close(element)?;
                    }
                }
                Event::DocType(_) => {
                    return Err(PackageError::DocumentType { part: self.part.to_owned() });
                }
                Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                    if let Some((element, _)) = self.open.last_mut() {
                        match element.children.last_mut() {
                            Some(Child::Text(span)) => span.end = end,
                            _ => element.children.push(Child::Text(start..end)),
                        }
                    }
                }
                Event::Eof if self.open.is_empty() => return Ok(()),
                Event::Eof => return Err(malformed(self.part, "the part ends inside an element")),
                _ => {}
            }
            start = end;
        }
    }

    fn close(&mut self, element: Element) -> Result<(), PackageError> {
        // Properties are compared each with each; the schema has some fifty of a kind.
        let properties = element.name.starts_with("w:") && element.name.ends_with("Pr");
        if properties && element.children.len() > PROPERTIES {
            return Err(malformed(self.part, "an element has more properties than there are"));
        }
        match self.open.last_mut() {
            Some((parent, _)) => parent.children.push(Child::Element(element)),
            None if self.root.is_some() => {
                return Err(malformed(self.part, "the part has two root elements"));
            }
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn element(
        &mut self,
        tag: &BytesStart<'_>,
        span: Range<usize>,
    ) -> Result<Element, PackageError> {
        self.elements += 1;
        if self.elements > self.limits.pieces {
            return Err(PackageError::TooManyElements {
                part: self.part.to_owned(),
                limit: self.limits.pieces,
            });
        }
        let mut plain = Vec::new();
        let mut declared = Vec::new();
        let base = self.xml.as_ptr() as usize;
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|source| malformed(self.part, source))?;
            let key = attribute.key.as_ref().to_owned();
            let value = attribute
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|source| malformed(self.part, source))?
                .into_owned();
            let at = (attribute.value.as_ptr() as usize).wrapping_sub(base);
            let value_span = at..at.wrapping_add(attribute.value.len());
            if !(span.start <= value_span.start && value_span.end < span.end) {
                return Err(malformed(self.part, "an attribute has no place"));
            }
            if key == "xmlns" {
                declared.push((String::new(), value));
            } else if let Some(prefix) = key.strip_prefix("xmlns:") {
                declared.push((prefix.to_owned(), value));
            } else {
                plain.push((key, value, value_span));
            }
        }
        self.scope.extend(declared.iter().cloned());
        let name = self.resolved(tag.name().as_ref(), true);
        // What stands below a drawing or formula travels with its own declarations.
        if self.open.is_empty() || name.starts_with("w:") {
            for binding in declared {
                match self.namespaces.iter().find(|(prefix, _)| *prefix == binding.0) {
                    Some(known) if *known != binding => {
                        return Err(malformed(self.part, "a namespace prefix has two meanings"));
                    }
                    Some(_) => {}
                    None => self.namespaces.push(binding),
                }
            }
        }
        let attributes = plain
            .into_iter()
            .map(|(key, value, value_span)| {
                let head = &self.xml[span.start..value_span.start];
                let from = span.start
                    + head.trim_end_matches(|c: char| c != '=').len().saturating_sub(key.len() + 1);
                let from = self.xml[span.start..from.max(span.start)].trim_end().len() + span.start;
                Attribute {
                    name: self.resolved(&key, false),
                    value,
                    span: from..value_span.end + 1,
                    value_span,
                }
            })
            .collect();
        Ok(Element { name, attributes, tag: span.clone(), span, children: Vec::new() })
    }

    /// A name with Word's own prefix; of an unknown namespace, with its URI in braces.
    fn resolved(&self, raw: &str, element: bool) -> String {
        let (prefix, local) = raw.split_once(':').unwrap_or(("", raw));
        if prefix.is_empty() && !element {
            return local.to_owned();
        }
        let uri = self.scope.iter().rev().find(|(known, _)| known == prefix).map(|(_, uri)| uri);
        match uri {
            None => raw.to_owned(),
            Some(uri) => match PREFIXES.iter().find(|(known, _)| known == uri) {
                Some((_, prefix)) => format!("{prefix}:{local}"),
                None => format!("{{{uri}}}{local}"),
            },
        }
    }
}
