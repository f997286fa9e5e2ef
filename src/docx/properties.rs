//! Document properties: core, extended and custom (ISO/IEC 29500-2, 11; 29500-1, 22.2 and 22.3).

use quick_xml::Reader;
use quick_xml::events::Event;

use super::package::{Package, PackageError};
use super::settings::without_elements;
use super::story::encode;
use super::story_reader::attribute;

/// The properties of a document, by the names that DOCPROPERTY uses, in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentProperties {
    values: Vec<(String, String)>,
    /// The part with the core properties.
    pub core_part: Option<String>,
}

impl DocumentProperties {
    /// Reads all properties of a package.
    pub fn read(package: &Package) -> Result<Self, PackageError> {
        let mut properties = DocumentProperties::default();
        for relationship in package.relationships_of("")? {
            let Some(part) = super::relationships::resolve("", &relationship.target)
                .and_then(|part| package.actual_name(&part))
            else {
                continue;
            };
            match relationship.kind.as_str() {
                "core-properties" => {
                    properties.read_part(&part, &package.text(&part)?)?;
                    properties.core_part = Some(part);
                }
                "extended-properties" | "custom-properties" => {
                    properties.read_part(&part, &package.text(&part)?)?;
                }
                _ => {}
            }
        }
        Ok(properties)
    }

    /// The value of a property, letter case apart.
    pub fn get(&self, name: &str) -> Option<&str> {
        let name = name.to_lowercase();
        self.values.iter().find(|(found, _)| *found == name).map(|(_, value)| value.as_str())
    }

    fn read_part(&mut self, part: &str, xml: &str) -> Result<(), PackageError> {
        let mut path: Vec<String> = Vec::new();
        let mut custom: Option<String> = None;
        let mut text = String::new();
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().map_err(|source| PackageError::malformed(part, source))? {
                Event::Start(tag) => {
                    let name = tag.local_name().as_ref().to_owned();
                    if name == "property" {
                        custom = attribute(&tag, "name");
                    }
                    path.push(name);
                    text.clear();
                }
                Event::Text(piece) => text.push_str(&piece.into_inner()),
                Event::GeneralRef(name) => {
                    let reference = format!("&{};", name.into_inner());
                    text.push_str(&quick_xml::escape::unescape(&reference).unwrap_or_default());
                }
                Event::End(_) => {
                    let Some(name) = path.pop() else { continue };
                    match (path.len(), name.as_str(), custom.as_ref()) {
                        (1, "property", _) => custom = None,
                        (2, _, Some(custom)) => {
                            self.values.push((custom.to_lowercase(), text.clone()));
                        }
                        (1, name, None) => {
                            self.values.push((field_name(name).to_lowercase(), text.clone()));
                        }
                        _ => {}
                    }
                }
                Event::DocType(_) => {
                    return Err(PackageError::DocumentType { part: part.to_owned() });
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }
}

/// The name that DOCPROPERTY uses for an element of the core or extended properties.
fn field_name(element: &str) -> &str {
    match element {
        "creator" => "Author",
        "description" => "Comments",
        "lastModifiedBy" => "LastSavedBy",
        "created" => "CreateTime",
        "modified" => "LastSavedTime",
        "lastPrinted" => "LastPrinted",
        "revision" => "RevisionNumber",
        "Application" => "NameofApplication",
        "DocSecurity" => "Security",
        "TotalTime" => "TotalEditingTime",
        "HyperlinkBase" => "HyperlinkBase",
        name => name,
    }
}

/// The core properties with a title and a language of their own; what is not given stays.
///
/// `xml` is the part as it is; without one, a new part is made.
pub fn set_core_properties(
    part: &str,
    xml: Option<&str>,
    title: Option<&str>,
    language: Option<&str>,
) -> Result<String, PackageError> {
    const EMPTY: &str = concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        "\n",
        r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" "#,
        r#"xmlns:dc="http://purl.org/dc/elements/1.1/"></cp:coreProperties>"#
    );
    const DUBLIN_CORE: &str = "http://purl.org/dc/elements/1.1/";
    let mut xml = without_elements(part, xml.unwrap_or(EMPTY), |tag| {
        (title.is_some() && tag.local_name().as_ref() == "title")
            || (language.is_some() && tag.local_name().as_ref() == "language")
    })?;
    let Some(end) = xml.rfind("</") else {
        // An empty root element has nothing to keep.
        return set_core_properties(part, Some(EMPTY), title, language);
    };
    let element = |name: &str, value: Option<&str>| {
        value.map_or_else(String::new, |value| {
            format!(r#"<dc:{name} xmlns:dc="{DUBLIN_CORE}">{}</dc:{name}>"#, encode(value))
        })
    };
    let added = element("title", title) + &element("language", language);
    xml.insert_str(end, &added);
    Ok(xml)
}
