//! Styles, as far as merging cares: which are headings, and what language the text is in.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::package::{Package, PackageError};
use super::story_reader::attribute;

/// The paragraph styles of a package (ISO/IEC 29500-1, 17.7).
#[derive(Clone, Debug, Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
    /// The language of the text by default, such as `da-DK`.
    pub language: Option<String>,
}

#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
}

impl Styles {
    /// Reads the styles of a package; an absent part gives none.
    pub fn read(package: &Package) -> Result<Self, PackageError> {
        let Some(part) = package.parts_of_kind("styles").into_iter().next() else {
            return Ok(Styles::default());
        };
        let xml = package.text(&part)?;
        let mut styles = Styles::default();
        let mut current: Option<(String, Style)> = None;
        let mut in_defaults = false;
        let mut reader = Reader::from_str(&xml);
        loop {
            match reader.read_event().map_err(|source| PackageError::malformed(&part, source))? {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "docDefaults" => in_defaults = true,
                    "lang" if in_defaults => styles.language = attribute(&tag, "val"),
                    "style" => {
                        let id = attribute(&tag, "styleId").unwrap_or_default();
                        current = Some((id, Style::default()));
                    }
                    "name" => {
                        if let Some((_, style)) = &mut current {
                            style.name = attribute(&tag, "val").unwrap_or_default();
                        }
                    }
                    "basedOn" => {
                        if let Some((_, style)) = &mut current {
                            style.based_on = attribute(&tag, "val");
                        }
                    }
                    "outlineLvl" => {
                        if let Some((_, style)) = &mut current {
                            style.outline =
                                attribute(&tag, "val").and_then(|level| level.parse().ok());
                        }
                    }
                    _ => {}
                },
                Event::End(tag) => match tag.local_name().as_ref() {
                    "docDefaults" => in_defaults = false,
                    "style" => styles.styles.extend(current.take()),
                    _ => {}
                },
                Event::DocType(_) => return Err(PackageError::DocumentType { part }),
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }

    /// The heading level of a style, from 1: by its outline level or its built-in name, which is
    /// English whatever the id (`Overskrift1` is named `heading 1`), inherited from what it is
    /// based on.
    pub fn heading_level(&self, id: &str) -> Option<u8> {
        let mut id = id;
        // A cycle among styles is legal to write and impossible to follow: stop after a few steps.
        for _ in 0..12 {
            let style = self.styles.get(id)?;
            if let Some(level) = style.outline {
                return (level < 9).then_some(level + 1);
            }
            let name = style.name.to_ascii_lowercase();
            if let Some(level) = name.strip_prefix("heading ").and_then(|level| level.parse().ok())
            {
                return Some(level);
            }
            id = style.based_on.as_deref()?;
        }
        None
    }

    /// Whether there is a style of this id.
    pub fn contains(&self, id: &str) -> bool {
        self.styles.contains_key(id)
    }

    /// The name of a style.
    pub fn name(&self, id: &str) -> Option<&str> {
        self.styles.get(id).map(|style| style.name.as_str())
    }

    /// The id of the style with this name, letter case apart.
    pub fn id_of(&self, name: &str) -> Option<&str> {
        self.styles
            .iter()
            .filter(|(_, style)| style.name.eq_ignore_ascii_case(name))
            .map(|(id, _)| id.as_str())
            .min()
    }
}
