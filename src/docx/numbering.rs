//! Lists: which of them the author restarted, and how to restart one once more.

use std::collections::{HashMap, HashSet};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::package::{Package, PackageError};
use super::story::{Bytes, attribute};

/// The list definitions of a package (ISO/IEC 29500-1, 17.9).
#[derive(Clone, Debug, Default)]
pub struct Numbering {
    /// The part and its text.
    part: Option<(String, String)>,
    numbers: HashMap<String, Bytes>,
    restarted: HashSet<String>,
    highest: u32,
    end: usize,
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
                Event::Start(tag) if tag.local_name().as_ref() == "num" => {
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

    /// The part with more lists: each a copy of an existing one under a new id, so that its numbers
    /// start over.
    pub fn with_restarts(&self, restarts: &[(String, u32)]) -> Option<(String, String)> {
        let (part, xml) = self.part.as_ref()?;
        let copies: String = restarts
            .iter()
            .filter_map(|(id, new)| {
                let copy = &xml[self.numbers.get(id)?.clone()];
                let (head, rest) = copy.split_once("numId=")?;
                let quote = rest.chars().next()?;
                let tail = rest[1..].split_once(quote)?.1;
                Some(format!("{head}numId={quote}{new}{quote}{tail}"))
            })
            .collect();
        Some((part.clone(), format!("{}{copies}{}", &xml[..self.end], &xml[self.end..])))
    }
}
