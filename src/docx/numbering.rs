//! Lists: which of them the author restarted, and how to restart one once more.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::package::{Package, PackageError};
use super::story::Bytes;
use super::story_reader::{attribute, declarations};

/// The list definitions of a package (ISO/IEC 29500-1, 17.9).
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    /// The part and its text.
    part: Option<(String, String)>,
    numbers: HashMap<String, Bytes>,
    /// The abstract definition that each number uses.
    uses: HashMap<String, String>,
    abstracts: HashMap<String, Bytes>,
    restarted: HashSet<String>,
    highest: u32,
    highest_abstract: u32,
    /// Where the first number stands: abstract definitions come before all numbers.
    first: Option<usize>,
    end: usize,
    /// The namespace declarations of the part.
    namespaces: String,
}

/// A list of another document, taken out so that it can stand in this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListDefinition {
    abstract_number: String,
    number: String,
    namespaces: String,
}

/// Lists that a letter adds.
#[derive(Clone, Debug, Default)]
pub struct AddedLists {
    /// Copies of the template's own lists, so that their numbers start over: of what, and new id.
    pub restarts: Vec<(String, u32)>,
    /// Lists of pieces of documents, with their new ids.
    pub adopted: Vec<(u32, ListDefinition)>,
}

impl AddedLists {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.restarts.is_empty() && self.adopted.is_empty()
    }
}

impl Numbering {
    /// Reads the lists of a package; an absent part gives none.
    pub fn read(package: &Package) -> Result<Self, PackageError> {
        let Some(part) = package.parts_of_kind("numbering").into_iter().next() else {
            return Ok(Numbering::default());
        };
        let xml = package.text(&part)?;
        let mut numbering = Numbering::default();
        let mut current: Option<(String, usize)> = None;
        let mut start = 0;
        let mut reader = Reader::from_str(&xml);
        loop {
            let event =
                reader.read_event().map_err(|source| PackageError::malformed(&part, source))?;
            let end = reader.buffer_position() as usize;
            match event {
                Event::Start(tag) if tag.local_name().as_ref() == "numbering" => {
                    numbering.namespaces = declarations(&tag);
                }
                Event::Start(tag) if tag.local_name().as_ref() == "abstractNum" => {
                    let id = attribute(&tag, "abstractNumId").unwrap_or_default();
                    numbering.highest_abstract =
                        numbering.highest_abstract.max(id.parse().unwrap_or(0));
                    current = Some((id, start));
                }
                Event::End(tag) if tag.local_name().as_ref() == "abstractNum" => {
                    if let Some((id, from)) = current.take() {
                        numbering.abstracts.insert(id, from..end);
                    }
                }
                Event::Start(tag) | Event::Empty(tag)
                    if tag.local_name().as_ref() == "abstractNumId" =>
                {
                    if let (Some((id, _)), Some(uses)) = (&current, attribute(&tag, "val")) {
                        numbering.uses.insert(id.clone(), uses);
                    }
                }
                Event::Start(tag) if tag.local_name().as_ref() == "num" => {
                    numbering.first.get_or_insert(start);
                    let id = attribute(&tag, "numId").unwrap_or_default();
                    numbering.highest = numbering.highest.max(id.parse().unwrap_or(0));
                    current = Some((id, start));
                }
                Event::Start(tag) | Event::Empty(tag)
                    if tag.local_name().as_ref() == "startOverride" =>
                {
                    numbering.restarted.extend(current.as_ref().map(|(id, _)| id.clone()));
                }
                Event::End(tag) if tag.local_name().as_ref() == "num" => {
                    if let Some((id, from)) = current.take() {
                        numbering.numbers.insert(id, from..end);
                        numbering.end = end;
                    }
                }
                Event::DocType(_) => return Err(PackageError::DocumentType { part }),
                Event::Eof => break,
                _ => {}
            }
            start = end;
        }
        numbering.part = Some((part, xml));
        Ok(numbering)
    }

    /// Ids of lists whose numbers the author set back (`w:startOverride`).
    pub fn restarted(&self) -> &HashSet<String> {
        &self.restarted
    }

    /// The highest list id.
    pub fn highest(&self) -> u32 {
        self.highest
    }

    /// A list of this package, for another one.
    pub fn definition(&self, id: &str) -> Option<ListDefinition> {
        let (_, xml) = self.part.as_ref()?;
        let abstract_number = self.abstracts.get(self.uses.get(id)?)?;
        Some(ListDefinition {
            abstract_number: xml[abstract_number.clone()].to_owned(),
            number: xml[self.numbers.get(id)?.clone()].to_owned(),
            namespaces: self.namespaces.clone(),
        })
    }

    /// Whether the package has a part for lists.
    pub fn has_part(&self) -> bool {
        self.part.is_some()
    }

    /// The part with more lists, and its name; a new part where the package has none.
    pub fn with_lists(&self, added: &AddedLists) -> (String, String) {
        let empty = format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{}<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"></w:numbering>"#,
            "\n"
        );
        let (part, xml) = match &self.part {
            Some((part, xml)) => (part.clone(), xml.as_str()),
            None => (NUMBERING_PART.to_owned(), empty.as_str()),
        };
        let close = xml.rfind("</").unwrap_or(xml.len());
        let end = if self.end > 0 { self.end } else { close };
        let first = self.first.unwrap_or(end);
        let mut abstracts = String::new();
        let mut numbers: String = added
            .restarts
            .iter()
            .filter_map(|(id, new)| renumbered(&xml[self.numbers.get(id)?.clone()], "numId=", *new))
            .collect();
        for (index, (number, list)) in (1..).zip(&added.adopted) {
            let abstract_number = self.highest_abstract + index;
            let adopted = renumbered(&list.abstract_number, "abstractNumId=", abstract_number).zip(
                renumbered(&list.number, "numId=", *number).and_then(|number| {
                    let at = number.find("abstractNumId ")?;
                    let value = renumbered(&number[at..], "val=", abstract_number)?;
                    Some(format!("{}{value}", &number[..at]))
                }),
            );
            if let Some((definition, number)) = adopted {
                abstracts.push_str(&declared(&definition, &list.namespaces));
                numbers.push_str(&declared(&number, &list.namespaces));
            }
        }
        let text =
            format!("{}{abstracts}{}{numbers}{}", &xml[..first], &xml[first..end], &xml[end..]);
        (part, text)
    }
}

/// The part's name where a letter needs lists and its template has none.
pub const NUMBERING_PART: &str = "word/numbering.xml";

/// An element with the value of its first attribute of that name replaced.
fn renumbered(element: &str, attribute: &str, number: u32) -> Option<String> {
    let (head, rest) = element.split_once(attribute)?;
    let quote = rest.chars().next()?;
    let tail = rest[1..].split_once(quote)?.1;
    Some(format!("{head}{attribute}{quote}{number}{quote}{tail}"))
}

/// An element with namespace declarations on it, for a part that may lack them.
fn declared(element: &str, namespaces: &str) -> String {
    match element.find([' ', '>']) {
        Some(end) => format!("{}{namespaces}{}", &element[..end], &element[end..]),
        None => element.to_owned(),
    }
}
